package main

import (
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
)

type link struct {
	status     int
	title, url string
}

var (
	sectionNumber = regexp.MustCompile(`^\d+(\.\d+)*$`)

	// What follows the first reference, as for 510, adds nothing to link to.
	rfcReference   = regexp.MustCompile(`^\[RFC(\d+)(?:, Section (\d+(?:\.\d+)*))?\]`)
	draftReference = regexp.MustCompile(`^\[(draft-[a-z0-9-]+)-\d\d\]`)
)

// readSections reads the sections that the registry does not name, by status.
// The fields of the rows are the status and the number of the section.
func readSections(fsys fs.FS) (map[int]row, error) {
	rows, err := readRows(fsys, sectionFile, "status", "section")
	if err != nil {
		return nil, err
	}
	sections := make(map[int]row, len(rows))
	for _, r := range rows {
		status, err := r.status(0)
		if err != nil {
			return nil, err
		}
		if !sectionNumber.MatchString(r.fields[1]) {
			return nil, r.errorf("%q is not the number of a section", r.fields[1])
		}
		if _, ok := sections[status]; ok {
			return nil, r.errorf("a second section for status %d", status)
		}
		sections[status] = r
	}
	return sections, nil
}

// readLinks reads the assigned rows of the status registry. It takes what it
// uses out of sections; what is left at the end is a mistake, so that no section
// stays behind when the registry begins to name it.
func readLinks(fsys fs.FS, sections map[int]row) ([]link, error) {
	rows, err := readRows(fsys, statusFile, "Value", "Description", "Reference")
	if err != nil {
		return nil, err
	}
	var links []link
	for _, r := range rows {
		if r.fields[1] == "Unassigned" { // the value may be a range, as 105-199
			continue
		}
		status, err := r.status(0)
		if err != nil {
			return nil, err
		}
		if n := len(links); n > 0 && links[n-1].status >= status {
			return nil, r.errorf("status %d comes after %d", status, links[n-1].status)
		}
		// Remarks such as (OBSOLETED) follow the phrase; "(Unused)" is one.
		title, _, _ := strings.Cut(r.fields[1], " (")
		if title == "" {
			return nil, r.errorf("status %d has no description", status)
		}
		url, err := resolve(r, status, sections)
		if err != nil {
			return nil, err
		}
		links = append(links, link{status, title, url})
	}
	for _, status := range slices.Sorted(maps.Keys(sections)) {
		return nil, sections[status].errorf("status %d needs no section", status)
	}
	return links, nil
}

// resolve returns the address of what the reference of r names: a section of an
// RFC, or a draft, which has no stable sections, in its newest version.
func resolve(r row, status int, sections map[int]row) (string, error) {
	reference := r.fields[2]
	if m := draftReference.FindStringSubmatch(reference); m != nil {
		return "https://datatracker.ietf.org/doc/html/" + m[1], nil
	}
	m := rfcReference.FindStringSubmatch(reference)
	if m == nil {
		return "", r.errorf("%q begins with neither an RFC nor a draft", reference)
	}
	rfc, section := m[1], m[2]
	if section == "" {
		s, ok := sections[status]
		if !ok {
			return "", r.errorf("%q names no section, nor does %s", reference, sectionFile)
		}
		section = s.fields[1]
		delete(sections, status)
	}
	return fmt.Sprintf("https://www.rfc-editor.org/rfc/rfc%s.html#section-%s", rfc, section), nil
}
