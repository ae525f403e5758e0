package stdhttp

import "net/http"

// A progress is how far a response has come.
type progress int

const (
	open   progress = iota // nothing was sent: an error can still replace it
	half                   // something was sent, and maybe not all
	closed                 // all was sent, or the connection is no longer ours
)

// reserve finds out where the response to an error can go, and keeps the
// handler from writing after it. The writer is valid if the response is open.
//
// There may be several writers of ours below w, with middleware in between.
// What counts is what the lowest has sent. The response goes through the
// middleware if nothing has gone through it before; otherwise it goes around
// it, since nobody knows what a middleware makes of two responses.
func reserve(w http.ResponseWriter) (http.ResponseWriter, progress) {
	var lowest, target *writer
	begun := false
	for below := w; below != nil; below = unwrapWriter(below) {
		own, ok := below.(*writer)
		if !ok {
			continue
		}
		if own.closed != nil {
			return nil, closed
		}
		// What the topmost writer holds back has not gone through anything.
		begun = begun || own.sent || own.status != 0 && below != w
		if begun || below == w {
			target = own
		}
		lowest = own
	}
	switch {
	case lowest == nil: // not ours: we cannot know
		return w, open
	case lowest.sent:
		return nil, half
	case target == nil: // through a middleware on top of ours
		return w, open
	}
	for below := w; ; below = unwrapWriter(below) {
		if own, ok := below.(*writer); ok {
			out := own.take()
			if own == target {
				return out, open
			}
		}
	}
}

// unwrapWriter returns the writer below w, or nil.
func unwrapWriter(w http.ResponseWriter) http.ResponseWriter {
	if u, ok := w.(interface{ Unwrap() http.ResponseWriter }); ok {
		return u.Unwrap()
	}
	return nil
}
