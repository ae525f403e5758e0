// Started is the service that docs/getting-started.md builds.
package main

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"

	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
	"github.com/goproblem/problemdetails/typelinks"
)

var ErrOutOfStock = &problem.Problem{
	Type:   "https://example.com/probs/out-of-stock",
	Title:  "The article is out of stock.",
	Status: http.StatusConflict,
}

type Order struct {
	Article string `json:"article"`
	Count   int    `json:"count"`
}

func placeOrder(w http.ResponseWriter, r *http.Request) error {
	var order Order
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&order); err != nil {
		return stdhttp.BodyError(err)
	}
	if err := order.validate(); err != nil {
		return err
	}
	left, err := inStock(order.Article)
	if err != nil {
		return fmt.Errorf("article %s: %w", order.Article, err)
	}
	if left < order.Count {
		return ErrOutOfStock.With(problem.Problem{
			Detail:     fmt.Sprintf("You ordered %d, and there are %d left.", order.Count, left),
			Extensions: problem.Extensions{"ordered": order.Count, "left": left},
		})
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

func (o Order) validate() error {
	var v problem.Violations
	if o.Article == "" {
		v = append(v, problem.Violation{Pointer: problem.Pointer("article"), Detail: "must not be empty"})
	}
	if o.Count < 1 {
		v = append(v, problem.Violation{Pointer: problem.Pointer("count"), Detail: "must be positive"})
	}
	return v.Err() // nil if there are none
}

// inStock stands for a query.
func inStock(article string) (int, error) {
	left, ok := map[string]int{"cup": 3, "pen": 0}[article]
	if !ok {
		return 0, sql.ErrNoRows
	}
	return left, nil
}

var german = stdhttp.Translation{
	Lang: "de",
	Texts: map[string]string{
		"There is nothing at this address": "Unter dieser Adresse ist nichts",
		"The article is out of stock.":     "Der Artikel ist ausverkauft.",
	},
	Details: map[string]string{
		ErrOutOfStock.Type: "Sie haben {ordered} bestellt, und es sind noch {left} da.",
	},
}

var api = &stdhttp.Responder{
	Links: typelinks.Default().With(
		typelinks.Link{Status: 404, Type: "https://example.com/probs/not-found", Title: "There is nothing at this address"},
		typelinks.Link{Status: 422, Type: "https://example.com/probs/invalid"},
	),
	Map: func(_ *http.Request, err error) error {
		if errors.Is(err, sql.ErrNoRows) {
			return &problem.Problem{Status: http.StatusNotFound, Err: err}
		}
		return err
	},
	Before: stdhttp.Translate("en", german),
}

func handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("POST /orders", api.Handler(placeOrder))
	return api.Wrap(mux)
}

func main() {
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", handler()))
}
