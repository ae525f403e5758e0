package stdhttp

import (
	"net/http"

	"github.com/goproblem/problemdetails/problem"
)

// Handler makes an http.HandlerFunc of a function that returns an error, and
// answers with [Responder.Error] when it does. The function may have written
// to its http.ResponseWriter before: up to [Responder.Buffer] bytes are held
// back, and an error replaces them.
//
// Handler does not recover panics; [Responder.Wrap] does.
func (rs *Responder) Handler(f func(http.ResponseWriter, *http.Request) error) http.HandlerFunc {
	if rs == nil {
		rs = zero
	}
	return func(w http.ResponseWriter, r *http.Request) {
		hold, nested := w.(*writer)
		if !nested {
			hold = newWriter(w, r, rs)
		}
		if err := f(hold, r); err != nil {
			rs.Error(hold, r, err)
		}
		if !nested {
			hold.finish()
		}
	}
}

// Problem returns a handler that answers every request with p, for routers
// that want one for unknown paths. Nil is a problem about which nothing is
// known, a 500. p must not change afterwards.
func (rs *Responder) Problem(p *problem.Problem) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { rs.Error(w, r, p) }
}
