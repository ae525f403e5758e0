package stdhttp_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"html/template"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

const secret = "hunter2-s3cret"

// leakyError has the secret in all that it says.
type leakyError struct{ Password string }

func (e leakyError) Error() string                { return e.Password }
func (e leakyError) String() string               { return e.Password }
func (e leakyError) GoString() string             { return e.Password }
func (e leakyError) Format(s fmt.State, _ rune)   { io.WriteString(s, e.Password) }
func (e leakyError) MarshalText() ([]byte, error) { return []byte(e.Password), nil }

// knowingError is a domain error that knows its problem.
type knowingError struct {
	leakyError
	p *problem.Problem
}

func (e knowingError) ProblemDetails() *problem.Problem { return e.p }

// Nothing internal reaches a client: not in a header, not in content, in no
// format, however it got into the error.
func TestNothingLeaks(t *testing.T) {
	t.Parallel()
	leaky := leakyError{secret}
	type handler = func(rs *stdhttp.Responder, w http.ResponseWriter, r *http.Request)
	fails := func(err error) handler {
		return func(rs *stdhttp.Responder, w http.ResponseWriter, r *http.Request) { rs.Error(w, r, err) }
	}
	extended := func(v any) handler {
		return fails(&problem.Problem{Status: 409, Extensions: problem.Extensions{"member": v}})
	}
	handlers := map[string]handler{
		"an error":                    fails(leaky),
		"a wrapped error":             fails(fmt.Errorf("a: %w", leaky)),
		"joined errors":               fails(errors.Join(leaky, os.ErrNotExist)),
		"a wrapper of a problem":      fails(fmt.Errorf("%s: %w", secret, &problem.Problem{Status: 404})),
		"beside a problem":            fails(errors.Join(leaky, &problem.Problem{Status: 404}, leaky)),
		"the cause of a problem":      fails(&problem.Problem{Status: 404, Err: leaky}),
		"the cause of a cause":        fails(&problem.Problem{Status: 404, Err: &problem.Problem{Detail: secret, Err: leaky}}),
		"a problem as a cause":        fails(&problem.Problem{Status: 502, Err: &problem.Problem{Status: 404, Title: secret, Instance: secret}}),
		"a Problemer":                 fails(knowingError{leaky, &problem.Problem{Status: 404, Err: leaky}}),
		"a Problemer without problem": fails(knowingError{leaky, nil}),
		"a deadline":                  fails(fmt.Errorf("%s: %w", secret, context.DeadlineExceeded)),
		"too large":                   fails(fmt.Errorf("%s: %w", secret, &http.MaxBytesError{Limit: 7})),
		"a path":                      fails(&os.PathError{Op: "open", Path: "/etc/" + secret, Err: os.ErrNotExist}),
		"FileError":                   fails(stdhttp.FileError(&os.PathError{Op: "open", Path: "/etc/" + secret, Err: os.ErrNotExist})),
		"BodyError":                   fails(stdhttp.BodyError(leaky)),
		"a refused redirect":          fails(stdhttp.Redirect(302, "javascript:"+secret)),
		"an internal redirect":        fails(stdhttp.InternalRedirect("/" + secret)),
		"a refused header":            fails(stdhttp.WithHeader(&problem.Problem{Status: 404}, http.Header{"X-A": {secret + "\r\n"}, secret + " ": {"x"}})),
		"a header below the problem":  fails(&problem.Problem{Status: 404, Err: stdhttp.WithHeader(leaky, http.Header{"X-A": {secret}})}),
		"a nested problem":            extended(&problem.Problem{Status: 400, Err: leaky}),
		"a nested problem value":      extended(problem.Problem{Status: 400, Err: leaky}),
		"a list of problems":          extended([]*problem.Problem{{Status: 400, Err: leaky}}),
		"a list of problem values":    extended([]problem.Problem{{Status: 400, Err: leaky}}),
		"problems in lists":           extended([]any{map[string]any{"x": &problem.Problem{Err: leaky}}}),
		"a problem in a nested one":   extended(&problem.Problem{Extensions: problem.Extensions{"x": &problem.Problem{Err: leaky}}}),
		"an extension that fails":     extended(badMarshaler{}),
		"an extension that panics":    extended(badMarshaler{panics: true}),
		"a reserved extension":        fails(&problem.Problem{Status: 404, Extensions: problem.Extensions{"status": secret}}),
		"the text of a 5xx":           func(_ *stdhttp.Responder, w http.ResponseWriter, _ *http.Request) { http.Error(w, secret, 500) },
		"what was held back": func(rs *stdhttp.Responder, w http.ResponseWriter, r *http.Request) {
			io.WriteString(w, secret)
			rs.Error(w, r, leaky)
		},
		"the type of what was held": func(_ *stdhttp.Responder, w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Disposition", secret)
			stdhttp.Error(w, r, leaky)
		},
		"a panic":               func(*stdhttp.Responder, http.ResponseWriter, *http.Request) { panic(secret) },
		"a panic with an error": func(*stdhttp.Responder, http.ResponseWriter, *http.Request) { panic(leaky) },
		"a panic with a problem": func(*stdhttp.Responder, http.ResponseWriter, *http.Request) {
			panic(&problem.Problem{Status: 404, Detail: secret})
		},
		"a panic of the runtime": func(*stdhttp.Responder, http.ResponseWriter, *http.Request) { _ = any(leaky).(http.Handler) },
		"a panic after writing": func(_ *stdhttp.Responder, w http.ResponseWriter, _ *http.Request) {
			io.WriteString(w, secret)
			panic(secret)
		},
		"a header of the request": func(_ *stdhttp.Responder, w http.ResponseWriter, r *http.Request) {
			stdhttp.Error(w, r, errors.New(r.Header.Get("Authorization")))
		},
		"an error nobody can look into": fails((*rudeError)(nil)),
	}
	responders := map[string]stdhttp.Responder{
		"plain": {},
		"hooks": {
			Map:    func(_ *http.Request, err error) error { return fmt.Errorf("%s: %w", secret, err) },
			Before: func(*http.Request, *problem.Problem) { panic(secret) },
			After:  func(*http.Request, stdhttp.Outcome) { panic(secret) },
		},
		"template": {Formats: encode.NewRegistry(encode.HTML{Template: template.Must(template.New("").Parse(
			`{{.}} {{.Err}} {{.Error}} {{printf "%+v %#v" . .}} {{range .Extensions}}{{.}}{{end}}`,
		))})},
		"broken template": {Formats: encode.NewRegistry(encode.HTML{Template: template.Must(template.New("").Parse(secret + `{{.Nix}}`))})},
	}
	for responder, rs := range responders {
		rs.Logger = quiet
		for name, h := range handlers {
			t.Run(responder+"/"+name, func(t *testing.T) {
				t.Parallel()
				for _, accept := range []string{"application/json", "application/xml", "text/html", "text/plain", "image/png", ""} {
					for _, method := range []string{"GET", "HEAD"} {
						r := httptest.NewRequest(method, "/x", nil)
						r.Header.Set("Accept", accept)
						r.Header.Set("Authorization", "Bearer "+secret)
						r.Header.Set("Cookie", "a="+secret)
						w := httptest.NewRecorder()
						rs.Wrap(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { h(&rs, w, r) })).ServeHTTP(w, r)
						var wire bytes.Buffer
						if err := w.Header().Write(&wire); err != nil {
							t.Fatal(err)
						}
						wire.Write(w.Body.Bytes())
						if strings.Contains(wire.String(), secret) {
							t.Errorf("%s %s: it is on the wire:\n%s", method, accept, &wire)
						}
						if w.Code < 400 || method == "GET" && w.Body.Len() == 0 {
							t.Errorf("%s %s: got %d with %d bytes, want an error with content", method, accept, w.Code, w.Body.Len())
						}
					}
				}
			})
		}
	}
}

