package stdhttp

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/typelinks"
)

// bare returns the problem that stands for the response in w, if that is an
// error that says little more than its status and can still be replaced; else
// nil.
func bare(w *writer, r *http.Request) error {
	if w.sent || w.status < 400 || w.status > 599 {
		return nil
	}
	h := w.ResponseWriter.Header()
	if isOurs(h) {
		return nil
	}
	text, ok := w.plainText(h)
	if !ok || text == "" && r.Method == http.MethodHead && describesContent(h) {
		return nil
	}
	if text != "" && !isPlain(h) && !repeats(text, w.status) {
		return nil // a handler's own text
	}

	p := &problem.Problem{Status: w.status}
	switch {
	case repeats(text, w.status):
	case w.status >= 500:
		p.Err = errors.New(text)
	default:
		p.Detail = text
	}
	// The response was made on purpose, so what it says of caching holds.
	kept := http.Header{}
	for _, name := range [...]string{"Cache-Control", "Expires", "Age", "Location"} {
		if v, ok := h[name]; ok {
			kept[name] = v
		}
	}
	return WithHeader(p, kept)
}

// plainText returns the content if it is text/plain or if there is none.
func (w *writer) plainText(h http.Header) (text string, ok bool) {
	if w.body == nil || len(w.body.bytes) == 0 {
		return "", true
	}
	content := w.body.bytes
	if encoding := h["Content-Encoding"]; !slices.Equal(encoding, w.encoding) {
		// A middleware between us and the router has compressed it.
		if w.encoding != nil || len(encoding) != 1 || !strings.EqualFold(encoding[0], "gzip") {
			return "", false
		}
		z, err := gzip.NewReader(bytes.NewReader(content))
		if err != nil {
			return "", false
		}
		if content, err = io.ReadAll(io.LimitReader(z, plainHold+1)); err != nil || len(content) > plainHold {
			return "", false
		}
	}
	return strings.TrimSpace(string(content)), len(content) == 0 || isText(h)
}

// isPlain reports whether the header is that of http.Error.
func isPlain(h http.Header) bool {
	return isText(h) && strings.EqualFold(h.Get("X-Content-Type-Options"), "nosniff")
}

func isText(h http.Header) bool {
	mediaType, _, _ := strings.Cut(h.Get("Content-Type"), ";")
	return strings.EqualFold(strings.TrimSpace(mediaType), "text/plain")
}

// describesContent reports whether the header is about content of the
// handler's own, which a HEAD request does not get to see.
func describesContent(h http.Header) bool {
	length := h.Get("Content-Length")
	return h.Get("Content-Type") != "" && !isPlain(h) || length != "" && length != "0"
}

// repeats reports whether the text says nothing that the status does not say:
// "Not Found", "404 page not found", "405 Method Not Allowed.".
func repeats(text string, status int) bool {
	text = strings.TrimPrefix(text, strconv.Itoa(status))
	text = strings.Trim(text, " .:-")
	link, _ := typelinks.Default().Lookup(status)
	return text == "" ||
		strings.EqualFold(text, http.StatusText(status)) ||
		strings.EqualFold(text, link.Title) ||
		status == http.StatusNotFound && strings.EqualFold(text, "page not found")
}
