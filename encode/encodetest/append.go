package encodetest

import (
	"bytes"
	"errors"
	"fmt"
	"mime"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

// prefix is what a buffer holds before Append.
const prefix = "before\x00"

// appendTo calls Append with a buffer that holds prefix and has room for more,
// and checks what holds of every call.
func appendTo(f encode.Format, p *problem.Problem) (doc []byte, err error) {
	dst := append(make([]byte, 0, 512), prefix...)
	got, err := f.Append(dst, p)
	if string(dst) != prefix {
		return nil, &fault{fmt.Sprintf("Append changed what was in the buffer to %q", dst)}
	}
	if !bytes.HasPrefix(got, []byte(prefix)) {
		return nil, &fault{fmt.Sprintf("Append to %q returned %s", prefix, shorten(got))}
	}
	doc = got[len(prefix):]
	if err != nil && len(doc) > 0 {
		return nil, &fault{fmt.Sprintf("Append left %s in the buffer with the error %q", shorten(doc), err)}
	}
	if err == nil && len(doc) == 0 {
		return nil, &fault{"Append wrote nothing and returned no error"}
	}
	return doc, err
}

// A fault is an error of appendTo that is not one of the format.
type fault struct{ text string }

func (f *fault) Error() string { return f.text }

// shorten quotes the beginning of a document.
func shorten(doc []byte) string {
	if len(doc) > 200 {
		return fmt.Sprintf("%q and %d bytes more", doc[:200], len(doc)-200)
	}
	return fmt.Sprintf("%q", doc)
}

func checkContentType(f encode.Format) error {
	first := f.ContentType()
	typ, _, err := mime.ParseMediaType(first)
	main, sub, ok := strings.Cut(typ, "/")
	switch {
	case err != nil:
		return fmt.Errorf("%q: %w", first, err)
	case !ok, main == "", sub == "":
		return fmt.Errorf("%q is no media type", first)
	case main == "*", sub == "*":
		return fmt.Errorf("%q is a range", first)
	case strings.TrimSpace(first) != first || strings.ContainsFunc(first, isControl):
		return fmt.Errorf("%q has white space around it or control characters", first)
	}
	for _, s := range anySamples {
		_, _ = f.Append(nil, s.make())
		if now := f.ContentType(); now != first {
			return fmt.Errorf("it was %q and is %q after Append", first, now)
		}
	}
	return nil
}

func isControl(r rune) bool { return r < ' ' || r == 0x7f }

func checkOrdinary(f encode.Format) error {
	for _, s := range anySamples {
		p := s.make()
		if _, err := appendTo(f, p); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		if !reflect.DeepEqual(p, s.make()) {
			return fmt.Errorf("%s: Append changes the problem", s.name)
		}
	}
	zero, _ := appendTo(f, &problem.Problem{})
	if doc, _ := appendTo(f, nil); !bytes.Equal(doc, zero) {
		return fmt.Errorf("a nil problem gives %s, a zero one %s", shorten(doc), shorten(zero))
	}
	return nil
}

func checkOdd(f encode.Format) error {
	for _, s := range oddSamples {
		err := guard(func() error { return checkOddMember(f, s) })
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	return nil
}

// checkOddMember checks that a format writes the odd member or blames it.
func checkOddMember(f encode.Format, s oddSample) error {
	p := s.problem()
	_, err := appendTo(f, p)
	if len(p.Extensions) != 3 {
		return errors.New("the problem is changed")
	}
	if err == nil {
		return nil
	}
	var m *problem.MemberError
	switch {
	case errors.As(err, new(*fault)):
		return err
	case !errors.As(err, &m):
		return fmt.Errorf("the error of Append does not wrap a *problem.MemberError: %w", err)
	case m.Name != s.member:
		return fmt.Errorf("the fault of %q is blamed on %q: %w", s.member, m.Name, err)
	}
	delete(p.Extensions, s.member)
	if _, err := appendTo(f, p); err != nil {
		return fmt.Errorf("without the member that it blamed: %w", err)
	}
	return nil
}

// A cause gives itself away in every way.
type cause struct{ Secret string }

const secret = "hunter2secret"

func (c *cause) Error() string                { return c.Secret }
func (c *cause) String() string               { return c.Secret }
func (c *cause) MarshalText() ([]byte, error) { return []byte(c.Secret), nil }
func (c *cause) MarshalJSON() ([]byte, error) { return []byte(`"` + c.Secret + `"`), nil }

func checkCause(f encode.Format) error {
	inner := func() *problem.Problem {
		return &problem.Problem{Title: "inner", Err: &cause{secret}}
	}
	places := []struct {
		name string
		p    *problem.Problem
	}{
		{"the problem", inner()},
		{"a problem in an extension", &problem.Problem{Extensions: problem.Extensions{"inner": inner()}}},
		{"a problem that is no pointer", &problem.Problem{Extensions: problem.Extensions{"inner": *inner()}}},
		{"a list of problems", &problem.Problem{Extensions: problem.Extensions{"inner": []*problem.Problem{inner()}}}},
		{"a problem in a list", &problem.Problem{Extensions: problem.Extensions{"inner": []any{inner(), *inner()}}}},
		{"a problem in an object", &problem.Problem{Extensions: problem.Extensions{"inner": map[string]any{"a": inner()}}}},
		{"a problem in a problem", &problem.Problem{Extensions: problem.Extensions{"inner": &problem.Problem{Extensions: problem.Extensions{"a": inner()}}}}},
		{"a problem in a struct", &problem.Problem{Extensions: problem.Extensions{"inner": struct{ P *problem.Problem }{inner()}}}},
	}
	for _, place := range places {
		doc, err := appendTo(f, place.p)
		if errors.As(err, new(*fault)) {
			return fmt.Errorf("%s: %w", place.name, err)
		}
		if bytes.Contains(doc, []byte(secret)) {
			return fmt.Errorf("the document shows the Err of %s: %s", place.name, shorten(doc))
		}
	}
	return nil
}

func checkSame(f encode.Format) error {
	for _, s := range anySamples {
		first, _ := appendTo(f, s.make())
		p := s.make()
		for range 20 {
			if again, _ := appendTo(f, p); !bytes.Equal(first, again) {
				return fmt.Errorf("%s: there are two documents: %s and %s", s.name, shorten(first), shorten(again))
			}
		}
	}
	return nil
}

// checkBuffer tries buffers of all kinds, and whether a document changes
// later.
func checkBuffer(f encode.Format) error {
	p := standard()
	want, err := appendTo(f, p)
	if err != nil {
		return err
	}
	want = bytes.Clone(want)
	for _, room := range []int{0, 1, len(want) - 1, len(want), 10 * len(want)} {
		got, _ := f.Append(make([]byte, 0, room), p)
		if !bytes.Equal(got, want) {
			return fmt.Errorf("in a buffer for %d bytes the document is %s; want %s", room, shorten(got), shorten(want))
		}
	}
	got, _ := f.Append(nil, p)
	if !bytes.Equal(got, want) {
		return fmt.Errorf("in a nil buffer the document is %s; want %s", shorten(got), shorten(want))
	}
	other, _ := f.Append(nil, &problem.Problem{Title: "another", Detail: strings.Repeat("x", 2*len(want))})
	clear(other)
	if !bytes.Equal(got, want) {
		return errors.New("a document shares its buffer with the next")
	}
	clear(got)
	if again, _ := f.Append(nil, p); !bytes.Equal(again, want) {
		return errors.New("the next document shows what was done to a buffer: it is kept")
	}
	return nil
}

func checkShared(f encode.Format) error {
	const goroutines, rounds = 8, 50
	shared := []*problem.Problem{standard(), scalars(), {Title: "short"}, {Detail: strings.Repeat("long ", 500)}}
	want := make([][]byte, len(shared))
	for i, p := range shared {
		want[i], _ = appendTo(f, p)
	}
	typ := f.ContentType()
	errs := make([]error, goroutines)
	var wg sync.WaitGroup
	for g := range goroutines {
		wg.Go(func() {
			errs[g] = guard(func() error {
				for n := range rounds {
					i := (g + n) % len(shared)
					if doc, _ := appendTo(f, shared[i]); !bytes.Equal(doc, want[i]) || f.ContentType() != typ {
						return fmt.Errorf("a document is %s among goroutines and %s alone", shorten(doc), shorten(want[i]))
					}
				}
				return nil
			})
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func (o Options) checkAllocs(f encode.Format) error {
	if o.Allocs == 0 {
		return nil
	}
	p := scalars()
	buf, err := f.Append(nil, p)
	if err != nil {
		return err
	}
	buf = make([]byte, 0, 4*len(buf)+1024)
	n := int(testing.AllocsPerRun(100, func() { _, _ = f.Append(buf, p) }))
	if limit := max(o.Allocs, 0); n > limit {
		return fmt.Errorf("one Append allocates %d times, which is more than %d", n, limit)
	}
	return nil
}
