package main

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
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

func violation(pointer, detail string) *problem.Problem {
	return &problem.Problem{Status: 422, Title: "Inhalt nicht verarbeitbar", Extensions: problem.Extensions{
		"errors": problem.Violations{{Pointer: pointer, Detail: detail}},
	}}
}

func TestGerman(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, method, target, content string
		want                          *problem.Problem
	}{
		{"out of stock", "POST", "/orders", `{"article":"pen","count":1}`, &problem.Problem{Status: 409, Title: "Der Artikel ist ausverkauft."}},
		{"invalid", "POST", "/orders", `{}`, &problem.Problem{Status: 422, Title: "Inhalt nicht verarbeitbar"}},
		{"another type", "POST", "/orders", `{"count":[]}`, violation("#/count", "muss eine ganze Zahl sein, nicht eine Liste")},
		{"no order at all", "POST", "/orders", `true`, violation("#", "muss ein Objekt sein, nicht ein Wahrheitswert")},
		{"half a cup", "POST", "/orders", `{"count":0.5}`, violation("#/count", "muss eine ganze Zahl im erlaubten Bereich sein")},
		{"no content", "POST", "/orders", "", &problem.Problem{Status: 400, Detail: "Die Anfrage hat keinen Inhalt."}},
		{"half of it", "POST", "/orders", `{`, &problem.Problem{Status: 400, Detail: "Der Inhalt der Anfrage endet zu früh."}},
		{"malformed", "POST", "/orders", `{"article":}`, &problem.Problem{Status: 400, Title: "Fehlerhafte Anfrage"}},
		{"unknown path", "GET", "/nowhere", "", &problem.Problem{Status: 404, Title: "Unter dieser Adresse ist nichts"}},
		{"wrong method", "PUT", "/orders", "", &problem.Problem{Status: 405, Title: "Methode nicht erlaubt"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequest(tt.method, tt.target, strings.NewReader(tt.content))
			r.Header.Set("Accept-Language", "de")
			w := httptest.NewRecorder()
			handler().ServeHTTP(w, r)
			problemtest.Match(t, w.Result(), tt.want.With(problem.Problem{Lang: "de"}))
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

// A command on the page, what stands between, and what the service answers.
var command = regexp.MustCompile("(?m)^    curl (.*)\n(?:[^`]|`[^`])*?\n```[a-z]*\n((?s:.*?))\n?```$")

// The page shows what the service answers.
func TestPage(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../getting-started.md")
	if err != nil {
		t.Fatal(err)
	}
	found := command.FindAllStringSubmatch(string(page), -1)
	if all := strings.Count(string(page), "\n    curl "); len(found) != all || all < 7 {
		t.Errorf("understood %d of %d commands", len(found), all)
	}
	for _, match := range found {
		w := httptest.NewRecorder()
		handler().ServeHTTP(w, request(t, match[1]))
		if got := strings.TrimSpace(w.Body.String()); got != match[2] {
			t.Errorf("curl %s\ngot  %s\nwant %s", match[1], got, match[2])
		}
	}
}

// request returns the request of a line of curl.
func request(t *testing.T, line string) *http.Request {
	t.Helper()
	line = strings.TrimPrefix(line, "-i ")
	url, rest, _ := strings.Cut(line, " ")
	parts := strings.Split(rest, "'") // flags and values in turn
	r := httptest.NewRequest("GET", url, nil)
	for i := 0; i+1 < len(parts); i += 2 {
		switch flag, value := strings.TrimSpace(parts[i]), parts[i+1]; flag {
		case "-d":
			r = httptest.NewRequest("POST", url, strings.NewReader(value))
		case "-H":
			name, value, _ := strings.Cut(value, ": ")
			r.Header.Set(name, value)
		default:
			t.Fatalf("the test does not know %s", flag)
		}
	}
	return r
}

// The log has what the client does not see, as the page says.
func TestLog(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../getting-started.md")
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	verbose := *api
	verbose.Logger = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	w := httptest.NewRecorder()
	verbose.Handler(placeOrder).ServeHTTP(w, httptest.NewRequest("POST", "/orders", strings.NewReader(`{"article":"cat","count":1}`)))
	const cause = `problem.err="article cat: sql: no rows in result set"`
	if !strings.Contains(log.String(), cause) || !strings.Contains(string(page), cause) {
		t.Errorf("the log or the page lacks %s: %s", cause, &log)
	}
	if strings.Contains(w.Body.String(), "sql") {
		t.Errorf("got %s, want nothing of the cause", w.Body)
	}
}
