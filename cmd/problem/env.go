package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/goproblem/problemdetails/cmd/problem/internal/term"
)

// Exit statuses of the command.
const (
	exitGood     = 0
	exitFindings = 1
	exitUsage    = 2 // a wrong command line, or reading or writing failed
)

// errFindings is returned by a command whose findings have been printed.
var errFindings = errors.New("there are findings")

// errReported is returned by a command whose errors have been printed.
var errReported = errors.New("there were errors")

// A usageError is a mistake in the command line.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

// usagef returns a usageError.
func usagef(format string, args ...any) error {
	return &usageError{fmt.Sprintf(format, args...)}
}

// An env is what a command may use of the process.
type env struct {
	ctx     context.Context
	stdin   io.Reader
	out     *bufio.Writer // flushed at the end
	stdout  io.Writer     // what out writes to
	stderr  io.Writer
	command string // the command that runs, for messages

	isTerminal func(io.Writer) bool
	patience   time.Duration // how long a command works without showing progress
}

// newEnv returns the env for one execution.
func newEnv(ctx context.Context, stdin io.Reader, stdout, stderr io.Writer) *env {
	return &env{ctx: ctx, stdin: stdin, out: bufio.NewWriterSize(stdout, 1<<16), stdout: stdout, stderr: stderr, isTerminal: term.Is, patience: time.Second}
}

// colour reports whether what goes to w may be coloured: w is a terminal and
// NO_COLOR (https://no-color.org) is not set.
func (e *env) colour(w io.Writer) bool {
	return e.isTerminal(w) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// complain prints a message for people on stderr. It makes control characters
// visible, since messages quote what files and servers say.
func (e *env) complain(format string, args ...any) {
	name := "problem"
	if e.command != "" {
		name += " " + e.command
	}
	fmt.Fprintf(e.stderr, "%s: %s\n", name, term.Clean(fmt.Sprintf(format, args...)))
}

// finish flushes the output, reports err, and returns the exit status for it.
func (e *env) finish(err error) int {
	if werr := e.out.Flush(); werr != nil {
		// A full disk must not look like success, whatever else was found.
		e.complain("writing the output: %v", werr)
		return exitUsage
	}
	var usage *usageError
	switch {
	case err == nil:
		return exitGood
	case errors.Is(err, errFindings):
		return exitFindings
	case errors.Is(err, errReported):
		return exitUsage
	case errors.As(err, &usage):
		e.complain("%v", err)
		help := "problem help"
		if e.command != "" {
			help = "problem " + e.command + " -h"
		}
		fmt.Fprintf(e.stderr, "Run '%s' for help.\n", help)
		return exitUsage
	default:
		// The errors of package problem begin with its name, and so does the
		// message.
		e.complain("%s", strings.TrimPrefix(err.Error(), "problem: "))
		return exitUsage
	}
}
