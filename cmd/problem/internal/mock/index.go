package mock

import (
	"fmt"
	"html"
	"net/http"
	"strings"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

// A page is a document that is there in several media types, of which
// negotiation picks one, as it does for problems.
type page struct {
	contentType string
	body        string
}

func (p page) ContentType() string { return p.contentType }

func (p page) Append(dst []byte, _ *problem.Problem) ([]byte, error) {
	return append(dst, p.body...), nil
}

// index says what there is.
func (s *Server) index(w http.ResponseWriter, r *http.Request) error {
	pages := encode.NewRegistry(
		page{"text/plain; charset=utf-8", indexText()},
		page{"text/html; charset=utf-8", indexHTML()},
	)
	format, _ := pages.Negotiate(r.Header["Accept"]...)
	body, err := format.Append(nil, nil)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", format.ContentType())
	h.Add("Vary", "Accept")
	h.Set("X-Content-Type-Options", "nosniff")
	_, err = w.Write(body)
	return err
}

func indexText() string {
	var b strings.Builder
	b.WriteString(`This server answers with problem details (RFC 9457), in JSON, XML, HTML or text,
whatever the Accept field of a request asks for. Try:

  curl -i http://HOST/status/404
  curl -i -H 'Accept: text/plain' http://HOST/example/validation

`)
	for _, c := range samples() {
		fmt.Fprintf(&b, "/example/%-15s %s\n", c.name, c.about)
	}
	b.WriteByte('\n')
	for _, k := range statuses() {
		fmt.Fprintf(&b, "/status/%d  %s\n", k.Status, k.Title)
	}
	return b.String()
}

func indexHTML() string {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>problem serve</title>
</head>
<body>
<h1>Problem details</h1>
<p>This server answers with problem details (RFC 9457), in JSON, XML, HTML or text, whatever the
Accept field of a request asks for.</p>
<h2>Examples</h2>
<ul>
`)
	for _, c := range samples() {
		fmt.Fprintf(&b, "<li><a href=\"/example/%s\">%[1]s</a>: %s</li>\n", c.name, html.EscapeString(c.about))
	}
	b.WriteString("</ul>\n<h2>Statuses</h2>\n<ul>\n")
	for _, k := range statuses() {
		fmt.Fprintf(&b, "<li><a href=\"/status/%d\">%[1]d</a> %s</li>\n", k.Status, html.EscapeString(k.Title))
	}
	b.WriteString("</ul>\n</body>\n</html>\n")
	return b.String()
}
