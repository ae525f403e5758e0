package problem

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// checkReference returns an error unless s is a URI reference (RFC 3986,
// section 4.1). url.Parse alone is more lenient: it takes spaces, quotes and
// characters that are not ASCII.
func checkReference(s string) error {
	if _, err := url.Parse(s); err != nil {
		if ue := (*url.Error)(nil); errors.As(err, &ue) {
			err = ue.Err // without the whole reference
		}
		return err
	}
	rest := s
	if i := strings.IndexAny(s, ":/?#"); i >= 0 && s[i] == ':' {
		rest = s[i+1:] // behind the scheme, which url.Parse has checked
	}
	rest, fragment, _ := strings.Cut(rest, "#")
	if err := checkCharacters(fragment, ""); err != nil {
		return err
	}
	authority := ""
	if after, ok := strings.CutPrefix(rest, "//"); ok {
		end := strings.IndexAny(after, "/?")
		if end < 0 {
			end = len(after)
		}
		authority, rest = after[:end], after[end:]
	}
	if err := checkCharacters(authority, "[]"); err != nil {
		return err
	}
	return checkCharacters(rest, "")
}

// checkCharacters returns an error unless s has only characters that may stand
// in a path, query or fragment, those in extra, and percent-encoded bytes.
func checkCharacters(s, extra string) error {
	for i, r := range s {
		switch {
		case r == '%':
			if _, err := url.PathUnescape(s[i:min(i+3, len(s))]); err != nil {
				return fmt.Errorf("%q is not a percent-encoded byte", s[i:min(i+3, len(s))])
			}
		case !inFragment(r) && !strings.ContainsRune(extra, r):
			return fmt.Errorf("%q must be percent-encoded", r)
		}
	}
	return nil
}
