package main

import (
	"cmp"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"go/format"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/goproblem/problemdetails/cmd/problem/internal/term"
	"github.com/goproblem/problemdetails/typelinks"
)

// linksCommand prints the table of statuses.
func linksCommand() *command {
	return &command{
		name:  "links",
		args:  "[flags] [STATUS | CLASS | NAME ...]",
		short: "list the statuses with their titles and links",
		long: `
Links lists the statuses of IANA's registry with the title and the link that a
problem without a type of its own gets. Arguments pick some of them: a status
(404), a class (4xx), or a part of a title (not).`,
		examples: []example{
			{"problem links 404 429", "two statuses"},
			{"problem links -format csv 5xx", "the server errors, for a spreadsheet"},
			{"problem links -format go 4xx > links.go", "the start of a table of your own"},
		},
		setup: func(fs *flag.FlagSet) func(*env, []string) error {
			l := &listLinks{}
			fs.StringVar(&l.format, "format", "table", "`form` of the list: table, json, csv, markdown or go")
			l.table.declare(fs)
			l.limits.declare(fs)
			return l.run
		},
	}
}

// listLinks is one run of the links command.
type listLinks struct {
	format string
	table  tableFlags
	limits limits
}

func (l *listLinks) run(e *env, args []string) error {
	table, err := l.table.table(e, l.limits)
	if err != nil {
		return err
	}
	links, err := pick(table, args)
	if err != nil {
		return err
	}
	if l.format == "go" {
		return writeGo(e.out, links)
	}
	rows := make([][]string, len(links))
	for i, k := range links {
		rows[i] = []string{strconv.Itoa(k.Status), k.Title, k.Type}
	}
	if l.format == "json" {
		list := make([]any, len(links))
		for i, k := range links {
			list[i] = jsonLink(k)
		}
		return writeJSONList(e.out, list)
	}
	return writeRows(e.out, l.format, []string{"status", "title", "type"}, rows)
}

// pick returns the links that the arguments ask for, all without arguments. An
// argument that fits nothing is an error, so that a slip does not go unseen.
func pick(table *typelinks.Table, args []string) ([]typelinks.Link, error) {
	all := slices.Collect(table.All())
	if len(args) == 0 {
		return all, nil
	}
	var links []typelinks.Link
	for _, arg := range args {
		fits := fitter(arg)
		n := len(links)
		for _, k := range all {
			if fits(k) {
				links = append(links, k)
			}
		}
		if len(links) == n {
			return nil, fmt.Errorf("no status fits %q", arg)
		}
	}
	slices.SortFunc(links, func(a, b typelinks.Link) int { return cmp.Compare(a.Status, b.Status) })
	return slices.Compact(links), nil
}

// fitter returns the condition that an argument stands for.
func fitter(arg string) func(typelinks.Link) bool {
	if status, err := strconv.Atoi(arg); err == nil {
		return func(k typelinks.Link) bool { return k.Status == status }
	}
	if isClass(arg) {
		class := int(arg[0] - '0')
		return func(k typelinks.Link) bool { return k.Status/100 == class }
	}
	lower := strings.ToLower(arg)
	return func(k typelinks.Link) bool { return strings.Contains(strings.ToLower(k.Title), lower) }
}

// isClass reports whether an argument is a class, such as 4xx.
func isClass(arg string) bool {
	return len(arg) == 3 && '1' <= arg[0] && arg[0] <= '5' && strings.EqualFold(arg[1:], "xx")
}

// writeRows writes a list as a table, CSV or Markdown.
func writeRows(w io.Writer, form string, header []string, rows [][]string) error {
	switch form {
	case "table":
		tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		for _, row := range rows {
			io.WriteString(tw, strings.TrimRight(strings.Join(cleaned(row), "\t"), "\t")+"\n")
		}
		return tw.Flush()
	case "csv":
		cw := csv.NewWriter(w)
		if err := cw.Write(header); err != nil {
			return err
		}
		for _, row := range rows {
			if err := cw.Write(cleaned(row)); err != nil {
				return err
			}
		}
		cw.Flush()
		return cw.Error()
	case "markdown":
		io.WriteString(w, markdownRow(header))
		io.WriteString(w, strings.Repeat("|---", len(header))+"|\n")
		for _, row := range rows {
			io.WriteString(w, markdownRow(row))
		}
		return nil
	default:
		return usagef("-format %q is not known here", form)
	}
}

// cleaned returns the cells without what a terminal might obey.
func cleaned(row []string) []string {
	cells := make([]string, len(row))
	for i, cell := range row {
		cells[i] = term.Clean(cell)
	}
	return cells
}

// markdownRow returns one line of a Markdown table.
func markdownRow(cells []string) string {
	var b strings.Builder
	for _, cell := range cells {
		b.WriteString("| " + strings.ReplaceAll(term.Clean(cell), "|", `\|`) + " ")
	}
	return b.String() + "|\n"
}

// writeJSONList writes a JSON array with one element per line.
func writeJSONList(w io.Writer, list []any) error {
	var b strings.Builder
	b.WriteString("[")
	for i, v := range list {
		doc, err := json.Marshal(v)
		if err != nil {
			return err
		}
		if i > 0 {
			b.WriteString(",")
		}
		b.WriteString("\n  ")
		b.Write(tame("application/json", doc))
	}
	b.WriteString("\n]\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// writeGo writes the links as Go source.
func writeGo(w io.Writer, links []typelinks.Link) error {
	var b strings.Builder
	b.WriteString(`package problems

import "github.com/goproblem/problemdetails/typelinks"

// Links are the titles and links of this service, laid over IANA's.
var Links = typelinks.Default().With(
`)
	for _, k := range links {
		fmt.Fprintf(&b, "typelinks.Link{Status: %d, Title: %q, Type: %q},\n", k.Status, k.Title, k.Type)
	}
	b.WriteString(")\n")
	src, err := format.Source([]byte(b.String()))
	if err != nil {
		return err
	}
	_, err = w.Write(src)
	return err
}
