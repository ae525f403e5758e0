// Connect serves the shop with connectrpc.com/connect. Problems travel as
// Connect's errors with details; what is no Connect request, such as an unknown
// path, is answered with problems as they are.
package main

import (
	"context"
	"log"
	"net/http"

	"connectrpc.com/connect"

	"github.com/goproblem/problemdetails/docs/examples/internal/shop"
	"github.com/goproblem/problemdetails/docs/examples/internal/shoppb"
	"github.com/goproblem/problemdetails/docs/examples/internal/shoppb/shoppbconnect"
	"github.com/goproblem/problemdetails/stdhttp"
)

func handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle(shoppbconnect.NewOrderServiceHandler(orders{},
		connect.WithInterceptors(problems{}), connect.WithRecover(recovered), connect.WithReadMaxBytes(1<<20)))
	return stdhttp.Wrap(mux)
}

type orders struct{}

func (orders) Place(_ context.Context, in *shoppb.PlaceRequest) (*shoppb.PlaceResponse, error) {
	var order shop.Order
	for _, line := range in.GetItems() {
		order.Lines = append(order.Lines, shop.Line{Count: int(line.GetQuantity()), Article: line.GetSku()})
	}
	if err := order.Validate(); err != nil {
		return nil, err
	}
	receipt, err := shop.Place(order)
	if err != nil {
		return nil, err
	}
	return &shoppb.PlaceResponse{Order: receipt.Order, Cost: int32(receipt.Cost)}, nil
}

func main() {
	server := &http.Server{Addr: "127.0.0.1:8080", Handler: handler(), Protocols: new(http.Protocols)}
	server.Protocols.SetHTTP1(true)
	server.Protocols.SetUnencryptedHTTP2(true) // for clients that speak gRPC
	log.Fatal(server.ListenAndServe())
}
