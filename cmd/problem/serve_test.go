package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// A syncBuffer is a buffer that a server and a test may share.
type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// A running is a serve command that runs.
type running struct {
	url    string
	cancel context.CancelFunc
	exit   chan int
	stderr *syncBuffer
}

// startServe runs "problem serve" with the flags until the test ends.
func startServe(t *testing.T, flags ...string) *running {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	r, w := io.Pipe()
	s := &running{cancel: cancel, exit: make(chan int, 1), stderr: &syncBuffer{}}
	go func() {
		s.exit <- runContext(ctx, append([]string{"serve", "-addr", "127.0.0.1:0"}, flags...), strings.NewReader(""), w, s.stderr)
		w.Close()
	}()
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatalf("no first line: %v; stderr: %s", err, s.stderr)
	}
	url, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "listening on ")
	if !ok {
		t.Fatalf("first line %q, want it to start with %q", line, "listening on ")
	}
	s.url = url
	t.Cleanup(func() {
		if s.exit != nil {
			s.stop(t)
		}
	})
	return s
}

// stop ends the server and returns its exit status.
func (s *running) stop(t *testing.T) int {
	t.Helper()
	s.cancel()
	return s.wait(t)
}

func (s *running) wait(t *testing.T) int {
	t.Helper()
	select {
	case exit := <-s.exit:
		s.exit = nil
		return exit
	case <-time.After(20 * time.Second):
		t.Fatal("the server does not stop")
		return -1
	}
}

