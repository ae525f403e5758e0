package stdhttp

import (
	"context"
	"errors"
	"net/http"
	"os"

	"github.com/goproblem/problemdetails/problem"
)

// statusGone stands in logs for a request whose client went away. It is not
// registered; nginx made it known.
const statusGone = 499

// A finding is what an error means for the response.
type finding struct {
	problem  *problem.Problem  // may be shared; never nil
	redirect bool              // problem and header are those of a redirect
	internal *internalRedirect // nil if the error is none
	header   http.Header       // travels with the error; may be shared
	dropped  []string          // names of fields that an error must not set
	gone     bool              // the client went away, so nobody wants to know
	tooLarge bool              // the rest of the request is not worth reading
}

// find looks into err. All code that calls methods of errors, which are not
// ours and may panic, is behind it; what was found before a panic counts.
func (rs *Responder) find(r *http.Request, err error) finding {
	if p, ok := err.(*problem.Problem); ok && p != nil {
		f := finding{problem: p}
		if p.Err != nil {
			rs.call(r, "error", func() { f.tooLarge = isTooLarge(p.Err) })
		}
		return f
	}
	f := finding{problem: &problem.Problem{Status: http.StatusInternalServerError, Err: err}}
	rs.call(r, "error", func() { f.look(r, err) })
	return f
}

func (f *finding) look(r *http.Request, err error) {
	if to, ok := asRedirect(err); ok {
		p, h := to.response(r)
		*f = finding{problem: p, redirect: true, header: h, dropped: to.dropped}
		return
	}
	f.problem = problem.From(err)
	f.header, f.dropped = carriedHeader(err)
	f.header = upgradeFor(f.header, r)
	f.internal, _ = asInternalRedirect(err)
	f.tooLarge = isTooLarge(err)
	if hasProblem(err) {
		return
	}
	switch {
	case f.tooLarge:
		f.problem.Status = http.StatusRequestEntityTooLarge
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded):
		f.problem.Status = http.StatusGatewayTimeout
	case errors.Is(err, context.Canceled) && errors.Is(r.Context().Err(), context.Canceled):
		f.problem.Status, f.gone = statusGone, true
	}
}

func isTooLarge(err error) bool {
	var tooLarge *http.MaxBytesError
	return errors.As(err, &tooLarge)
}
