// Huma serves the shop with github.com/danielgtaylor/huma, which checks
// requests against a schema that it makes of Go types.
package main

import (
	"context"
	"log"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"github.com/danielgtaylor/huma/v2/validation"

	"github.com/goproblem/problemdetails/docs/examples/internal/shop"
	"github.com/goproblem/problemdetails/stdhttp"
)

func handler() http.Handler {
	huma.NewError = newError
	validation.MsgExpectedMinimumNumber = "must be at least %v"
	validation.MsgExpectedMinLength = "must have a length of at least %d"

	config := huma.DefaultConfig("Shop", "1.0.0")
	config.CreateHooks = nil // no $schema in responses
	config.Transformers = append(config.Transformers, address)
	format := huma.Format{Marshal: marshal, Unmarshal: unmarshal}
	config.Formats = map[string]huma.Format{"application/json": format, "json": format}

	mux := http.NewServeMux()
	api := humago.New(mux, config)
	huma.Register(api, huma.Operation{
		OperationID: "place-order", Method: "POST", Path: "/orders", DefaultStatus: http.StatusCreated,
	}, placeOrder)
	return stdhttp.Wrap(mux)
}

type (
	request  struct{ Body shop.Order }
	response struct{ Body shop.Receipt }
)

func placeOrder(_ context.Context, in *request) (*response, error) {
	receipt, err := shop.Place(in.Body)
	if err != nil {
		return nil, err
	}
	return &response{receipt}, nil
}

func main() {
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", handler()))
}
