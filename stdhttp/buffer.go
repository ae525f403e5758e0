package stdhttp

import "sync"

// maxPooled is the largest buffer that is kept for reuse: one long document
// must not cost memory for ever.
const maxPooled = 64 << 10

// A buffer holds documents and what handlers write. Buffers are pooled.
type buffer struct{ bytes []byte }

var buffers = sync.Pool{New: func() any { return &buffer{make([]byte, 0, defaultHold)} }}

func newBuffer() *buffer { return buffers.Get().(*buffer) }

// set makes doc, which a format has returned, the content of b. A format should
// append to what it is given, but may return a slice of its own, which must not
// get into the pool: so only the array of b itself is kept, and grows if it must.
func (b *buffer) set(doc []byte) {
	if cap(doc) > 0 && cap(b.bytes) > 0 && &doc[:1][0] == &b.bytes[:1][0] {
		b.bytes = doc
		return
	}
	b.bytes = append(b.bytes[:0], doc...)
}

// free gives b back. A nil b is none.
func (b *buffer) free() {
	if b == nil || cap(b.bytes) > maxPooled {
		return
	}
	b.bytes = b.bytes[:0]
	buffers.Put(b)
}
