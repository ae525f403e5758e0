package stdhttp

import (
	"html"
	"strconv"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

// A redirectPage writes a redirect as a page with links, which RFC 9110,
// section 15.4.4, recommends. It needs no style of its own: hardly anyone will
// see it.
type redirectPage struct{}

// redirectPages is the registry for clients that prefer HTML.
var redirectPages = encode.NewRegistry(redirectPage{})

func (redirectPage) ContentType() string { return "text/html; charset=utf-8" }

func (redirectPage) Append(dst []byte, p *problem.Problem) ([]byte, error) {
	title := html.EscapeString(orDefault(p.Title, strconv.Itoa(p.Status)))
	dst = append(dst, "<!DOCTYPE html>\n<html lang=\""+html.EscapeString(orDefault(p.Lang, "en"))+"\">\n"...)
	dst = append(dst, "<head><meta charset=\"utf-8\"><title>"+title+"</title></head>\n<body><h1>"+title+"</h1>\n"...)
	if p.Detail != "" {
		dst = append(dst, "<p>"+html.EscapeString(p.Detail)+"</p>\n"...)
	}
	location, _ := p.Extensions[locationMember].(string)
	alternatives, _ := p.Extensions[alternativesMember].([]string)
	for _, u := range append([]string{location}, alternatives...) {
		u = html.EscapeString(u)
		dst = append(dst, `<p><a href="`+u+`">`+u+"</a></p>\n"...)
	}
	return append(dst, "</body></html>\n"...), nil
}
