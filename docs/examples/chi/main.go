// Chi serves the shop with the router of github.com/go-chi/chi.
package main

import (
	"encoding/json"
	"log"
	"net/http"

	"github.com/go-chi/chi/v5"

	"github.com/goproblem/problemdetails/docs/examples/internal/shop"
	"github.com/goproblem/problemdetails/stdhttp"
)

func handler() http.Handler {
	router := chi.NewRouter()
	router.Post("/orders", stdhttp.Handler(placeOrder))
	return stdhttp.Wrap(router)
}

func placeOrder(w http.ResponseWriter, r *http.Request) error {
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

func main() {
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", handler()))
}
