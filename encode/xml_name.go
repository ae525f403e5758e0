package encode

import (
	"errors"
	"unicode/utf8"
)

var (
	errNotXMLName      = errors.New("not a name in XML")
	errReservedXMLName = errors.New("names that begin with xml are reserved in XML")
)

// isNCName reports whether s is a name in XML without a colon (Namespaces in
// XML 1.0, section 3; XML 1.0, fifth edition, section 2.3).
func isNCName[S ~string | ~[]byte](s S) bool {
	if len(s) == 0 || !isNameStart(rune(s[0])) && s[0] < utf8.RuneSelf {
		return false
	}
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return isWideNCName(string(s))
		}
		if !isNameRune(rune(s[i])) {
			return false
		}
	}
	return true
}

// isWideNCName is isNCName for names that are not ASCII.
func isWideNCName(s string) bool {
	if !utf8.ValidString(s) {
		return false
	}
	for i, r := range s {
		if !isNameRune(r) || i == 0 && !isNameStart(r) {
			return false
		}
	}
	return true
}

// isNameStart reports whether a name may start with r. The colon is left out:
// it separates prefixes from names.
func isNameStart(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return 'a' <= r|0x20 && r|0x20 <= 'z' || r == '_'
	case r < 0x300:
		return 0xC0 <= r && r != 0xD7 && r != 0xF7
	case r < 0x2000:
		return 0x370 <= r && r != 0x37E
	case r < 0x3001:
		return r == 0x200C || r == 0x200D || 0x2070 <= r && r <= 0x218F || 0x2C00 <= r && r <= 0x2FEF
	case r < 0x10000:
		return r <= 0xD7FF || 0xF900 <= r && r <= 0xFDCF || 0xFDF0 <= r && r <= 0xFFFD
	default:
		return r <= 0xEFFFF
	}
}

// isNameRune reports whether r may stand within a name.
func isNameRune(r rune) bool {
	switch {
	case isNameStart(r):
		return true
	case r < utf8.RuneSelf:
		return '0' <= r && r <= '9' || r == '-' || r == '.'
	default:
		return r == 0xB7 || 0x300 <= r && r <= 0x36F || r == 0x203F || r == 0x2040
	}
}

// isXMLReserved reports whether XML keeps a name to itself because it begins
// with xml, in any case (XML 1.0, section 2.3).
func isXMLReserved[S ~string | ~[]byte](s S) bool {
	return len(s) >= 3 && s[0]|0x20 == 'x' && s[1]|0x20 == 'm' && s[2]|0x20 == 'l'
}

// checkXMLName returns an error unless name can be the name of an element.
func checkXMLName(name string) error {
	switch {
	case !isNCName(name):
		return errNotXMLName
	case isXMLReserved(name):
		return errReservedXMLName
	default:
		return nil
	}
}
