// Command guard fails when this module has become slower, measured against
// code written by hand for the same work in the same process, or allocates more
// than it did. It needs none of the packages that the benchmarks compare with.
//
//	go run ./guard           # compare with baseline.json
//	go run ./guard -update   # measure anew and rewrite it
//
// A ratio may be up to 1.2 times that of baseline.json, or 1.4 times where memory
// is allocated. Noise makes one of the two sides slower for a while, so that what
// fails gets more rounds before it counts.
package main

import (
	_ "embed"
	"encoding/json"
	"flag"
	"fmt"
	"os"
)

//go:embed baseline.json
var stored []byte

func main() {
	update := flag.Bool("update", false, "rewrite baseline.json, in the folder guard")
	flag.Parse()
	if err := run(*update); err != nil {
		fmt.Fprintln(os.Stderr, "guard:", err)
		os.Exit(1)
	}
}

func run(update bool) error {
	if update {
		figures, err := measure(pairs(), 2*rounds)
		if err != nil {
			return err
		}
		b, err := json.MarshalIndent(figures, "", "\t")
		if err != nil {
			return err
		}
		return os.WriteFile("guard/baseline.json", append(b, '\n'), 0o644)
	}
	var baseline map[string]figure
	if err := json.Unmarshal(stored, &baseline); err != nil {
		return fmt.Errorf("baseline.json: %w", err)
	}
	verdicts, err := guard(pairs(), baseline)
	if err != nil {
		return err
	}
	failed := 0
	for _, v := range verdicts {
		fmt.Println(v)
		if v.fault != "" {
			failed++
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d have become worse", failed, len(verdicts))
	}
	return nil
}
