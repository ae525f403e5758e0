package main

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite golden files")

const scriptDir = "../../testdata/cli"

// A scriptCase is one command line of a script, with what it reads and writes.
// testdata/cli/README.md describes the form.
type scriptCase struct {
	name     string
	line     string
	sections []*section
}

// A section is an input or an expected output of a case.
type section struct {
	kind   string // stdin, file, reply, env, stdout, stderr, exit
	arg    string // the name of a file or the path of a reply
	quoted bool   // lines hold Go escapes
	noeol  bool   // the last line does not end in a line feed
	text   string
}

// TestScripts runs the scripts. The cases are not parallel: each has a working
// directory of its own.
func TestScripts(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(scriptDir, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, file := range files {
		file, err := filepath.Abs(file)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) { runScript(t, file) })
	}
}

func runScript(t *testing.T, file string) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	preamble, cases, err := parseScript(string(data))
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { c.run(t) })
	}
	if *update {
		if err := os.WriteFile(file, formatScript(preamble, cases), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// run executes the case and compares; with -update it takes over what it got.
func (c *scriptCase) run(t *testing.T) {
	t.Chdir(t.TempDir())
	var stdin, url string
	var replies []*section
	for _, s := range c.sections {
		switch s.kind {
		case "stdin":
			stdin = s.text
		case "file":
			if err := os.MkdirAll(filepath.Dir(s.arg), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(s.arg, []byte(s.text), 0o666); err != nil {
				t.Fatal(err)
			}
		case "env":
			for line := range strings.Lines(s.text) {
				name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "=")
				t.Setenv(name, value)
			}
		case "reply":
			replies = append(replies, s)
		}
	}
	if len(replies) > 0 {
		url = serveReplies(t, replies)
	}
	args, err := splitLine(strings.NewReplacer("$URL", url, "$ESC", "\x1b").Replace(c.line))
	if err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	exit := run(args, strings.NewReader(stdin), &stdout, &stderr)
	if url != "" {
		host := strings.TrimPrefix(url, "http://")
		for _, b := range []*bytes.Buffer{&stdout, &stderr} {
			s := strings.ReplaceAll(strings.ReplaceAll(b.String(), url, "$URL"), host, "$HOST")
			b.Reset()
			b.WriteString(s)
		}
	}
	c.compare(t, "stdout", stdout.String())
	c.compare(t, "stderr", stderr.String())
	for _, s := range c.sections {
		if s.kind == "made" {
			data, err := os.ReadFile(s.arg)
			if err != nil {
				t.Errorf("the command did not make %s: %v", s.arg, err)
			}
			c.compareSection(t, s, "file "+s.arg, string(data))
		}
	}
	c.compare(t, "exit", exitSection(exit))
}

func exitSection(exit int) string {
	if exit == 0 {
		return ""
	}
	return strconv.Itoa(exit) + "\n"
}

// compare compares got with the section of that kind; none means empty.
func (c *scriptCase) compare(t *testing.T, kind, got string) {
	t.Helper()
	i := -1
	for j, s := range c.sections {
		if s.kind == kind {
			i = j
		}
	}
	if i < 0 {
		if got == "" {
			return
		}
		c.sections = append(c.sections, &section{kind: kind})
		i = len(c.sections) - 1
	}
	c.compareSection(t, c.sections[i], kind, got)
	if *update && got == "" {
		c.sections = append(c.sections[:i], c.sections[i+1:]...)
	}
}

func (c *scriptCase) compareSection(t *testing.T, s *section, what, got string) {
	t.Helper()
	if s.text == got {
		return
	}
	if *update {
		s.text = got
		s.noeol = got != "" && !strings.HasSuffix(got, "\n")
		s.quoted = s.quoted || needsQuotes(got)
		return
	}
	t.Errorf("$ problem %s\n%s (-want +got)\n%s", c.line, what, cmp.Diff(s.text, got))
}

func needsQuotes(s string) bool {
	if strings.HasPrefix(s, "-- ") || strings.Contains(s, "\n-- ") || strings.Contains(s, "\n== ") {
		return true
	}
	return strings.ContainsFunc(s, func(r rune) bool { return r != '\n' && r != '\t' && !strconv.IsPrint(r) })
}

// parseScript reads a script: what stands before the first case, and the cases.
func parseScript(text string) (preamble string, cases []*scriptCase, err error) {
	var c *scriptCase
	var s *section
	n := 0
	for line := range strings.Lines(text) {
		n++
		plain := strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(plain, "== "):
			c, s = &scriptCase{name: plain[3:]}, nil
			cases = append(cases, c)
		case c == nil:
			preamble += line
		case strings.HasPrefix(plain, "$ problem"):
			c.line = strings.TrimSpace(strings.TrimPrefix(plain, "$ problem"))
		case strings.HasPrefix(plain, "-- "):
			s = &section{}
			for i, word := range strings.Fields(plain[3:]) {
				switch {
				case i == 0:
					s.kind = word
				case word == "quoted":
					s.quoted = true
				case word == "noeol":
					s.noeol = true
				default:
					s.arg = strings.TrimSpace(s.arg + " " + word)
				}
			}
			c.sections = append(c.sections, s)
		case s != nil:
			if s.quoted {
				if plain, err = strconv.Unquote(`"` + strings.ReplaceAll(plain, `"`, `\"`) + `"`); err != nil {
					return "", nil, fmt.Errorf("line %d: %w", n, err)
				}
			}
			s.text += plain + "\n"
		case plain != "":
			return "", nil, fmt.Errorf("line %d: text outside a section", n)
		}
	}
	for _, c := range cases {
		for i, s := range c.sections {
			if s.noeol {
				s.text = strings.TrimSuffix(s.text, "\n")
			}
			// The empty line before the next case is not part of the text.
			if i == len(c.sections)-1 && strings.HasSuffix(s.text, "\n\n") {
				s.text = strings.TrimSuffix(s.text, "\n")
			}
		}
	}
	return preamble, cases, nil
}

// formatScript is the inverse of parseScript.
func formatScript(preamble string, cases []*scriptCase) []byte {
	var b bytes.Buffer
	b.WriteString(preamble)
	for i, c := range cases {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "== %s\n%s\n", c.name, strings.TrimSpace("$ problem "+c.line))
		for _, s := range c.sections {
			b.WriteString("-- " + s.kind)
			if s.arg != "" {
				b.WriteString(" " + s.arg)
			}
			text := s.text
			if s.quoted {
				b.WriteString(" quoted")
				var q strings.Builder
				for line := range strings.Lines(text) {
					body := strings.TrimSuffix(line, "\n")
					quoted := strconv.Quote(body)
					q.WriteString(strings.ReplaceAll(quoted[1:len(quoted)-1], `\"`, `"`))
					if body != line {
						q.WriteByte('\n')
					}
				}
				text = q.String()
			}
			if s.noeol {
				b.WriteString(" noeol")
				text += "\n"
			}
			b.WriteString("\n" + text)
		}
	}
	return b.Bytes()
}

