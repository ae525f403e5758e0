package mock_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/goproblem/problemdetails/cmd/problem/internal/check"
	"github.com/goproblem/problemdetails/cmd/problem/internal/mock"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

func handler(own ...mock.Document) http.Handler {
	s := &mock.Server{Responder: stdhttp.Responder{Logger: slog.New(slog.DiscardHandler)}, Own: own}
	return s.Handler()
}

func request(h http.Handler, method, target, accept string) *http.Response {
	w := httptest.NewRecorder()
	r := httptest.NewRequest(method, target, nil)
	if accept != "" {
		r.Header.Set("Accept", accept)
	}
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, resp *http.Response) string {
	t.Helper()
	var b bytes.Buffer
	if _, err := b.ReadFrom(resp.Body); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestScenes checks the cases that are more than a problem.
func TestScenes(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name        string
		status      int
		contentType string
		has, lacks  string
	}{
		{"panic", 500, "application/problem+json", `"title":"Internal Server Error"`, "in the log"},
		{"secret", 500, "application/problem+json", `"title":"Internal Server Error"`, "10.0.0.5"},
		{"redirect", 303, "application/problem+json", "/example/out-of-credit", ""},
		{"choice", 300, "application/problem+json", "/example/arabic", ""},
		{"replaced", 500, "application/problem+json", "is gone", "before the error"},
		{"http-error", 409, "application/problem+json", "the old way", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			resp := request(handler(), "GET", "/example/"+tt.name, "")
			got := body(t, resp)
			if resp.StatusCode != tt.status || resp.Header.Get("Content-Type") != tt.contentType {
				t.Errorf("%d %s, want %d %s", resp.StatusCode, resp.Header.Get("Content-Type"), tt.status, tt.contentType)
			}
			if !strings.Contains(got, tt.has) || tt.lacks != "" && strings.Contains(got, tt.lacks) {
				t.Errorf("body %q, want %q in it and not %q", got, tt.has, tt.lacks)
			}
		})
	}
	t.Run("half", func(t *testing.T) {
		t.Parallel()
		defer func() {
			if v := recover(); v != http.ErrAbortHandler {
				t.Errorf("panic with %v, want the connection to be cut", v)
			}
		}()
		request(handler(), "GET", "/example/half", "")
	})
}

// TestAllIsWell runs the linter on everything that the server sends for a
// status or an example of good manners.
func TestAllIsWell(t *testing.T) {
	t.Parallel()
	paths := []string{
		"/example/out-of-credit", "/example/validation", "/example/unauthorized", "/example/rate-limited", "/example/nested",
		"/example/german", "/example/arabic", "/example/minimal", "/example/none", "/none", "/compose", "/compose?status=404",
	}
	for status := 200; status <= 599; status++ {
		if http.StatusText(status) != "" && status != 206 {
			paths = append(paths, "/status/"+itoa(status))
		}
	}
	h := handler()
	for _, path := range paths {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			for _, accept := range []string{"", "application/json", "application/problem+xml", "text/html", "text/plain"} {
				resp := request(h, "GET", path, accept)
				r := check.Report{Ignore: map[string]bool{"no-error": true}} // some are none on purpose
				r.Response(path, &check.Response{
					Proto: "HTTP/1.1", Status: resp.StatusCode, Header: resp.Header, Body: []byte(body(t, resp)), Method: "GET", Accept: accept,
				})
				for _, f := range r.Findings {
					t.Errorf("with Accept %q: %s: %s", accept, f.Rule.ID, f.Message)
				}
			}
		})
	}
}

func itoa(n int) string {
	return string([]byte{byte('0' + n/100), byte('0' + n/10%10), byte('0' + n%10)})
}

