// Package shophttp is the handler of the shop, for the examples that are about
// something else. The program nethttp has it in full.
package shophttp

import (
	"encoding/json"
	"net/http"

	"github.com/goproblem/problemdetails/docs/examples/internal/shop"
	"github.com/goproblem/problemdetails/stdhttp"
)

// PlaceOrder takes an order in JSON and answers with its receipt.
func PlaceOrder(w http.ResponseWriter, r *http.Request) error {
	var order shop.Order
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&order); err != nil {
		return stdhttp.BodyError(err)
	}
	if err := order.Validate(); err != nil {
		return err
	}
	receipt, err := shop.Place(order)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusCreated)
	return json.NewEncoder(w).Encode(receipt)
}
