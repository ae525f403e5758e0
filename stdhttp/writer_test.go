package stdhttp_test

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

// gzipped is a middleware that compresses: at once, or only when the header
// is written.
func gzipped(lazy bool, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		z := &gzipWriter{ResponseWriter: w}
		if !lazy {
			w.Header().Set("Content-Encoding", "gzip")
			w.Header().Add("Vary", "Accept-Encoding")
		}
		defer z.Close()
		next.ServeHTTP(z, r)
	})
}

type gzipWriter struct {
	http.ResponseWriter
	z *gzip.Writer
}

func (w *gzipWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *gzipWriter) WriteHeader(status int) {
	if status >= 200 {
		w.Header().Del("Content-Length")
		w.Header().Set("Content-Encoding", "gzip")
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *gzipWriter) Write(b []byte) (int, error) {
	if w.z == nil {
		w.Header().Set("Content-Encoding", "gzip")
		w.z = gzip.NewWriter(w.ResponseWriter)
	}
	return w.z.Write(b)
}

func (w *gzipWriter) Close() {
	if w.z != nil {
		w.z.Close()
	}
}

// Compressing middleware works inside and outside of Wrap, whatever goes
// wrong: the client always reads the document.
func TestCompression(t *testing.T) {
	t.Parallel()
	rs := &stdhttp.Responder{Logger: quiet}
	failures := map[string]http.Handler{
		"handler":        rs.Handler(func(http.ResponseWriter, *http.Request) error { return errBoom }),
		"after a status": rs.Handler(func(w http.ResponseWriter, _ *http.Request) error { w.WriteHeader(201); return errBoom }),
		"after some bytes": rs.Handler(func(w http.ResponseWriter, _ *http.Request) error {
			io.WriteString(w, "partial")
			return errBoom
		}),
		"after many bytes": rs.Handler(func(w http.ResponseWriter, _ *http.Request) error {
			io.WriteString(w, strings.Repeat("x", 5000)) // more than a handler may hold, but small when compressed
			return errBoom
		}),
		"Error itself":                  http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { rs.Error(w, r, errBoom) }),
		"Error itself after some bytes": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "partial"); rs.Error(w, r, errBoom) }),
		"own encoding": rs.Handler(func(w http.ResponseWriter, _ *http.Request) error {
			w.Header().Set("Etag", "x")
			return errBoom
		}),
		"panic":                  http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(errBoom) }),
		"panic after some bytes": http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "partial"); panic("x") }),
		"bare text":              http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "secret", 500) }),
		"bare status":            http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }),
	}
	for name, h := range failures {
		for position, chain := range map[string]http.Handler{
			"outside":        gzipped(false, rs.Wrap(h)),
			"outside, lazy":  gzipped(true, rs.Wrap(h)),
			"inside":         rs.Wrap(gzipped(false, h)),
			"inside, lazy":   rs.Wrap(gzipped(true, h)),
			"between":        rs.Wrap(gzipped(false, rs.Wrap(h))),
			"between, lazy":  rs.Wrap(gzipped(true, rs.Wrap(h))),
			"twice the same": rs.Wrap(rs.Wrap(gzipped(true, rs.Wrap(rs.Wrap(h))))),
		} {
			t.Run(name+"/"+position, func(t *testing.T) {
				t.Parallel()
				s := listen(t, chain)
				req, err := http.NewRequest("GET", s.URL, nil)
				if err != nil {
					t.Fatal(err)
				}
				req.Header.Set("Accept-Encoding", "gzip")
				resp, err := s.Client().Do(req)
				if name == "after many bytes" && strings.HasPrefix(position, "outside") {
					if err == nil {
						t.Error("got a response, want none: some of it was sent already")
					}
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				var content io.Reader = resp.Body
				if resp.Header.Get("Content-Encoding") == "gzip" {
					if content, err = gzip.NewReader(resp.Body); err != nil {
						t.Fatalf("the content is not what the header says: %v", err)
					}
				}
				got, err := io.ReadAll(content)
				if err != nil {
					t.Fatal(err)
				}
				resp.Body.Close()
				var p problem.Problem
				if err := p.UnmarshalJSON(got); err != nil || p.Status != 500 || resp.StatusCode != 500 {
					t.Errorf("got %d %q (%v), want 500 and its document", resp.StatusCode, got, err)
				}
				if resp.Header.Get("Content-Type") != "application/problem+json" || resp.Header.Get("Etag") != "" {
					t.Errorf("header: got %v", resp.Header)
				}
			})
		}
	}
}

