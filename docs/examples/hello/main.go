// Hello is the first program of the README.
package main

import (
	"log"
	"net/http"

	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

var ErrNoSuchOrder = &problem.Problem{
	Type:   "https://example.com/probs/no-such-order",
	Title:  "There is no such order.",
	Status: http.StatusNotFound,
}

func order(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	return ErrNoSuchOrder.With(problem.Problem{
		Detail:     "No order has the number " + id + ".",
		Extensions: problem.Extensions{"order": id},
	})
}

func main() {
	mux := http.NewServeMux()
	mux.Handle("GET /orders/{id}", stdhttp.Handler(order))
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", stdhttp.Wrap(mux)))
}
