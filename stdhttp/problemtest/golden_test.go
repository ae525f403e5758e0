package problemtest_test

import (
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/goproblem/problemdetails/stdhttp/problemtest"
)

// As in tests that have golden files of their own.
var update = flag.Bool("update", false, "write the golden files")

func TestGolden(t *testing.T) {
	t.Parallel()
	resp := respond(403, problemJSON, `{"title":"You do not have enough credit.","status":403,"instance":"urn:uuid:1","balance":30}`,
		"Vary: Accept", "Date: Fri, 01 Aug 2025 00:00:00 GMT", "Link: <http://127.0.0.1:1234/help>; rel=help", "Content-Length: 7")
	problemtest.Golden(t, resp, "testdata/credit.golden", "urn:uuid:1", "http://127.0.0.1:1234", "")
	page := respond(404, "text/html; charset=utf-8", "<!DOCTYPE html>\n<title>404</title>\n")
	problemtest.Golden(t, page, "testdata/page.golden")
}

func TestGoldenFails(t *testing.T) {
	t.Parallel()
	if *update {
		t.Skip("nothing fails while files are written")
	}
	text, fatal := run(t, func(t testing.TB) {
		problemtest.Golden(t, respond(403, problemJSON, `{"title":"You do not have enough credit.","status":403,"balance":10}`, "Vary: Accept"), "testdata/credit.golden")
	})
	want := `not the response in testdata/credit.golden (-want +got); UPDATE_GOLDEN=1 go test rewrites it:
  403 Forbidden
  Content-Type: application/problem+json
- Link: <…/help>; rel=help
  Vary: Accept

  {
    "title": "You do not have enough credit.",
    "status": 403,
-   "instance": "…",
-   "balance": 30
+   "balance": 10
  }`
	if diff := cmp.Diff(want, text); fatal || diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	text, _ = run(t, func(t testing.TB) { problemtest.Golden(t, respond(204, "", ""), "testdata/none") })
	want = "problemtest: testdata/none does not exist; UPDATE_GOLDEN=1 go test writes it, with:\n204 No Content"
	if diff := cmp.Diff(want, text); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	text, fatal = run(t, func(t testing.TB) { problemtest.Golden(t, respond(204, "", ""), "testdata") })
	if !fatal || !strings.HasPrefix(text, "problemtest: read testdata: ") {
		t.Errorf("got %q, want the test to end: testdata is a folder", text)
	}
	if text, _ = run(t, func(t testing.TB) { problemtest.Golden(t, nil, "testdata/none") }); text == "" {
		t.Error("got nothing, want a failure without a response")
	}
}

// Two texts without a line in common, and too many lines for a table.
func TestGoldenLong(t *testing.T) {
	t.Parallel()
	if *update {
		t.Skip("nothing fails while files are written")
	}
	file := filepath.Join(t.TempDir(), "long")
	var a, b strings.Builder
	for i := range 1100 {
		a.WriteString("a" + strconv.Itoa(i) + "\n")
		b.WriteString("b" + strconv.Itoa(i) + "\n")
	}
	if err := os.WriteFile(file, []byte("200 OK\nContent-Type: text/plain\n\n"+a.String()+"z"), 0o600); err != nil {
		t.Fatal(err)
	}
	text, _ := run(t, func(t testing.TB) { problemtest.Golden(t, respond(200, "text/plain", b.String()+"z"), file) })
	_, text, _ = strings.Cut(text, "\n")
	var want strings.Builder
	want.WriteString("  200 OK\n  Content-Type: text/plain\n\n")
	for line := range strings.Lines(a.String()) {
		want.WriteString("- " + line)
	}
	want.WriteString("- z\n- (no line feed at the end)\n")
	for line := range strings.Lines(b.String()) {
		want.WriteString("+ " + line)
	}
	want.WriteString("+ z")
	if diff := cmp.Diff(want.String(), text); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Not parallel: it sets an environment variable.
func TestGoldenUpdate(t *testing.T) {
	t.Setenv("UPDATE_GOLDEN", "1")
	file := filepath.Join(t.TempDir(), "new", "page.golden")
	text, _ := run(t, func(t testing.TB) { problemtest.Golden(t, respond(404, problemJSON, `{"status":404}`), file) })
	if text != "problemtest: wrote "+file {
		t.Errorf("got %q", text)
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := "404 Not Found\nContent-Type: application/problem+json\n\n{\n  \"status\": 404\n}\n"
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	_, fatal := run(t, func(t testing.TB) { problemtest.Golden(t, respond(404, "", ""), filepath.Join(file, "x")) })
	if !fatal {
		t.Error("a file cannot be a folder, and the test went on")
	}
}
