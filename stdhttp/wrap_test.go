package stdhttp_test

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
	"github.com/goproblem/problemdetails/typelinks"
)

// through returns the response of h behind rs.Wrap.
func through(rs *stdhttp.Responder, h http.Handler, r *http.Request) *http.Response {
	w := httptest.NewRecorder()
	rs.Wrap(h).ServeHTTP(w, r)
	return w.Result()
}

func TestWrapTurnsBareErrorsIntoProblems(t *testing.T) {
	t.Parallel()
	httpError := func(text string, status int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { http.Error(w, text, status) }
	}
	tests := []struct {
		name   string
		h      http.HandlerFunc
		status int
		detail string
		cause  string
	}{
		{"status alone", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) }, 404, "", ""},
		{"status and a length of nothing", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "0")
			w.WriteHeader(404)
		}, 404, "", ""},
		{"no words", httpError("", 400), 400, "", ""},
		{"http.NotFound", http.NotFound, 404, "", ""},
		{"status text", httpError("Method Not Allowed", 405), 405, "", ""},
		{"status text in another case", httpError("method not allowed", 405), 405, "", ""},
		{"status text with the number", httpError("405 Method Not Allowed", 405), 405, "", ""},
		{"status text with a full stop", httpError("Forbidden.", 403), 403, "", ""},
		{"net/http's status text", httpError("Unprocessable Entity", 422), 422, "", ""},
		{"IANA's title", httpError("Unprocessable Content", 422), 422, "", ""},
		{"only the number", httpError("404", 404), 404, "", ""},
		{"status text without nosniff", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/plain")
			w.WriteHeader(404)
			io.WriteString(w, "404 page not found")
		}, 404, "", ""},
		{"the text of another status", httpError("Not Found", 400), 400, "Not Found", ""},
		{"what ServeMux says of paths, with another status", httpError("page not found", 410), 410, "page not found", ""},
		{"4xx with a text", httpError("name: too long\n", 400), 400, "name: too long", ""},
		{"5xx with a text", httpError("dial tcp 10.0.0.7: secret", 502), 502, "", "dial tcp 10.0.0.7: secret"},
		{"5xx with the status text", httpError("Internal Server Error", 500), 500, "", ""},
		{"as long as it may be", httpError(strings.Repeat("x", 64<<10-1), 400), 400, strings.Repeat("x", 64<<10-1), ""},
		{"text with a charset", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "Text/Plain;charset=UTF-8")
			w.Header().Set("X-Content-Type-Options", "NoSniff")
			w.WriteHeader(409)
			io.WriteString(w, "al")
			w.Write([]byte("ready"))
		}, 409, "already", ""},
		{"from a reader", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/plain")
			w.Header().Set("X-Content-Type-Options", "nosniff")
			w.WriteHeader(409)
			io.Copy(w, io.LimitReader(strings.NewReader(strings.Repeat("y", 50_000)), 50_000))
		}, 409, strings.Repeat("y", 50_000), ""},
		{"compressed further in", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Header().Set("Content-Type", "text/plain")
			w.Header().Set("X-Content-Type-Options", "nosniff")
			w.WriteHeader(400)
			io.WriteString(w, zipped("name: too long"))
		}, 400, "name: too long", ""},
		{"compressed, as long as it may be", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Header().Set("Content-Type", "text/plain")
			w.Header().Set("X-Content-Type-Options", "nosniff")
			w.WriteHeader(400)
			io.WriteString(w, zipped(strings.Repeat("x", 64<<10)))
		}, 400, strings.Repeat("x", 64<<10), ""},
		{"nothing, compressed", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.WriteHeader(503)
			io.WriteString(w, zipped(""))
		}, 503, "", ""},
		{"nothing, said to be compressed", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.WriteHeader(503)
			w.Write(nil)
		}, 503, "", ""},
		{"space before the charset", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/plain ; charset=utf-8")
			w.Header().Set("X-Content-Type-Options", "nosniff")
			w.WriteHeader(409)
			io.WriteString(w, "already")
		}, 409, "already", ""},
		{"not registered", httpError("odd", 499), 499, "odd", ""},
		{"the first", httpError("odd", 400), 400, "odd", ""},
		{"the last", httpError("odd", 599), 599, "", "odd"},
	}
	for _, tt := range tests {
		for _, method := range []string{"GET", "HEAD", "POST"} {
			t.Run(tt.name+"/"+method, func(t *testing.T) {
				t.Parallel()
				rs, after := newResponder()
				rs.Links = &typelinks.Table{}
				var seen problem.Problem
				rs.Before = func(_ *http.Request, p *problem.Problem) { seen = *p }
				h := func(w http.ResponseWriter, r *http.Request) {
					w.Header().Set("Allow", "GET")
					w.Header().Set("Retry-After", "7")
					tt.h(w, r)
				}
				resp := through(rs, http.HandlerFunc(h), httptest.NewRequest(method, "/", nil))
				got := body(t, resp)
				if resp.StatusCode != tt.status || resp.Header.Get("Content-Type") != "application/problem+json" {
					t.Fatalf("got %d %v %.200q", resp.StatusCode, resp.Header, got)
				}
				if resp.Header.Get("Allow") != "GET" || resp.Header.Get("Retry-After") != "7" {
					t.Errorf("header: got %v, want Allow and Retry-After to stay", resp.Header)
				}
				if seen.Detail != tt.detail {
					t.Errorf("detail: got %.100q, want %.100q", seen.Detail, tt.detail)
				}
				if tt.cause != "" && seen.Err.Error() != tt.cause {
					t.Errorf("cause: got %q, want %q", seen.Err, tt.cause)
				}
				want, _ := seen.AppendJSON(nil)
				if method == "HEAD" {
					want = nil
				}
				if got != string(want) || strings.Contains(got, "secret") {
					t.Errorf("got %.200q, want %.200q", got, want)
				}
				if o := after.next(t); o.Status != tt.status || o.Result != stdhttp.Written {
					t.Errorf("outcome: got %+v", o)
				}
			})
		}
	}
}

