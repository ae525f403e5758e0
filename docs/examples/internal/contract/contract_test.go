package contract

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Every program that serves the shop over HTTP is tested with the contract.
func TestEveryExample(t *testing.T) {
	t.Parallel()
	exempt := map[string]string{
		"cli":       "is a command",
		"grpc":      "speaks gRPC alone",
		"hello":     "is the first program of the README, with no orders",
		"languages": "answers in several languages",
		"nats":      "is behind a queue",
		"started":   "is the program of docs/getting-started.md, with another domain",
	}
	programs, err := filepath.Glob("../../*/main.go")
	if err != nil || len(programs) == 0 {
		t.Fatalf("found no programs: %v", err)
	}
	for _, program := range programs {
		dir := filepath.Dir(program)
		test, err := os.ReadFile(filepath.Join(dir, "main_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		if exempt[filepath.Base(dir)] == "" && !strings.Contains(string(test), "contract.") {
			t.Errorf("%s is not tested with the contract", dir)
		}
	}
}

// A service that does nothing about its errors breaks every part of the
// contract: the checks are able to fail.
func TestBroken(t *testing.T) {
	t.Parallel()
	mux := http.NewServeMux()
	mux.HandleFunc("POST /orders", func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, `{"error":"sorry"}`, http.StatusTeapot)
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	for _, f := range failures {
		for _, as := range formats {
			if len(f.check(t, server, as.accept, as.format)) == 0 {
				t.Errorf("%s, %s: nothing was found wrong", f.name, as.name)
			}
		}
	}
	for _, f := range refused {
		if len(f.outline(t, server)) == 0 {
			t.Errorf("%s: nothing was found wrong", f.name)
		}
	}
	if len(success(t, server)) == 0 {
		t.Error("success: nothing was found wrong")
	}
	t.Run("clients", func(t *testing.T) {
		t.Parallel()
		out, err := run(t, "shop.js", server.URL, table(t))
		var wrong, all int
		lines := strings.Split(strings.TrimSpace(string(out)), "\n")
		if _, scanErr := fmt.Sscanf(lines[len(lines)-1], "%d of %d answers misread", &wrong, &all); scanErr != nil || err == nil || wrong != all {
			t.Errorf("got %v, %s; want every answer misread by every client", err, out)
		}
	})
}
