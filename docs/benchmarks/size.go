package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// sizes are those of stripped binaries of a small service, in bytes.
type sizes struct {
	plain   int64 // net/http alone
	goccy   int64 // and goccy/go-json
	problem int64 // this module, which uses goccy/go-json
}

// own is what this module adds beside goccy/go-json.
func (s *sizes) own() int64 { return s.problem - s.goccy }

// measureSizes builds the services below hello.
func measureSizes() (*sizes, error) {
	dir, err := os.MkdirTemp("", "hello")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	var s sizes
	for name, size := range map[string]*int64{"plain": &s.plain, "goccy": &s.goccy, "problem": &s.problem} {
		binary := filepath.Join(dir, name)
		build := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", binary, "./hello/"+name)
		if out, err := build.CombinedOutput(); err != nil {
			return nil, fmt.Errorf("%v: %w\n%s", build.Args, err, out)
		}
		info, err := os.Stat(binary)
		if err != nil {
			return nil, err
		}
		*size = info.Size()
	}
	return &s, nil
}

func megabytes(n int64) string { return fmt.Sprintf("%.2f MB", float64(n)/1e6) }
