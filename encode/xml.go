package encode

import (
	"strings"

	"github.com/goproblem/problemdetails/problem"
)

// xmlNamespace is the namespace of every element. RFC 9457 kept the one of RFC
// 7807, which it replaces.
const xmlNamespace = "urn:ietf:rfc:7807"

// XML writes and reads application/problem+xml documents (RFC 9457, appendix
// B). The standard members come first, then the extensions in name order. An
// object becomes child elements, an array becomes elements named i; strings,
// numbers, booleans and times become text.
//
// XML has no types, so that everything is read back as a string, an array or
// an object, and some values look alike: empty strings, objects and arrays all
// become an empty element, which is read as an empty string, and an object
// whose only member is named i is read as an array. Members that are null are
// left out; an item of an array that is null becomes an empty element, so that
// the others keep their places. Characters that XML cannot hold, even escaped,
// become U+FFFD.
//
// Names, at any depth, must be names in XML, without a colon, and must not
// begin with xml in any case, which XML reserves (XML 1.0, section 2.3). Append
// reports others as a [*problem.MemberError].
//
// The zero value writes documents without white space between elements. An XML
// is safe for concurrent use.
type XML struct {
	// Indent is put before elements on lines of their own, once for each level.
	// It consists of spaces and tabs; anything else counts as empty. Empty
	// means no lines. It never changes what is read back.
	Indent string
}

// ContentType returns "application/problem+xml".
func (XML) ContentType() string { return "application/problem+xml" }

// Append appends p to dst as an XML document. It implements [Format]. When dst
// has room it allocates nothing, unless p holds values of types that only JSON
// knows how to write, or a map of many members.
func (x XML) Append(dst []byte, p *problem.Problem) ([]byte, error) {
	w := xmlWriter{indent: x.Indent}
	if strings.Trim(w.indent, " \t") != "" {
		w.indent = ""
	}
	b := append(dst, `<?xml version="1.0" encoding="UTF-8"?>`...)
	if w.indent != "" {
		b = append(b, '\n')
	}
	b = append(b, `<problem xmlns="`+xmlNamespace+`">`...)
	if p != nil {
		open := len(b)
		var name string
		var err error
		if b, name, err = w.problem(b, p, 1); err != nil {
			return dst, &problem.MemberError{Name: name, Err: err}
		}
		if len(b) > open {
			b = w.line(b, 0)
		}
	}
	return append(b, "</problem>"...), nil
}

// problem appends the members of p. With an error comes the name of the
// extension at fault.
func (w xmlWriter) problem(b []byte, p *problem.Problem, depth int) (_ []byte, name string, err error) {
	if p.Type != "" {
		b = append(appendXMLText(append(w.line(b, depth), "<type>"...), p.Type), "</type>"...)
	}
	if p.Title != "" {
		b = append(appendXMLText(append(w.line(b, depth), "<title>"...), p.Title), "</title>"...)
	}
	if n := p.Status; 100 <= n && n <= 599 {
		b = append(w.line(b, depth), "<status>"...)
		b = append(append(b, byte('0'+n/100), byte('0'+n/10%10), byte('0'+n%10)), "</status>"...)
	}
	if p.Detail != "" {
		b = append(appendXMLText(append(w.line(b, depth), "<detail>"...), p.Detail), "</detail>"...)
	}
	if p.Instance != "" {
		b = append(appendXMLText(append(w.line(b, depth), "<instance>"...), p.Instance), "</instance>"...)
	}
	if len(p.Extensions) == 0 {
		return b, "", nil
	}
	for name, value := range p.Extensions.All() {
		if isStandard(name) {
			return b, name, problem.ErrReserved
		}
		if b, err = w.member(b, name, value, depth); err != nil {
			return b, name, err
		}
	}
	return b, "", nil
}
