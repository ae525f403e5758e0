package problem

import (
	"github.com/goccy/go-json"
	"github.com/goccy/go-json/jsontext"
)

// This file is the only one that knows the JSON library.

// marshalJSON encodes a value of a type that this package does not know.
func marshalJSON(v any) ([]byte, error) { return json.Marshal(v) }

// unmarshalJSON decodes data into the value that v points to.
func unmarshalJSON(data []byte, v any) error { return json.Unmarshal(data, v) }

// appendQuoted appends s as it stands between the quotes of a JSON string, if
// it is valid UTF-8; else it returns dst as it was. There must be a byte in dst.
// It escapes what RFC 8259 asks for, as appendText does, and no more.
func appendQuoted(dst []byte, s string) (_ []byte, ok bool) {
	end := len(dst) - 1
	last := dst[end] // gives its place to the opening quote
	b, err := jsontext.AppendQuote(dst[:end], s)
	if err != nil {
		dst[end] = last
		return dst, false
	}
	b[end] = last
	return b[:len(b)-1], true
}
