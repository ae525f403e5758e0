// Command problem writes, converts, checks, explains and serves problem details
// (RFC 9457). "problem help" lists its commands.
package main

//go:generate go test -run TestManual -update .

import (
	"context"
	"io"
	"os"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run executes the command line args and returns the exit status: 0 good, 1
// findings, 2 usage or input and output.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	return runContext(context.Background(), args, stdin, stdout, stderr)
}

// runContext is run with a context, whose end shuts a server down.
func runContext(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	e := newEnv(ctx, stdin, stdout, stderr)
	return e.finish(dispatch(e, args))
}
