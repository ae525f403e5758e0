package mock

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"slices"

	"github.com/goproblem/problemdetails/cmd/problem/internal/check"
	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

// shown is a problem in one format.
type shown struct {
	Name, ContentType, Body string
	Bytes                   int
	Frame                   bool // shown as a page, in a frame
}

// show fills d with what the server would send for p.
func (s *Server) show(d *pageData, r *http.Request, p *problem.Problem) error {
	for _, f := range []struct {
		name, accept string
		format       encode.Format // for reading; nil: a page
	}{
		{"JSON", "application/problem+json", encode.JSON{Indent: "  "}},
		{"XML", "application/problem+xml", encode.XML{Indent: "  "}},
		{"HTML", "text/html", nil},
		{"Text", "text/plain", encode.Text{}},
	} {
		sent := s.send(r, p, f.accept)
		body := sent.body.Bytes()
		if f.name == "JSON" {
			d.Sent, d.NoBody = sent.lines(), len(body) == 0
			var report check.Report
			report.Response("", &check.Response{Proto: "HTTP/1.1", Status: sent.status, Header: sent.header, Body: body})
			d.Findings = report.Findings
		}
		view := shown{Name: f.name, ContentType: sent.header.Get("Content-Type"), Bytes: len(body), Frame: f.format == nil}
		if f.format != nil {
			var err error
			if view.Body, err = indented(f.format, body); err != nil {
				return err
			}
		}
		d.Formats = append(d.Formats, view)
	}
	return nil
}

// indented returns a document that was sent, laid out for reading. What cannot
// be decoded is shown as it is.
func indented(format encode.Format, body []byte) (string, error) {
	decoder, ok := format.(encode.Decoder)
	if !ok {
		return string(body), nil
	}
	var p problem.Problem
	if decoder.Decode(body, &p) != nil {
		return string(body), nil
	}
	out, err := format.Append(nil, &p)
	return string(out), err
}

// A recorder keeps a response.
type recorder struct {
	status int
	header http.Header
	body   bytes.Buffer
}

func (rec *recorder) Header() http.Header { return rec.header }

func (rec *recorder) WriteHeader(status int) {
	if rec.status == 0 {
		rec.status = status
	}
}

func (rec *recorder) Write(p []byte) (int, error) {
	rec.WriteHeader(http.StatusOK)
	return rec.body.Write(p)
}

// lines returns the status line and the header fields as they are sent.
func (rec *recorder) lines() []string {
	var lines []string
	for name, values := range rec.header {
		for _, value := range values {
			lines = append(lines, name+": "+value)
		}
	}
	slices.Sort(lines)
	return slices.Insert(lines, 0, fmt.Sprintf("HTTP/1.1 %d %s", rec.status, http.StatusText(rec.status)))
}

// send records what a client that accepts a format would get.
func (s *Server) send(r *http.Request, p *problem.Problem, accept string) *recorder {
	rs := s.Responder
	rs.Logger = slog.New(slog.DiscardHandler) // Typing is no event.
	r = r.Clone(r.Context())
	r.Method = http.MethodGet
	r.Header = http.Header{"Accept": {accept}}
	rec := &recorder{header: make(http.Header)}
	rs.Error(rec, r, withCompanions(p))
	return rec
}
