package stdhttp_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"

	"github.com/goproblem/problemdetails/stdhttp"
)

func ExampleInvalidParameter() {
	handler := stdhttp.Handler(func(w http.ResponseWriter, r *http.Request) error {
		switch q := r.FormValue("q"); {
		case q == "":
			return stdhttp.MissingParameter("q")
		case len(q) < 3:
			return stdhttp.InvalidParameter("q", "must have at least 3 characters")
		}
		w.WriteHeader(http.StatusNoContent)
		return nil
	})

	show(handler)
	// Output:
	// 400
	// {"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.1","title":"Bad Request","status":400,"detail":"The parameter \"q\" is not valid.","errors":[{"detail":"must have at least 3 characters","parameter":"q"}]}
}

func ExampleMissingParameter() {
	handler := stdhttp.Handler(func(w http.ResponseWriter, r *http.Request) error {
		if !r.URL.Query().Has("page") {
			return stdhttp.MissingParameter("page")
		}
		w.WriteHeader(http.StatusNoContent)
		return nil
	})

	show(handler)
	// Output:
	// 400
	// {"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.1","title":"Bad Request","status":400,"detail":"The parameter \"page\" is required.","errors":[{"detail":"is required","parameter":"page"}]}
}

func ExampleInvalidHeader() {
	handler := stdhttp.Handler(func(w http.ResponseWriter, r *http.Request) error {
		depth := r.Header.Get("Depth") // of WebDAV
		if !slices.Contains([]string{"", "0", "1", "infinity"}, depth) {
			return stdhttp.InvalidHeader("Depth", "must be 0, 1 or infinity")
		}
		w.WriteHeader(http.StatusNoContent)
		return nil
	})

	r := httptest.NewRequest("PROPFIND", "/files", nil)
	r.Header.Set("Depth", "2")
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	fmt.Println(w.Code, w.Body)
	// Output: 400 {"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.1","title":"Bad Request","status":400,"detail":"The header field \"Depth\" is not valid.","errors":[{"detail":"must be 0, 1 or infinity","header":"Depth"}]}
}

func ExampleMissingHeader() {
	handler := stdhttp.Handler(func(w http.ResponseWriter, r *http.Request) error {
		if r.Header.Get("Idempotency-Key") == "" {
			return stdhttp.MissingHeader("Idempotency-Key")
		}
		w.WriteHeader(http.StatusNoContent)
		return nil
	})

	show(handler)
	// Output:
	// 400
	// {"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.1","title":"Bad Request","status":400,"detail":"The header field \"Idempotency-Key\" is required.","errors":[{"detail":"is required","header":"Idempotency-Key"}]}
}
