package main

import (
	"log/slog"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp/problemtest"
)

func TestMain(m *testing.M) {
	slog.SetDefault(slog.New(slog.DiscardHandler))
	os.Exit(m.Run())
}

func TestPlaceOrder(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, order string
		want        *problem.Problem
	}{
		{"out of stock", `{"article":"cup","count":5}`, ErrOutOfStock.With(problem.Problem{
			Extensions: problem.Extensions{"ordered": 5, "left": 3},
		})},
		{"invalid", `{"article":"cup","count":0}`, &problem.Problem{Status: 422, Extensions: problem.Extensions{
			"errors": problem.Violations{{Pointer: "#/count", Detail: "must be positive"}},
		}}},
		{"malformed", `{`, &problem.Problem{Status: 400}},
		{"unknown article", `{"article":"cat","count":1}`, &problem.Problem{Status: 404}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := httptest.NewRecorder()
			handler().ServeHTTP(w, httptest.NewRequest("POST", "/orders", strings.NewReader(tt.order)))
			problemtest.Match(t, w.Result(), tt.want)
		})
	}
}

func TestSuccess(t *testing.T) {
	t.Parallel()
	w := httptest.NewRecorder()
	handler().ServeHTTP(w, httptest.NewRequest("POST", "/orders", strings.NewReader(`{"article":"cup","count":3}`)))
	if w.Code != 204 || w.Body.Len() > 0 {
		t.Errorf("got %d %s, want 204", w.Code, w.Body)
	}
}

// What the page says that the service answers.
func TestPage(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../getting-started.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ request, body, accept, lang string }{
		{request: "POST /orders", body: `{"article":"cup","count":5}`},
		{request: "POST /orders", body: `{"article":"cup","count":5}`, accept: "text/plain"},
		{request: "POST /orders", body: `{"article":"cup","count":5}`, lang: "de"},
		{request: "POST /orders", body: `{"count":0}`},
		{request: "POST /orders", body: `{"article":7}`},
		{request: "POST /orders", body: `{"article":"cat","count":1}`},
		{request: "GET /nowhere"},
		{request: "GET /orders"},
	} {
		method, target, _ := strings.Cut(tt.request, " ")
		r := httptest.NewRequest(method, target, strings.NewReader(tt.body))
		r.Header.Set("Accept", tt.accept)
		r.Header.Set("Accept-Language", tt.lang)
		w := httptest.NewRecorder()
		handler().ServeHTTP(w, r)
		if !strings.Contains(string(page), w.Body.String()) {
			t.Errorf("%s %s %s %s: the page does not have\n%s", tt.request, tt.body, tt.accept, tt.lang, w.Body)
		}
		if !strings.Contains(string(page), tt.body) {
			t.Errorf("the page does not send %s", tt.body)
		}
	}
}