// A middleware that keeps half a response to itself is gone around: what comes
// of it must not be mixed with the document.
func TestErrorGoesAroundWhatAMiddlewareHolds(t *testing.T) {
	t.Parallel()
	for _, buffer := range []int{0, -1} {
		rs, after := newResponder()
		rs.Buffer = buffer
		inner := rs.Wrap(rs.Handler(func(w http.ResponseWriter, _ *http.Request) error {
			io.WriteString(w, strings.Repeat("x", 5000))
			return errBoom
		}))
		resp := through(rs, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			held := &holdingWriter{ResponseWriter: w}
			inner.ServeHTTP(held, r)
			w.Write(held.held)
		}), httptest.NewRequest("GET", "/", nil))
		if got := body(t, resp); resp.StatusCode != 500 || got != boom {
			t.Errorf("Buffer %d: got %d %.100q, want 500 %s", buffer, resp.StatusCode, got, boom)
		}
		if o := after.next(t); o.Result != stdhttp.Written {
			t.Errorf("Buffer %d: got %v, want written", buffer, o.Result)
		}
	}
}

// What the handler has only begun, and is held back, went through nothing: a
// middleware that counts statuses sees the one of the error.
func TestErrorGoesThroughMiddleware(t *testing.T) {
	t.Parallel()
	for name, begin := range map[string]func(w http.ResponseWriter){
		"nothing": func(http.ResponseWriter) {},
		"status":  func(w http.ResponseWriter) { w.WriteHeader(http.StatusOK) },
		"content": func(w http.ResponseWriter) { io.WriteString(w, "half") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rs, after := newResponder()
			inner := rs.Handler(func(w http.ResponseWriter, _ *http.Request) error {
				begin(w)
				return errBoom
			})
			statuses := make(chan int, 1)
			resp := through(rs, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				seen := &statusWriter{ResponseWriter: w}
				inner.ServeHTTP(seen, r)
				statuses <- seen.status
			}), httptest.NewRequest("GET", "/", nil))
			if got := body(t, resp); resp.StatusCode != 500 || got != boom {
				t.Errorf("got %d %.100q, want 500 %s", resp.StatusCode, got, boom)
			}
			if got := <-statuses; got != 500 {
				t.Errorf("the middleware saw status %d, want 500", got)
			}
			if o := after.next(t); o.Result != stdhttp.Written {
				t.Errorf("got %v, want written", o.Result)
			}
		})
	}
}

// statusWriter remembers the status.
type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// holdingWriter keeps what is written.
type holdingWriter struct {
	http.ResponseWriter
	held []byte
}

