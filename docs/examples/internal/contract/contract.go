// Package contract says how every HTTP service among these examples answers,
// whatever framework it is built on.
package contract

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

// A request and the problem that answers it, as JSON.
type failure struct {
	name         string
	method, path string
	body         string
	allow        string // a method that Allow must list
	want         string
}

var failures = []failure{
	{
		name: "unknown path", method: "GET", path: "/nowhere",
		want: `{"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.5","title":"Not Found","status":404}`,
	},
	{
		name: "wrong method", method: "DELETE", path: "/orders", allow: "POST",
		want: `{"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.6","title":"Method Not Allowed","status":405}`,
	},
	{
		name: "validation", method: "POST", path: "/orders",
		body: `{"items":[{"quantity":1,"sku":"pen"},{"quantity":0,"sku":""}]}`,
		want: `{"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.21","title":"Unprocessable Content","status":422,` +
			`"errors":[{"detail":"must be at least 1","pointer":"#/items/1/quantity"},{"detail":"must have a length of at least 1","pointer":"#/items/1/sku"}]}`,
	},
	{
		name: "panic", method: "POST", path: "/orders",
		body: `{"items":[{"quantity":1,"sku":"ghost"}]}`,
		want: `{"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.6.1","title":"Internal Server Error","status":500}`,
	},
	{
		name: "domain problem", method: "POST", path: "/orders",
		body: `{"items":[{"quantity":5,"sku":"pen"}]}`,
		want: `{"type":"https://example.com/probs/out-of-credit","title":"You do not have enough credit.","status":403,` +
			`"detail":"Your balance is 30, but that costs 50.","accounts":["/account/12345","/account/67890"],"balance":30,"cost":50}`,
	},
}

// Content that is refused. Each parser has its own to say of it, so that only
// the outline of the problem is in the contract.
var refused = []failure{
	{
		name: "malformed", method: "POST", path: "/orders", body: `{"items":[`,
		want: `{"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.1","title":"Bad Request","status":400}`,
	},
	{
		name: "too large", method: "POST", path: "/orders", body: `{"items":[` + strings.Repeat(" ", 1<<20),
		want: `{"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.14","title":"Content Too Large","status":413}`,
	},
}

// What clients send as Accept, and the formats that they get.
var formats = []struct {
	name, accept string
	format       encode.Format
}{
	{"no preference", "", encode.JSON{}},
	{"JSON", "application/json", encode.JSON{}},
	{"XML", "application/problem+xml", encode.XML{}},
	{"browser", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", encode.HTML{}},
	{"text", "text/plain", encode.Text{}},
}

// Run sends h each request, once for each format, and reports what differs
// from the contract. It silences the default logger, which would tell of the
// panics.
func Run(t *testing.T, h http.Handler) {
	t.Helper()
	server := serve(t, h, failures)
	for _, f := range refused {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			report(t, f.outline(t, server))
		})
	}
	t.Run("success", func(t *testing.T) {
		t.Parallel()
		report(t, success(t, server))
	})
	t.Run("clients", func(t *testing.T) {
		t.Parallel()
		Clients(t, "shop.js", server.URL, table(t))
	})
}

// Routing is the part of Run that is about unknown paths and wrong methods, for
// services whose requests are not those of the contract. The path is one that
// the service knows, for POST.
func Routing(t *testing.T, h http.Handler, path string) {
	t.Helper()
	unknown, wrongMethod := failures[0], failures[1]
	wrongMethod.path = path
	serve(t, h, []failure{unknown, wrongMethod})
}

func serve(t *testing.T, h http.Handler, failures []failure) *httptest.Server {
	t.Helper()
	slog.SetDefault(slog.New(slog.DiscardHandler))
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	for _, f := range failures {
		for _, as := range formats {
			t.Run(f.name+"/"+as.name, func(t *testing.T) {
				t.Parallel()
				report(t, f.check(t, server, as.accept, as.format))
			})
		}
	}
	return server
}

func report(t *testing.T, wrong []string) {
	t.Helper()
	for _, w := range wrong {
		t.Error(w)
	}
}

// problem returns the problem that is wanted.
func (f failure) problem(t *testing.T) *problem.Problem {
	t.Helper()
	p := new(problem.Problem)
	if err := p.UnmarshalJSON([]byte(f.want)); err != nil {
		t.Fatal(err)
	}
	return p
}

// check returns what is wrong with the response to a request that fails.
func (f failure) check(t *testing.T, server *httptest.Server, accept string, format encode.Format) (wrong []string) {
	t.Helper()
	p := f.problem(t)
	want, err := format.Append(nil, p)
	if err != nil {
		t.Fatal(err)
	}
	resp, got := send(t, server, f.method, f.path, f.body, accept)
	if resp.StatusCode != p.Status {
		wrong = append(wrong, fmt.Sprintf("got status %d, want %d", resp.StatusCode, p.Status))
	}
	for name, value := range map[string]string{
		"Content-Type":           format.ContentType(),
		"Vary":                   "Accept",
		"X-Content-Type-Options": "nosniff",
	} {
		if lines := resp.Header.Values(name); !slices.Equal(lines, []string{value}) {
			wrong = append(wrong, fmt.Sprintf("got %s %q, want %q", name, lines, value))
		}
	}
	if allow := strings.Join(resp.Header.Values("Allow"), ", "); f.allow != "" && !slices.Contains(strings.Split(allow, ", "), f.allow) {
		wrong = append(wrong, fmt.Sprintf("got Allow %q, want %s among it", allow, f.allow))
	}
	if !bytes.Equal(got, want) {
		wrong = append(wrong, fmt.Sprintf("got body\n%.800s\nwant\n%.800s", got, want))
	}
	return wrong
}

// outline returns what is wrong with the outline of the response.
func (f failure) outline(t *testing.T, server *httptest.Server) (wrong []string) {
	t.Helper()
	resp, body := send(t, server, f.method, f.path, f.body, "")
	if want := f.problem(t).Status; resp.StatusCode != want {
		wrong = append(wrong, fmt.Sprintf("got status %d, want %d", resp.StatusCode, want))
	}
	if got := resp.Header.Get("Content-Type"); got != "application/problem+json" {
		wrong = append(wrong, fmt.Sprintf("got Content-Type %q, want application/problem+json", got))
	}
	if begin := strings.TrimSuffix(f.want, "}"); !strings.HasPrefix(string(body), begin) {
		wrong = append(wrong, fmt.Sprintf("got body %.800s, want one that begins with %s", body, begin))
	}
	return wrong
}

// success returns what is wrong with the response to an order that is good.
func success(t *testing.T, server *httptest.Server) (wrong []string) {
	t.Helper()
	resp, body := send(t, server, "POST", "/orders", `{"items":[{"quantity":2,"sku":"pen"}]}`, "")
	if resp.StatusCode != http.StatusCreated {
		wrong = append(wrong, fmt.Sprintf("got status %d, want 201", resp.StatusCode))
	}
	var got map[string]any
	err := json.Unmarshal(body, &got)
	if want := map[string]any{"order": "A-1", "cost": 20.0}; err != nil || !reflect.DeepEqual(got, want) {
		wrong = append(wrong, fmt.Sprintf("got body %s, want %v", body, want))
	}
	return wrong
}

func send(t *testing.T, server *httptest.Server, method, path, body, accept string) (*http.Response, []byte) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, server.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	if accept != "" {
		req.Header.Set("Accept", accept)
	}
	resp, err := server.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	got, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, got
}
