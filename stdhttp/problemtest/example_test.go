package problemtest_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
	"github.com/goproblem/problemdetails/stdhttp/problemtest"
)

// A printer stands for the *testing.T of a test.
type printer struct{ testing.TB }

func (printer) Helper()                           {}
func (printer) Context() context.Context          { return context.Background() }
func (printer) Errorf(format string, args ...any) { fmt.Printf(format+"\n", args...) }

var t = printer{}

func pay(http.ResponseWriter, *http.Request) error {
	return errOutOfCredit.With(problem.Problem{Extensions: problem.Extensions{"balance": 10}})
}

func ExampleMatch() {
	w := httptest.NewRecorder()
	stdhttp.Handler(pay).ServeHTTP(w, httptest.NewRequest("POST", "/pay", nil))

	problemtest.Match(t, w.Result(), errOutOfCredit) // passes
	problemtest.Match(t, w.Result(), errOutOfCredit.With(problem.Problem{
		Extensions: problem.Extensions{"balance": 30},
	}))
	// Output:
	// not the problem that was wanted (-want +got):
	// - /balance: 30
	// + /balance: 10
	// the response was:
	// 403 Forbidden
	// Content-Type: application/problem+json
	//
	// {"type":"https://example.com/probs/out-of-credit","title":"You do not have enough credit.","status":403,"balance":10}
}

func ExampleEqual() {
	w := httptest.NewRecorder()
	stdhttp.Handler(pay).ServeHTTP(w, httptest.NewRequest("POST", "/pay", nil))

	problemtest.Equal(t, w.Result(), errOutOfCredit)
	// Output:
	// not the problem that was wanted (-want +got):
	// + /balance: 10
	// the response was:
	// 403 Forbidden
	// Content-Type: application/problem+json
	//
	// {"type":"https://example.com/probs/out-of-credit","title":"You do not have enough credit.","status":403,"balance":10}
}

// A service that has another label for its problems.
func ExampleOptions() {
	api := &stdhttp.Responder{Formats: encode.NewRegistry(encode.JSON{Type: "application/json"})}

	w := httptest.NewRecorder()
	api.Handler(pay).ServeHTTP(w, httptest.NewRequest("POST", "/pay", nil))
	p := problemtest.Options{Formats: api.Formats}.Match(t, w.Result(), errOutOfCredit)
	fmt.Println(p.Extensions["balance"])
	// Output: 10
}

func ExampleDo() {
	server := httptest.NewServer(stdhttp.Handler(pay))
	defer server.Close()

	resp := problemtest.Do(t, "POST", server.URL+"/pay")
	problemtest.Match(t, resp, errOutOfCredit)
	fmt.Println(resp.Status)
	// Output: 403 Forbidden
}

func ExampleGolden() {
	w := httptest.NewRecorder()
	r := httptest.NewRequest("POST", "/pay", nil)
	r.Header.Set("Accept", "text/plain")
	stdhttp.Handler(pay).ServeHTTP(w, r)

	problemtest.Golden(t, w.Result(), "testdata/pay.golden")
	// Output:
	// not the response in testdata/pay.golden (-want +got); UPDATE_GOLDEN=1 go test rewrites it:
	//   403 Forbidden
	//   Content-Type: text/plain; charset=utf-8
	//   Vary: Accept
	//   X-Content-Type-Options: nosniff
	//
	//   403 You do not have enough credit.
	//   type: https://example.com/probs/out-of-credit
	// - balance: 30
	// + balance: 10
}
