package stdhttp

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/goproblem/problemdetails/problem"
)

func TestShortcuts(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		err    error
		status int
		header http.Header
	}{
		{"401", Unauthorized("Basic", "Bearer"), 401, header("Www-Authenticate", "Basic", "Bearer")},
		{"401 without challenge", Unauthorized(), 401, header("Www-Authenticate", "Unspecified")},
		{"405", MethodNotAllowed("GET", "HEAD"), 405, header("Allow", "GET, HEAD")},
		{"405 for every method", MethodNotAllowed(), 405, header("Allow", "")},
		{"407", ProxyAuthRequired("Basic"), 407, header("Proxy-Authenticate", "Basic")},
		{"407 without challenge", ProxyAuthRequired(), 407, header("Proxy-Authenticate", "Unspecified")},
		{"413", ContentTooLarge(10), 413, nil},
		{"413 temporary", WithHeader(ContentTooLarge(0), RetryAfter(time.Second)), 413, header("Retry-After", "1")},
		{"415", UnsupportedMediaType("text/csv"), 415, header("Accept", "text/csv")},
		{"415 without types", UnsupportedMediaType(), 415, nil},
		{"416", RangeNotSatisfiable(12), 416, header("Content-Range", "bytes */12")},
		{"416 of unknown size", RangeNotSatisfiable(-1), 416, nil},
		{"426", UpgradeRequired("websocket"), 426, http.Header{"Upgrade": {"websocket"}, "Connection": {"Upgrade"}}},
		{"429", TooManyRequests(1500 * time.Millisecond), 429, header("Retry-After", "2")},
		{"451", UnavailableForLegalReasons("https://isp.example"), 451, header("Link", `<https://isp.example>; rel="blocked-by"`)},
		{"451 by nobody", UnavailableForLegalReasons(""), 451, nil},
		{"503", Unavailable(time.Hour), 503, header("Retry-After", "3600")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var p *problem.Problem
			if !errors.As(test.err, &p) {
				t.Fatalf("%#v has no *problem.Problem in it", test.err)
			}
			if p.Status != test.status {
				t.Errorf("status: got %d, want %d", p.Status, test.status)
			}
			h, dropped := carriedHeader(test.err)
			if diff := cmp.Diff(test.header, h); diff != "" {
				t.Errorf("header (-want +got):\n%s", diff)
			}
			if dropped != nil {
				t.Errorf("dropped: got %q, want none", dropped)
			}
		})
	}
}

func TestContentTooLargeNamesTheLimit(t *testing.T) {
	t.Parallel()
	got := problem.From(ContentTooLarge(1024)).Detail
	if want := "The content of the request may have 1024 bytes at most."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := problem.From(ContentTooLarge(0)).Detail; got != "" {
		t.Errorf("without a limit: got %q, want no detail", got)
	}
}
