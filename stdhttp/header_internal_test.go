package stdhttp

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/goproblem/problemdetails/problem"
)

// Only Responder.Error sees which headers an error carries, hence a test from
// the inside.

// A panicky is a Problemer and a wrapper whose methods panic when it is nil.
type panicky struct {
	problem *problem.Problem
	err     error
}

func (e *panicky) Error() string                       { return "panicky" }
func (e *panicky) ProblemDetails() *problem.Problem    { return e.problem }
func (e *panicky) Unwrap() error                       { return e.err }
func header(name string, values ...string) http.Header { return http.Header{name: values} }

func TestCarriedHeader(t *testing.T) {
	t.Parallel()

	notFound := &problem.Problem{Status: 404}

	tests := []struct {
		name    string
		reason  string
		err     error
		want    http.Header
		dropped []string
	}{
		{name: "nil"},
		{name: "no header", err: notFound},
		{name: "on the problem", err: WithHeader(notFound, Allow("GET")), want: Allow("GET")},
		{
			name: "through wrappers",
			err:  fmt.Errorf("a: %w", WithHeader(fmt.Errorf("b: %w", notFound), Allow("GET"))),
			want: Allow("GET"),
		},
		{
			name: "outer wins name by name",
			err:  WithHeader(WithHeader(notFound, http.Header{"A": {"in"}, "B": {"in"}}), header("a", "out", "out 2")),
			want: http.Header{"A": {"out", "out 2"}, "B": {"in"}},
		},
		{
			name: "below the problem", reason: "belongs to something that is not told",
			err:  WithHeader(&problem.Problem{Status: 502, Err: WithHeader(notFound, Allow("GET"))}, header("A", "out")),
			want: header("A", "out"),
		},
		{
			name: "below a Problemer",
			err:  &panicky{problem: notFound, err: WithHeader(io.EOF, Allow("GET"))},
		},
		{
			name: "below a Problemer without a problem",
			err:  &panicky{err: WithHeader(notFound, Allow("GET"))},
			want: Allow("GET"),
		},
		{
			name: "beside the problem", reason: "the other branch is not what is told",
			err:  errors.Join(WithHeader(io.EOF, header("A", "eof")), WithHeader(notFound, header("B", "404"))),
			want: header("B", "404"),
		},
		{
			name: "around a join",
			err:  WithHeader(errors.Join(io.EOF, WithHeader(notFound, header("B", "in"))), header("A", "out")),
			want: http.Header{"A": {"out"}, "B": {"in"}},
		},
		{
			name: "no problem", reason: "all of the error is what is told",
			err:  WithHeader(fmt.Errorf("a: %w", WithHeader(io.EOF, header("B", "in"))), header("A", "out")),
			want: http.Header{"A": {"out"}, "B": {"in"}},
		},
		{
			name: "no problem, joined", reason: "the first wins, as in errors.As",
			err:  errors.Join(WithHeader(io.EOF, header("A", "1")), WithHeader(io.EOF, http.Header{"A": {"2"}, "B": {"2"}})),
			want: http.Header{"A": {"1"}, "B": {"2"}},
		},
		{name: "typed nil problem", err: WithHeader((*problem.Problem)(nil), Allow("GET")), want: Allow("GET")},
		{name: "methods panic", err: WithHeader((*panicky)(nil), Allow("GET")), want: Allow("GET")},
		{
			name: "bad names",
			err: WithHeader(notFound, http.Header{
				"A b": {"v"}, "": {"v"}, "Ä": {"v"}, "C:": {"v"}, "D\r\nE": {"v"}, "X-Ok_1!": {"v"},
			}),
			want:    header("X-Ok_1!", "v"),
			dropped: []string{"", "A b", "C:", "D\r\nE", "Ä"},
		},
		{
			name: "bad values",
			err: WithHeader(notFound, http.Header{
				"Cr": {"a\rb"}, "Lf": {"ok", "a\nSet-Cookie: b=c"}, "Nul": {"a\x00b"}, "Esc": {"\x1b[31m"}, "Del": {"\x7f"},
				"Tab": {"a\tb"}, "Utf": {"é"}, "Empty": {""},
			}),
			want:    http.Header{"Tab": {"a\tb"}, "Utf": {"é"}, "Empty": {""}},
			dropped: []string{"Cr", "Del", "Esc", "Lf", "Nul"},
		},
		{
			name: "not the caller's",
			err: WithHeader(notFound, http.Header{
				"content-type": {"text/html"}, "Content-Length": {"5"}, "content-encoding": {"gzip"},
				"Transfer-Encoding": {"chunked"}, "Trailer": {"X"}, "TE": {"trailers"}, "Keep-Alive": {"5"},
				"Proxy-Connection": {"x"}, "Connection": {"X-Ok"}, "Content-Range": {"bytes 0-1/2"},
			}),
			want: http.Header{},
			dropped: []string{
				"Connection", "Content-Encoding", "Content-Length", "Content-Range", "Content-Type",
				"Keep-Alive", "Proxy-Connection", "Te", "Trailer", "Transfer-Encoding",
			},
		},
		{
			name: "about the connection, but allowed",
			err:  WithHeader(WithHeader(notFound, Upgrade("h2c")), UnsatisfiedRange(7)),
			want: http.Header{"Connection": {"Upgrade"}, "Upgrade": {"h2c"}, "Content-Range": {"bytes */7"}},
		},
		{
			name: "refused outside", reason: "what is no field hides none",
			err: WithHeader(WithHeader(notFound, header("A", "in")), header("A", "out\r\n")), want: header("A", "in"), dropped: []string{"A"},
		},
		{name: "close", err: WithHeader(notFound, header("Connection", "close")), want: header("Connection", "close")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, dropped := carriedHeader(test.err)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("header (-want +got):\n%s", diff)
			}
			slices.Sort(dropped)
			if diff := cmp.Diff(test.dropped, dropped); diff != "" {
				t.Errorf("dropped (-want +got):\n%s", diff)
			}
			if again, _ := carriedHeader(test.err); !cmp.Equal(got, again) {
				t.Errorf("second time: got %v, want %v", again, got)
			}
		})
	}
}

