package stdhttp_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
	"github.com/goproblem/problemdetails/typelinks"
)

// quiet logs nowhere, so that tests of other things print nothing.
var quiet = slog.New(slog.DiscardHandler)

// answer returns the response of rs.Error to a request with these Accept lines.
func answer(rs *stdhttp.Responder, method string, err error, accept ...string) *http.Response {
	w := httptest.NewRecorder()
	r := httptest.NewRequest(method, "/path?q=1", nil)
	r.Header["Accept"] = accept
	if rs.Logger == nil {
		rs.Logger = quiet
	}
	rs.Error(w, r, err)
	return w.Result()
}

func body(t *testing.T, resp *http.Response) string {
	t.Helper()
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatalf("reading the body: %v", err)
	}
	return string(b)
}

func TestErrorProblem(t *testing.T) {
	t.Parallel()
	const section = "https://www.rfc-editor.org/rfc/rfc9110.html#section-"
	tests := []struct {
		name       string
		rs         stdhttp.Responder
		err        error
		wantStatus int
		wantBody   string
	}{
		{
			"bare status",
			stdhttp.Responder{},
			&problem.Problem{Status: 404},
			404, `{"type":"` + section + `15.5.5","title":"Not Found","status":404}`,
		},
		{
			"IANA's title",
			stdhttp.Responder{},
			&problem.Problem{Status: 422},
			422, `{"type":"` + section + `15.5.21","title":"Unprocessable Content","status":422}`,
		},
		{
			"own type",
			stdhttp.Responder{},
			&problem.Problem{Type: "/own", Status: 404, Detail: "d", Instance: "/i"},
			404, `{"type":"/own","status":404,"detail":"d","instance":"/i"}`,
		},
		{
			"blank type stays blank",
			stdhttp.Responder{},
			&problem.Problem{Type: problem.BlankType, Status: 404},
			404, `{"type":"about:blank","title":"Not Found","status":404}`,
		},
		{
			"own title",
			stdhttp.Responder{},
			&problem.Problem{Title: "Gone fishing", Status: 410},
			410, `{"type":"` + section + `15.5.11","title":"Gone fishing","status":410}`,
		},
		{
			"a reserved code has no title",
			stdhttp.Responder{},
			&problem.Problem{Status: 418},
			418, `{"type":"` + section + `15.5.19","status":418}`,
		},
		{
			"a code that nobody knows",
			stdhttp.Responder{},
			&problem.Problem{Status: 599},
			599, `{"status":599}`,
		},
		{
			"no links",
			stdhttp.Responder{Links: &typelinks.Table{}},
			&problem.Problem{Status: 404},
			404, `{"status":404}`,
		},
		{
			"own links",
			stdhttp.Responder{Links: typelinks.New(typelinks.Link{Status: 404, Title: "Nix", Type: "/404"})},
			&problem.Problem{Status: 404},
			404, `{"type":"/404","title":"Nix","status":404}`,
		},
		{
			"no status",
			stdhttp.Responder{},
			&problem.Problem{Type: "/own"},
			500, `{"type":"/own","status":500}`,
		},
		{
			"informational",
			stdhttp.Responder{},
			&problem.Problem{Type: "/own", Status: 103},
			500, `{"type":"/own","status":500}`,
		},
		{
			"above what HTTP allows",
			stdhttp.Responder{},
			&problem.Problem{Type: "/own", Status: 600},
			500, `{"type":"/own","status":500}`,
		},
		{
			"negative",
			stdhttp.Responder{},
			&problem.Problem{Type: "/own", Status: -404},
			500, `{"type":"/own","status":500}`,
		},
		{
			"wrapped",
			stdhttp.Responder{},
			fmt.Errorf("secret: %w", &problem.Problem{Type: "/own", Status: 403, Err: errors.New("secret")}),
			403, `{"type":"/own","status":403}`,
		},
		{
			"the outermost wins",
			stdhttp.Responder{},
			&problem.Problem{Type: "/outer", Status: 502, Err: &problem.Problem{Type: "/inner", Status: 404}},
			502, `{"type":"/outer","status":502}`,
		},
		{
			"joined violations",
			stdhttp.Responder{Links: &typelinks.Table{}},
			errors.Join(problem.Violations{{Detail: "a"}}.Err(), problem.Violations{{Detail: "b"}}.Err()),
			422, `{"status":422,"errors":[{"detail":"a"},{"detail":"b"}]}`,
		},
		{"any error", stdhttp.Responder{Links: &typelinks.Table{}}, errors.New("secret"), 500, `{"status":500}`},
		{"nil", stdhttp.Responder{Links: &typelinks.Table{}}, nil, 500, `{"status":500}`},
		{"nil problem", stdhttp.Responder{Links: &typelinks.Table{}}, (*problem.Problem)(nil), 500, `{"status":500}`},
		{"too large", stdhttp.Responder{Links: &typelinks.Table{}}, fmt.Errorf("x: %w", &http.MaxBytesError{Limit: 1}), 413, `{"status":413}`},
		{"deadline", stdhttp.Responder{Links: &typelinks.Table{}}, fmt.Errorf("x: %w", context.DeadlineExceeded), 504, `{"status":504}`},
		{"I/O deadline", stdhttp.Responder{Links: &typelinks.Table{}}, fmt.Errorf("x: %w", os.ErrDeadlineExceeded), 504, `{"status":504}`},
		{
			"a problem before a deadline",
			stdhttp.Responder{Links: &typelinks.Table{}},
			errors.Join(context.DeadlineExceeded, &problem.Problem{Status: 409}), 409, `{"status":409}`,
		},
		{
			"a problem with status 500 that was meant",
			stdhttp.Responder{Links: &typelinks.Table{}},
			&problem.Problem{Status: 500, Err: context.DeadlineExceeded}, 500, `{"status":500}`,
		},
		{"canceled, but not by the client", stdhttp.Responder{Links: &typelinks.Table{}}, context.Canceled, 500, `{"status":500}`},
		{"an error whose methods panic", stdhttp.Responder{Links: &typelinks.Table{}}, (*rudeError)(nil), 500, `{"status":500}`},
		{
			"mapped",
			stdhttp.Responder{Links: &typelinks.Table{}, Map: func(_ *http.Request, err error) error {
				if errors.Is(err, os.ErrNotExist) {
					return &problem.Problem{Status: 404}
				}
				return err
			}},
			fmt.Errorf("secret: %w", os.ErrNotExist), 404, `{"status":404}`,
		},
		{
			"mapped to nothing",
			stdhttp.Responder{Links: &typelinks.Table{}, Map: func(*http.Request, error) error { return nil }},
			&problem.Problem{Status: 404}, 404, `{"status":404}`,
		},
		{
			"Map panics",
			stdhttp.Responder{Links: &typelinks.Table{}, Map: func(*http.Request, error) error { panic("secret") }},
			&problem.Problem{Status: 404}, 404, `{"status":404}`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			resp := answer(&tt.rs, "GET", tt.err)
			if got := body(t, resp); resp.StatusCode != tt.wantStatus || got != tt.wantBody {
				t.Errorf("got  %d %s\nwant %d %s", resp.StatusCode, got, tt.wantStatus, tt.wantBody)
			}
			if got := resp.Header.Get("Content-Type"); got != "application/problem+json" {
				t.Errorf("Content-Type: got %q, want application/problem+json", got)
			}
		})
	}
}

