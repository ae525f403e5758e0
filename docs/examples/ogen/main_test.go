package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/goproblem/problemdetails/docs/examples/internal/contract"
	"github.com/goproblem/problemdetails/docs/examples/ogen/api"
)

func TestContract(t *testing.T) {
	t.Parallel()
	contract.Run(t, handler())
}

// The generated client understands the problems.
func TestClient(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(handler())
	t.Cleanup(server.Close)
	client, err := api.NewClient(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	place := func(quantity int, sku string) *api.ProblemStatusCode {
		t.Helper()
		resp, err := client.PlaceOrder(t.Context(), &api.Order{Items: []api.Line{{Quantity: quantity, Sku: sku}}})
		if err != nil {
			t.Fatal(err)
		}
		p, ok := resp.(*api.ProblemStatusCode)
		if !ok {
			t.Fatalf("got no problem, but %+v", resp)
		}
		return p
	}
	if p := place(5, "pen"); p.StatusCode != 403 || p.Response.Type.Value != "https://example.com/probs/out-of-credit" ||
		string(p.Response.AdditionalProps["balance"]) != "30" {
		t.Errorf("got %+v, want a 403 out-of-credit with a balance of 30", p)
	}
	if p := place(0, "pen"); p.StatusCode != 422 || len(p.Response.Errors) != 1 ||
		p.Response.Errors[0].Pointer.Value != "#/items/0/quantity" {
		t.Errorf("got %+v, want a 422 with an entry about the quantity", p)
	}
	if p := place(1, "ghost"); p.StatusCode != 500 || p.Response.Title.Value != "Internal Server Error" {
		t.Errorf("got %+v, want a 500", p)
	}
}

func TestTranslate(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, contentType, content string
		status                     int
		want                       string
	}{
		{"missing", "application/json", `{"items":[{"quantity":1}]}`, 422, `"errors":[{"detail":"sku is required"}]`},
		{"another type", "text/csv", "pen,1", 415, `"title":"Unsupported Media Type"`},
		{"no content", "application/json", "", 400, `"title":"Bad Request"`},
		{"wrong type", "application/json", `{"items":7}`, 400, `"title":"Bad Request"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequest(http.MethodPost, "/orders", strings.NewReader(tt.content))
			r.Header.Set("Content-Type", tt.contentType)
			w := httptest.NewRecorder()
			handler().ServeHTTP(w, r)
			if got := w.Body.String(); w.Code != tt.status || !strings.Contains(got, tt.want) {
				t.Errorf("got %d %s, want %d with %s", w.Code, got, tt.status, tt.want)
			}
		})
	}
}
