package problem

// A Problemer is a domain error that knows its problem. A nil result of
// ProblemDetails means that it knows none. A type that embeds a *Problem is a
// Problemer.
type Problemer interface {
	error
	ProblemDetails() *Problem
}
