package encode

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
)

// appendFloat appends f as encoding/json does: the shortest digits that
// read back as f, with an exponent only for very large and very small numbers.
func appendFloat(b []byte, f float64, bits int) ([]byte, error) {
	abs := math.Abs(f)
	switch {
	case math.IsNaN(f) || math.IsInf(f, 0):
		return b, fmt.Errorf("%v is not a number in JSON", f)
	case abs == 0, bits == 64 && 1e-6 <= abs && abs < 1e21,
		bits == 32 && 1e-6 <= float32(abs) && float32(abs) < 1e21:
		return strconv.AppendFloat(b, f, 'f', -1, bits), nil
	}
	b = strconv.AppendFloat(b, f, 'e', -1, bits)
	if n := len(b); b[n-4] == 'e' && b[n-3] == '-' && b[n-2] == '0' {
		b = append(b[:n-2], b[n-1]) // 1e-09 is 1e-9 in JSON
	}
	return b, nil
}

// appendNumber appends the digits of n. An empty number is 0, as in
// encoding/json.
func appendNumber(b []byte, n json.Number) ([]byte, error) {
	if n == "" {
		return append(b, '0'), nil
	}
	if !isJSONNumber(string(n)) {
		return b, fmt.Errorf("json.Number %q is not a number in JSON", string(n))
	}
	return append(b, n...), nil
}

// isJSONNumber reports whether s follows the grammar of numbers (RFC 8259,
// section 6).
func isJSONNumber(s string) bool {
	digits := func() bool {
		n := 0
		for n < len(s) && '0' <= s[n] && s[n] <= '9' {
			n++
		}
		s = s[n:]
		return n > 0
	}
	if s != "" && s[0] == '-' {
		s = s[1:]
	}
	if s != "" && s[0] == '0' {
		s = s[1:]
	} else if !digits() {
		return false
	}
	if s != "" && s[0] == '.' {
		s = s[1:]
		if !digits() {
			return false
		}
	}
	if s != "" && s[0]|0x20 == 'e' {
		s = s[1:]
		if s != "" && (s[0] == '+' || s[0] == '-') {
			s = s[1:]
		}
		if !digits() {
			return false
		}
	}
	return s == ""
}
