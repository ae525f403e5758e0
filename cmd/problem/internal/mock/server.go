// Package mock is the server behind "problem serve": real problems for people
// who write clients, and a demonstration of the module.
package mock

import (
	"net/http"
	"strconv"

	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

// A Server answers with problems. The zero value is ready to use; it must not
// change while it serves.
type Server struct {
	Responder stdhttp.Responder
	Own       []Document // served beside the examples
}

// Handler returns the routes of s.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	route := func(pattern string, f func(http.ResponseWriter, *http.Request) error) {
		mux.HandleFunc(pattern, s.Responder.Handler(readOnly(f)))
	}
	route("/{$}", s.index)
	route("/compose", s.compose)
	route("/status/{code}", s.status)
	route("/example/{name}", s.example)
	mux.Handle("/page/", http.StripPrefix("/page", s.Responder.Handler(readOnly(asset))))
	mux.HandleFunc("/", s.Responder.Handler(notFound))
	return s.Responder.Wrap(s.own(mux))
}

// readOnly answers methods other than GET and HEAD with 405.
func readOnly(f func(http.ResponseWriter, *http.Request) error) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			return stdhttp.MethodNotAllowed(http.MethodGet, http.MethodHead)
		}
		return f(w, r)
	}
}

// status answers with the problem of the status in the path, and with the
// header fields that the status cannot be without.
func (s *Server) status(_ http.ResponseWriter, r *http.Request) error {
	code, err := strconv.Atoi(r.PathValue("code"))
	if err != nil || code < 100 || code > 599 {
		return &problem.Problem{
			Status: http.StatusNotFound,
			Detail: "The path /status/ is followed by a status code from 100 to 599.",
		}
	}
	return withCompanions(&problem.Problem{Status: code})
}

func notFound(_ http.ResponseWriter, r *http.Request) error {
	return &problem.Problem{
		Status: http.StatusNotFound,
		Detail: "There is nothing at " + r.URL.Path + ". The page at / says what there is.",
	}
}
