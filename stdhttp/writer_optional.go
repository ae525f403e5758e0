package stdhttp

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"slices"
)

var _ interface {
	http.Flusher
	http.Hijacker
	http.Pusher
	io.ReaderFrom
	io.StringWriter
} = (*writer)(nil)

// What follows are the optional methods of net/http's own writers. Each passes
// the call on to the writer below. If that one lacks the method the call fails
// with http.ErrNotSupported, as in http.ResponseController.

// Unwrap returns the writer below, for http.ResponseController: deadlines and
// full duplex need nothing from us.
func (w *writer) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// Flush sends everything that was written so far. It implements http.Flusher.
func (w *writer) Flush() { _ = w.FlushError() }

// FlushError is Flush for http.ResponseController.
func (w *writer) FlushError() error {
	if w.closed != nil {
		return w.closed
	}
	if err := w.send(); err != nil {
		return err
	}
	return http.NewResponseController(w.ResponseWriter).Flush()
}

// Hijack gives the connection to the handler. It implements http.Hijacker.
func (w *writer) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	if w.closed != nil {
		return nil, nil, w.closed
	}
	w.finish() // net/http, too, sends what was written before
	conn, rw, err := http.NewResponseController(w.ResponseWriter).Hijack()
	if err == nil {
		w.sent, w.closed = true, http.ErrHijacked
	}
	return conn, rw, err
}

// Push starts an HTTP/2 server push. It implements http.Pusher.
func (w *writer) Push(target string, opts *http.PushOptions) error {
	if p, ok := w.ResponseWriter.(http.Pusher); ok {
		return p.Push(target, opts)
	}
	return http.ErrNotSupported
}

// WriteString writes s. It implements io.StringWriter.
func (w *writer) WriteString(s string) (int, error) {
	if err := w.ready(); err != nil {
		return 0, err
	}
	if !w.fits(len(s)) {
		if err := w.send(); err != nil {
			return 0, err
		}
		return io.WriteString(w.ResponseWriter, s)
	}
	w.body.bytes = append(w.body.bytes, s...)
	return len(s), nil
}

// ReadFrom copies what fits from src, and leaves the rest to the writer below,
// whose ReadFrom may let the kernel copy a file to the connection. It
// implements io.ReaderFrom.
func (w *writer) ReadFrom(src io.Reader) (n int64, err error) {
	if err := w.ready(); err != nil {
		return 0, err
	}
	for room := w.room(); room > 0; room = w.room() {
		held := slices.Grow(w.body.bytes, min(room, defaultHold))
		free := held[len(held):cap(held)]
		k, err := src.Read(free[:min(len(free), room)])
		w.body.bytes = held[:len(held)+k]
		n += int64(k)
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return n, err
		}
	}
	if err := w.send(); err != nil {
		return n, err
	}
	k, err := io.Copy(w.ResponseWriter, src)
	return n + k, err
}
