package problem

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"time"
)

// appendValue appends v within depth levels of objects and arrays.
func appendValue(dst []byte, v any, depth int, marshal marshaler) ([]byte, error) {
	switch v := v.(type) {
	case nil:
		return append(dst, "null"...), nil
	case string:
		return appendString(dst, v), nil
	case bool:
		return strconv.AppendBool(dst, v), nil
	case int:
		return strconv.AppendInt(dst, int64(v), 10), nil
	case int8:
		return strconv.AppendInt(dst, int64(v), 10), nil
	case int16:
		return strconv.AppendInt(dst, int64(v), 10), nil
	case int32:
		return strconv.AppendInt(dst, int64(v), 10), nil
	case int64:
		return strconv.AppendInt(dst, v, 10), nil
	case uint:
		return strconv.AppendUint(dst, uint64(v), 10), nil
	case uint8:
		return strconv.AppendUint(dst, uint64(v), 10), nil
	case uint16:
		return strconv.AppendUint(dst, uint64(v), 10), nil
	case uint32:
		return strconv.AppendUint(dst, uint64(v), 10), nil
	case uint64:
		return strconv.AppendUint(dst, v, 10), nil
	case uintptr:
		return strconv.AppendUint(dst, uint64(v), 10), nil
	case float32:
		return appendFloat(dst, float64(v), 32)
	case float64:
		return appendFloat(dst, v, 64)
	case json.Number:
		return appendNumber(dst, v)
	case time.Time:
		return appendTime(dst, v)
	case json.RawMessage:
		if v == nil {
			return append(dst, "null"...), nil
		}
		return appendRaw(dst, v, depth)
	}
	if depth == MaxDepth {
		return dst, errDepth
	}
	switch v := v.(type) {
	case []string:
		return appendArray(dst, v, v == nil, func(dst []byte, s string) ([]byte, error) {
			return appendString(dst, s), nil
		})
	case []any:
		return appendArray(dst, v, v == nil, func(dst []byte, e any) ([]byte, error) {
			return appendValue(dst, e, depth+1, marshal)
		})
	case Violations:
		if depth+1 == MaxDepth && len(v) > 0 {
			return dst, errDepth
		}
		return appendArray(dst, v, v == nil, appendViolation)
	case Violation:
		return appendViolation(dst, v)
	case map[string]any:
		return appendObject(dst, v, depth+1, marshal)
	case Extensions:
		return appendObject(dst, v, depth+1, marshal)
	case map[string]string:
		return appendStrings(dst, v)
	case *Problem:
		if v == nil {
			return append(dst, "null"...), nil
		}
		return appendNested(dst, v, depth+1, marshal)
	case Problem:
		return appendNested(dst, &v, depth+1, marshal)
	default:
		return appendUnknown(dst, v, depth, marshal)
	}
}

// appendArray appends the elements of a list.
func appendArray[E any](dst []byte, list []E, null bool, element func([]byte, E) ([]byte, error)) ([]byte, error) {
	if null {
		return append(dst, "null"...), nil
	}
	dst = append(dst, '[')
	for i, e := range list {
		if i > 0 {
			dst = append(dst, ',')
		}
		var err error
		if dst, err = element(dst, e); err != nil {
			return dst, within("["+strconv.Itoa(i)+"]", err)
		}
	}
	return append(dst, ']'), nil
}

// appendObject appends the members of m in name order.
func appendObject(dst []byte, m map[string]any, depth int, marshal marshaler) ([]byte, error) {
	if m == nil {
		return append(dst, "null"...), nil
	}
	var room [smallObject]member
	members, s := sorted(m, room[:0])
	defer s.release()
	dst = append(dst, '{')
	for i, m := range members {
		if i > 0 {
			dst = append(dst, ',')
		}
		var err error
		dst = append(appendString(dst, m.name), ':')
		if dst, err = appendValue(dst, m.value, depth, marshal); err != nil {
			return dst, within(strconv.Quote(m.name), err)
		}
	}
	return append(dst, '}'), nil
}

// appendNested appends a problem that is the value of an extension.
func appendNested(dst []byte, p *Problem, depth int, marshal marshaler) ([]byte, error) {
	b, name, err := appendProblem(dst, p, depth, marshal)
	if err != nil {
		return dst, within(strconv.Quote(name), err)
	}
	return b, nil
}

// within says where in a value err was met. The place of a value that is nested
// too deeply would be a very long one.
func within(place string, err error) error {
	if err == errDepth || err == errCycle {
		return err
	}
	return fmt.Errorf("%s: %w", place, err)
}

// appendStrings appends the members of m in name order.
func appendStrings(dst []byte, m map[string]string) ([]byte, error) {
	if m == nil {
		return append(dst, "null"...), nil
	}
	x := make(map[string]any, len(m))
	for name, s := range m {
		x[name] = s
	}
	return appendObject(dst, x, MaxDepth, nil)
}

// appendViolation appends the fields of v that are not empty.
func appendViolation(dst []byte, v Violation) ([]byte, error) {
	start := len(dst)
	dst = appendField(dst, `,"detail":"`, v.Detail)
	dst = appendField(dst, `,"pointer":"`, v.Pointer)
	dst = appendField(dst, `,"parameter":"`, v.Parameter)
	dst = appendField(dst, `,"header":"`, v.Header)
	dst = appendField(dst, `,"code":"`, v.Code)
	if len(dst) == start {
		return append(dst, "{}"...), nil
	}
	dst[start] = '{'
	return append(dst, '}'), nil
}

// appendField appends what stands before a value, up to its opening quote, and
// the value, unless it is empty.
func appendField(dst []byte, before, value string) []byte {
	if value == "" {
		return dst
	}
	return appendRest(append(dst, before...), value)
}

// appendFloat appends f as encoding/json does: the shortest digits that read
// back as f, with an exponent only for very large and very small numbers.
func appendFloat(dst []byte, f float64, bits int) ([]byte, error) {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return dst, fmt.Errorf("%v is not a JSON number", f)
	}
	abs := math.Abs(f)
	small, large := abs < 1e-6, abs >= 1e21
	if bits == 32 {
		small, large = float32(abs) < 1e-6, float32(abs) >= 1e21
	}
	if abs == 0 || !small && !large {
		return strconv.AppendFloat(dst, f, 'f', -1, bits), nil
	}
	dst = strconv.AppendFloat(dst, f, 'e', -1, bits)
	if n := len(dst); dst[n-4] == 'e' && dst[n-3] == '-' && dst[n-2] == '0' {
		dst = append(dst[:n-2], dst[n-1]) // e-09 to e-9
	}
	return dst, nil
}

// appendNumber appends the digits of n as they are. The empty number is 0, as
// in encoding/json.
func appendNumber(dst []byte, n json.Number) ([]byte, error) {
	if n == "" {
		return append(dst, '0'), nil
	}
	if numberLen(string(n)) != len(n) {
		return dst, fmt.Errorf("json.Number %q is not a JSON number", string(n))
	}
	return append(dst, n...), nil
}

// appendTime appends t as RFC 3339 writes it.
func appendTime(dst []byte, t time.Time) ([]byte, error) {
	b, err := t.AppendText(append(dst, '"'))
	if err != nil {
		return dst, err
	}
	return append(b, '"'), nil
}
