package stdhttp_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"time"

	"github.com/goproblem/problemdetails/stdhttp"
)

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

func ExampleProxyAuthRequired() {
	proxy := stdhttp.Handler(func(w http.ResponseWriter, r *http.Request) error {
		if r.Header.Get("Proxy-Authorization") == "" {
			return stdhttp.ProxyAuthRequired(`Basic realm="staff"`)
		}
		w.WriteHeader(http.StatusNoContent)
		return nil
	})

	send(proxy, httptest.NewRequest("GET", "http://example.com/", nil), "Proxy-Authenticate")
	// Output:
	// HTTP/1.1 407 Proxy Authentication Required
	// Proxy-Authenticate: Basic realm="staff"
}

// A limit is named in the detail, since HTTP has no field for it. To enforce
// one while reading, use http.MaxBytesReader and BodyError.
func ExampleContentTooLarge() {
	const limit = 1 << 20
	handler := stdhttp.Handler(func(w http.ResponseWriter, r *http.Request) error {
		if r.ContentLength > limit {
			return stdhttp.ContentTooLarge(limit)
		}
		w.WriteHeader(http.StatusNoContent)
		return nil
	})

	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest("PUT", "/photos/7", strings.NewReader(strings.Repeat("x", limit+1))))
	fmt.Println(w.Code, w.Body)
	// Output: 413 {"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.14","title":"Content Too Large","status":413,"detail":"The content of the request may have 1048576 bytes at most."}
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

func ExampleRangeNotSatisfiable() {
	const size = 4096
	handler := stdhttp.Handler(func(w http.ResponseWriter, r *http.Request) error {
		var from int64
		if _, err := fmt.Sscanf(r.Header.Get("Range"), "bytes=%d-", &from); err == nil && from >= size {
			return stdhttp.RangeNotSatisfiable(size)
		}
		w.WriteHeader(http.StatusNoContent)
		return nil
	})

	r := httptest.NewRequest("GET", "/photos/7", nil)
	r.Header.Set("Range", "bytes=5000-5999")
	send(handler, r, "Content-Range")
	// Output:
	// HTTP/1.1 416 Requested Range Not Satisfiable
	// Content-Range: bytes */4096
}

// A server of WebSockets also names the versions that it speaks (RFC 6455,
// section 4.4).
func ExampleUpgradeRequired() {
	handler := stdhttp.Handler(func(_ http.ResponseWriter, r *http.Request) error {
		if r.Header.Get("Sec-WebSocket-Version") != "13" {
			return stdhttp.WithHeader(stdhttp.UpgradeRequired("websocket"), http.Header{"Sec-WebSocket-Version": {"13"}})
		}
		return nil // and on with the handshake
	})

	send(handler, httptest.NewRequest("GET", "/chat", nil), "Upgrade", "Connection", "Sec-Websocket-Version")
	// Output:
	// HTTP/1.1 426 Upgrade Required
	// Upgrade: websocket
	// Connection: Upgrade
	// Sec-Websocket-Version: 13
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

func ExampleUnavailableForLegalReasons() {
	handler := stdhttp.Handler(func(http.ResponseWriter, *http.Request) error {
		return stdhttp.UnavailableForLegalReasons("https://isp.example/legal")
	})

	send(handler, httptest.NewRequest("GET", "/pages/7", nil), "Link")
	// Output:
	// HTTP/1.1 451 Unavailable For Legal Reasons
	// Link: <https://isp.example/legal>; rel="blocked-by"
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
