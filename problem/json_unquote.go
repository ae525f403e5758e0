package problem

import (
	"fmt"
	"math/bits"
	"unicode/utf16"
	"unicode/utf8"
)

// str reads a string. It is a part of the text unless it has escapes or invalid
// UTF-8.
func (s *scanner) str() (string, error) {
	s.i++ // the quote
	start := s.i
	verbatim := true
	for {
		s.i += textLen(s.text[s.i:])
		switch c := s.peek(); {
		case c == '"':
			raw := s.text[start:s.i]
			s.i++
			if verbatim {
				return raw, nil
			}
			return unquote(raw), nil
		case s.i == len(s.text):
			return "", s.fail(errEnd)
		case c == '\\':
			verbatim = false
			if err := s.escape(); err != nil {
				return "", err
			}
		case c < ' ':
			return "", s.fail(fmt.Errorf("control character %#x within a string", c))
		default:
			r, size := utf8.DecodeRuneInString(s.text[s.i:])
			if r == utf8.RuneError && size == 1 {
				verbatim = false
			}
			s.i += size
		}
	}
}

// escape passes over an escape sequence.
func (s *scanner) escape() error {
	rest := s.text[s.i:]
	if len(rest) > 1 {
		switch rest[1] {
		case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
			s.i += 2
			return nil
		case 'u':
			if _, ok := hex4(rest[2:]); ok {
				s.i += 6
				return nil
			}
			if len(rest) >= 6 {
				return s.fail(fmt.Errorf("invalid escape sequence %q within a string", rest[:6]))
			}
		default:
			return s.fail(fmt.Errorf("invalid escape sequence %q within a string", rest[:2]))
		}
	}
	s.i = len(s.text)
	return s.fail(errEnd)
}

// textLen returns the length of the prefix of s that is ASCII and means itself
// within a JSON string.
func textLen(s string) int {
	i := 0
	for ; i+8 <= len(s); i += 8 {
		x := word(s[i : i+8])
		special := x | // not ASCII
			(x ^ lanes*0x02 - lanes*0x21) | // control characters, and ", which comes to lie next to them
			(x ^ (lanes * '\\') - lanes)
		if special &= highs; special != 0 {
			return i + bits.TrailingZeros64(special)/8
		}
	}
	for ; i < len(s); i++ {
		if c := s[i]; c < ' ' || c >= utf8.RuneSelf || c == '"' || c == '\\' {
			return i
		}
	}
	return i
}

// unquote resolves the escapes in raw, which str has checked. Lone
// surrogates and invalid UTF-8 become U+FFFD.
func unquote(raw string) string {
	b := make([]byte, 0, len(raw))
	for len(raw) > 0 {
		n := textLen(raw)
		b = append(b, raw[:n]...)
		if raw = raw[n:]; len(raw) == 0 {
			break
		}
		if raw[0] != '\\' {
			r, size := utf8.DecodeRuneInString(raw)
			b = utf8.AppendRune(b, r)
			raw = raw[size:]
			continue
		}
		c := raw[1]
		if c == 'u' {
			r, size := unquoteRune(raw)
			b = utf8.AppendRune(b, r)
			raw = raw[size:]
			continue
		}
		switch c {
		case 'b':
			c = '\b'
		case 'f':
			c = '\f'
		case 'n':
			c = '\n'
		case 'r':
			c = '\r'
		case 't':
			c = '\t'
		}
		b = append(b, c)
		raw = raw[2:]
	}
	return string(b)
}

// unquoteRune resolves the escape \uXXXX at the start of raw, or a pair of
// them that makes up one character, and returns the length of both.
func unquoteRune(raw string) (rune, int) {
	r, _ := hex4(raw[2:])
	if !utf16.IsSurrogate(r) {
		return r, 6
	}
	if len(raw) >= 12 && raw[6] == '\\' && raw[7] == 'u' {
		low, _ := hex4(raw[8:])
		if pair := utf16.DecodeRune(r, low); pair != utf8.RuneError {
			return pair, 12
		}
	}
	return utf8.RuneError, 6
}

// hex4 reads four hexadecimal digits.
func hex4(s string) (rune, bool) {
	if len(s) < 4 {
		return 0, false
	}
	var r rune
	for _, c := range []byte(s[:4]) {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c && c <= 'f':
			c -= 'a' - 10
		case 'A' <= c && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, true
}
