package encode

import "github.com/goproblem/problemdetails/problem"

// appendViolations appends a list of violations, each on a line of its own
// with what it is about in front. It reports false, and appends nothing, if v
// is no such list or has no entries.
func appendViolations(dst []byte, v any) ([]byte, bool) {
	switch list := v.(type) {
	case problem.Violations:
		return appendViolationList(dst, list)
	case []problem.Violation:
		return appendViolationList(dst, list)
	case []any:
		for _, e := range list {
			if _, ok := asViolation(e); !ok {
				return dst, false
			}
		}
		for _, e := range list {
			x, _ := asViolation(e)
			dst = appendViolation(dst, x)
		}
		return dst, len(list) > 0
	}
	return dst, false
}

func appendViolationList(dst []byte, list []problem.Violation) ([]byte, bool) {
	for _, v := range list {
		dst = appendViolation(dst, v)
	}
	return dst, len(list) > 0
}

// asViolation returns v as the entry of a list of violations, such as one that
// was decoded. It has no members but those of a Violation.
func asViolation(v any) (x problem.Violation, ok bool) {
	switch v := v.(type) {
	case problem.Violation:
		return v, true
	case map[string]any:
		for name, value := range v {
			s, ok := value.(string)
			if !ok {
				return x, false
			}
			switch name {
			case "detail":
				x.Detail = s
			case "pointer":
				x.Pointer = s
			case "parameter":
				x.Parameter = s
			case "header":
				x.Header = s
			case "code":
				x.Code = s
			default:
				return x, false
			}
		}
		return x, len(v) > 0
	}
	return x, false
}

// appendViolation appends an indented line such as
// "#/age: must be positive (range)".
func appendViolation(dst []byte, v problem.Violation) []byte {
	dst = append(dst, "\n  "...)
	start := len(dst)
	part := func(before, s string, indent int) {
		if s != "" {
			if len(dst) > start {
				dst = append(dst, ", "...)
			}
			dst = appendText(append(dst, before...), s, indent)
		}
	}
	part("", v.Pointer, oneLine)
	part("parameter ", v.Parameter, oneLine)
	part("header ", v.Header, oneLine)
	if v.Detail != "" {
		if len(dst) > start {
			dst = append(dst, ": "...)
		}
		dst = appendText(dst, v.Detail, 4)
	}
	if v.Code != "" {
		if len(dst) > start {
			dst = append(dst, ' ')
		}
		dst = append(appendText(append(dst, '('), v.Code, oneLine), ')')
	}
	if len(dst) == start {
		dst = append(dst, "{}"...)
	}
	return dst
}
