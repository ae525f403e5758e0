package stdhttp_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

// selfish is an error that wraps itself, manifold one that does so more than
// once.
type (
	selfish  struct{}
	manifold struct{}
)

func (e *selfish) Error() string    { return e.Unwrap().Error() } // never comes back
func (e *selfish) Unwrap() error    { return e }
func (e *manifold) Error() string   { return errors.Join(e.Unwrap()...).Error() }
func (e *manifold) Unwrap() []error { return []error{e, e} }

// listError is of a type whose values cannot be compared.
type listError []string

func (e listError) Error() string { return strings.Join(e, " ") }

// mute panics when it is asked what it is.
type mute struct{}

func (mute) Error() string        { panic("Error") }
func (mute) LogValue() slog.Value { panic("LogValue") }
func (mute) String() string       { panic("String") }

// shy panics when it is asked what is in it.
type shy struct{ mute }

func (shy) Unwrap() error                    { panic("Unwrap") }
func (shy) Is(error) bool                    { panic("Is") }
func (shy) As(any) bool                      { panic("As") }
func (shy) ProblemDetails() *problem.Problem { panic("ProblemDetails") }

// rude logs by panicking.
type rude struct{ slog.Handler }

func (rude) Handle(context.Context, slog.Record) error { panic("Handle") }

// faulty are handlers that fail in ways that no handler should. All but those
// that abort are answered by a problem with the status.
func faulty(rs *stdhttp.Responder) map[string]struct {
	status int
	f      func(w http.ResponseWriter, r *http.Request) error
} {
	cycle := map[string]any{}
	cycle["again"] = []any{cycle}
	self := &problem.Problem{Status: 409}
	self.Extensions = problem.Extensions{"self": self}
	ring := &problem.Problem{Status: 409}
	ring.Extensions = problem.Extensions{"list": []*problem.Problem{ring}}
	loop := problem.Extensions{}
	loop["list"] = []problem.Problem{{Extensions: loop}}
	type fault = struct {
		status int
		f      func(w http.ResponseWriter, r *http.Request) error
	}
	fails := func(err error) func(http.ResponseWriter, *http.Request) error {
		return func(http.ResponseWriter, *http.Request) error { return err }
	}
	return map[string]fault{
		"panic while panicking": {500, func(http.ResponseWriter, *http.Request) error {
			defer func() { panic("second") }()
			panic("first")
		}},
		"panic while answering a panic": {500, func(w http.ResponseWriter, r *http.Request) error {
			defer func() { rs.Error(w, r, fmt.Errorf("recovered: %v", recover())); panic("second") }()
			panic("first")
		}},
		"panic with an error that panics":    {500, func(http.ResponseWriter, *http.Request) error { panic(mute{}) }},
		"panic with a list":                  {500, func(http.ResponseWriter, *http.Request) error { panic([]int{1}) }},
		"panic with nil":                     {500, func(http.ResponseWriter, *http.Request) error { panic(nil) }},
		"stack that is deep":                 {500, func(http.ResponseWriter, *http.Request) error { return dig(10_000) }},
		"Error panics":                       {500, fails(mute{})},
		"all methods panic":                  {500, fails(shy{})},
		"all methods of a cause panic":       {404, fails(&problem.Problem{Status: 404, Err: shy{}})},
		"around a cause whose methods panic": {404, fails(fmt.Errorf("x: %w", &problem.Problem{Status: 404, Err: shy{}}))},
		"wraps itself":                       {500, fails(&selfish{})},
		"wraps itself twice":                 {500, fails(&manifold{})},
		"wraps itself beside a problem":      {500, fails(errors.Join(&problem.Problem{Status: 404}, &manifold{}))},
		"BodyError wraps itself":             {500, fails(stdhttp.BodyError(&selfish{}))},
		"FileError wraps itself":             {500, fails(stdhttp.FileError(&manifold{}))},
		"cannot be compared":                 {500, fails(listError{"a"})},
		"BodyError cannot be compared":       {500, fails(stdhttp.BodyError(listError{"a"}))},
		"FileError cannot be compared":       {500, fails(stdhttp.FileError(listError{"a"}))},
		"extension holds itself":             {409, fails(&problem.Problem{Status: 409, Extensions: problem.Extensions{"m": cycle}})},
		"problem holds itself":               {409, fails(self)},
		"problem holds itself in a list":     {409, fails(ring)},
		"extensions hold themselves":         {409, fails(&problem.Problem{Status: 409, Extensions: loop})},
		"extension panics":                   {409, fails(&problem.Problem{Status: 409, Extensions: problem.Extensions{"m": badMarshaler{panics: true}}})},
		"writes after its problem": {404, func(w http.ResponseWriter, r *http.Request) error {
			rs.Error(w, r, &problem.Problem{Status: 404})
			if _, err := io.WriteString(w, "secret"); err == nil {
				panic("the write after the problem succeeded")
			}
			w.WriteHeader(200)
			_ = http.NewResponseController(w).Flush()
			return nil
		}},
		"fails after its problem": {404, func(w http.ResponseWriter, r *http.Request) error {
			rs.Error(w, r, &problem.Problem{Status: 404})
			return errors.New("secret")
		}},
		"panics after its problem": {404, func(w http.ResponseWriter, r *http.Request) error {
			rs.Error(w, r, &problem.Problem{Status: 404})
			panic("secret")
		}},
		"WriteHeader twice": {409, func(w http.ResponseWriter, _ *http.Request) error {
			w.WriteHeader(409)
			w.WriteHeader(200)
			return nil
		}},
		"WriteHeader twice, then an error": {410, func(w http.ResponseWriter, _ *http.Request) error {
			w.WriteHeader(409)
			w.WriteHeader(200)
			return &problem.Problem{Status: 410}
		}},
		"WriteHeader out of range": {500, func(w http.ResponseWriter, _ *http.Request) error {
			w.WriteHeader(42)
			return nil
		}},
		"goroutine that ends": {0, func(http.ResponseWriter, *http.Request) error {
			runtime.Goexit()
			return nil
		}},
	}
}

