package problemtest_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/goproblem/problemdetails/problem"
)

var errOutOfCredit = &problem.Problem{
	Type: "https://example.com/probs/out-of-credit", Title: "You do not have enough credit.", Status: 403,
}

// A fake records what a test would print. The other methods of testing.TB are
// those of the real test.
type fake struct {
	testing.TB
	failed, fatal bool
	text          strings.Builder
}

func (f *fake) Helper() {}

func (f *fake) Context() context.Context { return context.Background() }

func (f *fake) Logf(format string, args ...any) { fmt.Fprintf(&f.text, format+"\n", args...) }

func (f *fake) Errorf(format string, args ...any) {
	f.failed = true
	f.Logf(format, args...)
}

func (f *fake) Error(args ...any) { f.Errorf("%s", fmt.Sprintln(args...)) }

func (f *fake) Fatalf(format string, args ...any) {
	f.Errorf(format, args...)
	f.fatal = true
	panic(f) // ends what was called, as Fatalf does
}

// run calls check with a fake and returns what it printed; empty means that
// the check passed.
func run(t *testing.T, check func(t testing.TB)) (text string, fatal bool) {
	t.Helper()
	f := &fake{TB: t}
	func() {
		defer func() {
			if v := recover(); v != nil && v != any(f) {
				panic(v)
			}
		}()
		check(f)
	}()
	text = strings.TrimSpace(f.text.String())
	if f.failed && text == "" {
		t.Error("a check failed without a word")
	}
	return text, f.fatal
}

// respond makes a response as a recorder does.
func respond(status int, contentType, body string, fields ...string) *http.Response {
	w := httptest.NewRecorder()
	if contentType != "" {
		w.Header().Set("Content-Type", contentType)
	} else {
		w.Header()["Content-Type"] = nil // or the recorder would guess
	}
	for _, f := range fields {
		name, value, _ := strings.Cut(f, ": ")
		w.Header().Add(name, value)
	}
	w.WriteHeader(status)
	w.WriteString(body)
	return w.Result()
}
