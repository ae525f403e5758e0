package stdhttp_test

import (
	"database/sql"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
	"github.com/goproblem/problemdetails/typelinks"
)

// get prints what a handler answers to GET /users/7.
func get(h http.Handler, accept string) {
	r := httptest.NewRequest("GET", "/users/7", nil)
	r.Header.Set("Accept", accept)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	fmt.Println(w.Code, w.Header().Get("Content-Type"))
	fmt.Println(strings.TrimSpace(w.Body.String()))
}

// A handler returns an error; the client gets it in a format that it accepts.
func ExampleHandler() {
	h := stdhttp.Handler(func(http.ResponseWriter, *http.Request) error {
		return &problem.Problem{Status: 404, Detail: "There is no user 7."}
	})
	get(h, "application/json")
	get(h, "text/plain")
	// Output:
	// 404 application/problem+json
	// {"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.5","title":"Not Found","status":404,"detail":"There is no user 7."}
	// 404 text/plain; charset=utf-8
	// 404 Not Found
	//
	// There is no user 7.
	//
	// type: https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.5
}

// In a plain handler, Error takes the place of http.Error.
func ExampleError() {
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		stdhttp.Error(w, r, &problem.Problem{Status: 403})
	})
	get(h, "application/json")
	// Output:
	// 403 application/problem+json
	// {"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.4","title":"Forbidden","status":403}
}

// Wrap turns what a router says by itself into problems, and panics too.
func ExampleWrap() {
	mux := http.NewServeMux()
	mux.HandleFunc("DELETE /users/{id}", func(http.ResponseWriter, *http.Request) {})
	get(stdhttp.Wrap(mux), "application/json")
	// Output:
	// 405 application/problem+json
	// {"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.6","title":"Method Not Allowed","status":405}
}

// A constant problem is a handler for what a router does not find.
func ExampleProblem() {
	mux := http.NewServeMux()
	mux.Handle("/", stdhttp.Problem(&problem.Problem{Status: 404, Detail: "See /help for what there is."}))
	get(mux, "application/json")
	// Output:
	// 404 application/problem+json
	// {"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.5","title":"Not Found","status":404,"detail":"See /help for what there is."}
}

// A Responder is what a service decides once. All of it is optional.
func ExampleResponder() {
	errNoUser := &problem.Problem{Type: "https://example.com/probs/no-user", Title: "No such user", Status: 404}
	rs := &stdhttp.Responder{
		Formats: encode.NewRegistry(encode.JSON{}, encode.Text{}),
		Links:   &typelinks.Table{}, // problems without a type stay about:blank
		Map: func(_ *http.Request, err error) error {
			if errors.Is(err, sql.ErrNoRows) {
				return errNoUser
			}
			return err
		},
		Before: func(r *http.Request, p *problem.Problem) { p.Instance = r.URL.Path },
		Logger: slog.New(slog.DiscardHandler),
	}
	get(rs.Handler(func(http.ResponseWriter, *http.Request) error {
		return fmt.Errorf("user 7: %w", sql.ErrNoRows)
	}), "application/json")
	// Output:
	// 404 application/problem+json
	// {"type":"https://example.com/probs/no-user","title":"No such user","status":404,"instance":"/users/7"}
}

// An error replaces what a handler wrote before, and the header with it.
func ExampleResponder_Handler() {
	rs := &stdhttp.Responder{Logger: slog.New(slog.DiscardHandler), Links: &typelinks.Table{}}
	get(rs.Handler(func(w http.ResponseWriter, _ *http.Request) error {
		w.Header().Set("Content-Type", "text/csv")
		fmt.Fprintln(w, "id,name")
		return errors.New("connection to 10.0.0.7 lost") // for the log, not for the client
	}), "application/json")
	// Output:
	// 500 application/problem+json
	// {"status":500}
}

