package encode

import "github.com/goproblem/problemdetails/problem"

// value appends what stands within an element that is depth levels below the
// root, and says what it is. Numbers and times look as they do in JSON.
func (w xmlWriter) value(b []byte, v any, depth int) ([]byte, xmlKind, error) {
	switch v := v.(type) {
	case nil:
		return b, xmlNull, nil
	case string:
		return appendXMLText(b, v), xmlText, nil
	}
	if b, ok, err := appendScalar(b, v); ok {
		return b, xmlText, err
	}
	if depth == problem.MaxDepth {
		return b, xmlNull, errDepth
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
		return w.nestedProblem(b, v, depth+1)
	case problem.Problem:
		return w.nestedProblem(b, &v, depth+1)
	}
	known, err := plain(v)
	if err != nil {
		return b, xmlNull, err
	}
	return w.value(b, known, depth)
}
