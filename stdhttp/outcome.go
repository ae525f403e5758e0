package stdhttp

import "strconv"

// An Outcome tells what became of an error: what was sent, if anything. The
// zero value says nothing useful.
type Outcome struct {
	// Status is the status of the problem; 499 if the client went away. With
	// Committed the client has seen another one.
	Status int
	// ContentType is that of the response; empty if there is no content.
	ContentType string
	// Acceptable is false if the client accepts none of the formats, and got
	// one all the same, and if nothing was written.
	Acceptable bool
	// Bytes is the length of the content that was written.
	Bytes int64
	// Err is the error as the handler returned it, unless that contains itself
	// (see [Responder.Error]). It is a [*PanicError] after a panic.
	Err error
	// Result is how it ended.
	Result Result
}

// A Result is how the response to an error ended. The zero value is Written.
type Result int

const (
	// Written means that the problem was sent.
	Written Result = iota
	// Committed means that another response had been sent before, in full or
	// in part, so that the problem could only be logged.
	Committed
	// Canceled means that the client went away before there was a response.
	Canceled
	// Fallback means that a format failed and less was sent than the problem
	// holds: members are missing, or another format was used.
	Fallback
	// Redirected means that the error was a redirect and that it was sent.
	Redirected
)

var results = [...]string{"written", "committed", "canceled", "fallback", "redirected"}

// String returns the name in lower case, for logs and metrics.
func (r Result) String() string {
	if r < 0 || int(r) >= len(results) {
		return "Result(" + strconv.Itoa(int(r)) + ")"
	}
	return results[r]
}
