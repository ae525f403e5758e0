package contract

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Every program that serves HTTP is tested with the contract.
func TestEveryExample(t *testing.T) {
	t.Parallel()
	exempt := map[string]string{
		"hello":     "is the first program of the README, with no orders",
		"languages": "answers in several languages",
		"started":   "is the program of docs/getting-started.md, with another domain",
	}
	programs, err := filepath.Glob("../../*/main.go")
	if err != nil {
		t.Fatal(err)
	}
	services := 0
	for _, program := range programs {
		dir := filepath.Dir(program)
		if !contains(t, program, "http.ListenAndServe(") || exempt[filepath.Base(dir)] != "" {
			continue
		}
		services++
		if !contains(t, filepath.Join(dir, "main_test.go"), "contract.") {
			t.Errorf("%s is not tested with the contract", dir)
		}
	}
	if services < 10 {
		t.Errorf("found only %d services: is the pattern wrong?", services)
	}
}

func contains(t *testing.T, file, text string) bool {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Contains(string(b), text)
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
}
