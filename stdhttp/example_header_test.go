package stdhttp_test

import (
	"fmt"
	"mime"
	"net/http"
	"net/http/httptest"
	"strings"
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

// send prints what a handler answers to a request: the status line and some
// fields.
func send(h http.Handler, r *http.Request, fields ...string) {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	resp := w.Result()
	fmt.Println(resp.Proto, resp.Status)
	for _, name := range fields {
		for _, value := range resp.Header[name] {
			fmt.Printf("%s: %s\n", name, value)
		}
	}
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

func ExampleRetryAt() {
	midnight := time.Date(2026, time.November, 21, 0, 0, 0, 0, time.FixedZone("CET", 60*60))
	fmt.Println(stdhttp.RetryAt(midnight).Get("Retry-After"))
	// Output: Fri, 20 Nov 2026 23:00:00 GMT
}

// A delay is in seconds and rounded up, so that no client comes too early.
func ExampleRetryAfter() {
	fmt.Println(stdhttp.RetryAfter(2 * time.Minute).Get("Retry-After"))
	fmt.Println(stdhttp.RetryAfter(1500 * time.Millisecond).Get("Retry-After"))
	// Output:
	// 120
	// 2
}

// What is allowed may depend on the state of a resource, and be said with a
// problem type of its own.
func ExampleAllow() {
	errShipped := &problem.Problem{
		Type: "https://example.com/probs/shipped", Title: "The order has been shipped.", Status: http.StatusMethodNotAllowed,
	}
	mux := http.NewServeMux()
	mux.Handle("DELETE /orders/{id}", stdhttp.Handler(func(http.ResponseWriter, *http.Request) error {
		return stdhttp.WithHeader(errShipped, stdhttp.Allow("GET", "HEAD"))
	}))

	send(mux, httptest.NewRequest("DELETE", "/orders/7", nil), "Allow")
	// Output:
	// HTTP/1.1 405 Method Not Allowed
	// Allow: GET, HEAD
}

// A challenge may say why the credentials were refused (RFC 6750, section 3).
func ExampleChallenge() {
	errExpired := &problem.Problem{
		Type: "https://example.com/probs/token-expired", Title: "Your session has ended.", Status: http.StatusUnauthorized,
	}
	handler := stdhttp.Handler(func(http.ResponseWriter, *http.Request) error {
		return stdhttp.WithHeader(errExpired, stdhttp.Challenge(`Bearer realm="orders", error="invalid_token"`))
	})

	r := httptest.NewRequest("GET", "/orders", nil)
	r.Header.Set("Authorization", "Bearer mF_9.B5f-4.1JqM")
	send(handler, r, "Www-Authenticate")
	// Output:
	// HTTP/1.1 401 Unauthorized
	// Www-Authenticate: Bearer realm="orders", error="invalid_token"
}

func ExampleProxyChallenge() {
	errNoAccount := &problem.Problem{
		Type: "https://proxy.example/probs/no-account", Title: "This proxy is for staff.", Status: http.StatusProxyAuthRequired,
	}
	proxy := stdhttp.Handler(func(http.ResponseWriter, *http.Request) error {
		return stdhttp.WithHeader(errNoAccount, stdhttp.ProxyChallenge(`Basic realm="staff"`))
	})

	send(proxy, httptest.NewRequest("GET", "http://example.com/", nil), "Proxy-Authenticate")
	// Output:
	// HTTP/1.1 407 Proxy Authentication Required
	// Proxy-Authenticate: Basic realm="staff"
}

func ExampleAccept() {
	errNoTable := &problem.Problem{
		Type: "https://example.com/probs/no-table", Title: "That is no table.", Status: http.StatusUnsupportedMediaType,
	}
	handler := stdhttp.Handler(func(w http.ResponseWriter, r *http.Request) error {
		if t, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || t != "text/csv" {
			return stdhttp.WithHeader(errNoTable, stdhttp.Accept("text/csv"))
		}
		w.WriteHeader(http.StatusNoContent)
		return nil
	})

	r := httptest.NewRequest("POST", "/prices", strings.NewReader("%PDF-1.7"))
	r.Header.Set("Content-Type", "application/pdf")
	send(handler, r, "Accept")
	// Output:
	// HTTP/1.1 415 Unsupported Media Type
	// Accept: text/csv
}

// Without Accept-Encoding a client could not tell that it is the coding that
// the server cannot read, and not the media type.
func ExampleAcceptEncoding() {
	handler := stdhttp.Handler(func(w http.ResponseWriter, r *http.Request) error {
		if coding := r.Header.Get("Content-Encoding"); coding != "" && coding != "gzip" {
			return stdhttp.WithHeader(stdhttp.UnsupportedMediaType(), stdhttp.AcceptEncoding("gzip"))
		}
		w.WriteHeader(http.StatusNoContent)
		return nil
	})

	r := httptest.NewRequest("POST", "/logs", strings.NewReader("…"))
	r.Header.Set("Content-Encoding", "br")
	send(handler, r, "Accept-Encoding")
	// Output:
	// HTTP/1.1 415 Unsupported Media Type
	// Accept-Encoding: gzip
}

func ExampleAcceptPatch() {
	handler := stdhttp.Handler(func(w http.ResponseWriter, r *http.Request) error {
		if r.Header.Get("Content-Type") != "application/merge-patch+json" {
			return stdhttp.WithHeader(stdhttp.UnsupportedMediaType(), stdhttp.AcceptPatch("application/merge-patch+json"))
		}
		w.WriteHeader(http.StatusNoContent)
		return nil
	})

	r := httptest.NewRequest("PATCH", "/orders/7", strings.NewReader("[]"))
	r.Header.Set("Content-Type", "application/json-patch+json")
	send(handler, r, "Accept-Patch")
	// Output:
	// HTTP/1.1 415 Unsupported Media Type
	// Accept-Patch: application/merge-patch+json
}

// The size of a file that grows, for a client that asks for what came after
// the part it has.
func ExampleUnsatisfiedRange() {
	errNothingNew := &problem.Problem{
		Type: "https://example.com/probs/nothing-new", Title: "There is nothing new yet.", Status: http.StatusRequestedRangeNotSatisfiable,
	}
	handler := stdhttp.Handler(func(http.ResponseWriter, *http.Request) error {
		return stdhttp.WithHeader(errNothingNew, stdhttp.UnsatisfiedRange(4096))
	})

	r := httptest.NewRequest("GET", "/build.log", nil)
	r.Header.Set("Range", "bytes=4096-")
	send(handler, r, "Content-Range")
	// Output:
	// HTTP/1.1 416 Requested Range Not Satisfiable
	// Content-Range: bytes */4096
}

// The connection option that HTTP asks for comes along.
func ExampleUpgrade() {
	errPlain := &problem.Problem{
		Type: "https://example.com/probs/plain", Title: "Only over TLS.", Status: http.StatusUpgradeRequired,
	}
	handler := stdhttp.Handler(func(http.ResponseWriter, *http.Request) error {
		return stdhttp.WithHeader(errPlain, stdhttp.Upgrade("TLS/1.3", "TLS/1.2"))
	})

	send(handler, httptest.NewRequest("GET", "/account", nil), "Upgrade", "Connection")
	// Output:
	// HTTP/1.1 426 Upgrade Required
	// Upgrade: TLS/1.3, TLS/1.2
	// Connection: Upgrade
}

func ExampleBlockedBy() {
	errCourt := &problem.Problem{
		Type: "https://example.com/probs/court-order", Title: "A court has ordered that we hide this.", Status: http.StatusUnavailableForLegalReasons,
	}
	handler := stdhttp.Handler(func(http.ResponseWriter, *http.Request) error {
		return stdhttp.WithHeader(errCourt, stdhttp.BlockedBy("https://isp.example/legal"))
	})

	send(handler, httptest.NewRequest("GET", "/pages/7", nil), "Link")
	// Output:
	// HTTP/1.1 451 Unavailable For Legal Reasons
	// Link: <https://isp.example/legal>; rel="blocked-by"
}

func ExampleHelpLink() {
	handler := stdhttp.Handler(func(http.ResponseWriter, *http.Request) error {
		return stdhttp.WithHeader(&problem.Problem{Status: http.StatusForbidden}, stdhttp.HelpLink("https://example.com/help/roles"))
	})

	send(handler, httptest.NewRequest("GET", "/admin", nil), "Link")
	// Output:
	// HTTP/1.1 403 Forbidden
	// Link: <https://example.com/help/roles>; rel="help"
}
