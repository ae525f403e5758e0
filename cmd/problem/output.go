package main

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/goproblem/problemdetails/encode"
)

// writeDocument writes a document to standard output, ending in a line feed
// and without bytes that a terminal might obey.
func (e *env) writeDocument(f encode.Format, doc []byte) error {
	doc = tame(f.ContentType(), doc)
	if _, err := e.out.Write(doc); err != nil {
		return err
	}
	if !bytes.HasSuffix(doc, []byte("\n")) {
		return e.out.WriteByte('\n')
	}
	return nil
}

// tame returns doc with the control characters that JSON, XML and HTML allow,
// DEL and those of C1 and in HTML the carriage return, written as escapes of
// the format: the same document to a reader, and harmless to a terminal. Formats
// leave no other ones.
func tame(contentType string, doc []byte) []byte {
	if strings.Contains(contentType, "html") {
		doc = bytes.ReplaceAll(doc, []byte("\r"), []byte("&#13;"))
	}
	if !bytes.ContainsFunc(doc, isC1) {
		return doc
	}
	escape := func(r rune) string { return "\uFFFD" }
	switch {
	case strings.Contains(contentType, "json"):
		escape = func(r rune) string { return `\u00` + hex(r) }
	case strings.Contains(contentType, "xml"):
		escape = func(r rune) string { return "&#x" + hex(r) + ";" }
	}
	out := make([]byte, 0, len(doc)+64)
	for len(doc) > 0 {
		r, size := utf8.DecodeRune(doc)
		if isC1(r) {
			out = append(out, escape(r)...)
		} else {
			out = append(out, doc[:size]...)
		}
		doc = doc[size:]
	}
	return out
}

// A jsonWriter tames the JSON that goes to w. It gets whole values.
type jsonWriter struct{ w io.Writer }

func (j jsonWriter) Write(p []byte) (int, error) {
	if _, err := j.w.Write(tame("application/json", p)); err != nil {
		return 0, err
	}
	return len(p), nil
}

// isC1 reports whether r is DEL or a control character of C1.
func isC1(r rune) bool { return 0x7f <= r && r <= 0x9f }

// hex returns the two digits of r.
func hex(r rune) string {
	const digits = "0123456789abcdef"
	return string([]byte{digits[r>>4&15], digits[r&15]})
}