func TestOwn(t *testing.T) {
	t.Parallel()
	own := []mock.Document{
		{Path: "/out-of-credit", Problem: &problem.Problem{Type: "https://example.com/x", Title: "Out of credit", Status: 403, Instance: "/account/12345?a=b"}},
		{Path: "/limited", Problem: &problem.Problem{Type: "https://example.com/y", Status: 429, Instance: "//elsewhere/limited"}},
		{Path: "/status/404", Problem: &problem.Problem{Type: "https://example.com/z", Status: 410, Instance: "/account/12345"}},
	}
	if err := mock.Check(own); err != nil {
		t.Error(err)
	}
	if err := mock.Check(append(own, own[0])); err == nil {
		t.Error("two problems for one path pass")
	}
	h := handler(own...)
	tests := []struct {
		method, path string
		status       int
		want         string
	}{
		{"GET", "/out-of-credit", 403, `"type":"https://example.com/x"`},
		{"POST", "/account/12345", 403, `"type":"https://example.com/x"`},
		{"DELETE", "/limited", 429, `"type":"https://example.com/y"`},
		{"GET", "/elsewhere/limited", 404, "nothing at"},
		{"GET", "/status/404", 410, `"type":"https://example.com/z"`},
		{"GET", "/status/405", 405, "Method Not Allowed"},
		{"GET", "/", 200, "/out-of-credit /account/12345 Out of credit"},
	}
	for _, tt := range tests {
		t.Run(tt.method+" "+tt.path, func(t *testing.T) {
			t.Parallel()
			resp := request(h, tt.method, tt.path, "")
			if got := body(t, resp); resp.StatusCode != tt.status || !strings.Contains(got, tt.want) {
				t.Errorf("%d %s, want %d and %s", resp.StatusCode, got, tt.status, tt.want)
			}
		})
	}
	if got := request(h, "DELETE", "/limited", "").Header.Get("Retry-After"); got != "30" {
		t.Errorf("Retry-After %q, want 30", got)
	}
	page := body(t, request(h, "GET", "/", "text/html"))
	if !strings.Contains(page, `<a href="/account/12345">/account/12345</a>`) {
		t.Error("the page does not list the problems of the user's own")
	}
}

func TestCompose(t *testing.T) {
	t.Parallel()
	const noURI = "Not a URI reference: spaces and some other characters must be percent-encoded."
	mistaken := func(mistakes string) string {
		return `{"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.1","title":"Bad Request","status":400,"detail":"The query does not describe a problem.","mistakes":{` + mistakes + `}}`
	}
	tests := []struct {
		name  string
		query url.Values
		want  string
	}{
		{"nothing", nil, `{"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.6.1","title":"Internal Server Error","status":500}`},
		{
			"everything",
			url.Values{
				"type": {"https://example.com/x"}, "title": {"X"}, "status": {" 422 "}, "detail": {"a\r\nb"}, "instance": {"/x"},
				"extensions": {`{"n": 12345678901234567890}`}, "errors": {"/age = odd\r\n\r\nname=missing"},
			},
			`{"type":"https://example.com/x","title":"X","status":422,"detail":"a\nb","instance":"/x","errors":[{"detail":"odd","pointer":"#/age"},{"detail":"missing","pointer":"#/name"}],"n":12345678901234567890}`,
		},
		{
			"mistakes",
			url.Values{"type": {"a b"}, "title": {"X"}, "status": {"4o4"}, "instance": {"%"}, "extensions": {"{"}, "errors": {"nothing"}},
			mistaken(`"errors":"Line 1: want pointer=detail.","extensions":"unexpected end of JSON input","instance":"` + noURI + `","status":"A status is a number from 100 to 599.","type":"` + noURI + `"`),
		},
		{"a reserved name", url.Values{"status": {"404"}, "extensions": {`{"status":1}`}}, mistaken(`"extensions":"extension \"status\": problem: reserved for a standard member"`)},
		{"no object", url.Values{"status": {"404"}, "extensions": {`[]`}}, mistaken(`"extensions":"not a JSON object"`)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := body(t, request(handler(), "GET", "/compose?"+tt.query.Encode(), ""))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("problem (-want +got)\n%s", diff)
			}
		})
	}
}

// TestComposeHeader checks that the answer has the fields that the page shows.
func TestComposeHeader(t *testing.T) {
	t.Parallel()
	resp := request(handler(), "GET", "/compose?status=401", "")
	if got := resp.Header.Get("WWW-Authenticate"); resp.StatusCode != 401 || !strings.HasPrefix(got, "Bearer ") {
		t.Errorf("%d with the challenge %q", resp.StatusCode, got)
	}
}

