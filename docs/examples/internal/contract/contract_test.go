package contract

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

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
	if len(malformed(t, server)) == 0 {
		t.Error("malformed: nothing was found wrong")
	}
	if len(success(t, server)) == 0 {
		t.Error("success: nothing was found wrong")
	}
}
