// Command goccy is the service of plain with those functions of goccy/go-json
// that the module uses.
package main

import (
	"net/http"

	"github.com/goccy/go-json"
	"github.com/goccy/go-json/jsontext"
)

func main() {
	http.HandleFunc("GET /", func(w http.ResponseWriter, r *http.Request) {
		var v any
		if err := json.Unmarshal([]byte(r.URL.RawQuery), &v); err == nil && json.Valid([]byte(r.URL.Path)) {
			b, _ := json.Marshal(v)
			b, _ = jsontext.AppendQuote(b, r.URL.Path)
			_, _ = w.Write(b)
		}
		http.Error(w, "There is no "+r.URL.Path+".", http.StatusNotFound)
	})
	_ = http.ListenAndServe("localhost:8080", nil)
}
