package stdhttp

import "testing"

// Not parallel: another test could take the buffer out of the pool.
func TestLargeBuffersAreNotKept(t *testing.T) {
	for range 100 {
		b := &buffer{make([]byte, 1, maxPooled+1)}
		b.free()
		if got := newBuffer(); cap(got.bytes) > maxPooled {
			t.Fatalf("got a buffer of %d bytes from the pool, want at most %d", cap(got.bytes), maxPooled)
		}
	}
	b := &buffer{make([]byte, 1, maxPooled)}
	b.free()
	if len(b.bytes) != 0 {
		t.Errorf("a buffer was given back with %d bytes in it", len(b.bytes))
	}
	(*buffer)(nil).free()
}
