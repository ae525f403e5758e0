// Languages answers in English, German or Arabic, by the Accept-Language of
// the client. The page in Arabic is laid out from right to left.
package main

import (
	"log"
	"net/http"

	"github.com/goproblem/problemdetails/docs/examples/internal/shop"
	"github.com/goproblem/problemdetails/docs/examples/internal/shophttp"
	"github.com/goproblem/problemdetails/stdhttp"
)

func handler() http.Handler {
	responder := &stdhttp.Responder{Before: translate}
	mux := http.NewServeMux()
	mux.Handle("POST /orders", responder.Handler(shophttp.PlaceOrder))
	mux.Handle("GET /example", responder.Handler(example)) // for browsers
	return responder.Wrap(mux)
}

func example(http.ResponseWriter, *http.Request) error {
	_, err := shop.Place(shop.Order{Lines: []shop.Line{{Count: 5, Article: "pen"}}})
	return err
}

func main() {
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", handler()))
}
