package stdhttp

import (
	"log/slog"
	"net/http"

	"github.com/goproblem/problemdetails/problem"
)

// log writes the line about an error and what became of it.
func (rs *Responder) log(r *http.Request, o Outcome, p *problem.Problem) {
	level := slog.LevelDebug
	if o.Status >= http.StatusInternalServerError {
		level = slog.LevelError
	}
	if rs.Level != nil {
		rs.call(r, "Level", func() { level = rs.Level(o) })
	}
	logged := func() []slog.Attr {
		q := *p
		q.Err = o.Err // all of it, not only what the problem says is the cause
		if own, ok := o.Err.(*problem.Problem); ok {
			q.Err = own.Unwrap() // the rest of it is logged already
		}
		return []slog.Attr{
			slog.Int("status", o.Status),
			slog.String("result", o.Result.String()),
			slog.Any("problem", &q),
		}
	}
	rs.line(r, level, "request failed", o.Err, logged)
}

// report writes the line about a fault that is not the handler's: of a hook, a
// format, an extension or a header field. The response goes out all the same.
func (rs *Responder) report(r *http.Request, message string, err error, attrs ...slog.Attr) {
	rs.line(r, slog.LevelError, message, err, func() []slog.Attr {
		return append(attrs, slog.Any("err", err))
	})
}

// line writes one line about r, and makes its attributes only if the logger
// wants them. A panic in the logger is nowhere to be reported to, so it is
// dropped.
func (rs *Responder) line(r *http.Request, level slog.Level, message string, err error, attrs func() []slog.Attr) {
	defer func() { _ = recover() }()
	logger, ctx := rs.logger(), r.Context()
	if !logger.Enabled(ctx, level) {
		return
	}
	all := make([]slog.Attr, 0, 8)
	all = append(all, slog.String("method", r.Method))
	if r.URL != nil {
		all = append(all, slog.String("path", r.URL.EscapedPath())) // escaped: no line breaks
	}
	all = append(all, attrs()...)
	if p, ok := err.(*PanicError); ok {
		all = append(all, slog.String("stack", p.Stack()))
	}
	logger.LogAttrs(ctx, level, message, all...)
}
