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

	// Texts are translations by the text that they replace: titles, details
	// that never vary, and the details of entries in the member "errors". An
	// entry whose detail is not there is looked for by its code.
	Texts map[string]string `json:"texts"`

	// Details are details by problem type, for those that vary. In them,
	// {name} stands for the extension member of that name: a string, a number,
	// a boolean, a time or a fmt.Stringer.
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
	offers := append([]Translation{{Lang: lang}}, translations...)
	langs := make([]string, len(offers))
	for i := range offers {
		langs[i] = offers[i].Lang
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

// apply replaces the texts of p, and reports whether it has all of them. If not,
// p stays as it is.
func (t *Translation) apply(p *problem.Problem) bool {
	title, hasTitle := t.text(p.Title)
	detail, hasDetail := t.detail(p)
	if !hasTitle || !hasDetail {
		return false
	}
	if v, ok := p.Extensions["errors"].(problem.Violations); ok {
		if v, ok = t.violations(v); !ok {
			return false
		}
		p.Extensions["errors"] = v
	}
	p.Title, p.Detail = title, detail
	return true
}

// text translates a text that does not vary. No text needs no translation.
func (t *Translation) text(s string) (string, bool) {
	if s == "" {
		return "", true
	}
	s, ok := t.Texts[s]
	return s, ok
}

func (t *Translation) detail(p *problem.Problem) (string, bool) {
	if pattern, ok := t.Details[p.Type]; ok && p.Detail != "" {
		return expand(pattern, p.Extensions)
	}
	return t.text(p.Detail)
}

func (t *Translation) violations(list problem.Violations) (problem.Violations, bool) {
	list = slices.Clone(list) // that of the handler may be shared
	for i := range list {
		v := &list[i]
		text, ok := t.text(v.Detail)
		if !ok && v.Code != "" {
			text, ok = t.text(v.Code)
		}
		if !ok {
			return nil, false
		}
		v.Detail = text
	}
	return list, true
}

// expand replaces the names in braces by members. It fails if one is missing
// or is not of a kind that belongs into a sentence.
func expand(pattern string, members problem.Extensions) (string, bool) {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(pattern, "{")
		b.WriteString(before)
		if !ok {
			return b.String(), true
		}
		name, after, closed := strings.Cut(rest, "}")
		value, ok := words(members[name])
		if !closed || !ok {
			return "", false
		}
		b.WriteString(value)
		pattern = after
	}
}

// words returns a value as people write it.
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
