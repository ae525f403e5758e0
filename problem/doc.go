// Package problem is the value at the centre of this module: problem details
// as RFC 9457 defines them, usable as a Go error, and their canonical JSON
// form. It knows nothing of HTTP, so it serves handlers, queues, batch jobs
// and logs alike.
//
// # Types and occurrences
//
// A package-level *[Problem] defines a problem type; [Problem.With] makes an
// occurrence of it, and errors.Is recognises occurrences, wrapped or not, even
// those that came over the wire:
//
//	var ErrOutOfCredit = &problem.Problem{
//		Type:   "https://example.com/probs/out-of-credit",
//		Title:  "You do not have enough credit.",
//		Status: 403,
//	}
//
//	return ErrOutOfCredit.With(problem.Problem{
//		Detail:     "Your balance is 30, but that costs 50.",
//		Extensions: problem.Extensions{"balance": 30},
//		Err:        err, // for the log; no format writes it
//	})
//
// An error type of yours becomes a problem with one method, ProblemDetails:
// see [Problemer]. [From] finds the problem in any tree of errors, and answers
// everything else with a bare 500 that gives nothing away.
//
// # Validation
//
// [Violations] collects what is wrong with a request in the shape that RFC
// 9457 shows, with JSON Pointers made by [Pointer]; its Err is nil or a 422.
//
// # JSON
//
// [Problem.AppendJSON] writes into a buffer of yours without allocating, and
// json.Marshal gives the same bytes. [Problem.UnmarshalJSON] reads leniently
// where the RFC asks for it and strictly elsewhere, keeps every extension
// member and loses no digit of a number; [Extensions.Decode] reads extensions
// into a struct. Other formats are in package encode.
package problem
