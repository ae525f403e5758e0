package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
)

// A command is one verb of the command line. Its texts make both the answer to
// -h and docs/command.md.
type command struct {
	name     string
	args     string // what follows the name in the usage line
	short    string // one line, lower case, for the list of commands
	long     string // what it does, in full sentences
	examples []example
	// setup declares the flags and returns the function that runs the command
	// with the arguments left after them.
	setup func(fs *flag.FlagSet) func(e *env, args []string) error
}

// An example is a command line and what it does.
type example struct{ line, does string }

// commands returns all commands in the order in which help lists them.
func commands() []*command {
	return []*command{
		newCommand(),
		convertCommand(),
		checkCommand(),
		explainCommand(),
		linksCommand(),
		typesCommand(),
		serveCommand(),
		versionCommand(),
		helpCommand(),
	}
}

// dispatch runs the command that args name.
func dispatch(e *env, args []string) error {
	if len(args) == 0 {
		fmt.Fprint(e.stderr, overview())
		return usagef("no command given")
	}
	name := args[0]
	switch name {
	case "-h", "-help", "--help":
		name = "help"
	case "-version", "--version":
		name = "version"
	}
	c := find(name)
	if c == nil {
		return usagef("unknown command %q", args[0])
	}
	e.command = c.name
	return c.run(e, args[1:])
}

// find returns the command with the name, or nil.
func find(name string) *command {
	for _, c := range commands() {
		if c.name == name {
			return c
		}
	}
	return nil
}

// flags returns the flag set of c and the function that runs it.
func (c *command) flags() (*flag.FlagSet, func(*env, []string) error) {
	fs := flag.NewFlagSet("problem "+c.name, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.Usage = func() {}
	return fs, c.setup(fs)
}

// run parses the flags, which may stand before, between and behind the
// arguments, and runs c.
func (c *command) run(e *env, args []string) error {
	fs, do := c.flags()
	var rest []string
	for {
		err := fs.Parse(args)
		if errors.Is(err, flag.ErrHelp) {
			e.out.WriteString(c.help())
			return nil
		}
		if err != nil {
			return &usageError{err.Error()}
		}
		left := fs.Args()
		if len(left) == 0 {
			break
		}
		if used := len(args) - len(left); used > 0 && args[used-1] == "--" {
			rest = append(rest, left...)
			break
		}
		rest, args = append(rest, left[0]), left[1:]
	}
	return do(e, rest)
}

// usage returns the usage line without its label.
func (c *command) usage() string {
	return strings.TrimSpace("problem " + c.name + " " + c.args)
}

// help returns the answer to -h.
func (c *command) help() string {
	var b strings.Builder
	fmt.Fprintf(&b, "usage: %s\n\n%s\n", c.usage(), strings.TrimSpace(c.long))
	if flags := c.flagText(); flags != "" {
		fmt.Fprintf(&b, "\nFlags:\n%s", flags)
	}
	if len(c.examples) > 0 {
		b.WriteString("\nExamples:\n")
		for _, x := range c.examples {
			fmt.Fprintf(&b, "  %s\n    \t%s\n", x.line, x.does)
		}
	}
	return b.String()
}

// flagText returns the description of the flags of c.
func (c *command) flagText() string {
	fs, _ := c.flags()
	var b bytes.Buffer
	fs.SetOutput(&b)
	fs.PrintDefaults()
	return b.String()
}

// overview lists the commands.
func overview() string {
	var b strings.Builder
	b.WriteString("problem writes, converts, checks, explains and serves problem details (RFC 9457).\n\n")
	b.WriteString("usage: problem COMMAND [flags] [arguments]\n\nCommands:\n")
	for _, c := range commands() {
		fmt.Fprintf(&b, "  %-9s %s\n", c.name, c.short)
	}
	b.WriteString("\n'problem COMMAND -h' describes a command.\n" + exitText)
	return b.String()
}

// exitText describes the exit statuses.
const exitText = `
Exit status: 0 good, 1 there are findings, 2 the command line is wrong, or
reading or writing failed.
`
