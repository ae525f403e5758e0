package encode

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/goproblem/problemdetails/problem"
)

// appendCompact appends v, which is within depth objects and arrays, as JSON
// that is safe to look at. It differs from canonical JSON in its escapes.
func appendCompact(dst []byte, v any, depth int) ([]byte, error) {
	switch v := v.(type) {
	case string:
		return appendQuoted(dst, v), nil
	case time.Time:
		b, _, err := appendScalar(append(dst, '"'), v)
		return append(b, '"'), err
	}
	if b, ok, err := appendScalar(dst, v); ok {
		return b, err
	}
	if b, ok, err := appendStructure(dst, v, depth); ok {
		return b, err
	}
	known, err := plain(v)
	if err != nil {
		return dst, err
	}
	return appendCompact(dst, known, depth)
}

// appendStructure appends v if it is null, an object or an array of a type that
// it knows, and reports whether it is.
func appendStructure(dst []byte, v any, depth int) (_ []byte, ok bool, err error) {
	if v == nil {
		return append(dst, "null"...), true, nil
	}
	switch v := v.(type) {
	case []any:
		dst, err = appendList(dst, v, depth, appendCompact)
	case []string:
		dst, err = appendList(dst, v, depth, func(b []byte, s string, _ int) ([]byte, error) {
			return appendQuoted(b, s), nil
		})
	case problem.Violations:
		dst, err = appendList(dst, v, depth, appendViolationObject)
	case map[string]any:
		dst, err = appendMap(dst, v, depth)
	case problem.Extensions:
		dst, err = appendMap(dst, v, depth)
	case problem.Violation:
		dst, err = appendViolationObject(dst, v, depth)
	case *problem.Problem:
		dst, err = appendNested(dst, v, depth)
	case problem.Problem:
		dst, err = appendNested(dst, &v, depth)
	default:
		return dst, false, nil
	}
	return dst, true, err
}

func appendList[E any](dst []byte, list []E, depth int, element func([]byte, E, int) ([]byte, error)) ([]byte, error) {
	if list == nil {
		return append(dst, "null"...), nil
	}
	if depth == problem.MaxDepth {
		return dst, errDepth
	}
	dst = append(dst, '[')
	for i, e := range list {
		if i > 0 {
			dst = append(dst, ',')
		}
		var err error
		if dst, err = element(dst, e, depth+1); err != nil {
			return dst, err
		}
	}
	return append(dst, ']'), nil
}

func appendMap(dst []byte, m map[string]any, depth int) ([]byte, error) {
	if m == nil {
		return append(dst, "null"...), nil
	}
	o := openObject(dst, depth)
	for name, v := range problem.Extensions(m).All() {
		o.value(name, v)
	}
	return o.close()
}

func appendViolationObject(dst []byte, v problem.Violation, depth int) ([]byte, error) {
	o := openObject(dst, depth)
	o.text("detail", v.Detail)
	o.text("pointer", v.Pointer)
	o.text("parameter", v.Parameter)
	o.text("header", v.Header)
	o.text("code", v.Code)
	return o.close()
}

func appendNested(dst []byte, p *problem.Problem, depth int) ([]byte, error) {
	if p == nil {
		return append(dst, "null"...), nil
	}
	o := openObject(dst, depth)
	o.text("type", p.Type)
	o.text("title", p.Title)
	if isStatus(p.Status) {
		o.value("status", p.Status)
	}
	o.text("detail", p.Detail)
	o.text("instance", p.Instance)
	for name, v := range p.Extensions.All() {
		if isStandard(name) {
			o.err = problem.ErrReserved
		}
		o.value(name, v)
	}
	return o.close()
}

// A jsonObject is an object to which members are appended, until an error.
type jsonObject struct {
	dst   []byte
	depth int // of the members
	comma bool
	err   error
}

// openObject begins an object that is within depth others.
func openObject(dst []byte, depth int) jsonObject {
	o := jsonObject{dst: append(dst, '{'), depth: depth + 1}
	if depth == problem.MaxDepth {
		o.err = errDepth
	}
	return o
}

// text appends a member unless it is empty.
func (o *jsonObject) text(name, value string) {
	if value != "" && o.err == nil {
		o.name(name)
		o.dst = appendQuoted(o.dst, value)
	}
}

// value appends a member.
func (o *jsonObject) value(name string, v any) {
	if o.err == nil {
		o.name(name)
		o.dst, o.err = appendCompact(o.dst, v, o.depth)
	}
}

func (o *jsonObject) name(name string) {
	if o.comma {
		o.dst = append(o.dst, ',')
	}
	o.comma = true
	o.dst = append(appendQuoted(o.dst, name), ':')
}

func (o *jsonObject) close() ([]byte, error) { return append(o.dst, '}'), o.err }

// appendQuoted appends s as a JSON string in which nothing does harm: what
// appendText replaces is escaped.
func appendQuoted(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for i := 0; i < len(s); {
		if n := printableLen(s, i); n > 0 {
			dst = appendBackslashed(dst, s[i:i+n])
			i += n
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		c, _ := classify(s, i)
		switch {
		case r == '\n':
			dst = append(dst, `\n`...)
		case r == '\t':
			dst = append(dst, `\t`...)
		case c == clean:
			dst = append(dst, s[i:i+n]...)
		case r == utf8.RuneError:
			dst = append(dst, "\ufffd"...)
		default:
			const hex = "0123456789abcdef"
			dst = append(dst, '\\', 'u', hex[r>>12], hex[r>>8&15], hex[r>>4&15], hex[r&15])
		}
		i += n
	}
	return append(dst, '"')
}

// appendBackslashed appends s, of printable ASCII, with a backslash before
// each quote and backslash.
func appendBackslashed(dst []byte, s string) []byte {
	for {
		i := strings.IndexAny(s, `"\`)
		if i < 0 {
			return append(dst, s...)
		}
		dst = append(append(dst, s[:i]...), '\\', s[i])
		s = s[i+1:]
	}
}
