package encode

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// An xmlReader reads the subset of XML 1.0 that needs no document type
// declaration, and Namespaces in XML 1.0, in a single pass over UTF-8.
type xmlReader struct {
	data     []byte
	i        int          // offset of what is next
	at       int          // offset of the mistake
	elements int          // elements and attributes so far
	scope    []xmlBinding // namespace declarations, the innermost last
	text     []byte       // text of the open elements, one after the other
}

var errXMLEnd = errors.New("unexpected end of the document")

// fail notes where the mistake is.
func (r *xmlReader) fail(at int, err error) error {
	r.at = at
	return err
}

// has reports whether s is next.
func (r *xmlReader) has(s string) bool {
	return len(r.data)-r.i >= len(s) && string(r.data[r.i:r.i+len(s)]) == s
}

// take passes over s, which must be next.
func (r *xmlReader) take(s string) error {
	if r.has(s) {
		r.i += len(s)
		return nil
	}
	if r.i == len(r.data) {
		return r.fail(r.i, errXMLEnd)
	}
	return r.fail(r.i, fmt.Errorf("%q expected", s))
}

// find returns the offset of the next s.
func (r *xmlReader) find(s string) (int, error) {
	n := bytes.Index(r.data[r.i:], []byte(s))
	if n < 0 {
		return 0, r.fail(len(r.data), errXMLEnd)
	}
	return r.i + n, nil
}

// space passes over white space and reports whether there was any.
func (r *xmlReader) space() bool {
	start := r.i
	for r.i < len(r.data) && isXMLSpace(r.data[r.i]) {
		r.i++
	}
	return r.i > start
}

func isXMLSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// textRun reads text up to the next markup.
func (r *xmlReader) textRun() error {
	end, err := r.find("<")
	if err != nil {
		return err
	}
	if n := bytes.Index(r.data[r.i:end], []byte("]]>")); n >= 0 {
		return r.fail(r.i+n, errors.New(`"]]>" in text`))
	}
	return r.resolve(end)
}

// resolve reads the characters and references up to end.
func (r *xmlReader) resolve(end int) error {
	for {
		n := bytes.IndexByte(r.data[r.i:end], '&')
		if n < 0 {
			return r.chars(end)
		}
		if err := r.chars(r.i + n); err != nil {
			return err
		}
		if err := r.reference(end); err != nil {
			return err
		}
	}
}

// chars reads the characters up to end. A line break becomes LF (XML 1.0,
// section 2.11).
func (r *xmlReader) chars(end int) error {
	for r.i < end {
		n := xmlTextLen(r.data[r.i:end])
		r.text = append(r.text, r.data[r.i:r.i+n]...)
		if r.i += n; r.i == end {
			return nil
		}
		if c := r.data[r.i]; c == '\r' {
			r.text = append(r.text, '\n')
			r.i++
			if r.i < end && r.data[r.i] == '\n' {
				r.i++
			}
			continue
		}
		c, size := utf8.DecodeRune(r.data[r.i:end])
		switch {
		case c == utf8.RuneError && size == 1:
			return r.fail(r.i, errors.New("invalid UTF-8"))
		case !isXMLChar(c):
			return r.fail(r.i, fmt.Errorf("%U is not a character in XML", c))
		}
		r.text = append(r.text, r.data[r.i:r.i+size]...)
		r.i += size
	}
	return nil
}

// reference reads the reference that starts here and stops before end.
func (r *xmlReader) reference(end int) error {
	n := bytes.IndexByte(r.data[r.i:end], ';')
	if n < 0 {
		return r.fail(r.i, errors.New("a reference without a semicolon"))
	}
	name := string(r.data[r.i+1 : r.i+n])
	var c rune
	switch name {
	case "lt":
		c = '<'
	case "gt":
		c = '>'
	case "amp":
		c = '&'
	case "apos":
		c = '\''
	case "quot":
		c = '"'
	default:
		var ok bool
		if c, ok = charReference(name); !ok {
			return r.fail(r.i, fmt.Errorf("undefined reference %.40q", "&"+name+";"))
		}
	}
	r.text = utf8.AppendRune(r.text, c)
	r.i += n + 1
	return nil
}

// charReference returns the character with a number such as "#38" or "#x26".
func charReference(name string) (rune, bool) {
	base, digits := 10, ""
	switch {
	case len(name) > 2 && name[:2] == "#x":
		base, digits = 16, name[2:]
	case len(name) > 1 && name[0] == '#':
		digits = name[1:]
	}
	// ParseUint refuses signs, and underscores because the base is given.
	n, err := strconv.ParseUint(digits, base, 31)
	return rune(n), err == nil && isXMLChar(rune(n))
}
