// Grpc serves the shop with google.golang.org/grpc. Problems travel as status
// codes with details, and are problems again in the client.
package main

import (
	"context"
	"log"
	"net"

	"google.golang.org/grpc"

	"github.com/goproblem/problemdetails/docs/examples/internal/shop"
	"github.com/goproblem/problemdetails/docs/examples/internal/shoppb"
)

func server() *grpc.Server {
	s := grpc.NewServer(grpc.UnaryInterceptor(answer))
	shoppb.RegisterOrderServiceServer(s, orders{})
	return s
}

type orders struct {
	shoppb.UnimplementedOrderServiceServer
}

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
	listener, err := net.Listen("tcp", "127.0.0.1:8080")
	if err != nil {
		log.Fatal(err)
	}
	log.Fatal(server().Serve(listener))
}
