package typelinks

import (
	"cmp"
	"iter"
	"slices"
)

// A Link says what a problem with a bare HTTP status is called and where that
// status is explained. The zero Link is what Lookup gives for a status that it
// does not know.
type Link struct {
	// Status is the HTTP status code. Any number can be held, also one that
	// HTTP does not allow.
	Status int

	// Title is the phrase for the status. In [Default] it is the one that IANA
	// has registered; net/http.StatusText still has older phrases for some.
	Title string

	// Type is a URI reference for the "type" member of a problem, RFC 9457
	// section 3.1.1.
	Type string
}

// The status codes that HTTP allows, RFC 9110 section 15.
const (
	lowest  = 100
	highest = 599
)

// A Table maps HTTP status codes to links. A Table never changes once made, so
// any number of goroutines may use it, and deriving from it, at the same time.
// The zero Table and a nil *Table are empty.
type Table struct {
	links []Link // in status order, each status once

	// index holds, for each status that HTTP allows, one plus the position of
	// its link, so that the zero Table needs no preparation.
	index [highest - lowest + 1]int
}

var iana = New(ianaLinks...)

// Default returns the table with every status that IANA has assigned: the
// registered phrase and the section of the RFC that defines the status. It is
// the same table on each call.
//
// The statuses 306 and 418 are registered with the title "(Unused)", which is
// not meant for readers.
func Default() *Table {
	return iana
}

// New returns a table with the given links and no others. If a status occurs
// more than once the last link wins, except that an empty Title or Type keeps
// the earlier one, as in [Table.With]. The caller keeps links.
func New(links ...Link) *Table {
	return (*Table)(nil).With(links...)
}

// With returns a new table that has the links of t with the given links laid
// over them: an empty Title or Type keeps what t has for that status, and a
// status that t lacks is added. Of several links for one status the last wins
// by the same rule. t stays as it is, and may be nil; the caller keeps links.
//
// To take a type away give it the type "about:blank"; to leave out a status
// altogether, pass those of [Table.All] that are wanted to [New].
func (t *Table) With(links ...Link) *Table {
	var earlier []Link
	if t != nil {
		earlier = t.links
	}
	all := slices.Concat(earlier, links)
	// Stable, so that links for one status stay in the order they were given.
	slices.SortStableFunc(all, func(a, b Link) int { return cmp.Compare(a.Status, b.Status) })

	merged := all[:0]
	for _, link := range all {
		if last := len(merged) - 1; last >= 0 && merged[last].Status == link.Status {
			merged[last].Title = cmp.Or(link.Title, merged[last].Title)
			merged[last].Type = cmp.Or(link.Type, merged[last].Type)
			continue
		}
		merged = append(merged, link)
	}

	derived := &Table{links: merged}
	for i, link := range merged {
		if allowed(link.Status) {
			derived.index[link.Status-lowest] = i + 1
		}
	}
	return derived
}

// Lookup returns the link for status and whether there is one. It allocates
// nothing and takes no lock; for the statuses that HTTP allows, 100 to 599, it
// takes the same time in a table of any size.
func (t *Table) Lookup(status int) (Link, bool) {
	if t == nil {
		return Link{}, false
	}
	if allowed(status) {
		i := t.index[status-lowest]
		if i == 0 {
			return Link{}, false
		}
		return t.links[i-1], true
	}
	i, ok := slices.BinarySearchFunc(t.links, status, func(link Link, status int) int {
		return cmp.Compare(link.Status, status)
	})
	if !ok {
		return Link{}, false
	}
	return t.links[i], true
}

// All returns the links of t in status order. The sequence can be ranged over
// any number of times.
func (t *Table) All() iter.Seq[Link] {
	if t == nil {
		return slices.Values([]Link(nil))
	}
	return slices.Values(t.links)
}

func allowed(status int) bool {
	return lowest <= status && status <= highest
}
