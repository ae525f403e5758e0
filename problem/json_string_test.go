package problem

import (
	"strings"
	"testing"
)

// Text that is harmless must be seen to be so, eight bytes at a time. The
// document is the same if it is not, and only the time that it takes would tell:
// this test cannot stand outside.
func TestHarmlessTextIsNoSuspect(t *testing.T) {
	t.Parallel()
	for c, plain := range plainByte {
		if !plain || c == '^' { // which is taken for one on purpose
			continue
		}
		for at := range 8 {
			s := strings.Repeat("~", at) + string(rune(c)) + strings.Repeat("!", 7-at)
			if suspects(word(s))&highs != 0 {
				t.Errorf("%q has suspects", s)
			}
			for n := 1; n < 8; n++ {
				dst := make([]byte, n)
				if found := copyShort(dst, s[:n]); found&highs != 0 || string(dst) != s[:n] {
					t.Errorf("%q has suspects, or is copied as %q", s[:n], dst)
				}
			}
			if n := textLen(s + s + `"`); n != 16 {
				t.Errorf("%q twice: %d bytes mean themselves", s, n)
			}
		}
	}
}
