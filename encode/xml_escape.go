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

// xmlTextLen returns the length of the prefix of s that is printable ASCII
// other than markup.
func xmlTextLen[S ~string | ~[]byte](s S) int {
	i := 0
	for ; i+8 <= len(s); i += 8 {
		if special := xmlSpecial(word(s[i : i+8])); special != 0 {
			return i + bits.TrailingZeros64(special)/8
		}
	}
	if i > 0 { // the last eight bytes, of which the first are known
		i = len(s) - 8
		if special := xmlSpecial(word(s[i:])); special != 0 {
			return i + bits.TrailingZeros64(special)/8
		}
		return len(s)
	}
	for ; i < len(s); i++ {
		if c := s[i]; c < ' ' || c >= utf8.RuneSelf || c == '<' || c == '>' || c == '&' {
			break
		}
	}
	return i
}

// xmlSpecial finds the bytes of x that are not printable ASCII or are markup.
func xmlSpecial(x uint64) uint64 {
	special := x | // not ASCII
		(x - lanes*' ') | // control characters
		((x | lanes*2) ^ lanes*'>' - lanes) | // '<' and '>' differ in this bit
		(x ^ lanes*'&' - lanes)
	return special & highs
}
