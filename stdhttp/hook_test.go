package stdhttp_test

import (
	"context"
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

func TestBefore(t *testing.T) {
	t.Parallel()
	const section = "https://www.rfc-editor.org/rfc/rfc9110.html#section-"
	cause := errors.New("cause")
	tests := []struct {
		name   string
		err    error
		before func(t *testing.T, p *problem.Problem)
		status int
		want   string
		header http.Header
	}{
		{
			"sees type, title and cause", &problem.Problem{Status: 404, Err: cause},
			func(t *testing.T, p *problem.Problem) {
				if p.Title != "Not Found" || p.Type == "" || p.Err != cause || p.Extensions == nil {
					t.Errorf("got %+v", p)
				}
			}, 404, `{"type":"` + section + `15.5.5","title":"Not Found","status":404}`, nil,
		},
		{
			"sees the whole error if there is no cause", fmt.Errorf("outer: %w", &problem.Problem{Type: "/t", Status: 404}),
			func(t *testing.T, p *problem.Problem) {
				if p.Err == nil || !strings.HasPrefix(p.Err.Error(), "outer: ") {
					t.Errorf("Err: got %v", p.Err)
				}
			}, 404, `{"type":"/t","status":404}`, nil,
		},
		{
			"sees any error", cause,
			func(t *testing.T, p *problem.Problem) {
				if p.Err != cause {
					t.Errorf("Err: got %v, want %v", p.Err, cause)
				}
				p.Type = "/t"
				p.Title = "T"
			}, 500, `{"type":"/t","title":"T","status":500}`, nil,
		},
		{
			"adds members", &problem.Problem{Type: "/t", Status: 404},
			func(_ *testing.T, p *problem.Problem) {
				p.Instance = "/i"
				p.Extensions["trace"] = "x"
			}, 404, `{"type":"/t","status":404,"instance":"/i","trace":"x"}`, nil,
		},
		{
			"another status takes its own type and title along", &problem.Problem{Status: 404},
			func(_ *testing.T, p *problem.Problem) { p.Status = 410 },
			410, `{"type":"` + section + `15.5.11","title":"Gone","status":410}`, nil,
		},
		{
			"but leaves those that were given", &problem.Problem{Status: 404, Title: "Away"},
			func(_ *testing.T, p *problem.Problem) { p.Status = 410 },
			410, `{"type":"` + section + `15.5.11","title":"Away","status":410}`, nil,
		},
		{
			"and those that Before sets", &problem.Problem{Status: 404},
			func(_ *testing.T, p *problem.Problem) { p.Status, p.Type, p.Title = 410, "/t", "T" },
			410, `{"type":"/t","title":"T","status":410}`, nil,
		},
		{
			"a status that cannot end a response", &problem.Problem{Type: "/t", Status: 404},
			func(_ *testing.T, p *problem.Problem) { p.Status = 99 }, 500, `{"type":"/t","status":500}`, nil,
		},
		{
			"a status without content", &problem.Problem{Type: "/t", Status: 404},
			func(_ *testing.T, p *problem.Problem) { p.Status = 204 }, 204, ``,
			http.Header{"Content-Type": nil, "Vary": nil},
		},
		{
			"translation", &problem.Problem{Type: "/t", Status: 404},
			func(_ *testing.T, p *problem.Problem) { p.Title, p.Lang = "Nicht gefunden", "de" },
			404, `{"type":"/t","title":"Nicht gefunden","status":404}`,
			http.Header{"Content-Language": {"de"}, "Vary": {"Accept, Accept-Language"}},
		},
		{
			"the same language as before", &problem.Problem{Type: "/t", Status: 404, Lang: "de"},
			func(_ *testing.T, p *problem.Problem) { p.Lang = "de" }, 404, `{"type":"/t","status":404}`,
			http.Header{"Content-Language": {"de"}, "Vary": {"Accept, Accept-Language"}}, // others may get another one
		},
		{
			"takes the language away", &problem.Problem{Type: "/t", Status: 404, Lang: "de"},
			func(_ *testing.T, p *problem.Problem) { p.Lang = "" }, 404, `{"type":"/t","status":404}`,
			http.Header{"Content-Language": nil, "Vary": {"Accept, Accept-Language"}},
		},
		{
			"no language", &problem.Problem{Type: "/t", Status: 404},
			func(*testing.T, *problem.Problem) {}, 404, `{"type":"/t","status":404}`,
			http.Header{"Content-Language": nil, "Vary": {"Accept"}},
		},
		{
			"a panic", &problem.Problem{Type: "/t", Status: 404, Extensions: problem.Extensions{"a": 1}},
			func(_ *testing.T, p *problem.Problem) {
				p.Status, p.Detail = 200, "half a change"
				clear(p.Extensions)
				panic("secret")
			}, 404, `{"type":"/t","status":404,"a":1}`, nil,
		},
		{
			"takes the extensions away", &problem.Problem{Type: "/t", Status: 404, Extensions: problem.Extensions{"a": 1}},
			func(_ *testing.T, p *problem.Problem) { p.Extensions = nil }, 404, `{"type":"/t","status":404}`, nil,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rs := &stdhttp.Responder{Before: func(_ *http.Request, p *problem.Problem) { tt.before(t, p) }}
			for range 2 { // the second time shows what the first has left behind
				resp := answer(rs, "GET", tt.err)
				if got := body(t, resp); resp.StatusCode != tt.status || got != tt.want {
					t.Errorf("got  %d %s\nwant %d %s", resp.StatusCode, got, tt.status, tt.want)
				}
				for name, want := range tt.header {
					if diff := cmp.Diff(want, resp.Header[name]); diff != "" {
						t.Errorf("%s (-want +got):\n%s", name, diff)
					}
				}
			}
		})
	}
}

