package docs_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// The parts of docs/predecessors.md, and how many rows each has.
var predecessors = []struct {
	prefix string
	rows   int
}{{"TO", 22}, {"PD", 12}, {"CP", 32}, {"FA", 24}, {"PS", 14}, {"GO", 27}}

var (
	predecessorRow = regexp.MustCompile(`(?m)^\| ([A-Z]+[0-9]+) \| (.+) \| (.+) \|$`)
	testName       = regexp.MustCompile("`([a-z]+)\\.((?:Test|Example|Fuzz)\\w*)(?:/([^`]+))?`")
)

// Every behaviour has one row, with a test that exists or with a reason.
func TestPredecessors(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("predecessors.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]string{}
	for _, match := range predecessorRow.FindAllStringSubmatch(string(text), -1) {
		if rows[match[1]] != "" {
			t.Errorf("%s is there twice", match[1])
		}
		rows[match[1]] = match[3]
	}
	suites := map[string]suite{}
	for _, part := range predecessors {
		for i := range part.rows {
			id := fmt.Sprint(part.prefix, i+1)
			row := rows[id]
			delete(rows, id)
			tests := testName.FindAllStringSubmatch(row, -1)
			switch reason, notTaken := strings.CutPrefix(row, "Not taken: "); {
			case row == "":
				t.Errorf("%s has no row", id)
			case notTaken && reason == "", !notTaken && len(tests) == 0:
				t.Errorf("%s has neither a test nor a reason: %s", id, row)
			}
			for _, test := range tests {
				if suites[test[1]] == nil {
					suites[test[1]] = readSuite(t, test[1])
				}
				if err := suites[test[1]].has(test[2], test[3]); err != nil {
					t.Errorf("%s: %s: %v", id, test[0], err)
				}
			}
		}
	}
	for id := range rows {
		t.Errorf("%s is none of the rows there should be", id)
	}
}

// A suite is the tests of a package, each with the strings in its code, among
// which are the names of its subtests.
type suite map[string][]string

func readSuite(t *testing.T, pkg string) suite {
	t.Helper()
	folder := filepath.Join("..", pkg)
	if pkg == "docs" {
		folder = "."
	}
	files, err := filepath.Glob(filepath.Join(folder, "*_test.go"))
	if err != nil || files == nil {
		t.Fatalf("package %s has no tests: %v", pkg, err)
	}
	s := suite{}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && f.Recv == nil {
				s[f.Name.Name] = append([]string{""}, stringsIn(f)...)
			}
		}
	}
	return s
}

func stringsIn(f *ast.FuncDecl) (found []string) {
	ast.Inspect(f, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			s, _ := strconv.Unquote(lit.Value)
			found = append(found, strings.ReplaceAll(s, " ", "_"))
		}
		return true
	})
	return found
}

// has reports why a test is missing. A subtest may be named by its beginning,
// up to a space.
func (s suite) has(test, subtest string) error {
	names := s[test]
	if names == nil {
		return fmt.Errorf("no such function")
	}
	if subtest == "" {
		return nil
	}
	for _, name := range names {
		if name == subtest || strings.HasPrefix(name, subtest+"_") {
			return nil
		}
	}
	return fmt.Errorf("no such subtest")
}
