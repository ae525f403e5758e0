package stdhttp

import "sync"

// maxPooled is the largest buffer that is kept for reuse: one long document
// must not cost memory for ever.
const maxPooled = 64 << 10

// A buffer holds documents and what handlers write. Buffers are pooled.
type buffer struct{ bytes []byte }

var buffers = sync.Pool{New: func() any { return &buffer{make([]byte, 0, defaultHold)} }}

func newBuffer() *buffer { return buffers.Get().(*buffer) }

// free gives b back. A nil b is none.
func (b *buffer) free() {
	if b == nil || cap(b.bytes) > maxPooled {
		return
	}
	b.bytes = b.bytes[:0]
	buffers.Put(b)
}
