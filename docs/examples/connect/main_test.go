package main

import (
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"connectrpc.com/connect"

	"github.com/goproblem/problemdetails/docs/examples/internal/contract"
	"github.com/goproblem/problemdetails/docs/examples/internal/shop"
	"github.com/goproblem/problemdetails/docs/examples/internal/shoppb"
	"github.com/goproblem/problemdetails/docs/examples/internal/shoppb/shoppbconnect"
	"github.com/goproblem/problemdetails/problem"
)

func TestContract(t *testing.T) {
	t.Parallel()
	contract.Routing(t, handler(), shoppbconnect.OrderServicePlaceProcedure)
}

func order(quantity int32, sku string) *shoppb.PlaceRequest {
	return &shoppb.PlaceRequest{Items: []*shoppb.Line{{Quantity: quantity, Sku: sku}}}
}

func TestPlace(t *testing.T) {
	slog.SetDefault(slog.New(slog.DiscardHandler))
	server := httptest.NewUnstartedServer(handler())
	server.EnableHTTP2 = true // which gRPC asks for
	server.StartTLS()
	t.Cleanup(server.Close)
	tests := []struct {
		name string
		in   *shoppb.PlaceRequest
		code connect.Code
		want string
	}{
		{
			"validation", order(0, ""), connect.CodeInvalidArgument,
			`{"title":"Unprocessable Content","status":422,"errors":[{"detail":"must be at least 1","pointer":"#/items/0/quantity"},{"detail":"must have a length of at least 1","pointer":"#/items/0/sku"}]}`,
		},
		{"panic", order(1, "ghost"), connect.CodeInternal, `{"title":"Internal Server Error","status":500}`},
		{
			"domain problem", order(5, "pen"), connect.CodePermissionDenied,
			`{"type":"https://example.com/probs/out-of-credit","title":"You do not have enough credit.","status":403,"detail":"Your balance is 30, but that costs 50.","accounts":["/account/12345","/account/67890"],"balance":30,"cost":50}`,
		},
	}
	for protocol, option := range map[string]connect.ClientOption{
		"Connect": connect.WithProtoJSON(), "gRPC": connect.WithGRPC(), "gRPC-Web": connect.WithGRPCWeb(),
	} {
		client := shoppbconnect.NewOrderServiceClient(server.Client(), server.URL, connect.WithInterceptors(problems{}), option)
		for _, tt := range tests {
			t.Run(protocol+"/"+tt.name, func(t *testing.T) {
				_, err := client.Place(t.Context(), tt.in)
				if got := connect.CodeOf(errors.Unwrap(err)); got != tt.code {
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
}

// A problem may have an error of Connect as its cause, which is for the log.
func TestToConnect(t *testing.T) {
	slog.SetDefault(slog.New(slog.DiscardHandler))
	inner := connect.NewError(connect.CodeNotFound, errors.New("no row"))
	for _, tt := range []struct {
		err     error
		code    connect.Code
		message string
	}{
		{inner, connect.CodeNotFound, "no row"},
		{shop.ErrUnknownArticle.With(problem.Problem{Err: inner}), connect.CodeInvalidArgument, "There is no such article."},
		{shop.ErrOutOfCredit.With(problem.Problem{Detail: "It costs 50."}), connect.CodePermissionDenied, "You do not have enough credit: It costs 50."},
		{errors.New("secret"), connect.CodeInternal, "Internal Server Error"},
	} {
		var got *connect.Error
		if err := toConnect(t.Context(), "/shop", tt.err); !errors.As(err, &got) || got.Code() != tt.code || got.Message() != tt.message {
			t.Errorf("%v: got %v, want %v %q", tt.err, err, tt.code, tt.message)
		}
	}
	if err := toConnect(t.Context(), "/shop", nil); err != nil {
		t.Errorf("got %v, want nil", err)
	}
}

// The error on the wire is Connect's own: Wrap leaves it alone, and it gives
// nothing away.
func TestWire(t *testing.T) {
	slog.SetDefault(slog.New(slog.DiscardHandler))
	server := httptest.NewServer(handler())
	t.Cleanup(server.Close)
	resp, err := http.Post(server.URL+shoppbconnect.OrderServicePlaceProcedure, "application/json", strings.NewReader(`{"items":[{"quantity":1,"sku":"ghost"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	got, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	const begin = `{"code":"internal","message":"Internal Server Error","details":[{"type":"google.protobuf.Struct"`
	if resp.StatusCode != 500 || !strings.HasPrefix(string(got), begin) || strings.Contains(string(got), "nil pointer") {
		t.Errorf("got %s %s", resp.Status, got)
	}
}
