package encode

import "strconv"

// The pieces that lists of extensions are made of.
const (
	htmlNull   = "<i>null</i>"
	htmlRowEnd = "</dd></div>"
)

// appendHTMLName appends the start of a row of a list of names and values.
func appendHTMLName(b []byte, name string) []byte {
	return append(appendHTMLString(append(b, "<div><dt>"...), name), "</dt><dd>"...)
}

// appendHTMLMoreRow appends a row that says how many more there are, if any.
func appendHTMLMoreRow(b []byte, n int) []byte {
	if n == 0 {
		return b
	}
	return append(appendHTMLMore(append(b, "<div><dt>…</dt><dd>"...), n), htmlRowEnd...)
}

// appendHTMLMore appends a note that n entries are not shown. These are the
// page's own words, whatever its language.
func appendHTMLMore(b []byte, n int) []byte {
	b = append(b, "<i lang=\"en\" dir=\"ltr\">"...)
	return append(strconv.AppendInt(b, int64(n), 10), " not shown</i>"...)
}

// list appends list, the entries of "errors" in their own way.
func (w *htmlWriter) list(b []byte, list []any, depth int, errors bool) (_ []byte, err error) {
	if list == nil {
		return append(b, htmlNull...), nil
	}
	b, show := w.openList(b, len(list), depth)
	for i, e := range list[:show] {
		b = append(b, "<li>"...)
		if errors {
			b, err = w.error(b, e, depth+1)
		} else {
			b, err = w.value(b, e, depth+1)
		}
		if err != nil {
			return b, withinItem(i, err)
		}
		b = append(b, "</li>"...)
	}
	return closeHTMLList(b, show, len(list)), nil
}

// texts appends a list of strings.
func (w *htmlWriter) texts(b []byte, list []string, depth int) []byte {
	if list == nil {
		return append(b, htmlNull...)
	}
	b, show := w.openList(b, len(list), depth)
	for _, s := range list[:show] {
		b = append(appendHTMLString(append(b, "<li>"...), s), "</li>"...)
	}
	return closeHTMLList(b, show, len(list))
}

// openList appends the start of a list of n entries, and returns how many of
// them are shown. If that is none, it appends all that there is to say.
func (w *htmlWriter) openList(b []byte, n, depth int) (_ []byte, show int) {
	show = w.room(n, depth)
	switch {
	case show > 0:
		b = append(b, "<ul>"...)
	case n > 0:
		b = appendHTMLMore(b, n)
	default:
		b = append(b, "<i>[]</i>"...)
	}
	return b, show
}

// closeHTMLList appends the end of a list of which some entries are shown.
func closeHTMLList(b []byte, show, n int) []byte {
	switch {
	case show == 0:
		return b
	case show < n:
		b = append(appendHTMLMore(append(b, "<li>"...), n-show), "</li>"...)
	}
	return append(b, "</ul>"...)
}
