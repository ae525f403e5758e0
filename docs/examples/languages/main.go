// Languages answers in English, German or Arabic, by the Accept-Language of
// the client. The page in Arabic is laid out from right to left.
package main

import (
	"encoding/json"
	"log"
	"net/http"

	"github.com/goproblem/problemdetails/docs/examples/internal/shop"
	"github.com/goproblem/problemdetails/stdhttp"
)

func handler() http.Handler {
	responder := &stdhttp.Responder{Before: translate}
	mux := http.NewServeMux()
	mux.Handle("POST /orders", responder.Handler(placeOrder))
	mux.Handle("GET /example", responder.Handler(example)) // for browsers
	return responder.Wrap(mux)
}

func example(http.ResponseWriter, *http.Request) error {
	_, err := shop.Place(shop.Order{Lines: []shop.Line{{Count: 5, Article: "pen"}}})
	return err
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
