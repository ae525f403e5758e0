// Package mock is the server behind "problem serve": real problems for people
// who write clients, and a demonstration of the module.
package mock

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
	"github.com/goproblem/problemdetails/typelinks"
)

// A Server answers with problems. The zero value is ready to use; it must not
// change while it serves.
type Server struct {
	Responder stdhttp.Responder
}

// Handler returns the routes of s.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	route := func(pattern string, f func(http.ResponseWriter, *http.Request) error) {
		mux.HandleFunc(pattern, s.Responder.Handler(readOnly(f)))
	}
	route("/{$}", s.index)
	route("/status/{code}", s.status)
	route("/example/{name}", s.example)
	mux.HandleFunc("/", s.Responder.Handler(notFound))
	return mux
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
func (s *Server) status(w http.ResponseWriter, r *http.Request) error {
	code, err := strconv.Atoi(r.PathValue("code"))
	if err != nil || code < 100 || code > 599 {
		return &problem.Problem{
			Status: http.StatusNotFound,
			Detail: "The path /status/ is followed by a status code from 100 to 599.",
		}
	}
	return withCompanions(&problem.Problem{Status: code})
}

// withCompanions returns p with the header fields that RFC 9110 and others tie
// to its status, and those that a client wants to see beside it.
func withCompanions(p *problem.Problem) error {
	return stdhttp.WithHeader(p, companions(p.Status))
}

// companions returns the header fields that come along with a status.
func companions(status int) http.Header {
	const challenge = `Basic realm="problem serve", charset="UTF-8"`
	switch status {
	case 300, 301, 302, 303, 305, 307, 308:
		return http.Header{"Location": {"/"}}
	case 401:
		return stdhttp.Challenge(challenge)
	case 405:
		return stdhttp.Allow(http.MethodGet, http.MethodHead)
	case 407:
		return stdhttp.ProxyChallenge(challenge)
	case 415:
		return stdhttp.Accept("application/json")
	case 416:
		return http.Header{"Content-Range": {"bytes */0"}}
	case 426:
		return http.Header{"Upgrade": {"websocket"}, "Connection": {"Upgrade"}}
	case 413, 429, 503:
		return stdhttp.RetryAfter(30 * time.Second)
	case 451:
		return stdhttp.BlockedBy("https://example.org/")
	}
	return nil
}

func notFound(_ http.ResponseWriter, r *http.Request) error {
	return &problem.Problem{
		Status: http.StatusNotFound,
		Detail: "There is nothing at " + r.URL.Path + ". The page at / says what there is.",
	}
}

// statuses returns the statuses for the index.
func statuses() []typelinks.Link {
	var links []typelinks.Link
	for k := range typelinks.Default().All() {
		if k.Status >= 400 && !strings.HasPrefix(k.Title, "(") {
			links = append(links, k)
		}
	}
	return links
}
