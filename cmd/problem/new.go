package main

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"strings"

	"github.com/goproblem/problemdetails/cmd/problem/internal/draft"
	"github.com/goproblem/problemdetails/problem"
)

// newCommand writes a problem from its flags.
func newCommand() *command {
	return &command{
		name:  "new",
		args:  "[flags]",
		short: "write a problem",
		long: `
New writes the problem that the flags describe. Without flags it is the empty
problem, which means no more than that there was one. A problem that RFC 9457
does not allow is not written.`,
		examples: []example{
			{`problem new -status 404 -links`, "the problem for a status, with IANA's title and the link to its definition"},
			{`problem new -type https://example.com/probs/out-of-credit -status 403 -ext balance=30`, "a problem type of your own, with a number as an extension member"},
			{`problem new -error '/age=must be a positive integer' -to xml -indent`, "a validation problem, as indented XML"},
		},
		setup: func(fs *flag.FlagSet) func(*env, []string) error {
			n := &newProblem{ext: make(problem.Extensions)}
			fs.StringVar(&n.p.Type, "type", "", "`URI` reference that identifies the problem type")
			fs.StringVar(&n.p.Title, "title", "", "`text` that sums the problem type up")
			fs.IntVar(&n.p.Status, "status", 0, "HTTP status `code`, 100 to 599")
			fs.StringVar(&n.p.Detail, "detail", "", "`text` that explains this occurrence")
			fs.StringVar(&n.p.Instance, "instance", "", "`URI` reference that identifies this occurrence")
			fs.StringVar(&n.p.Lang, "lang", "", langUsage)
			fs.Func("ext", "extension member, `name=value`; a value that is JSON is taken as JSON, any other as a string; repeatable", n.addExtension)
			fs.Func("ext-file", "`file` with a JSON object of extension members, - for standard input; repeatable; -ext wins", n.addFile)
			fs.Func("error", "entry of the errors member, `pointer=detail`; repeatable; the status is 422 unless -status says otherwise", n.addError)
			fs.BoolVar(&n.links, "links", false, "fill type and title from the table of statuses")
			n.table.declare(fs)
			n.format.declare(fs, "json")
			n.limits.declare(fs)
			return n.run
		},
	}
}

// newProblem is one run of the new command.
type newProblem struct {
	p      problem.Problem
	ext    problem.Extensions
	files  []string
	errs   problem.Violations
	links  bool
	table  tableFlags
	format formatFlags
	limits limits
}

func (n *newProblem) addExtension(s string) error {
	name, value, ok := strings.Cut(s, "=")
	if !ok || name == "" {
		return errors.New("want name=value")
	}
	v, err := draft.Value([]byte(value))
	if err != nil {
		v = value
	}
	n.ext[name] = v
	return nil
}

func (n *newProblem) addFile(name string) error {
	n.files = append(n.files, name)
	return nil
}

func (n *newProblem) addError(s string) error {
	v, err := draft.Violation(s)
	if err == nil {
		n.errs = append(n.errs, v)
	}
	return err
}

func (n *newProblem) run(e *env, args []string) error {
	if len(args) > 0 {
		return usagef("unexpected argument %q", args[0])
	}
	format, err := n.format.format()
	if err != nil {
		return err
	}
	if err := n.collect(e); err != nil {
		return err
	}
	if n.links || n.table.file != "" {
		table, err := n.table.table(e, n.limits)
		if err != nil {
			return err
		}
		fill(&n.p, table)
	}
	if err := n.p.Validate(); err != nil {
		return err
	}
	doc, err := format.Append(nil, &n.p)
	if err != nil {
		return err
	}
	return e.writeDocument(format, doc)
}

// collect completes n.p from the files and the flags that may be repeated.
func (n *newProblem) collect(e *env) error {
	ext := make(problem.Extensions)
	for _, name := range n.files {
		data, err := n.limits.read(e, name)
		if err != nil {
			return err
		}
		m, err := draft.Members(data)
		if err != nil {
			return fmt.Errorf("%s: %w", displayName(name), err)
		}
		maps.Copy(ext, m)
	}
	maps.Copy(ext, n.ext)
	if len(n.errs) > 0 {
		if _, ok := ext["errors"]; ok {
			return usagef("-error and the extension member errors exclude each other")
		}
		ext["errors"] = n.errs
		if n.p.Status == 0 {
			n.p.Status = 422
		}
	}
	if len(ext) > 0 {
		n.p.Extensions = ext
	}
	if n.p.Status != 0 && (n.p.Status < 100 || n.p.Status > 599) {
		return usagef("-status %d is not a status from 100 to 599", n.p.Status)
	}
	return nil
}
