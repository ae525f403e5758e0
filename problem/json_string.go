package problem

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

const hex = "0123456789abcdef"

// appendString appends s as a JSON string. Quotes, backslashes and control
// characters are escaped because RFC 8259, section 7, asks for it; <, >, & and
// the line separators U+2028 and U+2029 so that the document can stand within
// HTML and scripts. Invalid UTF-8 becomes U+FFFD, one for each byte.
func appendString(dst []byte, s string) []byte {
	return appendRest(append(dst, '"'), s)
}

// appendRest appends what comes after the opening quote. Text that is short and
// harmless, as most is, and for which there is room, it copies while it looks at
// it, eight bytes at a time. The loop stands here and not in a function of its
// own because calls would take a quarter of the time.
func appendRest(dst []byte, s string) []byte {
	n := len(dst)
	if len(s) >= longText || len(s) >= cap(dst)-n {
		return appendOther(dst, s)
	}
	to := dst[n : n+len(s)+1]
	to[len(s)] = '"'
	to = to[:len(s)] // spares checks below
	if len(s) < 8 {
		if copyShort(to, s)&highs != 0 {
			return appendOther(dst, s)
		}
		return dst[:n+len(s)+1]
	}
	found := uint64(0)
	end := len(s) - 8 // of all words but the last, which overlaps the one before it
	for i := 0; i < end; i += 8 {
		x := word(s[i : i+8])
		binary.LittleEndian.PutUint64(to[i:i+8], x)
		found |= suspects(x)
	}
	x := word(s[end:])
	binary.LittleEndian.PutUint64(to[end:], x)
	if found |= suspects(x); found&highs != 0 {
		return appendOther(dst, s)
	}
	return dst[:n+len(s)+1]
}

// From longText bytes on the library is faster with any text, from mixedText on
// with text that is not ASCII or has something to escape.
const (
	longText  = 256
	mixedText = 64
)

// appendOther is appendRest for any text.
func appendOther(dst []byte, s string) []byte {
	if len(s) < mixedText {
		dst = appendText(dst, s)
	} else {
		dst = appendQuoted(dst, s)
	}
	return append(dst, '"')
}

// copyShort copies less than a word and returns its suspects.
func copyShort(dst []byte, s string) uint64 {
	if len(s) < 4 {
		for i := range len(s) {
			if !plainByte[s[i]] {
				return highs
			}
			dst[i] = s[i]
		}
		return 0
	}
	first, last := half(s), half(s[len(s)-4:]) // may overlap
	binary.LittleEndian.PutUint32(dst, first)
	binary.LittleEndian.PutUint32(dst[len(s)-4:], last)
	return suspects(uint64(first) | uint64(last)<<32)
}

// suspects has the high bit of some lane set if x has a byte that needs a closer
// look: one that needs escaping, one that is not ASCII, or a ^, which takes part
// in a test that does the work of three. The lowest such lane is always right;
// carries and borrows make those above it unreliable.
func suspects(x uint64) uint64 {
	return x | // not ASCII
		(((x | masks.four) ^ masks.two) + masks.low) | // less than ' ', and " and &, which come to lie below it
		(((x + masks.angles) | masks.angleBits) + masks.ones) // <, >, \ and ^ have all bits set here
}

// masks are constants, but in memory: the compiler would make each of them anew
// for every word, which takes a third of the time.
var masks = struct{ four, two, low, angles, angleBits, ones uint64 }{
	four: lanes * 0x04, two: lanes * 0x02, low: -(lanes * 0x25) & (1<<64 - 1),
	angles: lanes * ('}' - '\\'), angleBits: lanes * 0xa2, ones: -(lanes * 0x7f) & (1<<64 - 1),
}

// appendText appends what stands between the quotes.
func appendText(dst []byte, s string) []byte {
	start := 0 // of what is still to be copied
	for i := 0; i < len(s); {
		if s[i] >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			if r != '\u2028' && r != '\u2029' && r != utf8.RuneError {
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
	for i+8 <= len(s) {
		found := suspects(word(s[i:i+8])) & highs
		if found == 0 {
			i += 8
			continue
		}
		if i += bits.TrailingZeros64(found) / 8; !plainByte[s[i]] {
			return i
		}
		i++
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