func TestPage(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		query url.Values
		has   []string
		lacks []string
	}{
		{"at first", nil, []string{
			`value="https://example.com/probs/out-of-credit"`, "HTTP/1.1 403 Forbidden", "application/problem&#43;xml", "Nothing is wrong", "<iframe",
		}, []string{"aria-invalid"}},
		{"empty", url.Values{"status": {""}}, []string{`value=""`, "HTTP/1.1 500"}, nil},
		{"with mistakes", url.Values{"status": {"x"}, "type": {"a b"}, "instance": {"a b"}, "extensions": {"{"}, "errors": {"/a=b\nno"}}, []string{
			"A status is a number", `aria-describedby="type-mistake"`, "Not a URI reference", "unexpected end of JSON", "Line 2: want pointer=detail",
			`src="/compose?errors=%23%2Fa%3Db"`,
		}, []string{"Nothing is wrong"}},
		{"with findings", url.Values{"status": {"404"}, "type": {"/x"}}, []string{`<li class="warning">`, "RFC 9457, section 3.1.1"}, nil},
		{"without content", url.Values{"status": {"204"}}, []string{"It cannot carry a problem"}, nil},
		{"hostile", url.Values{"title": {"</textarea><script>alert(1)</script>"}, "extensions": {`{"a":"</pre><script>"}`}, "status": {"400"}}, []string{
			"&lt;/textarea&gt;",
		}, []string{"<script>alert", "</pre><script>"}},
		{"what XML cannot hold", url.Values{"status": {"400"}, "extensions": {`{"a b":1}`}}, []string{"is no name in XML"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			resp := request(handler(), "GET", "/?"+tt.query.Encode(), "text/html")
			got := body(t, resp)
			for _, want := range tt.has {
				if !strings.Contains(got, want) {
					t.Errorf("no %q in the page", want)
				}
			}
			for _, not := range tt.lacks {
				if strings.Contains(got, not) {
					t.Errorf("%q in the page", not)
				}
			}
			if policy := resp.Header.Get("Content-Security-Policy"); !strings.HasPrefix(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
				t.Errorf("Content-Security-Policy %q", policy)
			}
		})
	}
}

// TestPageLinks follows every link of the page that stays on the server.
func TestPageLinks(t *testing.T) {
	t.Parallel()
	h := handler()
	page := body(t, request(h, "GET", "/", "text/html"))
	n := 0
	for _, attribute := range []string{`href="/`, `src="/`} {
		for _, part := range strings.Split(page, attribute)[1:] {
			target, _, _ := strings.Cut(part, `"`)
			target = "/" + strings.ReplaceAll(target, "&amp;", "&")
			if target == "/example/half" {
				continue
			}
			n++
			if got := body(t, request(h, "GET", target, "")); strings.Contains(got, "There is nothing at") || strings.Contains(got, "no example of that name") {
				t.Errorf("%s leads nowhere", target)
			}
		}
	}
	if n < 50 {
		t.Errorf("%d links, want 50 or more", n)
	}
}

func TestAssets(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"/page/page.css": "text/css; charset=utf-8", "/page/page.js": "text/javascript; charset=utf-8",
		"/page/page.html": "application/problem+json", "/page/": "application/problem+json",
	} {
		if got := request(handler(), "GET", path, "").Header.Get("Content-Type"); got != want {
			t.Errorf("%s has the type %q, want %q", path, got, want)
		}
	}
}

func TestAccessLog(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	h := mock.AccessLog(slog.New(slog.NewJSONHandler(&b, nil)), handler())
	request(h, "GET", "/status/404?a=%1b", "text/plain")
	func() {
		defer func() { _ = recover() }()
		request(h, "GET", "/example/half", "")
	}()
	type line struct {
		Msg, Method, Path, Accept, Type string
		Status, Bytes                   int
		Aborted                         bool
	}
	var got []line
	dec := json.NewDecoder(&b)
	for dec.More() {
		var l line
		if err := dec.Decode(&l); err != nil {
			t.Fatal(err)
		}
		got = append(got, l)
	}
	want := []line{
		{"request", "GET", "/status/404?a=%1b", "text/plain", "text/plain; charset=utf-8", 404, 79, false},
		{"request", "GET", "/example/half", "", "", 200, 33, true},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("log (-want +got)\n%s", diff)
	}
}

func TestDelay(t *testing.T) {
	t.Parallel()
	done := make(chan struct{})
	gone, leave := context.WithCancel(context.Background())
	answered := func(d time.Duration, ctx context.Context) <-chan int {
		h := mock.Delay(d, done, handler())
		status := make(chan int, 1)
		go func() {
			w := httptest.NewRecorder()
			h.ServeHTTP(w, httptest.NewRequest("GET", "/status/404", nil).WithContext(ctx))
			status <- w.Code
		}()
		return status
	}
	for _, d := range []time.Duration{0, time.Millisecond} {
		if got := <-answered(d, context.Background()); got != 404 {
			t.Errorf("status %d after %v, want 404", got, d)
		}
	}
	leaving, stopping := answered(time.Hour, gone), answered(time.Hour, context.Background())
	select {
	case <-leaving:
		t.Error("no delay")
	case <-stopping:
		t.Error("no delay")
	default:
	}
	leave()
	<-leaving // The client is gone.
	close(done)
	if got := <-stopping; got != 404 {
		t.Errorf("status %d when the server stops, want 404", got)
	}
}
