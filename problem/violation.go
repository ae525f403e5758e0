package problem

import (
	"fmt"
	"slices"
	"strings"
)

// statusViolations is Unprocessable Content (RFC 9110, section 15.5.21).
const statusViolations = 422

// A Violation is one entry of the "errors" member that RFC 9457, section 3,
// shows for validation problems: what is wrong with one part of a request.
// Empty fields are left out; the zero value says nothing.
type Violation struct {
	Detail    string `json:"detail,omitempty"`    // what is wrong, for people
	Pointer   string `json:"pointer,omitempty"`   // where in the request's content: see [Pointer]
	Parameter string `json:"parameter,omitempty"` // the query or path parameter, by its name on the wire
	Header    string `json:"header,omitempty"`    // the request header field
	Code      string `json:"code,omitempty"`      // a code for programs
}

// String describes v to people, as in "#/age: must be positive": where it is,
// then the detail, or the code if there is none. It is not empty: the zero value
// is "a violation".
func (v Violation) String() string {
	var parts []string
	add := func(before, s string) {
		if s != "" {
			parts = append(parts, before+s)
		}
	}
	add("", v.Pointer)
	add("parameter ", v.Parameter)
	add("header ", v.Header)
	if v.Detail != "" {
		add("", v.Detail)
	} else {
		add("", v.Code)
	}
	if parts == nil {
		return "a violation"
	}
	return strings.Join(parts, ": ")
}

// Violations collects what is wrong with a request: append to it, and return
// its Err. Nil means that nothing is wrong. To read them from a problem that
// was decoded, use [Extensions.Decode] with a field tagged json:"errors".
type Violations []Violation

// Err returns nil if there are no violations, else a *Problem with status 422
// (RFC 9110, section 15.5.21) and a copy of them as the extension "errors".
// Several such errors may be joined with errors.Join: see [From].
func (v Violations) Err() error {
	if len(v) == 0 {
		return nil
	}
	return &Problem{Status: statusViolations, Extensions: Extensions{"errors": slices.Clone(v)}}
}

// maxDescribed is how many violations a description lists.
const maxDescribed = 10

// String describes v to people: the first ten violations, and how many more
// there are. It is empty if there are none.
func (v Violations) String() string {
	var b strings.Builder
	for i, violation := range v[:min(len(v), maxDescribed)] {
		if i > 0 {
			b.WriteString("; ")
		}
		b.WriteString(violation.String())
	}
	if more := len(v) - maxDescribed; more > 0 {
		fmt.Fprintf(&b, "; and %d more", more)
	}
	return b.String()
}
