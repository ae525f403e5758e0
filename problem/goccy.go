package problem

import (
	"slices"
	"sync"
	"unicode/utf8"

	"github.com/goccy/go-json"
	"github.com/goccy/go-json/jsontext"
)

// This file is the only one that knows the JSON library.

// marshalJSON encodes a value of a type that this package does not know.
func marshalJSON(v any) ([]byte, error) { return json.Marshal(v) }

// unmarshalJSON decodes data into the value that v points to.
func unmarshalJSON(data []byte, v any) error { return json.Unmarshal(data, v) }

// appendQuoted is appendText by the library's vector code. It goes piece by
// piece, so that the buffer between the two stays small and in the nearest cache.
func appendQuoted(dst []byte, s string) []byte {
	q := quoters.Get().(*quoter)
	q.dst = slices.Grow(dst, len(s)+len(`"`))
	for len(s) > 0 {
		n := pieceLen(s)
		if err := q.enc.WriteToken(jsontext.String(s[:n])); err != nil {
			q.dst = appendText(q.dst, s[:n]) // It is not valid UTF-8.
		}
		s = s[n:]
	}
	dst, q.dst = q.dst, nil
	quoters.Put(q)
	return dst
}

// A quoter appends what stands between the quotes of the strings that its
// encoder writes.
type quoter struct {
	dst []byte
	enc *jsontext.Encoder
}

var quoters = sync.Pool{New: func() any {
	q := &quoter{}
	q.enc = jsontext.NewEncoder(q, jsontext.EscapeForHTML(true), jsontext.EscapeForJS(true))
	return q
}}

// Write implements io.Writer. The encoder calls it once for each string, with a
// line feed at the end.
func (q *quoter) Write(b []byte) (int, error) {
	q.dst = append(q.dst, b[len(`"`):len(b)-len("\"\n")]...)
	return len(b), nil
}

// pieceLen returns the length of the next piece of s, which ends between two
// characters. Where no character begins within the bytes that one can take up,
// the text is not valid UTF-8, and its bytes are characters of their own.
func pieceLen(s string) int {
	const most = 8 << 10
	if len(s) <= most {
		return len(s)
	}
	for n := most; n > most-utf8.UTFMax; n-- {
		if utf8.RuneStart(s[n]) {
			return n
		}
	}
	return most
}
