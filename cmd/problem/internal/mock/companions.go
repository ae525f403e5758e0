package mock

import (
	"net/http"
	"time"

	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

// withCompanions returns p with the header fields that RFC 9110 and others tie
// to its status, and those that a client wants to see beside it.
func withCompanions(p *problem.Problem) error {
	return stdhttp.WithHeader(p, companions(p.Status))
}

// companions returns the header fields that come along with a status. The
// challenges are of a scheme for which browsers do not ask for a password.
func companions(status int) http.Header {
	const challenge = `Bearer realm="problem serve"`
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
		return stdhttp.UnsatisfiedRange(47022)
	case 426:
		return stdhttp.Upgrade("websocket")
	case 413, 429, 503:
		return stdhttp.RetryAfter(30 * time.Second)
	case 451:
		return stdhttp.BlockedBy("https://example.org/")
	}
	return nil
}
