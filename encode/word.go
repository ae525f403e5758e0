package encode

// Text is looked at eight bytes at a time: each lane of a word is one byte, and
// a test leaves the high bit of those that need a closer look. Subtracting n
// from each lane finds the bytes below n, which borrow. Borrows and carries run
// upwards only, so that the lowest lane found is always right.
const (
	lanes = 0x0101010101010101 // times a byte is that byte in each lane
	highs = lanes * 0x80
)

// word returns the first eight bytes of s, the first one in the lowest lane; the
// compiler makes one load of it.
func word[S ~string | ~[]byte](s S) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}
