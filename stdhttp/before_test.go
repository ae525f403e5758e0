package stdhttp_test

import (
	"bytes"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

func TestInstanceUUID(t *testing.T) {
	t.Parallel()
	want := regexp.MustCompile(`^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	seen := make(map[string]bool)
	for range 1000 {
		var p problem.Problem
		stdhttp.InstanceUUID(nil, &p)
		if !want.MatchString(p.Instance) {
			t.Fatalf("got %q, want a random UUID (%v)", p.Instance, want)
		}
		if err := p.Validate(); err != nil {
			t.Fatal(err)
		}
		seen[p.Instance] = true
	}
	if len(seen) != 1000 {
		t.Errorf("got %d different ones of 1000", len(seen))
	}
	p := problem.Problem{Instance: "/own"}
	if stdhttp.InstanceUUID(nil, &p); p.Instance != "/own" {
		t.Errorf("got %q, want the instance that was there", p.Instance)
	}
}

func TestInstanceUUIDIsInTheLog(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	rs := &stdhttp.Responder{Logger: slog.New(slog.NewTextHandler(&log, nil)), Before: stdhttp.InstanceUUID}
	var p problem.Problem
	if err := p.UnmarshalJSON([]byte(body(t, answer(rs, "GET", errors.New("disk on fire"))))); err != nil {
		t.Fatal(err)
	}
	if p.Instance == "" || !strings.Contains(log.String(), p.Instance) {
		t.Errorf("the log has no %q: %s", p.Instance, log.String())
	}
}

func TestInstancePath(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		target string
		want   string
	}{
		{"path", "/orders/7", "/orders/7"},
		{"query", "/orders?token=secret", "/orders"},
		{"encoded", "/a%2Fb%20c", "/a%2Fb%20c"},
		{"non-ASCII", "/größe", "/gr%C3%B6%C3%9Fe"},
		{"to a proxy", "http://user:password@example.com/orders", "/orders"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequest("GET", "/stripped", nil)
			r.RequestURI = test.target
			var p problem.Problem
			stdhttp.InstancePath(r, &p)
			if p.Instance != test.want {
				t.Errorf("got %q, want %q", p.Instance, test.want)
			}
			if err := p.Validate(); err != nil {
				t.Error(err)
			}
			p.Instance = "/own"
			if stdhttp.InstancePath(r, &p); p.Instance != "/own" {
				t.Errorf("got %q, want the instance that was there", p.Instance)
			}
		})
	}
}

func TestTraceID(t *testing.T) {
	t.Parallel()
	const id = "4bf92f3577b34da6a3ce929d0e0e4736"
	tests := []struct {
		name   string
		reason string
		parent []string
		want   string
	}{
		{name: "valid", parent: []string{"00-" + id + "-00f067aa0ba902b7-01"}, want: id},
		{name: "later version", parent: []string{"cc-" + id + "-00f067aa0ba902b7-01"}, want: id},
		{name: "later version with more", parent: []string{"cc-" + id + "-00f067aa0ba902b7-01-what the future will be"}, want: id},
		{name: "later version with junk", parent: []string{"cc-" + id + "-00f067aa0ba902b7-01.x"}},
		{name: "version 00 with more", parent: []string{"00-" + id + "-00f067aa0ba902b7-01-x"}},
		{name: "version ff", reason: "is forbidden", parent: []string{"ff-" + id + "-00f067aa0ba902b7-01"}},
		{name: "version is no hex", parent: []string{"0x-" + id + "-00f067aa0ba902b7-01"}},
		{name: "upper case", parent: []string{"00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"}},
		{name: "trace id of zeros", parent: []string{"00-00000000000000000000000000000000-00f067aa0ba902b7-01"}},
		{name: "parent id of zeros", parent: []string{"00-" + id + "-0000000000000000-01"}},
		{name: "parent id is no hex", parent: []string{"00-" + id + "-00f067aa0ba902bx-01"}},
		{name: "first digit of the flags is no hex", parent: []string{"00-" + id + "-00f067aa0ba902b7-x1"}},
		{name: "flags are no hex", parent: []string{"00-" + id + "-00f067aa0ba902b7-0\n"}},
		{name: "no dash", parent: []string{"00_" + id + "-00f067aa0ba902b7-01"}},
		{name: "dash in another place", parent: []string{"00-" + id[1:] + "-000f067aa0ba902b7-01"}},
		{name: "short", parent: []string{"00-" + id + "-00f067aa0ba902b7-0"}},
		{name: "empty", parent: []string{""}},
		{name: "twice", parent: []string{"00-" + id + "-00f067aa0ba902b7-01", "00-" + id + "-00f067aa0ba902b7-01"}},
		{name: "absent"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequest("GET", "/", nil)
			for _, line := range test.parent {
				r.Header.Add("traceparent", line)
			}
			var want problem.Extensions
			if test.want != "" {
				want = problem.Extensions{"trace_id": test.want}
			}
			var p problem.Problem
			stdhttp.TraceID(r, &p)
			if diff := cmp.Diff(want, p.Extensions); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			p.Extensions = problem.Extensions{"other": 1}
			if stdhttp.TraceID(r, &p); p.Extensions["other"] != 1 || (p.Extensions["trace_id"] == id) != (test.want == id) {
				t.Errorf("got %v, want the other member to stay", p.Extensions)
			}
			p.Extensions = problem.Extensions{"trace_id": "own"}
			if stdhttp.TraceID(r, &p); p.Extensions["trace_id"] != "own" {
				t.Errorf("got %v, want the one that was there", p.Extensions["trace_id"])
			}
		})
	}
}

func TestChain(t *testing.T) {
	t.Parallel()
	add := func(s string) func(*http.Request, *problem.Problem) {
		return func(_ *http.Request, p *problem.Problem) { p.Detail += s }
	}
	var p problem.Problem
	stdhttp.Chain(add("a"), nil, add("b"))(nil, &p)
	stdhttp.Chain()(nil, &p)
	if p.Detail != "ab" {
		t.Errorf("got %q, want ab", p.Detail)
	}
}
