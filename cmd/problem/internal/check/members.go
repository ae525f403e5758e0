package check

import (
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/typelinks"
)

// The standard members (RFC 9457, section 3.1).
const (
	typeMember     = "type"
	titleMember    = "title"
	statusMember   = "status"
	detailMember   = "detail"
	instanceMember = "instance"
)

var standardMembers = []string{typeMember, titleMember, statusMember, detailMember, instanceMember}

// isStandard reports whether name is that of a standard member.
func isStandard(name string) bool {
	switch name {
	case typeMember, titleMember, statusMember, detailMember, instanceMember:
		return true
	}
	return false
}

// checkMembers applies the rules for members, of either format.
func (in *input) checkMembers(d *document) {
	last := d.last()
	present := false
	for _, name := range standardMembers {
		present = present || last[name] != nil
	}
	if !present {
		in.add(ruleNoMember, 0, "", "none of the standard members is there")
	}
	if in.checkURI(last[typeMember]) {
		in.checkType(last[typeMember])
	}
	if in.checkURI(last[instanceMember]) {
		in.checkInstance(last[instanceMember])
	}
	status := in.checkStatus(last[statusMember], d.xml)
	in.checkTitle(last, status)
	in.isType(last[detailMember], isString)
	for i := range d.members {
		if m := &d.members[i]; !isStandard(m.name) && last[m.name] == m {
			in.checkExtension(m, last)
		}
	}
}

// about reports a finding about a member at the top.
func (in *input) about(rule *Rule, m *member, format string, args ...any) {
	in.addAt(rule, m.valueAt, path{m.name}.pointer, format, args...)
}

// isType reports whether m is there with a value of the kind that it must have.
// In XML every scalar is text.
func (in *input) isType(m *member, want kind) bool {
	if m == nil {
		return false
	}
	if m.kind == want || m.kind == isText {
		return true
	}
	in.about(ruleMemberType, m, "%s is %s; readers ignore it, for it must be %s", m.name, m.kind, want)
	return false
}

// checkURI checks what type and instance have in common. It reports whether
// there is a URI reference to look at.
func (in *input) checkURI(m *member) bool {
	if !in.isType(m, isString) {
		return false
	}
	p := problem.Problem{Type: m.text}
	if err := p.Validate(); err != nil {
		in.about(ruleURI, m, "%s is not a URI reference: %v", m.name, innermost(err))
		return false
	}
	scheme, _, _ := strings.Cut(m.text, ":")
	switch strings.ToLower(scheme) {
	case "javascript", "vbscript", "data", "blob", "file":
		in.about(ruleURIScheme, m, "%s has the scheme %s", m.name, strings.ToLower(scheme))
	}
	return true
}

// innermost returns the error that the others explain.
func innermost(err error) error {
	for {
		var next error
		switch e := err.(type) {
		case interface{ Unwrap() []error }:
			if list := e.Unwrap(); len(list) > 0 {
				next = list[0]
			}
		default:
			next = errors.Unwrap(err)
		}
		if next == nil {
			return err
		}
		err = next
	}
}

// checkType checks the meaning of the type.
func (in *input) checkType(m *member) {
	if m.text == "" {
		in.about(ruleTypeEmpty, m, "type is empty, which is not about:blank but a reference to the document")
		return
	}
	u, err := url.Parse(m.text)
	switch {
	case err != nil:
	case !u.IsAbs() && strings.HasPrefix(m.text, "/"):
		in.about(ruleTypeRelative, m, "the type %s is relative", quote(m.text))
	case !u.IsAbs():
		in.about(ruleTypeRelative, m, "the type %s is relative and without its full path: it means something else with each URL", quote(m.text))
	case strings.TrimPrefix(u.Host, "www.") == "iana.org" && strings.HasPrefix(u.Path, "/assignments/http-problem-types") && !registered(m.text):
		in.about(ruleTypeRegistry, m, "the type %s is not registered", quote(m.text))
	}
	if err == nil && (u.Scheme == "http" || u.Scheme == "https") {
		line, column := position(in.data, in.base+m.valueAt)
		in.report.Types = append(in.report.Types, Type{m.text, in.name, line, column})
	}
}

// registered reports whether IANA has the type in its registry.
func registered(uri string) bool {
	for t := range typelinks.Registered() {
		if t.URI == uri {
			return true
		}
	}
	return false
}

func (in *input) checkInstance(m *member) {
	if u, err := url.Parse(m.text); err == nil && m.text != "" && !u.IsAbs() && !strings.HasPrefix(m.text, "/") {
		in.about(ruleInstanceRelative, m, "the instance %s is relative and without its full path", quote(m.text))
	}
}

// checkStatus checks the member status and returns it, or zero.
func (in *input) checkStatus(m *member, xml bool) int {
	if !in.isType(m, isNumber) {
		return 0
	}
	digits := m.text
	if xml {
		digits = strings.TrimSpace(digits)
	}
	f, err := strconv.ParseFloat(digits, 64)
	status := int(f)
	switch {
	case xml && (err != nil || strings.ContainsAny(digits, ".eE")):
		in.about(ruleMemberType, m, "status is %s; readers ignore it, for it must be a whole number", quote(m.text))
		return 0
	case err != nil || f != float64(status) || status < 100 || status > 599:
		in.about(ruleStatusRange, m, "status is %s, not a whole number from 100 to 599", shorten(digits))
		return 0
	}
	if in.status != 0 && status != in.status {
		in.about(ruleStatusDiffers, m, "status is %d, but the response has the status %d", status, in.status)
		return 0
	}
	if _, ok := typelinks.Default().Lookup(status); !ok {
		in.about(ruleStatusUnassigned, m, "the status %d is not assigned", status)
	}
	return status
}

// unused is IANA's phrase for the statuses that are reserved.
const unused = "(Unused)"

// checkTitle compares the title with the status.
func (in *input) checkTitle(last map[string]*member, status int) {
	title := last[titleMember]
	if !in.isType(title, isString) {
		return
	}
	text := strings.TrimSpace(title.text)
	if repeatsCode(text, status) {
		in.about(ruleTitleStatus, title, "the title %s repeats the status", quote(text))
		return
	}
	link, ok := typelinks.Default().Lookup(status)
	// A title in another language is allowed (section 4.2.1). One that is not
	// ASCII is; others are told from English by Content-Language alone.
	if !isBlank(last[typeMember]) || !ok || link.Title == unused || strings.EqualFold(text, link.Title) || in.localised || !isASCII(text) {
		return
	}
	in.about(ruleTitleBlank, title, "the title of a problem without a type of its own is %s for the status %d, not %s", quote(link.Title), status, quote(text))
}

// isBlank reports whether a type says no more than the status does.
func isBlank(typ *member) bool {
	return typ == nil || strings.TrimSpace(typ.text) == problem.BlankType
}

// repeatsCode reports whether a title has the status code in it. Without a
// status, a number at the beginning or the end is taken for one.
func repeatsCode(title string, status int) bool {
	if len(title) > 1000 {
		return false
	}
	numbers := strings.FieldsFunc(title, func(r rune) bool { return r < '0' || r > '9' })
	if status != 0 {
		return slices.Contains(numbers, strconv.Itoa(status))
	}
	words := strings.FieldsFunc(title, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) > 1 && strings.EqualFold(words[0], "HTTP") {
		words = words[1:]
	}
	return len(words) > 0 && (isCode(words[0]) || isCode(words[len(words)-1]))
}

// isCode reports whether a word is a status code.
func isCode(word string) bool {
	n, err := strconv.Atoi(word)
	return err == nil && len(word) == 3 && 100 <= n && n <= 599
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
