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

// htmlPlainLen returns the length of a prefix of s that can be copied as it is.
// It looks at eight bytes at once, each a lane of a word; a lane whose high bit
// comes out set holds a byte that needs a closer look. Borrows run upwards
// only, so that the lowest such lane is always right.
func htmlPlainLen(s string) int {
	const (
		lanes = 0x0101010101010101
		highs = 0x8080808080808080
	)
	i := 0
	for ; len(s)-i >= 8; i += 8 {
		t := s[i : i+8]
		x := uint64(t[0]) | uint64(t[1])<<8 | uint64(t[2])<<16 | uint64(t[3])<<24 |
			uint64(t[4])<<32 | uint64(t[5])<<40 | uint64(t[6])<<48 | uint64(t[7])<<56
		special := x | (x + lanes) | // not ASCII, or DEL
			(x - lanes*' ') | // control characters
			((x | lanes*0x04) ^ (lanes * '&') - lanes) | // " and & differ in one bit
			((x | lanes*0x02) ^ (lanes * '>') - lanes) | // < and > too
			(x ^ (lanes * '\'') - lanes)
		if special &= highs; special != 0 {
			return i + bits.TrailingZeros64(special)/8
		}
	}
	for ; i < len(s); i++ {
		switch c := s[i]; {
		case c < ' ', c >= 0x7f, c == '"', c == '&', c == '\'', c == '<', c == '>':
			return i
		}
	}
	return i
}
