package main

import (
	"cmp"
	"flag"
	"fmt"
	"net/url"
	"os"
	"strconv"
	"strings"

	"github.com/goproblem/problemdetails/cmd/problem/internal/statusinfo"
	"github.com/goproblem/problemdetails/cmd/problem/internal/term"
	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/typelinks"
)

// explainCommand says what a problem means.
func explainCommand() *command {
	return &command{
		name:  "explain",
		args:  "[flags] [STATUS | CLASS | TYPE | FILE ...]",
		short: "say what a status, a problem type or a problem means",
		long: `
Explain says what a status, a problem type or a problem in a file means, which
header fields come along, and what a client should do. Of a class (4xx) it lists
the statuses. Without arguments it reads a problem from standard input. The
problem may be a response with its header, as curl -i prints it.`,
		examples: []example{
			{"problem explain 412", "explains a status"},
			{"problem explain https://iana.org/assignments/http-problem-types#date", "explains a problem type"},
			{"curl -si https://api.example.com/orders/7 | problem explain", "explains a problem"},
		},
		setup: func(fs *flag.FlagSet) func(*env, []string) error {
			x := &explaining{}
			x.table.declare(fs)
			x.limits.declare(fs)
			return x.run
		},
	}
}

// explaining is one run of the explain command.
type explaining struct {
	table  tableFlags
	limits limits
	links  *typelinks.Table
}

func (x *explaining) run(e *env, args []string) error {
	links, err := x.table.table(e, x.limits)
	if err != nil {
		return err
	}
	x.links = links
	if len(args) == 0 {
		args = []string{stdinName}
	}
	failed, said := false, false
	for _, arg := range args {
		if said {
			e.out.WriteByte('\n')
		}
		err := x.one(e, arg)
		said = err == nil
		if err != nil {
			e.complain("%v", err)
			failed = true
		}
	}
	if failed {
		return errReported
	}
	return nil
}

// one explains one argument.
func (x *explaining) one(e *env, arg string) error {
	if status, err := strconv.Atoi(arg); err == nil {
		return x.status(e, status, &problem.Problem{Status: status})
	}
	if isClass(arg) {
		return x.class(e, arg)
	}
	if _, err := os.Stat(arg); err != nil && arg != stdinName {
		if u, err := url.Parse(arg); err == nil && u.IsAbs() {
			return x.typ(e, arg)
		}
	}
	return x.file(e, arg)
}

// class lists the statuses of a class.
func (x *explaining) class(e *env, arg string) error {
	links, err := pick(x.links, []string{arg})
	if err != nil {
		return err
	}
	rows := make([][]string, len(links))
	for i, k := range links {
		rows[i] = []string{strconv.Itoa(k.Status), k.Title}
	}
	if err := writeRows(e.out, "table", nil, rows); err != nil {
		return err
	}
	fmt.Fprintf(e.out, "\n'problem explain %d' says what the first one means.\n", links[0].Status)
	return nil
}

// status explains a status, with p as the example if there is one.
func (x *explaining) status(e *env, status int, p *problem.Problem) error {
	m, ok := statusinfo.Explain(status)
	if !ok {
		return checkStatus(status)
	}
	link, _ := x.links.Lookup(status)
	fmt.Fprintf(e.out, "%d %s\n", status, term.Clean(cmp.Or(link.Title, "(not assigned)")))
	if link.Type != "" {
		fmt.Fprintf(e.out, "%s\n", term.Clean(link.Type))
	}
	fmt.Fprintf(e.out, "\n%s%s", wrap(m.Says, ""), wrap("Client: "+m.Client, ""))
	x.fields(e, status)
	if status < 200 || status == 204 || status == 205 || status == 304 {
		fmt.Fprintf(e.out, "\nThe response ends with its header: it cannot carry a problem.\n")
		return nil
	}
	if p != nil {
		x.example(e, *p)
	}
	return nil
}

// fields lists the header fields of a status.
func (x *explaining) fields(e *env, status int) {
	fields := statusinfo.Fields(status)
	section := statusinfo.NotStored(status)
	if len(fields) == 0 && section == "" {
		return
	}
	e.out.WriteString("\nHeader:\n")
	for _, f := range fields {
		fmt.Fprintf(e.out, "  %s %s (RFC %d, section %s), such as %s\n", f.Level, f.Name, f.RFC, f.Section, f.Value)
	}
	if section != "" {
		fmt.Fprintf(e.out, "  Caches must not store the response (RFC 6585, section %s): send Cache-Control: no-store\n", section)
	}
}

// example shows a response with a problem.
func (x *explaining) example(e *env, p problem.Problem) {
	link, _ := x.links.Lookup(p.Status)
	fill(&p, x.links)
	doc, err := encode.JSON{}.Append(nil, &p)
	if err != nil {
		return // There is nothing in it that could fail.
	}
	e.out.WriteString("\nExample:\n  " + strings.TrimSpace(fmt.Sprintf("HTTP/1.1 %d %s", p.Status, term.Clean(link.Title))) + "\n")
	for _, f := range statusinfo.Fields(p.Status) {
		fmt.Fprintf(e.out, "  %s: %s\n", f.Name, f.Value)
	}
	if statusinfo.NotStored(p.Status) != "" {
		e.out.WriteString("  Cache-Control: no-store\n")
	}
	fmt.Fprintf(e.out, "  Content-Type: application/problem+json\n\n  %s\n", tame("application/json", doc))
}

// typ explains a problem type.
func (x *explaining) typ(e *env, uri string) error {
	for t := range typelinks.Registered() {
		if t.URI == uri {
			return x.registered(e, t)
		}
	}
	for link := range x.links.All() {
		if link.Type == uri {
			e.out.WriteString("This type says no more than the status:\n\n")
			return x.status(e, link.Status, nil)
		}
	}
	u, err := url.Parse(uri)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "%s\n", term.Clean(uri))
	switch u.Scheme {
	case "http", "https":
		e.out.WriteString(wrap("IANA has not registered this type. "+term.Clean(u.Host)+" defines it: the page at the address should say what it means.", ""))
	default:
		e.out.WriteString(wrap("IANA has not registered this type, and it leads to no page. The documentation of the service should say what it means.", ""))
	}
	return nil
}

func (x *explaining) registered(e *env, t typelinks.ProblemType) error {
	fmt.Fprintf(e.out, "%s\n%s\n\n%s", t.Title, t.URI, wrap("A problem type that IANA has registered. "+t.Reference+" defines it.", ""))
	if t.Status == 0 {
		if t.URI == problem.BlankType {
			e.out.WriteString(wrap("A problem of this type, or without a type, means no more than its status.", ""))
		}
		return nil
	}
	fmt.Fprintf(e.out, "%s\n", wrap(fmt.Sprintf("It goes with the status %d:", t.Status), ""))
	return x.status(e, t.Status, &problem.Problem{Type: t.URI, Title: t.Title, Status: t.Status})
}

// file explains a problem.
func (x *explaining) file(e *env, name string) error {
	p, err := readProblem(e, x.limits, name)
	if err != nil {
		return err
	}
	text, err := encode.Text{}.Append(nil, p)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "%s\n", strings.TrimRight(string(tame("text/plain", text)), "\n"))
	e.out.WriteByte('\n')
	if p.Type != "" && p.Type != problem.BlankType {
		return x.typ(e, p.Type)
	}
	if p.Status == 0 {
		e.out.WriteString("Neither a type nor a status says what kind of problem it is.\n")
		return nil
	}
	return x.status(e, p.Status, nil)
}
