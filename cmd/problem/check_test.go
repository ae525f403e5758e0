package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestCheckRequests checks which requests are sent for the flags.
func TestCheckRequests(t *testing.T) {
	t.Parallel()
	const problem = "application/problem+json"
	type request struct{ Method, Accept, ContentType, Body string }
	tests := []struct {
		name string
		args []string
		want []request
	}{
		{"content", []string{"-data", "{}"}, []request{{"POST", problem, "application/json", "{}"}}},
		{"content of another type", []string{"-data", "a=1", "-header", "content-type: application/x-www-form-urlencoded"}, []request{{"POST", problem, "application/x-www-form-urlencoded", "a=1"}}},
		{"content and several values of Accept", []string{"-data", "{}", "-accept", "text/html", "-accept", ""}, []request{{"POST", "text/html", "application/json", "{}"}, {"POST", "", "application/json", "{}"}}},
		{"another method", []string{"-method", "DELETE"}, []request{{"DELETE", problem, "", ""}}},
		{"the usual ones", nil, []request{
			{"GET", problem, "", ""},
			{"GET", "", "", ""},
			{"GET", "application/json", "", ""},
			{"GET", "application/problem+xml", "", ""},
			{"GET", "text/html", "", ""},
			{"GET", "image/png", "", ""},
			{"HEAD", problem, "", ""},
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var mu sync.Mutex
			var got []request
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				body, _ := io.ReadAll(r.Body)
				mu.Lock()
				got = append(got, request{r.Method, r.Header.Get("Accept"), r.Header.Get("Content-Type"), string(body)})
				mu.Unlock()
				w.Header().Set("Content-Type", problem)
				w.WriteHeader(http.StatusNotFound)
				io.WriteString(w, `{"title":"Not Found","status":404}`)
			}))
			defer s.Close()
			var stdout, stderr bytes.Buffer
			if exit := run(append([]string{"check", s.URL}, tt.args...), strings.NewReader(""), &stdout, &stderr); exit != exitGood {
				t.Errorf("exit status %d, %s%s", exit, &stdout, &stderr)
			}
			mu.Lock()
			defer mu.Unlock()
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("requests (-want +got)\n%s", diff)
			}
		})
	}
}
