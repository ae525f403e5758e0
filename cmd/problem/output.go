package main

import (
	"bytes"
	"fmt"
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

// tame returns doc with the characters that JSON, XML and HTML allow and a
// terminal might obey written as escapes of the format: DEL, those of C1, those
// that change the direction of writing, and in HTML the carriage return. It is
// the same document to a reader. Formats leave no other ones.
func tame(contentType string, doc []byte) []byte {
	if strings.Contains(contentType, "html") {
		doc = bytes.ReplaceAll(doc, []byte("\r"), []byte("&#13;"))
	}
	if !bytes.ContainsFunc(doc, isWild) {
		return doc
	}
	escape := "&#x%x;"
	if strings.Contains(contentType, "json") {
		escape = `\u%04x`
	}
	out := make([]byte, 0, len(doc)+64)
	for len(doc) > 0 {
		r, size := utf8.DecodeRune(doc)
		switch {
		case !isWild(r):
			out = append(out, doc[:size]...)
		case r <= 0x9f && strings.Contains(contentType, "html"):
			out = append(out, "\uFFFD"...) // HTML has no other way to write these
		default:
			out = fmt.Appendf(out, escape, r)
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

// isWild reports whether a terminal might obey r: DEL, the control characters of
// C1, and those that embed, override or isolate a direction of writing.
func isWild(r rune) bool {
	return 0x7f <= r && r <= 0x9f || '\u202a' <= r && r <= '\u202e' || '\u2066' <= r && r <= '\u2069'
}
