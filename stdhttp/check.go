package stdhttp

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/typelinks"
)

// DefaultMaxBytes is how many bytes of a response [Check] reads: 1 MiB.
const DefaultMaxBytes = 1 << 20

// Check returns nil for a response with a status below 400, and a
// *[ResponseError] for every other; see [Checker.Check]. It uses the zero
// Checker.
//
//	resp, err := client.Do(req)
//	if err != nil {
//		return err
//	}
//	if err := stdhttp.Check(resp); err != nil {
//		return err
//	}
//	defer resp.Body.Close()
func Check(resp *http.Response) error { return new(Checker).Check(resp) }

// A Checker turns responses that report a failure into errors. The zero value
// is ready to use, and a nil *Checker behaves like it. Any number of
// goroutines may use a Checker; its fields must not change while they do.
type Checker struct {
	// MaxBytes is how many bytes of a response are read. A problem that is
	// longer is not decoded. Zero means [DefaultMaxBytes], a negative number
	// none at all.
	MaxBytes int64

	// Formats decode the problems. Nil means [encode.Default], which reads
	// JSON and XML.
	Formats *encode.Registry
}

// Check returns nil for a response with a status below 400, whose body it does
// not touch: an http.Client has followed the redirects that it can, and a 304
// is what a conditional request hopes for. For every other it reads and closes
// the body and returns a *[ResponseError], whatever the body is like. A nil
// response, which is a mistake, gives one without a status.
//
// A body is taken for a problem if it can be decoded as one and Content-Type
// says that it is, or, since many servers have that wrong, if it is a JSON
// object with at least one of the standard members of the right type, or XML
// with the right root. The errors of SCIM (RFC 7644, section 3.12) look alike
// but are none. A relative type or instance is resolved against the URL of the
// request (RFC 9457, section 3.1.1; Content-Location is no base since RFC
// 7231). A status that the problem lacks is that of the response.
func (c *Checker) Check(resp *http.Response) error {
	if resp == nil {
		return &ResponseError{Upstream: &problem.Problem{Title: "No Response"}, Err: errNoResponse}
	}
	if resp.StatusCode < 400 {
		return nil
	}
	if c == nil {
		c = new(Checker)
	}
	e := &ResponseError{Status: resp.StatusCode, Header: resp.Header}
	e.read(resp.Body, cmp.Or(c.MaxBytes, DefaultMaxBytes))
	e.Upstream = c.decode(e)
	if resp.Request != nil {
		e.request = describe(resp.Request)
		base := resp.Request.URL
		e.Upstream.Type = absolute(base, e.Upstream.Type)
		e.Upstream.Instance = absolute(base, e.Upstream.Instance)
	}
	if e.Upstream.Status == 0 {
		e.Upstream.Status = e.Status
	}
	if lang := resp.Header.Get("Content-Language"); !strings.Contains(lang, ",") {
		e.Upstream.Lang = lang
	}
	return e
}

var (
	errNoResponse = errors.New("Check was called without a response")
	errTooLong    = errors.New("the body is too long to be decoded")
)

// read reads a body as far as the limit goes and closes it.
func (e *ResponseError) read(body io.ReadCloser, limit int64) {
	if body == nil {
		return
	}
	defer body.Close()
	if limit < 0 {
		e.Truncated, e.Err = true, errTooLong
		return
	}
	e.Body, e.Err = io.ReadAll(io.LimitReader(body, limit))
	if e.Err == nil && int64(len(e.Body)) == limit {
		var more [1]byte
		if _, e.Err = io.ReadFull(body, more[:]); e.Err == nil {
			e.Err = errTooLong
		} else if e.Err == io.EOF {
			e.Err = nil
		}
	}
	e.Truncated = e.Err != nil
}

// decode returns the problem that the body is, or else a bare one with the
// status of the response. It sets e.Err if the body says to be a problem and
// cannot be decoded.
func (c *Checker) decode(e *ResponseError) *problem.Problem {
	formats := c.Formats
	if formats == nil {
		formats = encode.Default()
	}
	var p problem.Problem
	contentType := e.Header.Get("Content-Type")
	switch {
	case e.Truncated:
	case isProblemType(contentType):
		err := formats.Decode(contentType, e.Body, &p)
		if err == nil {
			return &p
		}
		e.Err = err
		fallthrough
	default:
		if formats.Decode(sniff(e.Body), e.Body, &p) == nil && isLikeProblem(&p) {
			e.Err = nil
			return &p
		}
	}
	link, _ := typelinks.Default().Lookup(e.Status)
	return &problem.Problem{Title: link.Title}
}

// isProblemType reports whether a content type is one of problems: with any
// parameters (RFC 9457, sections 6.1 and 6.2, tells to ignore them), in any
// case, of any format.
func isProblemType(contentType string) bool {
	name, _, _ := strings.Cut(contentType, ";")
	return strings.Contains(strings.ToLower(name), "problem")
}

// sniff guesses the type of a problem from its first byte.
func sniff(body []byte) string {
	body = bytes.TrimPrefix(body, []byte("\xEF\xBB\xBF"))
	switch body = bytes.TrimLeft(body, " \t\r\n"); {
	case bytes.HasPrefix(body, []byte("{")):
		return "application/problem+json"
	case bytes.HasPrefix(body, []byte("<")):
		return "application/problem+xml"
	default:
		return ""
	}
}

// isLikeProblem reports whether p, decoded from what does not say that it is a
// problem, is one: it has a standard member, and it is not from SCIM.
func isLikeProblem(p *problem.Problem) bool {
	schemas, _ := p.Extensions["schemas"].([]any)
	scim := slices.ContainsFunc(schemas, func(schema any) bool {
		s, _ := schema.(string)
		return strings.HasPrefix(strings.ToLower(s), "urn:ietf:params:scim:")
	})
	return !scim && (p.Type != "" || p.Title != "" || p.Status != 0 || p.Detail != "" || p.Instance != "")
}

// absolute resolves a reference as RFC 3986, section 5, says. What is absolute,
// empty or malformed stays as it is.
func absolute(base *url.URL, ref string) string {
	u, err := url.Parse(ref)
	if err != nil || u.IsAbs() || ref == "" || base == nil {
		return ref
	}
	public := *base
	public.User = nil // The reference goes to logs and further.
	return public.ResolveReference(u).String()
}
