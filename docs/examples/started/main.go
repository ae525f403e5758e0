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
		"must not be empty":                "darf nicht leer sein",
		"must be positive":                 "muss positiv sein",

		// What stdhttp writes.
		"Bad Request":                                "Fehlerhafte Anfrage",
		"Method Not Allowed":                         "Methode nicht erlaubt",
		"Unprocessable Content":                      "Inhalt nicht verarbeitbar",
		"The request has no content.":                "Die Anfrage hat keinen Inhalt.",
		"The content of the request ends too early.": "Der Inhalt der Anfrage endet zu früh.",
		"The content of the request is not valid JSON: the mistake is at byte {offset}.": "Der Inhalt der Anfrage ist kein gültiges JSON: der Fehler ist bei Byte {offset}.",
		"The content of the request has a value that cannot be used.":                    "Der Inhalt der Anfrage hat einen Wert, der nicht verwendet werden kann.",
		"must be {expected} in the allowed range":                                        "muss {expected} im erlaubten Bereich sein",
		"must be {expected}, not {actual}":                                               "muss {expected} sein, nicht {actual}",
		"a string":                                                                       "eine Zeichenkette",
		"a number":                                                                       "eine Zahl",
		"a whole number":                                                                 "eine ganze Zahl",
		"a boolean":                                                                      "ein Wahrheitswert",
		"an array":                                                                       "eine Liste",
		"an object":                                                                      "ein Objekt",
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