func TestWrapLeavesOtherResponsesAlone(t *testing.T) {
	t.Parallel()
	with := func(status int, content string, header ...string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			for i := 0; i < len(header); i += 2 {
				w.Header().Set(header[i], header[i+1])
			}
			w.WriteHeader(status)
			io.WriteString(w, content)
		}
	}
	plain := []string{"Content-Type", "text/plain; charset=utf-8", "X-Content-Type-Options", "nosniff"}
	tests := []struct {
		name   string
		method string
		h      http.HandlerFunc
	}{
		{"JSON of its own", "GET", with(400, `{"error":"x"}`, "Content-Type", "application/json")},
		{"a page of its own", "GET", with(404, "<h1>x</h1>", "Content-Type", "text/html")},
		{"text without nosniff", "GET", with(404, "x", "Content-Type", "text/plain")},
		{"no content type", "GET", with(404, "x")},
		{"another type of text", "GET", with(404, "x", "Content-Type", "text/plainer", "X-Content-Type-Options", "nosniff")},
		{"more than 64 KiB", "GET", with(404, strings.Repeat("x", 64<<10+1), plain...)},
		{"compressed in another way", "GET", with(404, "x", append([]string{"Content-Encoding", "br"}, plain...)...)},
		{"compressed, but not really", "GET", with(404, "x", append([]string{"Content-Encoding", "gzip"}, plain...)...)},
		{"compressed, but not whole", "GET", with(404, zipped("x")[:15], append([]string{"Content-Encoding", "gzip"}, plain...)...)},
		{"more than 64 KiB, compressed", "GET", with(404, zipped(strings.Repeat("x", 64<<10+1)), append([]string{"Content-Encoding", "gzip"}, plain...)...)},
		{"success as text", "GET", with(200, "x", plain...)},
		{"redirect as text", "GET", with(302, "x", plain...)},
		{"no status of HTTP", "GET", with(600, "x", plain...)},
		{"HEAD of a page", "HEAD", with(404, "", "Content-Type", "text/html")},
		{"HEAD of a length", "HEAD", with(404, "", "Content-Length", "7")},
		{"sent already", "GET", func(w http.ResponseWriter, r *http.Request) {
			http.NotFound(w, r)
			w.(http.Flusher).Flush()
		}},
		{"a problem in text", "GET", func(w http.ResponseWriter, r *http.Request) {
			r.Header.Set("Accept", "text/plain")
			new(stdhttp.Responder).Error(w, r, &problem.Problem{Status: 404, Detail: "d"})
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rs, after := newResponder()
			plain := httptest.NewRecorder()
			tt.h(plain, httptest.NewRequest(tt.method, "/", nil))
			want := plain.Result()
			got := through(rs, tt.h, httptest.NewRequest(tt.method, "/", nil))
			if diff := cmp.Diff(body(t, want), body(t, got)); diff != "" || got.StatusCode != want.StatusCode {
				t.Errorf("status %d, want %d; body (-want +got):\n%s", got.StatusCode, want.StatusCode, diff)
			}
			if diff := cmp.Diff(want.Header, got.Header); diff != "" {
				t.Errorf("header (-want +got):\n%s", diff)
			}
			if len(after) > 0 {
				t.Errorf("After was called: %+v", <-after)
			}
		})
	}
}

func zipped(s string) string {
	var b strings.Builder
	z := gzip.NewWriter(&b)
	io.WriteString(z, s)
	z.Close()
	return b.String()
}

