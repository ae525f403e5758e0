package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/goproblem/problemdetails/cmd/problem/internal/check"
	"github.com/goproblem/problemdetails/cmd/problem/internal/term"
)

// reporter returns the function that writes a report in the form.
func reporter(form string) (func(*env, *check.Report) error, error) {
	switch form {
	case "text":
		return writeText, nil
	case "json":
		return writeJSONReport, nil
	case "sarif":
		return writeSARIF, nil
	}
	return nil, usagef("-format %q is not text, json or sarif", form)
}

// Colours of the report for people.
const (
	bold   = "\x1b[1m"
	red    = "\x1b[31m"
	yellow = "\x1b[33m"
	dim    = "\x1b[2m"
	plain  = "\x1b[0m"
)

// colours are those of the severities.
var colours = map[check.Severity]string{check.Note: dim, check.Warning: yellow, check.Error: red}

// painter returns a function that colours a text, or leaves it.
func (e *env) painter() func(colour, s string) string {
	if e.colour(e.stdout) {
		return func(colour, s string) string { return colour + s + plain }
	}
	return func(_, s string) string { return s }
}

// writeText writes a report for people: a line for each finding, in the form
// that editors know how to jump from, and a summary on standard error.
func writeText(e *env, r *check.Report) error {
	paint := e.painter()
	inputs := make(map[string]bool)
	for _, f := range r.Findings {
		inputs[f.Input] = true
		place := term.Clean(f.Input)
		if f.Line > 0 {
			place += fmt.Sprintf(":%d:%d", f.Line, f.Column)
		}
		fmt.Fprintf(e.out, "%s: %s: %s %s\n", paint(bold, place), paint(colours[f.Rule.Severity], f.Rule.Severity.String()),
			term.Clean(f.Message), paint(dim, fmt.Sprintf("[%s; %s]", f.Rule.ID, f.Rule.Source)))
	}
	if len(r.Findings) == 0 {
		return nil
	}
	if err := e.out.Flush(); err != nil { // Keep the order on a terminal.
		return err
	}
	var counts []string
	for severity := check.Error; severity >= check.Note; severity-- {
		if n := r.Count(severity); n > 0 {
			counts = append(counts, count(n, severity.String()))
		}
	}
	where := ""
	if len(r.Checked) > 1 {
		where = fmt.Sprintf(" in %d of %d inputs", len(inputs), len(r.Checked))
	}
	e.complain("%s%s; 'problem check -rules' says what to do", strings.Join(counts, " and "), where)
	return nil
}

// count returns a number with its noun.
func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

// jsonFinding is a finding in the JSON form of a report.
type jsonFinding struct {
	Rule      string `json:"rule"`
	Severity  string `json:"severity"`
	Input     string `json:"input"`
	Line      int    `json:"line,omitempty"`
	Column    int    `json:"column,omitempty"`
	Member    string `json:"member,omitempty"`
	Message   string `json:"message"`
	Reference string `json:"reference"`
	Link      string `json:"link"`
}

func writeJSONReport(e *env, r *check.Report) error {
	findings := make([]jsonFinding, len(r.Findings))
	for i, f := range r.Findings {
		findings[i] = jsonFinding{
			f.Rule.ID, f.Rule.Severity.String(), f.Input, f.Line, f.Column, f.Member, f.Message, f.Rule.Source.String(), f.Rule.Source.Link(),
		}
	}
	checked := r.Checked
	if checked == nil {
		checked = []string{}
	}
	return e.writeIndented(struct {
		Checked  []string      `json:"checked"`
		Findings []jsonFinding `json:"findings"`
	}{checked, findings})
}

// writeIndented writes v as JSON.
func (e *env) writeIndented(v any) error {
	doc, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	_, err = e.out.Write(append(tame("application/json", doc), '\n'))
	return err
}

// jsonRule is a rule in the JSON form of the list.
type jsonRule struct {
	ID        string `json:"id"`
	Severity  string `json:"severity"`
	Reference string `json:"reference"`
	Link      string `json:"link"`
	Meaning   string `json:"meaning"`
	Fix       string `json:"fix"`
}

// writeRules lists rules.
func writeRules(e *env, form string, ids []string) error {
	rules := check.Rules()
	if len(ids) > 0 {
		rules = rules[:0]
		for _, id := range ids {
			rule := check.Find(id)
			if rule == nil {
				return usagef("there is no rule %q", id)
			}
			rules = append(rules, rule)
		}
	}
	switch form {
	case "json":
		list := make([]any, len(rules))
		for i, r := range rules {
			list[i] = jsonRule{r.ID, r.Severity.String(), r.Source.String(), r.Source.Link(), r.Meaning, r.Fix}
		}
		return writeJSONList(e.out, list)
	case "text":
		paint := e.painter()
		for i, r := range rules {
			if i > 0 {
				e.out.WriteByte('\n')
			}
			fmt.Fprintf(e.out, "%s (%s, %s)\n%s%s", paint(bold, r.ID), r.Severity, r.Source,
				wrap(r.Meaning, "    "), wrap("Fix: "+r.Fix, "    "))
		}
		return nil
	}
	return usagef("-rules has the forms text and json")
}

// wrap breaks a text into lines of up to 80 bytes.
func wrap(s, indent string) string {
	var b strings.Builder
	width := 0
	for word := range strings.FieldsSeq(s) {
		switch {
		case width == 0:
			b.WriteString(indent)
			width = len(indent)
		case width+1+len(word) > 80:
			b.WriteString("\n" + indent)
			width = len(indent)
		default:
			b.WriteByte(' ')
			width++
		}
		b.WriteString(word)
		width += len(word)
	}
	return b.String() + "\n"
}
