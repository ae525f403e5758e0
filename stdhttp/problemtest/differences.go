package problemtest

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

// differences collects what is wrong with a response, as the lines to print.
type differences struct {
	lines []string
	marks bool // some lines have a minus or plus sign
}

func (d *differences) any() bool { return len(d.lines) > 0 }

// note adds something that is wrong whatever was wanted.
func (d *differences) note(format string, args ...any) {
	d.lines = append(d.lines, fmt.Sprintf(format, args...))
}

// differ adds a value that is another one than wanted. A nil value is absent.
func (d *differences) differ(what string, want, got any) {
	d.marks = true
	if want != nil {
		d.note("- %s: %s", what, show(want))
	}
	if got != nil {
		d.note("+ %s: %s", what, show(got))
	}
}

func (d *differences) contentType(want []string, got string) {
	d.marks = true
	d.note("- Content-Type: %s", strings.Join(want, " or "))
	if got == "" {
		got = "(none)"
	}
	d.note("+ Content-Type: %s", got)
}

// problems adds what differs between two problems, of which got came with a
// response of this status, in this format.
func (d *differences) problems(status int, format encode.Decoder, want, got *problem.Problem, exact bool) {
	if got.Status != 0 && got.Status != status {
		d.note("the problem says status %d, the response %d (RFC 9457, section 3.1.2)", got.Status, status)
	}
	if err := got.Validate(); err != nil {
		d.note("the problem breaks a rule: %v", err)
	}
	wanted, err := through(format, want)
	if err != nil {
		d.note("the wanted problem cannot be written as %s: %v", format.ContentType(), err)
		return
	}
	left, right := members(wanted), members(got)
	if !exact || (wanted.Status != 0) == (got.Status != 0) {
		delete(left, "status") // has been compared with that of the response
		delete(right, "status")
	}
	if exact {
		if left["type"] == nil {
			left["type"] = problem.BlankType
		}
	} else {
		maps.DeleteFunc(right, func(name string, _ any) bool { _, ok := left[name]; return !ok })
	}
	if left["type"] == problem.BlankType && right["type"] == nil {
		right["type"] = problem.BlankType // they mean the same (RFC 9457, section 4.2.1)
	}
	d.values("", left, right)
}

// through returns what arrives of p if it is sent in a format: in XML, say, a
// number becomes text.
func through(format encode.Decoder, p *problem.Problem) (*problem.Problem, error) {
	doc, err := format.Append(nil, p)
	if err != nil {
		return nil, err
	}
	arrived := new(problem.Problem)
	return arrived, format.Decode(doc, arrived)
}

// members returns all members of a problem that was decoded.
func members(p *problem.Problem) map[string]any {
	m := maps.Clone(map[string]any(p.Extensions))
	if m == nil {
		m = make(map[string]any)
	}
	for name, value := range map[string]string{
		"type": p.Type, "title": p.Title, "detail": p.Detail, "instance": p.Instance,
	} {
		if value != "" {
			m[name] = value
		}
	}
	if p.Status != 0 {
		m["status"] = p.Status
	}
	return m
}

// standard are the members that come first.
var standard = []string{"type", "title", "status", "detail", "instance"}

// values adds what differs between two values at a place, down to the
// innermost objects and arrays.
func (d *differences) values(place string, want, got any) {
	switch w := want.(type) {
	case map[string]any:
		if g, ok := got.(map[string]any); ok {
			d.objects(place, w, g)
			return
		}
	case []any:
		if g, ok := got.([]any); ok {
			for i := range max(len(w), len(g)) {
				d.entries(below(place, i), at(w, i), at(g, i))
			}
			return
		}
	}
	if !same(want, got) {
		d.differ(place, valueOf(want), valueOf(got))
	}
}

func (d *differences) objects(place string, want, got map[string]any) {
	names := slices.Collect(maps.Keys(want))
	for name := range got {
		if _, ok := want[name]; !ok {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, func(a, b string) int {
		if place == "" {
			if i, j := rank(a), rank(b); i != j {
				return i - j
			}
		}
		return strings.Compare(a, b)
	})
	for _, name := range names {
		d.entries(below(place, name), find(want, name), find(got, name))
	}
}

// rank orders the members of a problem: the standard ones, then all others.
func rank(name string) int {
	if i := slices.Index(standard, name); i >= 0 {
		return i
	}
	return len(standard)
}

// entries compares two entries of an object or an array; nil is an entry that
// is not there, and a pointer to nil is null.
func (d *differences) entries(place string, want, got *any) {
	switch {
	case want == nil:
		d.differ(place, nil, valueOf(*got))
	case got == nil:
		d.differ(place, valueOf(*want), nil)
	default:
		d.values(place, *want, *got)
	}
}

func find(m map[string]any, name string) *any {
	if v, ok := m[name]; ok {
		return &v
	}
	return nil
}

func at(list []any, i int) *any {
	if i < len(list) {
		return &list[i]
	}
	return nil
}

// below returns the JSON Pointer of an entry of the value at a place.
func below(place string, token any) string {
	return place + strings.TrimPrefix(problem.Pointer(token), "#")
}

// report returns the lines, and the response they are about.
func (d *differences) report(resp *http.Response, body []byte) string {
	var b strings.Builder
	if d.marks {
		b.WriteString(" (-want +got)")
	}
	b.WriteString(":\n")
	for _, line := range d.lines {
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	b.WriteString("the response was:\n")
	b.WriteString(excerpt(resp, body))
	return strings.TrimSuffix(b.String(), "\n")
}
