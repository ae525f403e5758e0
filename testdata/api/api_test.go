package api_test

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goproblem/problemdetails/testdata/api"
)

var update = flag.Bool("update", false, "record what is exported now in api.txt")

// folders returns those of the packages for others to import.
func folders(t *testing.T) []string {
	t.Helper()
	out, err := exec.Command("go", "list", "-C", "../..", "-f", "{{.Name}} {{.ImportPath}}", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var found []string
	for line := range strings.Lines(string(out)) {
		name, path, _ := strings.Cut(strings.TrimSpace(line), " ")
		folder := strings.TrimPrefix(path, "github.com/goproblem/problemdetails/")
		if name != "main" && folder != "docs" && !strings.Contains(folder, "internal/") {
			found = append(found, folder)
		}
	}
	return found
}

// Nothing that api.txt has may be taken away or changed. What is new is listed
// with -v, and enters the file with -update.
func TestAPI(t *testing.T) {
	var now []string
	for _, folder := range folders(t) {
		lines, err := api.Export("../..", folder)
		if err != nil {
			t.Fatal(err)
		}
		now = append(now, lines...)
	}
	if *update {
		if err := os.WriteFile("api.txt", []byte(strings.Join(now, "\n")+"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	recorded, err := os.ReadFile("api.txt")
	if err != nil {
		t.Fatal(err)
	}
	before := strings.Split(strings.TrimSpace(string(recorded)), "\n")
	for _, line := range before {
		if !slices.Contains(now, line) {
			t.Errorf("gone or changed: %s", line)
		}
	}
	for _, line := range now {
		if !slices.Contains(before, line) {
			t.Logf("new: %s", line)
		}
	}
}

func TestExport(t *testing.T) {
	root := t.TempDir()
	write(t, root, "p.go", `package p
import "io"
const A, b = 1, 2
const (
	C Kind = iota
	D
	E = "x"
)
var F, g error
type Kind int
type H = io.Reader
type S struct {
	I, j int `+"`json:\"i\"`"+`
	io.Writer
	k string
}
type T interface { io.Closer; M(a, b int) (n int, err error); L() }
type u struct{ V int }
func (s *S) N(x, y int, z ...string) error { return nil }
func (s S) o() {}
func (*u) P() {}
func Q[K comparable, V any](m map[K]V) (k K) { return k }
func r() {}
`)
	write(t, root, "p_test.go", "package p\nfunc Hidden() {}\n")
	got, err := api.Export(root, ".")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		`.: const A`, `.: const C Kind`, `.: const D Kind`, `.: const E`,
		`.: func (*S) N(int, int, ...string) error`, `.: func Q[comparable, any](map[K]V) K`,
		`.: type H = io.Reader`, `.: type Kind int`, `.: type S struct`, ".: type S struct, I int `json:\"i\"`",
		`.: type S struct, embedded io.Writer`, `.: type T interface { L(); M(int, int) (int, error); io.Closer }`, `.: var F error`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if _, err := api.Export(root, "nowhere"); err == nil {
		t.Error("a folder without Go files gave no error")
	}
}

func write(t *testing.T, folder, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
