package stdhttp_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

func TestRedirectOnTheWire(t *testing.T) {
	t.Parallel()
	rs := &stdhttp.Responder{Logger: quiet}
	mux := http.NewServeMux()
	mux.HandleFunc("/app/", http.StripPrefix("/app", rs.Handler(func(w http.ResponseWriter, r *http.Request) error {
		w.Header().Set("Etag", `"stale"`)
		io.WriteString(w, "never seen")
		return stdhttp.WithHeader(stdhttp.Redirect(0, "grün?q=1"), http.Header{"Set-Cookie": {"a=b"}})
	})).ServeHTTP)
	versions := serve(t, mux)

	tests := []struct {
		version string
		method  string
		status  int
	}{
		{"HTTP/1.0", "GET", 302},
		{"HTTP/1.1", "GET", 303},
		{"HTTP/1.1", "POST", 303},
		{"HTTP/1.1", "HEAD", 303},
		{"HTTP/2", "GET", 303},
		{"HTTP/2", "HEAD", 303},
	}
	for _, test := range tests {
		t.Run(test.version+" "+test.method, func(t *testing.T) {
			resp := versions[test.version](test.method, "/app/a/b")
			if resp.StatusCode != test.status {
				t.Errorf("status: got %d, want %d", resp.StatusCode, test.status)
			}
			for name, want := range map[string]string{
				"Location": "/app/a/gr%C3%BCn?q=1", "Set-Cookie": "a=b", "Vary": "Accept",
				"Content-Type": "application/problem+json", "Etag": "",
			} {
				if got := resp.Header.Get(name); got != want {
					t.Errorf("%s: got %q, want %q", name, got, want)
				}
			}
			got := body(t, resp)
			if test.method == "HEAD" {
				if got != "" {
					t.Errorf("body: got %q, want none", got)
				}
				return
			}
			var p problem.Problem
			if err := p.UnmarshalJSON([]byte(got)); err != nil {
				t.Fatal(err)
			}
			if p.Status != test.status {
				t.Errorf("status of the problem: got %d, want %d", p.Status, test.status)
			}
			if diff := cmp.Diff(problem.Extensions{"location": "/app/a/gr%C3%BCn?q=1"}, p.Extensions); diff != "" {
				t.Errorf("extensions (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRedirectIsFollowed(t *testing.T) {
	t.Parallel()
	rs := &stdhttp.Responder{Logger: quiet}
	server := httptest.NewServer(rs.Handler(func(w http.ResponseWriter, r *http.Request) error {
		switch r.URL.Path {
		case "/form/post":
			return stdhttp.WithHeader(stdhttp.Redirect(0, "../done"), http.Header{"Set-Cookie": {"id=7; Path=/"}})
		case "/keep":
			return stdhttp.Redirect(307, "/done")
		}
		cookie, _ := r.Cookie("id")
		b, err := io.ReadAll(r.Body)
		fmt.Fprintf(w, "%s %s %v %s", r.Method, r.URL.Path, cookie, b)
		return err
	}))
	defer server.Close()
	for path, want := range map[string]string{
		"/form/post": "GET /done id=7 ",
		"/keep":      "POST /done  x=1",
	} {
		jar, err := cookiejar.New(nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := (&http.Client{Jar: jar}).Post(server.URL+path, "application/x-www-form-urlencoded", strings.NewReader("x=1"))
		if err != nil {
			t.Fatal(err)
		}
		if got := body(t, resp); got != want {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
	}
}

func TestRedirectFormats(t *testing.T) {
	t.Parallel()
	err := stdhttp.Redirect(300, `/en?a&b"<script>`, "/de")
	tests := []struct {
		accept      string
		contentType string
		want        []string // in the body
	}{
		{"text/html, */*", "text/html; charset=utf-8", []string{
			"<title>Multiple Choices</title>", `<a href="/en?a&amp;b%22%3Cscript%3E">`, `<a href="/de">/de</a>`,
		}},
		{"text/plain", "text/plain; charset=utf-8", []string{"300 Multiple Choices", "location: /en?a&b%22%3Cscript%3E", "/de"}},
		{"application/json", "application/problem+json", []string{`"status":300`, `"/de"`}},
		{"application/xml", "application/problem+xml", []string{"<status>300</status>", "<i>/de</i>"}},
		{"image/png", "application/problem+json", []string{`"title":"Multiple Choices"`}},
	}
	for _, test := range tests {
		t.Run(test.accept, func(t *testing.T) {
			t.Parallel()
			outcomes := make(chan stdhttp.Outcome, 1)
			rs := &stdhttp.Responder{After: func(_ *http.Request, o stdhttp.Outcome) { outcomes <- o }}
			resp := answer(rs, "GET", err, test.accept)
			got := body(t, resp)
			if ct := resp.Header.Get("Content-Type"); ct != test.contentType {
				t.Errorf("Content-Type: got %q, want %q", ct, test.contentType)
			}
			for _, want := range test.want {
				if !strings.Contains(got, want) {
					t.Errorf("body has no %s:\n%s", want, got)
				}
			}
			if got, want := resp.Header.Get("Content-Security-Policy") != "", strings.Contains(test.contentType, "html"); got != want {
				t.Errorf("has a Content-Security-Policy: %v, want %v", got, want)
			}
			if strings.Contains(got, "<script") {
				t.Errorf("body has markup that was in the URL:\n%s", got)
			}
			if want := []string{`</en?a&b%22%3Cscript%3E>; rel="alternate"`, `</de>; rel="alternate"`}; !cmp.Equal(want, resp.Header["Link"]) {
				t.Errorf("Link: got %q, want %q", resp.Header["Link"], want)
			}
			if strings.HasSuffix(test.contentType, "xml") {
				if err := xml.Unmarshal([]byte(got), new(any)); err != nil && !errors.Is(err, io.EOF) {
					t.Errorf("not well-formed: %v", err)
				}
			}
			if o := <-outcomes; o.Result != stdhttp.Redirected || o.Status != 300 || o.Err != err {
				t.Errorf("outcome: got %v of %d for %v, want redirected", o.Result, o.Status, o.Err)
			}
		})
	}
}

// A redirect without its document is one all the same, and says so.
func TestRedirectInABrokenFormat(t *testing.T) {
	t.Parallel()
	outcomes := make(chan stdhttp.Outcome, 1)
	rs := &stdhttp.Responder{
		Formats: encode.NewRegistry(brokenFormat{"x/y", func(dst []byte, _ *problem.Problem) ([]byte, error) { return dst, errors.New("broken") }}),
		After:   func(_ *http.Request, o stdhttp.Outcome) { outcomes <- o },
		Logger:  quiet,
	}
	resp := answer(rs, "GET", stdhttp.Redirect(303, "/x"))
	got := body(t, resp)
	if resp.StatusCode != 303 || resp.Header.Get("Location") != "/x" || got != `{"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.4.4","title":"See Other","status":303}` {
		t.Errorf("got %d to %q with %s", resp.StatusCode, resp.Header.Get("Location"), got)
	}
	if o := <-outcomes; o.Result != stdhttp.Fallback {
		t.Errorf("got %v, want fallback", o.Result)
	}
}

func TestRedirectRefusedOnTheWire(t *testing.T) {
	t.Parallel()
	for _, err := range []error{
		stdhttp.Redirect(304, "/secret"), stdhttp.Redirect(306, "/secret"), stdhttp.Redirect(303),
		stdhttp.Redirect(0, "javascript:alert('secret')"), stdhttp.Redirect(0, "/secret\r\nSet-Cookie: a=b"),
	} {
		var log bytes.Buffer
		rs := &stdhttp.Responder{Logger: slog.New(slog.NewTextHandler(&log, nil))}
		resp := answer(rs, "GET", err, "text/html")
		got := body(t, resp)
		if resp.StatusCode != 500 || resp.Header.Get("Location") != "" || strings.Contains(got, "secret") {
			t.Errorf("%v: got %d, Location %q and\n%s", err, resp.StatusCode, resp.Header.Get("Location"), got)
		}
		if !strings.Contains(log.String(), "level=ERROR") || !strings.Contains(log.String(), "redirect") {
			t.Errorf("%v: not in the log: %s", err, log.String())
		}
	}
}

// site is a service with internal redirects, wrapped.
func site(rs *stdhttp.Responder) http.Handler {
	mux := http.NewServeMux()
	handle := func(pattern string, f func(http.ResponseWriter, *http.Request) error) {
		mux.Handle(pattern, rs.Handler(f))
	}
	handle("/echo", func(w http.ResponseWriter, r *http.Request) error {
		b, err := io.ReadAll(r.Body)
		w.Header().Set("X-Echo", "yes")
		fmt.Fprintf(w, "%s %s %d %q %q", r.Method, r.URL.RequestURI(), r.ContentLength, r.Header.Get("Content-Type"), b)
		return err
	})
	handle("/old/{id}", func(w http.ResponseWriter, r *http.Request) error {
		w.Header().Set("Etag", `"stale"`)
		w.Header().Set("Content-Type", "image/png")
		w.WriteHeader(http.StatusTeapot)
		io.WriteString(w, "never seen")
		return fmt.Errorf("moved: %w", stdhttp.InternalRedirect("/echo?id="+r.PathValue("id")))
	})
	handle("/relative/a", func(http.ResponseWriter, *http.Request) error { return stdhttp.InternalRedirect("../echo") })
	handle("/twice", func(http.ResponseWriter, *http.Request) error { return stdhttp.InternalRedirect("/old/2") })
	handle("/loop", func(http.ResponseWriter, *http.Request) error { return stdhttp.InternalRedirect("/pool") })
	handle("/pool", func(http.ResponseWriter, *http.Request) error { return stdhttp.InternalRedirect("/loop") })
	handle("/grow", func(_ http.ResponseWriter, r *http.Request) error {
		return stdhttp.InternalRedirect("/grow?" + r.URL.RawQuery + "x")
	})
	handle("/lost", func(http.ResponseWriter, *http.Request) error { return stdhttp.InternalRedirect("/no/such/path") })
	handle("/fails", func(http.ResponseWriter, *http.Request) error { return stdhttp.InternalRedirect("/panic") })
	handle("/panic", func(http.ResponseWriter, *http.Request) error { panic("secret") })
	handle("/away", func(http.ResponseWriter, *http.Request) error { return stdhttp.InternalRedirect("/outside/a") })
	handle("/outside/a", func(http.ResponseWriter, *http.Request) error { return stdhttp.Redirect(0, "b") })
	mux.Handle("/hidden", http.TimeoutHandler(rs.Handler(func(http.ResponseWriter, *http.Request) error {
		return stdhttp.InternalRedirect("/echo")
	}), time.Minute, ""))
	handle("/late", func(w http.ResponseWriter, r *http.Request) error {
		io.WriteString(w, "half")
		http.NewResponseController(w).Flush()
		return stdhttp.InternalRedirect("/echo")
	})
	return rs.Wrap(mux)
}

func TestInternalRedirect(t *testing.T) {
	t.Parallel()
	var log lockedBuffer
	rs := &stdhttp.Responder{Logger: slog.New(slog.NewTextHandler(&log, nil)), Before: stdhttp.InstancePath}
	versions := serve(t, site(rs))
	tests := []struct {
		name   string
		method string
		path   string
		status int
		want   string // body, or a part of it
		logged string
	}{
		{name: "GET", method: "GET", path: "/old/1?x=1", status: 200, want: `GET /echo?id=1 0 "" ""`},
		{name: "POST", method: "POST", path: "/old/1", status: 200, want: `GET /echo?id=1 0 "" ""`},
		{name: "HEAD", method: "HEAD", path: "/old/1", status: 200},
		{name: "relative", method: "GET", path: "/relative/a", status: 200, want: `GET /echo 0 "" ""`},
		{name: "two steps", method: "GET", path: "/twice", status: 200, want: `GET /echo?id=2 0 "" ""`},
		{name: "to nowhere", method: "GET", path: "/lost", status: 404, want: `"instance":"/lost"`},
		{name: "to a panic", method: "GET", path: "/fails", status: 500, want: `"title":"Internal Server Error"`, logged: "panic: secret"},
		{name: "to a redirect", method: "GET", path: "/away", status: 303, want: `"/outside/b"`},
		{name: "Wrap out of sight", method: "GET", path: "/hidden", status: 500, want: `"title":"Internal Server Error"`, logged: "that no Wrap could follow"},
		{name: "loop", method: "GET", path: "/loop", status: 500, want: `"title":"Internal Server Error"`, logged: "GET /loop -> GET /pool -> GET /loop"},
		{name: "without end", method: "GET", path: "/grow", status: 500, want: `"title":"Internal Server Error"`, logged: "/grow?xxxxxxxxxxx"},
	}
	for _, version := range []string{"HTTP/1.1", "HTTP/2"} {
		for _, test := range tests {
			t.Run(version+" "+test.name, func(t *testing.T) {
				resp := versions[version](test.method, test.path)
				if resp.StatusCode != test.status {
					t.Errorf("status: got %d, want %d", resp.StatusCode, test.status)
				}
				got := body(t, resp)
				if !strings.Contains(got, test.want) {
					t.Errorf("body: got %q, want %q", got, test.want)
				}
				for _, secret := range []string{"never seen", "secret", "/pool", "goroutine"} {
					if strings.Contains(got, secret) {
						t.Errorf("body has %q: %s", secret, got)
					}
				}
				if etag := resp.Header.Get("Etag"); etag != "" {
					t.Errorf("Etag of the first handler: got %q, want none", etag)
				}
				if test.logged != "" && !strings.Contains(log.String(), test.logged) {
					t.Errorf("not in the log: %q\n%s", test.logged, log.String())
				}
			})
		}
	}
}

// A lockedBuffer is a log that a server and a test share.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func TestInternalRedirectTooLate(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(site(&stdhttp.Responder{Logger: quiet}))
	defer server.Close()
	resp, err := http.Get(server.URL + "/late")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if b, err := io.ReadAll(resp.Body); err == nil || string(b) != "half" {
		t.Errorf("got %q and %v, want half a response and an error", b, err)
	}
}

func TestInternalRedirectWithoutWrap(t *testing.T) {
	t.Parallel()
	resp := answer(&stdhttp.Responder{}, "GET", stdhttp.InternalRedirect("/secret"))
	if got := body(t, resp); resp.StatusCode != 500 || strings.Contains(got, "secret") {
		t.Errorf("got %d %s, want a bare 500", resp.StatusCode, got)
	}
}
