package stdhttp

import (
	"net/http"
	"strconv"

	"github.com/goproblem/problemdetails/problem"
)

// write completes p and sends it. The caller owns p, but not the map of its
// extensions; afterwards p is what was to be sent, for the log. The fields in
// carried travel with the error. Nothing is written before all is encoded.
func (rs *Responder) write(w http.ResponseWriter, r *http.Request, p *problem.Problem, carried http.Header) Outcome {
	translated := rs.complete(r, p)
	h := w.Header()
	clean(h, p.Status)
	carry(h, carried, p.Status)
	if mustNotStore(p.Status) {
		h["Cache-Control"] = noStore
	}
	if noContent(p.Status) {
		w.WriteHeader(p.Status)
		return Outcome{Status: p.Status, Acceptable: true}
	}

	buf := newBuffer()
	defer buf.free()
	format, acceptable := rs.formats().Negotiate(r.Header["Accept"]...)
	cause := p.Err
	doc := rs.encode(buf, r, format, p)
	p.Err = cause // for the log
	o := Outcome{Status: p.Status, ContentType: doc.contentType, Acceptable: acceptable, Result: doc.result}

	h["Content-Type"] = contentTypeField(doc.contentType)
	h["X-Content-Type-Options"] = nosniff
	addVary(h, "Accept", varyAccept)
	if isBuiltInPage(doc.format, p.Status) {
		h["Content-Security-Policy"] = pagePolicy
	}
	if isLanguageTag(p.Lang) {
		h["Content-Language"] = []string{p.Lang}
	}
	if translated {
		addVary(h, "Accept-Language", varyLanguage)
	}
	if r.Method == http.MethodHead {
		// The length that GET would have (RFC 9110, section 9.3.2), unless
		// somebody between us and the client compresses.
		if h["Content-Encoding"] == nil {
			h["Content-Length"] = []string{strconv.Itoa(len(buf.bytes))}
		}
		w.WriteHeader(p.Status)
		return o
	}
	w.WriteHeader(p.Status)
	n, _ := w.Write(buf.bytes) // fails only if the client has gone away
	o.Bytes = int64(n)
	return o
}

// noContent reports whether a response with this status has neither content
// nor a Content-Type (RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5).
func noContent(status int) bool {
	return status == http.StatusNoContent || status == http.StatusResetContent || status == http.StatusNotModified
}
