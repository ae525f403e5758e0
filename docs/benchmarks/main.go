// Command benchmarks puts this module beside what one would use instead: it
// does the same work with each, checks that the results agree, and measures.
//
//	go run .                     # everything; rewrites README.md and plots
//	go run . -filter '^decode'   # some workloads; only prints
//	go run . -rounds 0           # only checks that all results agree
package main

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"time"

	"github.com/goproblem/problemdetails/docs/benchmarks/internal/bench"
)

func main() {
	o := bench.Options{Repeat: 3}
	flag.IntVar(&o.Rounds, "rounds", 20, "how often everybody takes a turn")
	flag.DurationVar(&o.Batch, "batch", 2*time.Millisecond, "how long to work before looking at the clock")
	filter := flag.String("filter", "", "regular expression of the workloads to do; nothing is written then")
	dir := flag.String("o", ".", "folder of the report")
	flag.Parse()
	if err := do(o, *filter, *dir); err != nil {
		fmt.Fprintln(os.Stderr, "benchmarks:", err)
		os.Exit(1)
	}
}

func do(o bench.Options, filter, dir string) error {
	if filter != "" {
		re, err := regexp.Compile(filter)
		if err != nil {
			return err
		}
		o.Filter = re
	}
	o.Log = func(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }
	res, err := bench.Run(workloads(), o)
	if err != nil {
		return err
	}
	if o.Rounds == 0 {
		fmt.Println("all results agree")
		return nil
	}
	r := &run{Results: res}
	if filter == "" {
		if r.sizes, err = measureSizes(); err != nil {
			return err
		}
		if err := writeReport(dir, r, o); err != nil {
			return err
		}
	}
	printTables(r)
	return nil
}

// printTables writes the tables to standard output.
func printTables(r *run) {
	var b strings.Builder
	for _, w := range r.Workloads() {
		fmt.Fprintf(&b, "%s: %s\n", w, r.Text(w))
		workloadTable(&b, r.Of(w))
		b.WriteByte('\n')
	}
	verdictTable(&b, r)
	fmt.Print(b.String())
}

func workloads() []bench.Workload {
	list := []bench.Workload{encodePlain(), encodeExtended(), write(), server()}
	for _, size := range []int{150, 1 << 10, 64 << 10} {
		list = append(list, decodeDocument(size))
	}
	list = append(list, negotiations()...)
	list = append(list, encodeXML(), encodeHTML())
	return append(list, growth()...)
}
