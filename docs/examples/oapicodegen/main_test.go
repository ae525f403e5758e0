package main

import (
	"net/http/httptest"
	"testing"

	"github.com/goproblem/problemdetails/docs/examples/internal/contract"
	"github.com/goproblem/problemdetails/docs/examples/oapicodegen/api"
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
	client, err := api.NewClientWithResponses(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	place := func(quantity int, sku string) *api.Problem {
		t.Helper()
		resp, err := client.PlaceOrderWithResponse(t.Context(), api.Order{Items: []api.Line{{Quantity: quantity, Sku: sku}}})
		if err != nil {
			t.Fatal(err)
		}
		if resp.ApplicationproblemJSONDefault == nil {
			t.Fatalf("got no problem, but %s %s", resp.Status(), resp.Body)
		}
		return resp.ApplicationproblemJSONDefault
	}
	p := place(5, "pen")
	if p.Type == nil || *p.Type != "https://example.com/probs/out-of-credit" || p.AdditionalProperties["balance"] != 30.0 {
		t.Errorf("got %+v, want out-of-credit with a balance of 30", p)
	}
	if p = place(0, "pen"); p.Errors == nil || *(*p.Errors)[0].Pointer != "#/items/0/quantity" {
		t.Errorf("got %+v, want an entry about the quantity", p)
	}
	if p = place(1, "ghost"); p.Title == nil || *p.Title != "Internal Server Error" {
		t.Errorf("got %+v, want a 500", p)
	}
}