// rudeError panics in all of its methods, as typed nil pointers may.
type rudeError struct{ text string }

func (e *rudeError) Error() string                { return e.text }
func (e *rudeError) Unwrap() error                { return errors.New(e.text) }
func (e *rudeError) Is(target error) bool         { return e.text == target.Error() }
func (e *rudeError) As(any) bool                  { return e.text == "" }
func (e *rudeError) LogValue() slog.Value         { return slog.StringValue(e.text) }
func (e *rudeError) MarshalJSON() ([]byte, error) { return []byte(e.text), nil }

func TestErrorNegotiates(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		accept []string
		want   string
	}{
		{"no field", nil, "application/problem+json"},
		{"JSON", []string{"application/json"}, "application/problem+json"},
		{"XML", []string{"application/xml"}, "application/problem+xml"},
		{"text", []string{"text/plain"}, "text/plain; charset=utf-8"},
		{"a browser", []string{"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}, "text/html; charset=utf-8"},
		{"two lines", []string{"image/png", "text/plain"}, "text/plain; charset=utf-8"},
		{"nothing acceptable", []string{"application/pdf"}, "application/problem+json"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var outcome stdhttp.Outcome
			rs := &stdhttp.Responder{After: func(_ *http.Request, o stdhttp.Outcome) { outcome = o }}
			resp := answer(rs, "GET", &problem.Problem{Status: 404, Detail: "d"}, tt.accept...)
			got := body(t, resp)
			if resp.StatusCode != 404 || resp.Header.Get("Content-Type") != tt.want || got == "" {
				t.Errorf("got %d %q %q, want 404 %q", resp.StatusCode, resp.Header.Get("Content-Type"), got, tt.want)
			}
			wantOutcome := stdhttp.Outcome{
				Status: 404, ContentType: tt.want, Acceptable: tt.name != "nothing acceptable",
				Bytes: int64(len(got)), Err: outcome.Err, Result: stdhttp.Written,
			}
			if outcome != wantOutcome {
				t.Errorf("outcome: got %+v, want %+v", outcome, wantOutcome)
			}
			policy := ""
			if tt.name == "a browser" {
				policy = encode.HTMLPolicy
			}
			if got := resp.Header.Get("Content-Security-Policy"); got != policy {
				t.Errorf("Content-Security-Policy: got %q, want %q", got, policy)
			}
		})
	}
}

