package problem

import "slices"

// A Problemer is a domain error that knows its problem. A nil result of
// ProblemDetails means that it knows none. A type that embeds a *Problem is a
// Problemer.
type Problemer interface {
	error
	ProblemDetails() *Problem
}

// From returns the problem of an error, as a copy that the caller owns: fields
// and the map of extensions may change, the values within the map are shared.
//
//   - It is the outermost *Problem or [Problemer] in the tree of err, which is
//     walked in the order of errors.As.
//   - If that is one of several [Violations] that errors.Join has joined, the
//     copy has the violations of all of them.
//   - Without any, and for a nil error, it is a bare 500 whose Err is err:
//     what err says is for the log and not for clients.
//
// From never returns nil. A nil *Problem, a nil result of ProblemDetails and
// one that panics, as methods of typed nil pointers do, are passed over. It
// looks at 100,000 errors in 1000 levels at most, so that an error that contains
// itself has an end.
func From(err error) *Problem {
	var found *Problem
	var violations Violations
	left := maxErrors
	walk(err, 0, &left, func(p *Problem) bool {
		v, ok := p.violations()
		switch {
		case found == nil:
			found = p
			violations = slices.Clone(v) // to append to
			return ok                    // only violations have others to join
		case ok:
			violations = append(violations, v...)
		}
		return true
	})
	if found == nil {
		return &Problem{Status: 500, Err: err}
	}
	p := found.With(Problem{})
	if violations != nil {
		p.Extensions["errors"] = violations
	}
	return p
}

// violations returns the violations of p if it is what Violations.Err makes.
func (p *Problem) violations() (Violations, bool) {
	if p.Status != statusViolations || !isBlank(p.Type) {
		return nil, false
	}
	v, ok := p.Extensions["errors"].(Violations)
	return v, ok
}

// These bound the walk through an error that, by mistake, contains itself.
const (
	maxWrapped = 1000    // levels
	maxErrors  = 100_000 // errors at all levels together
)

// walk calls visit for each outermost problem in the tree of err, until it
// returns false or the number of errors left is used up. It reports whether to
// go on.
func walk(err error, depth int, left *int, visit func(*Problem) bool) bool {
	for ; err != nil && depth < maxWrapped; depth++ {
		if *left--; *left < 0 {
			return false
		}
		if p := details(err); p != nil {
			return visit(p)
		}
		many, one := unwrap(err)
		for _, e := range many {
			if !walk(e, depth+1, left, visit) {
				return false
			}
		}
		err = one
	}
	return true
}

// details returns the problem that err itself is or knows, or nil. Methods of
// typed nil pointers may panic; they know none.
func details(err error) (p *Problem) {
	switch e := err.(type) {
	case *Problem:
		return e
	case Problemer:
		defer func() {
			if recover() != nil {
				p = nil
			}
		}()
		return e.ProblemDetails()
	default:
		return nil
	}
}

// unwrap returns the errors below err, and none if its method panics.
func unwrap(err error) (many []error, one error) {
	defer func() {
		if recover() != nil {
			many, one = nil, nil
		}
	}()
	switch e := err.(type) {
	case interface{ Unwrap() error }:
		return nil, e.Unwrap()
	case interface{ Unwrap() []error }:
		return e.Unwrap(), nil
	default:
		return nil, nil
	}
}
