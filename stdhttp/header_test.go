package stdhttp_test

import (
	"errors"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

func TestWithHeader(t *testing.T) {
	t.Parallel()
	if err := stdhttp.WithHeader(nil, stdhttp.Allow("GET")); err != nil {
		t.Errorf("WithHeader(nil, ...): got %v, want nil", err)
	}
	if err := stdhttp.WithHeader(io.EOF, nil); err != io.EOF {
		t.Errorf("WithHeader without headers: got %#v, want the error itself", err)
	}
	err := stdhttp.WithHeader(io.EOF, stdhttp.Allow("GET"))
	if !errors.Is(err, io.EOF) {
		t.Error("errors.Is does not look inside")
	}
	if got, want := err.Error(), io.EOF.Error(); got != want {
		t.Errorf("Error: got %q, want %q", got, want)
	}
}

// A header that is laid over another one changes neither: an error may be in
// several others.
func TestWithHeaderAroundASharedError(t *testing.T) {
	t.Parallel()
	shared := stdhttp.WithHeader(&problem.Problem{Status: 503}, stdhttp.RetryAfter(time.Second))
	outer := stdhttp.WithHeader(shared, http.Header{"X-A": {"a"}})
	for _, tt := range []struct {
		err  error
		want string
	}{{outer, "a"}, {shared, ""}, {outer, "a"}} {
		resp := answer(&stdhttp.Responder{}, "GET", tt.err)
		if got := resp.Header.Get("X-A"); got != tt.want || resp.Header.Get("Retry-After") != "1" {
			t.Errorf("got X-A %q and Retry-After %q, want %q and 1", got, resp.Header.Get("Retry-After"), tt.want)
		}
	}
}

func TestChallengeKeepsNothingOfTheCaller(t *testing.T) {
	t.Parallel()
	challenges := []string{"Basic"}
	h := stdhttp.Challenge(challenges...)
	challenges[0] = "changed"
	if got := h.Get("Www-Authenticate"); got != "Basic" {
		t.Errorf("after a change of the argument: got %q, want Basic", got)
	}
}

// What one request cannot have another gets all the same.
func TestUpgradeOfASharedError(t *testing.T) {
	t.Parallel()
	shared := stdhttp.UpgradeRequired("websocket")
	closing := stdhttp.WithHeader(shared, http.Header{"Connection": {"close"}})
	for _, tt := range []struct {
		err          error
		major, minor int
		close        bool
		want         http.Header
	}{
		{shared, 2, 0, false, http.Header{}},
		{shared, 1, 0, false, http.Header{}},
		{shared, 1, 1, true, http.Header{"Upgrade": {"websocket"}, "Connection": {"Upgrade, close"}}},
		{shared, 1, 1, false, http.Header{"Upgrade": {"websocket"}, "Connection": {"Upgrade"}}},
		{closing, 1, 0, true, http.Header{"Connection": {"close"}}},
		{closing, 1, 1, true, http.Header{"Upgrade": {"websocket"}, "Connection": {"close"}}},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.ProtoMajor, r.ProtoMinor, r.Close = tt.major, tt.minor, tt.close
		w := httptest.NewRecorder()
		(&stdhttp.Responder{Logger: quiet}).Error(w, r, tt.err)
		got := http.Header{}
		for _, name := range []string{"Upgrade", "Connection"} {
			if v := w.Header()[name]; v != nil {
				got[name] = v
			}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("HTTP/%d.%d, close %v (-want +got):\n%s", tt.major, tt.minor, tt.close, diff)
		}
	}
}

func TestHeaderMakers(t *testing.T) {
	t.Parallel()
	east := time.FixedZone("east", 2*60*60)
	tests := []struct {
		name   string
		reason string
		got    http.Header
		want   http.Header
	}{
		{name: "Allow", got: stdhttp.Allow("GET", "HEAD"), want: http.Header{"Allow": {"GET, HEAD"}}},
		{name: "Allow nothing", reason: "RFC 9110, section 10.2.1: legal", got: stdhttp.Allow(), want: http.Header{"Allow": {""}}},
		{
			name: "Challenge", reason: "a line each is easier to parse than commas within and between",
			got:  stdhttp.Challenge(`Basic realm="a, b"`, "Negotiate"),
			want: http.Header{"Www-Authenticate": {`Basic realm="a, b"`, "Negotiate"}},
		},
		{name: "no Challenge", got: stdhttp.Challenge(), want: http.Header{}},
		{name: "ProxyChallenge", got: stdhttp.ProxyChallenge("Negotiate"), want: http.Header{"Proxy-Authenticate": {"Negotiate"}}},

		{name: "RetryAfter", got: stdhttp.RetryAfter(2 * time.Minute), want: http.Header{"Retry-After": {"120"}}},
		{name: "RetryAfter fraction", reason: "never too early", got: stdhttp.RetryAfter(1500 * time.Millisecond), want: http.Header{"Retry-After": {"2"}}},
		{name: "RetryAfter nanosecond", got: stdhttp.RetryAfter(1), want: http.Header{"Retry-After": {"1"}}},
		{name: "RetryAfter zero", got: stdhttp.RetryAfter(0), want: http.Header{"Retry-After": {"0"}}},
		{name: "RetryAfter negative", reason: "delay-seconds has no sign", got: stdhttp.RetryAfter(-5 * time.Second), want: http.Header{"Retry-After": {"0"}}},
		{name: "RetryAfter longest", got: stdhttp.RetryAfter(math.MaxInt64), want: http.Header{"Retry-After": {"9223372037"}}},
		{name: "RetryAfter shortest", got: stdhttp.RetryAfter(math.MinInt64), want: http.Header{"Retry-After": {"0"}}},

		{
			name: "RetryAt", reason: "HTTP-date is in GMT",
			got:  stdhttp.RetryAt(time.Date(2026, 1, 2, 3, 4, 5, 0, east)),
			want: http.Header{"Retry-After": {"Fri, 02 Jan 2026 01:04:05 GMT"}},
		},
		{
			name: "RetryAt fraction", reason: "never too early",
			got:  stdhttp.RetryAt(time.Date(2026, 12, 31, 23, 59, 59, 1, time.UTC)),
			want: http.Header{"Retry-After": {"Fri, 01 Jan 2027 00:00:00 GMT"}},
		},
		{name: "RetryAt zero", got: stdhttp.RetryAt(time.Time{}), want: http.Header{"Retry-After": {"Mon, 01 Jan 0001 00:00:00 GMT"}}},
		{
			name: "RetryAt before the calendar",
			got:  stdhttp.RetryAt(time.Date(-3, 1, 1, 0, 0, 0, 0, time.UTC)),
			want: http.Header{"Retry-After": {"Mon, 01 Jan 0001 00:00:00 GMT"}},
		},
		{
			name: "RetryAt at the end of the calendar",
			got:  stdhttp.RetryAt(time.Date(9999, 1, 2, 3, 4, 5, 0, time.UTC)),
			want: http.Header{"Retry-After": {"Sat, 02 Jan 9999 03:04:05 GMT"}},
		},
		{
			name: "RetryAt at the beginning of the calendar",
			got:  stdhttp.RetryAt(time.Date(1, 1, 2, 3, 4, 5, 0, time.UTC)),
			want: http.Header{"Retry-After": {"Tue, 02 Jan 0001 03:04:05 GMT"}},
		},
		{
			name: "RetryAt after the calendar", reason: "IMF-fixdate has four digits for the year",
			got:  stdhttp.RetryAt(time.Date(12026, 1, 1, 0, 0, 0, 0, time.UTC)),
			want: http.Header{"Retry-After": {"Fri, 31 Dec 9999 23:59:59 GMT"}},
		},

		{name: "UnsatisfiedRange", got: stdhttp.UnsatisfiedRange(1234), want: http.Header{"Content-Range": {"bytes */1234"}}},
		{name: "UnsatisfiedRange of nothing", got: stdhttp.UnsatisfiedRange(0), want: http.Header{"Content-Range": {"bytes */0"}}},
		{name: "UnsatisfiedRange unknown", got: stdhttp.UnsatisfiedRange(-1), want: http.Header{}},
		{
			name: "Upgrade",
			got:  stdhttp.Upgrade("TLS/1.3", "HTTP/1.1"),
			want: http.Header{"Upgrade": {"TLS/1.3, HTTP/1.1"}, "Connection": {"Upgrade"}},
		},
		{name: "Accept", got: stdhttp.Accept("application/json", "text/csv"), want: http.Header{"Accept": {"application/json, text/csv"}}},
		{name: "no Accept", got: stdhttp.Accept(), want: http.Header{}},
		{name: "AcceptEncoding", got: stdhttp.AcceptEncoding("gzip", "br"), want: http.Header{"Accept-Encoding": {"gzip, br"}}},
		{name: "AcceptEncoding none", reason: "RFC 9110, section 12.5.3: no coding is wanted", got: stdhttp.AcceptEncoding(), want: http.Header{"Accept-Encoding": {""}}},
		{name: "AcceptPatch", got: stdhttp.AcceptPatch("application/merge-patch+json"), want: http.Header{"Accept-Patch": {"application/merge-patch+json"}}},
		{
			name: "BlockedBy",
			got:  stdhttp.BlockedBy("https://isp.example/"),
			want: http.Header{"Link": {`<https://isp.example/>; rel="blocked-by"`}},
		},
		{name: "BlockedBy nobody", got: stdhttp.BlockedBy(""), want: http.Header{}},
		{
			name: "HelpLink", reason: "what a URI cannot hold, and > above all, is encoded",
			got:  stdhttp.HelpLink("https://example.com/hilfe/größe>; rel=x\r\n%20?q=\"1\""),
			want: http.Header{"Link": {`<https://example.com/hilfe/gr%C3%B6%C3%9Fe%3E;%20rel=x%0D%0A%20?q=%221%22>; rel="help"`}},
		},
		{
			name: "HelpLink with controls", reason: "such a field would be dropped",
			got:  stdhttp.HelpLink("/\x00\x1f \x7f\x80~"),
			want: http.Header{"Link": {`</%00%1F%20%7F%80~>; rel="help"`}},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, test.got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
