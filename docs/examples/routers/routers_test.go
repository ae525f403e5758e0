package routers_test

import (
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
	"github.com/gorilla/mux"

	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

var errTeapot = &problem.Problem{Type: "https://example.com/probs/teapot", Title: "I am a teapot", Status: 418}

var rs = &stdhttp.Responder{Logger: slog.New(slog.DiscardHandler)}

// What each router serves.
func hello(w http.ResponseWriter, _ *http.Request)  { io.WriteString(w, "hello") }
func fail(http.ResponseWriter, *http.Request) error { return errTeapot }
func crash(http.ResponseWriter, *http.Request)      { panic("secret") }
func refuse(w http.ResponseWriter, _ *http.Request) { http.Error(w, "name: too long", 400) }
func broken(w http.ResponseWriter, _ *http.Request) error {
	io.WriteString(w, "half a page")
	return errors.New("secret")
}

func chiRoutes(r chi.Router) http.Handler {
	r.Get("/hello", hello)
	r.Get("/fail", rs.Handler(fail))
	r.Get("/crash", crash)
	r.Get("/refuse", refuse)
	r.Get("/broken", rs.Handler(broken))
	return rs.Wrap(r)
}

func chiRouter() http.Handler {
	r := chi.NewRouter()
	r.Use(middleware.RequestID, middleware.Logger, middleware.Compress(5))
	return chiRoutes(r)
}

// chiHooks sets chi's own hooks, which works as well, but without Allow.
func chiHooks() http.Handler {
	r := chi.NewRouter()
	r.NotFound(rs.Problem(&problem.Problem{Status: 404}))
	r.MethodNotAllowed(rs.Problem(&problem.Problem{Status: 405}))
	return chiRoutes(r)
}

func gorillaRouter() http.Handler {
	r := mux.NewRouter()
	r.HandleFunc("/hello", hello).Methods("GET")
	r.HandleFunc("/fail", rs.Handler(fail)).Methods("GET")
	r.HandleFunc("/crash", crash).Methods("GET")
	r.HandleFunc("/refuse", refuse).Methods("GET")
	r.HandleFunc("/broken", rs.Handler(broken)).Methods("GET")
	return rs.Wrap(r)
}

func TestRouters(t *testing.T) {
	t.Parallel()
	tests := []struct {
		method, path string
		status       int
		detail       string
	}{
		{"GET", "/hello", 200, ""},
		{"GET", "/nix", 404, ""},
		{"POST", "/hello", 405, ""},
		{"GET", "/fail", 418, ""},
		{"GET", "/crash", 500, ""},
		{"GET", "/refuse", 400, "name: too long"},
		{"GET", "/broken", 500, ""},
	}
	for name, h := range map[string]http.Handler{"chi": chiRouter(), "chi with hooks": chiHooks(), "gorilla": gorillaRouter()} {
		s := httptest.NewServer(h)
		t.Cleanup(s.Close)
		for _, tt := range tests {
			t.Run(name+tt.path+"/"+tt.method, func(t *testing.T) {
				t.Parallel()
				req, err := http.NewRequest(tt.method, s.URL+tt.path, nil)
				if err != nil {
					t.Fatal(err)
				}
				resp, err := s.Client().Do(req) // asks for gzip
				if err != nil {
					t.Fatal(err)
				}
				defer resp.Body.Close()
				got, err := io.ReadAll(resp.Body)
				if err != nil {
					t.Fatal(err)
				}
				if tt.status == 200 {
					if string(got) != "hello" {
						t.Errorf("got %q, want hello", got)
					}
					return
				}
				var p problem.Problem
				if err := json.Unmarshal(got, &p); err != nil {
					t.Fatalf("%q: %v", got, err)
				}
				if resp.StatusCode != tt.status || p.Status != tt.status || p.Detail != tt.detail || p.Title == "" {
					t.Errorf("got %d %s, want %d with detail %q", resp.StatusCode, got, tt.status, tt.detail)
				}
				if tt.status == 405 && name == "chi" && resp.Header.Get("Allow") != "GET" {
					t.Errorf("Allow: got %q, want GET", resp.Header.Get("Allow"))
				}
			})
		}
	}
}
