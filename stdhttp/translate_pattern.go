package stdhttp

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// A pattern is a key of [Translation.Texts] that has names in braces.
type pattern struct {
	key      string
	names    []string
	literals []string // before, between and after the names
	value    string   // the translation
}

// patterns returns the keys that have names in braces, in the order in which
// they are to be tried. A brace that does not close makes no name.
func patterns(texts map[string]string) []pattern {
	var found []pattern
	for key, value := range texts {
		p := pattern{key: key, value: value}
		rest := key
		for {
			before, after, opened := strings.Cut(rest, "{")
			name, after, closed := strings.Cut(after, "}")
			if !opened || !closed {
				break
			}
			p.literals = append(p.literals, before)
			p.names = append(p.names, name)
			rest = after
		}
		if len(p.names) > 0 {
			p.literals = append(p.literals, rest)
			found = append(found, p)
		}
	}
	slices.SortFunc(found, func(a, b pattern) int {
		return cmp.Or(b.weight()-a.weight(), strings.Compare(a.key, b.key))
	})
	return found
}

// weight returns how many characters outside of names the key has.
func (p *pattern) weight() int { return utf8.RuneCountInString(strings.Join(p.literals, "")) }

// match returns what the names stand for in s: one character or more each, and
// from left to right as few as possible. A name that is there twice stands for
// the same both times.
//
// It takes the first place of each literal and never goes back, since a later
// place leaves less to the literals after it. So the time is that of searching
// s once, whatever the key is.
func (p *pattern) match(s string) (values []string, ok bool) {
	end := len(p.literals) - 1
	rest, begins := strings.CutPrefix(s, p.literals[0])
	rest, ends := strings.CutSuffix(rest, p.literals[end])
	if !begins || !ends {
		return nil, false
	}
	values = make([]string, 0, len(p.names))
	for _, literal := range p.literals[1:end] {
		_, size := utf8.DecodeRuneInString(rest)
		at := strings.Index(rest[size:], literal)
		if at < 0 {
			return nil, false
		}
		values = append(values, rest[:size+at])
		rest = rest[size+at+len(literal):]
	}
	values = append(values, rest)
	for i, name := range p.names {
		if values[i] != values[slices.Index(p.names, name)] {
			return nil, false
		}
	}
	return values, rest != ""
}
