package stdhttp

import (
	"errors"
	"log/slog"
	"net/http"
	"strings"

	"github.com/goproblem/problemdetails/problem"
)

var (
	errNil           = errors.New("stdhttp: Error was called with a nil error")
	errInvalidFields = errors.New("stdhttp: an error must not set these header fields")
)

// Error answers r with the problem that err stands for, in the format that the
// client prefers, and logs it. A nil err is a bug in the caller: it is logged
// and answered with 500.
//
// The problem is found in this order:
//
//   - the outermost [*problem.Problem] or [problem.Problemer] in err;
//   - 413 for an *http.MaxBytesError, and 504 for context.DeadlineExceeded and
//     os.ErrDeadlineExceeded;
//   - none for context.Canceled if the context of r itself was canceled: the
//     client has gone away, so nothing is written;
//   - 500, without a word of what err says.
//
// An err that contains itself, more than 100,000 errors or more than 1000 levels
// of them is replaced by one that says so, and answered with 500.
//
// What w held back so far is discarded, and so are the header fields that
// describe it. If w has already sent something, or the client has gone away,
// Error panics with http.ErrAbortHandler, which makes the server cut the
// connection; see [Responder.NoAbort]. Only a w that comes from
// [Responder.Handler] or [Responder.Wrap] knows what was sent.
func (rs *Responder) Error(w http.ResponseWriter, r *http.Request, err error) {
	if rs == nil {
		rs = zero
	}
	if err == nil {
		err = errNil
	}
	if rs.respond(w, r, err) && !rs.NoAbort {
		panic(http.ErrAbortHandler)
	}
}

// respond answers r and reports whether the connection must be cut so that
// the client notices that it has no whole response.
func (rs *Responder) respond(w http.ResponseWriter, r *http.Request, err error) (cut bool) {
	err = finite(err)
	found := rs.find(r, rs.translate(r, err))
	if found.internal != nil && reroute(w, found.internal) {
		return false
	}
	p := *found.problem // may be shared, so that only a copy may change
	if p.Err == nil {
		p.Err = err
	}
	out, progress := reserve(w)
	o := Outcome{Status: ending(p.Status), Result: Committed}
	switch {
	case progress != open:
		cut = progress == half
	case found.gone:
		o.Result, cut = Canceled, true
		if rs.NoAbort { // else the server would say 200
			out.WriteHeader(o.Status)
		}
	default:
		o = rs.answer(out, r, &found, &p, err)
	}
	o.Err = err
	rs.log(r, o, &p)
	rs.after(r, o)
	return cut
}

// answer writes the response to an error that can still have one.
func (rs *Responder) answer(w http.ResponseWriter, r *http.Request, found *finding, p *problem.Problem, err error) Outcome {
	if found.dropped != nil {
		rs.report(r, "header fields dropped", errInvalidFields, slog.Any("fields", found.dropped))
	}
	if found.tooLarge && r.ProtoMajor == 1 {
		// As net/http does with its own writer, which it does not see here.
		w.Header()["Connection"] = closeConnection
	}
	if found.redirect {
		o := rs.forRedirects(r).write(w, r, p, found.header)
		if o.Result == Written {
			o.Result = Redirected
		}
		return o
	}
	if rs.Debug {
		rs.expose(r, p, err)
	}
	return rs.write(w, r, p, found.header)
}

// forRedirects returns rs, with a page of links instead of one about a problem
// if that is what the client gets.
func (rs *Responder) forRedirects(r *http.Request) *Responder {
	f, _ := rs.formats().Negotiate(r.Header["Accept"]...)
	page := false
	rs.call(r, "format", func() { page = f != nil && strings.HasPrefix(f.ContentType(), "text/html") })
	if !page {
		return rs
	}
	pages := *rs
	pages.Formats = redirectPages
	return &pages
}

// translate returns what Map makes of err.
func (rs *Responder) translate(r *http.Request, err error) error {
	if rs.Map == nil {
		return err
	}
	translated := err
	rs.call(r, "Map", func() {
		if e := rs.Map(r, err); e != nil {
			translated = finite(e)
		}
	})
	return translated
}

// after tells the After hook.
func (rs *Responder) after(r *http.Request, o Outcome) {
	if rs.After != nil {
		rs.call(r, "After", func() { rs.After(r, o) })
	}
}
