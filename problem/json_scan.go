package problem

import (
	"encoding/json"
	"errors"
	"fmt"
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
		var room [8]member
		members := room[:0]
		err := s.object(depth+1, func(name string) error {
			v, err := s.value(depth + 1)
			members = append(members, member{name, v})
			return err
		})
		return mapOf(members), err
	case '[':
		list := []any{}
		err := s.array(depth+1, func() error {
			v, err := s.value(depth + 1)
			list = append(list, v)
			return err
		})
		return list, err
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

// mapOf returns the members as a map that need not grow. Of members with the
// same name the last one counts.
func mapOf(members []member) map[string]any {
	m := make(map[string]any, len(members))
	for _, e := range members {
		m[e.name] = e.value
	}
	return m
}

// boxed returns v as an any.
func boxed[T any](v T, err error) (any, error) { return v, err }

// object passes over an object that is depth levels deep and calls member at
// the start of each value, which it must read.
func (s *scanner) object(depth int, member func(name string) error) error {
	if depth > MaxDepth {
		return s.fail(errDepth)
	}
	s.i++ // the brace
	s.space()
	if s.peek() == '}' {
		s.i++
		return nil
	}
	for {
		if s.peek() != '"' {
			return s.want("a member name")
		}
		name, err := s.str()
		if err != nil {
			return err
		}
		s.space()
		if s.peek() != ':' {
			return s.want("a colon after the member name")
		}
		s.i++
		s.space()
		if err := member(name); err != nil {
			return err
		}
		s.space()
		switch s.peek() {
		case ',':
			s.i++
			s.space()
		case '}':
			s.i++
			return nil
		default:
			return s.want("a comma or the end of the object")
		}
	}
}

// array passes over an array that is depth levels deep and calls element at
// the start of each value, which it must read.
func (s *scanner) array(depth int, element func() error) error {
	if depth > MaxDepth {
		return s.fail(errDepth)
	}
	s.i++ // the bracket
	s.space()
	if s.peek() == ']' {
		s.i++
		return nil
	}
	for {
		if err := element(); err != nil {
			return err
		}
		s.space()
		switch s.peek() {
		case ',':
			s.i++
			s.space()
		case ']':
			s.i++
			return nil
		default:
			return s.want("a comma or the end of the array")
		}
	}
}

// literal reads the word lit.
func (s *scanner) literal(lit string) error {
	for j := range len(lit) {
		if s.peek() != lit[j] {
			return s.want(lit)
		}
		s.i++
	}
	return nil
}

// number reads a number.
func (s *scanner) number() (json.Number, error) {
	rest := s.text[s.i:]
	n := numberLen(rest)
	if n == 0 {
		if s.peek() == '-' {
			s.i++
			return "", s.want("a digit")
		}
		return "", s.want("a value")
	}
	s.i += n
	return json.Number(rest[:n]), nil
}

// numberLen returns the length of the JSON number at the start of s (RFC 8259,
// section 6), or zero if there is none. An incomplete fraction or exponent is
// not part of it.
func numberLen(s string) int {
	i := 0
	digits := func() bool {
		start := i
		for i < len(s) && '0' <= s[i] && s[i] <= '9' {
			i++
		}
		return i > start
	}
	if i < len(s) && s[i] == '-' {
		i++
	}
	if i < len(s) && s[i] == '0' {
		i++
	} else if !digits() {
		return 0
	}
	if end := i; i < len(s) && s[i] == '.' {
		i++
		if !digits() {
			return end
		}
	}
	if end := i; i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		i++
		if i < len(s) && (s[i] == '+' || s[i] == '-') {
			i++
		}
		if !digits() {
			return end
		}
	}
	return i
}
