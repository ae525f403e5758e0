package stdhttp_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
	"github.com/goproblem/problemdetails/typelinks"
)

func debugRequest() *http.Request {
	r := httptest.NewRequest("POST", "http://user:hidden@example.com/a?q=1&access_token=hidden&api%4Bey=hidden&%zz=hidden&flag", nil)
	r.Host = "example.com"
	r.Header = http.Header{
		"Accept": {"application/json"}, "Authorization": {"Bearer hidden"}, "Cookie": {"a=hidden"}, "Proxy-Authorization": {"hidden"},
		"X-Api-Key": {"hidden"}, "X-Csrf-Token": {"hidden"}, "X-Session": {"hidden"}, "User-Agent": {"agent", "more"},
		"Referer": {"http://example.com/x?password=hidden&page=2"},
	}
	return r
}

func TestDebug(t *testing.T) {
	t.Parallel()
	err := fmt.Errorf("loading: %w", errors.Join(os.ErrNotExist, &problem.Problem{Type: "/t", Status: 404, Err: errors.New("cause")}))
	rs := &stdhttp.Responder{Debug: true, Logger: quiet, Links: &typelinks.Table{}}
	w := httptest.NewRecorder()
	rs.Error(w, debugRequest(), err)

	var got map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatalf("%s: %v", w.Body, err)
	}
	want := map[string]any{
		"type": "/t", "status": 404.0,
		"debug": map[string]any{
			"causes": []any{
				map[string]any{"type": "*fmt.wrapError", "error": err.Error()},
				map[string]any{"type": "*errors.joinError", "error": "file does not exist\nproblem: /t: cause"},
				map[string]any{"type": "*errors.errorString", "error": "file does not exist"},
				map[string]any{"type": "*problem.Problem", "error": "problem: /t: cause"},
				map[string]any{"type": "*errors.errorString", "error": "cause"},
			},
			"request": map[string]any{
				"method": "POST", "proto": "HTTP/1.1", "host": "example.com",
				"url": "http://redacted@example.com/a?q=1&access_token=[redacted]&api%4Bey=[redacted]&%zz=[redacted]&flag",
				"header": map[string]any{
					"Accept": "application/json", "Authorization": "[redacted]", "Cookie": "[redacted]", "Proxy-Authorization": "[redacted]",
					"X-Api-Key": "[redacted]", "X-Csrf-Token": "[redacted]", "X-Session": "[redacted]", "User-Agent": "agent, more",
					"Referer": "http://example.com/x?password=[redacted]&page=2",
				},
			},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The place of a mistake is in the program, not in what it calls.
func TestDebugShowsTheProgramFirst(t *testing.T) {
	t.Parallel()
	rs := &stdhttp.Responder{Debug: true, Logger: quiet}
	w := httptest.NewRecorder()
	rs.Wrap(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_ = strings.Repeat(r.Method, -len(r.Method)) // panics
	})).ServeHTTP(w, debugRequest())
	var got struct{ Debug struct{ Stack []string } }
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	stack, handler := got.Debug.Stack, regexp.MustCompile(`TestDebugShowsTheProgramFirst.* \(.*debug_test\.go:[1-9][0-9]+\)$`)
	if len(stack) < 3 || !handler.MatchString(stack[0]) {
		t.Errorf("got %q, want the handler first, with its place", stack)
	}
	if !slices.ContainsFunc(stack, func(line string) bool { return strings.HasPrefix(line, "strings.Repeat") }) {
		t.Errorf("got %q, want the function that panicked too", stack)
	}
}

