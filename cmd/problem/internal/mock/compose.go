package mock

import (
	"net/http"

	"github.com/goproblem/problemdetails/problem"
)

// compose answers with the problem that the query describes, so that a client
// can be tried against any problem. A slip in the query is a problem too, and
// not another answer than the one that was asked for.
func (s *Server) compose(_ http.ResponseWriter, r *http.Request) error {
	f := parseForm(r.URL.Query())
	p, mistakes := f.problem()
	if len(mistakes) > 0 {
		return &problem.Problem{
			Status:     http.StatusBadRequest,
			Detail:     "The query does not describe a problem.",
			Extensions: problem.Extensions{"mistakes": mistakes},
		}
	}
	return withCompanions(p)
}
