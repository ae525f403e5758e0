package stdhttp

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/goproblem/problemdetails/problem"
)

// WithHeader returns an error that wraps err and carries the fields of h to
// the response that reports it: WWW-Authenticate with a 401, say. A nil err
// gives nil, an empty h gives err itself. The fields are copied; h remains the
// caller's.
//
// Where errors that carry headers wrap each other, the outer one wins, name by
// name. Headers count only if they are outside the problem that is reported:
// those inside it, in its cause, belong to something that the response does
// not tell.
//
// Fields that would break the response are dropped and logged: names that are
// no token and values with control characters (RFC 9110, sections 5.1 and
// 5.5), fields that describe the content, which is not the caller's
// (Content-Type, Content-Length, Content-Encoding, Content-Range other than
// that of a 416, Transfer-Encoding, Trailer), and those that are about the
// connection (RFC 9110, section 7.6.1), but for Upgrade and for a Connection
// of "upgrade" or "close".
func WithHeader(err error, h http.Header) error {
	if err == nil || len(h) == 0 {
		return err
	}
	e := &headerError{err: err, header: make(http.Header, len(h))}
	for name, values := range h {
		name = http.CanonicalHeaderKey(name)
		if carriable(name, values) {
			e.header[name] = append(e.header[name], values...)
		} else {
			e.dropped = append(e.dropped, name)
		}
	}
	slices.Sort(e.dropped)
	return e
}

// A headerError is an error with the fields that its response should have.
type headerError struct {
	err     error
	header  http.Header // with canonical names
	dropped []string    // the names of fields that were refused
}

func (e *headerError) Error() string { return e.err.Error() }
func (e *headerError) Unwrap() error { return e.err }

// carriedHeader returns the fields that the response to err should have, as
// WithHeader attached them, and the names of those that were refused. The
// header is nil if there is none; it belongs to err and must not change.
func carriedHeader(err error) (h http.Header, dropped []string) {
	var c headerCollector
	if !c.path(err) {
		c.all(err)
	}
	return c.header, c.dropped
}

// upgradeFor returns h with Upgrade as r can have it: not at all, nor the
// connection option that goes with it, unless r is of HTTP/1.1, the only
// version that has them (RFC 9110, section 7.8; RFC 9113, section 8.2.2). If
// the connection ends after r the option says that too; net/http would
// otherwise say it in place of the option.
func upgradeFor(h http.Header, r *http.Request) http.Header {
	if h["Upgrade"] == nil {
		return h
	}
	option := strings.EqualFold(h.Get("Connection"), "upgrade")
	switch {
	case r.ProtoMajor != 1 || r.ProtoMinor < 1:
		h = maps.Clone(h)
		delete(h, "Upgrade")
		if option {
			delete(h, "Connection")
		}
	case r.Close && option:
		h = maps.Clone(h)
		h["Connection"] = []string{"Upgrade, close"}
	}
	return h
}

// A headerCollector gathers fields from the inside to the outside of a tree
// of errors, which must be finite, so that the outer ones replace the inner.
type headerCollector struct {
	header  http.Header // may be that of an error
	dropped []string
	chosen  error // what path came to
}

// path collects what lies between err and the problem that problem.From
// chooses below it, and reports whether there is one.
func (c *headerCollector) path(err error) bool {
	if err == nil {
		return false
	}
	if isProblem(err) {
		c.chosen = err
		return true
	}
	many, one := unwrap(err)
	found := c.path(one) || slices.ContainsFunc(many, c.path)
	if found {
		c.add(err)
	}
	return found
}

// all collects everything below err, for an error without a problem.
func (c *headerCollector) all(err error) {
	if err == nil {
		return
	}
	many, one := unwrap(err)
	c.all(one)
	for _, inner := range slices.Backward(many) { // The first of several joined errors wins.
		c.all(inner)
	}
	c.add(err)
}

// add lays the fields of err itself over those that were collected.
func (c *headerCollector) add(err error) {
	e, ok := err.(*headerError)
	if !ok {
		return
	}
	c.dropped = append(c.dropped, e.dropped...)
	if c.header == nil {
		c.header = e.header
		return
	}
	c.header = maps.Clone(c.header)
	maps.Copy(c.header, e.header)
}

// isProblem reports whether problem.From takes its result from err itself,
// not from what err wraps. Methods of typed nil pointers may panic; they know
// no problem.
func isProblem(err error) (ok bool) {
	switch e := err.(type) {
	case *problem.Problem:
		return e != nil
	case problem.Problemer:
		defer func() { _ = recover() }() // ok stays false.
		return e.ProblemDetails() != nil
	default:
		return false
	}
}

// hasProblem reports whether there is a problem anywhere in err: then the
// program has already decided what the response is.
func hasProblem(err error) bool { return new(headerCollector).path(err) }

// unwrap returns the errors that err wraps directly, and none if its method
// panics.
func unwrap(err error) (many []error, one error) {
	defer func() { _ = recover() }() // both stay nil.
	switch e := err.(type) {
	case interface{ Unwrap() error }:
		return nil, e.Unwrap()
	case interface{ Unwrap() []error }:
		return e.Unwrap(), nil
	default:
		return nil, nil
	}
}

// carriable reports whether an error may set the field (see WithHeader).
func carriable(name string, values []string) bool {
	if !isToken(name) || slices.ContainsFunc(values, func(v string) bool { return strings.ContainsFunc(v, isControl) }) {
		return false
	}
	switch name {
	case "Content-Type", "Content-Length", "Content-Encoding",
		"Transfer-Encoding", "Trailer", "Te", "Keep-Alive", "Proxy-Connection":
		return false
	case "Content-Range":
		return isUnsatisfied(values)
	case "Connection":
		return !slices.ContainsFunc(values, func(v string) bool {
			return !strings.EqualFold(v, "upgrade") && !strings.EqualFold(v, "close")
		})
	default:
		return true
	}
}

// isToken reports whether s is a token, as names of fields, methods and
// authentication schemes are (RFC 9110, section 5.6.2).
func isToken(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("!#$%&'*+-.^_`|~", r))
	})
}

// isControl reports whether r may not be in a field value: every control
// character but the tab (RFC 9110, section 5.5).
func isControl(r rune) bool { return r < ' ' && r != '\t' || r == 0x7F }
