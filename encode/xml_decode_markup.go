package encode

import (
	"errors"
	"fmt"
	"strings"
)

var errXMLMarkup = errors.New("markup that is neither an element, a comment nor a processing instruction")

// misc passes over what may stand before and after the root: white space,
// comments and processing instructions.
func (r *xmlReader) misc() error {
	for {
		r.space()
		var err error
		switch {
		case r.has("<!--"):
			err = r.comment()
		case r.has("<?"):
			err = r.instruction()
		case r.has("<!DOCTYPE"):
			err = r.fail(r.i, errors.New("document type declarations are not accepted"))
		case r.has("<!"):
			err = r.fail(r.i, errXMLMarkup)
		case r.i < len(r.data) && r.data[r.i] != '<':
			err = r.fail(r.i, errors.New("text outside of the root element"))
		default:
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// comment passes over a comment.
func (r *xmlReader) comment() error {
	r.i += len("<!--")
	if err := r.skip("--"); err != nil {
		return err
	}
	return r.take(">") // "--" must not stand within a comment
}

// instruction passes over a processing instruction.
func (r *xmlReader) instruction() error {
	at := r.i
	r.i += len("<?")
	switch target := r.name(); {
	case !isNCName(target):
		return r.fail(at, fmt.Errorf("processing instruction %.40q: %w", target, errNotXMLName))
	case strings.EqualFold(string(target), "xml"):
		return r.fail(at, errors.New("XML declaration that is not at the start of the document"))
	}
	if !r.has("?>") && !r.space() {
		return r.unexpected("within a processing instruction")
	}
	return r.skip("?>")
}

// skip passes over the characters up to and including end.
func (r *xmlReader) skip(end string) error {
	text := len(r.text)
	n, err := r.find(end)
	if err != nil {
		return err
	}
	if err := r.chars(n); err != nil {
		return err
	}
	r.text = r.text[:text]
	r.i += len(end)
	return nil
}

// cdata reads a CDATA section, in which nothing is markup.
func (r *xmlReader) cdata() error {
	r.i += len("<![CDATA[")
	end, err := r.find("]]>")
	if err != nil {
		return err
	}
	if err := r.chars(end); err != nil {
		return err
	}
	r.i += len("]]>")
	return nil
}

// declaration passes over the XML declaration, if there is one, and returns
// the encoding that it names and where (XML 1.0, section 2.8).
func (r *xmlReader) declaration() (encoding string, at int, err error) {
	if !r.has("<?xml") {
		return "", 0, nil
	}
	r.i += len("<?")
	if string(r.name()) != "xml" { // such as xml-stylesheet
		r.i = 0
		return "", 0, nil
	}
	version, at, err := r.pseudoAttribute("version")
	if err != nil {
		return "", 0, err
	}
	if at == 0 {
		return "", 0, r.fail(r.i, errors.New("XML declaration with no version"))
	}
	if minor, ok := strings.CutPrefix(version, "1."); !ok || minor == "" || strings.Trim(minor, "0123456789") != "" {
		return "", 0, r.fail(at, fmt.Errorf("XML version %.40q is not supported", version))
	}
	encoding, encodingAt, err := r.pseudoAttribute("encoding")
	if err != nil {
		return "", 0, err
	}
	standalone, at, err := r.pseudoAttribute("standalone")
	if err != nil {
		return "", 0, err
	}
	if at > 0 && standalone != "yes" && standalone != "no" {
		return "", 0, r.fail(at, fmt.Errorf("standalone is %.40q", standalone))
	}
	r.space()
	return encoding, encodingAt, r.take("?>")
}

// pseudoAttribute reads a part of the XML declaration and returns its value and
// where that is, or zero if the declaration does not have it.
func (r *xmlReader) pseudoAttribute(name string) (value string, at int, err error) {
	start := r.i
	if !r.space() || !r.has(name) {
		r.i = start
		return "", 0, nil
	}
	r.i += len(name)
	end, err := r.equals()
	if err != nil {
		return "", 0, err
	}
	value, at = string(r.data[r.i:end]), r.i
	r.i = end + 1
	return value, at, nil
}
