package encodetest

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

// used returns a problem with something in every field.
func used() *problem.Problem {
	p := standard()
	p.Type, p.Err, p.Lang = "https://example.com/used", errors.New("used"), "de"
	p.Extensions = problem.Extensions{"used": true}
	return p
}

func (o Options) checkRoundTrip(f encode.Decoder) error {
	for _, s := range ordinary {
		doc, err := f.Append(nil, s.make())
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		var got problem.Problem
		if err := f.Decode(doc, &got); err != nil {
			return fmt.Errorf("%s: the document %s does not decode: %w", s.name, shorten(doc), err)
		}
		want, err := canonical(s.make())
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		if err := o.compare(want, &got); err != nil {
			return fmt.Errorf("%s: %w, decoded from %s", s.name, err, shorten(doc))
		}
		if err := checkStable(f, &got); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	return nil
}

// checkStable checks that what was decoded can be written and read again.
func checkStable(f encode.Decoder, p *problem.Problem) error {
	doc, err := f.Append(nil, p)
	if err != nil {
		return fmt.Errorf("what was decoded cannot be written: %w", err)
	}
	var again problem.Problem
	if err := f.Decode(doc, &again); err != nil {
		return fmt.Errorf("what was decoded and written, %s, does not decode: %w", shorten(doc), err)
	}
	if !reflect.DeepEqual(p, &again) {
		return fmt.Errorf("what was decoded and written decodes as %+v; it was %+v", again, *p)
	}
	return nil
}

// canonical returns p as JSON readers see it.
func canonical(p *problem.Problem) (*problem.Problem, error) {
	doc, err := p.AppendJSON(nil)
	if err != nil {
		return nil, err
	}
	var c problem.Problem
	if err := c.UnmarshalJSON(doc); err != nil {
		return nil, err
	}
	return &c, nil
}

// compare reports the first member of want that got has lost, or that it has
// made up.
func (o Options) compare(want, got *problem.Problem) error {
	members := []struct {
		name      string
		want, got any
	}{
		{"type", want.Type, got.Type},
		{"title", want.Title, got.Title},
		{"status", want.Status, got.Status},
		{"detail", want.Detail, got.Detail},
		{"instance", want.Instance, got.Instance},
	}
	for _, m := range members {
		if m.want != m.got {
			return fmt.Errorf("the member %q is %.200q; want %.200q", m.name, fmt.Sprint(m.got), fmt.Sprint(m.want))
		}
	}
	if o.Lossy {
		return nil
	}
	return compareObject("", want.Extensions, got.Extensions)
}

func compareObject(path string, want, got map[string]any) error {
	if w, g := names(want), names(got); !slices.Equal(w, g) {
		return fmt.Errorf("the members of %q are %q; want %q", path, g, w)
	}
	for _, name := range names(want) {
		if err := compareValue(path+"/"+name, want[name], got[name]); err != nil {
			return err
		}
	}
	return nil
}

func names(m map[string]any) []string { return slices.Sorted(maps.Keys(m)) }

func compareValue(path string, want, got any) error {
	differ := fmt.Errorf("the member %q is %v, a %T; want %v", path, got, got, want)
	switch want := want.(type) {
	case map[string]any:
		got, ok := got.(map[string]any)
		if !ok {
			return differ
		}
		return compareObject(path, want, got)
	case []any:
		got, ok := got.([]any)
		if !ok || len(got) != len(want) {
			return differ
		}
		for i := range want {
			if err := compareValue(fmt.Sprintf("%s/%d", path, i), want[i], got[i]); err != nil {
				return err
			}
		}
		return nil
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		return differ
	}
	return nil
}

// checkReplace checks that nothing stays of what was in the problem.
func checkReplace(f encode.Decoder) error {
	for _, s := range ordinary {
		doc, err := f.Append(nil, s.make())
		if err != nil {
			return err
		}
		var want problem.Problem
		got := used()
		err = errors.Join(f.Decode(doc, &want), f.Decode(doc, got))
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		if !reflect.DeepEqual(got, &want) {
			return fmt.Errorf("%s: into a used problem it decodes as %+v; want %+v", s.name, *got, want)
		}
	}
	return nil
}

// checkRelease checks that a problem does not change with the document that it
// was decoded from, and that Decode does not change the document.
func checkRelease(f encode.Decoder) error {
	doc, err := f.Append(nil, scalars())
	if err != nil {
		return err
	}
	before := bytes.Clone(doc)
	var want, got problem.Problem
	if err := errors.Join(f.Decode(bytes.Clone(doc), &want), f.Decode(doc, &got)); err != nil {
		return err
	}
	if !bytes.Equal(doc, before) {
		return fmt.Errorf("the document has become %s", shorten(doc))
	}
	for i := range doc {
		doc[i] = 'x'
	}
	if !reflect.DeepEqual(got, want) {
		return errors.New("the problem changes with the buffer that it was decoded from")
	}
	return nil
}

// checkBroken decodes what is no document, or only a part of one.
func checkBroken(f encode.Decoder) error {
	doc, err := f.Append(nil, scalars())
	if err != nil {
		return err
	}
	broken := [][]byte{nil, {}, []byte(" "), {0}, []byte("\xff\xfe"), []byte("<"), []byte("{"), bytes.Repeat([]byte("["), 10_000), bytes.Repeat([]byte("<a>"), 10_000)}
	for n := range len(doc) {
		broken = append(broken, doc[:n])
	}
	for i := range doc {
		other := bytes.Clone(doc)
		other[i] ^= 0x55
		broken = append(broken, other)
	}
	for _, b := range broken {
		err := guard(func() error { return decodeBroken(f, b) })
		if err != nil {
			return fmt.Errorf("%s: %w", shorten(b), err)
		}
	}
	return nil
}

// decodeBroken checks the error, if there is one: what is broken to one format
// may be fine to another.
func decodeBroken(f encode.Decoder, doc []byte) error {
	p := used()
	before := *p
	err := f.Decode(doc, p)
	if err == nil {
		return nil
	}
	var s *problem.SyntaxError
	switch {
	case !errors.As(err, &s):
		return fmt.Errorf("the error of Decode does not wrap a *problem.SyntaxError: %w", err)
	case s.Offset < 0 || s.Offset > int64(len(doc)):
		return fmt.Errorf("the offset %d is not within the %d bytes of the document: %w", s.Offset, len(doc), err)
	case !reflect.DeepEqual(*p, before):
		return fmt.Errorf("the problem is changed although Decode failed: %w", err)
	}
	return nil
}
