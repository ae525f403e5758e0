package stdhttp_test

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

// TestStress lets many clients see handlers fail in every way at once. Set
// STRESS to the number of requests; there are 2000 without it.
//
// Not parallel: it counts goroutines.
func TestStress(t *testing.T) {
	requests := 2000
	if n, err := strconv.Atoi(os.Getenv("STRESS")); err == nil {
		requests = n
	}
	shared := &problem.Problem{Status: 409, Extensions: problem.Extensions{"bad": make(chan int), "list": []any{1, "x"}}}
	var after sync.Map // the results that have occurred
	rs := &stdhttp.Responder{
		Logger: quiet,
		Before: func(r *http.Request, p *problem.Problem) { p.Extensions["path"] = r.URL.Path },
		After:  func(_ *http.Request, o stdhttp.Outcome) { after.Store(o.Result, true) },
	}
	mux := http.NewServeMux()
	mux.Handle("/error", rs.Handler(func(http.ResponseWriter, *http.Request) error { return errors.New("secret") }))
	mux.Handle("/shared", rs.Handler(func(http.ResponseWriter, *http.Request) error { return shared }))
	mux.Handle("/wrapped", rs.Handler(func(http.ResponseWriter, *http.Request) error { return fmt.Errorf("secret: %w", shared) }))
	mux.Handle("/held", rs.Handler(func(w http.ResponseWriter, _ *http.Request) error {
		io.WriteString(w, strings.Repeat("secret", 100))
		return shared
	}))
	mux.HandleFunc("/panic", func(http.ResponseWriter, *http.Request) { panic("secret") })
	mux.HandleFunc("/bare", func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "secret", http.StatusServiceUnavailable) })
	mux.Handle("/half", rs.Handler(func(w http.ResponseWriter, _ *http.Request) error {
		io.WriteString(w, strings.Repeat("half", 5000))
		return shared
	}))
	mux.Handle("/timeout", rs.Handler(func(_ http.ResponseWriter, r *http.Request) error {
		ctx, cancel := context.WithTimeout(r.Context(), time.Microsecond)
		defer cancel()
		<-ctx.Done()
		return ctx.Err()
	}))
	mux.Handle("/cancel", rs.Handler(func(_ http.ResponseWriter, r *http.Request) error {
		<-r.Context().Done()
		return r.Context().Err()
	}))
	mux.HandleFunc("/abort", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	paths := []string{"/error", "/shared", "/wrapped", "/held", "/panic", "/bare", "/half", "/timeout", "/cancel", "/abort", "/nix"}
	accepts := []string{"application/json", "application/xml", "text/html", "text/plain", "image/png"}

	goroutines := runtime.NumGoroutine()
	for proto, s := range map[string]*httptest.Server{
		"HTTP1": httptest.NewServer(rs.Wrap(mux)),
		"HTTP2": func() *httptest.Server {
			s := httptest.NewUnstartedServer(rs.Wrap(mux))
			s.EnableHTTP2 = true
			s.StartTLS()
			return s
		}(),
	} {
		work := make(chan int)
		var clients sync.WaitGroup
		for range 16 {
			clients.Go(func() {
				for i := range work {
					path, accept := paths[i%len(paths)], accepts[i/len(paths)%len(accepts)]
					stress(t, s, proto, path, accept)
				}
			})
		}
		for i := range requests / 2 {
			work <- i
		}
		close(work)
		clients.Wait()
		s.Client().CloseIdleConnections()
		s.Close()
	}
	for _, result := range []stdhttp.Result{stdhttp.Committed, stdhttp.Canceled, stdhttp.Fallback, stdhttp.Written} {
		if _, ok := after.Load(result); !ok {
			t.Errorf("no request was %v", result)
		}
	}
	wait := time.NewTicker(time.Millisecond)
	defer wait.Stop()
	for range 5000 {
		if runtime.NumGoroutine() <= goroutines {
			return
		}
		<-wait.C
	}
	stacks := make([]byte, 1<<16)
	t.Errorf("%d goroutines, %d before:\n%s", runtime.NumGoroutine(), goroutines, stacks[:runtime.Stack(stacks, true)])
}

// stress makes one request and checks that a response that is whole is valid.
func stress(t *testing.T, s *httptest.Server, proto, path, accept string) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	if path == "/cancel" {
		time.AfterFunc(time.Millisecond, cancel)
	}
	req, err := http.NewRequestWithContext(ctx, "GET", s.URL+path, nil)
	if err != nil {
		t.Error(err)
		return
	}
	req.Header.Set("Accept", accept)
	resp, err := s.Client().Do(req)
	cut := path == "/half" || path == "/cancel" || path == "/abort"
	if err != nil {
		if !cut {
			t.Errorf("%s %s: %v", proto, path, err)
		}
		return
	}
	defer resp.Body.Close()
	got, err := io.ReadAll(resp.Body)
	if err != nil != cut {
		t.Errorf("%s %s: got the error %v, want one: %t", proto, path, err, cut)
	}
	if err != nil {
		return
	}
	var doc struct {
		XMLName xml.Name `json:"-"`
		Status  int      `json:"status" xml:"status"`
		Path    string   `json:"path" xml:"path"`
	}
	valid := true
	switch contentType := resp.Header.Get("Content-Type"); contentType {
	case "application/problem+json":
		valid = json.Unmarshal(got, &doc) == nil && doc.Status == resp.StatusCode && doc.Path == path
	case "application/problem+xml":
		valid = xml.Unmarshal(got, &doc) == nil && doc.Status == resp.StatusCode && doc.Path == path
	case "text/html; charset=utf-8":
		valid = strings.HasPrefix(string(got), "<!DOCTYPE html>") && strings.HasSuffix(strings.TrimSpace(string(got)), "</html>")
	case "text/plain; charset=utf-8":
		valid = strings.HasPrefix(string(got), strconv.Itoa(resp.StatusCode)) && strings.Contains(string(got), "path: "+path)
	default:
		valid = false
	}
	if !valid || strings.Contains(string(got), "secret") {
		t.Errorf("%s %s %s: got %d %q", proto, path, accept, resp.StatusCode, got)
	}
}
