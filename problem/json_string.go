package problem

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"
)

const hex = "0123456789abcdef"

// appendString appends s as a JSON string. Quotes, backslashes and control
// characters are escaped because RFC 8259, section 7, asks for it; <, >, & and
// the line separators U+2028 and U+2029 so that the document can stand within
// HTML and scripts. Invalid UTF-8 becomes U+FFFD, one for each byte.
func appendString(dst []byte, s string) []byte {
	n := len(dst)
	if len(s) >= longText {
		return append(appendLongText(append(dst, '"'), s), '"')
	}
	if cap(dst)-n < len(s)+2 {
		dst = slices.Grow(dst, len(s)+2)
	}
	dst = dst[:n+len(s)+2]
	dst[n] = '"'
	if to := dst[n+1:]; copyPlain(to, s) {
		to[len(s)] = '"'
		return dst
	}
	return append(appendText(dst[:n+1], s), '"')
}

// copyPlain copies s to dst, which is longer, and reports whether s may stand
// within a string as it is. It may be wrong in saying no.
func copyPlain(dst []byte, s string) bool {
	dst = dst[:len(s)] // spares checks below
	if len(s) < 8 {
		return copyShort(dst, s)
	}
	found := uint64(0)
	for i := 0; i < len(s)-8; i += 8 {
		x := word(s[i : i+8])
		found |= suspects(x)
		binary.LittleEndian.PutUint64(dst[i:i+8], x)
	}
	last := word(s[len(s)-8:]) // overlaps the word before it
	found |= suspects(last)
	binary.LittleEndian.PutUint64(dst[len(s)-8:], last)
	return found&highs == 0
}

// copyShort is copyPlain for less than a word.
func copyShort(dst []byte, s string) bool {
	if len(s) < 4 {
		for i := range len(s) {
			if !plainByte[s[i]] {
				return false
			}
			dst[i] = s[i]
		}
		return true
	}
	first, last := half(s), half(s[len(s)-4:]) // may overlap
	binary.LittleEndian.PutUint32(dst, first)
	binary.LittleEndian.PutUint32(dst[len(s)-4:], last)
	return suspects(uint64(first)|uint64(last)<<32)&highs == 0
}

// suspects has the high bit of some lane set if x has a byte that may need
// escaping: one that does, or one of ^, | and ~, which take part in a test
// that does the work of three.
func suspects(x uint64) uint64 {
	return x | // not ASCII
		(x + masks.control) |
		(((x | masks.quoteBits) ^ masks.quotes) + masks.less) | // " and & differ in these bits
		(((x | masks.angleBits) ^ masks.angles) + masks.less) // < > \ and ^ | ~ in these
}

// masks are constants, but in memory: the compiler would make each of them anew
// for every word, which takes a third of the time.
var masks = struct{ control, less, quoteBits, quotes, angleBits, angles uint64 }{
	control:   -(lanes * ' ') & (1<<64 - 1),
	less:      -lanes & (1<<64 - 1),
	quoteBits: lanes * 0x04, quotes: lanes * '&',
	angleBits: lanes * 0x62, angles: lanes * '~',
}

// appendText appends what stands between the quotes.
func appendText(dst []byte, s string) []byte {
	start := 0 // of what is still to be copied
	for i := 0; i < len(s); {
		if s[i] >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			if r != '\u2028' && r != '\u2029' && (r != utf8.RuneError || size > 1) {
				i += size
				continue
			}
			dst = append(dst, s[start:i]...)
			switch r {
			case '\u2028':
				dst = append(dst, `\u2028`...)
			case '\u2029':
				dst = append(dst, `\u2029`...)
			default:
				dst = append(dst, "\ufffd"...)
			}
			i += size
			start = i
			continue
		}
		if i += plainLen(s[i:]); i < len(s) && s[i] < utf8.RuneSelf {
			dst = appendEscaped(append(dst, s[start:i]...), s[i])
			i++
			start = i
		}
	}
	return append(dst, s[start:]...)
}

// Long text goes to the library's vector code, piece by piece, so that a piece
// is still in the nearest cache when it is looked at again.
const (
	longText  = 128
	longPiece = 8 << 10
)

// appendLongText is appendText for long text, most of which is harmless.
func appendLongText(dst []byte, s string) []byte {
	for len(s) > 0 {
		n := pieceLen(s)
		piece := s[:n]
		s = s[n:]
		quoted := false
		if !hasHTML(piece) {
			dst, quoted = appendQuoted(dst, piece)
		}
		if !quoted {
			dst = appendText(dst, piece)
		}
	}
	return dst
}

// pieceLen returns the length of the next piece of s, which ends between two
// characters. Where no character begins within the bytes that one can take up,
// the text is not valid UTF-8, and its bytes are characters of their own.
func pieceLen(s string) int {
	if len(s) <= longPiece {
		return len(s)
	}
	for n := longPiece; n > longPiece-utf8.UTFMax; n-- {
		if utf8.RuneStart(s[n]) {
			return n
		}
	}
	return longPiece
}

// hasHTML reports whether s has a character that JSON does not ask to escape,
// but we do.
func hasHTML(s string) bool {
	return strings.IndexByte(s, '<') >= 0 || strings.IndexByte(s, '>') >= 0 || strings.IndexByte(s, '&') >= 0 ||
		strings.IndexByte(s, "\u2028"[0]) >= 0 && (strings.Contains(s, "\u2028") || strings.Contains(s, "\u2029"))
}

// appendEscaped appends the escape sequence of an ASCII character.
func appendEscaped(dst []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(dst, '\\', c)
	case '\b':
		return append(dst, '\\', 'b')
	case '\f':
		return append(dst, '\\', 'f')
	case '\n':
		return append(dst, '\\', 'n')
	case '\r':
		return append(dst, '\\', 'r')
	case '\t':
		return append(dst, '\\', 't')
	default:
		return append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&0xf])
	}
}

// Eight bytes are tested at once: each lane of a word is one byte, and a lane
// whose high bit comes out set needs a closer look. Borrows only run upwards,
// so the lowest such lane is always right.
const (
	lanes = 0x0101010101010101
	highs = 0x8080808080808080
)

// plainLen returns the length of the prefix of s that is ASCII and needs no
// escaping within a JSON string of ours.
func plainLen(s string) int {
	i := 0
	for ; i+8 <= len(s); i += 8 {
		x := word(s[i : i+8])
		special := x | // not ASCII
			(x - lanes*0x20) | // control characters
			((x | lanes*0x04) ^ (lanes * '&') - lanes) | // " and & differ in one bit
			((x | lanes*0x02) ^ (lanes * '>') - lanes) | // < and > too
			(x ^ (lanes * '\\') - lanes)
		if special &= highs; special != 0 {
			return i + bits.TrailingZeros64(special)/8
		}
	}
	for ; i < len(s); i++ {
		if !plainByte[s[i]] {
			return i
		}
	}
	return i
}

// word loads eight bytes; the compiler makes one load of it.
func word(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// half loads four bytes.
func half(s string) uint32 {
	_ = s[3]
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

// plainByte holds for the bytes that plainLen passes over.
var plainByte = func() (t [256]bool) {
	for c := ' '; c < utf8.RuneSelf; c++ {
		t[c] = c != '"' && c != '\\' && c != '<' && c != '>' && c != '&'
	}
	return t
}()