// After sees what became of each error, for metrics.
func ExampleOutcome() {
	rs := &stdhttp.Responder{
		Logger: slog.New(slog.DiscardHandler),
		After: func(_ *http.Request, o stdhttp.Outcome) {
			fmt.Printf("%d %s: %s (%v)\n", o.Status, o.ContentType, o.Result, o.Err)
		},
	}
	h := rs.Handler(func(http.ResponseWriter, *http.Request) error { return sql.ErrConnDone })
	h(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil))
	// Output:
	// 500 application/problem+json: written (sql: connection is already closed)
}

// A Result is a label for metrics.
func ExampleResult() {
	rs := &stdhttp.Responder{
		Logger: slog.New(slog.DiscardHandler),
		After:  func(_ *http.Request, o stdhttp.Outcome) { fmt.Println(o.Result) },
	}
	notFound := &problem.Problem{Status: 404}
	fail := func(f func(http.ResponseWriter) error) {
		defer func() { _ = recover() }() // http.ErrAbortHandler, which the server takes
		rs.Handler(func(w http.ResponseWriter, _ *http.Request) error { return f(w) })(
			httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil))
	}
	fail(func(http.ResponseWriter) error { return notFound })
	fail(func(http.ResponseWriter) error { return stdhttp.Redirect(303, "/login") })
	fail(func(http.ResponseWriter) error {
		return notFound.With(problem.Problem{Extensions: problem.Extensions{"channel": make(chan int)}})
	})
	fail(func(w http.ResponseWriter) error { w.(http.Flusher).Flush(); return notFound })
	// Output:
	// written
	// redirected
	// fallback
	// committed
}

// A panic arrives in After as a PanicError, for a service that tracks errors.
func ExamplePanicError() {
	rs := &stdhttp.Responder{
		Logger: slog.New(slog.DiscardHandler),
		After: func(_ *http.Request, o stdhttp.Outcome) {
			var p *stdhttp.PanicError
			if errors.As(o.Err, &p) {
				fmt.Println("tracked:", p.Value, "in", filepath.Base(p.Frames[0].File))
			}
		},
	}
	get(rs.Wrap(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("out of cheese") })), "application/json")
	// Output:
	// tracked: out of cheese in example_test.go
	// 500 application/problem+json
	// {"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.6.1","title":"Internal Server Error","status":500}
}

// Level decides what is worth a line.
func ExampleResponder_level() {
	rs := &stdhttp.Responder{
		Logger: slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{ReplaceAttr: withoutTime})),
		Links:  &typelinks.Table{},
		Level: func(o stdhttp.Outcome) slog.Level {
			switch {
			case o.Result == stdhttp.Canceled:
				return slog.LevelDebug
			case o.Status >= 500:
				return slog.LevelError
			default:
				return slog.LevelInfo
			}
		},
	}
	h := rs.Handler(func(http.ResponseWriter, *http.Request) error {
		return &problem.Problem{Status: 409, Detail: "The name is taken.", Err: errors.New("unique constraint")}
	})
	h(httptest.NewRecorder(), httptest.NewRequest("PUT", "/users/7", nil))
	// Output:
	// level=INFO msg="request failed" method=PUT path=/users/7 status=409 result=written problem.status=409 problem.detail="The name is taken." problem.err="unique constraint"
}

func withoutTime(_ []string, a slog.Attr) slog.Attr {
	if a.Key == slog.TimeKey {
		return slog.Attr{}
	}
	return a
}

// Handlers that stream need nothing special: what was sent stays sent, and an
// error after that cuts the connection.
func ExampleWrap_streaming() {
	rs := &stdhttp.Responder{Logger: slog.New(slog.DiscardHandler)}
	s := httptest.NewServer(rs.Wrap(rs.Handler(func(w http.ResponseWriter, _ *http.Request) error {
		fmt.Fprintln(w, "first")
		if err := http.NewResponseController(w).Flush(); err != nil {
			return err
		}
		return errors.New("no second")
	})))
	defer s.Close()
	resp, err := http.Get(s.URL)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer resp.Body.Close()
	content, err := io.ReadAll(resp.Body)
	fmt.Printf("%q, %v\n", content, err)
	// Output:
	// "first\n", unexpected EOF
}
