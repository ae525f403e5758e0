package stdhttp_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
	"github.com/goproblem/problemdetails/typelinks"
)

// logged returns the lines that rs logs, all levels included, as JSON objects
// without their time.
func logged(t *testing.T, rs *stdhttp.Responder, do func()) (lines []map[string]any) {
	t.Helper()
	var b bytes.Buffer
	rs.Logger = slog.New(slog.NewJSONHandler(&b, &slog.HandlerOptions{Level: slog.LevelDebug}))
	do()
	for line := range bytes.Lines(b.Bytes()) {
		var m map[string]any
		if err := json.Unmarshal(line, &m); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		delete(m, "time")
		lines = append(lines, m)
	}
	return lines
}

func TestLog(t *testing.T) {
	t.Parallel()
	cause := errors.New("dial tcp: refused")
	tests := []struct {
		name string
		rs   stdhttp.Responder
		err  error
		want map[string]any
	}{
		{
			"any error",
			stdhttp.Responder{},
			cause,
			map[string]any{"level": "ERROR", "status": 500.0, "problem": map[string]any{"status": 500.0, "err": "dial tcp: refused"}},
		},
		{
			"4xx",
			stdhttp.Responder{},
			&problem.Problem{Status: 404, Detail: "d", Err: cause, Extensions: problem.Extensions{"a": 1}},
			map[string]any{"level": "DEBUG", "status": 404.0, "problem": map[string]any{
				"status": 404.0, "detail": "d", "err": "dial tcp: refused", "extensions": map[string]any{"a": 1.0},
			}},
		},
		{
			"no cause is none",
			stdhttp.Responder{},
			&problem.Problem{Status: 404},
			map[string]any{"level": "DEBUG", "status": 404.0, "problem": map[string]any{"status": 404.0}},
		},
		{
			"wrapped: the whole error",
			stdhttp.Responder{},
			fmt.Errorf("user 7: %w", &problem.Problem{Status: 503, Title: "T", Err: cause}),
			map[string]any{"level": "ERROR", "status": 503.0, "problem": map[string]any{
				"title": "T", "status": 503.0, "err": "user 7: T: dial tcp: refused",
			}},
		},
		{
			"what Map and Before did",
			stdhttp.Responder{
				Map:    func(*http.Request, error) error { return &problem.Problem{Status: 502} },
				Before: func(_ *http.Request, p *problem.Problem) { p.Instance = "urn:uuid:1" },
			},
			cause,
			map[string]any{"level": "ERROR", "status": 502.0, "problem": map[string]any{
				"status": 502.0, "instance": "urn:uuid:1", "err": "dial tcp: refused",
			}},
		},
		{
			"own level",
			stdhttp.Responder{Level: func(o stdhttp.Outcome) slog.Level {
				if o.Status == 404 && o.Result == stdhttp.Written {
					return slog.LevelWarn
				}
				return slog.LevelError
			}},
			&problem.Problem{Status: 404},
			map[string]any{"level": "WARN", "status": 404.0, "problem": map[string]any{"status": 404.0}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.rs.Links = &typelinks.Table{}
			got := logged(t, &tt.rs, func() { answer(&tt.rs, "PUT", tt.err) })
			tt.want["msg"], tt.want["method"], tt.want["path"], tt.want["result"] = "request failed", "PUT", "/path", "written"
			if diff := cmp.Diff([]map[string]any{tt.want}, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestLogOfAPanicHasItsStack(t *testing.T) {
	t.Parallel()
	rs := &stdhttp.Responder{}
	h := rs.Wrap(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("boom") }))
	lines := logged(t, rs, func() { h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil)) })
	if len(lines) != 1 {
		t.Fatalf("got %d lines, want 1: %v", len(lines), lines)
	}
	stack, _ := lines[0]["stack"].(string)
	if !strings.HasPrefix(stack, "github.com/goproblem/problemdetails/stdhttp_test.TestLogOfAPanic") {
		t.Errorf("stack: got %q", stack)
	}
	if got := lines[0]["problem"].(map[string]any)["err"]; got != "panic: boom" || lines[0]["level"] != "ERROR" {
		t.Errorf("got %v", lines[0])
	}
}

func TestLogOfWhatCouldNotBeSent(t *testing.T) {
	t.Parallel()
	rs := &stdhttp.Responder{}
	h := rs.Handler(func(w http.ResponseWriter, _ *http.Request) error {
		w.(http.Flusher).Flush()
		return &problem.Problem{Status: 409, Detail: "too late"}
	})
	lines := logged(t, rs, func() {
		panics(func() { h(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil)) })
	})
	want := []map[string]any{{
		"level": "DEBUG", "msg": "request failed", "method": "GET", "path": "/", "status": 409.0, "result": "committed",
		"problem": map[string]any{"status": 409.0, "detail": "too late"},
	}}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestLogOfARedirectIsOneDebugLine(t *testing.T) {
	t.Parallel()
	rs := &stdhttp.Responder{}
	lines := logged(t, rs, func() { answer(rs, "GET", stdhttp.Redirect(0, "/x")) })
	if len(lines) != 1 || lines[0]["level"] != "DEBUG" || lines[0]["result"] != "redirected" || lines[0]["status"] != 303.0 {
		t.Errorf("got %v", lines)
	}
}

func TestLogOfDroppedFields(t *testing.T) {
	t.Parallel()
	rs := &stdhttp.Responder{}
	err := stdhttp.WithHeader(&problem.Problem{Status: 404}, http.Header{"X-A": {"a\r\nb"}, "Content-Type": {"x/y"}, "X-B": {"b"}})
	lines := logged(t, rs, func() { answer(rs, "GET", err) })
	if len(lines) != 2 || lines[0]["level"] != "ERROR" {
		t.Fatalf("got %v, want a line about the fields and one about the error", lines)
	}
	if diff := cmp.Diff([]any{"Content-Type", "X-A"}, lines[0]["fields"]); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
}

// Nothing that a client sends can begin a line of its own.
func TestLogInjection(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	rs := &stdhttp.Responder{Logger: slog.New(slog.NewTextHandler(&b, nil))}
	r := httptest.NewRequest("GET", "/", nil)
	r.URL.Path = "/a\nlevel=ERROR msg=fake"
	rs.Error(httptest.NewRecorder(), r, errors.New("a\nlevel=ERROR msg=fake"))
	if got := strings.Count(b.String(), "\n"); got != 1 || strings.Contains(b.String(), "/a\n") {
		t.Errorf("got %d lines, want 1: %s", got, &b)
	}
	if want := `path="/a%0Alevel=ERROR%20msg=fake" `; !strings.Contains(b.String(), want) {
		t.Errorf("got %s, want %q in it", &b, want)
	}
}

func TestLogWithoutURL(t *testing.T) {
	t.Parallel()
	rs := &stdhttp.Responder{}
	lines := logged(t, rs, func() { rs.Error(httptest.NewRecorder(), &http.Request{Method: "GET"}, errors.New("x")) })
	if len(lines) != 1 || lines[0]["path"] != nil {
		t.Errorf("got %v, want one line without a path", lines)
	}
}

func TestLogOfASecondStatus(t *testing.T) {
	t.Parallel()
	rs := &stdhttp.Responder{}
	h := rs.Handler(func(w http.ResponseWriter, _ *http.Request) error {
		w.WriteHeader(201)
		http.NotFound(w, nil) // which calls it again
		return nil
	})
	w := httptest.NewRecorder()
	lines := logged(t, rs, func() { h(w, httptest.NewRequest("GET", "/", nil)) })
	if w.Code != 201 || len(lines) != 1 || lines[0]["msg"] != "superfluous WriteHeader" || !strings.Contains(fmt.Sprint(lines[0]["caller"]), "log_test.go:") {
		t.Errorf("got %d %v, want 201 and where the second one was", w.Code, lines)
	}
}

// The slog default is used when it is set, not when the package is loaded.
func TestDefaultLogger(t *testing.T) { // not parallel: it changes the default
	var b strings.Builder
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&b, nil)))
	defer slog.SetDefault(before)
	stdhttp.Error(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil), errors.New("cause"))
	if !strings.Contains(b.String(), "cause") {
		t.Errorf("got %q", &b)
	}
}
