package mock

import (
	"bytes"
	"html/template"
	"net/http"
	"net/url"
	"strings"

	"github.com/goproblem/problemdetails/cmd/problem/internal/check"
	"github.com/goproblem/problemdetails/typelinks"
)

// pageData is what the template of the page needs. The URLs are made by net/url
// and so need no more escaping than that of HTML.
type pageData struct {
	Form     form
	Mistakes map[string]string
	Query    template.URL // of the composed problem
	Curl     string
	Sent     []string // the header of the response
	NoBody   bool
	Formats  []shown
	Findings []check.Finding
	Samples  []link
	Live     []link
	Own      []link
	Statuses []typelinks.Link
}

// A link is a line of a list on the page.
type link struct {
	Href        template.URL
	Name, About string
}

// page renders the page on which problems are composed.
func (s *Server) page(r *http.Request) ([]byte, error) {
	f := formOf(outOfCredit())
	if hasForm(r.URL.Query()) {
		f = parseForm(r.URL.Query())
	}
	p, mistakes := f.problem()
	query := formOf(p).query() // without the mistakes
	d := pageData{
		Form: f, Mistakes: mistakes, Query: template.URL(query),
		Curl:     "curl -i 'http://" + strings.ReplaceAll(r.Host, "'", "") + "/compose?" + query + "'",
		Statuses: statuses(),
	}
	for _, c := range samples() {
		f := formOf(c.problem())
		d.Samples = append(d.Samples, link{template.URL("/?" + f.query()), c.name, c.about})
	}
	for _, c := range scenes() {
		d.Live = append(d.Live, link{template.URL("/example/" + c.name), c.name, c.about})
	}
	for _, o := range s.Own {
		for _, path := range o.Paths() {
			d.Own = append(d.Own, link{template.URL((&url.URL{Path: path}).EscapedPath()), path, o.Problem.Title})
		}
	}
	if err := s.show(&d, r, p); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err := pageTemplate.Execute(&b, d)
	return b.Bytes(), err
}
