package main

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/goproblem/problemdetails/docs/examples/internal/contract"
	"github.com/goproblem/problemdetails/problem"
)

func TestContract(t *testing.T) {
	t.Parallel()
	contract.Run(t, handler(slog.New(slog.DiscardHandler)))
}

type line struct {
	Level, Msg, Method, Path, Stack string

	Status  int
	Problem struct {
		Type       string
		Status     int
		Err        string
		Extensions map[string]any
	}
}

func TestLog(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, order string
		check       func(line) bool
	}{
		{"domain problem", `{"items":[{"quantity":5,"sku":"pen"}]}`, func(l line) bool {
			return l.Level == "INFO" && l.Status == 403 && l.Problem.Type == "https://example.com/probs/out-of-credit" && l.Problem.Extensions["balance"] == 30.0
		}},
		{"validation", `{"items":[{"quantity":0,"sku":"pen"}]}`, func(l line) bool {
			return l.Level == "INFO" && l.Status == 422 && l.Problem.Extensions["errors"] != nil
		}},
		{"malformed", `{`, func(l line) bool {
			return l.Level == "INFO" && l.Status == 400 && l.Problem.Err == "unexpected EOF"
		}},
		{"panic", `{"items":[{"quantity":1,"sku":"ghost"}]}`, func(l line) bool {
			return l.Level == "ERROR" && l.Status == 500 && strings.Contains(l.Problem.Err, "nil pointer") && strings.Contains(l.Stack, "shop.Place")
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var log bytes.Buffer
			w := httptest.NewRecorder()
			handler(slog.New(slog.NewJSONHandler(&log, nil))).ServeHTTP(w, httptest.NewRequest("POST", "/orders", strings.NewReader(tt.order)))
			var l line
			if err := json.Unmarshal(log.Bytes(), &l); err != nil {
				t.Fatalf("%v in %s", err, log.Bytes())
			}
			if l.Method != "POST" || l.Path != "/orders" || !tt.check(l) {
				t.Errorf("got %s", log.Bytes())
			}
		})
	}
}

// Problems are values for any logger, in programs without HTTP too.
func TestValue(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	p := &problem.Problem{Title: "T", Status: 409, Extensions: problem.Extensions{"row": 7}}
	slog.New(slog.NewJSONHandler(&log, nil)).Warn("import failed", "problem", p)
	if want := `"problem":{"title":"T","status":409,"extensions":{"row":7}}`; !strings.Contains(log.String(), want) {
		t.Errorf("got %s, want %s in it", log.String(), want)
	}
}