func TestErrorHeader(t *testing.T) {
	t.Parallel()
	full := http.Header{
		"Content-Type": {"application/problem+json"}, "X-Content-Type-Options": {"nosniff"}, "Vary": {"Accept"},
	}
	with := func(extra http.Header) http.Header {
		h := full.Clone()
		for k, v := range extra {
			h[k] = v
		}
		return h
	}
	tests := []struct {
		name   string
		before http.Header
		err    error
		want   http.Header
	}{
		{"nothing set", http.Header{}, &problem.Problem{Status: 404}, full},
		{
			"what describes the other response goes", http.Header{
				"Content-Type": {"text/csv", "x"}, "Content-Length": {"7"}, "Content-Range": {"bytes 0-6/7"}, "Content-Language": {"de"},
				"Content-Disposition": {"attachment"}, "Content-Location": {"/x"}, "Content-Md5": {"x"}, "Etag": {`"x"`},
				"Last-Modified": {"x"}, "Expires": {"x"}, "Cache-Control": {"max-age=60"}, "Accept-Ranges": {"bytes"}, "Age": {"1"},
				"Location": {"/x"}, "Digest": {"x"}, "Content-Digest": {"x"}, "Repr-Digest": {"x"}, "Trailer": {"X"},
				"Transfer-Encoding": {"chunked"},
			}, &problem.Problem{Status: 404}, full,
		},
		{
			"a size of the content goes with a 416",
			http.Header{},
			stdhttp.WithHeader(&problem.Problem{Status: 416}, stdhttp.UnsatisfiedRange(5)), with(http.Header{"Content-Range": {"bytes */5"}}),
		},
		{
			"and with nothing else",
			http.Header{},
			stdhttp.WithHeader(&problem.Problem{Status: 404}, stdhttp.UnsatisfiedRange(5)), full,
		},
		{
			"names in another case", http.Header{"content-length": {"7"}, "ETAG": {`"x"`}}, &problem.Problem{Status: 404}, full,
		},
		{
			"trailers go",
			http.Header{"Trailer": {"X-Sum, X-Rest"}, "X-Sum": {"1"}, "X-Rest": {"2"}, http.TrailerPrefix + "X": {"3"}},
			&problem.Problem{Status: 404}, full,
		},
		{
			"the rest stays",
			http.Header{
				"Allow": {"GET"}, "Www-Authenticate": {"Basic"}, "Proxy-Authenticate": {"Basic"}, "Retry-After": {"1"}, "Link": {"</x>"},
				"Set-Cookie": {"a=b", "c=d"}, "Access-Control-Allow-Origin": {"*"}, "Strict-Transport-Security": {"x"},
				"Content-Encoding": {"gzip"}, "X-Request-Id": {"1"}, "Server-Timing": {"x"},
			},
			&problem.Problem{Status: 404},
			with(http.Header{
				"Allow": {"GET"}, "Www-Authenticate": {"Basic"}, "Proxy-Authenticate": {"Basic"}, "Retry-After": {"1"}, "Link": {"</x>"},
				"Set-Cookie": {"a=b", "c=d"}, "Access-Control-Allow-Origin": {"*"}, "Strict-Transport-Security": {"x"},
				"Content-Encoding": {"gzip"}, "X-Request-Id": {"1"}, "Server-Timing": {"x"},
			}),
		},
		{
			"Content-Range belongs to 416",
			http.Header{"Content-Range": {"bytes */14"}},
			&problem.Problem{Status: 416},
			with(http.Header{"Content-Range": {"bytes */14"}}),
		},
		{
			"a range belongs to no error", http.Header{"Content-Range": {"bytes 0-1/14"}}, &problem.Problem{Status: 416}, full,
		},
		{
			"Location belongs to 3xx",
			http.Header{"Location": {"/x"}},
			&problem.Problem{Status: 308},
			with(http.Header{"Location": {"/x"}}),
		},
		{"to the last", http.Header{"Location": {"/x"}}, &problem.Problem{Status: 399}, with(http.Header{"Location": {"/x"}})},
		{"but not to 2xx", http.Header{"Location": {"/x"}}, &problem.Problem{Status: 299}, full},
		{
			"never to store is always right",
			http.Header{"Cache-Control": {"private, No-Store"}},
			&problem.Problem{Status: 404},
			with(http.Header{"Cache-Control": {"private, No-Store"}}),
		},
		{
			"429 is not stored",
			http.Header{"Cache-Control": {"max-age=60"}},
			&problem.Problem{Status: 429},
			with(http.Header{"Cache-Control": {"no-store"}}),
		},
		{"428 is not stored", http.Header{}, &problem.Problem{Status: 428}, with(http.Header{"Cache-Control": {"no-store"}})},
		{"431 is not stored", http.Header{}, &problem.Problem{Status: 431}, with(http.Header{"Cache-Control": {"no-store"}})},
		{"511 is not stored", http.Header{}, &problem.Problem{Status: 511}, with(http.Header{"Cache-Control": {"no-store"}})},
		{"Vary merges", http.Header{"Vary": {"Origin"}}, &problem.Problem{Status: 404}, with(http.Header{"Vary": {"Origin, Accept"}})},
		{
			"Vary has lines",
			http.Header{"Vary": {"Origin", "Cookie"}},
			&problem.Problem{Status: 404},
			with(http.Header{"Vary": {"Origin", "Cookie, Accept"}}),
		},
		{"Vary is empty", http.Header{"Vary": {""}}, &problem.Problem{Status: 404}, full},
		{
			"Vary has it",
			http.Header{"Vary": {"Origin , aCCept"}},
			&problem.Problem{Status: 404},
			with(http.Header{"Vary": {"Origin , aCCept"}}),
		},
		{"everything varies", http.Header{"Vary": {"*"}}, &problem.Problem{Status: 404}, with(http.Header{"Vary": {"*"}})},
		{
			"Vary has a longer name",
			http.Header{"Vary": {"Accept-Encoding"}},
			&problem.Problem{Status: 404},
			with(http.Header{"Vary": {"Accept-Encoding, Accept"}}),
		},
		{"language", http.Header{}, &problem.Problem{Status: 404, Lang: "de-AT"}, with(http.Header{"Content-Language": {"de-AT"}})},
		{"language with digits", http.Header{}, &problem.Problem{Status: 404, Lang: "zA-Z90"}, with(http.Header{"Content-Language": {"zA-Z90"}})},
		{"no language", http.Header{}, &problem.Problem{Status: 404, Lang: "de\r\nX: y"}, full},
		{
			"carried",
			http.Header{"Retry-After": {"1"}, "X-Other": {"1"}},
			stdhttp.WithHeader(&problem.Problem{Status: 503}, http.Header{"retry-after": {"2"}}),
			with(http.Header{"Retry-After": {"2"}, "X-Other": {"1"}}),
		},
		{
			"carried beside what is there",
			http.Header{"Link": {"</a>"}, "Set-Cookie": {"a=1"}, "Vary": {"Origin"}},
			stdhttp.WithHeader(&problem.Problem{Status: 503}, http.Header{"Link": {"</b>"}, "Set-Cookie": {"b=1"}, "Vary": {"origin, Cookie"}}),
			with(http.Header{"Link": {"</a>", "</b>"}, "Set-Cookie": {"a=1", "b=1"}, "Vary": {"Origin, Cookie, Accept"}}),
		},
		{
			"carried caching",
			http.Header{"Cache-Control": {"max-age=60"}},
			stdhttp.WithHeader(&problem.Problem{Status: 404}, http.Header{"Cache-Control": {"max-age=5"}}),
			with(http.Header{"Cache-Control": {"max-age=5"}}),
		},
		{
			"content that is not the caller's",
			http.Header{},
			stdhttp.WithHeader(&problem.Problem{Status: 404}, http.Header{"Content-Type": {"x/y"}, "Content-Length": {"1"}, "X-A": {"a\r\nX-B: b"}}),
			full,
		},
		{
			"no content",
			http.Header{"Content-Type": {"text/csv"}, "Content-Length": {"7"}, "Etag": {`"x"`}, "Vary": {"Origin"}},
			&problem.Problem{Status: 204},
			http.Header{"Vary": {"Origin"}},
		},
		{"reset content", http.Header{"Content-Type": {"text/csv"}}, &problem.Problem{Status: 205}, http.Header{}},
		{
			"not modified",
			http.Header{
				"Content-Type": {"text/csv"}, "Content-Length": {"7"}, "Content-Encoding": {"gzip"}, "Content-Language": {"de"}, "Etag": {`"x"`},
				"Last-Modified": {"x"}, "Expires": {"x"}, "Cache-Control": {"max-age=1"}, "Content-Location": {"/x"}, "Vary": {"Origin"},
			},
			&problem.Problem{Status: 304},
			http.Header{
				"Etag": {`"x"`}, "Last-Modified": {"x"}, "Expires": {"x"}, "Cache-Control": {"max-age=1"},
				"Content-Location": {"/x"}, "Vary": {"Origin"},
			},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := httptest.NewRecorder()
			for k, v := range tt.before {
				w.Header()[k] = v
			}
			rs := &stdhttp.Responder{Logger: quiet}
			rs.Error(w, httptest.NewRequest("GET", "/", nil), tt.err)
			if diff := cmp.Diff(tt.want, w.Header()); diff != "" {
				t.Errorf("header (-want +got):\n%s", diff)
			}
			if none := tt.want["Content-Type"] == nil; none != (w.Body.Len() == 0) {
				t.Errorf("got a body of %d bytes, want one: %t", w.Body.Len(), !none)
			}
		})
	}
}

