package problem

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// A scanner reads a JSON text (RFC 8259) in a single pass. The strings that it
// returns are parts of the text where they can be.
type scanner struct {
	text string
	i    int
}

var errEnd = errors.New("unexpected end of input")

// fail returns a syntax error at the current offset.
func (s *scanner) fail(err error) error { return &SyntaxError{int64(s.i), err} }

// want returns a syntax error that says what should stand here.
func (s *scanner) want(what string) error {
	if s.i >= len(s.text) {
		return s.fail(errEnd)
	}
	r, size := utf8.DecodeRuneInString(s.text[s.i:])
	if r == utf8.RuneError && size == 1 {
		return s.fail(fmt.Errorf("byte %#x instead of %s", s.text[s.i], what))
	}
	return s.fail(fmt.Errorf("%q instead of %s", r, what))
}

// peek returns the current byte, or zero at the end.
func (s *scanner) peek() byte {
	if s.i < len(s.text) {
		return s.text[s.i]
	}
	return 0
}

// space passes over white space.
func (s *scanner) space() {
	for s.i < len(s.text) {
		switch s.text[s.i] {
		case ' ', '\t', '\n', '\r':
			s.i++
		default:
			return
		}
	}
}

// end checks that nothing is left.
func (s *scanner) end() error {
	if s.i < len(s.text) {
		return s.want("the end of the document")
	}
	return nil
}

// value reads the value that starts here, within depth levels.
func (s *scanner) value(depth int) (any, error) {
	switch c := s.peek(); c {
	case '"':
		return boxed(s.str())
	case '{':
		return s.objectValue(depth + 1)
	case '[':
		return s.arrayValue(depth + 1)
	case 't':
		return true, s.literal("true")
	case 'f':
		return false, s.literal("false")
	case 'n':
		return nil, s.literal("null")
	default:
		return boxed(s.number())
	}
}

// objectValue reads the object that starts here and is depth levels deep. Of
// members with the same name the last one counts. The map begins with room for
// eight members, which is more than most objects have; to collect them first and
// give it a size would take longer.
func (s *scanner) objectValue(depth int) (any, error) {
	m := map[string]any{}
	more, err := s.open(depth, '}')
	for more {
		var name string
		if name, err = s.name(); err != nil {
			return nil, err
		}
		var v any
		if v, err = s.value(depth); err != nil {
			return nil, err
		}
		m[name] = v
		more, err = s.next('}')
	}
	if err != nil {
		return nil, err
	}
	return m, nil
}

// arrayValue reads the array that starts here and is depth levels deep.
func (s *scanner) arrayValue(depth int) (any, error) {
	var room [8]any
	elements := room[:0]
	more, err := s.open(depth, ']')
	for more {
		var v any
		if v, err = s.value(depth); err != nil {
			return nil, err
		}
		elements = append(elements, v)
		more, err = s.next(']')
	}
	if err != nil {
		return nil, err
	}
	list := make([]any, len(elements))
	copy(list, elements)
	return list, nil
}

// boxed returns v as an any.
func boxed[T any](v T, err error) (any, error) { return v, err }

// open passes over the bracket that opens an object or an array, which is depth
// levels deep, and reports whether something is in it. If not, it passes over
// the bracket that closes it, too.
func (s *scanner) open(depth int, closing byte) (more bool, err error) {
	if depth > MaxDepth {
		return false, s.fail(errDepth)
	}
	s.i++
	s.space()
	if s.peek() == closing {
		s.i++
		return false, nil
	}
	return true, nil
}

// next passes over what stands behind a member or an element: a comma, or the
// bracket that closes the object or array. It reports whether another follows.
func (s *scanner) next(closing byte) (more bool, err error) {
	s.space()
	switch s.peek() {
	case ',':
		s.i++
		s.space()
		return true, nil
	case closing:
		s.i++
		return false, nil
	}
	if closing == ']' {
		return false, s.want("a comma or the end of the array")
	}
	return false, s.want("a comma or the end of the object")
}

// name reads the name of a member and the colon behind it.
func (s *scanner) name() (string, error) {
	if s.peek() != '"' {
		return "", s.want("a member name")
	}
	i := s.i + 1
	if n := textLen(s.text[i:]); strings.HasPrefix(s.text[i+n:], `":`) { // as nearly always
		s.i = i + n + 2
		s.space()
		return s.text[i : i+n], nil
	}
	name, err := s.str()
	if err != nil {
		return "", err
	}
	s.space()
	if s.peek() != ':' {
		return "", s.want("a colon after the member name")
	}
	s.i++
	s.space()
	return name, nil
}

// literal reads the word lit.
func (s *scanner) literal(lit string) error {
	if strings.HasPrefix(s.text[s.i:], lit) {
		s.i += len(lit)
		return nil
	}
	for j := range len(lit) {
		if s.peek() != lit[j] {
			return s.want(lit)
		}
		s.i++
	}
	return nil
}
