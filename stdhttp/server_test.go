package stdhttp_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"net/textproto"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

// These tests speak to a server over sockets: what they check is on the wire.

var errBoom = &problem.Problem{Type: "/boom", Title: "Boom", Status: 500}

const boom = `{"type":"/boom","title":"Boom","status":500}`

// outcomes collects what After was told.
type outcomes chan stdhttp.Outcome

func (c outcomes) after(_ *http.Request, o stdhttp.Outcome) { c <- o }

func (c outcomes) next(t *testing.T) stdhttp.Outcome {
	t.Helper()
	select {
	case o := <-c:
		return o
	case <-time.After(10 * time.Second):
		t.Fatal("After was not called")
		panic("unreachable")
	}
}

// newResponder returns a Responder that logs nothing and reports to c.
func newResponder() (*stdhttp.Responder, outcomes) {
	c := make(outcomes, 100)
	return &stdhttp.Responder{Logger: quiet, After: c.after}, c
}

func listen(t *testing.T, h http.Handler) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s
}

func listenHTTP2(t *testing.T, h http.Handler) *httptest.Server {
	t.Helper()
	s := httptest.NewUnstartedServer(h)
	s.EnableHTTP2 = true
	s.StartTLS()
	t.Cleanup(s.Close)
	return s
}

// exchange sends raw bytes and returns all that comes back until the server
// closes the connection.
func exchange(t *testing.T, s *httptest.Server, request string) string {
	t.Helper()
	conn, err := net.Dial("tcp", s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(10 * time.Second))
	if _, err := io.WriteString(conn, request); err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(conn)
	if err != nil && !errors.Is(err, net.ErrClosed) && !strings.Contains(err.Error(), "reset") {
		t.Fatal(err)
	}
	return string(got)
}

// Half a response must never look like a whole one (Tornado ends the chunks
// as if nothing had happened).
func TestHalfAResponseIsNoticed(t *testing.T) {
	t.Parallel()
	big := strings.Repeat("x", 10_000)
	handlers := []struct {
		name string
		f    func(w http.ResponseWriter, r *http.Request) error
	}{
		{"more than the buffer, then an error", func(w http.ResponseWriter, _ *http.Request) error {
			io.WriteString(w, big)
			return errBoom
		}},
		{"flushed, then an error", func(w http.ResponseWriter, _ *http.Request) error {
			io.WriteString(w, "partial")
			http.NewResponseController(w).Flush()
			return errBoom
		}},
		{"flushed, then a panic", func(w http.ResponseWriter, _ *http.Request) error {
			io.WriteString(w, "partial")
			w.(http.Flusher).Flush()
			panic("secret")
		}},
		{"Content-Length, then an error", func(w http.ResponseWriter, _ *http.Request) error {
			w.Header().Set("Content-Length", "20000")
			io.WriteString(w, big)
			return errBoom
		}},
	}
	for _, tt := range handlers {
		for proto, start := range map[string]func(*testing.T, http.Handler) *httptest.Server{"HTTP1": listen, "HTTP2": listenHTTP2} {
			t.Run(tt.name+"/"+proto, func(t *testing.T) {
				t.Parallel()
				rs, after := newResponder()
				s := start(t, rs.Wrap(rs.Handler(tt.f)))
				resp, err := s.Client().Get(s.URL)
				if err == nil {
					var got []byte
					if got, err = io.ReadAll(resp.Body); err == nil {
						t.Errorf("the client took this for a whole response: %d %.100q", resp.StatusCode, got)
					}
					if bytes.Contains(got, []byte("Boom")) || bytes.Contains(got, []byte("secret")) {
						t.Errorf("something was added to half a response: %q", got)
					}
				}
				if o := after.next(t); o.Result != stdhttp.Committed || o.Status != 500 || o.Err == nil {
					t.Errorf("outcome: got %+v, want a committed 500", o)
				}
				if len(after) > 0 {
					t.Errorf("After was called again: %+v", <-after)
				}
			})
		}
	}
}

