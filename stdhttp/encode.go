package stdhttp

import (
	"errors"
	"log/slog"
	"maps"
	"net/http"
	"strings"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

var errEmptyDocument = errors.New("the format wrote nothing")

// A document is what encode has put into a buffer.
type document struct {
	format      encode.Format
	contentType string
	result      Result // Written or Fallback
}

// encode puts a document for p into buf, of format f if that works. It always
// makes one: of all of p; else without the members that f cannot write; else
// of the standard members; else, by a format that cannot fail, of the same. A
// template that fails gives way to the built-in page. Members that were left
// out are gone from p, and so are causes.
func (rs *Responder) encode(buf *buffer, r *http.Request, f encode.Format, p *problem.Problem) document {
	hideCauses(p)
	if f == nil { // a registry without formats
		f = encode.JSON{}
	}
	d := document{format: f}
	for {
		contentType, err := appendDocument(buf, d.format, p)
		if err == nil {
			d.contentType = contentType
			return d
		}
		d.result = Fallback
		var member *problem.MemberError
		var template *encode.TemplateError
		switch { // each case can be taken only so often
		case errors.As(err, &member) && has(p.Extensions, member.Name):
			rs.report(r, "extension dropped", err, slog.String("member", member.Name))
			p.Extensions = maps.Clone(p.Extensions)
			delete(p.Extensions, member.Name)
		case errors.As(err, &template) && !isBuiltInPage(d.format, p.Status):
			rs.report(r, "template failed", err)
			d.format = encode.HTML{}
		case len(p.Extensions) > 0:
			rs.report(r, "all extensions dropped", err)
			p.Extensions = nil
		default:
			rs.report(r, "format failed", err)
			return lastResort(buf, contentType, p)
		}
	}
}

// appendDocument puts the document that f makes of p into buf. A panic in f
// is an error, and what f has changed in p counts for nothing: the status must
// be one that can be sent.
func appendDocument(buf *buffer, f encode.Format, p *problem.Problem) (contentType string, err error) {
	given := *p
	defer func() {
		*p = given
		if v := recover(); v != nil {
			err = newPanicError(v)
		}
	}()
	contentType = f.ContentType()
	b, err := f.Append(buf.bytes[:0], p)
	if err != nil {
		return contentType, err
	}
	if len(b) == 0 {
		return contentType, errEmptyDocument
	}
	buf.set(b)
	return contentType, nil
}

// lastResort puts a document of the standard members into buf, as text if text
// was wanted, else as JSON. Neither can fail without extensions.
func lastResort(buf *buffer, wanted string, p *problem.Problem) document {
	var f encode.Format = encode.JSON{}
	if strings.HasPrefix(wanted, "text/") {
		f = encode.Text{}
	}
	buf.bytes, _ = f.Append(buf.bytes[:0], p)
	return document{f, f.ContentType(), Fallback}
}

// isBuiltInPage reports whether f writes a page of this module for problems of
// this status, rather than a template's.
func isBuiltInPage(f encode.Format, status int) bool {
	switch f := f.(type) {
	case encode.HTML:
		return f.Template == nil && f.Pages[status] == nil
	case redirectPage:
		return true
	}
	return false
}

func has(x problem.Extensions, name string) bool {
	_, ok := x[name]
	return ok
}
