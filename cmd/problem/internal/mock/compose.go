package mock

import (
	"net/http"
)

// compose answers with the problem that the query describes, so that a client
// can be tried against any problem.
func (s *Server) compose(w http.ResponseWriter, r *http.Request) error {
	f := parseForm(r.URL.Query())
	p, _ := f.problem()
	// The page at / shows the answer in a frame.
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'")
	return p
}
