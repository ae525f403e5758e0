package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/goproblem/problemdetails/cmd/problem/internal/check"
)

// TestManual keeps docs/command.md equal to what -h says. With -update it
// writes it anew.
func TestManual(t *testing.T) {
	const name = "../../docs/command.md"
	want := manual()
	if *update {
		if err := os.WriteFile(name, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("%s is not what 'go generate ./cmd/problem' makes (-want +got)\n%s", name, diff)
	}
}

// TestHelpIsComplete checks that every command says what it is for.
func TestHelpIsComplete(t *testing.T) {
	t.Parallel()
	for _, c := range commands() {
		if c.short == "" || !strings.HasSuffix(strings.TrimSpace(c.long), ".") || len(c.examples) == 0 {
			t.Errorf("%s: the texts are not complete", c.name)
		}
		for _, x := range c.examples {
			if !strings.Contains(x.line, "problem "+c.name) {
				t.Errorf("%s: the example %q is about something else", c.name, x.line)
			}
		}
		for line := range strings.Lines(c.help()) {
			if strings.HasPrefix(line, " ") {
				continue // Flags and examples do not wrap.
			}
			if len(line) > 81 {
				t.Errorf("%s: a line of the text has %d bytes: %s", c.name, len(line), line)
			}
		}
	}
}

// manual returns docs/command.md, made of the texts of -h.
func manual() string {
	var b strings.Builder
	b.WriteString("<!-- Code generated from the texts of 'problem help' by 'go generate ./cmd/problem'. DO NOT EDIT. -->\n\n")
	b.WriteString("# The command\n\n")
	b.WriteString("`problem` writes, converts, checks, explains and serves problem details (RFC 9457), whatever the API behind them is written in.\n\n")
	b.WriteString("    go install github.com/goproblem/problemdetails/cmd/problem@latest\n\n")
	b.WriteString("| command | |\n|---|---|\n")
	for _, c := range commands() {
		fmt.Fprintf(&b, "| [`%s`](#problem-%s) | %s |\n", c.name, c.name, c.short)
	}
	b.WriteString("\n" + strings.TrimSpace(exitText) + "\n")
	for _, c := range commands() {
		c.markdown(&b)
	}
	b.WriteString("\n## Rules of problem check\n\n")
	b.WriteString("| rule | severity | reference | meaning | fix |\n|---|---|---|---|---|\n")
	for _, r := range check.Rules() {
		fmt.Fprintf(&b, "| `%s` | %s | [%s](%s) | %s | %s |\n", r.ID, r.Severity, r.Source, r.Source.Link(), cell(r.Meaning), cell(r.Fix))
	}
	return b.String()
}

// markdown writes the section about c.
func (c *command) markdown(b *strings.Builder) {
	fmt.Fprintf(b, "\n## problem %s\n\n    %s\n\n%s\n", c.name, c.usage(), strings.TrimSpace(c.long))
	if len(c.examples) > 0 {
		b.WriteString("\n| example | what it does |\n|---|---|\n")
		for _, x := range c.examples {
			fmt.Fprintf(b, "| `%s` | %s |\n", code(x.line), cell(x.does))
		}
	}
	fs, _ := c.flags()
	header := "\n| flag | meaning |\n|---|---|\n"
	fs.VisitAll(func(f *flag.Flag) {
		name, usage := flag.UnquoteUsage(f)
		if name != "" {
			name = " " + name
		}
		if f.DefValue != "" && f.DefValue != "0" && f.DefValue != "0s" && f.DefValue != "false" {
			usage += " (default " + f.DefValue + ")"
		}
		fmt.Fprintf(b, "%s| `-%s%s` | %s |\n", header, f.Name, name, cell(usage))
		header = ""
	})
}

// code makes a text fit for code in a cell.
func code(s string) string { return strings.ReplaceAll(s, "|", `\|`) }

// cell makes a text fit for a cell of a Markdown table.
func cell(s string) string {
	return strings.NewReplacer("|", `\|`, "<", "&lt;", "\n", " ").Replace(s)
}