func TestHalfAResponseWithNoAbort(t *testing.T) {
	t.Parallel()
	rs, after := newResponder()
	rs.NoAbort = true
	s := listen(t, rs.Handler(func(w http.ResponseWriter, _ *http.Request) error {
		io.WriteString(w, "partial")
		w.(http.Flusher).Flush()
		return errBoom
	}))
	resp, err := s.Client().Get(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	if got := body(t, resp); got != "partial" {
		t.Errorf("got %q, want %q", got, "partial")
	}
	if o := after.next(t); o.Result != stdhttp.Committed {
		t.Errorf("got %v, want committed", o.Result)
	}
}

func TestErrorReplacesWhatWasHeldBack(t *testing.T) {
	t.Parallel()
	hold := strings.Repeat("x", 4096)
	tests := []struct {
		name   string
		buffer int
		write  func(w http.ResponseWriter)
	}{
		{"nothing", 0, func(http.ResponseWriter) {}},
		{"a status", 0, func(w http.ResponseWriter) { w.WriteHeader(201) }},
		{"a few bytes", 0, func(w http.ResponseWriter) { w.WriteHeader(201); fmt.Fprint(w, "partial") }},
		{"a full buffer", 0, func(w http.ResponseWriter) { fmt.Fprint(w, hold) }},
		{"a string", 0, func(w http.ResponseWriter) { io.WriteString(w, hold) }},
		{"a reader", 0, func(w http.ResponseWriter) { io.Copy(w, strings.NewReader(hold[1:])) }},
		{"a larger buffer", 8192, func(w http.ResponseWriter) { fmt.Fprint(w, hold, hold) }},
		{"headers of the other response", 0, func(w http.ResponseWriter) {
			h := w.Header()
			h.Set("Content-Type", "text/csv")
			h.Set("Content-Length", "7")
			h.Set("Content-Encoding", "gzip")
			h.Set("Etag", `"x"`)
			h.Set("Cache-Control", "max-age=60")
			fmt.Fprint(w, "partial")
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rs, after := newResponder()
			rs.Buffer = tt.buffer
			s := listen(t, rs.Handler(func(w http.ResponseWriter, _ *http.Request) error {
				tt.write(w)
				return errBoom
			}))
			resp, err := s.Client().Get(s.URL)
			if err != nil {
				t.Fatal(err)
			}
			if got := body(t, resp); resp.StatusCode != 500 || got != boom {
				t.Errorf("got %d %.200q, want 500 %s", resp.StatusCode, got, boom)
			}
			resp.Header.Del("Date")
			want := http.Header{
				"Content-Type": {"application/problem+json"}, "Content-Length": {fmt.Sprint(len(boom))},
				"X-Content-Type-Options": {"nosniff"}, "Vary": {"Accept"},
			}
			if diff := cmp.Diff(want, resp.Header); diff != "" {
				t.Errorf("header (-want +got):\n%s", diff)
			}
			if o := after.next(t); o.Result != stdhttp.Written {
				t.Errorf("got %v, want written", o.Result)
			}
		})
	}
}

func TestNegativeBufferHoldsNothing(t *testing.T) {
	t.Parallel()
	rs, after := newResponder()
	rs.Buffer = -1
	s := listen(t, rs.Handler(func(w http.ResponseWriter, _ *http.Request) error {
		fmt.Fprint(w, "p")
		return errBoom
	}))
	resp, err := s.Client().Get(s.URL)
	if err == nil {
		if _, err = io.ReadAll(resp.Body); err == nil {
			t.Error("the response looks whole")
		}
	}
	if o := after.next(t); o.Result != stdhttp.Committed {
		t.Errorf("got %v, want committed", o.Result)
	}
}

func TestNegativeBufferDoesNotHoldTheStatus(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]stdhttp.Result{200: stdhttp.Committed, 399: stdhttp.Committed, 400: stdhttp.Written} {
		rs, after := newResponder()
		rs.Buffer, rs.NoAbort = -1, true
		w := httptest.NewRecorder()
		rs.Handler(func(w http.ResponseWriter, _ *http.Request) error {
			w.WriteHeader(status)
			return errBoom
		})(w, httptest.NewRequest("GET", "/", nil))
		if o := after.next(t); o.Result != want {
			t.Errorf("%d: got %v, want %v", status, o.Result, want)
		}
	}
}

