//go:build unix

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// asCommand in the environment makes the test binary the command: signals and
// broken pipes take a process of their own.
const asCommand = "PROBLEM_TEST_AS_COMMAND"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		main()
	}
	os.Exit(m.Run())
}

// process returns the command as a process, not yet started.
func process(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self, args...)
	cmd.Env = append(os.Environ(), asCommand+"=1")
	return cmd
}

// devFull opens a file on a disk that is full.
func devFull(t *testing.T) *os.File {
	t.Helper()
	f, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip(err) // only Linux and some of the BSDs have it
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// Whatever a command writes, a full disk is no success.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	const doc = `{"type":"https://example.com/a","title":"A","status":404,"detail":7}`
	for _, tt := range []struct {
		args  []string
		stdin string
	}{
		{[]string{"new", "-status", "404"}, ""},
		{[]string{"convert", "-to", "xml"}, doc},
		{[]string{"convert", "-to", "html"}, doc},
		{[]string{"check"}, doc},
		{[]string{"check", "-format", "json"}, doc},
		{[]string{"check", "-format", "sarif"}, doc},
		{[]string{"check", "-rules"}, ""},
		{[]string{"explain", "404"}, ""},
		{[]string{"explain"}, doc},
		{[]string{"links"}, ""},
		{[]string{"links", "-format", "json"}, ""},
		{[]string{"types"}, ""},
		{[]string{"version"}, ""},
		{[]string{"help"}, ""},
		{[]string{"help", "serve"}, ""},
		{[]string{"serve", "-addr", "127.0.0.1:0"}, ""},
	} {
		t.Run(strings.Join(tt.args, " "), func(t *testing.T) {
			t.Parallel()
			var stderr bytes.Buffer
			exit := run(tt.args, strings.NewReader(tt.stdin), devFull(t), &stderr)
			if exit != 2 || !strings.Contains(stderr.String(), "no space left on device") {
				t.Errorf("exit status %d, stderr %q; want 2 and why", exit, &stderr)
			}
		})
	}
}

// A reader that has seen enough, such as head, ends the command without a word.
func TestBrokenPipe(t *testing.T) {
	t.Parallel()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
	var stderr bytes.Buffer
	cmd := process(t, "links")
	cmd.Stdout, cmd.Stderr = w, &stderr
	err = cmd.Run()
	w.Close()
	if err == nil || strings.Contains(stderr.String(), "goroutine") {
		t.Errorf("got %v, stderr %q; want a failure and no stack", err, &stderr)
	}
}

// serving starts the server as a process and returns its address.
func serving(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("no first line: %v", err)
	}
	return strings.TrimSpace(strings.TrimPrefix(line, "listening on http://"))
}

// A response that is under way when the server is told to stop arrives as a
// whole, and nothing new is taken on.
func TestServeSIGTERMWithinAResponse(t *testing.T) {
	t.Parallel()
	detail := strings.Repeat("0123456789abcdef", 1<<21) // more than buffers take
	file := filepath.Join(t.TempDir(), "large.json")
	if err := os.WriteFile(file, []byte(`{"status":409,"detail":"`+detail+`"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	cmd := process(t, "serve", "-addr", "127.0.0.1:0", "-max-size", "64M", file)
	cmd.Stderr = &stderr
	addr := serving(t, cmd)

	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(20 * time.Second))
	fmt.Fprintf(conn, "GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	start := make([]byte, 1000)
	if _, err := io.ReadFull(resp.Body, start); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	for { // until the server listens no more
		other, err := net.Dial("tcp", addr)
		if err != nil {
			break
		}
		other.Close()
	}
	rest, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Errorf("the rest of the response: %v", err)
	}
	var doc struct{ Detail string }
	if err := json.Unmarshal(append(start, rest...), &doc); err != nil || doc.Detail != detail {
		t.Errorf("got %d bytes of detail and %v, want all %d", len(doc.Detail), err, len(detail))
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("got %v, want exit status 0; stderr: %s", err, &stderr)
	}
}

// A log that cannot be written must not keep the server from answering.
func TestServeWithAFullLog(t *testing.T) {
	t.Parallel()
	cmd := process(t, "serve", "-addr", "127.0.0.1:0")
	cmd.Stderr = devFull(t)
	addr := serving(t, cmd)
	for _, path := range []string{"/status/404", "/example/panic", "/example/secret", "/nothing"} {
		resp, err := http.Get("http://" + addr + path)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil || resp.StatusCode < 400 || !json.Valid(doc) {
			t.Errorf("%s: got %d %s, %v", path, resp.StatusCode, doc, err)
		}
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("got %v, want exit status 0", err)
	}
}
