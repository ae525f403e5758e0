package probe_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/goproblem/problemdetails/cmd/problem/internal/check"
	"github.com/goproblem/problemdetails/cmd/problem/internal/probe"
)

func client() *probe.Client {
	return &probe.Client{
		Timeout: 10 * time.Second, MaxSize: 1 << 20, MaxRedirects: 3, Method: http.MethodGet, Accept: []string{"application/problem+json"},
	}
}

func serve(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

// TestHostile checks that servers which do not want to end do not keep the
// client.
func TestHostile(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		handler http.HandlerFunc
		timeout time.Duration
		want    string
	}{
		{"a body without end", func(w http.ResponseWriter, _ *http.Request) {
			for {
				if _, err := w.Write(make([]byte, 1<<16)); err != nil {
					return
				}
			}
		}, 0, "the body is larger than 1048576 bytes; -max-size raises the limit"},
		{"a body that drips", func(w http.ResponseWriter, r *http.Request) {
			io.WriteString(w, "{")
			http.NewResponseController(w).Flush()
			<-r.Context().Done()
		}, 100 * time.Millisecond, "no complete answer within 100ms; -timeout raises the limit"},
		{"no answer", func(_ http.ResponseWriter, r *http.Request) {
			<-r.Context().Done()
		}, 100 * time.Millisecond, "no complete answer within 100ms; -timeout raises the limit"},
		{"redirects without end", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.Path+"a", http.StatusFound)
		}, 0, "more than 3 redirects; -max-redirects raises the limit"},
		{"a header without end", func(w http.ResponseWriter, _ *http.Request) {
			for i := range 10_000 {
				w.Header().Set(fmt.Sprintf("X-%d", i), strings.Repeat("x", 100))
			}
		}, 0, "server response headers exceeded 262144 bytes"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := client()
			if tt.timeout > 0 {
				c.Timeout = tt.timeout
			}
			_, err := c.Check(context.Background(), &check.Report{}, serve(t, tt.handler))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %q in it", err, tt.want)
			}
		})
	}
}

func TestLargeHeader(t *testing.T) {
	t.Parallel()
	url := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Large", strings.Repeat("x", 300<<10))
	})
	c := client()
	c.MaxSize = 8 << 20
	if _, err := c.Check(context.Background(), &check.Report{}, url); err != nil {
		t.Errorf("a larger -max-size does not let a larger header through: %v", err)
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	type sent struct{ Method, Accept, Host, Body, Token string }
	requests := make(chan sent, 10)
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		requests <- sent{r.Method, r.Header.Get("Accept"), r.Host, string(body), r.Header.Get("X-Token")}
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(http.StatusNotFound)
		io.WriteString(w, `{"title":"Not Found","status":404}`)
	})
	c := client()
	c.Accept = []string{"application/problem+json", ""}
	c.Header = http.Header{"X-Token": {"t"}, "Host": {"api.example.com"}}
	var r check.Report
	responses, err := c.Check(context.Background(), &r, url)
	if err != nil || len(r.Findings) > 0 {
		t.Fatalf("error %v, findings %v", err, r.Findings)
	}
	c.Method, c.Body, c.Accept = http.MethodPost, []byte("{}"), c.Accept[:1]
	if _, err := c.Check(context.Background(), &r, url); err != nil {
		t.Fatal(err)
	}
	close(requests)
	var got []sent
	for s := range requests {
		got = append(got, s)
	}
	want := []sent{
		{"GET", "application/problem+json", "api.example.com", "", "t"},
		{"GET", "", "api.example.com", "", "t"},
		{"HEAD", "application/problem+json", "api.example.com", "", "t"},
		{"POST", "application/problem+json", "api.example.com", "{}", "t"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("requests (-want +got)\n%s", diff)
	}
	if len(responses) != 3 || responses[2].Method != http.MethodHead || responses[2].Status != http.StatusNotFound {
		t.Errorf("responses %v", responses)
	}
}

func TestMistakes(t *testing.T) {
	t.Parallel()
	for _, url := range []string{"http://[::1", "http://127.0.0.1:1/", "https://127.0.0.1:1/", "http://\x7f/"} {
		if _, err := client().Check(context.Background(), &check.Report{}, url); err == nil {
			t.Errorf("no error for %q", url)
		}
	}
	c := client()
	c.Method = "a b"
	if _, err := c.Check(context.Background(), &check.Report{}, "http://127.0.0.1:1/"); err == nil {
		t.Error("no error for a bad method")
	}
	var size *probe.SizeError
	c = client()
	c.MaxSize = 1
	_, err := c.Check(context.Background(), &check.Report{}, serve(t, func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "ab") }))
	if !errors.As(err, &size) || size.Limit != 1 {
		t.Errorf("error %v, want a SizeError", err)
	}
}

// TestTLS checks that a server without a valid certificate is not talked to.
func TestTLS(t *testing.T) {
	t.Parallel()
	s := httptest.NewUnstartedServer(http.NotFoundHandler())
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	if _, err := client().Check(context.Background(), &check.Report{}, s.URL); err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("error %v, want one about the certificate", err)
	}
}

func TestFollow(t *testing.T) {
	t.Parallel()
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/page":
			io.WriteString(w, "<!doctype html>")
		case "/long":
			w.Write(bytes.Repeat([]byte("x"), 2<<20))
		case "/moved":
			http.Redirect(w, r, "/page", http.StatusMovedPermanently)
		case "/empty":
		default:
			http.NotFound(w, r)
		}
	})
	var types []check.Type
	for _, path := range []string{"/page", "/long", "/moved", "/empty", "/none", "/none"} {
		types = append(types, check.Type{URI: url + path, Input: "in"})
	}
	types = append(types, check.Type{URI: "http://127.0.0.1:1/", Input: "in"})
	var r check.Report
	client().Follow(context.Background(), &r, types)
	var got []string
	for _, f := range r.Findings {
		got = append(got, strings.ReplaceAll(f.Message, url, "URL"))
	}
	want := []string{
		`the type "URL/empty" answers with an empty page`,
		`the type "URL/none" answers with the status 404`,
		`the type "URL/none" answers with the status 404`,
		`the type "http://127.0.0.1:1/" does not resolve: dial tcp 127.0.0.1:1: connect: connection refused`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings (-want +got)\n%s", diff)
	}
}
