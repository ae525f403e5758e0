package check

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/goproblem/problemdetails/typelinks"
)

// checkExtension checks the name of an extension member, and what it is for.
func (in *input) checkExtension(m *member, last map[string]*member) {
	if standard := strings.ToLower(m.name); isStandard(standard) {
		in.nameFinding(ruleMemberCase, m, "%s is not %s, and readers do not take it for that", quote(m.name), standard)
		return
	}
	if standard := synonymOf(m, last); standard != "" {
		in.nameFinding(ruleMemberSynonym, m, "%s says what the member %s is for", quote(m.name), standard)
	}
	if m.kind == isObject && strings.EqualFold(m.name, "extensions") {
		in.nameFinding(ruleExtensionsWrapped, m, "%s holds members that belong beside the standard ones", quote(m.name))
	}
	switch {
	case !isXMLName(m.name):
		in.nameFinding(ruleExtensionXML, m, "%s is no name in XML", quote(m.name))
	case !isExtensionName(m.name):
		in.nameFinding(ruleExtensionName, m, "%s is not three or more letters, digits and underscores after a letter", quote(m.name))
	}
	for _, e := range m.entries {
		if !isPointer(e.pointer) {
			in.addAt(ruleErrorPointer, e.pointerAt, path{m.name}.pointer, "%s is no JSON Pointer", quote(e.pointer))
		}
	}
}

// nameFinding reports a finding about the name of a member at the top.
func (in *input) nameFinding(rule *Rule, m *member, format string, args ...any) {
	in.addAt(rule, m.nameAt, path{m.name}.pointer, format, args...)
}

// isExtensionName reports whether RFC 9457, section 4, recommends the name.
func isExtensionName(name string) bool {
	for i, r := range name {
		letter := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
		if !letter && (i == 0 || r != '_' && (r < '0' || r > '9')) {
			return false
		}
	}
	return len(name) >= 3
}

// isXMLName reports whether name matches Name of XML 1.0 without the colon,
// which namespaces reserve.
func isXMLName(name string) bool {
	for i, r := range name {
		start := r == '_' || unicode.IsLetter(r)
		if !start && (i == 0 || r != '-' && r != '.' && r != '\u00b7' && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r)) {
			return false
		}
	}
	return name != ""
}

// synonyms are names that other error formats have for standard members.
var synonyms = map[string][]string{
	statusMember: {"statuscode", "httpstatus", "httpstatuscode", "httpcode", "responsecode"},
	detailMember: {"message", "msg", "description", "errormessage", "errordescription", "details"},
	titleMember:  {"error"},
}

// synonymOf returns the standard member that says the same as m, if m is there
// in its place or repeats it.
func synonymOf(m *member, last map[string]*member) string {
	if m.kind == isArray || m.kind == isObject || m.kind == isNull || m.kind == isBool {
		return ""
	}
	name := strings.ToLower(strings.NewReplacer("_", "", "-", "").Replace(m.name))
	if name == "code" || name == "errorcode" {
		if repeatsStatus(m, last) {
			return statusMember
		}
		return ""
	}
	for _, standard := range standardMembers {
		if !slices.Contains(synonyms[standard], name) {
			continue
		}
		other := last[standard]
		switch {
		case other != nil && other.text != m.text && standard != statusMember:
			return "" // It says something else.
		case other == nil && standard == detailMember && !strings.Contains(m.text, " "):
			return "" // A single word is rather a code, or a key for translation.
		}
		return standard
	}
	return ""
}

// repeatsStatus reports whether the value of m is a status of an error or, in a
// problem without a type of its own, the phrase of the status in any spelling.
// A code that says something else is the service's own.
func repeatsStatus(m *member, last map[string]*member) bool {
	if n, err := strconv.Atoi(m.text); err == nil {
		_, assigned := typelinks.Default().Lookup(n)
		return assigned && n >= 400
	}
	status := last[statusMember]
	if status == nil || !isBlank(last[typeMember]) {
		return false
	}
	code, err := strconv.Atoi(status.text)
	if err != nil {
		return false
	}
	link, ok := typelinks.Default().Lookup(code)
	return ok && letters(link.Title) == letters(m.text)
}

// letters returns the letters of s in lower case.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// isPointer reports whether s is a JSON Pointer (RFC 6901), as such or as a URI
// fragment.
func isPointer(s string) bool {
	s, fragment := strings.CutPrefix(s, "#")
	if fragment {
		decoded, err := url.PathUnescape(s)
		if err != nil {
			return false
		}
		s = decoded
	}
	if s != "" && s[0] != '/' {
		return false
	}
	for {
		i := strings.IndexByte(s, '~')
		if i < 0 {
			return true
		}
		if i+1 == len(s) || s[i+1] != '0' && s[i+1] != '1' {
			return false
		}
		s = s[i+2:]
	}
}
