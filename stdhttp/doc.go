// Package stdhttp answers HTTP requests with problem details (RFC 9457): it
// turns the errors of handlers, panics, and what routers say by themselves
// into problems, in the format that the client prefers.
//
// A handler that returns an error needs no more than this:
//
//	mux.Handle("GET /users/{id}", stdhttp.Handler(func(w http.ResponseWriter, r *http.Request) error {
//		user, err := find(r.Context(), r.PathValue("id"))
//		if err != nil {
//			return err // a *problem.Problem as it is, anything else as a bare 500
//		}
//		return json.NewEncoder(w).Encode(user)
//	}))
//
// and a whole service no more than this:
//
//	http.ListenAndServe(addr, stdhttp.Wrap(mux))
//
// # What becomes of an error
//
// [Responder.Error] finds the problem that the error stands for, completes it
// with type and title of its status, and encodes it. Only then is anything
// written. Text of errors that are no problems stays in the log: a client
// never sees it.
//
// A [Responder] is where a service says what differs: formats, links, a
// translation of its errors, hooks, and how to log. Its zero value is what the
// functions of the package use.
//
// # What a handler had written before
//
// [Responder.Handler] and [Responder.Wrap] hold back the first 4096 bytes that
// a handler writes. If it fails before they are sent, the error replaces them,
// and the header fields that described them. If it fails later nothing is
// added to half a response: the failure is logged and the connection cut, so
// that the client notices.
//
// What is held back goes out as soon as a handler flushes, hijacks the
// connection, or is done, so server-sent events, WebSockets, HTTP/2 and
// http.ResponseController work as they do without this package.
//
// # What clients need to know
//
// Some statuses are incomplete without a header field, and the place that
// knows its value is often far from an http.ResponseWriter. So fields travel
// with errors: [WithHeader] attaches them, [Challenge], [RetryAfter] and others
// make them, and [Unauthorized], [MethodNotAllowed], [TooManyRequests] and
// others are problems that have them. A redirect is an error too, see
// [Redirect].
//
// [BodyError], [InvalidParameter] and [MissingHeader] say what is wrong with a
// request, and where; [problem.Violations] collects what a service finds itself.
//
// # What a service decides once
//
// The hooks of a Responder see every error: Map translates those that are no
// problems, Before has the last word on a problem, After counts.
//
//	var api = &stdhttp.Responder{
//		Map: func(_ *http.Request, err error) error {
//			if errors.Is(err, sql.ErrNoRows) {
//				return &problem.Problem{Status: http.StatusNotFound, Err: err}
//			}
//			return err
//		},
//		Before: stdhttp.Chain(stdhttp.InstanceUUID, stdhttp.TraceID, stdhttp.Translate("en", german)),
//	}
//
// [InstanceUUID], [InstancePath], [TraceID] and [Translate] are made for Before.
//
// # Clients
//
// [Check] turns a response that reports a failure into a [*ResponseError], in
// which errors.Is finds the problem type that the server has sent.
//
// Tests compare responses with problems by package
// [github.com/goproblem/problemdetails/stdhttp/problemtest].
package stdhttp
