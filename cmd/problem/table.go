package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"strconv"

	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/typelinks"
)

// tableFlags choose the table of statuses.
type tableFlags struct{ file string }

func (t *tableFlags) declare(fs *flag.FlagSet) {
	fs.StringVar(&t.file, "links-file", "", "`file` with own titles and links, laid over IANA's: JSON or CSV as 'problem links -format json|csv' prints them")
}

// table returns the default table with the own links laid over it.
func (t *tableFlags) table(e *env, l limits) (*typelinks.Table, error) {
	if t.file == "" {
		return typelinks.Default(), nil
	}
	data, err := l.read(e, t.file)
	if err != nil {
		return nil, err
	}
	links, err := parseLinks(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", displayName(t.file), err)
	}
	return typelinks.Default().With(links...), nil
}

// jsonLink is a link in the JSON form of a table.
type jsonLink struct {
	Status int    `json:"status"`
	Title  string `json:"title"`
	Type   string `json:"type"`
}

// parseLinks reads a table in JSON or CSV.
func parseLinks(data []byte) ([]typelinks.Link, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if first := bytes.TrimLeft(data, " \t\r\n"); len(first) > 0 && (first[0] == '[' || first[0] == '{') {
		return parseJSONLinks(data)
	}
	return parseCSVLinks(data)
}

func parseJSONLinks(data []byte) ([]typelinks.Link, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	var rows []jsonLink
	if err := dec.Decode(&rows); err != nil {
		return nil, err
	}
	if dec.More() {
		return nil, fmt.Errorf("more than one JSON value")
	}
	links := make([]typelinks.Link, len(rows))
	for i, r := range rows {
		if err := checkStatus(r.Status); err != nil {
			return nil, fmt.Errorf("entry %d: %w", i+1, err)
		}
		links[i] = typelinks.Link(r)
	}
	return links, nil
}

func parseCSVLinks(data []byte) ([]typelinks.Link, error) {
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord = 3
	rows, err := r.ReadAll()
	if err != nil {
		return nil, err
	}
	var links []typelinks.Link
	for i, row := range rows {
		status, err := strconv.Atoi(row[0])
		if err != nil && i == 0 {
			continue // the header
		}
		if err != nil {
			err = fmt.Errorf("%q is not a status", row[0])
		} else {
			err = checkStatus(status)
		}
		if err != nil {
			return nil, fmt.Errorf("record %d: %w", i+1, err)
		}
		links = append(links, typelinks.Link{Status: status, Title: row[1], Type: row[2]})
	}
	return links, nil
}

func checkStatus(status int) error {
	if status < 100 || status > 599 {
		return fmt.Errorf("%d is not a status from 100 to 599", status)
	}
	return nil
}

// fill gives a problem that has no type of its own the type and the title of
// its status, as the HTTP edge does.
func fill(p *problem.Problem, t *typelinks.Table) {
	link, ok := t.Lookup(p.Status)
	if !ok || link.Title == unusedTitle || (p.Type != "" && p.Type != problem.BlankType) {
		return
	}
	if p.Title == "" {
		p.Title = link.Title
	}
	if p.Type == "" {
		p.Type = link.Type
	}
}

// unusedTitle is IANA's phrase for a status that must not be used.
const unusedTitle = "(Unused)"
