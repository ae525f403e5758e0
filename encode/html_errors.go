package encode

import "github.com/goproblem/problemdetails/problem"

// errors appends the extension "errors" (RFC 9457, section 3). In its entries
// the detail, what is wrong, comes before the other members, which mostly say
// where.
func (w *htmlWriter) errors(b []byte, v any) ([]byte, error) {
	switch list := v.(type) {
	case problem.Violations:
		return htmlList(b, w, list, 0, (*htmlWriter).violation)
	case []any:
		return htmlList(b, w, list, 0, (*htmlWriter).error)
	case nil, string, []string, map[string]any, problem.Extensions:
		return w.value(b, v, 0)
	}
	v, err := plain(v)
	if err != nil {
		return b, err
	}
	if list, ok := v.([]any); ok {
		return w.errors(b, list)
	}
	return w.value(b, v, 0)
}

// error appends an entry of "errors".
func (w *htmlWriter) error(b []byte, v any, depth int) ([]byte, error) {
	switch v := v.(type) {
	case problem.Violation:
		return w.violation(b, v, depth)
	case map[string]any:
		if detail, ok := v["detail"].(string); ok {
			b = appendHTMLDetail(b, detail)
			if len(v) == 1 {
				return b, nil
			}
			return w.members(b, v, depth, "detail")
		}
	}
	return w.value(b, v, depth)
}

// violation appends v as if it were the map that its JSON form is.
func (w *htmlWriter) violation(b []byte, v problem.Violation, depth int) ([]byte, error) {
	rows := [...]struct{ name, value string }{
		{"code", v.Code},
		{"header", v.Header},
		{"parameter", v.Parameter},
		{"pointer", v.Pointer},
	}
	n := 0
	for _, row := range rows {
		if row.value != "" {
			rows[n] = row
			n++
		}
	}
	switch {
	case v.Detail != "":
		b = appendHTMLDetail(b, v.Detail)
	case n == 0:
		return append(b, "<i>{}</i>"...), nil
	}
	if n == 0 {
		return b, nil
	}
	show := w.room(n, depth)
	if show == 0 {
		return appendHTMLMore(b, n), nil
	}
	b = append(b, "<dl>"...)
	for _, row := range rows[:show] {
		b = append(appendHTMLString(appendHTMLName(b, row.name), row.value), htmlRowEnd...)
	}
	return append(appendHTMLMoreRow(b, n-show), "</dl>"...), nil
}

// appendHTMLDetail appends the detail of an entry of "errors".
func appendHTMLDetail(b []byte, detail string) []byte {
	return append(appendHTMLString(append(b, "<p>"...), detail), "</p>"...)
}
