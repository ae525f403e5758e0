package stdhttp

import (
	"net/http"

	"github.com/goproblem/problemdetails/problem"
)

// Chain returns a function for [Responder.Before] that calls the given ones in
// their order. Nil ones are left out; of none it makes one that does nothing.
// What it returns is as safe for concurrent use as they are.
func Chain(before ...func(*http.Request, *problem.Problem)) func(*http.Request, *problem.Problem) {
	return func(r *http.Request, p *problem.Problem) {
		for _, f := range before {
			if f != nil {
				f(r, p)
			}
		}
	}
}