// What handlers do without errors must reach the client unchanged.
func TestSuccessIsLeftAlone(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("0123456789", 10_000)
	file := t.TempDir() + "/file"
	if err := os.WriteFile(file, []byte(long), 0o600); err != nil {
		t.Fatal(err)
	}
	handlers := map[string]http.HandlerFunc{
		"nothing":      func(http.ResponseWriter, *http.Request) {},
		"small":        func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "hello") },
		"status":       func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(201) },
		"not modified": func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Etag", `"x"`); w.WriteHeader(304) },
		"no content":   func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(204); fmt.Fprint(w, "none") },
		"3 KB":         func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, long[:3000]) },
		"long":         func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, long) },
		"many writes":  func(w http.ResponseWriter, _ *http.Request) { writeAll(w, long, 999) },
		"many strings": func(w http.ResponseWriter, _ *http.Request) { writeStrings(w, long, 999) },
		"copy":         func(w http.ResponseWriter, _ *http.Request) { io.Copy(w, strings.NewReader(long)) },
		"file":         func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, file) },
		"own error": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(400)
			fmt.Fprint(w, "{}")
		},
		"second status": func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(201)
			w.WriteHeader(500)
			fmt.Fprint(w, "x")
		},
		"late header": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-A", "1")
			fmt.Fprint(w, "x")
			w.Header().Set("X-A", "2")
			w.Header().Set("X-B", "2")
		},
		"flush without a word": func(w http.ResponseWriter, _ *http.Request) { w.(http.Flusher).Flush(); fmt.Fprint(w, "x") },
		"empty write":          func(w http.ResponseWriter, _ *http.Request) { w.Write(nil); w.WriteHeader(500) },
		"trailers": func(w http.ResponseWriter, _ *http.Request) {
			h := w.Header()
			h.Set("Trailer", "X-Declared")
			fmt.Fprint(w, "x")
			h.Set("X-Declared", "1")
			h.Set(http.TrailerPrefix+"X-Undeclared", "2")
		},
		"redirect": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/x", http.StatusFound) },
	}
	for name, h := range handlers {
		for _, method := range []string{"GET", "HEAD", "POST"} {
			t.Run(name+"/"+method, func(t *testing.T) {
				t.Parallel()
				rs, after := newResponder()
				plain := listen(t, h)
				want := fetch(t, plain, method)
				for as, s := range map[string]*httptest.Server{
					"Wrap":    listen(t, rs.Wrap(h)),
					"Handler": listen(t, rs.Handler(func(w http.ResponseWriter, r *http.Request) error { h(w, r); return nil })),
					"both":    listen(t, rs.Wrap(rs.Handler(func(w http.ResponseWriter, r *http.Request) error { h(w, r); return nil }))),
				} {
					if diff := cmp.Diff(want, fetch(t, s, method)); diff != "" {
						t.Errorf("%s (-without +with):\n%s", as, diff)
					}
				}
				if len(after) > 0 {
					t.Errorf("After was called: %+v", <-after)
				}
			})
		}
	}
}

// A seen is all of a response that a client can see.
type seen struct {
	Status          int
	Header, Trailer http.Header
	Body            string
	Length          int64
}

