package check

import (
	"regexp"
	"strings"
	"unicode"
)

// checkText applies the rules for texts, wherever they stand. Name is that of
// the innermost member that holds the text.
func (in *input) checkText(at int, p path, name, s string) {
	if s == "" {
		return
	}
	if i := strings.IndexFunc(s, isControl); i >= 0 {
		in.addAt(ruleTextControl, at, p.pointer, "%s has the control character %U", quote(name), []rune(s[i:min(i+4, len(s))])[0])
	}
	if len(p) == 1 && (name == titleMember || name == detailMember) {
		if tag := markup.FindString(s[:min(len(s), maxText)]); tag != "" {
			in.addAt(ruleTextMarkup, at, p.pointer, "%s has markup in it: %s", name, quote(tag))
		}
	}
	// What a text gives away is near its beginning. Looking through megabytes
	// would take seconds, and so would many texts.
	s = s[:min(len(s), maxText)]
	if in.searched += len(s) + len(name); in.searched > maxSearched {
		return
	}
	if rule, what := leak(p, name, s); rule != nil {
		in.addAt(rule, at, p.pointer, "%s looks like %s", quote(name), what)
	}
}

// How much of a text, and of a document, is searched for leaks.
const (
	maxText     = 8 << 10
	maxSearched = 32 << 10
)

// isControl reports whether r may steer a terminal. Line breaks and tabs are
// part of plain text.
func isControl(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t'
}

// markup is a tag of HTML. Other things in angle brackets, such as the
// parameters of generic types, are common in plain text.
var markup = regexp.MustCompile(`</?(html|head|body|title|script|style|p|br|div|span|a|b|i|em|strong|h[1-6]|ul|ol|li|table|tr|td|th|pre|code|img|iframe|svg|hr|font|center|form|input)(\s[^<>]*)?/?>|<!(DOCTYPE|doctype)\b`)
