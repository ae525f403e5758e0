package encode

import (
	"slices"

	"github.com/goproblem/problemdetails/problem"
)

// An htmlWriter appends extensions and their values. The depth of a value is
// the number of maps and lists around it, the extensions not counted.
type htmlWriter struct {
	left int // entries that may still be shown
}

// room returns how many of the n entries of a map or list at this depth are
// shown, and takes them off those that may be.
func (w *htmlWriter) room(n, depth int) int {
	if depth >= HTMLMaxDepth {
		return 0
	}
	n = min(n, HTMLMaxItems, w.left)
	w.left -= n
	return n
}

// extensions appends the list of extensions.
func (w *htmlWriter) extensions(b []byte, x problem.Extensions) ([]byte, error) {
	more := len(x)
	show := w.room(more, 0)
	b = append(b, "<dl>\n"...)
	for name, value := range x.All() {
		if isStandard(name) { // even among those that are not shown
			return b, &problem.MemberError{Name: name, Err: problem.ErrReserved}
		}
		if show == 0 {
			continue
		}
		show, more = show-1, more-1
		b = appendHTMLName(b, name)
		var err error
		if name == "errors" {
			b, err = w.errors(b, value)
		} else {
			b, err = w.value(b, value, 0)
		}
		if err != nil {
			return b, &problem.MemberError{Name: name, Err: err}
		}
		b = append(b, htmlRowEnd+"\n"...)
	}
	return append(appendHTMLMoreRow(b, more), "</dl>\n"...), nil
}

// value appends v as it stands within its element. What is empty looks as it
// does in JSON.
func (w *htmlWriter) value(b []byte, v any, depth int) ([]byte, error) {
	switch v := v.(type) {
	case nil:
		return append(b, htmlNull...), nil
	case string:
		return appendHTMLString(b, v), nil
	case []any:
		return w.list(b, v, depth, false)
	case []string:
		return w.texts(b, v, depth), nil
	case map[string]any:
		return w.object(b, v, depth)
	case problem.Extensions:
		return w.object(b, v, depth)
	case map[string]string:
		return w.textObject(b, v, depth), nil
	}
	if b, ok, err := appendScalar(b, v); ok {
		return b, err
	}
	v, err := plain(v)
	if err != nil {
		return b, err
	}
	return w.value(b, v, depth)
}

// object appends m as a list of names and values.
func (w *htmlWriter) object(b []byte, m map[string]any, depth int) ([]byte, error) {
	switch {
	case m == nil:
		return append(b, htmlNull...), nil
	case len(m) == 0:
		return append(b, "<i>{}</i>"...), nil
	}
	return w.members(b, m, depth, "")
}

// textObject appends m as object does.
func (w *htmlWriter) textObject(b []byte, m map[string]string, depth int) []byte {
	switch {
	case m == nil:
		return append(b, htmlNull...)
	case len(m) == 0:
		return append(b, "<i>{}</i>"...)
	}
	show := w.room(len(m), depth)
	if show == 0 {
		return appendHTMLMore(b, len(m))
	}
	var room [16]string
	names := room[:0]
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	b = append(b, "<dl>"...)
	for _, name := range names[:show] {
		b = append(appendHTMLString(appendHTMLName(b, name), m[name]), htmlRowEnd...)
	}
	return append(appendHTMLMoreRow(b, len(m)-show), "</dl>"...)
}

// members appends the members of m but the one named skip, if that is not
// empty. There is at least one.
func (w *htmlWriter) members(b []byte, m map[string]any, depth int, skip string) ([]byte, error) {
	more := len(m)
	if skip != "" {
		more--
	}
	show := w.room(more, depth)
	if show == 0 {
		return appendHTMLMore(b, more), nil
	}
	b = append(b, "<dl>"...)
	for name, value := range problem.Extensions(m).All() {
		if skip != "" && name == skip {
			continue
		}
		if show == 0 {
			break
		}
		show, more = show-1, more-1
		var err error
		if b, err = w.value(appendHTMLName(b, name), value, depth+1); err != nil {
			return b, withinMember(name, err)
		}
		b = append(b, htmlRowEnd...)
	}
	return append(appendHTMLMoreRow(b, more), "</dl>"...), nil
}
