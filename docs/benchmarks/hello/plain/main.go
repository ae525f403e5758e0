// Command plain is a service with net/http alone.
package main

import "net/http"

func main() {
	http.HandleFunc("GET /", func(w http.ResponseWriter, r *http.Request) {
		http.Error(w, "There is no "+r.URL.Path+".", http.StatusNotFound)
	})
	_ = http.ListenAndServe("localhost:8080", nil)
}
