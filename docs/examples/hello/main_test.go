package main

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/goproblem/problemdetails/stdhttp"
)

func TestOrder(t *testing.T) {
	t.Parallel()
	mux := http.NewServeMux()
	mux.Handle("GET /orders/{id}", stdhttp.Handler(order))
	for _, tt := range []struct{ method, target, want string }{
		{"GET", "/orders/7", `{"type":"https://example.com/probs/no-such-order","title":"There is no such order.","status":404,"detail":"No order has the number 7.","order":"7"}`},
		{"GET", "/nowhere", `{"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.5","title":"Not Found","status":404}`},
		{"POST", "/orders/7", `{"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.6","title":"Method Not Allowed","status":405}`},
	} {
		w := httptest.NewRecorder()
		stdhttp.Wrap(mux).ServeHTTP(w, httptest.NewRequest(tt.method, tt.target, nil))
		if got := w.Body.String(); got != tt.want {
			t.Errorf("%s %s: got %s, want %s", tt.method, tt.target, got, tt.want)
		}
	}
}
