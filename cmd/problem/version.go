package main

import (
	"flag"
	"fmt"
	"runtime"
	"runtime/debug"
)

// versionCommand says which build this is.
func versionCommand() *command {
	return &command{
		name:  "version",
		short: "print the version",
		long:  "Version prints the version of the command and of Go, with which it was built.",
		examples: []example{
			{"problem version", "prints a line such as: problem v1.0.0 go1.26.0 linux/amd64"},
		},
		setup: func(*flag.FlagSet) func(*env, []string) error { return runVersion },
	}
}

func runVersion(e *env, args []string) error {
	if len(args) > 0 {
		return usagef("version takes no arguments")
	}
	info, ok := debug.ReadBuildInfo()
	fmt.Fprintf(e.out, "problem %s %s %s/%s\n", buildVersion(info, ok), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return nil
}

// buildVersion returns the version that the go command has recorded: that of
// the module, else the revision, else "(devel)".
func buildVersion(info *debug.BuildInfo, ok bool) string {
	const unknown = "(devel)"
	if !ok {
		return unknown
	}
	if v := info.Main.Version; v != "" && v != unknown {
		return v
	}
	var revision, modified string
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			revision = s.Value
		case "vcs.modified":
			if s.Value == "true" {
				modified = "+dirty"
			}
		}
	}
	if revision == "" {
		return unknown
	}
	return revision[:min(len(revision), 12)] + modified
}
