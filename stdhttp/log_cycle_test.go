package stdhttp_test

import (
	"bytes"
	"context"
	"log"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"runtime/debug"
	"testing"
	"time"

	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

// asChild in the environment makes the test fail requests in a process of its
// own: a stack that overflows is the end of it.
const asChild = "PROBLEM_TEST_LOG"

// A problem that contains itself is logged, whether it was sent or came too late,
// when nobody has tried to encode it.
func TestLogOfWhatContainsItself(t *testing.T) {
	t.Parallel()
	loggers := map[string]slog.Handler{
		"default": slog.Default().Handler(),
		"text":    slog.NewTextHandler(os.Stdout, nil),
		"JSON":    slog.NewJSONHandler(os.Stdout, nil),
	}
	if name := os.Getenv(asChild); name != "" {
		debug.SetMaxStack(16 << 20)
		log.SetOutput(os.Stdout)
		failWithCycles(&stdhttp.Responder{Logger: slog.New(loggers[name]), NoAbort: true})
		return
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for name := range loggers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
			defer cancel()
			cmd := exec.CommandContext(ctx, self, "-test.run=^TestLogOfWhatContainsItself$")
			cmd.Env = append(os.Environ(), asChild+"="+name)
			out, err := cmd.CombinedOutput()
			sent, late := bytes.Count(out, []byte("written"))+bytes.Count(out, []byte("fallback")), bytes.Count(out, []byte("committed"))
			if err != nil || sent != 3 || late != 3 {
				t.Errorf("%v, %d lines of 3 about what was sent, %d of 3 about what was late: %.1000s", err, sent, late, out)
			}
		})
	}
}

func failWithCycles(rs *stdhttp.Responder) {
	m := map[string]any{}
	m["self"] = m
	own := &problem.Problem{Status: 409}
	own.Err = own
	for _, x := range []any{struct{ V any }{m}, own, []error{&selfish{}}} {
		for _, late := range []bool{false, true} {
			h := rs.Handler(func(w http.ResponseWriter, _ *http.Request) error {
				if late {
					_ = http.NewResponseController(w).Flush()
				}
				return &problem.Problem{Status: 500, Extensions: problem.Extensions{"x": x}}
			})
			r := httptest.NewRequest("GET", "/", nil)
			r.Header.Set("Accept", "text/plain")
			h(httptest.NewRecorder(), r)
		}
	}
}
