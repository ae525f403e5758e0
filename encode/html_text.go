package encode

import (
	"math/bits"
	"unicode/utf8"
)

// appendHTMLString appends s, or a sign for it if it is empty.
func appendHTMLString(b []byte, s string) []byte {
	if s == "" {
		return append(b, "<i>\"\"</i>"...)
	}
	return appendHTMLText(b, s)
}

// appendHTMLText appends s so that it can stand as the text of an element,
// title included, or within a double-quoted attribute. Line breaks stay, though
// HTML reads all three kinds as one. Controls and noncharacters, which HTML
// does not allow, become U+FFFD, and so does each byte that is not UTF-8.
func appendHTMLText(b []byte, s string) []byte {
	for {
		n := htmlPlainLen(s)
		b = append(b, s[:n]...)
		if s = s[n:]; s == "" {
			return b
		}
		r, size := rune(s[0]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s)
		}
		switch {
		case r == utf8.RuneError && size == 1:
			b = append(b, "\ufffd"...)
		case r == '&':
			b = append(b, "&amp;"...)
		case r == '<':
			b = append(b, "&lt;"...)
		case r == '>':
			b = append(b, "&gt;"...)
		case r == '"':
			b = append(b, "&#34;"...)
		case r == '\'':
			b = append(b, "&#39;"...)
		case r == '\t', r == '\n', r == '\r', isHTMLRune(r):
			b = append(b, s[:size]...)
		default:
			b = append(b, "\ufffd"...)
		}
		s = s[size:]
	}
}

// isHTMLRune reports whether HTML allows r in text: neither a control, of which
// the white space has been dealt with, nor a noncharacter.
func isHTMLRune(r rune) bool {
	control := r < ' ' || 0x7f <= r && r <= 0x9f
	noncharacter := r&0xfffe == 0xfffe || 0xfdd0 <= r && r <= 0xfdef
	return !control && !noncharacter
}

// htmlPlainLen returns the length of a prefix of s that can be copied as it is,
// the longest there is.
func htmlPlainLen(s string) int {
	if len(s) < 8 {
		for i := range len(s) {
			if htmlSpecial(lanes*uint64(s[i])) != 0 {
				return i
			}
		}
		return len(s)
	}
	for i := 0; ; i += 8 {
		// The last eight bytes may overlap with those before, which are plain.
		i = min(i, len(s)-8)
		special := htmlSpecial(word(s[i:]))
		if special != 0 {
			return i + bits.TrailingZeros64(special)/8
		}
		if i == len(s)-8 {
			return len(s)
		}
	}
}

// htmlSpecial finds the bytes of x that need a closer look: &, <, >, quotes, what
// is not ASCII, and controls.
func htmlSpecial(x uint64) uint64 {
	special := x | (x + lanes) | // not ASCII, or DEL
		(x - lanes*' ') | // control characters
		((x | lanes*0x04) ^ (lanes * '&') - lanes) | // " and & differ in one bit
		((x | lanes*0x02) ^ (lanes * '>') - lanes) | // < and > too
		(x ^ (lanes * '\'') - lanes)
	return special & highs
}
