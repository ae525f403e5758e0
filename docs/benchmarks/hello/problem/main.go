// Command problem is the service of plain with problems.
package main

import (
	"net/http"

	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

func main() {
	http.HandleFunc("GET /", stdhttp.Handler(func(_ http.ResponseWriter, r *http.Request) error {
		return &problem.Problem{Status: http.StatusNotFound, Detail: "There is no " + r.URL.Path + "."}
	}))
	_ = http.ListenAndServe("localhost:8080", nil)
}
