package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// terminalEnv returns an env that takes its outputs for terminals.
func terminalEnv(stdin string, stdout, stderr io.Writer) *env {
	e := newEnv(context.Background(), strings.NewReader(stdin), stdout, stderr)
	e.isTerminal = func(io.Writer) bool { return true }
	return e
}

// TestColour is not parallel, since it sets the environment.
func TestColour(t *testing.T) {
	const doc = `{"type":"","title":"\u001b[31m","id":1}`
	tests := []struct {
		name     string
		env      map[string]string
		coloured bool
	}{
		{"a terminal", map[string]string{"NO_COLOR": "", "TERM": "xterm"}, true},
		{"NO_COLOR", map[string]string{"NO_COLOR": "1", "TERM": "xterm"}, false},
		{"a terminal without colours", map[string]string{"NO_COLOR": "", "TERM": "dumb"}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for name, value := range tt.env {
				t.Setenv(name, value)
			}
			for _, args := range [][]string{{"check"}, {"check", "-rules", "vary"}} {
				var stdout, stderr bytes.Buffer
				e := terminalEnv(doc, &stdout, &stderr)
				e.finish(dispatch(e, args))
				if got := strings.Contains(stdout.String(), bold); got != tt.coloured {
					t.Errorf("%v: coloured %v, want %v: %q", args, got, tt.coloured, &stdout)
				}
				if strings.Contains(stderr.String(), "\x1b") {
					t.Errorf("%v: colours on stderr: %q", args, &stderr)
				}
			}
		})
	}
}

func TestProgress(t *testing.T) {
	t.Parallel()
	var stdout bytes.Buffer
	stderr := make(lines)
	e := terminalEnv("", &stdout, stderr)
	e.patience = 0
	var finished atomic.Int64
	finished.Store(7)
	stop := e.progress(&finished, 10)
	if got, want := <-stderr, "\r7 of 10 files"; got != want {
		t.Errorf("progress %q, want %q", got, want)
	}
	go stop()
	for got := range stderr {
		if got == "\r\x1b[K" {
			break // The line is cleared at the end.
		}
	}
}

// lines hands on what is written.
type lines chan string

func (l lines) Write(p []byte) (int, error) {
	l <- string(p)
	return len(p), nil
}

// TestManyFiles converts a thousand files, of which some are broken, with
// several workers.
func TestManyFiles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in"), filepath.Join(dir, "out")
	if err := os.Mkdir(in, 0o777); err != nil {
		t.Fatal(err)
	}
	for i := range 1000 {
		doc := fmt.Sprintf(`{"status":404,"number":%d}`, i)
		if i%100 == 0 {
			doc = `{"status":`
		}
		if err := os.WriteFile(filepath.Join(in, fmt.Sprintf("p%03d.json", i)), []byte(doc), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var stdout, stderr bytes.Buffer
	if exit := run([]string{"convert", "-to", "xml", "-o", out, in}, strings.NewReader(""), &stdout, &stderr); exit != 2 {
		t.Errorf("exit status %d, want 2", exit)
	}
	if got, want := strings.Count(stderr.String(), "unexpected end of input\n"), 10; got != want {
		t.Errorf("%d errors, want %d: %s", got, want, &stderr)
	}
	if first, _, _ := strings.Cut(stderr.String(), "\n"); !strings.Contains(first, "p000.json:1:11: ") {
		t.Errorf("the first error is %q", first)
	}
	names, err := filepath.Glob(filepath.Join(out, "*"))
	if err != nil || len(names) != 990 {
		t.Errorf("%d files, %v; want 990", len(names), err)
	}
	for _, i := range []int{1, 499, 999} {
		got, err := os.ReadFile(filepath.Join(out, fmt.Sprintf("p%03d.xml", i)))
		if want := fmt.Sprintf("<number>%d</number>", i); err != nil || !strings.Contains(string(got), want) {
			t.Errorf("file %d is %q, %v; want %s in it", i, got, err, want)
		}
	}
}

// TestUnwritable checks that what cannot be written is reported, and leaves
// nothing behind.
func TestUnwritable(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	in, out := filepath.Join(dir, "a.json"), filepath.Join(dir, "out")
	if err := os.WriteFile(in, []byte(`{"status":404}`), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(out, "a.xml", "x"), 0o777); err != nil { // A directory has the name of the output.
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	if exit := run([]string{"convert", "-to", "xml", "-o", out, in}, strings.NewReader(""), &stdout, &stderr); exit != 2 || stderr.Len() == 0 {
		t.Errorf("exit status %d, stderr %q; want 2 and a reason", exit, &stderr)
	}
	if left, err := filepath.Glob(filepath.Join(out, "*.part")); err != nil || len(left) > 0 {
		t.Errorf("%v, %v are left", left, err)
	}
}

// TestInterrupted checks that a command ends with its context.
func TestInterrupted(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, args := range [][]string{
		{"convert", "-to", "xml", "-o", t.TempDir(), "a.json"},
		{"check", "a.json"},
	} {
		var stdout, stderr bytes.Buffer
		if exit := runContext(ctx, args, strings.NewReader(""), &stdout, &stderr); exit != 2 || !strings.Contains(stderr.String(), "canceled") {
			t.Errorf("%v: exit status %d, stderr %q; want 2 and the reason", args, exit, &stderr)
		}
	}
}
