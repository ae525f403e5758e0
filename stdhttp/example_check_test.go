package stdhttp_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"time"

	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

var errOutOfCredit = &problem.Problem{
	Type: "https://bank.example/probs/out-of-credit", Title: "You do not have enough credit.", Status: http.StatusForbidden,
}

// bank is a service that has an error to report.
func bank() *httptest.Server {
	return httptest.NewServer(stdhttp.Handler(func(http.ResponseWriter, *http.Request) error {
		return stdhttp.WithHeader(errOutOfCredit.With(problem.Problem{
			Detail:     "Your balance is 30, but that costs 50.",
			Extensions: problem.Extensions{"balance": 30},
		}), stdhttp.RetryAfter(time.Hour))
	}))
}

func ExampleCheck() {
	server := bank()
	defer server.Close()

	pay := func() error {
		resp, err := http.Get(server.URL + "/pay")
		if err != nil {
			return err
		}
		if err := stdhttp.Check(resp); err != nil {
			return err
		}
		defer resp.Body.Close()
		_, err = io.Copy(io.Discard, resp.Body)
		return err
	}

	err := pay()
	var p *problem.Problem
	if errors.Is(err, errOutOfCredit) && errors.As(err, &p) {
		fmt.Println(p.Detail)
		fmt.Println("balance:", p.Extensions["balance"])
	}
	// Output:
	// Your balance is 30, but that costs 50.
	// balance: 30
}

func ExampleResponseError() {
	server := bank()
	defer server.Close()
	shop := stdhttp.Handler(func(http.ResponseWriter, *http.Request) error {
		resp, err := http.Get(server.URL + "/pay?account=7")
		if err != nil {
			return err
		}
		err = stdhttp.Check(resp)
		var failed *stdhttp.ResponseError
		if errors.As(err, &failed) {
			wait, _ := failed.RetryAfter()
			fmt.Println("the bank says", failed.Status, "and to wait for", wait)
		}
		return err // not our client's business
	})

	show(shop, "Retry-After")
	// Output:
	// the bank says 403 and to wait for 1h0m0s
	// 502
	// {"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.6.3","title":"Bad Gateway","status":502}
}

// A reverse proxy answers for what is behind it: what fails there is a 502.
func ExampleCheck_reverseProxy() {
	show := func(behind string) {
		target, err := url.Parse(behind)
		if err != nil {
			fmt.Println(err)
			return
		}
		proxy := httputil.NewSingleHostReverseProxy(target)
		proxy.ModifyResponse = stdhttp.Check
		proxy.ErrorHandler = func(w http.ResponseWriter, r *http.Request, err error) {
			if r.Context().Err() == nil { // else the client has gone away, or time is up
				err = &problem.Problem{Status: http.StatusBadGateway, Err: err}
			}
			stdhttp.Error(w, r, err)
		}

		w := httptest.NewRecorder()
		proxy.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
		fmt.Println(w.Code, w.Body)
	}

	server := bank()
	show(server.URL)
	server.Close()
	show(server.URL)
	// Output:
	// 502 {"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.6.3","title":"Bad Gateway","status":502}
	// 502 {"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.6.3","title":"Bad Gateway","status":502}
}

func ExampleChecker() {
	server := bank()
	defer server.Close()

	// A client that expects short problems and has little memory.
	checker := &stdhttp.Checker{MaxBytes: 64}
	resp, err := http.Get(server.URL)
	if err != nil {
		fmt.Println(err)
		return
	}
	var failed *stdhttp.ResponseError
	if errors.As(checker.Check(resp), &failed) {
		fmt.Println(failed.Status, failed.Upstream.Title, failed.Truncated, failed.Err)
	}
	// Output: 403 Forbidden true the body is too long to be decoded
}