func fetch(t *testing.T, s *httptest.Server, method string) seen {
	t.Helper()
	req, err := http.NewRequest(method, s.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := s.Client().Transport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	b := body(t, resp)
	resp.Header.Del("Date")
	return seen{resp.StatusCode, resp.Header, resp.Trailer, b, resp.ContentLength}
}

func writeAll(w io.Writer, s string, n int) {
	for ; len(s) > n; s = s[n:] {
		w.Write([]byte(s[:n]))
	}
	w.Write([]byte(s))
}

func writeStrings(w io.Writer, s string, n int) {
	for ; len(s) > n; s = s[n:] {
		io.WriteString(w, s[:n])
	}
	io.WriteString(w, s)
}

func TestHTTP10(t *testing.T) {
	t.Parallel()
	rs, _ := newResponder()
	s := listen(t, rs.Handler(func(http.ResponseWriter, *http.Request) error { return errBoom }))
	got := exchange(t, s, "GET / HTTP/1.0\r\n\r\n")
	head, content, _ := strings.Cut(got, "\r\n\r\n")
	if !strings.HasPrefix(head, "HTTP/1.0 500 ") || content != boom || !strings.Contains(head, "\r\nContent-Length: "+fmt.Sprint(len(boom))) {
		t.Errorf("got %q", got)
	}
}

// One connection serves error after error, whatever kind it is.
func TestConnectionIsReused(t *testing.T) {
	t.Parallel()
	rs, after := newResponder()
	s := listen(t, rs.Wrap(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/panic":
			panic("x")
		case "/204":
			rs.Error(w, r, &problem.Problem{Status: 204})
		case "/205":
			rs.Error(w, r, &problem.Problem{Status: 205})
		case "/304":
			rs.Error(w, r, &problem.Problem{Status: 304})
		case "/held":
			fmt.Fprint(w, "held back")
			rs.Error(w, r, errBoom)
		default:
			http.NotFound(w, r)
		}
	})))
	for _, method := range []string{"GET", "HEAD"} {
		for i, path := range []string{"/x", "/panic", "/204", "/205", "/304", "/held", "/x"} {
			req, err := http.NewRequest(method, s.URL+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			reused := false
			req = req.WithContext(httptrace.WithClientTrace(req.Context(), &httptrace.ClientTrace{
				GotConn: func(info httptrace.GotConnInfo) { reused = info.Reused },
			}))
			resp, err := s.Client().Do(req)
			if err != nil {
				t.Fatalf("%s %s: %v", method, path, err)
			}
			got := body(t, resp)
			if !reused && (i > 0 || method != "GET") {
				t.Errorf("%s %s: needed a new connection", method, path)
			}
			empty := method == "HEAD" || strings.HasPrefix(path, "/20") || path == "/304"
			if empty != (got == "") {
				t.Errorf("%s %s: got %q", method, path, got)
			}
			if strings.HasPrefix(path, "/20") && resp.Header.Get("Content-Type") != "" {
				t.Errorf("%s %s: got Content-Type %q, want none", method, path, resp.Header.Get("Content-Type"))
			}
			after.next(t)
		}
	}
}

func TestHijack(t *testing.T) {
	t.Parallel()
	rs, after := newResponder()
	s := listen(t, rs.Wrap(rs.Handler(func(w http.ResponseWriter, _ *http.Request) error {
		w.Header().Set("X-Before", "1")
		w.WriteHeader(200)
		conn, rw, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return err
		}
		defer conn.Close()
		rw.WriteString("mine")
		rw.Flush()
		if _, err := w.Write([]byte("x")); !errors.Is(err, http.ErrHijacked) {
			t.Errorf("Write after Hijack: got %v, want %v", err, http.ErrHijacked)
		}
		if _, _, err := http.NewResponseController(w).Hijack(); !errors.Is(err, http.ErrHijacked) {
			t.Errorf("second Hijack: got %v, want %v", err, http.ErrHijacked)
		}
		return errBoom // nowhere to go
	})))
	got := exchange(t, s, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
	if !strings.HasPrefix(got, "HTTP/1.1 200 OK\r\n") || !strings.Contains(got, "X-Before: 1\r\n") || !strings.HasSuffix(got, "mine") {
		t.Errorf("got %q", got)
	}
	if o := after.next(t); o.Result != stdhttp.Committed {
		t.Errorf("got %v, want committed", o.Result)
	}
}

