// Chi serves the shop with the router of github.com/go-chi/chi.
package main

import (
	"log"
	"net/http"

	"github.com/go-chi/chi/v5"

	"github.com/goproblem/problemdetails/docs/examples/internal/shophttp"
	"github.com/goproblem/problemdetails/stdhttp"
)

func handler() http.Handler {
	router := chi.NewRouter()
	router.Post("/orders", stdhttp.Handler(shophttp.PlaceOrder))
	return stdhttp.Wrap(router)
}

func main() {
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", handler()))
}
