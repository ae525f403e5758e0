// Jsonschema checks orders with a JSON Schema, by
// github.com/santhosh-tekuri/jsonschema.
package main

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"io"
	"log"
	"net/http"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/goproblem/problemdetails/docs/examples/internal/shop"
	"github.com/goproblem/problemdetails/stdhttp"
)

//go:embed order.schema.json
var orderSchema []byte

func handler() http.Handler {
	schema := compile(orderSchema)
	mux := http.NewServeMux()
	mux.Handle("POST /orders", stdhttp.Handler(func(w http.ResponseWriter, r *http.Request) error {
		var order shop.Order
		if err := read(w, r, schema, &order); err != nil {
			return err
		}
		receipt, err := shop.Place(order)
		if err != nil {
			return err
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusCreated)
		return json.NewEncoder(w).Encode(receipt)
	}))
	return stdhttp.Wrap(mux)
}

// compile panics if the schema is wrong, which is a mistake in the program.
func compile(text []byte) *jsonschema.Schema {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		panic(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("order.schema.json", doc); err != nil {
		panic(err)
	}
	return c.MustCompile("order.schema.json")
}

// read checks the content of a request before it stores it in v.
func read(w http.ResponseWriter, r *http.Request, schema *jsonschema.Schema, v any) error {
	content, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
	if err != nil {
		return stdhttp.BodyError(err)
	}
	var doc any // not by jsonschema.UnmarshalJSON, whose errors BodyError does not know
	if err := json.Unmarshal(content, &doc); err != nil {
		return stdhttp.BodyError(err)
	}
	if err := violations(schema.Validate(doc)); err != nil {
		return err
	}
	return stdhttp.BodyError(json.Unmarshal(content, v))
}

func main() {
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", handler()))
}
