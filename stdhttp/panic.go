package stdhttp

import (
	"fmt"
	"runtime"
	"strconv"
	"strings"
)

// A PanicError is the error of a handler that panicked. It does not unwrap to
// the value, even if that is an error: a panic is a bug, hence always a 500.
// The zero value is a panic about which nothing is known.
type PanicError struct {
	// Value is what the handler panicked with.
	Value any
	// Frames are the calls that led there, the innermost first.
	Frames []runtime.Frame
}

// Error describes the value. It is for operators, not for clients.
func (e *PanicError) Error() string { return fmt.Sprintf("panic: %v", e.Value) }

// Stack returns the calls that led to the panic, the innermost first: for each
// a line with the function, and one with file and line.
func (e *PanicError) Stack() string {
	var b strings.Builder
	for _, f := range e.Frames {
		b.WriteString(f.Function + "\n\t" + f.File + ":" + strconv.Itoa(f.Line) + "\n")
	}
	return b.String()
}

// maxFrames is enough for real stacks and keeps the line in the log readable
// for a recursion that has no end.
const maxFrames = 64

// newPanicError describes a panic. Call it in the deferred function itself, so
// that the stack of the panic is still there.
func newPanicError(value any) *PanicError {
	pcs := make([]uintptr, maxFrames)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)]) // skip Callers, this and its caller
	e := &PanicError{Value: value}
	for {
		f, more := frames.Next()
		raised := len(e.Frames) == 0 && strings.HasPrefix(f.Function, "runtime.") // by the runtime's own means
		if f.Function != "" && !raised {
			e.Frames = append(e.Frames, f)
		}
		if !more {
			return e
		}
	}
}