func TestHijackIsNotSupported(t *testing.T) {
	t.Parallel()
	rs, _ := newResponder()
	s := listenHTTP2(t, rs.Handler(func(w http.ResponseWriter, _ *http.Request) error {
		_, _, err := w.(http.Hijacker).Hijack()
		if !errors.Is(err, http.ErrNotSupported) {
			t.Errorf("got %v, want %v", err, http.ErrNotSupported)
		}
		return errBoom
	}))
	resp, err := s.Client().Get(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	if got := body(t, resp); got != boom || resp.ProtoMajor != 2 {
		t.Errorf("got %s %s, want HTTP/2 and %s", resp.Proto, got, boom)
	}
}

// Server-sent events arrive one by one.
func TestServerSentEvents(t *testing.T) {
	t.Parallel()
	for proto, start := range map[string]func(*testing.T, http.Handler) *httptest.Server{"HTTP1": listen, "HTTP2": listenHTTP2} {
		t.Run(proto, func(t *testing.T) {
			t.Parallel()
			rs, _ := newResponder()
			received := make(chan bool)
			s := start(t, rs.Wrap(rs.Handler(func(w http.ResponseWriter, _ *http.Request) error {
				w.Header().Set("Content-Type", "text/event-stream")
				for i := range 3 {
					fmt.Fprintf(w, "data: %d\n\n", i)
					if err := http.NewResponseController(w).Flush(); err != nil {
						return err
					}
					<-received // goes on only when the client has it
				}
				return nil
			})))
			resp, err := s.Client().Get(s.URL)
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			lines := bufio.NewScanner(resp.Body)
			for i := range 3 {
				lines.Scan()
				if want := fmt.Sprintf("data: %d", i); lines.Text() != want {
					t.Errorf("got %q, want %q", lines.Text(), want)
				}
				lines.Scan()
				received <- true
			}
		})
	}
}

func TestEarlyHints(t *testing.T) {
	t.Parallel()
	rs, _ := newResponder()
	s := listen(t, rs.Wrap(rs.Handler(func(w http.ResponseWriter, _ *http.Request) error {
		w.Header().Set("Link", "</style.css>; rel=preload")
		w.WriteHeader(http.StatusEarlyHints)
		w.WriteHeader(http.StatusEarlyHints)
		return errBoom
	})))
	req, err := http.NewRequest("GET", s.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	var hints []string
	req = req.WithContext(httptrace.WithClientTrace(context.Background(), &httptrace.ClientTrace{
		Got1xxResponse: func(code int, h textproto.MIMEHeader) error {
			hints = append(hints, fmt.Sprint(code, " ", h.Get("Link")))
			return nil
		},
	}))
	resp, err := s.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	if got := body(t, resp); resp.StatusCode != 500 || got != boom || resp.Header.Get("Link") == "" {
		t.Errorf("got %d %s %v", resp.StatusCode, got, resp.Header)
	}
	want := []string{"103 </style.css>; rel=preload", "103 </style.css>; rel=preload"}
	if diff := cmp.Diff(want, hints); diff != "" {
		t.Errorf("hints (-want +got):\n%s", diff)
	}
}

// A switch of protocols cannot wait for the end of the handler.
func TestSwitchingProtocols(t *testing.T) {
	t.Parallel()
	rs, _ := newResponder()
	s := listen(t, rs.Handler(func(w http.ResponseWriter, _ *http.Request) error {
		w.Header().Set("Upgrade", "own")
		w.Header().Set("Connection", "Upgrade")
		w.WriteHeader(http.StatusSwitchingProtocols)
		conn, rw, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return err
		}
		defer conn.Close()
		rw.WriteString("own protocol")
		return rw.Flush()
	}))
	got := exchange(t, s, "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: own\r\n\r\n")
	if !strings.HasPrefix(got, "HTTP/1.1 101 ") || !strings.HasSuffix(got, "own protocol") {
		t.Errorf("got %q", got)
	}
}

func TestResponseController(t *testing.T) {
	t.Parallel()
	rs, _ := newResponder()
	s := listen(t, rs.Wrap(rs.Handler(func(w http.ResponseWriter, _ *http.Request) error {
		rc := http.NewResponseController(w)
		deadline := time.Now().Add(time.Minute)
		if err := errors.Join(rc.SetReadDeadline(deadline), rc.SetWriteDeadline(deadline), rc.EnableFullDuplex()); err != nil {
			t.Error(err)
		}
		return errBoom
	})))
	resp, err := s.Client().Get(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	if got := body(t, resp); got != boom {
		t.Errorf("got %s, want %s", got, boom)
	}
}

// After a body that is too large the rest is not read, although net/http does
// not see its own writer.
func TestTooLargeBodyEndsTheConnection(t *testing.T) {
	t.Parallel()
	rs, _ := newResponder()
	for name, report := range map[string]func(error) error{
		"as it is":  func(err error) error { return err },
		"wrapped":   func(err error) error { return fmt.Errorf("reading: %w", err) },
		"BodyError": stdhttp.BodyError,
		"a problem": func(err error) error { return &problem.Problem{Status: 413, Err: err} },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := listen(t, rs.Handler(func(w http.ResponseWriter, r *http.Request) error {
				_, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 10))
				return report(err)
			}))
			resp, err := s.Client().Post(s.URL, "text/plain", strings.NewReader(strings.Repeat("x", 100)))
			if err != nil {
				t.Fatal(err)
			}
			if body(t, resp); resp.StatusCode != 413 || !resp.Close {
				t.Errorf("got %d, closed %t, want 413 and closed", resp.StatusCode, resp.Close)
			}
		})
	}
}

