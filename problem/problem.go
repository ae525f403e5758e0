package problem

import (
	"fmt"
	"maps"
	"strconv"
)

// BlankType is the type of a problem that means no more than its HTTP status
// (RFC 9457, section 4.2.1). A problem without a type has this one.
const BlankType = "about:blank"

// A Problem is one occurrence of a problem, as RFC 9457 defines it, and an
// error. A package-level *Problem defines a problem type: [Problem.With] makes
// occurrences of it, and errors.Is recognises them.
//
// The zero value is a problem about which nothing is known; it is ready to
// use. A nil *Problem behaves like it in every method but two: UnmarshalJSON
// fails, and MarshalJSON, whose receiver is a value, panics, which json.Marshal
// avoids. A Problem that several goroutines share must not change; copies made
// by With share nothing but the values within their extensions.
type Problem struct {
	// Type is a URI reference that identifies the problem type (section
	// 3.1.1). Empty means BlankType.
	Type string
	// Title is a short summary of the problem type, the same in every
	// occurrence but for translation (section 3.1.3).
	Title string
	// Status is the HTTP status code of this occurrence (section 3.1.2). Zero
	// means that there is none; formats leave out what is not 100 to 599.
	Status int
	// Detail explains this occurrence to people (section 3.1.4).
	Detail string
	// Instance is a URI reference that identifies this occurrence (section
	// 3.1.5).
	Instance string
	// Extensions are the members that the problem type adds (section 3.2).
	// Nil means none.
	Extensions Extensions
	// Err is the cause: for logs and for errors.Is and errors.As. No format
	// writes it.
	Err error
	// Lang is the language of Title and Detail as a BCP 47 tag, such as "de"
	// or "ar". It is not a member of the problem: it fills the lang attribute
	// of a page and the Content-Language field of a response. Empty means
	// unknown.
	Lang string
}

// Error describes p to operators: its title, detail and cause, separated by
// colons. It is never empty: a problem without title and detail is named by its
// status or its type, and by its [Violations]. Do not send it to clients; it
// contains the cause.
func (p *Problem) Error() string {
	if p == nil {
		return "problem: <nil>"
	}
	s := p.Title
	if p.Detail != "" {
		if s != "" {
			s += ": "
		}
		s += p.Detail
	}
	if s == "" {
		s = "problem: " + p.name()
		if list, ok := p.Extensions["errors"].(Violations); ok && len(list) > 0 {
			s += ": " + list.String()
		}
	}
	switch {
	case p.Err == nil:
	case isFinite(p.Err):
		s += ": " + fmt.Sprint(p.Err) // Sprint survives a panic in the cause's Error method.
	default:
		s += ": (" + errEndless.Error() + ")"
	}
	return s
}

// name returns the shortest identification of p.
func (p *Problem) name() string {
	switch {
	case p.Status != 0 && isBlank(p.Type):
		return strconv.Itoa(p.Status)
	case p.Type != "":
		return p.Type
	default:
		return BlankType
	}
}

// Unwrap returns the cause, p.Err.
func (p *Problem) Unwrap() error {
	if p == nil {
		return nil
	}
	return p.Err
}

// Is reports whether p is an occurrence of the problem that target stands for:
// a target with a type other than BlankType matches the problems of that type;
// a target without one, but with a status, the problems with that status; any
// other target only itself. It implements the method that errors.Is looks for.
func (p *Problem) Is(target error) bool {
	t, ok := target.(*Problem)
	if !ok {
		return false
	}
	switch {
	case p == nil || t == nil:
		return p == t
	case !isBlank(t.Type):
		return p.Type == t.Type
	case t.Status != 0:
		return p.Status == t.Status
	default:
		return p == t
	}
}

// With returns a copy of p with the non-zero fields of o laid over it. The
// extensions of both are merged into a new map, in which those of o win; it is
// nil when neither has any. Neither p nor o changes.
func (p *Problem) With(o Problem) *Problem {
	var c Problem
	if p != nil {
		c = *p
	}
	overlay(&c.Type, o.Type)
	overlay(&c.Title, o.Title)
	overlay(&c.Status, o.Status)
	overlay(&c.Detail, o.Detail)
	overlay(&c.Instance, o.Instance)
	overlay(&c.Lang, o.Lang)
	if o.Err != nil {
		c.Err = o.Err
	}
	c.Extensions = merge(c.Extensions, o.Extensions)
	return &c
}

// overlay sets *dst to src unless src is the zero value.
func overlay[T comparable](dst *T, src T) {
	var zero T
	if src != zero {
		*dst = src
	}
}

// merge returns a new map with the members of a and b, or nil if there are
// none.
func merge(a, b Extensions) Extensions {
	if len(a)+len(b) == 0 {
		return nil
	}
	m := make(Extensions, len(a)+len(b))
	maps.Copy(m, a)
	maps.Copy(m, b)
	return m
}

// StatusCode returns the status of p, or 500 if p has none from 100 to 599.
// Several web frameworks look for a method of this name.
func (p *Problem) StatusCode() int {
	if p == nil || !validStatus(p.Status) {
		return 500
	}
	return p.Status
}

// ProblemDetails returns p, so that a type that embeds a *Problem is a
// [Problemer].
func (p *Problem) ProblemDetails() *Problem { return p }

// isBlank reports whether a problem of this type says no more than its status.
func isBlank(typ string) bool { return typ == "" || typ == BlankType }

// validStatus reports whether HTTP can carry the status (RFC 9110, section 15).
func validStatus(status int) bool { return 100 <= status && status <= 599 }
