package encode

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/goproblem/problemdetails/problem"
)

// What [XML.Decode] reads at most, so that a small document cannot make a
// large amount of work. [problem.MaxDepth] limits how deep elements are nested.
const (
	MaxXMLSize       = 16 << 20 // bytes of a document
	MaxXMLElements   = 100_000  // elements and attributes of a document
	MaxXMLAttributes = 256      // attributes of an element, and namespace declarations in scope
)

// Decode replaces *p by what the XML document in data says (RFC 9457, appendix
// B). It implements [Decoder].
//
// The root must be an element named problem in the namespace
// urn:ietf:rfc:7807. Elements of other namespaces, those whose names begin with
// xml, and all attributes but namespace declarations are ignored. An element
// without elements in it becomes a string, white space included; one that holds
// elements named i and no others becomes a []any; any other becomes a
// map[string]any, and text between its elements is ignored. Of several elements
// with one name in an object the last counts.
//
// Standard members that hold elements, and a status that is not an integer from
// 100 to 599, are ignored (section 3.1). White space around type, status and
// instance, which their types do not have, is removed.
//
// The document must be well-formed, without a document type declaration, and so
// without entities other than the five that XML defines. It may be in UTF-8, in
// UTF-16 with or without a byte order mark, or, if it declares so, in ISO-8859-1
// or US-ASCII. Every error about the document is a [*problem.SyntaxError] and
// leaves *p as it was.
func (XML) Decode(data []byte, p *problem.Problem) error {
	if p == nil {
		return errNilProblem
	}
	if len(data) > MaxXMLSize {
		return &problem.SyntaxError{Offset: MaxXMLSize, Err: fmt.Errorf("larger than %d bytes", MaxXMLSize)}
	}
	source, err := newXMLSource(data)
	if err != nil {
		return err
	}
	r := xmlReader{data: source.text}
	members, err := r.document()
	if err != nil {
		return source.syntaxError(r.at, err)
	}
	*p = xmlProblem(members)
	return nil
}

// xmlProblem makes a problem of the members of the root.
func xmlProblem(members map[string]any) problem.Problem {
	take := func(name string) string {
		s, _ := members[name].(string)
		delete(members, name)
		return s
	}
	trim := func(s string) string { return strings.Trim(s, " \t\r\n") }
	p := problem.Problem{
		Type:     trim(take("type")),
		Title:    take("title"),
		Detail:   take("detail"),
		Instance: trim(take("instance")),
	}
	if n, err := strconv.Atoi(trim(take("status"))); err == nil && 100 <= n && n <= 599 {
		p.Status = n
	}
	if len(members) > 0 {
		p.Extensions = members
	}
	return p
}

// document reads the whole document and returns the members of the root.
func (r *xmlReader) document() (map[string]any, error) {
	if _, _, err := r.declaration(); err != nil {
		return nil, err
	}
	if err := r.misc(); err != nil {
		return nil, err
	}
	start := r.i
	root, err := r.startTag()
	if err != nil {
		return nil, err
	}
	if root.space != xmlNamespace || string(root.local) != "problem" {
		return nil, r.fail(start, errNotProblem)
	}
	content, err := r.content(root, 0)
	if err != nil {
		return nil, err
	}
	if err := r.misc(); err != nil {
		return nil, err
	}
	if r.i < len(r.data) {
		return nil, r.fail(r.i, errors.New("more than one root element"))
	}
	return content.object(), nil
}

var errNotProblem = errors.New("the root element is not problem in the namespace " + xmlNamespace)

// content reads what stands within an element that is depth levels below the
// root, and its end tag.
func (r *xmlReader) content(tag xmlTag, depth int) (c xmlContent, err error) {
	text := len(r.text)
	for end := tag.empty; !end && err == nil; {
		if err = r.textRun(); err != nil {
			break
		}
		switch {
		case r.has("</"):
			end, err = true, r.endTag(tag.name)
		case r.has("<!--"):
			err = r.comment()
		case r.has("<![CDATA["):
			err = r.cdata()
		case r.has("<?"):
			err = r.instruction()
		case r.has("<!"):
			err = r.fail(r.i, errXMLMarkup)
		default:
			err = r.child(&c, depth+1)
		}
	}
	if c.isText() {
		c.text = string(r.text[text:])
	}
	r.text, r.scope = r.text[:text], r.scope[:tag.scope]
	return c, err
}

// child reads an element that is depth levels below the root, and adds it to
// c unless it means nothing here.
func (r *xmlReader) child(c *xmlContent, depth int) error {
	if depth > problem.MaxDepth {
		return r.fail(r.i, errDepth)
	}
	tag, err := r.startTag()
	if err != nil {
		return err
	}
	content, err := r.content(tag, depth)
	if err != nil {
		return err
	}
	if tag.space == xmlNamespace && !isXMLReserved(tag.local) {
		c.add(string(tag.local), content.value())
	}
	return nil
}
