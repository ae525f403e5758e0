package main

import (
	"io/fs"
	"net/url"
)

type problemType struct {
	uri, title string
	status     int
	reference  string
}

// readProblemTypes reads the registry of problem types. "N/A" as the status
// gives zero.
func readProblemTypes(fsys fs.FS) ([]problemType, error) {
	rows, err := readRows(fsys, typeFile, "type_uri", "title", "recommended_status", "reference")
	if err != nil {
		return nil, err
	}
	var types []problemType
	seen := make(map[string]bool, len(rows))
	for _, r := range rows {
		t := problemType{uri: r.fields[0], title: r.fields[1], reference: r.fields[3]}
		if u, err := url.Parse(t.uri); err != nil || !u.IsAbs() {
			return nil, r.errorf("%q is not an absolute URI", t.uri)
		}
		if seen[t.uri] {
			return nil, r.errorf("type %q occurs twice", t.uri)
		}
		seen[t.uri] = true
		if t.title == "" || t.reference == "" {
			return nil, r.errorf("type %q lacks a title or a reference", t.uri)
		}
		if r.fields[2] != "N/A" {
			if t.status, err = r.status(2); err != nil {
				return nil, err
			}
		}
		types = append(types, t)
	}
	return types, nil
}