// No other character can be in a language tag, or should be in a field.
func TestContentLanguageIsATag(t *testing.T) {
	t.Parallel()
	const allowed = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	for c := rune(0); c < 0x100; c++ {
		lang, want := "de"+string(c), ""
		if strings.ContainsRune(allowed, c) {
			want = lang
		}
		resp := answer(&stdhttp.Responder{}, "GET", &problem.Problem{Status: 404, Lang: lang})
		if got := resp.Header.Get("Content-Language"); got != want {
			t.Errorf("%q: got %q, want %q", lang, got, want)
		}
	}
}

// The shared field values must be safe from what others do with them.
func TestSharedValuesStayAsTheyAre(t *testing.T) {
	t.Parallel()
	for range 2 {
		resp := answer(&stdhttp.Responder{}, "GET", &problem.Problem{Status: 429})
		for name := range resp.Header {
			resp.Header.Add(name, "more")
		}
		want := http.Header{
			"Content-Type": {"application/problem+json", "more"}, "X-Content-Type-Options": {"nosniff", "more"},
			"Vary": {"Accept", "more"}, "Cache-Control": {"no-store", "more"},
		}
		if diff := cmp.Diff(want, resp.Header); diff != "" {
			t.Errorf("header (-want +got):\n%s", diff)
		}
	}
}

