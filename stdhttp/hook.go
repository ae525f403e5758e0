package stdhttp

import "net/http"

// call runs code that is not ours, and reports whether it came to its end. A
// panic in it is logged: it must not take the response with it.
func (rs *Responder) call(r *http.Request, name string, f func()) (ok bool) {
	defer func() {
		if v := recover(); v != nil {
			rs.report(r, "panic in "+name, newPanicError(v))
		}
	}()
	f()
	return true
}
