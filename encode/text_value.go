package encode

import (
	"bytes"
	"sync"

	"github.com/goproblem/problemdetails/problem"
)

// notShown stands for a value that has no representation. The reason stays
// out of the document: it may come from code that knows secrets.
const notShown = " (not representable)"

// appendShown appends a space and the value of an extension, or its lines.
func appendShown(dst []byte, v any) []byte {
	if s, ok := v.(string); ok {
		return appendText(append(dst, ' '), s, 2)
	}
	if b, ok, err := appendScalar(append(dst, ' '), v); err != nil {
		return append(dst, notShown...)
	} else if ok {
		return b
	}
	if b, ok := appendViolations(dst, v); ok {
		return b
	}
	return appendShownJSON(dst, v)
}

// shownKey is the only member of the problems in carriers.
const shownKey = "v"

// carriers has problems with a single extension, by which package problem is
// asked for the JSON of a value. They are kept so as not to allocate.
var carriers = sync.Pool{New: func() any {
	return &problem.Problem{Extensions: problem.Extensions{shownKey: nil}}
}}

// appendShownJSON appends a space and the JSON form of v; of a value that is a
// string there, the text.
func appendShownJSON(dst []byte, v any) []byte {
	c := carriers.Get().(*problem.Problem)
	c.Extensions[shownKey] = v
	start := len(dst)
	b, err := c.AppendJSON(dst)
	c.Extensions[shownKey] = nil
	carriers.Put(c)
	if err != nil {
		return append(dst, notShown...)
	}
	// The text is made behind the JSON, then moved.
	doc := b[start:]
	out := append(b, ' ')
	value := doc[len(`{"`+shownKey+`":`) : len(doc)-1]
	switch {
	case value[0] != '"':
		out = appendText(out, value, oneLine)
	case bytes.IndexByte(value, '\\') < 0:
		out = appendText(out, value[1:len(value)-1], 2)
	default:
		var p problem.Problem
		if err := p.UnmarshalJSON(doc); err != nil {
			return append(dst, notShown...)
		}
		s, _ := p.Extensions[shownKey].(string)
		out = appendText(out, s, 2)
	}
	n := copy(out[start:], out[len(b):])
	return out[:start+n]
}
