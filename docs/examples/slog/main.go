// Slog serves the shop and logs what goes wrong as JSON, with the problem as a
// group.
package main

import (
	"encoding/json"
	"log"
	"log/slog"
	"net/http"
	"os"

	"github.com/goproblem/problemdetails/docs/examples/internal/shop"
	"github.com/goproblem/problemdetails/stdhttp"
)

func handler(logger *slog.Logger) http.Handler {
	responder := &stdhttp.Responder{
		Logger: logger,
		Level: func(o stdhttp.Outcome) slog.Level {
			if o.Status >= 500 {
				return slog.LevelError
			}
			return slog.LevelInfo // to see what clients get wrong, too
		},
	}
	mux := http.NewServeMux()
	mux.Handle("POST /orders", responder.Handler(placeOrder))
	return responder.Wrap(mux)
}

func placeOrder(w http.ResponseWriter, r *http.Request) error {
	var order shop.Order
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&order); err != nil {
		return stdhttp.BodyError(err)
	}
	if err := order.Validate(); err != nil {
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
	logger := slog.New(slog.NewJSONHandler(os.Stderr, nil))
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", handler(logger)))
}
