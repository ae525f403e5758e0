// Ogen serves the shop with code that ogen makes of its OpenAPI description,
// which includes the checks of requests.
package main

import (
	"context"
	"log"
	"net/http"

	"github.com/goproblem/problemdetails/docs/examples/internal/shop"
	"github.com/goproblem/problemdetails/docs/examples/ogen/api"
	"github.com/goproblem/problemdetails/stdhttp"
)

//go:generate go run github.com/ogen-go/ogen/cmd/ogen@v1.20.3 -config api/config.yaml -target api -package api -clean ../internal/shop/openapi.yaml

func handler() http.Handler {
	router, err := api.NewServer(server{}, api.WithErrorHandler(
		func(_ context.Context, w http.ResponseWriter, r *http.Request, err error) {
			stdhttp.Error(w, r, translate(err))
		}))
	if err != nil {
		panic(err) // the options are wrong
	}
	return stdhttp.Wrap(http.MaxBytesHandler(router, 1<<20))
}

type server struct{}

// PlaceOrder returns problems as errors: the type that was generated for the
// default response is for clients.
func (server) PlaceOrder(_ context.Context, in *api.Order) (api.PlaceOrderRes, error) {
	var order shop.Order
	for _, line := range in.Items {
		order.Lines = append(order.Lines, shop.Line{Count: line.Quantity, Article: line.Sku})
	}
	receipt, err := shop.Place(order)
	if err != nil {
		return nil, err
	}
	return &api.Receipt{Order: receipt.Order, Cost: receipt.Cost}, nil
}

func main() {
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", handler()))
}
