package stdhttp_test

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
	"github.com/goproblem/problemdetails/typelinks"
)

// causeError is an error that cmp can compare.
type causeError string

func (e causeError) Error() string { return string(e) }

// newShared returns a problem such as programs have in a variable. What is in
// it is made anew each time, so that two of them share nothing.
func newShared(cause error) *problem.Problem {
	return &problem.Problem{
		Type: "https://example.com/probs/shared", Title: "Shared", Status: 409, Detail: "d", Lang: "en", Err: cause,
		Extensions: problem.Extensions{
			"list":   []any{1, "two", nil, map[string]any{"deep": []string{"a", "b"}}},
			"texts":  map[string]string{"a": "b"},
			"nested": &problem.Problem{Status: 400, Err: cause, Extensions: problem.Extensions{"deeper": problem.Problem{Err: cause}}},
			"errors": problem.Violations{{Detail: "x", Pointer: "#/x"}},
			"many":   []*problem.Problem{{Status: 401, Err: cause}},
			"bad":    map[string]any{"channel": (chan int)(nil)}, // no format can write it
		},
	}
}

// described is all that can be seen of a registry and a table.
type described struct {
	Formats []string
	Chosen  []string
	Links   []typelinks.Link
}

func describe(r *encode.Registry, t *typelinks.Table) (d described) {
	for f := range r.All() {
		d.Formats = append(d.Formats, f.ContentType())
	}
	for _, accept := range []string{"", "*/*", "text/*", "application/xml", "application/vnd.x+json", "image/png", "text/html;q=0.5, text/plain;q=0.6"} {
		f, ok := r.Negotiate(accept)
		d.Chosen = append(d.Chosen, fmt.Sprint(f.ContentType(), ok))
	}
	return described{d.Formats, d.Chosen, slices.Collect(t.All())}
}

// Registries, tables, responders and problems that a program has in variables
// are used by all its goroutines, while others derive from them. None of it
// changes. Run with -race, this shows that nothing is written either.
func TestSharedByManyGoroutines(t *testing.T) {
	t.Parallel()
	const cause = causeError("cause")
	shared, formats, links := newShared(cause), encode.Default(), typelinks.Default()
	carried := http.Header{"X-A": append(make([]string, 0, 4), "a")}
	failure := stdhttp.WithHeader(fmt.Errorf("wrapped: %w", shared), carried)
	rs := &stdhttp.Responder{
		Formats: formats, Links: links,
		Logger: slog.New(slog.NewJSONHandler(io.Discard, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Before: func(_ *http.Request, p *problem.Problem) {
			p.Title, p.Extensions["mine"], p.Lang = "Mine", true, "de"
			delete(p.Extensions, "texts")
		},
	}
	handler := rs.Wrap(rs.Handler(func(http.ResponseWriter, *http.Request) error { return failure }))
	before := describe(formats, links)

	uses := []func(i int){
		func(i int) { // the edge
			r := httptest.NewRequest("GET", "/", nil)
			r.Header.Set("Accept", []string{"application/json", "application/xml", "text/html", "text/plain"}[i%4])
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, r)
			if w.Code != 409 || w.Body.Len() == 0 || w.Header().Get("X-A") != "a" {
				t.Errorf("got %d %v %s", w.Code, w.Header(), w.Body)
			}
			for name := range w.Header() {
				w.Header().Add(name, "more")
			}
		},
		func(int) { // derived problems belong to whoever derived them
			for _, p := range []*problem.Problem{
				shared.With(problem.Problem{Detail: "mine", Extensions: problem.Extensions{"mine": 1}}), problem.From(failure),
			} {
				p.Title = "mine"
				clear(p.Extensions)
				p.Extensions["list"] = nil
			}
		},
		func(int) { // reading
			_, _ = shared.AppendJSON(nil)
			_ = shared.Validate()
			_ = shared.Error()
			slog.New(slog.NewTextHandler(io.Discard, nil)).Info("m", "problem", shared)
			if !errors.Is(failure, shared) || !errors.Is(shared, cause) {
				t.Error("errors.Is does not find what is there")
			}
			var v struct{ Texts map[string]string }
			_ = shared.Extensions.Decode(&v)
			for f := range formats.All() {
				_, _ = f.Append(nil, shared)
			}
		},
		func(i int) { // registries
			mine := formats.With(encode.JSON{Indent: " "}, encode.HTML{Pages: map[int]encode.Template{}}, encode.JSON{Type: "application/json"})
			mine = mine.With(encode.XML{Indent: " "})
			if f, ok := mine.Negotiate("application/json"); !ok || f.ContentType() != "application/json" {
				t.Errorf("got %v", f)
			}
			var p problem.Problem
			if err := formats.Decode("application/json", []byte(`{"status":404}`), &p); err != nil || p.Status != 404 {
				t.Errorf("got %+v, %v", p, err)
			}
			if got := describe(formats, links); i%20 == 0 && !cmp.Equal(before, got) {
				t.Errorf("(-before +during)\n%s", cmp.Diff(before, got))
			}
		},
		func(i int) { // tables
			status := 400 + i%100
			mine := links.With(typelinks.Link{Status: status, Title: "Mine"}, typelinks.Link{Status: 599, Type: "/mine"})
			if l, ok := mine.Lookup(status); !ok || l.Title != "Mine" {
				t.Errorf("got %v", l)
			}
			for range mine.All() {
				break
			}
		},
		func(int) { // responders
			mine := *rs
			mine.Links, mine.Formats, mine.Before = &typelinks.Table{}, encode.NewRegistry(encode.Text{}), nil
			w := httptest.NewRecorder()
			mine.Error(w, httptest.NewRequest("GET", "/", nil), failure)
		},
	}
	var all sync.WaitGroup
	for worker := range 2 * len(uses) {
		all.Go(func() {
			for i := range 100 {
				uses[(worker+i)%len(uses)](i)
			}
		})
	}
	all.Wait()

	if diff := cmp.Diff(*newShared(cause), *shared); diff != "" {
		t.Errorf("the problem has changed (-before +after)\n%s", diff)
	}
	if diff := cmp.Diff(before, describe(formats, links)); diff != "" {
		t.Errorf("the registry or the table has changed (-before +after)\n%s", diff)
	}
	if got := carried["X-A"][:2]; got[0] != "a" || got[1] != "" {
		t.Errorf("the header has changed: %q", got)
	}
}