// What all requests share must not change, whatever hooks do.
func TestSharedProblemStaysAsItIs(t *testing.T) {
	t.Parallel()
	shared := &problem.Problem{
		Status: 404, Err: errors.New("cause"),
		Extensions: problem.Extensions{
			"bad": make(chan int), "good": 1,
			"inner": &problem.Problem{Status: 400, Err: errors.New("cause")},
			"list":  []any{&problem.Problem{Err: errors.New("cause")}},
		},
	}
	rs := &stdhttp.Responder{Debug: true, Before: func(_ *http.Request, p *problem.Problem) {
		p.Status, p.Title, p.Err = 400, "x", nil
		p.Extensions["more"] = 1
		delete(p.Extensions, "good")
	}}
	answer(rs, "GET", shared)
	answer(&stdhttp.Responder{}, "GET", shared)
	if shared.Status != 404 || shared.Title != "" || shared.Type != "" || shared.Err == nil || len(shared.Extensions) != 4 ||
		shared.Extensions["inner"].(*problem.Problem).Err == nil || shared.Extensions["list"].([]any)[0].(*problem.Problem).Err == nil {
		t.Errorf("it has changed: %+v", shared)
	}
}

func TestHooksThatPanic(t *testing.T) {
	t.Parallel()
	rude := func() { panic("secret") }
	tests := []struct {
		name string
		rs   stdhttp.Responder
	}{
		{"Map", stdhttp.Responder{Map: func(*http.Request, error) error { rude(); return nil }}},
		{"Before", stdhttp.Responder{Before: func(*http.Request, *problem.Problem) { rude() }}},
		{"After", stdhttp.Responder{After: func(*http.Request, stdhttp.Outcome) { rude() }}},
		{"Level", stdhttp.Responder{Level: func(stdhttp.Outcome) slog.Level { rude(); return 0 }}},
		{"After with ErrAbortHandler", stdhttp.Responder{After: func(*http.Request, stdhttp.Outcome) { panic(http.ErrAbortHandler) }}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var log strings.Builder
			tt.rs.Logger = slog.New(slog.NewTextHandler(&log, nil))
			tt.rs.Links = &typelinks.Table{}
			resp := answer(&tt.rs, "GET", &problem.Problem{Status: 404})
			if got := body(t, resp); resp.StatusCode != 404 || got != `{"status":404}` {
				t.Errorf("got %d %s", resp.StatusCode, got)
			}
			hook, _, _ := strings.Cut(tt.name, " ")
			if !strings.Contains(log.String(), `level=ERROR msg="panic in `+hook+`"`) || !strings.Contains(log.String(), "hook_test.go") {
				t.Errorf("the panic was not logged with its stack: %s", &log)
			}
		})
	}
	t.Run("Logger", func(t *testing.T) {
		t.Parallel()
		resp := answer(&stdhttp.Responder{Logger: slog.New(rudeHandler{}), Links: &typelinks.Table{}}, "GET", errors.New("x"))
		if got := body(t, resp); got != `{"status":500}` {
			t.Errorf("got %s", got)
		}
	})
}

type rudeHandler struct{ slog.Handler }

func (rudeHandler) Enabled(context.Context, slog.Level) bool { return true }

func TestAfterIsCalledOncePerError(t *testing.T) {
	t.Parallel()
	rs, after := newResponder()
	inner := rs.Handler(func(w http.ResponseWriter, r *http.Request) error {
		rs.Error(w, r, errBoom)
		return errors.New("second")
	})
	w := httptest.NewRecorder()
	rs.Wrap(rs.Wrap(inner)).ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	first, second := after.next(t), after.next(t)
	if first.Err != errBoom || first.Result != stdhttp.Written || second.Result != stdhttp.Committed || len(after) > 0 {
		t.Errorf("got %+v, %+v and %d more", first, second, len(after))
	}
	if w.Body.String() != boom {
		t.Errorf("got %s, want %s", w.Body, boom)
	}
}

// Nothing is asked of a format, so nothing can be unacceptable.
func TestAfterIsToldOfAnswersWithoutContent(t *testing.T) {
	t.Parallel()
	for _, status := range []int{204, 205, 304} {
		rs, after := newResponder()
		failure := &problem.Problem{Status: status}
		resp := answer(rs, "GET", failure, "image/png")
		want := stdhttp.Outcome{Status: status, Acceptable: true, Err: failure}
		if got := after.next(t); got != want || resp.StatusCode != status {
			t.Errorf("got %d and %+v, want %+v", resp.StatusCode, got, want)
		}
	}
}

func TestResultString(t *testing.T) {
	t.Parallel()
	want := []string{"Result(-1)", "written", "committed", "canceled", "fallback", "redirected", "Result(5)"}
	var got []string
	for r := stdhttp.Result(-1); r <= stdhttp.Redirected+1; r++ {
		got = append(got, r.String())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
