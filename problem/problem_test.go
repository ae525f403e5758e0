package problem_test

import (
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/goproblem/problemdetails/problem"
)

// broken is an error whose methods do not survive a nil receiver.
type broken struct{ text string }

func (b *broken) Error() string { return b.text }

func (b *broken) Unwrap() error { return errors.New(b.text) }

func (b *broken) ProblemDetails() *problem.Problem { return &problem.Problem{Title: b.text} }

func TestError(t *testing.T) {
	t.Parallel()
	own := &problem.Problem{Title: "T"}
	own.Err = own
	for _, tt := range []struct {
		name string
		p    *problem.Problem
		want string
	}{
		{"its own cause", own, "T: (an error that contains itself, or else too many errors)"},
		{"nil", nil, "problem: <nil>"},
		{"zero", &problem.Problem{}, "problem: about:blank"},
		{"status", &problem.Problem{Status: 404}, "problem: 404"},
		{"status of a blank type", &problem.Problem{Type: problem.BlankType, Status: 404}, "problem: 404"},
		{"type", &problem.Problem{Type: "https://example.com/t", Status: 404}, "problem: https://example.com/t"},
		{"title", &problem.Problem{Title: "Not Found", Status: 404}, "Not Found"},
		{"detail", &problem.Problem{Detail: "no order 7"}, "no order 7"},
		{"all", &problem.Problem{Title: "Not Found", Detail: "no order 7", Err: io.EOF}, "Not Found: no order 7: EOF"},
		{"cause", &problem.Problem{Status: 500, Err: io.EOF}, "problem: 500: EOF"},
		{"violations", problem.Violations{{Detail: "is required", Pointer: "#/name"}, {Code: "low", Parameter: "page"}}.Err().(*problem.Problem), "problem: 422: #/name: is required; parameter page: low"},
		{"violations with a detail", &problem.Problem{Detail: "no", Extensions: problem.Extensions{"errors": problem.Violations{{Detail: "is required"}}}}, "no"},
		{"no violations", &problem.Problem{Status: 422, Extensions: problem.Extensions{"errors": problem.Violations{}}}, "problem: 422"},
		{"cause that panics", &problem.Problem{Title: "T", Err: (*broken)(nil)}, "T: <nil>"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := tt.p.Error(); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestIs(t *testing.T) {
	t.Parallel()
	credit := &problem.Problem{Type: "https://example.com/credit", Status: 403}
	blank := &problem.Problem{Type: problem.BlankType}
	for _, tt := range []struct {
		name   string
		err    error
		target error
		want   bool
	}{
		{"same type", credit.With(problem.Problem{Status: 402, Detail: "x"}), credit, true},
		{"same type, wrapped", fmt.Errorf("paying: %w", credit.With(problem.Problem{})), credit, true},
		{"other type, same status", &problem.Problem{Type: "https://example.com/other", Status: 403}, credit, false},
		{"no type, same status", &problem.Problem{Status: 403}, credit, false},
		{"target with a status only", credit, &problem.Problem{Status: 403}, true},
		{"target with a blank type and a status", credit, &problem.Problem{Type: problem.BlankType, Status: 403}, true},
		{"target with another status", credit, &problem.Problem{Status: 404}, false},
		{"no status is not 500", &problem.Problem{Title: "T"}, &problem.Problem{Status: 500}, false},
		{"nor is one that cannot be sent", &problem.Problem{Status: 700}, &problem.Problem{Status: 500}, false},
		{"target without either is itself", blank, blank, true},
		{"target without either is no other", blank, &problem.Problem{Type: problem.BlankType}, false},
		{"the title does not count", &problem.Problem{Title: "T"}, &problem.Problem{Title: "T"}, false},
		{"another kind of error with the same text", &problem.Problem{Title: "EOF"}, io.EOF, false},
		{"the cause", credit.With(problem.Problem{Err: fmt.Errorf("reading: %w", io.EOF)}), io.EOF, true},
		{"a problem as the cause", &problem.Problem{Status: 502, Err: credit}, credit, true},
		{"nil problem and a target", (*problem.Problem)(nil), credit, false},
		{"nil problem as the target", credit, (*problem.Problem)(nil), false},
		{"nil problems", (*problem.Problem)(nil), (*problem.Problem)(nil), true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := errors.Is(tt.err, tt.target); got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
	if !(*problem.Problem)(nil).Is((*problem.Problem)(nil)) {
		t.Error("Is: nil is not nil")
	}
}

func TestWith(t *testing.T) {
	t.Parallel()
	base := problem.Problem{
		Type: "a", Title: "b", Status: 400, Detail: "c", Instance: "d", Lang: "en", Err: io.EOF,
		Extensions: problem.Extensions{"x": 1, "y": 1},
	}
	over := problem.Problem{
		Type: "A", Title: "B", Status: 401, Detail: "C", Instance: "D", Lang: "de", Err: io.ErrClosedPipe,
		Extensions: problem.Extensions{"y": 2, "z": 2},
	}
	merged := over
	merged.Extensions = problem.Extensions{"x": 1, "y": 2, "z": 2}
	for _, tt := range []struct {
		name string
		p    *problem.Problem
		o    problem.Problem
		want problem.Problem
	}{
		{"nothing", &base, problem.Problem{}, base},
		{"everything", &base, over, merged},
		{"nil receiver", nil, over, over},
		{"nil and nothing", nil, problem.Problem{}, problem.Problem{}},
		{"one field", &base, problem.Problem{Detail: "C", Extensions: problem.Extensions{}}, problem.Problem{
			Type: "a", Title: "b", Status: 400, Detail: "C", Instance: "d", Lang: "en", Err: io.EOF, Extensions: base.Extensions,
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := tt.p.With(tt.o)
			if diff := cmp.Diff(tt.want, *got, cmpopts.EquateErrors()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
	t.Run("nothing is shared", func(t *testing.T) {
		t.Parallel()
		p := &problem.Problem{Extensions: problem.Extensions{"x": 1}}
		o := problem.Problem{Extensions: problem.Extensions{"y": 2}}
		for _, got := range []*problem.Problem{p.With(problem.Problem{}), p.With(o), (*problem.Problem)(nil).With(o)} {
			got.Title = "changed"
			got.Extensions["z"] = 3
		}
		if p.Title != "" || len(p.Extensions) != 1 || len(o.Extensions) != 1 {
			t.Errorf("got %v and %v, want them unchanged", p.Extensions, o.Extensions)
		}
	})
}

func TestNil(t *testing.T) {
	t.Parallel()
	var p *problem.Problem
	if err := p.Unwrap(); err != nil {
		t.Errorf("Unwrap: got %v", err)
	}
	if err := p.Validate(); err != nil {
		t.Errorf("Validate: got %v", err)
	}
	if got := p.ProblemDetails(); got != nil {
		t.Errorf("ProblemDetails: got %v", got)
	}
	if got := p.LogValue().Group(); len(got) != 0 {
		t.Errorf("LogValue: got %v", got)
	}
	if err := p.UnmarshalJSON([]byte(`{}`)); err == nil {
		t.Error("UnmarshalJSON: got no error, though there is nothing to fill")
	}
}

func TestStatusCode(t *testing.T) {
	t.Parallel()
	if got := (*problem.Problem)(nil).StatusCode(); got != 500 {
		t.Errorf("nil: got %d, want 500", got)
	}
	for status, want := range map[int]int{0: 500, 99: 500, 100: 100, 404: 404, 599: 599, 600: 500, -1: 500} {
		if got := (&problem.Problem{Status: status}).StatusCode(); got != want {
			t.Errorf("%d: got %d, want %d", status, got, want)
		}
	}
}
