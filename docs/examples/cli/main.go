// Cli places orders from files, and prints problems for people or for programs.
package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/url"
	"os"

	"github.com/goproblem/problemdetails/docs/examples/internal/shop"
	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
	"github.com/goproblem/problemdetails/typelinks"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run places the orders in the files and returns the exit status: 0 if all are
// placed, 1 if not, 2 if the arguments are wrong.
func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("cli", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: cli [-accept type] file...")
		flags.PrintDefaults()
	}
	accept := flags.String("accept", "text/plain", "media `type` of problems on stderr, such as application/problem+json")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	case flags.NArg() == 0:
		flags.Usage()
		return 2
	}
	format, _ := encode.Default().Negotiate(*accept)
	code := 0
	for _, name := range flags.Args() {
		receipt, err := place(name)
		if err != nil {
			report(stderr, format, name, err)
			code = 1
			continue
		}
		fmt.Fprintf(stdout, "%s: order %s costs %d\n", name, receipt.Order, receipt.Cost)
	}
	return code
}

func place(name string) (shop.Receipt, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return shop.Receipt{}, stdhttp.FileError(err)
	}
	var order shop.Order
	if err := json.Unmarshal(data, &order); err != nil {
		return shop.Receipt{}, stdhttp.BodyError(err)
	}
	if err := order.Validate(); err != nil {
		return shop.Receipt{}, err
	}
	return shop.Place(order)
}

// report writes the problem of a file. It has the file as its instance, which
// tells the problems of several files apart, and its cause, since whoever runs a
// command is its operator, too.
func report(w io.Writer, format encode.Format, name string, err error) {
	p := problem.From(err)
	link, _ := typelinks.Default().Lookup(p.StatusCode())
	p.Title = cmp.Or(p.Title, link.Title)
	if p.Detail == "" && p.Err != nil {
		p.Detail = p.Err.Error()
	}
	p.Instance = (&url.URL{Path: name}).String()
	document, err := format.Append(nil, p)
	if err != nil {
		document = []byte(p.Title)
	}
	fmt.Fprintf(w, "%s\n", bytes.TrimSpace(document))
}