// splitLine splits a command line at spaces outside quotes.
func splitLine(line string) ([]string, error) {
	var args []string
	var arg strings.Builder
	var quote rune
	started := false
	for _, r := range line {
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			} else {
				arg.WriteRune(r)
			}
		case r == '\'' || r == '"':
			quote, started = r, true
		case r == ' ':
			if started {
				args = append(args, arg.String())
				arg.Reset()
				started = false
			}
		default:
			arg.WriteRune(r)
			started = true
		}
	}
	if quote != 0 {
		return nil, fmt.Errorf("quote without end: %s", line)
	}
	if started {
		args = append(args, arg.String())
	}
	return args, nil
}

// serveReplies answers requests with the texts of the replies, byte for byte,
// and returns the URL of the server. A reply is chosen by "METHOD PATH ACCEPT",
// "PATH ACCEPT" or "PATH"; the first that fits is sent. HEAD gets the header
// alone unless a reply names it.
func serveReplies(t *testing.T, replies []*section) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var running sync.WaitGroup
	t.Cleanup(func() {
		listener.Close()
		running.Wait()
	})
	running.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			running.Go(func() {
				defer conn.Close()
				r, err := http.ReadRequest(bufio.NewReader(conn))
				if err != nil {
					return
				}
				io.WriteString(conn, strings.ReplaceAll(choose(replies, r), "$HOST", r.Host))
			})
		}
	})
	return "http://" + listener.Addr().String()
}

func choose(replies []*section, r *http.Request) string {
	path, accept := r.URL.Path, r.Header.Get("Accept")
	for _, want := range []string{r.Method + " " + path + " " + accept, r.Method + " " + path, path + " " + accept, path} {
		for _, s := range replies {
			if s.arg != strings.TrimSpace(want) {
				continue
			}
			head, body, ok := strings.Cut(s.text, "\n\n")
			if r.Method == http.MethodHead && !strings.HasPrefix(s.arg, http.MethodHead) {
				body = ""
			}
			if !ok {
				head = strings.TrimSuffix(head, "\n")
			}
			return head + "\n\n" + body
		}
	}
	return "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
}