// A client that goes away gets nothing, and is logged as 499.
func TestCanceled(t *testing.T) {
	t.Parallel()
	for _, noAbort := range []bool{false, true} {
		t.Run(fmt.Sprintf("NoAbort=%t", noAbort), func(t *testing.T) {
			t.Parallel()
			rs, after := newResponder()
			rs.NoAbort = noAbort
			started := make(chan bool)
			s := listen(t, rs.Wrap(rs.Handler(func(_ http.ResponseWriter, r *http.Request) error {
				close(started)
				<-r.Context().Done()
				return fmt.Errorf("query: %w", r.Context().Err())
			})))
			ctx, cancel := context.WithCancel(t.Context())
			go func() { <-started; cancel() }()
			req, err := http.NewRequestWithContext(ctx, "GET", s.URL, nil)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := s.Client().Do(req); !errors.Is(err, context.Canceled) {
				t.Errorf("client: got %v, want %v", err, context.Canceled)
			}
			if o := after.next(t); o.Status != 499 || o.Result != stdhttp.Canceled || o.Bytes != 0 || !errors.Is(o.Err, context.Canceled) {
				t.Errorf("outcome: got %+v, want a canceled 499", o)
			}
		})
	}
}

// Without a server: what is written when the client is gone.
func TestCanceledWritesNothing(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r := httptest.NewRequest("GET", "/", nil).WithContext(ctx)
	for _, noAbort := range []bool{false, true} {
		rs, _ := newResponder()
		rs.NoAbort = noAbort
		w := httptest.NewRecorder()
		aborted := panics(func() { rs.Error(w, r, ctx.Err()) })
		if want := any(http.ErrAbortHandler); !noAbort && aborted != want {
			t.Errorf("got a panic with %v, want %v", aborted, want)
		}
		if noAbort && (aborted != nil || w.Code != 499) {
			t.Errorf("NoAbort: got a panic with %v and status %d, want none and 499", aborted, w.Code)
		}
		if w.Body.Len() != 0 || len(w.Header()) != 0 {
			t.Errorf("got %v %q, want nothing", w.Header(), w.Body)
		}
	}
}

// panics returns what f panics with.
func panics(f func()) (value any) {
	defer func() { value = recover() }()
	f()
	return nil
}
