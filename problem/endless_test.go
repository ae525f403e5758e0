package problem_test

import (
	"bytes"
	"errors"
	"log/slog"
	"runtime"
	"strings"
	"testing"

	"github.com/goproblem/problemdetails/problem"
)

// manifold contains itself more than once.
type manifold struct{ first error }

func (e *manifold) Error() string { return "manifold" }

func (e *manifold) Unwrap() []error { return []error{e.first, e, e} }

func TestFromEndlessError(t *testing.T) {
	t.Parallel()
	p404 := &problem.Problem{Status: 404}
	invalid := problem.Violations{{Detail: "one"}}.Err()
	many := errors.New("x")
	for range 40 {
		many = errors.Join(many, many) // two to the power of 40
	}
	for _, tt := range []struct {
		name   string
		err    error
		status int
	}{
		{"contains itself", &manifold{}, 500},
		{"contains itself behind a problem", &manifold{p404}, 404},
		{"contains itself behind violations", &manifold{invalid}, 422},
		{"too many", many, 500},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := problem.From(tt.err); got.Status != tt.status {
				t.Errorf("got status %d, want %d", got.Status, tt.status)
			}
		})
	}
}

// Joining many violations must not take memory, and with it time, that grows
// with their square.
//
// Not parallel: it measures memory.
func TestFromManyViolations(t *testing.T) {
	const n = 20_000
	errs := make([]error, n)
	for i := range errs {
		errs[i] = problem.Violations{{Detail: "x"}}.Err()
	}
	err := errors.Join(errs...)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	v, _ := problem.From(err).Extensions["errors"].(problem.Violations)
	runtime.ReadMemStats(&after)
	if len(v) != n {
		t.Fatalf("got %d violations, want %d", len(v), n)
	}
	if each := (after.TotalAlloc - before.TotalAlloc) / n; each > 1000 {
		t.Errorf("%d bytes for each of %d violations, want at most 1000", each, n)
	}
}

// A value that contains itself is fatal to a program that prints it.
func TestLogValueOfCycles(t *testing.T) {
	t.Parallel()
	type object map[string]any
	cycle := map[string]any{}
	cycle["again"] = map[string]any{"and": []any{cycle}}
	named := object{}
	named["again"] = []object{named}
	list := []any{nil}
	list[0] = list
	self := &problem.Problem{Status: 409}
	self.Extensions = problem.Extensions{"self": self}
	value := problem.Problem{Extensions: problem.Extensions{"cycle": cycle}}
	for name, x := range map[string]any{
		"a map": cycle, "a named map": named, "a list": list, "a problem": self, "a problem value": value,
		"problems": []*problem.Problem{nil, self}, "extensions": problem.Extensions{"x": [1]any{cycle}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var text, json bytes.Buffer
			p := &problem.Problem{Status: 400, Extensions: problem.Extensions{"x": x, "y": []any{[]byte("ok"), &cycle}}}
			slog.New(slog.NewTextHandler(&text, nil)).Info("m", "problem", p)
			slog.New(slog.NewJSONHandler(&json, nil)).Info("m", "problem", p)
			for _, got := range []string{text.String(), json.String()} {
				if !strings.Contains(got, "(nested deeper than 256 levels)") || !strings.Contains(got, "400") {
					t.Errorf("got %s", got)
				}
			}
		})
	}
}

// What can be written as JSON is logged as it is.
func TestLogValueDepth(t *testing.T) {
	t.Parallel()
	for levels := problem.MaxDepth - 2; levels <= problem.MaxDepth+1; levels++ {
		var list, object, inner any = []string{"leaf"}, map[string]string{"leaf": ""}, &problem.Problem{Title: "leaf"}
		for range levels - 2 { // the problem and the innermost value are levels too
			list, object, inner = []any{list}, map[string]any{"a": object}, &problem.Problem{Extensions: problem.Extensions{"a": inner}}
		}
		for _, v := range []any{list, object, inner} {
			p := &problem.Problem{Extensions: problem.Extensions{"v": v}}
			_, err := p.AppendJSON(nil)
			_, replaced := p.LogValue().Group()[0].Value.Group()[0].Value.Any().(string)
			if replaced != (err != nil) {
				t.Errorf("%d levels of %T: replaced is %t, the error of JSON %v", levels, v, replaced, err)
			}
		}
	}
}

// A deep stack is taken for a cycle only while many values are being encoded,
// and one whose goroutine has ended is not.
func TestMarshalerThatEndsItsGoroutine(t *testing.T) {
	t.Parallel()
	p := &problem.Problem{Extensions: problem.Extensions{"v": struct{}{}}}
	for range 600 {
		done := make(chan struct{})
		go func() {
			defer close(done)
			_, _ = p.AppendJSONFunc(nil, func(any) ([]byte, error) { runtime.Goexit(); return nil, nil })
		}()
		<-done
	}
	var deep func(n int) error
	deep = func(n int) error {
		if n > 0 {
			return deep(n - 1)
		}
		_, err := p.AppendJSON(nil)
		return err
	}
	if err := deep(10_000); err != nil {
		t.Error(err)
	}
}
