package main

import (
	"flag"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/goproblem/problemdetails/typelinks"
)

// typesCommand prints the registered problem types.
func typesCommand() *command {
	return &command{
		name:  "types",
		args:  "[flags] [NAME ...]",
		short: "list the problem types that IANA has registered",
		long: `
Types lists IANA's registry of problem types (RFC 9457, section 4.2). Arguments
pick those whose URI or title has them in it.`,
		examples: []example{
			{"problem types digest", "the problem types about digests"},
			{"problem types -format markdown", "all of them, as a table for documentation"},
		},
		setup: func(fs *flag.FlagSet) func(*env, []string) error {
			l := &listTypes{}
			fs.StringVar(&l.format, "format", "table", "`form` of the list: table, json, csv or markdown")
			return l.run
		},
	}
}

// listTypes is one run of the types command.
type listTypes struct{ format string }

// jsonType is a problem type in the JSON form of the list.
type jsonType struct {
	Type      string `json:"type"`
	Title     string `json:"title"`
	Status    int    `json:"status,omitempty"`
	Reference string `json:"reference"`
}

func (l *listTypes) run(e *env, args []string) error {
	all := slices.Collect(typelinks.Registered())
	types := all
	if len(args) > 0 {
		types = nil
		for _, arg := range args {
			if !slices.ContainsFunc(all, func(t typelinks.ProblemType) bool { return isAbout(t, arg) }) {
				return fmt.Errorf("no registered type fits %q", arg)
			}
		}
		for _, t := range all {
			if slices.ContainsFunc(args, func(arg string) bool { return isAbout(t, arg) }) {
				types = append(types, t)
			}
		}
	}
	rows := make([][]string, len(types))
	list := make([]any, len(types))
	for i, t := range types {
		status := ""
		if t.Status != 0 {
			status = strconv.Itoa(t.Status)
		}
		rows[i] = []string{t.URI, t.Title, status, t.Reference}
		list[i] = jsonType{t.URI, t.Title, t.Status, t.Reference}
	}
	if l.format == "json" {
		return writeJSONList(e.out, list)
	}
	return writeRows(e.out, l.format, []string{"type", "title", "status", "reference"}, rows)
}

// isAbout reports whether a problem type has the text in its URI or title.
func isAbout(t typelinks.ProblemType, text string) bool {
	text = strings.ToLower(text)
	return strings.Contains(strings.ToLower(t.URI), text) || strings.Contains(strings.ToLower(t.Title), text)
}
