package stdhttp

import "net/http"

// Wrap returns a handler that calls next and answers what goes wrong in it
// with [Responder.Error]:
//
//   - A panic is a 500. Its value and stack go to the log and not to the
//     client. A panic with http.ErrAbortHandler goes on.
//   - A response with a status of 400 to 599 that has no content, content as
//     http.Error makes it (text/plain with nosniff, up to 64 KiB), or any
//     text/plain that only repeats the status, becomes a problem with the same
//     status. The text becomes the detail, unless it only repeats the status;
//     with a status of 500 and above it goes to the log alone. Other responses
//     are left alone.
//
// The output of next is held back up to [Responder.Buffer] bytes, so that an
// error can replace it. Handlers made by [Responder.Handler] further in, and
// other Wraps, share what is held back.
func (rs *Responder) Wrap(next http.Handler) http.Handler {
	if rs == nil {
		rs = zero
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		hold, nested := w.(*writer)
		if !nested {
			hold = newWriter(w, r, rs)
		}
		hold.wraps++
		rs.serve(hold, r, next)
		hold.wraps--
		if !nested {
			hold.finish()
		}
	})
}

// serve calls next, for as many paths as internal redirects lead to, and
// answers when it panics or leaves a bare error.
func (rs *Responder) serve(w *writer, r *http.Request, next http.Handler) {
	defer func() {
		switch v := recover(); v {
		case nil:
		case http.ErrAbortHandler:
			panic(v)
		default:
			w.resume() // the panic came on the way back from the handler
			rs.Error(w, r, newPanicError(v))
		}
	}()
	var been journey
	next.ServeHTTP(w, r)
	for to := w.resume(); to != nil; to = w.resume() {
		clean(w.Header(), http.StatusInternalServerError)
		there, err := been.next(r, to)
		if err != nil {
			rs.Error(w, r, err)
			return
		}
		r = there
		next.ServeHTTP(w, r)
	}
	if err := bare(w, r); err != nil {
		rs.Error(w, r, err)
	}
}
