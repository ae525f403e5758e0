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

// outOfStock is a domain error that knows its problem.
type outOfStock struct{ item string }

func (e outOfStock) Error() string { return "out of stock: " + e.item }

func (e outOfStock) ProblemDetails() *problem.Problem {
	if e.item == "" {
		return nil
	}
	return &problem.Problem{Status: 409, Title: "Out of stock"}
}

// embedding is a Problemer because it embeds one.
type embedding struct {
	*problem.Problem
	secret string
}

// wrapping adds a level above another error.
type wrapping struct {
	outOfStock
	err error
}

func (w wrapping) Unwrap() error { return w.err }

// endless wraps itself.
type endless struct{}

func (e *endless) Error() string { return "endless" }

func (e *endless) Unwrap() error { return e }

func TestFrom(t *testing.T) {
	t.Parallel()
	p404 := &problem.Problem{Status: 404, Title: "Not Found", Extensions: problem.Extensions{"x": 1}}
	p409 := &problem.Problem{Status: 409, Err: p404}
	var nilProblem *problem.Problem
	loop := &endless{}
	var nilBroken *broken
	one := problem.Violations{{Detail: "one"}}
	two := problem.Violations{{Detail: "two"}, {Detail: "three"}}
	all := &problem.Problem{Status: 422, Extensions: problem.Extensions{"errors": problem.Violations{{Detail: "one"}, {Detail: "two"}, {Detail: "three"}}}}
	badRequest := one.Err().(*problem.Problem).With(problem.Problem{Status: 400})
	typed := one.Err().(*problem.Problem).With(problem.Problem{Type: "https://example.com/invalid"})
	for _, tt := range []struct {
		name string
		err  error
		want *problem.Problem
	}{
		{"nil", nil, &problem.Problem{Status: 500}},
		{"unknown", io.EOF, &problem.Problem{Status: 500, Err: io.EOF}},
		{"wraps itself", loop, &problem.Problem{Status: 500, Err: loop}},
		{"typed nil", nilProblem, &problem.Problem{Status: 500, Err: nilProblem}},
		{"typed nil of another type", nilBroken, &problem.Problem{Status: 500, Err: nilBroken}},
		{"typed nil among others", errors.Join(nilBroken, nilProblem, p404), p404},
		{"problem", p404, p404},
		{"wrapped problem", fmt.Errorf("a: %w", fmt.Errorf("b: %w", p404)), p404},
		{"outermost problem", fmt.Errorf("a: %w", p409), p409},
		{"problemer", outOfStock{"shoes"}, &problem.Problem{Status: 409, Title: "Out of stock"}},
		{"problemer above a problem", wrapping{outOfStock{"shoes"}, p404}, &problem.Problem{Status: 409, Title: "Out of stock"}},
		{"problemer that knows none, above a problem", wrapping{outOfStock{}, p404}, p404},
		{"problemer that knows none", outOfStock{}, &problem.Problem{Status: 500, Err: outOfStock{}}},
		{"embedded problem", embedding{p404, "s"}, p404},
		{"embedded nil problem", embedding{nil, "s"}, &problem.Problem{Status: 500, Err: embedding{nil, "s"}}},
		{"joined", errors.Join(io.EOF, p404, p409), p404},
		{"two %w", fmt.Errorf("%w: %w", io.EOF, p409), p409},
		{"violations", one.Err(), &problem.Problem{Status: 422, Extensions: problem.Extensions{"errors": one}}},
		{"joined violations", errors.Join(one.Err(), two.Err()), all},
		{"violations among others", fmt.Errorf("order: %w", errors.Join(io.EOF, one.Err(), fmt.Errorf("items: %w", errors.Join(p404, two.Err())))), all},
		{"another problem before violations", errors.Join(p404, one.Err()), p404},
		{"another problem within, before violations", errors.Join(errors.Join(io.EOF, p404), one.Err()), p404},
		{"violations with another status stand alone", errors.Join(badRequest, two.Err()), badRequest},
		{"violations with a type of their own stand alone", errors.Join(typed, two.Err()), typed},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := problem.From(tt.err)
			opts := cmp.Options{
				cmp.Comparer(func(a, b error) bool { return a == b }),
				cmpopts.EquateEmpty(),
			}
			if diff := cmp.Diff(*tt.want, *got, opts); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if got == tt.want {
				t.Error("got the original, want a copy")
			}
		})
	}
	t.Run("the copy is the caller's", func(t *testing.T) {
		t.Parallel()
		got := problem.From(p404)
		got.Status = 1
		got.Extensions["x"] = 2
		joined := problem.From(errors.Join(one.Err(), two.Err()))
		joined.Extensions["errors"].(problem.Violations)[0].Detail = "changed"
		room := problem.Violations{{Detail: "one"}, {Detail: "not joined"}}
		roomy := &problem.Problem{Status: 422, Extensions: problem.Extensions{"errors": room[:1]}}
		problem.From(errors.Join(roomy, one.Err()))
		if room[1].Detail != "not joined" {
			t.Errorf("what lies behind the violations became %v", room[1])
		}
		if p404.Status != 404 || p404.Extensions["x"] != 1 || one[0].Detail != "one" {
			t.Error("the original changed")
		}
	})
}

func TestViolationsErr(t *testing.T) {
	t.Parallel()
	if err := (problem.Violations{}).Err(); err != nil {
		t.Errorf("none: got %v, want nil", err)
	}
	v := problem.Violations{{Detail: "must be positive", Pointer: "#/age"}}
	err := v.Err()
	v[0].Detail = "changed"
	doc, _ := problem.From(err).AppendJSON(nil)
	if want := `{"status":422,"errors":[{"detail":"must be positive","pointer":"#/age"}]}`; string(doc) != want {
		t.Errorf("got %s, want %s", doc, want)
	}
}