func TestDebugHidesSecretsInOddPlaces(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		target string
		header http.Header
		shown  string
	}{
		{"after a semicolon", "/a?page=2;access_token=hidden&x=3;y=4", nil, "/a?page=2;access_token=[redacted]&x=3;y=4"},
		{"no value to hide", "/a?token&code=hidden", nil, "/a?token&code=[redacted]"},
		{"in the user of an address", "/", http.Header{"Referer": {"https://user:hidden@example.com/x"}}, "https://redacted@example.com/x"},
		{"in a fragment", "/", http.Header{"Referer": {"https://example.com/x#access_token=hidden"}}, "https://example.com/x"},
		{"in a relative address", "/", http.Header{"X-Forwarded-Uri": {"/x?sig=hidden;a=1"}}, "/x?sig=[redacted];a=1"},
		{"in the protocols of a WebSocket", "/", http.Header{"Sec-Websocket-Protocol": {"bearer, hidden"}}, `"Sec-Websocket-Protocol":"[redacted]"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequest("GET", tt.target, nil)
			for name, values := range tt.header {
				r.Header[name] = values
			}
			w := httptest.NewRecorder()
			(&stdhttp.Responder{Debug: true, Logger: quiet}).Error(w, r, os.ErrNotExist)
			got := strings.ReplaceAll(w.Body.String(), `\u0026`, "&")
			if strings.Contains(got, "hidden") || !strings.Contains(got, tt.shown) {
				t.Errorf("got %s\nwant %s", got, tt.shown)
			}
		})
	}
}

// Names under which protocols, frameworks and browsers send secrets.
func TestDebugKnowsSecretsByName(t *testing.T) {
	t.Parallel()
	names := []string{
		"client_assertion", "X-Auth", "bearer", "code", "cookie", "credential", "_csrf", "DPoP", "hmac", "jwt", "apikey", "nonce",
		"otp", "passwd", "pwd", "SAMLRequest", "secret", "session", "connect.sid", "sig", "ticket", "Token", "Sec-WebSocket-Protocol", "X-XSRF",
	}
	r := httptest.NewRequest("GET", "/?"+strings.Join(names, "=hidden&")+"=hidden&page=2&mode=dark&user=eve", nil)
	w := httptest.NewRecorder()
	(&stdhttp.Responder{Debug: true, Logger: quiet}).Error(w, r, os.ErrNotExist)
	got := strings.ReplaceAll(w.Body.String(), `\u0026`, "&")
	for _, name := range names {
		if !strings.Contains(got, name+"=[redacted]&") {
			t.Errorf("%s is not hidden", name)
		}
	}
	if !strings.Contains(got, "&page=2&mode=dark&user=eve") {
		t.Errorf("got %s, want what is no secret", got)
	}
}

func TestDebugShowsSoManyCauses(t *testing.T) {
	t.Parallel()
	chain, list := error(os.ErrNotExist), make([]error, 100)
	for i := range list {
		chain = fmt.Errorf("%w", chain)
		list[i] = chain
	}
	for name, err := range map[string]error{"a chain": chain, "a list": errors.Join(list...)} {
		rs := &stdhttp.Responder{Debug: true, Logger: quiet}
		w := httptest.NewRecorder()
		rs.Error(w, debugRequest(), err)
		var got struct{ Debug struct{ Causes []any } }
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		if len(got.Debug.Causes) != 50 {
			t.Errorf("%s: got %d causes, want 50", name, len(got.Debug.Causes))
		}
	}
}

func TestDebugShowsThePanicInEveryFormat(t *testing.T) {
	t.Parallel()
	rs := &stdhttp.Responder{Debug: true, Logger: quiet}
	h := rs.Wrap(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("the value") }))
	for _, accept := range []string{"application/json", "application/xml", "text/html", "text/plain"} {
		t.Run(accept, func(t *testing.T) {
			t.Parallel()
			r := debugRequest()
			r.Header.Set("Accept", accept)
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			got := w.Body.String()
			first, last := strings.Index(got, "TestDebugShowsThePanic"), strings.Index(got, "testing.tRunner")
			if w.Code != 500 || !strings.Contains(got, "panic: the value") || first < 0 || last < first {
				t.Errorf("got %d, want the value and the stack, application first:\n%s", w.Code, got)
			}
			if strings.Contains(got, "hidden") {
				t.Errorf("a secret of the request is shown:\n%s", got)
			}
		})
	}
}

func TestDebugSurvives(t *testing.T) {
	t.Parallel()
	rs := &stdhttp.Responder{Debug: true, Links: &typelinks.Table{}}
	endless := &endlessError{}
	tests := []struct {
		name string
		err  error
		want string
	}{
		{"an error whose methods panic", (*rudeError)(nil), `{"status":500}`},
		{"an error that wraps itself", endless, `"debug"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := httptest.NewRecorder()
			own := *rs
			own.Logger = quiet
			r := httptest.NewRequest("GET", "/", nil)
			own.Error(w, r, tt.err)
			if w.Code != 500 || !strings.Contains(w.Body.String(), tt.want) {
				t.Errorf("got %d %s, want 500 with %s", w.Code, w.Body, tt.want)
			}
		})
	}
}

// endlessError wraps several of its kind without end; errors.Is stops at the
// first one.
type endlessError struct{ depth int }

func (e *endlessError) Error() string { return "endless" }

func (e *endlessError) Unwrap() []error {
	if e.depth > 20 {
		return nil
	}
	return []error{&endlessError{e.depth + 1}}
}

func TestDebugIsOffByDefault(t *testing.T) {
	for _, name := range []string{"DEBUG", "STDHTTP_DEBUG", "PROBLEM_DEBUG", "GODEBUG", "ENV"} {
		t.Setenv(name, "debug") // no environment turns it on
	}
	resp := answer(&stdhttp.Responder{}, "GET", errors.New("secret"))
	if got := body(t, resp); strings.Contains(got, "debug") || strings.Contains(got, "secret") {
		t.Errorf("got %s", got)
	}
}

func TestDebugOfARequestWithoutURL(t *testing.T) {
	t.Parallel()
	w := httptest.NewRecorder()
	rs := &stdhttp.Responder{Debug: true, Logger: quiet}
	rs.Error(w, &http.Request{Method: "GET"}, errors.New("x"))
	if !strings.Contains(w.Body.String(), `"causes"`) {
		t.Errorf("got %s", w.Body)
	}
}
