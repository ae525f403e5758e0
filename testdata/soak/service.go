package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

// secret stands in every error, and must never be in a response.
const secret = "hunter2-s3cret"

// A route is a handler that misbehaves.
type route struct {
	path   string
	status int  // of the problem that clients get
	cut    bool // clients must notice that there is no whole response
	f      func(w http.ResponseWriter, r *http.Request) error
}

// endless is an error that contains itself.
type endless struct{}

func (e *endless) Error() string   { return errors.Join(e.Unwrap()...).Error() }
func (e *endless) Unwrap() []error { return []error{e, e} }

// mute is an error that panics.
type mute struct{}

func (mute) Error() string { panic(secret) }

// shared is a problem that all requests use at once.
var shared = &problem.Problem{
	Type: "https://example.com/probs/shared", Title: "Shared", Status: 409, Err: errors.New(secret),
	Extensions: problem.Extensions{"list": []any{1, "two", nil}, "bad": make(chan int), "nested": &problem.Problem{Status: 400, Err: errors.New(secret)}},
}

// routes returns the handlers, each of which misbehaves in its own way.
func routes(rs *stdhttp.Responder) []route {
	cycle := map[string]any{}
	cycle["again"] = []any{cycle}
	fails := func(err error) func(http.ResponseWriter, *http.Request) error {
		return func(http.ResponseWriter, *http.Request) error { return err }
	}
	half := func(w http.ResponseWriter) {
		io.WriteString(w, "half")
		http.NewResponseController(w).Flush()
	}
	return []route{
		{"/error", 500, false, fails(errors.New(secret))},
		{"/shared", 409, false, fails(shared)},
		{"/wrapped", 409, false, fails(fmt.Errorf("%s: %w", secret, shared))},
		{"/with", 409, false, func(_ http.ResponseWriter, r *http.Request) error {
			return shared.With(problem.Problem{Detail: "as " + r.Header.Get("Accept"), Extensions: problem.Extensions{"n": time.Now()}})
		}},
		{"/header", 429, false, fails(stdhttp.TooManyRequests(time.Minute))},
		{"/violations", 422, false, fails(errors.Join(problem.Violations{{Detail: "a", Pointer: "#/a"}}.Err(), problem.Violations{{Detail: "b"}}.Err()))},
		{"/large", 413, false, fails(&problem.Problem{Status: 413, Detail: strings.Repeat("long ", 20_000)})},
		{"/cycle", 409, false, fails(&problem.Problem{Status: 409, Extensions: problem.Extensions{"cycle": cycle}})},
		{"/endless", 500, false, fails(&endless{})},
		{"/mute", 500, false, fails(mute{})},
		{"/panic", 500, false, func(http.ResponseWriter, *http.Request) error { panic(secret) }},
		{"/panic-twice", 500, false, func(http.ResponseWriter, *http.Request) error {
			defer func() { panic(mute{}) }()
			panic(secret)
		}},
		{"/replaced", 404, false, func(w http.ResponseWriter, _ *http.Request) error {
			io.WriteString(w, secret)
			return &problem.Problem{Status: 404}
		}},
		{"/after", 404, false, func(w http.ResponseWriter, r *http.Request) error {
			rs.Error(w, r, &problem.Problem{Status: 404})
			io.WriteString(w, secret)
			w.WriteHeader(200)
			panic(secret)
		}},
		{"/old", 503, false, func(w http.ResponseWriter, _ *http.Request) error {
			http.Error(w, secret, http.StatusServiceUnavailable)
			w.WriteHeader(200)
			return nil
		}},
		{"/timeout", 504, false, func(_ http.ResponseWriter, r *http.Request) error {
			ctx, cancel := context.WithTimeout(r.Context(), time.Millisecond)
			defer cancel()
			<-ctx.Done()
			return fmt.Errorf("%s: %w", secret, ctx.Err())
		}},
		{"/internal", 404, false, fails(stdhttp.InternalRedirect("/nowhere"))},
		{"/circle", 500, false, func(_ http.ResponseWriter, r *http.Request) error { return stdhttp.InternalRedirect(r.URL.Path) }},
		{"/half", 200, true, func(w http.ResponseWriter, _ *http.Request) error {
			half(w)
			return errors.New(secret)
		}},
		{"/half-panic", 200, true, func(w http.ResponseWriter, _ *http.Request) error {
			half(w)
			panic(secret)
		}},
		{"/abort", 0, true, func(http.ResponseWriter, *http.Request) error { panic(http.ErrAbortHandler) }},
		{"/exit", 0, true, func(http.ResponseWriter, *http.Request) error { runtime.Goexit(); return nil }},
		{"/hijack", 0, true, func(w http.ResponseWriter, _ *http.Request) error {
			conn, _, err := http.NewResponseController(w).Hijack()
			if err == nil {
				conn.Close()
			}
			return errors.New(secret)
		}},
	}
}

// service returns the handler of a service that misbehaves in every way.
func service() (http.Handler, []route) {
	var turn atomic.Int64
	rs := &stdhttp.Responder{
		Logger: slog.New(slog.NewTextHandler(io.Discard, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Before: func(r *http.Request, p *problem.Problem) {
			if turn.Add(1)%100 == 0 {
				panic(secret)
			}
			stdhttp.InstanceUUID(r, p)
		},
		After: func(*http.Request, stdhttp.Outcome) {
			if turn.Load()%101 == 0 {
				panic(secret)
			}
		},
		Formats: encode.Default().With(brokenYAML{}),
	}
	mux := http.NewServeMux()
	list := routes(rs)
	for _, x := range list {
		mux.Handle(x.path, rs.Handler(x.f))
	}
	return rs.Wrap(mux), append(list, route{path: "/nothing", status: 404})
}

// brokenYAML is a format that fails.
type brokenYAML struct{}

func (brokenYAML) ContentType() string { return "application/problem+yaml" }

func (brokenYAML) Append([]byte, *problem.Problem) ([]byte, error) { panic(secret) }
