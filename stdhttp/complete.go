package stdhttp

import (
	"maps"
	"net/http"

	"github.com/goproblem/problemdetails/problem"
)

// complete fills in what p lacks and lets Before change it. It reports whether
// Before may have chosen the language: also if that is the one p had.
func (rs *Responder) complete(r *http.Request, p *problem.Problem) (translated bool) {
	p.Status = ending(p.Status)
	filled := rs.fill(p)
	if rs.Before == nil {
		return false
	}
	q := *p
	q.Extensions = make(problem.Extensions, len(p.Extensions)+1)
	maps.Copy(q.Extensions, p.Extensions)
	if !rs.call(r, "Before", func() { rs.Before(r, &q) }) {
		return false // half a change is none
	}
	if q.Status = ending(q.Status); q.Status != p.Status {
		// What the links said was about another status.
		if q.Type == filled.Type {
			q.Type = ""
		}
		if q.Title == filled.Title {
			q.Title = ""
		}
	}
	rs.fill(&q)
	translated = p.Lang != "" || q.Lang != ""
	*p = q
	return translated
}

// fill gives a problem without a type of its own the type and title of its
// status. It returns what it filled in.
func (rs *Responder) fill(p *problem.Problem) (filled struct{ Type, Title string }) {
	if p.Type != "" && p.Type != problem.BlankType {
		return filled
	}
	link, _ := rs.links().Lookup(p.Status)
	if p.Type == "" {
		p.Type, filled.Type = link.Type, link.Type
	}
	if p.Title == "" && link.Title != "(Unused)" { // IANA's mark for a reserved code
		p.Title, filled.Title = link.Title, link.Title
	}
	return filled
}

// ending returns status if it can end a response, else 500.
func ending(status int) int {
	if status < 200 || status > 599 {
		return http.StatusInternalServerError
	}
	return status
}
