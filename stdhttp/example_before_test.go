package stdhttp_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

func ExampleChain() {
	api := &stdhttp.Responder{
		Before: stdhttp.Chain(stdhttp.InstancePath, stdhttp.TraceID, func(r *http.Request, p *problem.Problem) {
			if p.Status == http.StatusNotFound && p.Detail == "" {
				p.Detail = "There is nothing at this address."
			}
		}),
	}
	handler := api.Problem(&problem.Problem{Type: problem.BlankType, Status: http.StatusNotFound})

	w := httptest.NewRecorder()
	r := httptest.NewRequest("GET", "/no/such/path?token=secret", nil)
	r.Header.Set("Traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
	handler.ServeHTTP(w, r)
	fmt.Println(w.Body)
	// Output: {"type":"about:blank","title":"Not Found","status":404,"detail":"There is nothing at this address.","instance":"/no/such/path","trace_id":"4bf92f3577b34da6a3ce929d0e0e4736"}
}

func ExampleInstanceUUID() {
	api := &stdhttp.Responder{Before: stdhttp.InstanceUUID}
	handler := api.Problem(&problem.Problem{Status: http.StatusConflict})

	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	var p problem.Problem
	if err := p.UnmarshalJSON(w.Body.Bytes()); err != nil {
		fmt.Println(err)
	}
	fmt.Println(p.Instance[:len("urn:uuid:")], len(p.Instance))
	// Output: urn:uuid: 45
}

func ExampleInstancePath() {
	api := &stdhttp.Responder{Before: stdhttp.InstancePath}

	show(api.Problem(&problem.Problem{Type: problem.BlankType, Status: http.StatusGone}))
	// Output:
	// 410
	// {"type":"about:blank","title":"Gone","status":410,"instance":"/example"}
}

// The id is that of the caller's trace, so that one search finds the lines of
// all services that took part.
func ExampleTraceID() {
	api := &stdhttp.Responder{Before: stdhttp.TraceID}

	w := httptest.NewRecorder()
	r := httptest.NewRequest("GET", "/", nil)
	r.Header.Set("Traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
	api.Error(w, r, &problem.Problem{Type: problem.BlankType, Status: http.StatusConflict})
	fmt.Println(w.Body)
	// Output: {"type":"about:blank","title":"Conflict","status":409,"trace_id":"4bf92f3577b34da6a3ce929d0e0e4736"}
}
