package problem_test

import (
	"log/slog"
	"strings"
	"testing"

	"github.com/goproblem/problemdetails/problem"
)

func TestViolationString(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		v    problem.Violation
		want string
	}{
		{problem.Violation{}, "a violation"},
		{problem.Violation{Detail: "must be positive", Pointer: "#/age", Code: "min"}, "#/age: must be positive"},
		{problem.Violation{Parameter: "page", Code: "min"}, "parameter page: min"},
		{problem.Violation{Header: "If-Match"}, "header If-Match"},
		{problem.Violation{Detail: "is too much"}, "is too much"},
	} {
		if got := tt.v.String(); got != tt.want {
			t.Errorf("%#v: got %q, want %q", tt.v, got, tt.want)
		}
	}
}

func TestViolationsString(t *testing.T) {
	t.Parallel()
	if got := problem.Violations(nil).String(); got != "" {
		t.Errorf("nil: got %q, want nothing", got)
	}
	v := problem.Violations{{Detail: "is too low", Pointer: "#/a"}, {Code: "b"}}
	if got, want := v.String(), "#/a: is too low; b"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for range 9 {
		v = append(v, problem.Violation{Code: "more"})
	}
	if got, want := v.String(), "#/a: is too low; b"+strings.Repeat("; more", 8)+"; and 1 more"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Handlers that write text show violations so that people can read them;
// those that write JSON keep their fields.
func TestViolationsInLogs(t *testing.T) {
	t.Parallel()
	err := problem.Violations{{Detail: "is required", Pointer: "#/name"}}.Err()
	options := &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}
	var text, json strings.Builder
	slog.New(slog.NewTextHandler(&text, options)).Info("m", "problem", err)
	slog.New(slog.NewJSONHandler(&json, options)).Info("m", "problem", err)
	if got, want := text.String(), `level=INFO msg=m problem.status=422 problem.extensions.errors="#/name: is required"`+"\n"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := json.String(), `{"level":"INFO","msg":"m","problem":{"status":422,"extensions":{"errors":[{"detail":"is required","pointer":"#/name"}]}}}`+"\n"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
