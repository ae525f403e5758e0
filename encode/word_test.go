package encode

import (
	"encoding/binary"
	"strings"
	"testing"
)

// Harmless text must be seen to be so, eight bytes at a time. The documents are
// the same if it is not, and only the time that it takes would tell: this test
// cannot stand outside.
func TestHarmlessTextIsOnePiece(t *testing.T) {
	t.Parallel()
	for n := 1; n < 40; n++ {
		for c := byte(' '); c <= '~'; c++ {
			s := strings.Repeat("~", n/2) + string(rune(c)) + strings.Repeat(" ", (n-1)/2)
			if got := printableLen("<"+s, 1); got != len(s) {
				t.Errorf("%d bytes of %q are printable", got, s)
			}
			if strings.IndexByte("<>&", c) < 0 {
				if got := xmlTextLen(s); got != len(s) {
					t.Errorf("%d bytes of %q are text in XML", got, s)
				}
			}
			if strings.IndexByte(`<>&"'`, c) < 0 {
				if got := htmlPlainLen(s); got != len(s) {
					t.Errorf("%d bytes of %q are plain in HTML", got, s)
				}
			}
		}
	}
	const s = "\x01\x82\x43\xc4\x25\xa6\x67\xe8 and more"
	if got, want := word(s), binary.LittleEndian.Uint64([]byte(s)); got != want {
		t.Errorf("word: got %#x, want %#x", got, want)
	}
}
