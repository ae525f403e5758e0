package problem

import "github.com/goccy/go-json"

// This file is the only one that knows the JSON library.

// marshalJSON encodes a value of a type that this package does not know.
func marshalJSON(v any) ([]byte, error) { return json.Marshal(v) }

// unmarshalJSON decodes data into the value that v points to.
func unmarshalJSON(data []byte, v any) error { return json.Unmarshal(data, v) }
