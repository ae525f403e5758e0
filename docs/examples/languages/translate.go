package main

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/goproblem/problemdetails/problem"
)

// The first language is for clients that want none of them.
var (
	languages = []language.Tag{language.English, language.German, language.Arabic}
	matcher   = language.NewMatcher(languages)
)

// translate is a Responder.Before. It sets Lang in any case, English included:
// only then does the response say that it depends on Accept-Language.
func translate(r *http.Request, p *problem.Problem) {
	wanted, _, _ := language.ParseAcceptLanguage(strings.Join(r.Header["Accept-Language"], ","))
	_, index, _ := matcher.Match(wanted...)
	p.Lang = languages[index].String()
	if p.Lang != "en" && !apply(texts[p.Lang], p) {
		p.Lang = "en" // rather all of it in English than half
	}
}

// apply replaces the texts of p. It reports whether it had them all; if not, p
// is as it was.
func apply(c catalog, p *problem.Problem) bool {
	title, ok := c.texts[p.Title]
	if !ok {
		return false
	}
	detail := p.Detail
	if detail != "" {
		if detail, ok = c.detail(p); !ok {
			return false
		}
	}
	if v, ok := p.Extensions["errors"].(problem.Violations); ok {
		v = slices.Clone(v) // other responses may share it
		for i := range v {
			if v[i].Detail, ok = c.texts[v[i].Detail]; !ok {
				return false
			}
		}
		p.Extensions["errors"] = v
	}
	p.Title, p.Detail = title, detail
	return true
}

// A catalog has the texts of one language.
type catalog struct {
	texts   map[string]string   // by the English text
	details map[string]sentence // by the problem type
}

// A sentence has places for extension members.
type sentence struct {
	format  string
	members []string
}

func (c catalog) detail(p *problem.Problem) (string, bool) {
	s, ok := c.details[p.Type]
	values := make([]any, len(s.members))
	for i, name := range s.members {
		values[i] = p.Extensions[name]
	}
	return fmt.Sprintf(s.format, values...), ok
}
