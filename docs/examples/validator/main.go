// Validator checks orders with github.com/go-playground/validator, which knows
// the rules from struct tags.
package main

import (
	"encoding/json"
	"errors"
	"log"
	"net/http"

	"github.com/go-playground/validator/v10"

	"github.com/goproblem/problemdetails/docs/examples/internal/fields"
	"github.com/goproblem/problemdetails/docs/examples/internal/shop"
	"github.com/goproblem/problemdetails/stdhttp"
)

// validate caches what it knows of types: one is enough.
var validate = newValidate()

func newValidate() *validator.Validate {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(fields.Name)
	return v
}

// check returns what is wrong with a value, as one problem.
func check(v any) error {
	err := validate.Struct(v)
	var errs validator.ValidationErrors
	if errors.As(err, &errs) {
		return fields.Violations(errs).Err()
	}
	return err
}

func handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("POST /orders", stdhttp.Handler(placeOrder))
	return stdhttp.Wrap(mux)
}

func placeOrder(w http.ResponseWriter, r *http.Request) error {
	var order shop.Order
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&order); err != nil {
		return stdhttp.BodyError(err)
	}
	if err := check(order); err != nil {
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
