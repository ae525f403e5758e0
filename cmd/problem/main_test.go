package main

import (
	"bytes"
	"errors"
	"runtime/debug"
	"strings"
	"testing"
)

// full fails like a file on a full disk.
type full struct{}

var errFull = errors.New("no space left on device")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestWriteErrors(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{"new", "-status", "404"},
		{"new", "-to", "html"},
		{"links"},
		{"links", "-format", "json"},
		{"links", "-format", "csv"},
		{"links", "-format", "markdown"},
		{"links", "-format", "go"},
		{"help"},
		{"help", "new"},
		{"new", "-h"},
		{"version"},
		{"serve", "-addr", "127.0.0.1:0"},
	} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			t.Parallel()
			var stderr bytes.Buffer
			exit := run(args, strings.NewReader(""), full{}, &stderr)
			if exit != 2 || !strings.Contains(stderr.String(), errFull.Error()) {
				t.Errorf("exit status %d, stderr %q; want 2 and %q", exit, &stderr, errFull)
			}
		})
	}
}

func TestNewHTML(t *testing.T) {
	t.Parallel()
	var stdout, stderr bytes.Buffer
	args := []string{"new", "-status", "404", "-links", "-lang", "de", "-to", "html", "-detail", "a\u009bb\rc\u202ed\u2066e"}
	if exit := run(args, strings.NewReader(""), &stdout, &stderr); exit != 0 {
		t.Fatalf("exit status %d, stderr %q", exit, &stderr)
	}
	for _, want := range []string{"<!DOCTYPE html>", `<html lang="de">`, "Not Found"} {
		if !strings.Contains(stdout.String(), want) {
			t.Errorf("no %q in %s", want, &stdout)
		}
	}
	if strings.ContainsAny(stdout.String(), "\u009b\r\u202e\u2066") {
		t.Errorf("a control character reaches the terminal: %q", &stdout)
	}
}

func TestVersion(t *testing.T) {
	t.Parallel()
	var stdout, stderr bytes.Buffer
	if exit := run([]string{"--version"}, strings.NewReader(""), &stdout, &stderr); exit != 0 || !strings.HasPrefix(stdout.String(), "problem ") {
		t.Errorf("exit status %d, stdout %q, stderr %q", exit, &stdout, &stderr)
	}
	tests := []struct {
		name string
		info *debug.BuildInfo
		want string
	}{
		{"no information", nil, "(devel)"},
		{"a module", &debug.BuildInfo{Main: debug.Module{Version: "v1.2.3"}}, "v1.2.3"},
		{"a clone", &debug.BuildInfo{
			Main:     debug.Module{Version: "(devel)"},
			Settings: []debug.BuildSetting{{Key: "vcs.revision", Value: "0123456789abcdef"}, {Key: "vcs.modified", Value: "true"}},
		}, "0123456789ab+dirty"},
		{"a test", &debug.BuildInfo{}, "(devel)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := buildVersion(tt.info, tt.info != nil); got != tt.want {
				t.Errorf("buildVersion() = %q, want %q", got, tt.want)
			}
		})
	}
}
