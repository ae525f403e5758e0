package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// Content that is no JSON never reaches the schema.
func TestMalformed(t *testing.T) {
	t.Parallel()
	w := httptest.NewRecorder()
	handler().ServeHTTP(w, httptest.NewRequest("POST", "/orders", strings.NewReader(`{"items":[]} {}`)))
	if w.Code != http.StatusBadRequest {
		t.Errorf("got %d %s, want 400", w.Code, w.Body)
	}
}

func TestViolations(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, content, want string }{
		{"missing", `{"items":[{}]}`, `[{"detail":"is required","pointer":"#/items/0/quantity"},{"detail":"is required","pointer":"#/items/0/sku"}]`},
		{"unknown", `{"items":[{"quantity":1,"sku":"pen","gift/wrap":true}]}`, `[{"detail":"is not known","pointer":"#/items/0/gift~1wrap"}]`},
		{"wrong type", `{"items":[{"quantity":"1","sku":"pen"}]}`, `[{"detail":"got string, want integer","pointer":"#/items/0/quantity"}]`},
		{"the whole", `[]`, `[{"detail":"got array, want object","pointer":"#"}]`},
		{"none", `{"items":[]}`, `[{"detail":"minItems: got 0, want 1","pointer":"#/items"}]`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := httptest.NewRecorder()
			handler().ServeHTTP(w, httptest.NewRequest("POST", "/orders", strings.NewReader(tt.content)))
			if got := w.Body.String(); w.Code != http.StatusUnprocessableEntity || !strings.Contains(got, `"errors":`+tt.want+"}") {
				t.Errorf("got %d %s, want 422 with %s", w.Code, got, tt.want)
			}
		})
	}
}
