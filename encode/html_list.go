package encode

import (
	"fmt"
	"strconv"
)

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
	return append(strconv.AppendInt(b, int64(n), 10), " more not shown</i>"...)
}

// htmlList appends list, each entry by means of item.
func htmlList[E any](b []byte, w *htmlWriter, list []E, depth int,
	item func(*htmlWriter, []byte, E, int) ([]byte, error),
) ([]byte, error) {
	switch {
	case list == nil:
		return append(b, htmlNull...), nil
	case len(list) == 0:
		return append(b, "<i>[]</i>"...), nil
	}
	show := w.room(len(list), depth)
	if show == 0 {
		return appendHTMLMore(b, len(list)), nil
	}
	b = append(b, "<ul>"...)
	for i, e := range list[:show] {
		var err error
		if b, err = item(w, append(b, "<li>"...), e, depth+1); err != nil {
			return b, fmt.Errorf("[%d]: %w", i, err)
		}
		b = append(b, "</li>"...)
	}
	if more := len(list) - show; more > 0 {
		b = append(appendHTMLMore(append(b, "<li>"...), more), "</li>"...)
	}
	return append(b, "</ul>"...), nil
}
