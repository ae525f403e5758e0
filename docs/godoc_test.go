package docs_test

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Every exported type and function of the packages that others import has an
// example whose output is checked; these and the methods have a comment that
// begins with their name.
func TestGoDoc(t *testing.T) {
	t.Parallel()
	packages := map[string]map[string]string{} // files by folder and path
	walk(t, ".go", func(name, text string) {
		folder := path.Dir(name)
		switch top, _, _ := strings.Cut(folder, "/"); {
		case top == "cmd", top == "docs", top == "testdata", strings.Contains(folder, "/internal"):
			return
		case packages[folder] == nil:
			packages[folder] = map[string]string{}
		}
		packages[folder][name] = text
	})
	if len(packages) < 6 {
		t.Errorf("found %d packages only: is the walk broken?", len(packages))
	}
	for folder, files := range packages {
		for _, fault := range godocFaults(t, files) {
			t.Errorf("%s: %s", folder, fault)
		}
	}
}

// godocFaults returns what a package lacks, whose files sources has by name.
func godocFaults(t *testing.T, sources map[string]string) (faults []string) {
	t.Helper()
	fset := token.NewFileSet()
	var files []*ast.File
	for name, source := range sources {
		f, err := parser.ParseFile(fset, name, source, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	p, err := doc.NewFromFiles(fset, files, "example.com/p")
	if err != nil {
		t.Fatal(err)
	}
	commented := func(kind, name, comment string) {
		rest, ok := strings.CutPrefix(comment, name+" ")
		for _, article := range []string{"A ", "An "} {
			if !ok && kind == "type" {
				rest, ok = strings.CutPrefix(comment, article+name+" ")
			}
		}
		if !ok || strings.TrimSpace(rest) == "" {
			faults = append(faults, kind+" "+name+" has no comment that begins with its name")
		}
	}
	shown := func(kind, name string, examples []*doc.Example) {
		for _, e := range examples {
			if e.Output != "" {
				return
			}
		}
		faults = append(faults, kind+" "+name+" has no example with output")
	}
	functions := p.Funcs
	for _, typ := range p.Types {
		commented("type", typ.Name, typ.Doc)
		shown("type", typ.Name, typ.Examples)
		functions = append(functions, typ.Funcs...)
		for _, m := range typ.Methods {
			commented("method", m.Name, m.Doc)
		}
	}
	for _, f := range functions {
		commented("function", f.Name, f.Doc)
		shown("function", f.Name, f.Examples)
	}
	return faults
}

var linkHome = regexp.MustCompile(`github\.com/goproblem/problemdetails/blob/HEAD/(\S+)`)

// What comments say of pages of this book is there.
func TestGoDocLinks(t *testing.T) {
	t.Parallel()
	links := 0
	walk(t, ".go", func(name, text string) {
		for _, match := range linkHome.FindAllStringSubmatch(text, -1) {
			links++
			if _, err := os.Stat(path.Join("..", match[1])); err != nil {
				t.Errorf("%s: %s leads nowhere", name, match[1])
			}
		}
	})
	if links == 0 {
		t.Error("no link was found")
	}
}

// The check of comments must be able to fail.
func TestGoDocFaults(t *testing.T) {
	t.Parallel()
	const tests = `package p_test

func ExampleShown() {
	// Output: x
}

func ExampleNewShown() {
	// Output: x
}

func ExampleNotRun() {}
`
	const code = `package p

// A Shown is all right.
type Shown int

// NewShown is, too.
func NewShown() Shown { return 0 }

// This one is not.
func (Shown) Method() {}

// NotRun has an example that no test runs.
type NotRun int

type Bare int

// Alone has no example.
func Alone() {}

func unexported() {}
`
	got := godocFaults(t, map[string]string{"p.go": code, "p_test.go": tests})
	want := []string{
		"type Bare has no comment that begins with its name",
		"type Bare has no example with output",
		"type NotRun has no example with output",
		"method Method has no comment that begins with its name",
		"function Alone has no example with output",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