func (w *holdingWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
func (w *holdingWriter) WriteHeader(int)             {}

func (w *holdingWriter) Write(b []byte) (int, error) {
	w.held = append(w.held, b...)
	return len(b), nil
}

// The handler's own Content-Encoding was for what it wrote.
func TestContentEncodingOfTheHandlerGoes(t *testing.T) {
	t.Parallel()
	rs := &stdhttp.Responder{Logger: quiet}
	h := rs.Handler(func(w http.ResponseWriter, _ *http.Request) error {
		w.Header().Set("Content-Encoding", "br")
		return errBoom
	})
	for _, before := range [][]string{nil, {"gzip"}} {
		w := httptest.NewRecorder()
		if before != nil {
			w.Header()["Content-Encoding"] = before
		}
		h(w, httptest.NewRequest("GET", "/", nil))
		if diff := cmp.Diff(before, w.Header()["Content-Encoding"]); diff != "" {
			t.Errorf("Content-Encoding (-want +got):\n%s", diff)
		}
	}
}

// HEAD says nothing of a length that compression changes.
func TestHEADBehindCompression(t *testing.T) {
	t.Parallel()
	w := httptest.NewRecorder()
	w.Header().Set("Content-Encoding", "gzip")
	(&stdhttp.Responder{Logger: quiet}).Error(w, httptest.NewRequest("HEAD", "/", nil), errBoom)
	if got := w.Header().Get("Content-Length"); got != "" {
		t.Errorf("Content-Length: got %s, want none", got)
	}
}

// What a handler writes after its error would spoil the document.
func TestNothingFollowsAnError(t *testing.T) {
	t.Parallel()
	rs := &stdhttp.Responder{Logger: quiet}
	w := httptest.NewRecorder()
	rs.Handler(func(w http.ResponseWriter, r *http.Request) error {
		rs.Error(w, r, errBoom) // and return is forgotten
		_, err1 := w.Write([]byte("more"))
		_, err2 := io.WriteString(w, "more")
		_, err3 := io.Copy(w, strings.NewReader("more"))
		err4 := http.NewResponseController(w).Flush()
		_, _, err5 := w.(http.Hijacker).Hijack()
		for _, err := range []error{err1, err2, err3, err4, err5} {
			if err == nil {
				t.Error("got nil, want an error")
			}
		}
		w.WriteHeader(200)
		return nil
	})(w, httptest.NewRequest("GET", "/", nil))
	if w.Code != 500 || w.Body.String() != boom {
		t.Errorf("got %d %s, want 500 %s", w.Code, w.Body, boom)
	}
}

// below is a writer that remembers how it was used.
type below struct {
	*httptest.ResponseRecorder
	readFrom []string // types of what ReadFrom got
	pushed   []string
}

func (b *below) ReadFrom(src io.Reader) (int64, error) {
	b.readFrom = append(b.readFrom, fmt.Sprintf("%T", src))
	return io.Copy(struct{ io.Writer }{b.ResponseRecorder}, src)
}

func (b *below) Push(target string, _ *http.PushOptions) error {
	b.pushed = append(b.pushed, target)
	return nil
}

func (b *below) Hijack() (net.Conn, *bufio.ReadWriter, error) { return nil, nil, nil }

func TestFilesReachTheServerAsFiles(t *testing.T) {
	t.Parallel()
	name := t.TempDir() + "/file"
	long := strings.Repeat("0123456789", 1000)
	if err := os.WriteFile(name, []byte(long), 0o600); err != nil {
		t.Fatal(err)
	}
	rs := &stdhttp.Responder{Logger: quiet}
	w := &below{ResponseRecorder: httptest.NewRecorder()}
	rs.Wrap(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, name) })).
		ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	// What the server recognises, and lets the kernel copy.
	if diff := cmp.Diff([]string{"*io.LimitedReader"}, w.readFrom); diff != "" || w.Body.String() != long {
		t.Errorf("got %d bytes by ReadFrom of (-want +got):\n%s", w.Body.Len(), diff)
	}
}

func TestOptionalMethods(t *testing.T) {
	t.Parallel()
	rs := &stdhttp.Responder{Logger: quiet}
	with := &below{ResponseRecorder: httptest.NewRecorder()}
	rs.Handler(func(w http.ResponseWriter, _ *http.Request) error {
		if err := w.(http.Pusher).Push("/style.css", nil); err != nil || with.pushed[0] != "/style.css" {
			t.Errorf("Push: got %v and %v", err, with.pushed)
		}
		if _, _, err := w.(http.Hijacker).Hijack(); err != nil {
			t.Errorf("Hijack: got %v", err)
		}
		return nil
	})(with, httptest.NewRequest("GET", "/", nil))

	rs.Handler(func(w http.ResponseWriter, _ *http.Request) error {
		_, _, hijack := w.(http.Hijacker).Hijack()
		for name, err := range map[string]error{
			"Push": w.(http.Pusher).Push("/", nil), "Hijack": hijack, "Flush": http.NewResponseController(w).Flush(),
		} {
			if !errors.Is(err, http.ErrNotSupported) {
				t.Errorf("%s: got %v, want %v", name, err, http.ErrNotSupported)
			}
		}
		return nil
	})(noWriter{http.Header{}}, httptest.NewRequest("GET", "/", nil))
}

// deadWriter is a connection that is gone.
type deadWriter struct{ noWriter }

func (deadWriter) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestWriteErrorsReachTheHandler(t *testing.T) {
	t.Parallel()
	rs := &stdhttp.Responder{Logger: quiet, NoAbort: true}
	writes := map[string]func(w http.ResponseWriter) error{
		"Write":       func(w http.ResponseWriter) error { _, err := w.Write(make([]byte, 9000)); return err },
		"WriteString": func(w http.ResponseWriter) error { _, err := io.WriteString(w, strings.Repeat("x", 9000)); return err },
		"ReadFrom": func(w http.ResponseWriter) error {
			_, err := w.(io.ReaderFrom).ReadFrom(strings.NewReader(strings.Repeat("x", 9000)))
			return err
		},
		"Flush": func(w http.ResponseWriter) error { return http.NewResponseController(w).Flush() },
	}
	for name, write := range writes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rs.Handler(func(w http.ResponseWriter, _ *http.Request) error {
				io.WriteString(w, "held back")
				err := write(w)
				if !errors.Is(err, io.ErrClosedPipe) {
					t.Errorf("got %v, want %v", err, io.ErrClosedPipe)
				}
				return err
			})(deadWriter{noWriter{http.Header{}}}, httptest.NewRequest("GET", "/", nil))
		})
	}
}