// do sends a request.
func (s *running) do(t *testing.T, method, path, accept string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequest(method, s.url+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	if accept != "" {
		req.Header.Set("Accept", accept)
	}
	client := &http.Client{
		Transport:     &http.Transport{DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	resp, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(body)
}

func TestServe(t *testing.T) {
	t.Parallel()
	s := startServe(t)
	tests := []struct {
		name         string
		method, path string
		accept       string
		status       int
		contentType  string
		header       http.Header
		body         string // a part of it
	}{
		{
			name: "a status", path: "/status/404", status: 404, contentType: "application/problem+json",
			body: `{"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.5","title":"Not Found","status":404}`,
		},
		{name: "as text", path: "/status/404", accept: "text/plain", status: 404, contentType: "text/plain; charset=utf-8", body: "404 Not Found\n"},
		{name: "as XML", path: "/status/404", accept: "application/problem+xml", status: 404, contentType: "application/problem+xml", body: "<status>404</status>"},
		{name: "as HTML", path: "/status/404", accept: "text/html", status: 404, contentType: "text/html; charset=utf-8", body: "Not Found"},
		{name: "a challenge", path: "/status/401", status: 401, contentType: "application/problem+json", header: http.Header{"Www-Authenticate": {`Bearer realm="problem serve"`}}},
		{name: "methods", path: "/status/405", status: 405, contentType: "application/problem+json", header: http.Header{"Allow": {"GET, HEAD"}}},
		{name: "a range", path: "/status/416", status: 416, contentType: "application/problem+json", header: http.Header{"Content-Range": {"bytes */47022"}}},
		{name: "an upgrade", path: "/status/426", status: 426, contentType: "application/problem+json", header: http.Header{"Upgrade": {"websocket"}}},
		{name: "a delay", path: "/status/429", status: 429, contentType: "application/problem+json", header: http.Header{"Retry-After": {"30"}}},
		{name: "a redirect", path: "/status/307", status: 307, contentType: "application/problem+json", header: http.Header{"Location": {"/"}}},
		{name: "no content", path: "/status/204", status: 204},
		{name: "not modified", path: "/status/304", status: 304},
		{name: "a status that cannot end a response", path: "/status/103", status: 500, contentType: "application/problem+json", body: `"status":500`},
		{name: "no status", path: "/status/teapot", status: 404, contentType: "application/problem+json", body: "from 100 to 599"},
		{name: "too high a status", path: "/status/600", status: 404, contentType: "application/problem+json", body: "from 100 to 599"},
		{name: "an example", path: "/example/out-of-credit", status: 403, contentType: "application/problem+json", body: `"balance":30`},
		{name: "another example", path: "/example/validation", status: 422, contentType: "application/problem+json", body: `"pointer":"#/profile/color"`},
		{name: "a sparse example", path: "/example/minimal", status: 500, contentType: "application/problem+json", body: `"title":"Internal Server Error"`},
		{name: "an unknown example", path: "/example/none", status: 404, contentType: "application/problem+json", body: "lists the examples"},
		{name: "an unknown path", path: "/none", status: 404, contentType: "application/problem+json", body: "/none"},
		{name: "an unknown path for a browser", path: "/none", accept: "text/html,*/*;q=0.8", status: 404, contentType: "text/html; charset=utf-8", body: "/none"},
		{name: "a wrong method", method: "POST", path: "/", status: 405, contentType: "application/problem+json", header: http.Header{"Allow": {"GET, HEAD"}}},
		{name: "the index for curl", path: "/", accept: "*/*", status: 200, contentType: "text/plain; charset=utf-8", body: "/example/validation"},
		{name: "the index for a browser", path: "/", accept: "text/html,*/*;q=0.8", status: 200, contentType: "text/html; charset=utf-8", body: "</html>"},
		{name: "HEAD", method: "HEAD", path: "/status/404", status: 404, contentType: "application/problem+json"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			method := tt.method
			if method == "" {
				method = http.MethodGet
			}
			resp, body := s.do(t, method, tt.path, tt.accept)
			if resp.StatusCode != tt.status {
				t.Errorf("status %d, want %d", resp.StatusCode, tt.status)
			}
			if got := resp.Header.Get("Content-Type"); got != tt.contentType {
				t.Errorf("Content-Type %q, want %q", got, tt.contentType)
			}
			for name, want := range tt.header {
				if got := resp.Header.Get(name); got != want[0] {
					t.Errorf("%s %q, want %q", name, got, want[0])
				}
			}
			if !strings.Contains(body, tt.body) {
				t.Errorf("body %q, want %q in it", body, tt.body)
			}
			if method == http.MethodHead && body != "" {
				t.Errorf("body %q in answer to HEAD", body)
			}
		})
	}
}

func TestServeStops(t *testing.T) {
	t.Parallel()
	s := startServe(t)
	if exit := s.stop(t); exit != 0 {
		t.Errorf("exit status %d, want 0; stderr: %s", exit, s.stderr)
	}
}

// TestServeSignal is not parallel: a signal reaches every server of the process.
func TestServeSignal(t *testing.T) {
	s := startServe(t)
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	if err := self.Signal(os.Interrupt); err != nil {
		t.Skipf("signals do not work here: %v", err)
	}
	if exit := s.wait(t); exit != 0 {
		t.Errorf("exit status %d, want 0; stderr: %s", exit, s.stderr)
	}
}

func TestServeAddressTaken(t *testing.T) {
	t.Parallel()
	s := startServe(t)
	var stdout, stderr bytes.Buffer
	exit := run([]string{"serve", "-addr", strings.TrimPrefix(s.url, "http://")}, strings.NewReader(""), &stdout, &stderr)
	if exit != 2 || stdout.Len() > 0 || !strings.Contains(stderr.String(), "address already in use") {
		t.Errorf("exit status %d, stdout %q, stderr %q; want 2, nothing, and the reason", exit, &stdout, &stderr)
	}
}

func TestServeOwn(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	files := map[string]string{
		"out-of-credit.json": `{"type":"https://example.com/x","title":"X","status":403,"instance":"/account/1"}`,
		"limit.xml":          `<problem xmlns="urn:ietf:rfc:7807"><type>https://example.com/y</type><status>429</status></problem>`,
		"saved.http":         "HTTP/1.1 409 Conflict\r\nContent-Type: application/problem+json\r\n\r\n{}",
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	s := startServe(t, "-problem", filepath.Join(dir, "out-of-credit.json"), "-log=json", "-delay", "1ms", filepath.Join(dir, "limit.xml"), filepath.Join(dir, "saved.http"))
	for path, want := range map[string]int{"/out-of-credit": 403, "/account/1": 403, "/limit": 429, "/saved": 409, "/status/404": 404} {
		if resp, _ := s.do(t, http.MethodPut, path, ""); resp.StatusCode != want && path != "/status/404" {
			t.Errorf("%s: status %d, want %d", path, resp.StatusCode, want)
		}
	}
	s.stop(t)
	if got := strings.Count(s.stderr.String(), `"msg":"request"`); got != 5 {
		t.Errorf("%d lines in the log, want 5: %s", got, s.stderr)
	}
}

func TestServeLog(t *testing.T) {
	t.Parallel()
	for flag, want := range map[string]string{"-log": "msg=request", "-log=none": "", "-log=false": "", "-log=text": "msg=request"} {
		s := startServe(t, flag)
		s.do(t, http.MethodGet, "/status/404", "")
		s.stop(t)
		if got := s.stderr.String(); (want == "") != (got == "") || !strings.Contains(got, want) {
			t.Errorf("%s: log %q, want %q", flag, got, want)
		}
	}
}

// TestServeLogTame checks that a client cannot steer the terminal by the log.
func TestServeLogTame(t *testing.T) {
	t.Parallel()
	for _, flag := range []string{"-log=text", "-log=json"} {
		s := startServe(t, flag)
		s.do(t, http.MethodGet, "/none", "text/\u009b31m")
		s.stop(t)
		if got := s.stderr.String(); strings.Contains(got, "\u009b") || !strings.Contains(got, `\u009b31m`) {
			t.Errorf("%s: log %q, want the control character as an escape", flag, got)
		}
	}
}

// TestShutdown checks that a request which is being answered when the server
// stops gets its answer, unless that takes too long.
func TestShutdown(t *testing.T) {
	t.Parallel()
	for _, patient := range []bool{true, false} {
		t.Run(fmt.Sprintf("patient %v", patient), func(t *testing.T) {
			t.Parallel()
			started, release := make(chan struct{}), make(chan struct{})
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				close(started)
				select {
				case <-release:
				case <-r.Context().Done():
				}
			}))
			t.Cleanup(s.Close)
			answer := make(chan error, 1)
			go func() {
				resp, err := http.Get(s.URL)
				if err == nil {
					err = resp.Body.Close()
				}
				answer <- err
			}()
			<-started
			timeout := time.Millisecond
			if patient {
				timeout = time.Minute
				s.Config.RegisterOnShutdown(func() { close(release) })
			}
			err := shutdown(s.Config, timeout)
			if got := <-answer; (got == nil) != patient {
				t.Errorf("the client got %v", got)
			}
			if (err == nil) != patient {
				t.Errorf("error %v", err)
			}
		})
	}
}
