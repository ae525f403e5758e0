package encode

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf8"
)

// An xmlTag is a start tag.
type xmlTag struct {
	name  []byte // as it is written, with the prefix
	local []byte
	space string // namespace of the name; empty if it has none
	empty bool   // the element ends here
	scope int    // namespace declarations outside of the element
}

// An xmlAttribute is the name of an attribute.
type xmlAttribute struct {
	at            int
	prefix, local []byte
}

// startTag reads a start tag. Its namespace declarations stay in scope.
func (r *xmlReader) startTag() (tag xmlTag, err error) {
	start := r.i
	tag.scope = len(r.scope)
	if err := r.count(start); err != nil {
		return tag, err
	}
	if err := r.take("<"); err != nil {
		return tag, err
	}
	prefix, local, err := r.qname()
	if err != nil {
		return tag, err
	}
	tag.name, tag.local = r.data[start+1:r.i], local
	var attributes []xmlAttribute
	for {
		space := r.space()
		if r.has(">") {
			r.i++
			break
		}
		if r.has("/") {
			r.i++
			tag.empty = true
			if err := r.take(">"); err != nil {
				return tag, err
			}
			break
		}
		if !space {
			return tag, r.unexpected("within a tag")
		}
		a, err := r.attribute()
		if err != nil {
			return tag, err
		}
		if attributes = append(attributes, a); len(attributes) > MaxXMLAttributes {
			return tag, r.fail(a.at, fmt.Errorf("more than %d attributes", MaxXMLAttributes))
		}
	}
	if err := r.checkAttributes(attributes); err != nil {
		return tag, err
	}
	if string(prefix) == "xmlns" { // Namespaces in XML 1.0, section 3
		return tag, r.fail(start+1, errors.New("an element with the prefix xmlns"))
	}
	tag.space, err = r.namespace(prefix, start+1)
	return tag, err
}

// count counts an element or an attribute.
func (r *xmlReader) count(at int) error {
	if r.elements++; r.elements > MaxXMLElements {
		return r.fail(at, fmt.Errorf("more than %d elements and attributes", MaxXMLElements))
	}
	return nil
}

// unexpected returns an error about what is next.
func (r *xmlReader) unexpected(where string) error {
	if r.i == len(r.data) {
		return r.fail(r.i, errXMLEnd)
	}
	c, _ := utf8.DecodeRune(r.data[r.i:])
	return r.fail(r.i, fmt.Errorf("unexpected %q %s", c, where))
}

// attribute reads an attribute. If it declares a namespace that is in scope
// from here on.
func (r *xmlReader) attribute() (a xmlAttribute, err error) {
	a.at = r.i
	if err := r.count(a.at); err != nil {
		return a, err
	}
	if a.prefix, a.local, err = r.qname(); err != nil {
		return a, err
	}
	end, err := r.equals()
	if err != nil {
		return a, err
	}
	if n := bytes.IndexByte(r.data[r.i:end], '<'); n >= 0 {
		return a, r.fail(r.i+n, errors.New("< in the value of an attribute"))
	}
	text := len(r.text)
	if err := r.resolve(end); err != nil {
		return a, err
	}
	value := r.text[text:]
	r.text = r.text[:text]
	r.i++ // the quote
	switch {
	case len(a.prefix) == 0 && string(a.local) == "xmlns":
		err = r.declare(nil, value, a.at)
	case string(a.prefix) == "xmlns":
		err = r.declare(a.local, value, a.at)
	}
	return a, err
}

// equals passes over what stands between the name and the value of an attribute
// and returns where the value ends.
func (r *xmlReader) equals() (end int, err error) {
	r.space()
	if err := r.take("="); err != nil {
		return 0, err
	}
	r.space()
	quote := `"`
	if r.has("'") {
		quote = "'"
	}
	if err := r.take(quote); err != nil {
		return 0, err
	}
	return r.find(quote)
}

// An xmlExpandedName is a name with its prefix resolved.
type xmlExpandedName struct{ space, local string }

// checkAttributes returns an error if two attributes have the same name, with
// or without regard to prefixes, or if a prefix has not been declared. To
// compare each with each would take seconds for a document made for that.
func (r *xmlReader) checkAttributes(attributes []xmlAttribute) error {
	var seen map[xmlExpandedName]bool
	for _, a := range attributes {
		space := ""
		if len(a.prefix) > 0 {
			var err error
			if space, err = r.namespace(a.prefix, a.at); err != nil {
				return err
			}
		}
		if len(attributes) == 1 {
			break
		}
		if seen == nil {
			seen = make(map[xmlExpandedName]bool, len(attributes))
		}
		name := xmlExpandedName{space, string(a.local)}
		if seen[name] {
			return r.fail(a.at, fmt.Errorf("attribute %.40q is repeated", a.local))
		}
		seen[name] = true
	}
	return nil
}

// endTag reads the end tag of the element that has this name.
func (r *xmlReader) endTag(name []byte) error {
	at := r.i
	r.i += len("</")
	if _, _, err := r.qname(); err != nil {
		return err
	}
	if got := r.data[at+len("</") : r.i]; !bytes.Equal(got, name) {
		return r.fail(at, fmt.Errorf("end tag of %.40q instead of %.40q", got, name))
	}
	r.space()
	return r.take(">")
}

// qname reads a name with or without a prefix.
func (r *xmlReader) qname() (prefix, local []byte, err error) {
	name := r.name()
	local = name
	if n := bytes.IndexByte(name, ':'); n >= 0 {
		if prefix, local = name[:n], name[n+1:]; !isNCName(prefix) {
			local = nil
		}
	}
	if !isNCName(local) {
		at := r.i - len(name)
		if at == len(r.data) {
			return nil, nil, r.fail(at, errXMLEnd)
		}
		return nil, nil, r.fail(at, fmt.Errorf("%.40q: %w", name, errNotXMLName))
	}
	return prefix, local, nil
}

// name passes over what looks like a name.
func (r *xmlReader) name() []byte {
	start := r.i
	for r.i < len(r.data) {
		if c := r.data[r.i]; c < utf8.RuneSelf && c != ':' && !isNameRune(rune(c)) {
			break
		}
		r.i++
	}
	return r.data[start:r.i]
}
