// Command generate writes the data of package typelinks from the copy of the
// IANA registries in testdata/iana. It runs by "go generate ./typelinks".
package main

import (
	"errors"
	"fmt"
	"os"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return errors.New("usage: generate SNAPSHOT-FOLDER OUTPUT-FILE")
	}
	source, err := generate(os.DirFS(args[0]))
	if err != nil {
		return err
	}
	return os.WriteFile(args[1], source, 0o644)
}
