package problem

import (
	"errors"
	"fmt"
)

// ErrReserved reports an extension that is named like a standard member
// (type, title, status, detail or instance), which RFC 9457 leaves no room
// for. A [MemberError] with the name wraps it.
var ErrReserved = errors.New("problem: reserved for a standard member")

// A MemberError reports a member of a problem that a format cannot write: a
// name that the format cannot hold, or a value that has no representation.
// Leaving that member out lets the rest of the problem be written.
//
// Formats return it, possibly wrapped; the zero value is not useful.
type MemberError struct {
	Name string // the extension member at the top level of the problem
	Err  error  // what is wrong with it; errors.Is and errors.As look inside
}

// Error names the member and what is wrong with it.
func (e *MemberError) Error() string {
	return fmt.Sprintf("problem: extension %q: %v", e.Name, e.Err)
}

// Unwrap returns e.Err.
func (e *MemberError) Unwrap() error { return e.Err }

// A SyntaxError reports a document that is not well-formed or is not a problem
// details document. Every decoder returns it; the zero value is not useful.
type SyntaxError struct {
	Offset int64 // bytes of input before the mistake
	Err    error // what is wrong
}

// Error says what is wrong and where.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("problem: syntax error at offset %d: %v", e.Offset, e.Err)
}

// Unwrap returns e.Err.
func (e *SyntaxError) Unwrap() error { return e.Err }
