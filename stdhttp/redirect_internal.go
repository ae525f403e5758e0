package stdhttp

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// InternalRedirect returns an error that answers the request from another path
// of the same server: the nearest [Responder.Wrap] around the handler discards
// what was written so far and calls what it wraps once more. Without a Wrap it
// is a logged 500, and after a response has gone out the connection is cut.
//
// The path may be relative to that of the request, and may have a query; the
// query of the request does not pass on. The other handler sees the method GET,
// or HEAD if it was HEAD, no content and none of the fields that describe
// content; if the method was not GET or HEAD, no conditions and ranges either
// (RFC 9110, sections 13.1 and 14.2). Other fields remain, and so do the values
// of the context that the Wrap was called with.
//
// To come back to a method and URL that the request has already been to, or to
// be redirected more than ten times, is a loop, and a logged 500. So is a path
// that is malformed or has a scheme or a host.
func InternalRedirect(path string) error {
	u, err := url.Parse(path)
	if err != nil {
		return fmt.Errorf("stdhttp: internal redirect: %w", err)
	}
	if u.Scheme != "" || u.Host != "" {
		return fmt.Errorf("stdhttp: internal redirect to %q, which is not a path", path)
	}
	return &internalRedirect{u}
}

// An internalRedirect asks for the answer of another path.
type internalRedirect struct{ to *url.URL }

func (e *internalRedirect) Error() string {
	return "stdhttp: internal redirect to " + strconv.Quote(e.to.String()) + " that no Wrap could follow"
}

// asInternalRedirect returns the internal redirect that err asks for, if that
// is what it does: a problem in the same error wins.
func asInternalRedirect(err error) (to *internalRedirect, ok bool) {
	ok = errors.As(err, &to) && !hasProblem(err)
	return to, ok
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

// firstRequest is the key by which the context of a request that was redirected
// internally has the one that the client sent.
type firstRequest struct{}

// clientURL returns the path and query that the client asked for.
func clientURL(r *http.Request) *url.URL {
	if first, ok := r.Context().Value(firstRequest{}).(*http.Request); ok {
		r = first
	}
	return requestURL(r)
}

// redirectInternally returns what r becomes for another path (see
// InternalRedirect).
func redirectInternally(r *http.Request, to *internalRedirect) *http.Request {
	base := r.URL
	if base == nil {
		base = &url.URL{Path: "/"}
	}
	there := base.ResolveReference(&url.URL{Path: to.to.Path, RawPath: to.to.RawPath})
	there.RawQuery, there.Fragment, there.RawFragment = to.to.RawQuery, "", ""

	ctx := r.Context()
	if ctx.Value(firstRequest{}) == nil {
		ctx = context.WithValue(ctx, firstRequest{}, r)
	}
	next := r.Clone(ctx)
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