// What a bare error says on purpose about caching stays, what describes its
// text goes.
func TestWrapKeepsWhatABareErrorMeans(t *testing.T) {
	t.Parallel()
	rs, _ := newResponder()
	resp := through(rs, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Cache-Control", "max-age=60")
		h.Set("Expires", "Thu, 01 Jan 2026 00:00:00 GMT")
		h.Set("Age", "7")
		h.Set("Location", "/elsewhere")
		h.Set("Etag", `"x"`)
		h.Set("Content-Language", "de")
		h.Set("Www-Authenticate", "Basic")
		http.NotFound(w, r)
	}), httptest.NewRequest("GET", "/", nil))
	body(t, resp)
	want := http.Header{
		"Cache-Control": {"max-age=60"}, "Expires": {"Thu, 01 Jan 2026 00:00:00 GMT"}, "Www-Authenticate": {"Basic"},
		"Age": {"7"}, "Location": {"/elsewhere"},
		"Content-Type": {"application/problem+json"}, "X-Content-Type-Options": {"nosniff"}, "Vary": {"Accept"},
	}
	if diff := cmp.Diff(want, resp.Header); diff != "" {
		t.Errorf("header (-want +got):\n%s", diff)
	}
}

func TestWrapAroundTheStandardLibrary(t *testing.T) {
	t.Parallel()
	files := fstest.MapFS{"a.txt": {Data: []byte("hello"), ModTime: time.Unix(1e9, 0)}, "dir/b.txt": {}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /item/{id}", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, r.PathValue("id")) })
	mux.Handle("/files/", http.StripPrefix("/files/", http.FileServerFS(files)))
	mux.Handle("/strip/", http.StripPrefix("/other", http.NotFoundHandler()))
	mux.Handle("/slow", http.TimeoutHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		<-r.Context().Done()
		stdhttp.Error(w, r, r.Context().Err()) // too late: nobody sees it
	}), time.Millisecond, "<p>own words"))
	mux.Handle("/quick", http.TimeoutHandler(stdhttp.Problem(&problem.Problem{Status: 409}), time.Minute, ""))
	mux.Handle("/quickpanic", http.TimeoutHandler(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("secret") }), time.Minute, ""))
	mux.Handle("/large", http.MaxBytesHandler(stdhttp.Handler(func(_ http.ResponseWriter, r *http.Request) error {
		_, err := io.ReadAll(r.Body)
		return err
	}), 3))

	tests := []struct {
		name, method, target string
		header               http.Header
		status               int
		contentType          string
		want                 http.Header // some of it
	}{
		{"found", "GET", "/item/7", nil, 200, "text/plain; charset=utf-8", nil},
		{"no such route", "GET", "/nix", nil, 404, "application/problem+json", nil},
		{"no such method", "PUT", "/item/7", nil, 405, "application/problem+json", http.Header{"Allow": {"GET, HEAD"}}},
		{"file", "GET", "/files/a.txt", nil, 200, "text/plain; charset=utf-8", http.Header{"Content-Length": {"5"}}},
		{"no such file", "GET", "/files/nix", nil, 404, "application/problem+json", http.Header{"Last-Modified": nil}},
		{
			"no such range", "GET", "/files/a.txt",
			http.Header{"Range": {"bytes=100-"}},
			416, "application/problem+json",
			http.Header{"Content-Range": {"bytes */5"}, "Last-Modified": nil, "Accept-Ranges": nil},
		},
		{"range", "GET", "/files/a.txt", http.Header{"Range": {"bytes=0-1"}}, 206, "text/plain; charset=utf-8", http.Header{"Content-Range": {"bytes 0-1/5"}}},
		{"not modified", "GET", "/files/a.txt", http.Header{"If-Modified-Since": {"Sun, 09 Sep 2001 01:46:40 GMT"}}, 304, "", nil},
		{"precondition", "GET", "/files/a.txt", http.Header{"If-Unmodified-Since": {"Sun, 09 Sep 2000 01:46:40 GMT"}}, 412, "application/problem+json", nil},
		{"prefix", "GET", "/strip/x", nil, 404, "application/problem+json", nil},
		{"timeout", "GET", "/slow", nil, 503, "text/html; charset=utf-8", nil},
		{"in time", "GET", "/quick", nil, 409, "application/problem+json", nil},
		{"panic in time", "GET", "/quickpanic", nil, 500, "application/problem+json", nil},
		{"too large", "POST", "/large", nil, 413, "application/problem+json", http.Header{"Connection": {"close"}}},
	}
	s := listen(t, (&stdhttp.Responder{Logger: quiet}).Wrap(mux))
	client := *s.Client()
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			req, err := http.NewRequest(tt.method, s.URL+tt.target, strings.NewReader("12345"))
			if tt.method == "GET" {
				req, err = http.NewRequest(tt.method, s.URL+tt.target, nil)
			}
			if err != nil {
				t.Fatal(err)
			}
			for k, v := range tt.header {
				req.Header[k] = v
			}
			resp, err := client.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			got := body(t, resp)
			if resp.Close { // the client takes the field away
				resp.Header.Set("Connection", "close")
			}
			if resp.StatusCode != tt.status || resp.Header.Get("Content-Type") != tt.contentType {
				t.Errorf("got %d %q %q, want %d %q", resp.StatusCode, resp.Header.Get("Content-Type"), got, tt.status, tt.contentType)
			}
			if strings.Contains(got, "secret") {
				t.Errorf("got %q", got)
			}
			for name, want := range tt.want {
				if diff := cmp.Diff(want, resp.Header[name]); diff != "" {
					t.Errorf("%s (-want +got):\n%s", name, diff)
				}
			}
		})
	}
}

