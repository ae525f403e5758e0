package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"

	"github.com/goproblem/problemdetails/docs/examples/internal/shop"
	"github.com/goproblem/problemdetails/docs/examples/internal/shoppb"
	"github.com/goproblem/problemdetails/problem"
)

// dial starts a server and returns a client for it.
func dial(t *testing.T, opts ...grpc.DialOption) shoppb.OrderServiceClient {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := server()
	t.Cleanup(s.Stop)
	go s.Serve(listener)
	conn, err := grpc.NewClient(listener.Addr().String(), append(opts, grpc.WithTransportCredentials(insecure.NewCredentials()))...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return shoppb.NewOrderServiceClient(conn)
}

func order(quantity int32, sku string) *shoppb.PlaceRequest {
	return &shoppb.PlaceRequest{Items: []*shoppb.Line{{Quantity: quantity, Sku: sku}}}
}

func TestPlace(t *testing.T) {
	slog.SetDefault(slog.New(slog.DiscardHandler))
	client := dial(t, grpc.WithUnaryInterceptor(understand))
	tests := []struct {
		name string
		in   *shoppb.PlaceRequest
		code codes.Code
		want string
	}{
		{
			"validation", order(0, ""), codes.InvalidArgument,
			`{"title":"Unprocessable Content","status":422,"errors":[{"detail":"must be at least 1","pointer":"#/items/0/quantity"},{"detail":"must have a length of at least 1","pointer":"#/items/0/sku"}]}`,
		},
		{"panic", order(1, "ghost"), codes.Internal, `{"title":"Internal Server Error","status":500}`},
		{
			"domain problem", order(5, "pen"), codes.PermissionDenied,
			`{"type":"https://example.com/probs/out-of-credit","title":"You do not have enough credit.","status":403,"detail":"Your balance is 30, but that costs 50.","accounts":["/account/12345","/account/67890"],"balance":30,"cost":50}`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := client.Place(t.Context(), tt.in)
			if got := status.Code(errors.Unwrap(err)); got != tt.code {
				t.Errorf("got code %v, want %v", got, tt.code)
			}
			got, _ := problem.From(err).AppendJSON(nil)
			if string(got) != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if is := errors.Is(err, shop.ErrOutOfCredit); is != (tt.name == "domain problem") {
				t.Errorf("errors.Is(err, shop.ErrOutOfCredit): got %t", is)
			}
		})
	}
	if out, err := client.Place(t.Context(), order(2, "pen")); err != nil || out.GetCost() != 20 {
		t.Errorf("got %v, %v, want a cost of 20", out, err)
	}
}

// A problem may have a status as its cause, which is for the log, as is what is
// wrapped around a status.
func TestToStatus(t *testing.T) {
	slog.SetDefault(slog.New(slog.DiscardHandler))
	inner := status.Error(codes.NotFound, "no row")
	for _, tt := range []struct {
		err     error
		code    codes.Code
		message string
	}{
		{nil, codes.OK, ""},
		{inner, codes.NotFound, "no row"},
		{fmt.Errorf("secret: %w", inner), codes.NotFound, "no row"},
		{shop.ErrUnknownArticle.With(problem.Problem{Err: inner}), codes.InvalidArgument, "There is no such article."},
		{errors.New("secret"), codes.Internal, "Internal Server Error"},
	} {
		if got := status.Convert(toStatus(t.Context(), "/shop", tt.err)); got.Code() != tt.code || got.Message() != tt.message {
			t.Errorf("%v: got %v %q, want %v %q", tt.err, got.Code(), got.Message(), tt.code, tt.message)
		}
	}
}

// A client without the interceptor has a status, and learns nothing internal.
func TestPlainClient(t *testing.T) {
	slog.SetDefault(slog.New(slog.DiscardHandler))
	_, err := dial(t).Place(t.Context(), order(1, "ghost"))
	if got := status.Convert(err); got.Message() != "Internal Server Error" || strings.Contains(got.Proto().String(), "nil pointer") {
		t.Errorf("got %v", got.Proto())
	}
}
