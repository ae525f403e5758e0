// Package docs_test keeps README.md and docs/ true.
package docs_test

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
)

// pages returns the Markdown files of the repository by path.
func pages(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	walk(t, ".md", func(name, text string) { found[name] = text })
	if found["README.md"] == "" {
		t.Fatal("README.md was not found")
	}
	return found
}

// walk calls visit for each file of the repository with this extension.
func walk(t *testing.T, ext string, visit func(name, text string)) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(".."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == ".git" || d.Name() == "node_modules") {
			return fs.SkipDir
		}
		if d.IsDir() || path.Ext(name) != ext {
			return nil
		}
		text, err := os.ReadFile(path.Join("..", name))
		visit(name, string(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// lines returns text without indentation, empty lines and trailing space.
func lines(text string) string {
	var b strings.Builder
	b.WriteByte('\n')
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

var goBlock = regexp.MustCompile("(?s)```go\n(.*?)```")

// Every Go block is code that a test of this repository compiles and runs: it
// stands in an example or a program, but for its indentation.
func TestGoBlocks(t *testing.T) {
	t.Parallel()
	var sources []string
	walk(t, ".go", func(_, text string) { sources = append(sources, lines(text)) })
	blocks := 0
	for name, text := range pages(t) {
		for _, block := range goBlock.FindAllStringSubmatch(text, -1) {
			blocks++
			if !within(sources, lines(block[1])) {
				t.Errorf("%s: no Go file of the repository has this block:\n%s", name, block[1])
			}
		}
	}
	if blocks == 0 {
		t.Error("no Go block was found")
	}
}

func within(sources []string, block string) bool {
	for _, source := range sources {
		if strings.Contains(source, block) {
			return true
		}
	}
	return false
}

var (
	link    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	heading = regexp.MustCompile(`(?m)^#+ +(.*)$`)
	code    = regexp.MustCompile("(?s)```.*?```|`[^`\n]*`")
)

// Every relative link leads to a file, and every fragment to a heading.
func TestLinks(t *testing.T) {
	t.Parallel()
	all := pages(t)
	links := 0
	for name, text := range all {
		for _, match := range link.FindAllStringSubmatch(code.ReplaceAllString(text, ""), -1) {
			target, fragment, _ := strings.Cut(match[1], "#")
			if strings.Contains(target, ":") {
				continue // another site
			}
			links++
			file := name
			if target != "" {
				file = path.Join(path.Dir(name), target)
			}
			if _, err := os.Stat(path.Join("..", file)); err != nil {
				t.Errorf("%s: %s leads nowhere", name, match[1])
				continue
			}
			if fragment != "" && !anchors(all[file])[fragment] {
				t.Errorf("%s: %s has no such heading", name, match[1])
			}
		}
	}
	if links == 0 {
		t.Error("no link was found")
	}
}

// anchors returns the fragments that the headings of a page make.
func anchors(text string) map[string]bool {
	found := map[string]bool{}
	for _, match := range heading.FindAllStringSubmatch(text, -1) {
		found[anchor(match[1])] = true
	}
	return found
}

var notInAnchor = regexp.MustCompile(`[^\p{L}\p{N} _-]`)

func anchor(heading string) string {
	return strings.ReplaceAll(notInAnchor.ReplaceAllString(strings.ToLower(heading), ""), " ", "-")
}
