package encode

import (
	"bytes"
	"errors"

	"github.com/goproblem/problemdetails/problem"
)

// JSON is the application/problem+json format of RFC 9457, section 3.
//
// The zero value writes compact documents. All settings may be used together.
// A JSON is safe for concurrent use.
type JSON struct {
	// Indent is the white space that a level of nesting is indented by. Empty
	// means a compact document; so does an Indent with anything else than
	// spaces and tabs in it.
	Indent string
	// Type is another content type to label the documents with, such as
	// "application/json" for clients that insist on it. Empty means
	// "application/problem+json"; so does a Type that does not follow the
	// grammar of media types (RFC 9110, section 8.3.1).
	Type string
	// Marshal writes extension values of types that package problem does not
	// know. Nil means its own choice; see [problem.Problem.AppendJSONFunc]. It
	// must be safe for concurrent use.
	Marshal func(v any) ([]byte, error)
}

// ContentType returns f.Type, or "application/problem+json".
func (f JSON) ContentType() string {
	if f.Type != "" {
		if _, _, ok := parseMediaType(f.Type); ok {
			return f.Type
		}
	}
	return jsonType
}

// Append implements [Format]. It allocates nothing if dst has room for the
// document, twice if it is indented, and the extensions are of types that
// package problem knows.
func (f JSON) Append(dst []byte, p *problem.Problem) ([]byte, error) {
	b, err := p.AppendJSONFunc(dst, f.Marshal)
	if err != nil {
		return dst, err
	}
	if f.Indent == "" || !isBlank(f.Indent) {
		return b, nil
	}
	// The indented document is made behind the compact one, then moved.
	start, end := len(dst), len(b)
	b = appendIndented(b, b[start:], f.Indent)
	n := copy(b[start:], b[end:])
	return b[:start+n], nil
}

// Decode implements [Decoder]. It ignores a byte order mark, as RFC 8259,
// section 8.1, allows.
func (f JSON) Decode(data []byte, p *problem.Problem) error {
	if p == nil {
		return errNilProblem
	}
	doc := bytes.TrimPrefix(data, []byte("\ufeff"))
	if bytes.Equal(bytes.TrimSpace(doc), []byte("null")) {
		// To UnmarshalJSON this is a value that was left out, here it is the document.
		return &problem.SyntaxError{Err: errors.New("null is not an object")}
	}
	err := p.UnmarshalJSON(doc)
	if s := (*problem.SyntaxError)(nil); errors.As(err, &s) {
		s.Offset += int64(len(data) - len(doc))
	}
	return err
}

// isBlank reports whether s is made of spaces and tabs.
func isBlank(s string) bool { return skipSpace(s, 0) == len(s) }

// appendIndented appends the compact JSON text doc in several lines. Objects
// and arrays without elements stay as they are.
func appendIndented(dst, doc []byte, indent string) []byte {
	depth := 0
	for i := 0; i < len(doc); i++ {
		switch c := doc[i]; c {
		case '"':
			end := stringEnd(doc, i)
			dst = append(dst, doc[i:end]...)
			i = end - 1
		case '{', '[':
			dst = append(dst, c)
			if next := doc[i+1]; next == '}' || next == ']' {
				dst = append(dst, next)
				i++
				continue
			}
			depth++
			dst = appendLine(dst, indent, depth)
		case '}', ']':
			depth--
			dst = append(appendLine(dst, indent, depth), c)
		case ',':
			dst = appendLine(append(dst, c), indent, depth)
		case ':':
			dst = append(dst, ": "...)
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

// stringEnd returns the index behind the JSON string that starts at doc[i].
func stringEnd(doc []byte, i int) int {
	for i++; doc[i] != '"'; i++ {
		if doc[i] == '\\' {
			i++
		}
	}
	return i + 1
}

// appendLine appends a line break and the indentation of the next line.
func appendLine(dst []byte, indent string, depth int) []byte {
	dst = append(dst, '\n')
	for range depth {
		dst = append(dst, indent...)
	}
	return dst
}
