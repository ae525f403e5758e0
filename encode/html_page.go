package encode

import (
	"strconv"
	"strings"

	"github.com/goproblem/problemdetails/problem"
)

// The page is made of a few long constants, so that writing it is mostly
// copying.
//
// The page names its own address, "#", as the place of the JSON form: which of
// the two a client gets is a matter of its Accept field. An empty href would
// mean the same, but HTML asks for one that is not. Its icon is empty, because
// for a page without one browsers ask the server for /favicon.ico.
const (
	htmlOpen = "<!DOCTYPE html>\n<html lang=\""
	htmlHead = "\">\n<head>\n" +
		"<meta charset=\"utf-8\">\n" +
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n" +
		"<meta name=\"color-scheme\" content=\"light dark\">\n" +
		"<meta name=\"robots\" content=\"noindex\">\n" +
		"<link rel=\"alternate\" type=\"application/problem+json\" href=\"#\">\n" +
		"<link rel=\"icon\" href=\"data:,\">\n" +
		"<style>" + htmlStyle + "</style>\n<title>"
	htmlOpenEnglish = htmlOpen + "en" + htmlHead
	htmlBody        = "</title>\n</head>\n<body>\n<main>\n"
	htmlEnd         = "</main>\n</body>\n</html>\n"
)

// appendPage appends the built-in page for p.
func appendPage(dst []byte, p *problem.Problem) ([]byte, error) {
	b := appendHTMLOpen(dst, p.Lang)
	status := 100 <= p.Status && p.Status <= 599
	title := strings.TrimSpace(p.Title)
	if status {
		b = strconv.AppendInt(b, int64(p.Status), 10)
		if title != "" {
			b = append(b, ' ')
		}
	}
	if title == "" && !status {
		title = "Problem"
	}
	b = append(appendHTMLText(b, title), htmlBody...)
	switch {
	case title == "":
		b = append(strconv.AppendInt(append(b, "<h1>"...), int64(p.Status), 10), "</h1>\n"...)
	case status:
		b = append(strconv.AppendInt(append(b, "<p class=\"status\">"...), int64(p.Status), 10), "</p>\n"...)
		fallthrough
	default:
		b = append(appendHTMLText(append(b, "<h1>"...), title), "</h1>\n"...)
	}
	if p.Detail != "" {
		b = append(appendHTMLText(append(b, "<p class=\"detail\">"...), p.Detail), "</p>\n"...)
	}
	if len(p.Extensions) > 0 {
		w := htmlWriter{left: HTMLMaxTotal}
		var err error
		if b, err = w.extensions(b, p.Extensions); err != nil {
			return dst, err
		}
	}
	return append(appendHTMLIdentifiers(b, p), htmlEnd...), nil
}

// appendHTMLOpen appends the beginning of a page in the language of the tag.
func appendHTMLOpen(b []byte, tag string) []byte {
	if tag == "" {
		return append(b, htmlOpenEnglish...)
	}
	wellFormed, rtl := language(tag)
	switch {
	case !wellFormed:
		return append(b, htmlOpenEnglish...)
	case rtl:
		return append(append(append(append(b, htmlOpen...), tag...), "\" dir=\"rtl"...), htmlHead...)
	default:
		return append(append(append(b, htmlOpen...), tag...), htmlHead...)
	}
}

// appendHTMLIdentifiers appends the type and the instance of p, if it has any.
func appendHTMLIdentifiers(b []byte, p *problem.Problem) []byte {
	typed := p.Type != "" && p.Type != problem.BlankType
	if !typed && p.Instance == "" {
		return b
	}
	b = append(b, "<dl class=\"about\">\n"...)
	if typed {
		b = append(b, "<div><dt>type</dt><dd>"...)
		if isWebURL(p.Type) {
			b = appendHTMLText(append(b, "<a rel=\"help noreferrer\" href=\""...), p.Type)
			b = append(appendHTMLText(append(b, "\">"...), p.Type), "</a>"...)
		} else {
			b = appendHTMLText(b, p.Type)
		}
		b = append(b, "</dd></div>\n"...)
	}
	if p.Instance != "" {
		b = appendHTMLText(append(b, "<div><dt>instance</dt><dd class=\"whole\">"...), p.Instance)
		b = append(b, "</dd></div>\n"...)
	}
	return append(b, "</dl>\n"...)
}

// isWebURL reports whether a link may lead to uri: an absolute http or https
// URL of nothing but the characters that RFC 3986 lets into one. Browsers skip
// some others, such as a tab within the scheme, or read them as something else.
func isWebURL(uri string) bool {
	scheme, rest, _ := strings.Cut(uri, "://")
	if !strings.EqualFold(scheme, "http") && !strings.EqualFold(scheme, "https") || rest == "" || rest[0] == '/' {
		return false
	}
	for i := range len(rest) {
		if c := rest[i]; c <= ' ' || c >= 0x7f || strings.IndexByte("\"<>\\^`{|}", c) >= 0 {
			return false
		}
	}
	return true
}
