package check

import (
	"fmt"
	"slices"
)

// Severity says how bad a finding is. The zero value is Warning.
type Severity int

// The severities.
const (
	Note    Severity = iota - 1 // allowed, but another way is recommended
	Warning                     // against a SHOULD, or a trap
	Error                       // against a MUST, or not what the sender meant
)

var severityNames = [...]string{"note", "warning", "error"}

// String returns "note", "warning" or "error".
func (s Severity) String() string { return severityNames[s-Note] }

// Set makes *Severity a flag.
func (s *Severity) Set(name string) error {
	i := slices.Index(severityNames[:], name)
	if i < 0 {
		return fmt.Errorf("want note, warning or error")
	}
	*s = Severity(i) + Note
	return nil
}

// A Rule is one thing that can be wrong.
type Rule struct {
	ID       string
	Severity Severity
	Source   Source // where it is written
	Meaning  string // what is wrong, and why that matters, in sentences
	Fix      string // what to do about it
}

// A Source is a section of an RFC.
type Source struct {
	RFC     int
	Section string
}

// String returns a text such as "RFC 9457, section 3.1.2".
func (s Source) String() string {
	if s.Section[0] >= 'A' {
		return fmt.Sprintf("RFC %d, appendix %s", s.RFC, s.Section)
	}
	return fmt.Sprintf("RFC %d, section %s", s.RFC, s.Section)
}

// Link returns the address of the section.
func (s Source) Link() string {
	kind := "section-"
	if s.Section[0] >= 'A' {
		kind = "appendix-"
	}
	return fmt.Sprintf("https://www.rfc-editor.org/rfc/rfc%d.html#%s%s", s.RFC, kind, s.Section)
}

// Rules returns all rules, in the order in which they are listed.
func Rules() []*Rule { return slices.Clone(rules) }

// Find returns the rule with the ID, or nil.
func Find(id string) *Rule {
	for _, r := range rules {
		if r.ID == id {
			return r
		}
	}
	return nil
}
