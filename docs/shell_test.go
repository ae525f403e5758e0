package docs_test

import (
	"bufio"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// testedElsewhere are pages whose commands need a program of docs/examples, or
// are those of the command itself, and where they are tested.
var testedElsewhere = map[string]string{
	"docs/command.md":         "cmd/problem/manual_test.go",
	"docs/getting-started.md": "docs/examples/started/main_test.go",
	"docs/languages.md":       "docs/examples/languages/main_test.go",
	"docs/examples/README.md": "docs/examples/internal/contract/contract.go",
}

// installs are lines that fetch something, which a test must not.
var installs = regexp.MustCompile(`^go (get|install|mod init) `)

var shellLine = regexp.MustCompile(`(?m)^    ((?:problem|curl|make|go) .*)$`)

// Every line for a shell does what it is there for.
func TestShell(t *testing.T) {
	t.Parallel()
	binary := filepath.Join(t.TempDir(), "problem")
	if runtime.GOOS == "windows" {
		binary += ".exe"
	}
	if out, err := exec.Command("go", "build", "-o", binary, "../cmd/problem").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	server := serveExamples(t, binary)
	makefile, err := os.ReadFile("../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	lines := 0
	for name, text := range pages(t) {
		if file, ok := testedElsewhere[name]; ok {
			if _, err := os.Stat(filepath.Join("..", file)); err != nil {
				t.Errorf("%s is not tested: %v", name, err)
			}
			continue
		}
		for _, match := range shellLine.FindAllStringSubmatch(text, -1) {
			line, _, _ := strings.Cut(match[1], "  #")
			line = strings.TrimSpace(line)
			lines++
			if err := try(line, binary, server, string(makefile)); err != nil {
				t.Errorf("%s: %s: %v", name, line, err)
			}
		}
	}
	if lines < 8 {
		t.Errorf("found %d lines: has their form changed?", lines)
	}
}

// try runs a line, or as much of it as a test can.
func try(line, binary, server, makefile string) error {
	words, err := split(line)
	if err != nil {
		return err
	}
	switch {
	case installs.MatchString(line):
		return nil
	case words[0] == "make":
		if !strings.Contains(makefile, "\n"+words[1]+":") {
			return fmt.Errorf("no such target")
		}
		return nil
	case words[0] == "curl":
		return request(words[1:], server)
	case words[0] == "problem" && strings.HasPrefix(words[len(words)-1], "https://api.example.com/"):
		words[len(words)-1] = server + "/status/404" // stands for the API of a reader
	case words[0] == "go":
		dir := ".."
		if i := slices.Index(words, "-C"); i > 0 {
			dir = filepath.Join(dir, words[i+1])
		}
		_, err := os.Stat(dir) // to run it would change files
		return err
	}
	out, err := exec.Command(binary, words[1:]...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	return nil
}

// request does what a line of curl does, but to this server.
func request(args []string, server string) error {
	r, err := http.NewRequest("GET", server, nil)
	if err != nil {
		return err
	}
	for i := 0; i < len(args); i++ {
		switch arg := args[i]; {
		case arg == "-i", arg == "-s", arg == "-si":
		case arg == "-H" && i+1 < len(args):
			i++
			name, value, _ := strings.Cut(args[i], ": ")
			r.Header.Set(name, value)
		case strings.HasPrefix(arg, "http://127.0.0.1:8080/"):
			r.URL.Path = strings.TrimPrefix(arg, "http://127.0.0.1:8080")
		default:
			return fmt.Errorf("the test does not know %s", arg)
		}
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	want := "application/problem+json"
	if accept := r.Header.Get("Accept"); accept != "" {
		want = strings.TrimPrefix(accept, "application/")
	}
	if got := resp.Header.Get("Content-Type"); !strings.Contains(got, want) {
		return fmt.Errorf("got Content-Type %s, want %s", got, want)
	}
	return nil
}

// split returns the words of a line, which single quotes hold together.
func split(line string) (words []string, err error) {
	for i, part := range strings.Split(line, "'") {
		if i%2 == 1 {
			words = append(words, part)
		} else {
			words = append(words, strings.Fields(part)...)
		}
	}
	if strings.Count(line, "'")%2 == 1 {
		return nil, fmt.Errorf("a quote is not closed")
	}
	return words, nil
}

// serveExamples runs problem serve and returns its address.
func serveExamples(t *testing.T, binary string) string {
	t.Helper()
	cmd := exec.Command(binary, "serve", "-addr", "127.0.0.1:0")
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill() // there is nothing to save
		_ = cmd.Wait()
	})
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	url := regexp.MustCompile(`http://[0-9.:]+`).FindString(line)
	if url == "" {
		t.Fatalf("no address in %q", line)
	}
	return url
}

var goTest = regexp.MustCompile("`go test (?:-v )?(?:(\\./\\S+) )?-(?:run|bench) (\\w+)[^` ]*(?: -v)?(?: (\\./\\S+))?`")

// Where a page says how to run certain tests or benchmarks, there are some.
func TestGoTest(t *testing.T) {
	t.Parallel()
	commands := 0
	for page, text := range pages(t) {
		for _, match := range goTest.FindAllStringSubmatch(text, -1) {
			commands++
			found := false
			for name := range readSuite(t, match[1]+match[3]) {
				found = found || strings.Contains(name, match[2])
			}
			if !found {
				t.Errorf("%s: %s runs nothing", page, match[0])
			}
		}
	}
	if commands == 0 {
		t.Error("no command was found")
	}
}

// The check itself must be able to fail.
func TestTry(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"make tea":           "no such target",
		"make test":          "<nil>",
		"go get example.com": "<nil>",
		"go test -C nowhere": "stat ../nowhere: no such file or directory",
		"curl -Z x":          "the test does not know -Z",
		"problem 'new":       "a quote is not closed",
	} {
		if got := fmt.Sprint(try(line, "", "", "\ntest:\n")); got != want {
			t.Errorf("%s: got %s, want %s", line, got, want)
		}
	}
}
