package problem

import "slices"

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
