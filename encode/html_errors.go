package encode

import "github.com/goproblem/problemdetails/problem"

// errors appends the extension "errors" (RFC 9457, section 3). In its entries
// the detail, what is wrong, comes before the other members, which mostly say
// where.
func (w *htmlWriter) errors(b []byte, v any) ([]byte, error) {
	switch list := v.(type) {
	case problem.Violations:
		return w.violations(b, list), nil
	case []any:
		return w.list(b, list, 0, true)
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
		return w.violation(b, v, depth), nil
	case map[string]any:
		detail, ok := v["detail"].(string)
		if !ok {
			return w.object(b, v, depth)
		}
		b = appendHTMLDetail(b, detail)
		if len(v) == 1 {
			return b, nil
		}
		return w.members(b, v, depth, "detail")
	case problem.Extensions:
		return w.error(b, map[string]any(v), depth)
	case nil, string, []any, []string:
		return w.value(b, v, depth)
	}
	v, err := plain(v)
	if err != nil {
		return b, err
	}
	if m, ok := v.(map[string]any); ok {
		return w.error(b, m, depth)
	}
	return w.value(b, v, depth)
}

// violations appends list as error would its JSON form, without making that.
func (w *htmlWriter) violations(b []byte, list problem.Violations) []byte {
	if list == nil {
		return append(b, htmlNull...)
	}
	b, show := w.openList(b, len(list), 0)
	for _, v := range list[:show] {
		b = append(w.violation(append(b, "<li>"...), v, 1), "</li>"...)
	}
	return closeHTMLList(b, show, len(list))
}

func (w *htmlWriter) violation(b []byte, v problem.Violation, depth int) []byte {
	rows := [...]struct{ name, value string }{ // in name order
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
	if v.Detail != "" {
		b = appendHTMLDetail(b, v.Detail)
	}
	if n == 0 {
		if v.Detail == "" {
			b = append(b, "<i>{}</i>"...)
		}
		return b
	}
	show := w.room(n, depth)
	if show == 0 {
		return appendHTMLMore(b, n)
	}
	b = append(b, "<dl>"...)
	for _, row := range rows[:show] {
		b = append(appendHTMLString(appendHTMLName(b, row.name), row.value), htmlRowEnd...)
	}
	return append(appendHTMLMoreRow(b, n-show), "</dl>"...)
}

// appendHTMLDetail appends the detail of an entry of "errors".
func appendHTMLDetail(b []byte, detail string) []byte {
	return append(appendHTMLString(append(b, "<p>"...), detail), "</p>"...)
}
