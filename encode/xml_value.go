package encode

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/goproblem/problemdetails/problem"
)

// value appends what stands within an element that is depth levels below the
// root, and says what it is. Numbers and times look as they do in JSON.
func (w xmlWriter) value(b []byte, v any, depth int) ([]byte, xmlKind, error) {
	switch v := v.(type) {
	case nil:
		return b, xmlNull, nil
	case string:
		return appendXMLText(b, v), xmlText, nil
	case bool:
		return strconv.AppendBool(b, v), xmlText, nil
	case int:
		return strconv.AppendInt(b, int64(v), 10), xmlText, nil
	case int8:
		return strconv.AppendInt(b, int64(v), 10), xmlText, nil
	case int16:
		return strconv.AppendInt(b, int64(v), 10), xmlText, nil
	case int32:
		return strconv.AppendInt(b, int64(v), 10), xmlText, nil
	case int64:
		return strconv.AppendInt(b, v, 10), xmlText, nil
	case uint:
		return strconv.AppendUint(b, uint64(v), 10), xmlText, nil
	case uint8:
		return strconv.AppendUint(b, uint64(v), 10), xmlText, nil
	case uint16:
		return strconv.AppendUint(b, uint64(v), 10), xmlText, nil
	case uint32:
		return strconv.AppendUint(b, uint64(v), 10), xmlText, nil
	case uint64:
		return strconv.AppendUint(b, v, 10), xmlText, nil
	case uintptr:
		return strconv.AppendUint(b, uint64(v), 10), xmlText, nil
	case float32:
		b, err := appendXMLFloat(b, float64(v), 32)
		return b, xmlText, err
	case float64:
		b, err := appendXMLFloat(b, v, 64)
		return b, xmlText, err
	case json.Number:
		b, err := appendXMLNumber(b, v)
		return b, xmlText, err
	case time.Time:
		b, err := v.AppendText(b)
		return b, xmlText, err
	}
	if depth == problem.MaxDepth {
		return b, xmlNull, errXMLDepth
	}
	switch v := v.(type) {
	case []any:
		return w.array(b, v, depth+1)
	case []string:
		return w.texts(b, v, depth+1)
	case map[string]any:
		return w.object(b, v, depth+1)
	case problem.Extensions:
		return w.object(b, v, depth+1)
	case map[string]string:
		return w.textObject(b, v, depth+1)
	case problem.Violations:
		return w.violations(b, v, depth+1)
	case problem.Violation:
		return w.violation(b, v, depth+1), xmlElements, nil
	case *problem.Problem:
		if v == nil {
			return b, xmlNull, nil
		}
		b, err := w.problem(b, v, depth+1)
		return b, xmlElements, err
	case problem.Problem:
		b, err := w.problem(b, &v, depth+1)
		return b, xmlElements, err
	}
	known, err := plain(v)
	if err != nil {
		return b, xmlNull, err
	}
	return w.value(b, known, depth)
}

// appendXMLFloat appends f as encoding/json does: the shortest digits that
// read back as f, with an exponent only for very large and very small numbers.
func appendXMLFloat(b []byte, f float64, bits int) ([]byte, error) {
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

// appendXMLNumber appends the digits of n. An empty number is 0, as in
// encoding/json.
func appendXMLNumber(b []byte, n json.Number) ([]byte, error) {
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