// No more is held back than Buffer says, whichever way it is written.
func TestBufferIsTheLimit(t *testing.T) {
	t.Parallel()
	writes := map[string]func(w http.ResponseWriter, text string) (int, error){
		"Write":       func(w http.ResponseWriter, text string) (int, error) { return w.Write([]byte(text)) },
		"WriteString": func(w http.ResponseWriter, text string) (int, error) { return io.WriteString(w, text) },
		"ReadFrom": func(w http.ResponseWriter, text string) (int, error) {
			n, err := w.(io.ReaderFrom).ReadFrom(strings.NewReader(text))
			return int(n), err
		},
	}
	for name, write := range writes {
		for _, tt := range []struct {
			buffer, length int
			want           stdhttp.Result
		}{
			{100, 99, stdhttp.Written},
			{100, 100, stdhttp.Written},
			{100, 101, stdhttp.Committed},
			{0, 4096, stdhttp.Written},
			{0, 4097, stdhttp.Committed},
		} {
			if name == "ReadFrom" && (tt.length == 100 || tt.length == 4096) {
				continue // it cannot know that nothing follows
			}
			t.Run(fmt.Sprintf("%s/%d of %d", name, tt.length, tt.buffer), func(t *testing.T) {
				t.Parallel()
				rs, after := newResponder()
				rs.Buffer, rs.NoAbort = tt.buffer, true
				w := httptest.NewRecorder()
				rs.Handler(func(w http.ResponseWriter, _ *http.Request) error {
					if n, err := write(w, strings.Repeat("x", tt.length)); n != tt.length || err != nil {
						t.Errorf("got %d, %v, want %d written", n, err, tt.length)
					}
					return errBoom
				})(w, httptest.NewRequest("GET", "/", nil))
				if o := after.next(t); o.Result != tt.want {
					t.Errorf("got %v with %d bytes, want %v", o.Result, w.Body.Len(), tt.want)
				}
			})
		}
	}
}

// A handler that writes more than it has declared gets the error of net/http,
// and what it wrote until then goes out, as without Wrap.
func TestMoreThanDeclared(t *testing.T) {
	t.Parallel()
	for name, wrap := range map[string]func(http.Handler) http.Handler{
		"net/http": func(h http.Handler) http.Handler { return h },
		"Wrap":     stdhttp.Wrap,
		"trailers": func(h http.Handler) http.Handler { // its header is kept apart
			return stdhttp.Wrap(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Trailer", "X")
				h.ServeHTTP(w, r)
			}))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var first, second error
			s := listen(t, wrap(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Length", "5")
				_, first = io.WriteString(w, "hello")
				switch r.URL.Path {
				case "/write":
					_, second = w.Write([]byte("\n"))
				case "/string":
					_, second = io.WriteString(w, "\n")
				default:
					w.(io.ReaderFrom).ReadFrom(strings.NewReader("\n"))
				}
			})))
			for _, path := range []string{"/write", "/string", "/copy"} {
				resp, err := http.Get(s.URL + path)
				if err != nil {
					t.Fatal(err)
				}
				if got := body(t, resp); got != "hello" || first != nil {
					t.Errorf("%s: got %q, error %v", path, got, first)
				}
				if path != "/copy" && !errors.Is(second, http.ErrContentLength) {
					t.Errorf("%s: the second write gave %v", path, second)
				}
			}
		})
	}
}

// What a copy leaves beyond what was declared is refused when it is sent.
func TestCopyOfMoreThanDeclared(t *testing.T) {
	t.Parallel()
	for _, size := range []int{5, 5000} {
		var copied, flushed error
		s := listen(t, stdhttp.Wrap(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "3")
			_, copied = io.Copy(w, io.LimitReader(strings.NewReader(strings.Repeat("x", size)), 1e6))
			flushed = http.NewResponseController(w).Flush()
		})))
		resp, err := http.Get(s.URL)
		if err != nil {
			t.Fatal(err)
		}
		if got := body(t, resp); got != "xxx" {
			t.Errorf("%d bytes: got %q, want what was declared", size, got)
		}
		if copied != http.ErrContentLength && flushed != http.ErrContentLength {
			t.Errorf("%d bytes: got %v from the copy and %v from Flush, want %v", size, copied, flushed, http.ErrContentLength)
		}
	}
}