// dig panics when the stack has that many levels.
func dig(levels int) error {
	if levels == 0 {
		panic("deep enough")
	}
	return fmt.Errorf("%d: %w", levels, dig(levels-1))
}

// However a handler fails, the client gets a problem, or sees that the
// connection was cut, and the server serves on.
//
// Not parallel: it counts goroutines.
func TestFaultyHandlers(t *testing.T) {
	goroutines := runtime.NumGoroutine()
	loggers := map[string]slog.Handler{
		"text": slog.NewTextHandler(io.Discard, &slog.HandlerOptions{Level: slog.LevelDebug}),
		"JSON": slog.NewJSONHandler(io.Discard, &slog.HandlerOptions{Level: slog.LevelDebug}),
		"rude": rude{slog.NewTextHandler(io.Discard, &slog.HandlerOptions{Level: slog.LevelDebug})},
	}
	for logger, handler := range loggers {
		for _, debug := range []bool{false, true} {
			rs := &stdhttp.Responder{Logger: slog.New(handler), Debug: debug}
			mux := http.NewServeMux()
			faults := faulty(rs)
			for name, fault := range faults {
				mux.Handle("/"+strings.ReplaceAll(name, " ", "-"), rs.Handler(fault.f))
			}
			s := httptest.NewUnstartedServer(rs.Wrap(mux))
			s.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, 0)
			s.Start()
			for name, fault := range faults {
				for _, accept := range []string{"application/json", "text/html", "application/xml", "text/plain"} {
					t.Run(fmt.Sprintf("%s/%s log/debug=%t/%s", name, logger, debug, accept), func(t *testing.T) {
						wantFault(t, s, "/"+strings.ReplaceAll(name, " ", "-"), accept, fault.status)
					})
				}
			}
			s.Client().CloseIdleConnections()
			s.Close()
		}
	}
	wantGoroutines(t, goroutines)
}

