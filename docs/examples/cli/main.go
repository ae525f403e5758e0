// Cli places orders from files, and prints problems for people or for programs.
package main

import (
	"bytes"
	"cmp"
	"encoding/json"
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
	accept := flags.String("accept", "text/plain", "media `type` of problems on stderr, such as application/problem+json")
	if err := flags.Parse(args); err != nil || flags.NArg() == 0 {
		fmt.Fprintln(stderr, "usage: cli [-accept type] file...")
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
// tells the problems of several files apart.
func report(w io.Writer, format encode.Format, name string, err error) {
	p := problem.From(err)
	link, _ := typelinks.Default().Lookup(p.StatusCode())
	p.Title = cmp.Or(p.Title, link.Title)
	p.Instance = (&url.URL{Path: name}).String()
	document, err := format.Append(nil, p)
	if err != nil {
		document = []byte(p.Title)
	}
	fmt.Fprintf(w, "%s\n", bytes.TrimSpace(document))
}
