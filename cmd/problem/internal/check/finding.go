package check

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"unicode/utf8"
)

// A Finding is one mistake at one place.
type Finding struct {
	Rule    *Rule
	Input   string // the file or URL
	Line    int    // from 1; zero: the input as a whole
	Column  int    // in characters, from 1
	Member  string // the JSON Pointer of the member, if it is about one
	Message string
}

// maxRepeats is how often one rule is reported for one input.
const maxRepeats = 10

// A Report collects findings. The zero value is empty and reports warnings and
// errors.
// One goroutine at a time may use it.
type Report struct {
	Least    Severity        // findings below it are dropped
	Ignore   map[string]bool // rules by ID that are dropped
	Findings []Finding
	Checked  []string // the inputs that were looked at
	Types    []Type   // the types that are links
}

// A Type is a problem type that is a link, and where it stands.
type Type struct {
	URI          string
	Input        string
	Line, Column int
}

// An input is what is being checked: a file, or the body of a response.
type input struct {
	report  *Report
	name    string
	header  []byte // what offsets of header fields refer to
	data    []byte // what offsets of the document refer to
	base    int    // where in data the document starts
	repeats map[*Rule]int
	first   int // the first finding of this input

	status     int  // of the response, zero without one
	localised  bool // Content-Language says that the texts are not English
	hasProblem bool // there was a document to check
	searched   int  // bytes of texts that were searched for leaks
}

func (r *Report) input(name string, data []byte) *input {
	r.Checked = append(r.Checked, name)
	return &input{report: r, name: name, header: data, data: data, repeats: make(map[*Rule]int), first: len(r.Findings)}
}

// add reports a finding at an offset of the document.
func (in *input) add(rule *Rule, offset int, member, format string, args ...any) {
	in.addAt(rule, offset, func() string { return member }, format, args...)
}

// addAt is add for a member whose pointer is made only if it is needed: in a
// document made to exhaust us, the pointers would be far larger than it.
func (in *input) addAt(rule *Rule, offset int, pointer func() string, format string, args ...any) {
	if !in.wants(rule) {
		return
	}
	line, column := position(in.data, in.base+offset)
	in.report.Findings = append(in.report.Findings, Finding{
		Rule: rule, Input: in.name, Line: line, Column: column, Member: pointer(), Message: fmt.Sprintf(format, args...),
	})
}

// field reports a finding about a header field of a response, or, with an empty
// name, about one that is missing.
func (in *input) field(rule *Rule, resp *Response, name, format string, args ...any) {
	if !in.wants(rule) {
		return
	}
	f := Finding{Rule: rule, Input: in.name, Message: fmt.Sprintf(format, args...)}
	if resp.lines != nil {
		f.Line, f.Column = position(in.header, resp.lines[name])
	}
	in.report.Findings = append(in.report.Findings, f)
}

// wants counts a finding and reports whether it is to be kept.
func (in *input) wants(rule *Rule) bool {
	if rule.Severity < in.report.Least || in.report.Ignore[rule.ID] {
		return false
	}
	in.repeats[rule]++
	return in.repeats[rule] <= maxRepeats
}

// done sorts the findings of the input by place, and says how many more there
// were of rules that were broken very often.
func (in *input) done() {
	found := in.report.Findings[in.first:]
	slices.SortStableFunc(found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	for _, rule := range rules {
		if more := in.repeats[rule] - maxRepeats; more > 0 {
			in.report.Findings = append(in.report.Findings, Finding{
				Rule: rule, Input: in.name, Message: fmt.Sprintf("%d more of this kind", more),
			})
		}
	}
}

// Count returns the number of findings of a severity.
func (r *Report) Count(s Severity) int {
	n := 0
	for _, f := range r.Findings {
		if f.Rule.Severity == s {
			n++
		}
	}
	return n
}

// position returns the line and the column, in characters, of an offset.
func position(data []byte, offset int) (line, column int) {
	before := data[:min(max(offset, 0), len(data))]
	line = 1 + bytes.Count(before, []byte("\n"))
	if i := bytes.LastIndexByte(before, '\n'); i >= 0 {
		before = before[i+1:]
	}
	return line, 1 + utf8.RuneCount(before)
}