type badMarshaler struct{ panics bool }

func (b badMarshaler) MarshalJSON() ([]byte, error) {
	if b.panics {
		panic(secret)
	}
	return nil, leakyError{secret}
}

// Whatever status a problem has, its cause stays inside.
func TestNoStatusLeaks(t *testing.T) {
	t.Parallel()
	rs := &stdhttp.Responder{Logger: quiet, NoAbort: true}
	for status := -1; status <= 1000; status++ {
		err := fmt.Errorf("%s: %w", secret, &problem.Problem{
			Status: status, Err: leakyError{secret}, Extensions: problem.Extensions{"p": problem.Problem{Err: leakyError{secret}}},
		})
		for _, accept := range []string{"application/json", "application/xml", "text/html", "text/plain"} {
			r := httptest.NewRequest("GET", "/", nil)
			r.Header.Set("Accept", accept)
			w := httptest.NewRecorder()
			rs.Wrap(rs.Handler(func(http.ResponseWriter, *http.Request) error { return err })).ServeHTTP(w, r)
			if strings.Contains(fmt.Sprint(w.Header(), w.Body), secret) {
				t.Errorf("%d as %s: it is on the wire: %v %s", status, accept, w.Header(), w.Body)
			}
		}
	}
}

// What only a connection shows: half a response, trailers, the status line, and
// what comes after the end.
func TestNothingLeaksOverSockets(t *testing.T) {
	t.Parallel()
	leaky := leakyError{secret}
	upstream := func() error {
		return stdhttp.Check(&http.Response{
			StatusCode: 404, Header: http.Header{"Content-Type": {"application/problem+json"}, "X-A": {secret}},
			Body:    io.NopCloser(strings.NewReader(`{"title":"` + secret + `","detail":"` + secret + `","x":"` + secret + `"}`)),
			Request: httptest.NewRequest("GET", "http://"+secret+"/"+secret, nil),
		})
	}
	half := func(w http.ResponseWriter) {
		io.WriteString(w, "half")
		w.(http.Flusher).Flush()
	}
	handlers := map[string]func(rs *stdhttp.Responder, w http.ResponseWriter, r *http.Request) error{
		"an upstream problem": func(*stdhttp.Responder, http.ResponseWriter, *http.Request) error { return upstream() },
		"a wrapped upstream problem": func(*stdhttp.Responder, http.ResponseWriter, *http.Request) error {
			return fmt.Errorf("%s: %w", secret, upstream())
		},
		"an upstream problem as a cause": func(*stdhttp.Responder, http.ResponseWriter, *http.Request) error {
			return &problem.Problem{Status: 503, Err: upstream()}
		},
		"a wrapped redirect": func(*stdhttp.Responder, http.ResponseWriter, *http.Request) error {
			return fmt.Errorf("%s: %w", secret, stdhttp.Redirect(303, "/x"))
		},
		"an internal redirect in a circle": func(_ *stdhttp.Responder, _ http.ResponseWriter, r *http.Request) error {
			return fmt.Errorf("%s: %w", secret, stdhttp.InternalRedirect(r.URL.Path))
		},
		"an error that contains itself": func(*stdhttp.Responder, http.ResponseWriter, *http.Request) error {
			return errors.Join(leaky, &manifold{})
		},
		"an error after half a response": func(_ *stdhttp.Responder, w http.ResponseWriter, _ *http.Request) error {
			half(w)
			return leaky
		},
		"a panic after half a response": func(_ *stdhttp.Responder, w http.ResponseWriter, _ *http.Request) error {
			half(w)
			panic(secret)
		},
		"an error with trailers": func(_ *stdhttp.Responder, w http.ResponseWriter, _ *http.Request) error {
			w.Header().Set("Trailer", "X-A")
			w.Header().Set(http.TrailerPrefix+"X-B", "b")
			w.Header().Set("X-A", "a")
			return leaky
		},
		"a write after an error": func(rs *stdhttp.Responder, w http.ResponseWriter, r *http.Request) error {
			rs.Error(w, r, leaky)
			io.WriteString(w, secret)
			return leaky
		},
		"two errors": func(rs *stdhttp.Responder, w http.ResponseWriter, r *http.Request) error {
			rs.Error(w, r, leaky)
			rs.Error(w, r, leaky)
			panic(secret)
		},
		"a panic while panicking": func(*stdhttp.Responder, http.ResponseWriter, *http.Request) error {
			defer func() { panic(leaky) }()
			panic(secret)
		},
		"a canceled request": func(*stdhttp.Responder, http.ResponseWriter, *http.Request) error {
			return fmt.Errorf("%s: %w", secret, context.Canceled)
		},
		"a hijacked connection": func(_ *stdhttp.Responder, w http.ResponseWriter, _ *http.Request) error {
			conn, _, err := w.(http.Hijacker).Hijack()
			if err == nil {
				defer conn.Close()
				io.WriteString(conn, "HTTP/1.1 200 OK\r\n\r\n")
			}
			return leaky
		},
	}
	for name, h := range handlers {
		for _, noAbort := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s/NoAbort=%t", name, noAbort), func(t *testing.T) {
				t.Parallel()
				rs := &stdhttp.Responder{Logger: quiet, NoAbort: noAbort, Before: func(_ *http.Request, p *problem.Problem) {
					p.Detail, p.Extensions["x"] = secret, secret
					panic("half a change")
				}}
				s := httptest.NewUnstartedServer(rs.Wrap(rs.Handler(func(w http.ResponseWriter, r *http.Request) error { return h(rs, w, r) })))
				s.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, 0)
				s.Start()
				defer s.Close()
				for _, accept := range []string{"application/json", "application/xml", "text/html", "text/plain"} {
					got := exchange(t, s, "GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: "+secret+"\r\nAccept: "+accept+"\r\n\r\n")
					if strings.Contains(got, secret) || !strings.HasPrefix(got, "HTTP/1.1 ") {
						t.Errorf("%s: got %q", accept, got)
					}
				}
			})
		}
	}
}