func TestWrapRecoversPanics(t *testing.T) {
	t.Parallel()
	values := map[string]any{
		"string":               "secret",
		"error":                errors.New("secret"),
		"a problem":            &problem.Problem{Status: 404, Detail: "secret"},
		"a missing file":       os.ErrNotExist,
		"not comparable":       []string{"secret"},
		"typed nil":            (*rudeError)(nil),
		"a Stringer that does": panicStringer{},
	}
	for name, v := range values {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rs, after := newResponder()
			rs.Links = &typelinks.Table{}
			resp := through(rs, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				io.WriteString(w, "held back")
				panic(v)
			}), httptest.NewRequest("GET", "/", nil))
			if got := body(t, resp); resp.StatusCode != 500 || got != `{"status":500}` {
				t.Errorf("got %d %q", resp.StatusCode, got)
			}
			o := after.next(t)
			var p *stdhttp.PanicError
			if !errors.As(o.Err, &p) || o.Result != stdhttp.Written {
				t.Fatalf("outcome: got %+v, want a *PanicError", o)
			}
			if !strings.Contains(p.Frames[0].Function, "TestWrapRecoversPanics") || !strings.Contains(p.Stack(), "wrap_test.go:") {
				t.Errorf("the stack does not begin where the panic was:\n%s", p.Stack())
			}
		})
	}
}

type panicStringer struct{}

func (panicStringer) String() string { panic("secret") }

func TestWrapPassesErrAbortHandlerOn(t *testing.T) {
	t.Parallel()
	rs, after := newResponder()
	h := rs.Wrap(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, "held back")
		panic(http.ErrAbortHandler)
	}))
	w := httptest.NewRecorder()
	got := panics(func() { h.ServeHTTP(w, httptest.NewRequest("GET", "/", nil)) })
	if got != any(http.ErrAbortHandler) || w.Body.Len() > 0 || len(after) > 0 {
		t.Errorf("got %v, body %q, %d outcomes; want %v and nothing else", got, w.Body, len(after), http.ErrAbortHandler)
	}
}

func TestPanicsOfTheRuntimeHaveAStack(t *testing.T) {
	t.Parallel()
	rs, after := newResponder()
	through(rs, http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		var p *problem.Problem
		p.Status = 1
	}), httptest.NewRequest("GET", "/", nil))
	var p *stdhttp.PanicError
	if o := after.next(t); !errors.As(o.Err, &p) || !strings.Contains(p.Frames[0].Function, "TestPanicsOfTheRuntime") {
		t.Errorf("got %v, want a stack that begins in the handler", o.Err)
	}
}

// A recursion without end must not fill the log.
func TestStacksAreShort(t *testing.T) {
	t.Parallel()
	rs, after := newResponder()
	through(rs, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { _ = dive(1000) }), httptest.NewRequest("GET", "/", nil))
	var p *stdhttp.PanicError
	if o := after.next(t); !errors.As(o.Err, &p) || len(p.Frames) < 50 || len(p.Frames) > 64 {
		t.Errorf("got %v with %d frames, want 64 at most", o.Err, len(p.Frames))
	}
}

func dive(depth int) int {
	if depth == 0 {
		panic("deep")
	}
	return dive(depth-1) + 1
}

func TestInvalidStatusPanicsAsInNetHTTP(t *testing.T) {
	t.Parallel()
	for _, status := range []int{-1, 0, 99, 1000} {
		rs, after := newResponder()
		resp := through(rs, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }),
			httptest.NewRequest("GET", "/", nil))
		body(t, resp)
		if o := after.next(t); resp.StatusCode != 500 || !strings.Contains(o.Err.Error(), "invalid WriteHeader code") {
			t.Errorf("%d: got %d, %v", status, resp.StatusCode, o.Err)
		}
	}
}
