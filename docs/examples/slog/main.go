// Slog serves the shop and logs what goes wrong as JSON, with the problem as a
// group.
package main

import (
	"log"
	"log/slog"
	"net/http"
	"os"

	"github.com/goproblem/problemdetails/docs/examples/internal/shophttp"
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
	mux.Handle("POST /orders", responder.Handler(shophttp.PlaceOrder))
	return responder.Wrap(mux)
}

func main() {
	logger := slog.New(slog.NewJSONHandler(os.Stderr, nil))
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", handler(logger)))
}
