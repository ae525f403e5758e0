package stdhttp_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

// serve starts a server for each version of HTTP and returns, by version, a
// function that sends a request to it. It does not follow redirects.
func serve(t *testing.T, h http.Handler) map[string]func(method, path string) *http.Response {
	t.Helper()
	one := httptest.NewServer(h)
	t.Cleanup(one.Close)
	two := httptest.NewUnstartedServer(h)
	two.EnableHTTP2 = true
	two.StartTLS()
	t.Cleanup(two.Close)

	send := func(server *httptest.Server) func(method, path string) *http.Response {
		client := *server.Client()
		client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		return func(method, path string) *http.Response {
			r, err := http.NewRequest(method, server.URL+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			resp, err := client.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { resp.Body.Close() })
			return resp
		}
	}
	old := func(method, path string) *http.Response {
		conn, err := net.Dial("tcp", one.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { conn.Close() })
		conn.SetDeadline(time.Now().Add(10 * time.Second))
		io.WriteString(conn, method+" "+path+" HTTP/1.0\r\n\r\n")
		resp, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: method})
		if err != nil {
			t.Fatal(err)
		}
		return resp
	}
	return map[string]func(method, path string) *http.Response{
		"HTTP/1.0": old, "HTTP/1.1": send(one), "HTTP/2": send(two),
	}
}

func TestHeadersOnTheWire(t *testing.T) {
	t.Parallel()
	rs := &stdhttp.Responder{Logger: quiet}
	errs := map[string]error{
		"/401": stdhttp.Unauthorized(`Basic realm="a, b"`, "Negotiate"),
		"/405": stdhttp.MethodNotAllowed(),
		"/416": stdhttp.RangeNotSatisfiable(5),
		"/426": stdhttp.UpgradeRequired("websocket"),
		"/429": stdhttp.TooManyRequests(90 * time.Second),
		"/own": stdhttp.WithHeader(&problem.Problem{Status: 402}, http.Header{
			"X-Evil": {"a\r\nSet-Cookie: a=b"}, "Evil: x\r\nSet-Cookie": {"a=b"}, "X-Good": {"c"},
			"Content-Length": {"1"}, "Content-Type": {"text/html"}, "Transfer-Encoding": {"chunked"},
		}),
	}
	versions := serve(t, rs.Handler(func(w http.ResponseWriter, r *http.Request) error {
		w.Header().Set("Www-Authenticate", "Stale")
		if r.URL.Path != "/401" {
			w.Header().Del("Www-Authenticate")
		}
		return errs[r.URL.Path]
	}))

	tests := []struct {
		name    string
		version string
		path    string
		want    http.Header // besides those of every problem
	}{
		{"challenges", "HTTP/1.1", "/401", http.Header{"Www-Authenticate": {`Basic realm="a, b"`, "Negotiate"}}},
		{"empty Allow", "HTTP/1.1", "/405", http.Header{"Allow": {""}}},
		{"size", "HTTP/1.1", "/416", http.Header{"Content-Range": {"bytes */5"}}},
		{"wait", "HTTP/1.1", "/429", http.Header{"Retry-After": {"90"}, "Cache-Control": {"no-store"}}},
		{"wait", "HTTP/2", "/429", http.Header{"Retry-After": {"90"}, "Cache-Control": {"no-store"}}},
		{"refused fields", "HTTP/1.1", "/own", http.Header{"X-Good": {"c"}}},
		{"refused fields", "HTTP/2", "/own", http.Header{"X-Good": {"c"}}},
		{"upgrade", "HTTP/1.1", "/426", http.Header{"Upgrade": {"websocket"}, "Connection": {"Upgrade"}}},
		{"no upgrade before", "HTTP/1.0", "/426", http.Header{}},
		{"no upgrade after", "HTTP/2", "/426", http.Header{}},
	}
	for _, test := range tests {
		t.Run(test.name+" "+test.version, func(t *testing.T) {
			resp := versions[test.version]("GET", test.path)
			got := resp.Header.Clone()
			if ct := got.Get("Content-Type"); ct != "application/problem+json" {
				t.Errorf("Content-Type: got %q", ct)
			}
			for _, name := range []string{"Content-Type", "Content-Length", "X-Content-Type-Options", "Vary", "Date"} {
				got.Del(name)
			}
			if test.version == "HTTP/1.0" {
				got.Del("Connection") // close, from net/http
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("header (-want +got):\n%s", diff)
			}
			if err := new(problem.Problem).UnmarshalJSON([]byte(body(t, resp))); err != nil {
				t.Errorf("body: %v", err)
			}
		})
	}
}
