package mock

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/goproblem/problemdetails/cmd/problem/internal/draft"
	"github.com/goproblem/problemdetails/problem"
)

// A form is what a person has typed to compose a problem, as the query of a
// URL. Absent fields are empty.
type form struct {
	Type, Title, Status, Detail, Instance, Lang string
	Extensions                                  string // a JSON object
	Errors                                      string // lines of pointer=detail
}

// formNames are the names of the fields in a query.
var formNames = []string{"type", "title", "status", "detail", "instance", "lang", "extensions", "errors"}

func (f *form) fields() []*string {
	return []*string{&f.Type, &f.Title, &f.Status, &f.Detail, &f.Instance, &f.Lang, &f.Extensions, &f.Errors}
}

// parseForm reads the fields from a query. Extensions on one line, as in the
// links of the page, are laid out for reading.
func parseForm(query url.Values) form {
	var f form
	for i, field := range f.fields() {
		*field = query.Get(formNames[i])
	}
	// Browsers send line ends as CR LF.
	f.Extensions = strings.ReplaceAll(f.Extensions, "\r\n", "\n")
	f.Errors = strings.ReplaceAll(f.Errors, "\r\n", "\n")
	f.Detail = strings.ReplaceAll(f.Detail, "\r\n", "\n")
	var indented bytes.Buffer
	if !strings.Contains(f.Extensions, "\n") && json.Indent(&indented, []byte(f.Extensions), "", "  ") == nil {
		f.Extensions = indented.String()
	}
	return f
}

// hasForm reports whether a query has any of the fields.
func hasForm(query url.Values) bool {
	return slices.ContainsFunc(formNames, query.Has)
}

// query returns the fields that are not empty as a query, in which JSON takes
// no more room than it needs.
func (f form) query() string {
	var compact bytes.Buffer
	if json.Compact(&compact, []byte(f.Extensions)) == nil {
		f.Extensions = compact.String()
	}
	q := make(url.Values)
	for i, field := range f.fields() {
		if *field != "" {
			q.Set(formNames[i], *field)
		}
	}
	return q.Encode()
}

// problem returns what was typed, and by field what is wrong with it. What is
// wrong is left out of the problem.
func (f *form) problem() (*problem.Problem, map[string]string) {
	mistakes := make(map[string]string)
	p := &problem.Problem{Title: f.Title, Detail: f.Detail, Lang: f.Lang}
	if f.Status != "" {
		status, err := strconv.Atoi(strings.TrimSpace(f.Status))
		if err != nil || status < 100 || status > 599 {
			mistakes["status"] = "A status is a number from 100 to 599."
		} else {
			p.Status = status
		}
	}
	if err := (&problem.Problem{Type: f.Type}).Validate(); err != nil {
		mistakes["type"] = "Not a URI reference: spaces and some other characters must be percent-encoded."
	} else {
		p.Type = f.Type
	}
	if err := (&problem.Problem{Instance: f.Instance}).Validate(); err != nil {
		mistakes["instance"] = "Not a URI reference: spaces and some other characters must be percent-encoded."
	} else {
		p.Instance = f.Instance
	}
	p.Extensions = f.members(mistakes)
	if violations := f.violations(mistakes); len(violations) > 0 {
		if p.Extensions == nil {
			p.Extensions = make(problem.Extensions)
		}
		p.Extensions["errors"] = violations
	}
	return p, mistakes
}

// members returns the extension members.
func (f *form) members(mistakes map[string]string) problem.Extensions {
	if strings.TrimSpace(f.Extensions) == "" {
		return nil
	}
	m, err := draft.Members([]byte(f.Extensions))
	if err == nil {
		err = (&problem.Problem{Extensions: m}).Validate()
	}
	if err != nil {
		mistakes["extensions"] = strings.TrimPrefix(err.Error(), "problem: ")
		return nil
	}
	return m
}

// violations returns the entries of the member errors.
func (f *form) violations(mistakes map[string]string) problem.Violations {
	var list problem.Violations
	n := 0
	for line := range strings.Lines(f.Errors) {
		n++
		if strings.TrimSpace(line) == "" {
			continue
		}
		v, err := draft.Violation(strings.TrimSpace(line))
		if err != nil {
			mistakes["errors"] = fmt.Sprintf("Line %d: %v.", n, err)
			continue
		}
		list = append(list, v)
	}
	return list
}

// formOf returns the form that makes p.
func formOf(p *problem.Problem) form {
	f := form{Type: p.Type, Title: p.Title, Detail: p.Detail, Instance: p.Instance, Lang: p.Lang}
	if p.Status != 0 {
		f.Status = strconv.Itoa(p.Status)
	}
	rest := make(map[string]any)
	for name, value := range p.Extensions.All() {
		if violations, ok := value.(problem.Violations); ok && name == "errors" {
			var b strings.Builder
			for _, v := range violations {
				b.WriteString(v.Pointer + "=" + v.Detail + "\n")
			}
			f.Errors = strings.TrimSpace(b.String())
			continue
		}
		rest[name] = value
	}
	if len(rest) > 0 {
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		if enc.Encode(rest) == nil {
			f.Extensions = strings.TrimSpace(b.String())
		}
	}
	return f
}
