package stdhttp

import (
	"html"
	"net/url"
	"strconv"
	"strings"
	"unicode"

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
	title := pageText(orDefault(p.Title, strconv.Itoa(p.Status)))
	dst = append(dst, "<!DOCTYPE html>\n<html lang=\""+pageText(orDefault(p.Lang, "en"))+"\">\n"...)
	dst = append(dst, "<head><meta charset=\"utf-8\"><title>"+title+"</title></head>\n<body><h1>"+title+"</h1>\n"...)
	if p.Detail != "" {
		dst = append(dst, "<p>"+pageText(p.Detail)+"</p>\n"...)
	}
	location, _ := p.Extensions[locationMember].(string)
	alternatives, _ := p.Extensions[alternativesMember].([]string)
	for _, u := range append([]string{location}, alternatives...) {
		dst = append(dst, "<p>"+pageLink(u)+"</p>\n"...)
	}
	return append(dst, "</body></html>\n"...), nil
}

// pageLink returns a link to u, or its text alone if it is of a scheme that
// something else than a browser might answer to.
func pageLink(u string) string {
	text := pageText(u)
	parsed, err := url.Parse(u)
	if err != nil || parsed.Scheme != "" && parsed.Scheme != "http" && parsed.Scheme != "https" {
		return text
	}
	return `<a href="` + text + `">` + text + `</a>`
}

// pageText escapes s. What HTML does not allow becomes U+FFFD.
func pageText(s string) string {
	return html.EscapeString(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\t' && r != '\n' {
			return unicode.ReplacementChar
		}
		return r
	}, s))
}
