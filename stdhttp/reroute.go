package stdhttp

import "net/http"

// reroute leaves the answer to the innermost Wrap around the handler that has
// w, which calls its handler once more for another path. It reports false if
// there is no Wrap, or if a response has gone out already.
func reroute(w http.ResponseWriter, to *internalRedirect) bool {
	own := wrapWriter(w)
	if own == nil || own.sent || own.closed != nil {
		return false
	}
	// Nothing that is left of the handler and of middleware may write.
	for below := w; below != http.ResponseWriter(own); below = unwrapWriter(below) {
		if inner, ok := below.(*writer); ok {
			inner.take()
		}
	}
	own.reset()
	own.closed, own.rerouted = errAnswered, to
	return true
}

// wrapWriter returns the writer of the innermost Wrap that w leads to, or nil.
func wrapWriter(w http.ResponseWriter) *writer {
	for ; w != nil; w = unwrapWriter(w) {
		if own, ok := w.(*writer); ok && own.wraps > 0 {
			return own
		}
	}
	return nil
}

// resume lets the writer be used again and returns where reroute wants the
// request to go, or nil.
func (w *writer) resume() *internalRedirect {
	to := w.rerouted
	if to != nil {
		w.closed, w.rerouted = nil, nil
	}
	return to
}
