package check

import (
	"strconv"
	"strings"
)

// kind is what a value is in JSON, or text for a value in XML, where numbers
// and strings look alike.
type kind int

const (
	isNull kind = iota
	isBool
	isNumber
	isString
	isArray
	isObject
	isText
)

var kindNames = [...]string{"null", "a boolean", "a number", "a string", "an array", "an object", "text"}

func (k kind) String() string { return kindNames[k] }

// A member is a name and a value at the top of a document, in either format.
type member struct {
	name    string
	nameAt  int // offset of the name
	valueAt int // offset of the value
	kind    kind
	text    string      // of a scalar: the string or the digits
	entries []violation // of the member "errors"
}

// A violation is what is of interest in an entry of the member "errors".
type violation struct {
	pointer   string
	pointerAt int
}

// A document is what the rules for members look at.
type document struct {
	xml     bool
	members []member
}

// last returns the members by name. Of repeated ones the last counts, as for
// most readers.
func (d *document) last() map[string]*member {
	m := make(map[string]*member, len(d.members))
	for i := range d.members {
		m[d.members[i].name] = &d.members[i]
	}
	return m
}

// A path leads to a value: names of members, and "0" and so on for elements.
type path []string

// pointer returns the JSON Pointer (RFC 6901) for the path.
func (p path) pointer() string {
	var b strings.Builder
	for _, token := range p {
		b.WriteByte('/')
		b.WriteString(tokenEscaper.Replace(shorten(token)))
	}
	return b.String()
}

// tokenEscaper escapes a reference token (RFC 6901, section 3).
var tokenEscaper = strings.NewReplacer("~", "~0", "/", "~1")

// quote returns s in quotes, cut short if it is long.
func quote(s string) string { return strconv.Quote(shorten(s)) }

// shorten cuts a long text.
func shorten(s string) string {
	const most = 60
	n := 0
	for i := range s {
		if n == most {
			return s[:i] + "..."
		}
		n++
	}
	return s
}
