package mock

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"strings"

	"github.com/goproblem/problemdetails/cmd/problem/internal/term"
	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/typelinks"
)

//go:embed web
var web embed.FS

var pageTemplate = template.Must(template.New("page.html").Funcs(template.FuncMap{"field": newField}).ParseFS(web, "web/page.html"))

// A field is one input of the form.
type field struct{ Name, Label, Value, Placeholder, Mistake string }

func newField(d pageData, name, label, value, placeholder string) field {
	return field{name, label, value, placeholder, d.Mistakes[name]}
}

// asset serves what the page at / consists of.
func asset(w http.ResponseWriter, r *http.Request) error {
	name := strings.TrimPrefix(r.URL.Path, "/")
	types := map[string]string{"page.css": "text/css; charset=utf-8", "page.js": "text/javascript; charset=utf-8"}
	if types[name] == "" {
		return &problem.Problem{Status: http.StatusNotFound, Detail: "The page at / does not consist of this."}
	}
	data, err := fs.ReadFile(web, "web/"+name)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", types[name])
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	_, err = w.Write(data)
	return err
}

// A page is a document that is there in several media types, of which
// negotiation picks one, as it does for problems.
type page struct {
	contentType string
	body        []byte
}

func (p page) ContentType() string { return p.contentType }

func (p page) Append(dst []byte, _ *problem.Problem) ([]byte, error) {
	return append(dst, p.body...), nil
}

// index says what there is, in text, or as the page on which problems are
// composed.
func (s *Server) index(w http.ResponseWriter, r *http.Request) error {
	html, err := s.page(r)
	if err != nil {
		return err
	}
	pages := encode.NewRegistry(
		page{"text/plain; charset=utf-8", s.text(r.Host)},
		page{"text/html; charset=utf-8", html},
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
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; frame-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	_, err = w.Write(body)
	return err
}

// text is the index for terminals.
func (s *Server) text(host string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `This server answers with problem details (RFC 9457), in JSON, XML, HTML or text,
whatever the Accept field of a request asks for. Try:

  curl -i http://%s/status/404
  curl -i http://%[1]s/example/validation -H 'Accept: text/plain'
  curl -i 'http://%[1]s/compose?status=403&title=Out+of+credit'

A browser shows a page here on which problems are composed.

`, term.Clean(host))
	for _, d := range s.Own {
		fmt.Fprintf(&b, "%-24s %s\n", term.Clean(strings.Join(d.Paths(), " ")), term.Clean(d.Problem.Title))
	}
	if len(s.Own) > 0 {
		b.WriteByte('\n')
	}
	for _, c := range samples() {
		fmt.Fprintf(&b, "/example/%-15s %s\n", c.name, c.about)
	}
	for _, c := range scenes() {
		fmt.Fprintf(&b, "/example/%-15s %s\n", c.name, c.about)
	}
	b.WriteByte('\n')
	for _, k := range statuses() {
		fmt.Fprintf(&b, "/status/%d  %s\n", k.Status, k.Title)
	}
	return b.Bytes()
}

// statuses returns the statuses for the index.
func statuses() []typelinks.Link {
	var links []typelinks.Link
	for k := range typelinks.Default().All() {
		if k.Status >= 400 && !strings.HasPrefix(k.Title, "(") {
			links = append(links, k)
		}
	}
	return links
}