// The Content-Length that counts is the one at WriteHeader.
func TestContentLengthAtWriteHeader(t *testing.T) {
	t.Parallel()
	s := listen(t, stdhttp.Wrap(stdhttp.Handler(func(w http.ResponseWriter, r *http.Request) error {
		if r.URL.Path == "/deleted" {
			w.Header().Set("Content-Length", "5")
			w.WriteHeader(200)
			w.Header().Del("Content-Length")
			io.WriteString(w, "hello")
			if _, err := io.WriteString(w, " world"); err != http.ErrContentLength {
				t.Errorf("more than was declared: got %v", err)
			}
			return nil
		}
		w.WriteHeader(200)
		w.Header().Set("Content-Length", "3")
		io.WriteString(w, "hello")
		return &problem.Problem{Status: 409}
	})))
	for path, want := range map[string]string{
		"/deleted": "hello",
		"/late":    `{"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.10","title":"Conflict","status":409}`,
	} {
		resp, err := http.Get(s.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		if got := body(t, resp); got != want {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
	}
}

// As with net/http's own writer.
func TestStatusesWithoutContent(t *testing.T) {
	t.Parallel()
	for _, status := range []int{http.StatusNoContent, http.StatusNotModified} {
		w := httptest.NewRecorder()
		stdhttp.Handler(func(w http.ResponseWriter, _ *http.Request) error {
			w.WriteHeader(status)
			for name, write := range map[string]func() (int, error){
				"Write":       func() (int, error) { return w.Write([]byte("x")) },
				"WriteString": func() (int, error) { return io.WriteString(w, "x") },
			} {
				if n, err := write(); n != 0 || !errors.Is(err, http.ErrBodyNotAllowed) {
					t.Errorf("%s after %d: got %d, %v, want %v", name, status, n, err, http.ErrBodyNotAllowed)
				}
			}
			return nil
		})(w, httptest.NewRequest("GET", "/", nil))
		if w.Code != status || w.Body.Len() != 0 {
			t.Errorf("got %d %q, want %d without content", w.Code, w.Body, status)
		}
	}
}

func TestReadErrorsReachTheHandler(t *testing.T) {
	t.Parallel()
	rs := &stdhttp.Responder{Logger: quiet}
	w := httptest.NewRecorder()
	rs.Handler(func(w http.ResponseWriter, _ *http.Request) error {
		src := io.MultiReader(strings.NewReader("partial"), iotestErr{errBoom})
		n, err := w.(io.ReaderFrom).ReadFrom(src)
		if n != 7 {
			t.Errorf("got %d bytes, want 7", n)
		}
		return err
	})(w, httptest.NewRequest("GET", "/", nil))
	if w.Body.String() != boom {
		t.Errorf("got %s, want %s", w.Body, boom)
	}
}

type iotestErr struct{ err error }

func (r iotestErr) Read([]byte) (int, error) { return 0, r.err }

// A writer that is not ours is written to as it is.
func TestErrorOnAForeignWriter(t *testing.T) {
	t.Parallel()
	s := listen(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		(&stdhttp.Responder{Logger: quiet}).Error(w, r, errBoom)
	}))
	resp, err := s.Client().Get(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	if got := body(t, resp); resp.StatusCode != 500 || got != boom {
		t.Errorf("got %d %s, want 500 %s", resp.StatusCode, got, boom)
	}
}

func TestNilResponderIsTheZeroOne(t *testing.T) { // not parallel: uses the default logger, see TestDefaultLogger
	var rs *stdhttp.Responder
	notFound := &problem.Problem{Status: 404}
	for name, h := range map[string]http.Handler{
		"Error":   http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { rs.Error(w, r, notFound) }),
		"Handler": rs.Handler(func(http.ResponseWriter, *http.Request) error { return notFound }),
		"Wrap":    rs.Wrap(http.NotFoundHandler()),
		"Problem": rs.Problem(notFound),
	} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
		if w.Code != 404 || w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: got %d %v", name, w.Code, w.Header())
		}
	}
}
