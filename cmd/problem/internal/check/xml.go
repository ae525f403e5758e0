package check

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/goproblem/problemdetails/problem"
)

// xmlNamespace is that of problem+xml (RFC 9457, appendix B).
const xmlNamespace = "urn:ietf:rfc:7807"

// checkXML checks an XML document.
func (in *input) checkXML(data []byte) {
	if rest, ok := bytes.CutPrefix(data, []byte("\ufeff")); ok { // XML allows it.
		in.base += len(data) - len(rest)
		data = rest
	}
	in.checkUTF8(data)
	w := &xmlWalk{in: in, dec: xml.NewDecoder(bytes.NewReader(data)), doc: document{xml: true}}
	w.dec.CharsetReader = func(string, io.Reader) (io.Reader, error) {
		return nil, errors.New("not all readers know it; use UTF-8")
	}
	if err := w.root(); err != nil {
		if !errors.Is(err, errStop) {
			in.add(ruleXMLSyntax, w.start, "", "%s", xmlMessage(err))
		}
		return
	}
	in.checkMembers(&w.doc)
}

// errStop ends a walk after a finding that leaves nothing to say.
var errStop = errors.New("check: stop")

// xmlMessage returns what is wrong without the line, which is printed anyway.
func xmlMessage(err error) string {
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		return syntax.Msg
	}
	return strings.TrimPrefix(err.Error(), "xml: ")
}

// xmlWalk reads an XML document.
type xmlWalk struct {
	in    *input
	dec   *xml.Decoder
	start int // where the latest token starts
	path  path
	doc   document
}

func (w *xmlWalk) add(rule *Rule, at int, format string, args ...any) {
	w.in.addAt(rule, at, w.path.pointer, format, args...)
}

func (w *xmlWalk) next() (xml.Token, error) {
	w.start = int(w.dec.InputOffset())
	return w.dec.Token()
}

// root reads the whole document.
func (w *xmlWalk) root() error {
	found := false
	for {
		tok, err := w.next()
		if err == io.EOF {
			if !found {
				return errors.New("there is no element")
			}
			return nil
		}
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.Directive:
			w.add(ruleXMLDoctype, w.start, "a document type declaration, which many readers refuse for safety")
		case xml.ProcInst:
			if t.Target == "xml" && w.start > 0 {
				return errors.New("the XML declaration is not at the beginning")
			}
		case xml.CharData:
			if !blank(t) {
				return errors.New("text outside the element")
			}
		case xml.StartElement:
			if found {
				return errors.New("a second element at the top")
			}
			found = true
			if err := w.rootElement(t); err != nil {
				return err
			}
		}
	}
}

// rootElement reads the element problem.
func (w *xmlWalk) rootElement(t xml.StartElement) error {
	switch {
	case t.Name.Local != "problem":
		w.add(ruleXMLRoot, w.start, "the element is %s, not problem", quote(t.Name.Local))
		return errStop
	case t.Name.Space != xmlNamespace:
		w.add(ruleXMLNamespace, w.start, "the namespace of problem is %s, not %s", quote(t.Name.Space), xmlNamespace)
	}
	w.attributes(t)
	_, err := w.element(t)
	return err
}

// attributes reports attributes, which have no meaning to a reader of problems.
func (w *xmlWalk) attributes(t xml.StartElement) {
	for _, a := range t.Attr {
		if a.Name.Space == "xmlns" || a.Name.Local == "xmlns" || a.Name.Space == "http://www.w3.org/XML/1998/namespace" {
			continue
		}
		w.add(ruleXMLAttribute, w.start, "the attribute %s is lost on readers of problems", quote(a.Name.Local))
	}
}

// element reads the content of the element that t opened, up to its end.
func (w *xmlWalk) element(t xml.StartElement) (member, error) {
	depth := len(w.path)
	if depth >= problem.MaxDepth {
		return member{}, fmt.Errorf("nested deeper than %d levels", problem.MaxDepth)
	}
	m := member{name: t.Name.Local, nameAt: w.start, valueAt: int(w.dec.InputOffset()), kind: isText}
	seen := make(map[string]bool)
	var text strings.Builder
	children, items := 0, 0
	w.path = append(w.path, "")
	for {
		tok, err := w.next()
		if err == io.EOF {
			err = fmt.Errorf("the element %s does not end", quote(t.Name.Local))
		}
		if err != nil {
			return m, err
		}
		switch t := tok.(type) {
		case xml.CharData:
			text.Write(t)
		case xml.StartElement:
			children++
			w.path[depth] = t.Name.Local
			if t.Name.Local == "i" {
				w.path[depth] = strconv.Itoa(items)
				items++
			}
			child, err := w.child(t, seen)
			if err != nil {
				return m, err
			}
			switch {
			case depth == 0:
				w.doc.members = append(w.doc.members, child)
			case w.path[0] == "errors" && depth <= 2:
				if depth == 2 && child.name == "pointer" {
					m.entries = append(m.entries, violation{child.text, child.valueAt})
				}
				m.entries = append(m.entries, child.entries...)
			}
		case xml.EndElement:
			w.path = w.path[:depth]
			m.text = text.String()
			w.shape(&m, children, items)
			return m, nil
		}
	}
}

// child reads one element within another.
func (w *xmlWalk) child(t xml.StartElement, seen map[string]bool) (member, error) {
	switch {
	case t.Name.Space != xmlNamespace && len(w.path) == 1 && isStandard(t.Name.Local):
		w.add(ruleXMLNamespace, w.start, "the namespace of %s is %s, not %s", t.Name.Local, quote(t.Name.Space), xmlNamespace)
	case t.Name.Space != xmlNamespace:
		w.add(ruleXMLNamespace, w.start, "the element %s is in the namespace %s; extensions use %s alone", quote(t.Name.Local), quote(t.Name.Space), xmlNamespace)
	}
	w.attributes(t)
	if t.Name.Local != "i" {
		if seen[t.Name.Local] {
			w.add(ruleDuplicate, w.start, "the element %s is repeated; an array holds its elements as i", quote(t.Name.Local))
		}
		seen[t.Name.Local] = true
	}
	return w.element(t)
}

// shape decides what an element is from its children (RFC 9457, appendix B).
func (w *xmlWalk) shape(m *member, children, items int) {
	switch {
	case children == 0:
		w.in.checkText(m.valueAt, w.path, m.name, m.text)
		return
	case !blank(m.text):
		w.add(ruleXMLMixed, m.nameAt, "%s has both text and elements; the text %s is lost", quote(m.name), quote(strings.TrimSpace(m.text)))
	case items > 0 && items < children:
		w.add(ruleXMLMixed, m.nameAt, "%s has elements i beside others; it is read as an object and not as an array", quote(m.name))
	}
	m.kind, m.text = isObject, ""
	if items == children {
		m.kind = isArray
	}
}

// blank reports whether s is nothing but white space.
func blank[S ~string | ~[]byte](s S) bool { return strings.TrimSpace(string(s)) == "" }
