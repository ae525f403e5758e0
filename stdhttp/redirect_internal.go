package stdhttp

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// asInternalRedirect returns the internal redirect that err asks for, if that
// is what it does: a problem in the same error wins.
func asInternalRedirect(err error) (to *internalRedirect, ok bool) {
	return to, errors.As(err, &to) && !hasProblem(err)
}

// maxInternal is how often a request may be redirected internally.
const maxInternal = 10

// A journey is the places that one request has been to by internal redirects.
// The zero value is the beginning.
type journey []string

// next returns the request for the place that it is sent to from r.
func (j *journey) next(r *http.Request, to *internalRedirect) (*http.Request, error) {
	if len(*j) == 0 {
		*j = append(*j, place(r))
	}
	next := redirectInternally(r, to)
	there := place(next)
	if slices.Contains(*j, there) || len(*j) > maxInternal {
		return nil, fmt.Errorf("stdhttp: internal redirects without end: %s", strings.Join(append(*j, there), " -> "))
	}
	*j = append(*j, there)
	return next, nil
}

// place identifies what a request asks for.
func place(r *http.Request) string { return r.Method + " " + r.URL.RequestURI() }

// redirectInternally returns what r becomes for another path (see
// InternalRedirect).
func redirectInternally(r *http.Request, to *internalRedirect) *http.Request {
	base := r.URL
	if base == nil {
		base = &url.URL{Path: "/"}
	}
	there := base.ResolveReference(&url.URL{Path: to.to.Path, RawPath: to.to.RawPath})
	there.RawQuery, there.Fragment, there.RawFragment = to.to.RawQuery, "", ""

	next := r.Clone(r.Context())
	next.URL = there
	next.RequestURI = there.RequestURI()
	next.Pattern = ""
	next.Body, next.GetBody, next.ContentLength, next.TransferEncoding = http.NoBody, nil, 0, nil
	next.Trailer, next.Form, next.PostForm, next.MultipartForm = nil, nil, nil, nil
	for name := range next.Header {
		if strings.HasPrefix(name, "Content-") {
			next.Header.Del(name)
		}
	}
	for _, name := range []string{"Expect", "Trailer", "Transfer-Encoding"} {
		next.Header.Del(name)
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		next.Method = http.MethodGet
		for _, name := range []string{
			"If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range", "Range",
		} {
			next.Header.Del(name)
		}
	}
	return next
}
