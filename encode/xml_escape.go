package encode

import (
	"math/bits"
	"unicode/utf8"
)

// appendXMLText appends s as the text of an element. Markup is escaped, and so
// is CR, which a reader would take for LF (XML 1.0, section 2.11). What XML
// cannot hold even escaped (section 2.2), and each byte that is not valid
// UTF-8, becomes U+FFFD.
func appendXMLText(dst []byte, s string) []byte {
	clean := 0 // start of the run that has not been copied yet
	for i := 0; ; {
		i += xmlTextLen(s[i:])
		if i == len(s) {
			return append(dst, s[clean:]...)
		}
		size := 1
		var escaped string
		switch c := s[i]; c {
		case '<':
			escaped = "&lt;"
		case '>':
			escaped = "&gt;" // "]]>" must not stand in text (section 2.4)
		case '&':
			escaped = "&amp;"
		case '\r':
			escaped = "&#xD;"
		case '\t', '\n':
			i++
			continue
		default:
			var r rune
			if r, size = utf8.DecodeRuneInString(s[i:]); isXMLChar(r) && (r != utf8.RuneError || size > 1) {
				i += size
				continue
			}
			escaped = "\uFFFD"
		}
		dst = append(append(dst, s[clean:i]...), escaped...)
		i += size
		clean = i
	}
}

// isXMLChar reports whether XML documents can hold r (XML 1.0, section 2.2).
func isXMLChar(r rune) bool {
	switch {
	case r < 0x20:
		return r == '\t' || r == '\n' || r == '\r'
	case r < 0xE000:
		return r < 0xD800
	default:
		return r != 0xFFFE && r != 0xFFFF && r <= utf8.MaxRune
	}
}

// The same bit in each of the eight bytes of a word.
const (
	xmlLows  = 0x0101010101010101
	xmlHighs = 0x8080808080808080
)

// xmlTextLen returns the length of the prefix of s that is printable ASCII
// other than markup. It tests eight bytes at a time: subtracting n from a byte
// below n borrows, which sets the byte's high bit. A borrow can reach only
// later bytes, so that the first high bit is right.
func xmlTextLen[S ~string | ~[]byte](s S) int {
	i := 0
	for ; i+8 <= len(s); i += 8 {
		w := s[i : i+8]
		x := uint64(w[0]) | uint64(w[1])<<8 | uint64(w[2])<<16 | uint64(w[3])<<24 |
			uint64(w[4])<<32 | uint64(w[5])<<40 | uint64(w[6])<<48 | uint64(w[7])<<56
		special := x | // not ASCII
			(x - xmlLows*' ') | // control characters
			((x | xmlLows*2) ^ xmlLows*'>' - xmlLows) | // '<' and '>' differ in one bit
			(x ^ xmlLows*'&' - xmlLows)
		if special &= xmlHighs; special != 0 {
			return i + bits.TrailingZeros64(special)/8
		}
	}
	for ; i < len(s); i++ {
		if c := s[i]; c < ' ' || c >= utf8.RuneSelf || c == '<' || c == '>' || c == '&' {
			break
		}
	}
	return i
}
