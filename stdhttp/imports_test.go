package stdhttp_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const module = "github.com/goproblem/problemdetails"

// arrows says which packages of this module each package may import, itself
// and its internal packages aside.
var arrows = map[string][]string{
	"problem":             {},
	"typelinks":           {},
	"encode":              {"problem"},
	"encode/encodetest":   {"problem", "encode"},
	"stdhttp":             {"problem", "encode", "typelinks"},
	"stdhttp/problemtest": {"problem", "encode", "stdhttp"},
	"cmd/problem":         {"problem", "encode", "encode/encodetest", "typelinks", "stdhttp"},
	"docs":                {"problem", "encode", "typelinks", "stdhttp"},
}

// forTests are packages that the tests of every package may import.
var forTests = map[string]bool{"encode/encodetest": true, "stdhttp/problemtest": true}

// only says which files may import these packages, apart from tests.
var only = map[string]func(file string) bool{
	"net/http":                 func(f string) bool { return in(f, "stdhttp") || in(f, "cmd") || in(f, "docs") },
	"html/template":            func(f string) bool { return in(f, "cmd") },
	"testing":                  func(f string) bool { return in(f, "encode/encodetest") || in(f, "stdhttp/problemtest") },
	"github.com/goccy/go-json": func(f string) bool { return f == "problem/goccy.go" },
	"github.com/google/go-cmp": func(string) bool { return false },
}

func in(file, folder string) bool { return strings.HasPrefix(file, folder+"/") }

// wrongImports returns what is wrong with the imports of a file.
func wrongImports(file string, imports []string) (wrong []string) {
	owner, _, _ := strings.Cut(path.Dir(file), "/internal")
	allowed, known := arrows[owner]
	if !known {
		return []string{fmt.Sprintf("%s: arrows has no rule for folder %s", file, owner)}
	}
	isTest := strings.HasSuffix(file, "_test.go")
	for _, imported := range imports {
		ours, isOurs := strings.CutPrefix(imported, module+"/")
		ours, _, _ = strings.Cut(ours, "/internal")
		rule, limited := limit(imported)
		first, _, _ := strings.Cut(imported, "/")
		switch {
		case isOurs && ours != owner && !slices.Contains(allowed, ours) && !(isTest && forTests[ours]),
			limited && !isTest && !rule(file),
			!isOurs && !limited && strings.Contains(first, "."): // neither ours nor a dependency nor standard
			wrong = append(wrong, fmt.Sprintf("%s: must not import %s", file, imported))
		}
	}
	return wrong
}

// limit returns the rule of only for a package, if there is one.
func limit(imported string) (rule func(string) bool, ok bool) {
	for p, rule := range only {
		if imported == p || strings.HasPrefix(imported, p+"/") && strings.Contains(p, ".") {
			return rule, true
		}
	}
	return nil, false
}

func TestImports(t *testing.T) {
	t.Parallel()
	root := os.DirFS("..")
	files := 0
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && name != "." {
			_, err := fs.Stat(root, name+"/go.mod")
			if err == nil || strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" {
				return fs.SkipDir // other modules, and what is not built
			}
		}
		if path.Ext(name) != ".go" {
			return nil
		}
		files++
		src, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, src, parser.ImportsOnly)
		if err != nil {
			return err
		}
		var imports []string
		for _, spec := range f.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			imports = append(imports, imported)
		}
		for _, w := range wrongImports(name, imports) {
			t.Error(w)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 50 {
		t.Errorf("read only %d files: is the walk broken?", files)
	}
}

// The check itself must be able to fail.
func TestWrongImports(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		file    string
		imports []string
		want    []string
	}{
		{"downwards", "stdhttp/x.go", []string{"net/http", module + "/encode", module + "/typelinks"}, nil},
		{"upwards", "encode/x.go", []string{module + "/stdhttp"}, []string{"encode/x.go: must not import " + module + "/stdhttp"}},
		{"upwards in a test", "problem/x_test.go", []string{module + "/encode"}, []string{"problem/x_test.go: must not import " + module + "/encode"}},
		{"sideways", "typelinks/x.go", []string{module + "/problem"}, []string{"typelinks/x.go: must not import " + module + "/problem"}},
		{"an internal package of another", "encode/x.go", []string{module + "/typelinks/internal/generate"}, []string{"encode/x.go: must not import " + module + "/typelinks/internal/generate"}},
		{"its own internal package", "typelinks/x.go", []string{module + "/typelinks/internal/generate"}, nil},
		{"HTTP below the edge", "encode/x.go", []string{"net/http"}, []string{"encode/x.go: must not import net/http"}},
		{"HTTP in a test", "encode/x_test.go", []string{"net/http"}, nil},
		{"a test helper in a test", "docs/x_test.go", []string{module + "/stdhttp/problemtest"}, nil},
		{"a test helper in a program", "stdhttp/x.go", []string{module + "/stdhttp/problemtest"}, []string{"stdhttp/x.go: must not import " + module + "/stdhttp/problemtest"}},
		{"testing in a library", "stdhttp/x.go", []string{"testing"}, []string{"stdhttp/x.go: must not import testing"}},
		{"testing in a test helper", "stdhttp/problemtest/x.go", []string{"testing"}, nil},
		{"templates in encode", "encode/x.go", []string{"html/template"}, []string{"encode/x.go: must not import html/template"}},
		{"goccy elsewhere", "problem/x.go", []string{"github.com/goccy/go-json/jsontext"}, []string{"problem/x.go: must not import github.com/goccy/go-json/jsontext"}},
		{"goccy", "problem/goccy.go", []string{"github.com/goccy/go-json"}, nil},
		{"go-cmp", "problem/x.go", []string{"github.com/google/go-cmp/cmp"}, []string{"problem/x.go: must not import github.com/google/go-cmp/cmp"}},
		{"go-cmp in a test", "problem/x_test.go", []string{"github.com/google/go-cmp/cmp"}, nil},
		{"a third dependency", "problem/x_test.go", []string{"github.com/stretchr/testify"}, []string{"problem/x_test.go: must not import github.com/stretchr/testify"}},
		{"a new folder", "util/x.go", nil, []string{"util/x.go: arrows has no rule for folder util"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, wrongImports(tt.file, tt.imports)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
