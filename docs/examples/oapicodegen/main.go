// Oapicodegen serves the shop with code that oapi-codegen makes of its OpenAPI
// description, in the strict variant.
package main

import (
	"context"
	"log"
	"net/http"

	"github.com/goproblem/problemdetails/docs/examples/internal/shop"
	"github.com/goproblem/problemdetails/docs/examples/oapicodegen/api"
	"github.com/goproblem/problemdetails/stdhttp"
)

//go:generate go run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2 -config api/config.yaml -o api/api_generated.go ../internal/shop/openapi.yaml

func handler() http.Handler {
	strict := api.NewStrictHandlerWithOptions(server{}, nil, api.StrictHTTPServerOptions{
		RequestErrorHandlerFunc: func(w http.ResponseWriter, r *http.Request, err error) {
			stdhttp.Error(w, r, stdhttp.BodyError(err))
		},
		ResponseErrorHandlerFunc: stdhttp.Error,
	})
	return stdhttp.Wrap(http.MaxBytesHandler(api.Handler(strict), 1<<20))
}

type server struct{}

// PlaceOrder returns problems as errors: the type that was generated for the
// default response is for clients.
func (server) PlaceOrder(_ context.Context, request api.PlaceOrderRequestObject) (api.PlaceOrderResponseObject, error) {
	var order shop.Order
	for _, line := range request.Body.Items {
		order.Lines = append(order.Lines, shop.Line{Count: line.Quantity, Article: line.Sku})
	}
	if err := order.Validate(); err != nil { // oapi-codegen checks no values
		return nil, err
	}
	receipt, err := shop.Place(order)
	return api.PlaceOrder201JSONResponse{Order: receipt.Order, Cost: receipt.Cost}, err
}

func main() {
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", handler()))
}
