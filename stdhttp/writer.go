package stdhttp

import (
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"math"
	"net/http"
	"runtime"
	"strconv"
	"strings"
)

const (
	defaultHold = 4096     // bytes of output to hold back unless Buffer says otherwise
	plainHold   = 64 << 10 // and of what looks like the output of http.Error
)

var (
	errAnswered    = errors.New("stdhttp: the response is an error and is complete")
	errSuperfluous = errors.New("stdhttp: the response has a status already")
)

// A writer is the http.ResponseWriter that handlers get. It holds back what
// they write until it is too much, or until they want it sent, so that an
// error can take its place.
//
// Like every http.ResponseWriter it is for one goroutine at a time. It has the
// optional methods of net/http's own, and Unwrap for http.ResponseController;
// see writer_optional.go.
type writer struct {
	http.ResponseWriter // the one below: a middleware's or the server's

	request   *http.Request
	responder *Responder

	status int         // not sent yet; zero if there is none
	header http.Header // as it was when status was set, if it may have changed since
	body   *buffer     // not sent yet; nil if there is none
	hold   int         // how long body may grow

	sent   bool  // the header has gone out, and maybe content
	closed error // why nothing may follow; nil if it may

	encoding []string          // Content-Encoding before the handler ran: set by somebody below who compresses
	wraps    int               // how many Wraps around the handler share this writer
	rerouted *internalRedirect // where the innermost of them should go next; nil if nowhere
}

func newWriter(w http.ResponseWriter, r *http.Request, rs *Responder) *writer {
	hold := rs.Buffer
	if hold == 0 {
		hold = defaultHold
	}
	return &writer{ResponseWriter: w, request: r, responder: rs, hold: hold, encoding: w.Header()["Content-Encoding"]}
}

// Header returns the header map of the writer below. As with net/http's
// writer, later changes to what was there at WriteHeader have no effect.
func (w *writer) Header() http.Header {
	h := w.ResponseWriter.Header()
	if w.status != 0 && !w.sent && w.header == nil {
		w.header = h.Clone()
	}
	return h
}

// WriteHeader holds the status back, so that it can still be another.
func (w *writer) WriteHeader(status int) {
	switch {
	case w.sent || w.status != 0:
		w.responder.report(w.request, "superfluous WriteHeader", errSuperfluous,
			slog.Int("status", status), slog.String("caller", caller()))
	case status < 100 || status > 999:
		panic(fmt.Sprintf("invalid WriteHeader code %v", status)) // as net/http does
	case status < 200 && status != http.StatusSwitchingProtocols:
		w.ResponseWriter.WriteHeader(status) // informational: goes out at once, and the real one follows
	default:
		w.begin(status)
	}
}

// caller returns the place in the handler that called WriteHeader, be it by way
// of http.Error or the like.
func caller() string {
	for skip := 2; ; skip++ {
		pc, file, line, ok := runtime.Caller(skip)
		if !ok || !strings.HasPrefix(runtime.FuncForPC(pc).Name(), "net/http.") {
			return fmt.Sprintf("%s:%d", file, line)
		}
	}
}

// begin sets the status of the response.
func (w *writer) begin(status int) {
	w.status = status
	if h := w.ResponseWriter.Header(); h["Trailer"] != nil {
		w.header = h.Clone() // trailers get their values later
	}
	if status < 200 || status < 400 && w.hold < 0 {
		_ = w.send()
	}
}

// Write holds b back if there is room, else sends it after all that was held.
func (w *writer) Write(b []byte) (int, error) {
	if err := w.ready(); err != nil {
		return 0, err
	}
	if !w.fits(len(b)) {
		if err := w.send(); err != nil {
			return 0, err
		}
		return w.ResponseWriter.Write(b)
	}
	w.body.bytes = append(w.body.bytes, b...)
	return len(b), nil
}

// ready prepares for content and reports why there must be none.
func (w *writer) ready() error {
	switch {
	case w.closed != nil:
		return w.closed
	case w.sent: // the writer below knows better
	case w.status == 0:
		w.begin(http.StatusOK)
	case w.status == http.StatusNoContent || w.status == http.StatusNotModified:
		return http.ErrBodyNotAllowed // as net/http does
	}
	if w.body == nil && !w.sent {
		w.body = newBuffer()
	}
	return nil
}

// fits reports whether n more bytes can be held back.
func (w *writer) fits(n int) bool {
	room := w.room()
	return room > 0 && n <= min(room, w.declared()-len(w.body.bytes))
}

// room returns how much more can be held back, if that is more than zero.
func (w *writer) room() int {
	switch {
	case w.sent:
		return 0
	case w.status >= 400 && isPlain(w.ResponseWriter.Header()):
		return plainHold - len(w.body.bytes)
	default:
		return w.hold - len(w.body.bytes)
	}
}

// declared returns the Content-Length that the handler has set, if any. net/http
// refuses all of a write that goes beyond it.
func (w *writer) declared() int {
	h := w.header
	if h == nil {
		h = w.ResponseWriter.Header()
	}
	if v := h["Content-Length"]; len(v) == 1 {
		if n, err := strconv.ParseUint(v[0], 10, 31); err == nil {
			return int(n)
		}
	}
	return math.MaxInt
}

// send sends what was held back. From now on all that is written goes out at
// once.
func (w *writer) send() error {
	if w.sent {
		return nil
	}
	w.sent = true
	declared := w.declared()
	if w.status != 0 {
		w.sendHeader()
	}
	if w.body == nil {
		return nil
	}
	defer w.drop()
	body := w.body.bytes
	n := min(len(body), declared)
	_, err := w.ResponseWriter.Write(body[:n])
	if err == nil && n < len(body) {
		_, err = w.ResponseWriter.Write(body[n:]) // which the writer below refuses
	}
	return err
}

// sendHeader sends the status, and the header as it was when the status was
// set.
func (w *writer) sendHeader() {
	if w.header == nil {
		w.ResponseWriter.WriteHeader(w.status)
		return
	}
	h := w.ResponseWriter.Header()
	later := maps.Clone(h)
	clear(h)
	maps.Copy(h, w.header)
	w.ResponseWriter.WriteHeader(w.status)
	clear(h)
	maps.Copy(h, later) // among it may be trailers
}

// finish sends what is left when the handler is done. Without anything the
// server says 200.
func (w *writer) finish() {
	if w.status != 0 {
		_ = w.send() // a failure means that the client has gone away
	}
}

// take discards what was held back, leaves the response to the caller, and
// lets nobody else write. It returns the writer below.
func (w *writer) take() http.ResponseWriter {
	w.reset()
	w.sent, w.closed = true, errAnswered
	return w.ResponseWriter
}

// reset forgets what was held back. Fields that described it remain, but for
// one: nobody else knows whose Content-Encoding it is.
func (w *writer) reset() {
	w.drop()
	w.status, w.header = 0, nil
	if h := w.ResponseWriter.Header(); w.encoding == nil {
		delete(h, "Content-Encoding") // the handler's own, of what is gone
	} else {
		h["Content-Encoding"] = w.encoding
	}
}

// drop gives the buffer back.
func (w *writer) drop() {
	w.body.free()
	w.body = nil
}
