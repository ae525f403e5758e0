package floor

import (
	"encoding/json"
	"strings"
)

// Scan looks at each byte of s once and counts those that part an Accept field.
func Scan(s string) int {
	n := 0
	for i := range len(s) {
		n += int(parts[s[i]]) // no branch to be guessed wrong
	}
	return n
}

var parts = [256]uint8{',': 1, ';': 1, '/': 1, '=': 1}

// Clone copies a decoded JSON value with all that it consists of: the least that
// anyone must do who makes such a value.
func Clone(v any) any {
	switch v := v.(type) {
	case string:
		return strings.Clone(v)
	case json.Number:
		return json.Number(strings.Clone(string(v)))
	case []any:
		list := make([]any, len(v))
		for i, e := range v {
			list[i] = Clone(e)
		}
		return list
	case map[string]any:
		m := make(map[string]any, len(v))
		for name, e := range v {
			m[strings.Clone(name)] = Clone(e)
		}
		return m
	}
	return v
}