// How much of an error is looked at has a limit, and what is beyond it is not
// taken for what it says.
func TestErrorsOfManyLevels(t *testing.T) {
	t.Parallel()
	wrapped := func(levels int) error {
		err := error(&problem.Problem{Status: 404})
		for range levels {
			err = fmt.Errorf("%w", err)
		}
		return err
	}
	joined := func(n int) error {
		return errors.Join(append(slices.Repeat([]error{io.EOF}, n), &problem.Problem{Status: 404})...)
	}
	for _, tt := range []struct {
		name    string
		err     error
		status  int
		endless bool
	}{
		{"999 levels", wrapped(999), 404, false},
		{"1001 levels", wrapped(1001), 500, true},
		{"10,000 errors", joined(10_000), 404, false},
		{"100,000 errors", joined(100_000), 500, true},
		{"1001 levels of nothing", fmt.Errorf("a: %w", wrapped(1001)), 500, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for name, err := range map[string]error{
				"Error": tt.err, "BodyError": stdhttp.BodyError(tt.err), "FileError": stdhttp.FileError(tt.err),
			} {
				rs, after := newResponder()
				w := httptest.NewRecorder()
				rs.Error(w, httptest.NewRequest("GET", "/", nil), err)
				o := after.next(t)
				if replaced := strings.Contains(o.Err.Error(), "contains itself"); w.Code != tt.status || replaced != tt.endless {
					t.Errorf("%s: got %d for %.100v, want %d", name, w.Code, o.Err, tt.status)
				}
			}
			rs, after := newResponder()
			rs.Map = func(*http.Request, error) error { return tt.err }
			w := httptest.NewRecorder()
			rs.Error(w, httptest.NewRequest("GET", "/", nil), io.EOF)
			if after.next(t); w.Code != tt.status {
				t.Errorf("Map: got %d, want %d", w.Code, tt.status)
			}
		})
	}
}

// An error whose methods panic is one that is not known.
func TestErrorsWhoseMethodsPanic(t *testing.T) {
	t.Parallel()
	for name, err := range map[string]error{
		"all": shy{}, "Error": mute{}, "below": fmt.Errorf("x: %w", shy{}),
		"nil syntax error": (*problem.SyntaxError)(nil), "nil path error": (*fs.PathError)(nil),
		"nil below": fmt.Errorf("x: %w", (*problem.SyntaxError)(nil)), "path error": &fs.PathError{Op: "open", Err: shy{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := stdhttp.BodyError(err); got != err {
				t.Errorf("BodyError: got %T, want the error itself", got)
			}
			if got := stdhttp.FileError(err); got != err {
				t.Errorf("FileError: got %T, want the error itself", got)
			}
		})
	}
}

