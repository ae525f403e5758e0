package problem

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Pointer returns the JSON Pointer (RFC 6901) made of the reference tokens, in
// its URI fragment form (section 6): member names as strings, array indexes as
// ints, anything else as fmt.Sprint prints it. Pointer() is "#", the whole
// document; Pointer("items", 3, "na/me") is "#/items/3/na~1me".
func Pointer(tokens ...any) string {
	var room [64]byte
	b := append(room[:0], '#')
	for _, token := range tokens {
		b = append(b, '/')
		switch t := token.(type) {
		case string:
			b = appendToken(b, t)
		case int:
			b = strconv.AppendInt(b, int64(t), 10)
		default:
			b = appendToken(b, fmt.Sprint(t))
		}
	}
	return string(b)
}

// appendToken appends a reference token: ~ and / escaped as RFC 6901, section
// 3, says, and percent-encoded where RFC 3986, section 3.5, does not allow a
// character in a fragment. Invalid UTF-8 becomes U+FFFD.
func appendToken(b []byte, token string) []byte {
	for _, r := range token {
		switch {
		case r == '~':
			b = append(b, "~0"...)
		case r == '/':
			b = append(b, "~1"...)
		case inFragment(r):
			b = append(b, byte(r))
		default:
			var room [utf8.UTFMax]byte
			for _, c := range utf8.AppendRune(room[:0], r) {
				b = append(b, '%', upperHex[c>>4], upperHex[c&0xf])
			}
		}
	}
	return b
}

const upperHex = "0123456789ABCDEF"

// inFragment reports whether a fragment may hold r as it is.
func inFragment(r rune) bool {
	return isUnreserved(r) || strings.ContainsRune("!$&'()*+,;=:@/?", r)
}

// isUnreserved reports whether r is an unreserved character of RFC 3986,
// section 2.3.
func isUnreserved(r rune) bool {
	return isAlpha(r) || isDigit(r) || strings.ContainsRune("-._~", r)
}

func isAlpha(r rune) bool { return 'a' <= r|0x20 && r|0x20 <= 'z' }

func isDigit(r rune) bool { return '0' <= r && r <= '9' }
