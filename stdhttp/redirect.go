package stdhttp

import (
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/goproblem/problemdetails/problem"
)

// Redirect returns an error that answers with a redirect to the first of the
// URLs, so that a handler can redirect from wherever it can fail. A zero
// status means 303, by which a browser fetches the URL with GET whatever the
// method was, or 302 for a client of HTTP/1.0, which knows no 303. The others
// are 300 for a choice among several URLs, 301, 302, 307 and 308 (RFC 9110,
// section 15.4); more than one URL may be given with each.
//
// URLs may be relative to the one of the request: Location then has the path
// that results, without scheme and host (RFC 9110, section 10.2.2), since the
// server behind a proxy does not know these for sure. An empty URL is that of
// the request. Characters that a URI cannot hold are percent-encoded, non-ASCII
// ones as UTF-8.
//
// The content is a short page with links, or, in formats other than HTML, a
// problem with the member "location" and, if there are more URLs, the list
// "alternatives"; a 300 has Link fields for all of them too.
// WithHeader adds other fields, such as Set-Cookie or Retry-After.
//
// What cannot be a redirect gives an error that is answered by a logged 500: a
// status that is none of these (for 304, write the header), no URL, and a URL
// that is malformed, has control characters, has http or https without a host,
// or would run a script (javascript, data, vbscript). Any other place is
// allowed: do not pass on URLs that a client chose without checking where they
// lead.
func Redirect(status int, urls ...string) error {
	if !slices.Contains([]int{0, 300, 301, 302, 303, 307, 308}, status) {
		return fmt.Errorf("stdhttp: %d is not the status of a redirect", status)
	}
	if len(urls) == 0 {
		return fmt.Errorf("stdhttp: redirect %d without a URL", status)
	}
	targets := make([]*url.URL, len(urls))
	for i, u := range urls {
		target, err := parseTarget(u)
		if err != nil {
			return fmt.Errorf("stdhttp: redirect: %w", err)
		}
		targets[i] = target
	}
	return &redirectError{status, targets}
}

// A redirectError is a redirect that was asked for.
type redirectError struct {
	status int // zero: depends on the request
	urls   []*url.URL
}

func (e *redirectError) Error() string { return "redirect to " + e.urls[0].Redacted() }

// ProblemDetails makes a redirect count as the problem of an error, so that it
// competes with other problems by the same rule: the outermost wins.
func (e *redirectError) ProblemDetails() *problem.Problem {
	p, _ := e.resolve(&url.URL{Path: "/"}, cmp.Or(e.status, http.StatusSeeOther))
	return p
}

// The extensions of the problem that a redirect is.
const (
	locationMember     = "location"     // the same as the field Location
	alternativesMember = "alternatives" // other URLs
)

// resolve returns the problem that the redirect is, and its URLs.
func (e *redirectError) resolve(base *url.URL, status int) (*problem.Problem, []string) {
	urls := make([]string, len(e.urls))
	for i, u := range e.urls {
		urls[i] = resolve(base, u)
	}
	p := &problem.Problem{Status: status, Extensions: problem.Extensions{locationMember: urls[0]}}
	if len(urls) > 1 {
		p.Extensions[alternativesMember] = urls[1:]
	}
	return p, urls
}

// A redirection is the redirect that an error asks for, and what goes with it.
type redirection struct {
	*redirectError
	header  http.Header // carried by the error; nil if there is none
	dropped []string    // names of fields that were refused
}

// asRedirect returns the redirect that err asks for, if that is what it does.
func asRedirect(err error) (to redirection, ok bool) {
	var c headerCollector
	if !c.path(err) {
		return to, false
	}
	if to.redirectError, ok = c.chosen.(*redirectError); ok {
		to.header, to.dropped = c.header, c.dropped
	}
	return to, ok
}

// response returns what to answer r: a problem, and the fields of the header.
func (to redirection) response(r *http.Request) (*problem.Problem, http.Header) {
	status := to.status
	switch {
	case status != 0:
	case r.ProtoAtLeast(1, 1):
		status = http.StatusSeeOther
	default:
		status = http.StatusFound
	}
	p, urls := to.resolve(requestURL(r), status)

	h := maps.Clone(to.header)
	if h == nil {
		h = make(http.Header)
	}
	h["Location"] = urls[:1:1]
	if status == http.StatusMultipleChoices {
		h["Link"] = slices.Clip(h["Link"])
		for _, u := range urls {
			h["Link"] = append(h["Link"], linkValue(u, "alternate"))
		}
	}
	return p, h
}

// parseTarget parses a URL to redirect to and refuses what must not be one.
func parseTarget(ref string) (*url.URL, error) {
	u, err := url.Parse(ref) // refuses control characters
	if err != nil {
		return nil, err
	}
	switch u.Scheme {
	case "javascript", "data", "vbscript":
		return nil, fmt.Errorf("the scheme of %q runs scripts", ref)
	case "http", "https":
		if u.Host == "" {
			return nil, fmt.Errorf("%q has no host", ref)
		}
	}
	_, err = url.Parse(escapeURI(u.String())) // url.Parse takes hosts that cannot be written
	return u, err
}

// resolve returns the URI for a reference, as Location should have it.
func resolve(base, ref *url.URL) string {
	u := base.ResolveReference(ref)
	s := u.String()
	if u.Scheme == "" && u.Host == "" {
		// Two slashes would begin the name of a host, which a client could
		// have put into the path of the request.
		s = "/" + strings.TrimLeft(s, "/")
	}
	return escapeURI(s)
}

// requestURL returns the path and query of the request as they were sent,
// which a router may have cut off in r.URL.
func requestURL(r *http.Request) *url.URL {
	u, err := url.ParseRequestURI(r.RequestURI)
	if err != nil {
		u = r.URL
	}
	if u == nil {
		u = &url.URL{Path: "/"}
	}
	return &url.URL{Path: u.Path, RawPath: u.RawPath, RawQuery: u.RawQuery}
}
