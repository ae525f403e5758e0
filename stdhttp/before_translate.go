package stdhttp

import (
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/goproblem/problemdetails/problem"
)

// A Translation has the texts of a service in one language. It can be read from
// a JSON file. The zero value has no texts, and so translates nothing.
type Translation struct {
	// Lang is the language as a BCP 47 tag, such as "de" or "pt-BR". It
	// becomes the Lang of what is translated.
	Lang string `json:"lang"`

	// Texts are translations by the text that they replace: titles, details,
	// and the details of entries in the member "errors". An entry whose detail
	// is not there is looked for by its code.
	//
	// A key may have names in braces, and is then for every text that differs
	// from it in the names alone: "No order {id}." for "No order 7.". A name
	// stands for one character or more, from left to right as few as possible;
	// if the key has it twice, for the same ones. In the translation {id} is
	// what it stands for, itself translated if just that is among the texts,
	// or, where the key has no such name, an extension as in Details. A text
	// that is a key comes first, then the key with most characters outside of
	// names, then the lesser string.
	Texts map[string]string `json:"texts"`

	// Details are details by problem type, in place of any that an occurrence
	// has; for them, Texts are not asked. In them, {name} stands for the
	// extension member of that name: a string, a number, a boolean, a time or
	// a fmt.Stringer.
	Details map[string]string `json:"details"`
}

// Translate returns a function for [Responder.Before] that translates problems
// into the language that the client prefers, as [PreferredLanguage] chooses it.
// Lang is the language in which the program writes them, and which clients get
// that want none of the others.
//
// A problem is translated in full or not at all: if it has a text that a
// language lacks, or lacks a member that a text needs, that language is not
// offered for it. Its Lang is set either way, so that the response has
// Content-Language and Vary. A problem that has a Lang is left as it is: whoever
// set it has chosen. Types are for programs and stay, and so do extensions, but
// for [problem.Violations] in "errors".
//
// The translations must not change afterwards. For what a text with names in it
// cannot express, such as plurals, write a function of your own around
// [PreferredLanguage].
func Translate(lang string, translations ...Translation) func(*http.Request, *problem.Problem) {
	langs, offers := []string{lang}, []catalog{{}}
	for _, t := range translations {
		langs = append(langs, t.Lang)
		offers = append(offers, catalog{t.Texts, t.Details, patterns(t.Texts)})
	}
	return func(r *http.Request, p *problem.Problem) {
		if p.Lang != "" {
			return
		}
		for _, i := range byPreference(r.Header["Accept-Language"], langs) {
			if i == 0 || offers[i].apply(p) {
				p.Lang = langs[i]
				return
			}
		}
	}
}

// A catalog is a translation that is ready for use.
type catalog struct {
	texts, details map[string]string
	patterns       []pattern // of texts
}

// apply replaces the texts of p, and reports whether it has all of them. If not,
// p stays as it is.
func (c *catalog) apply(p *problem.Problem) bool {
	title, hasTitle := c.text(p.Title, p.Extensions)
	detail, hasDetail := c.detail(p)
	if !hasTitle || !hasDetail {
		return false
	}
	if v, ok := p.Extensions["errors"].(problem.Violations); ok {
		if v, ok = c.violations(v, p.Extensions); !ok {
			return false
		}
		p.Extensions["errors"] = v
	}
	p.Title, p.Detail = title, detail
	return true
}

// text translates a text by what it says. No text needs no translation.
func (c *catalog) text(s string, members problem.Extensions) (string, bool) {
	if s == "" {
		return "", true
	}
	if text, ok := c.texts[s]; ok {
		return text, true
	}
	for i := range c.patterns {
		p := &c.patterns[i]
		if values, ok := p.match(s); ok {
			return expand(p.value, func(name string) (string, bool) {
				at := slices.Index(p.names, name)
				if at < 0 {
					return words(members[name])
				}
				if text, ok := c.texts[values[at]]; ok {
					return text, true
				}
				return values[at], true
			})
		}
	}
	return "", false
}

func (c *catalog) detail(p *problem.Problem) (string, bool) {
	if text, ok := c.details[p.Type]; ok && p.Detail != "" {
		return expand(text, func(name string) (string, bool) { return words(p.Extensions[name]) })
	}
	return c.text(p.Detail, p.Extensions)
}

func (c *catalog) violations(list problem.Violations, members problem.Extensions) (problem.Violations, bool) {
	list = slices.Clone(list) // that of the handler may be shared
	for i := range list {
		v := &list[i]
		text, ok := c.text(v.Detail, members)
		if !ok && v.Code != "" {
			text, ok = c.texts[v.Code]
		}
		if !ok {
			return nil, false
		}
		v.Detail = text
	}
	return list, true
}

// expand replaces the names in braces by their values. It fails if one has
// none.
func expand(text string, valueOf func(name string) (string, bool)) (string, bool) {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(text, "{")
		b.WriteString(before)
		if !ok {
			return b.String(), true
		}
		name, after, closed := strings.Cut(rest, "}")
		value, ok := valueOf(name)
		if !closed || !ok {
			return "", false
		}
		b.WriteString(value)
		text = after
	}
}

// words returns a value as people write it, if it is of a kind that belongs into
// a sentence.
func words(v any) (string, bool) {
	switch v := v.(type) {
	case nil:
		return "", false
	case time.Time:
		return v.Format(time.RFC3339), true
	case fmt.Stringer:
		return fmt.Sprint(v), true // which survives a nil pointer
	}
	switch reflect.TypeOf(v).Kind() {
	case reflect.String, reflect.Bool,
		reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64,
		reflect.Float32, reflect.Float64:
		return fmt.Sprint(v), true
	default:
		return "", false
	}
}