// So must the values that a service shares between its responses.
func TestSharedValuesOfOthersStayAsTheyAre(t *testing.T) {
	t.Parallel()
	vary := append(make([]string, 0, 4), "Origin")
	carried := http.Header{"X-A": append(make([]string, 0, 4), "a"), "Link": append(make([]string, 0, 4), "</b>")}
	link := append(make([]string, 0, 4), "</a>")
	err := stdhttp.WithHeader(&problem.Problem{Status: 404}, carried)
	for range 2 {
		w := httptest.NewRecorder()
		w.Header()["Vary"], w.Header()["Link"] = vary, link
		stdhttp.Error(w, httptest.NewRequest("GET", "/", nil), err)
		for name := range w.Header() {
			w.Header().Add(name, "more")
		}
		want := http.Header{
			"Content-Type": {"application/problem+json", "more"}, "X-Content-Type-Options": {"nosniff", "more"},
			"Vary": {"Origin, Accept", "more"}, "Link": {"</a>", "</b>", "more"}, "X-A": {"a", "more"},
		}
		if diff := cmp.Diff(want, w.Header()); diff != "" {
			t.Errorf("header (-want +got):\n%s", diff)
		}
	}
	for _, shared := range [][]string{vary, link, carried["X-A"], carried["Link"]} {
		if got := shared[:2][1]; got != "" {
			t.Errorf("%q was written behind %q", got, shared)
		}
	}
}

