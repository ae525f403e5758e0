package check

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// Document checks a document, or a saved response (which starts with a status
// line, as curl -i prints it), by its content. Name is what findings call it.
func (r *Report) Document(name string, data []byte) {
	if IsSaved(data) {
		r.SavedResponse(name, data)
		return
	}
	in := r.input(name, data)
	defer in.done()
	in.checkContent(data)
}

// checkContent checks a document of either format.
func (in *input) checkContent(data []byte) {
	in.hasProblem = true
	switch sniff(data) {
	case "json":
		in.checkJSON(data)
	case "xml":
		in.checkXML(data)
	default:
		in.add(ruleNotProblem, 0, "", "neither JSON nor XML, but %s", describe(data))
	}
}

// sniff tells JSON and XML by the first character; empty means neither. A
// document that is empty is as good as broken JSON.
func sniff(data []byte) string {
	text := trimmed(data)
	switch {
	case len(text) == 0:
		return "json"
	case IsHTML(text):
		return ""
	case text[0] == '<':
		return "xml"
	case strings.IndexByte(`{["-0123456789`, text[0]) >= 0:
		return "json"
	}
	for _, word := range []string{"true", "false", "null"} {
		if bytes.HasPrefix(text, []byte(word)) {
			return "json"
		}
	}
	return ""
}

// IsHTML reports whether data starts like an HTML page.
func IsHTML(data []byte) bool {
	text := trimmed(data)
	start := strings.ToLower(string(text[:min(len(text), 16)]))
	return strings.HasPrefix(start, "<!doctype html") || strings.HasPrefix(start, "<html")
}

// trimmed returns data without what may stand before a document.
func trimmed(data []byte) []byte {
	return bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\ufeff")), " \t\r\n")
}

// describe says what data looks like that is no document.
func describe(data []byte) string {
	for _, k := range []struct{ start, what string }{
		{"\x1f\x8b", "gzip"},
		{"\x89PNG", "a PNG image"},
		{"%PDF", "PDF"},
		{"PK\x03\x04", "a ZIP archive"},
		{"\x7fELF", "a program"},
		{"\xff\xfe", "UTF-16 text"},
		{"\xfe\xff", "UTF-16 text"},
	} {
		if bytes.HasPrefix(data, []byte(k.start)) {
			return k.what
		}
	}
	head := data[:min(len(data), 512)]
	switch {
	case IsHTML(head):
		return "HTML"
	case bytes.IndexByte(head, 0) >= 0:
		return "binary data"
	case !utf8.Valid(head[:max(0, len(head)-utf8.UTFMax)]):
		return "bytes that are not UTF-8"
	}
	return "text"
}
