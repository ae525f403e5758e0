package encode

import (
	"slices"

	"github.com/goproblem/problemdetails/problem"
)

// An xmlWriter appends elements. Where a method takes a depth it is how many
// levels below the root the elements are.
type xmlWriter struct {
	indent string // spaces and tabs; empty means that there are no lines
}

// An xmlKind says what stands within an element.
type xmlKind int

const (
	xmlNull     xmlKind = iota // nothing, for a value that is null in JSON
	xmlText                    // text, which indentation would change
	xmlElements                // elements, or nothing
)

// line starts a new line if there are lines.
func (w xmlWriter) line(b []byte, depth int) []byte {
	if w.indent == "" {
		return b
	}
	b = append(b, '\n')
	for range depth {
		b = append(b, w.indent...)
	}
	return b
}

// member appends a member of an object, unless it is null.
func (w xmlWriter) member(b []byte, name string, v any, depth int) ([]byte, error) {
	if err := checkXMLName(name); err != nil {
		return b, err
	}
	start := len(b)
	b, kind, err := w.element(b, name, v, depth)
	if kind == xmlNull {
		b = b[:start]
	}
	return b, err
}

// element appends an element that holds v.
func (w xmlWriter) element(b []byte, name string, v any, depth int) ([]byte, xmlKind, error) {
	b = append(append(append(w.line(b, depth), '<'), name...), '>')
	open := len(b)
	b, kind, err := w.value(b, v, depth)
	switch {
	case err != nil:
		return b, kind, err
	case len(b) == open:
		return append(b[:open-1], "/>"...), kind, nil
	case kind == xmlElements:
		b = w.line(b, depth)
	}
	return append(append(append(b, "</"...), name...), '>'), kind, nil
}

// textElement appends an element that holds s.
func (w xmlWriter) textElement(b []byte, name, s string, depth int) []byte {
	b = append(append(w.line(b, depth), '<'), name...)
	if s == "" {
		return append(b, "/>"...)
	}
	b = appendXMLText(append(b, '>'), s)
	return append(append(append(b, "</"...), name...), '>')
}

// array appends the items of list.
func (w xmlWriter) array(b []byte, list []any, depth int) ([]byte, xmlKind, error) {
	if list == nil {
		return b, xmlNull, nil
	}
	for i, v := range list {
		var err error
		if b, _, err = w.element(b, "i", v, depth); err != nil {
			return b, xmlElements, withinItem(i, err)
		}
	}
	return b, xmlElements, nil
}

// texts appends the items of list.
func (w xmlWriter) texts(b []byte, list []string, depth int) ([]byte, xmlKind, error) {
	if list == nil {
		return b, xmlNull, nil
	}
	for _, s := range list {
		b = w.textElement(b, "i", s, depth)
	}
	return b, xmlElements, nil
}

// object appends the members of m in name order.
func (w xmlWriter) object(b []byte, m map[string]any, depth int) ([]byte, xmlKind, error) {
	if m == nil {
		return b, xmlNull, nil
	}
	for name, v := range problem.Extensions(m).All() {
		var err error
		if b, err = w.member(b, name, v, depth); err != nil {
			return b, xmlElements, withinMember(name, err)
		}
	}
	return b, xmlElements, nil
}

// textObject appends the members of m in name order.
func (w xmlWriter) textObject(b []byte, m map[string]string, depth int) ([]byte, xmlKind, error) {
	if m == nil {
		return b, xmlNull, nil
	}
	var room [16]string
	names := room[:0]
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if err := checkXMLName(name); err != nil {
			return b, xmlElements, withinMember(name, err)
		}
		b = w.textElement(b, name, m[name], depth)
	}
	return b, xmlElements, nil
}

// violations appends the items of list.
func (w xmlWriter) violations(b []byte, list problem.Violations, depth int) ([]byte, xmlKind, error) {
	if list == nil {
		return b, xmlNull, nil
	}
	if depth == problem.MaxDepth && len(list) > 0 {
		return b, xmlElements, errDepth
	}
	for _, v := range list {
		b = append(w.line(b, depth), "<i>"...)
		open := len(b)
		if b = w.violation(b, v, depth+1); len(b) == open {
			b = append(b[:open-1], "/>"...)
			continue
		}
		b = append(w.line(b, depth), "</i>"...)
	}
	return b, xmlElements, nil
}

// violation appends the fields of v that are not empty.
func (w xmlWriter) violation(b []byte, v problem.Violation, depth int) []byte {
	field := func(name, s string) {
		if s != "" {
			b = w.textElement(b, name, s, depth)
		}
	}
	field("detail", v.Detail)
	field("pointer", v.Pointer)
	field("parameter", v.Parameter)
	field("header", v.Header)
	field("code", v.Code)
	return b
}

// nestedProblem appends the members of p, without its Err.
func (w xmlWriter) nestedProblem(b []byte, p *problem.Problem, depth int) ([]byte, xmlKind, error) {
	b, name, err := w.problem(b, p, depth)
	if err != nil {
		err = withinMember(name, err)
	}
	return b, xmlElements, err
}