// wantFault asks for a path, and then for another one.
func wantFault(t *testing.T, s *httptest.Server, path, accept string, status int) {
	t.Helper()
	for _, path := range []string{path, "/nothing-here"} {
		want := status
		if path == "/nothing-here" {
			want = 404
		}
		req, err := http.NewRequest("GET", s.URL+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Accept", accept)
		resp, err := s.Client().Do(req)
		if want == 0 {
			if err == nil {
				t.Errorf("got %d %q, want no response", resp.StatusCode, body(t, resp))
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		got := body(t, resp)
		valid := strings.HasPrefix(got, "<!DOCTYPE html>") || strings.HasPrefix(got, "<?xml") || strings.HasPrefix(got, fmt.Sprint(want))
		if strings.HasSuffix(accept, "json") {
			var doc struct{ Status int }
			valid = json.Unmarshal([]byte(got), &doc) == nil && doc.Status == want
		}
		if resp.StatusCode != want || !valid {
			t.Errorf("got %d %.300q, want a problem with %d", resp.StatusCode, got, want)
		}
	}
}

// wantGoroutines waits until there are no more goroutines than before.
func wantGoroutines(t *testing.T, before int) {
	t.Helper()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for range 5000 {
		if runtime.NumGoroutine() <= before {
			return
		}
		<-tick.C
	}
	stacks := make([]byte, 1<<16)
	t.Errorf("%d goroutines, %d before:\n%s", runtime.NumGoroutine(), before, stacks[:runtime.Stack(stacks, true)])
}

// huge is a problem that does not fit into the buffers of a connection.
var huge = &problem.Problem{Status: 409, Detail: strings.Repeat("0123456789abcdef", 1<<20)}

// A client that goes away, at whatever time, costs its own response and
// nothing else.
func TestClientGoesAway(t *testing.T) {
	goroutines := runtime.NumGoroutine()
	rs, after := newResponder()
	arrived := make(chan bool)
	mux := http.NewServeMux()
	mux.Handle("/before", rs.Handler(func(_ http.ResponseWriter, r *http.Request) error {
		arrived <- true
		<-r.Context().Done()
		return huge // as if nothing were known of the client
	}))
	mux.Handle("/during", rs.Handler(func(http.ResponseWriter, *http.Request) error { return huge }))
	mux.Handle("/half", rs.Handler(func(w http.ResponseWriter, r *http.Request) error {
		io.WriteString(w, "half")
		http.NewResponseController(w).Flush()
		arrived <- true
		<-r.Context().Done()
		return errBoom
	}))
	mux.Handle("/after", rs.Handler(func(http.ResponseWriter, *http.Request) error { return errBoom }))
	s := httptest.NewServer(rs.Wrap(mux))
	for _, reset := range []bool{false, true} {
		for _, tt := range []struct {
			path   string
			leave  func(conn net.Conn) // returns when the client may go
			result stdhttp.Result
			cut    bool // not all of the document was written
		}{
			{"/before", func(net.Conn) { <-arrived }, stdhttp.Written, true},
			{"/during", func(conn net.Conn) { io.ReadFull(conn, make([]byte, 1)) }, stdhttp.Written, true},
			{"/half", func(net.Conn) { <-arrived }, stdhttp.Committed, false},
			{"/after", func(conn net.Conn) { readUntil(conn, boom) }, stdhttp.Written, false},
		} {
			t.Run(fmt.Sprintf("%s/reset=%t", tt.path, reset), func(t *testing.T) {
				conn, err := net.Dial("tcp", s.Listener.Addr().String())
				if err != nil {
					t.Fatal(err)
				}
				fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: x\r\n\r\n", tt.path)
				tt.leave(conn)
				if reset {
					conn.(*net.TCPConn).SetLinger(0)
				}
				conn.Close()
				o := after.next(t)
				if o.Result != tt.result || tt.cut != (o.Status == 409 && o.Bytes < int64(len(huge.Detail))) {
					t.Errorf("got %v %d with %d bytes, want %v, cut short: %t", o.Result, o.Status, o.Bytes, tt.result, tt.cut)
				}
				resp, err := s.Client().Get(s.URL + "/after")
				if err != nil {
					t.Fatal(err)
				}
				if got := body(t, resp); got != boom {
					t.Errorf("the next client got %q", got)
				}
				after.next(t)
			})
		}
	}
	s.Client().CloseIdleConnections()
	s.Close()
	wantGoroutines(t, goroutines)
}

// readUntil reads until the text has come.
func readUntil(r io.Reader, text string) {
	var got []byte
	room := make([]byte, 512)
	for !bytes.Contains(got, []byte(text)) {
		n, err := r.Read(room)
		if err != nil {
			return
		}
		got = append(got, room[:n]...)
	}
}

// A client that does not read holds its own connection up, until the server's
// own timeout, and nobody else.
func TestSlowReader(t *testing.T) {
	t.Parallel()
	rs, after := newResponder()
	s := httptest.NewUnstartedServer(rs.Handler(func(_ http.ResponseWriter, r *http.Request) error {
		if r.URL.Path == "/big" {
			return huge
		}
		return errBoom
	}))
	s.Config.WriteTimeout = 500 * time.Millisecond
	s.Start()
	t.Cleanup(s.Close)
	var clients []net.Conn
	for range 10 {
		conn, err := net.Dial("tcp", s.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		clients = append(clients, conn)
		io.WriteString(conn, "GET /big HTTP/1.1\r\nHost: x\r\n\r\n")
	}
	resp, err := s.Client().Get(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	if got := body(t, resp); got != boom {
		t.Errorf("got %q, want %q", got, boom)
	}
	for range len(clients) + 1 {
		if o := after.next(t); o.Status == 409 && o.Bytes >= int64(len(huge.Detail)) {
			t.Errorf("%d bytes were written to a client that reads none", o.Bytes)
		}
	}
	for _, conn := range clients {
		conn.SetDeadline(time.Now().Add(10 * time.Second))
		got, _ := io.ReadAll(conn)
		if _, document, _ := bytes.Cut(got, []byte("\r\n\r\n")); json.Valid(document) {
			t.Error("a response that was cut looks whole")
		}
	}
}

// A log that blocks holds up the responses that it logs, and no others.
func TestBlockedLog(t *testing.T) {
	t.Parallel()
	release := make(chan bool)
	blocked := make(chan bool, 10)
	rs := &stdhttp.Responder{Logger: slog.New(blockingLog{release: release, blocked: blocked})}
	s := listen(t, rs.Wrap(rs.Handler(func(w http.ResponseWriter, r *http.Request) error {
		if r.URL.Path == "/error" {
			return errBoom
		}
		io.WriteString(w, "fine")
		return nil
	})))
	var clients sync.WaitGroup
	for range 5 {
		clients.Go(func() {
			resp, err := http.Get(s.URL + "/error")
			if err != nil {
				t.Error(err)
				return
			}
			if got := body(t, resp); got != boom {
				t.Errorf("got %q, want %q", got, boom)
			}
		})
	}
	for range 5 {
		<-blocked
	}
	resp, err := s.Client().Get(s.URL + "/fine")
	if err != nil {
		t.Fatal(err)
	}
	if got := body(t, resp); got != "fine" {
		t.Errorf("got %q, want %q", got, "fine")
	}
	close(release)
	clients.Wait()
}

type blockingLog struct {
	slog.Handler
	release, blocked chan bool
}

func (blockingLog) Enabled(context.Context, slog.Level) bool { return true }

func (l blockingLog) Handle(context.Context, slog.Record) error {
	l.blocked <- true
	<-l.release
	return nil
}

// Whatever a format does, the client gets a document. TestFallback has the
// milder cases.
func TestWildFormats(t *testing.T) {
	t.Parallel()
	for name, write := range map[string]func(dst []byte) ([]byte, error){
		"panics while panicking": func([]byte) ([]byte, error) {
			defer func() { panic(mute{}) }()
			panic(mute{})
		},
		"error that panics":  func(dst []byte) ([]byte, error) { return dst, mute{} },
		"unknown member":     func(dst []byte) ([]byte, error) { return dst, &problem.MemberError{Name: "y", Err: mute{}} },
		"standard member":    func(dst []byte) ([]byte, error) { return dst, &problem.MemberError{Name: "title", Err: mute{}} },
		"forgets the buffer": func([]byte) ([]byte, error) { return nil, nil },
		"half and an error":  func(dst []byte) ([]byte, error) { return append(dst, "half"...), listError{"secret"} },
		"writes over the buffer": func(dst []byte) ([]byte, error) {
			clear(dst[:cap(dst)])
			return dst, listError{"secret"}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rs, after := newResponder()
			rs.Formats = encode.NewRegistry(brokenFormat{"x/y", func(dst []byte, _ *problem.Problem) ([]byte, error) { return write(dst) }})
			rs.Logger = slog.New(slog.NewTextHandler(io.Discard, nil))
			s := listen(t, rs.Handler(func(http.ResponseWriter, *http.Request) error {
				return &problem.Problem{Status: 409, Extensions: problem.Extensions{"x": 1}}
			}))
			resp, err := s.Client().Get(s.URL)
			if err != nil {
				t.Fatal(err)
			}
			var doc struct{ Status int }
			if got := body(t, resp); resp.StatusCode != 409 || json.Unmarshal([]byte(got), &doc) != nil || doc.Status != 409 {
				t.Errorf("got %d %q, want a problem with 409", resp.StatusCode, got)
			}
			if o := after.next(t); o.Result != stdhttp.Fallback {
				t.Errorf("got %v, want fallback", o.Result)
			}
		})
	}
}
