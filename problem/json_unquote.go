package problem

import (
	"fmt"
	"math/bits"
	"unicode/utf16"
	"unicode/utf8"
)

// str reads a string.
func (s *scanner) str() (string, error) {
	raw, verbatim, err := s.rawString()
	if err != nil {
		return "", err
	}
	if verbatim {
		return string(raw), nil
	}
	return unquote(raw), nil
}

// rawString passes over a string and returns what stands between its quotes.
// It is verbatim if it has neither escapes nor invalid UTF-8.
func (s *scanner) rawString() (raw []byte, verbatim bool, err error) {
	s.i++ // the quote
	start := s.i
	verbatim = true
	for {
		s.i += textLen(s.data[s.i:])
		switch c := s.peek(); {
		case s.i == len(s.data):
			return nil, false, s.fail(errEnd)
		case c == '"':
			s.i++
			return s.data[start : s.i-1], verbatim, nil
		case c == '\\':
			verbatim = false
			if err := s.escape(); err != nil {
				return nil, false, err
			}
		case c < ' ':
			return nil, false, s.fail(fmt.Errorf("control character %#x within a string", c))
		default:
			r, size := utf8.DecodeRune(s.data[s.i:])
			if r == utf8.RuneError && size == 1 {
				verbatim = false
			}
			s.i += size
		}
	}
}

// escape passes over an escape sequence.
func (s *scanner) escape() error {
	rest := s.data[s.i:]
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
	s.i = len(s.data)
	return s.fail(errEnd)
}

// textLen returns the length of the prefix of b that is ASCII and means itself
// within a JSON string.
func textLen(b []byte) int {
	i := 0
	for ; i+8 <= len(b); i += 8 {
		x := byteWord(b[i : i+8])
		special := x | // not ASCII
			(x - lanes*0x20) | // control characters
			(x ^ (lanes * '"') - lanes) |
			(x ^ (lanes * '\\') - lanes)
		if special &= highs; special != 0 {
			return i + bits.TrailingZeros64(special)/8
		}
	}
	for ; i < len(b); i++ {
		if c := b[i]; c < ' ' || c >= utf8.RuneSelf || c == '"' || c == '\\' {
			return i
		}
	}
	return i
}

// byteWord is word for bytes.
func byteWord(b []byte) uint64 {
	_ = b[7]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// unquote resolves the escapes in raw, which rawString has checked. Lone
// surrogates and invalid UTF-8 become U+FFFD.
func unquote(raw []byte) string {
	b := make([]byte, 0, len(raw))
	for len(raw) > 0 {
		n := textLen(raw)
		b = append(b, raw[:n]...)
		if raw = raw[n:]; len(raw) == 0 {
			break
		}
		if raw[0] != '\\' {
			r, size := utf8.DecodeRune(raw)
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
func unquoteRune(raw []byte) (rune, int) {
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
func hex4(b []byte) (rune, bool) {
	if len(b) < 4 {
		return 0, false
	}
	var r rune
	for _, c := range b[:4] {
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
