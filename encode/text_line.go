package encode

import (
	"math/bits"
	"unicode/utf8"
)

// oneLine is the indentation that means that line breaks become spaces.
const oneLine = -1

// appendText appends s for people to read: without what a terminal could take
// for a command or would show in another order. Lines but the first are
// indented by that many spaces; breaks before and behind the text are dropped.
func appendText[T string | []byte](dst []byte, s T, indent int) []byte {
	start, breaks := len(dst), 0
	for i := 0; i < len(s); {
		c, n := clean, printableLen(s, i)
		if n == 0 {
			c, n = classify(s, i)
		}
		if c == lineBreak {
			breaks++
			i += n
			continue
		}
		if breaks > 0 && len(dst) > start {
			dst = appendBreaks(dst, breaks, indent)
		}
		breaks = 0
		switch c {
		case clean:
			dst = append(dst, s[i:i+n]...)
		case tab:
			dst = append(dst, ' ')
		default:
			dst = append(dst, "\ufffd"...)
		}
		i += n
	}
	return dst
}

// printableLen returns the number of printable ASCII characters that s[i:]
// starts with.
func printableLen[T string | []byte](s T, i int) int {
	n := i
	for ; n+8 <= len(s); n += 8 {
		x := word(s[n : n+8])
		if special := (x | (x + lanes) | (x - lanes*' ')) & highs; special != 0 {
			return n - i + bits.TrailingZeros64(special)/8
		}
	}
	for n < len(s) && ' ' <= s[n] && s[n] <= '~' {
		n++
	}
	return n - i
}

// appendBreaks appends n line breaks and the indentation of the next line.
func appendBreaks(dst []byte, n, indent int) []byte {
	if indent == oneLine {
		return append(dst, ' ')
	}
	for range n {
		dst = append(dst, '\n')
	}
	for range indent {
		dst = append(dst, ' ')
	}
	return dst
}

// A charClass says what to do with a character.
type charClass int

const (
	clean     charClass = iota // copy it
	tab                        // a space instead
	lineBreak                  // begin a line
	harmful                    // U+FFFD instead
)

// classify returns the class of the character at s[i:], which is not printable
// ASCII, and the number of its bytes.
func classify[T string | []byte](s T, i int) (charClass, int) {
	switch c := s[i]; {
	case c == '\n':
		return lineBreak, 1
	case c == '\r':
		if i+1 < len(s) && s[i+1] == '\n' {
			return lineBreak, 2
		}
		return lineBreak, 1
	case c == '\t':
		return tab, 1
	case c < utf8.RuneSelf:
		return harmful, 1
	}
	r, n := utf8.DecodeRuneInString(string(s[i:min(i+utf8.UTFMax, len(s))]))
	switch {
	case r == '\u0085' || r == '\u2028' || r == '\u2029':
		return lineBreak, n
	case n == 1, r <= '\u009f', isBidiControl(r):
		return harmful, n
	default:
		return clean, n
	}
}

// isBidiControl reports whether r embeds, overrides or isolates a direction
// of writing, by which text can be made to look like other text.
func isBidiControl(r rune) bool {
	return '\u202a' <= r && r <= '\u202e' || '\u2066' <= r && r <= '\u2069'
}