func TestCarriedHeaderAllocates(t *testing.T) {
	for _, err := range []error{
		&problem.Problem{Status: 404},
		fmt.Errorf("a: %w", &problem.Problem{Status: 404}),
		errors.New("no problem"),
	} {
		if n := testing.AllocsPerRun(100, func() { carriedHeader(err) }); n != 0 {
			t.Errorf("carriedHeader(%q) without headers: got %v allocations, want 0", err, n)
		}
	}
}

func TestWithHeaderKeepsNothingOfTheCaller(t *testing.T) {
	t.Parallel()
	h := Allow("GET")
	err := WithHeader(io.EOF, h)
	h["Allow"][0] = "changed"
	h.Set("X", "added")
	if got, _ := carriedHeader(err); !cmp.Equal(got, Allow("GET")) {
		t.Errorf("after a change of the argument: got %v, want %v", got, Allow("GET"))
	}
}

// RFC 9110, sections 5.5 and 5.6.2, name the bytes that fields may have.
func TestWithHeaderByByte(t *testing.T) {
	t.Parallel()
	const token = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	for c := range 0x100 {
		b := string([]byte{byte(c)})
		name, _ := carriedHeader(WithHeader(io.EOF, http.Header{"X" + b: {"v"}}))
		if got, want := len(name) == 1, strings.Contains(token, b); got != want {
			t.Errorf("name with %q: got %v, want %v", b, got, want)
		}
		value, _ := carriedHeader(WithHeader(io.EOF, header("X", "v"+b)))
		if got, want := len(value) == 1, c == '\t' || c >= ' ' && c != 0x7F; got != want {
			t.Errorf("value with %q: got %v, want %v", b, got, want)
		}
	}
}
