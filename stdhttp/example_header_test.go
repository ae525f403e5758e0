package stdhttp_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"time"

	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

// show prints the response of a handler to GET /example: the status, some
// fields and the body.
func show(h http.Handler, fields ...string) {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "/example?q=1", nil))
	fmt.Println(w.Code)
	for _, name := range fields {
		for _, value := range w.Header()[name] {
			fmt.Printf("%s: %s\n", name, value)
		}
	}
	fmt.Println(w.Body)
}

func ExampleWithHeader() {
	errQuota := &problem.Problem{
		Type: "https://example.com/probs/quota", Title: "Your quota is used up.", Status: http.StatusTooManyRequests,
	}
	handler := stdhttp.Handler(func(http.ResponseWriter, *http.Request) error {
		err := stdhttp.WithHeader(errQuota, stdhttp.RetryAfter(90*time.Second))
		return fmt.Errorf("upload: %w", err)
	})

	show(handler, "Retry-After", "Content-Type")
	// Output:
	// 429
	// Retry-After: 90
	// Content-Type: application/problem+json
	// {"type":"https://example.com/probs/quota","title":"Your quota is used up.","status":429}
}

func ExampleMethodNotAllowed() {
	handler := stdhttp.Handler(func(w http.ResponseWriter, r *http.Request) error {
		if !slices.Contains([]string{"PUT", "DELETE"}, r.Method) {
			return stdhttp.MethodNotAllowed("PUT", "DELETE")
		}
		w.WriteHeader(http.StatusNoContent)
		return nil
	})

	show(handler, "Allow")
	// Output:
	// 405
	// Allow: PUT, DELETE
	// {"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.6","title":"Method Not Allowed","status":405}
}

func ExampleUnauthorized() {
	handler := stdhttp.Handler(func(http.ResponseWriter, *http.Request) error {
		return stdhttp.Unauthorized(`Bearer realm="orders"`, `Basic realm="orders", charset="UTF-8"`)
	})

	show(handler, "Www-Authenticate")
	// Output:
	// 401
	// Www-Authenticate: Bearer realm="orders"
	// Www-Authenticate: Basic realm="orders", charset="UTF-8"
	// {"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.2","title":"Unauthorized","status":401}
}

func ExampleUnavailable() {
	handler := stdhttp.Handler(func(http.ResponseWriter, *http.Request) error {
		return stdhttp.WithHeader(stdhttp.Unavailable(1500*time.Millisecond), stdhttp.HelpLink("https://status.example.com/"))
	})

	show(handler, "Retry-After", "Link")
	// Output:
	// 503
	// Retry-After: 2
	// Link: <https://status.example.com/>; rel="help"
	// {"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.6.4","title":"Service Unavailable","status":503}
}

func ExampleRetryAt() {
	midnight := time.Date(2026, time.November, 21, 0, 0, 0, 0, time.FixedZone("CET", 60*60))
	fmt.Println(stdhttp.RetryAt(midnight).Get("Retry-After"))
	// Output: Fri, 20 Nov 2026 23:00:00 GMT
}

func ExampleInvalidParameter() {
	handler := stdhttp.Handler(func(w http.ResponseWriter, r *http.Request) error {
		if r.Header.Get("Idempotency-Key") == "" && r.Method == http.MethodPost {
			return stdhttp.MissingHeader("Idempotency-Key")
		}
		switch q := r.FormValue("q"); {
		case q == "":
			return stdhttp.MissingParameter("q")
		case len(q) < 3:
			return stdhttp.InvalidParameter("q", "must have at least 3 characters")
		}
		return nil
	})

	show(handler)
	// Output:
	// 400
	// {"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.1","title":"Bad Request","status":400,"detail":"The parameter \"q\" is not valid.","errors":[{"detail":"must have at least 3 characters","parameter":"q"}]}
}

func ExampleTooManyRequests() {
	handler := stdhttp.Handler(func(http.ResponseWriter, *http.Request) error {
		return stdhttp.TooManyRequests(1500 * time.Millisecond)
	})

	show(handler, "Retry-After", "Cache-Control")
	// Output:
	// 429
	// Retry-After: 2
	// Cache-Control: no-store
	// {"type":"https://www.rfc-editor.org/rfc/rfc6585.html#section-4","title":"Too Many Requests","status":429}
}

func ExampleUnsupportedMediaType() {
	handler := stdhttp.Handler(func(http.ResponseWriter, *http.Request) error {
		return stdhttp.UnsupportedMediaType("application/json", "text/csv")
	})

	show(handler, "Accept")
	// Output:
	// 415
	// Accept: application/json, text/csv
	// {"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.16","title":"Unsupported Media Type","status":415}
}