// HTTP/2 has no field Connection (RFC 9113, section 8.2.2).
func TestTooLargeOverHTTP2(t *testing.T) {
	t.Parallel()
	for proto, want := range map[int]string{1: "close", 2: ""} {
		r := httptest.NewRequest("POST", "/", nil)
		r.ProtoMajor = proto
		w := httptest.NewRecorder()
		(&stdhttp.Responder{Logger: quiet}).Error(w, r, &http.MaxBytesError{Limit: 7})
		if got := w.Header().Get("Connection"); w.Code != 413 || got != want {
			t.Errorf("HTTP/%d: got %d with Connection %q, want 413 with %q", proto, w.Code, got, want)
		}
	}
}

func TestErrorToHEAD(t *testing.T) {
	t.Parallel()
	get := answer(&stdhttp.Responder{}, "GET", &problem.Problem{Status: 404, Detail: "d"})
	length := fmt.Sprint(len(body(t, get)))
	head := answer(&stdhttp.Responder{}, "HEAD", &problem.Problem{Status: 404, Detail: "d"})
	if got := body(t, head); got != "" {
		t.Errorf("got the body %q, want none", got)
	}
	if got := head.Header.Get("Content-Length"); got != length {
		t.Errorf("Content-Length: got %q, want %q as for GET", got, length)
	}
	head.Header.Del("Content-Length")
	if diff := cmp.Diff(get.Header, head.Header); diff != "" {
		t.Errorf("header (-GET +HEAD):\n%s", diff)
	}
}
