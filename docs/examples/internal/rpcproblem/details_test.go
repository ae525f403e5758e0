package rpcproblem_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"google.golang.org/genproto/googleapis/rpc/code"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/protobuf/proto"

	"github.com/goproblem/problemdetails/docs/examples/internal/rpcproblem"
	"github.com/goproblem/problemdetails/problem"
)

func document(t *testing.T, p *problem.Problem) string {
	t.Helper()
	b, err := p.AppendJSON(nil)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// There and back again.
func TestDetails(t *testing.T) {
	t.Parallel()
	for _, p := range []*problem.Problem{
		{Status: 404, Title: "Not Found"},
		{Type: "https://example.com/probs/out-of-credit", Title: "T", Status: 403, Detail: "D", Extensions: problem.Extensions{"balance": 30, "nested": map[string]any{"a": []any{true, nil}}}},
		problem.From(problem.Violations{{Detail: "d", Pointer: "#/items/1/sku"}, {Detail: "h", Header: "If-Match"}}.Err()),
	} {
		cause := errors.New("status")
		got := rpcproblem.Problem(rpcproblem.Code(p.Status), rpcproblem.Message(p), rpcproblem.Details(p), cause)
		if document(t, got) != document(t, p) || got.Err != cause {
			t.Errorf("got %s with cause %v, want %s with cause %v", document(t, got), got.Err, document(t, p), cause)
		}
	}
}

// What clients see that know nothing of problems.
func TestStandardDetails(t *testing.T) {
	t.Parallel()
	p := problem.From(problem.Violations{{Detail: "d", Pointer: "#/items/1/sku"}, {Detail: "h", Header: "If-Match"}}.Err())
	p.Type, p.Lang, p.Detail = "https://example.com/probs/bad-order", "de", "Da stimmt etwas nicht."
	want := []proto.Message{
		&errdetails.ErrorInfo{Reason: "BAD_ORDER", Domain: "example.com"},
		&errdetails.LocalizedMessage{Locale: "de", Message: "Da stimmt etwas nicht."},
		&errdetails.BadRequest{FieldViolations: []*errdetails.BadRequest_FieldViolation{{Field: "items[1].sku", Description: "d"}}},
	}
	got := rpcproblem.Details(p)[1:] // the first is the whole
	if len(got) != len(want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	for i := range want {
		if !proto.Equal(got[i], want[i]) {
			t.Errorf("got %v, want %v", got[i], want[i])
		}
	}
}

// What servers send that know nothing of problems.
func TestProblem(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		code    code.Code
		details []proto.Message
		want    string
	}{
		{"code alone", code.Code_NOT_FOUND, nil, `{"status":404,"detail":"m"}`},
		{"fields", code.Code_INVALID_ARGUMENT, []proto.Message{&errdetails.BadRequest{
			FieldViolations: []*errdetails.BadRequest_FieldViolation{{Field: "items[1].sku", Description: "d"}},
		}}, `{"status":422,"detail":"m","errors":[{"detail":"d","pointer":"#/items/1/sku"}]}`},
		{"localized", code.Code_ABORTED, []proto.Message{&errdetails.LocalizedMessage{Locale: "de", Message: "belegt"}}, `{"status":409,"detail":"belegt"}`},
		{"others", code.Code_UNAVAILABLE, []proto.Message{&errdetails.ErrorInfo{Reason: "R"}}, `{"status":503,"detail":"m"}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := document(t, rpcproblem.Problem(tt.code, "m", tt.details, nil)); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// A list is an error that cannot be compared, like that of a validator.
type list []string

func (list) Error() string { return "secret" }

// Errors that are no problems.
func TestFrom(t *testing.T) {
	t.Parallel()
	if p := rpcproblem.From(list{"secret"}); p.Status != 500 || rpcproblem.Message(p) != "Internal Server Error" {
		t.Errorf("a list: got %+v", p)
	}
	for _, tt := range []struct {
		err    error
		status int
		title  string
	}{
		{errors.New("secret"), 500, "Internal Server Error"},
		{fmt.Errorf("query: %w", context.DeadlineExceeded), 504, "Gateway Timeout"},
		{fmt.Errorf("query: %w", context.Canceled), 499, ""},
	} {
		if p := rpcproblem.From(tt.err); p.Status != tt.status || rpcproblem.Message(p) != tt.title || p.Err != tt.err {
			t.Errorf("%v: got %+v", tt.err, p)
		}
	}
}

func TestCode(t *testing.T) {
	t.Parallel()
	for status := 200; status < 600; status++ {
		c := rpcproblem.Code(status)
		if c == code.Code_OK {
			t.Errorf("%d: an error must not be OK", status)
		}
		// The codes do not tell whose method or whose time it was.
		if back := rpcproblem.Status(c); status >= 400 && back/100 != status/100 && status != 405 && status != 408 {
			t.Errorf("%d became %v and then %d, which is of another class", status, c, back)
		}
	}
	for c := range code.Code_name {
		if c != int32(code.Code_OK) && rpcproblem.Status(code.Code(c)) < 400 {
			t.Errorf("%v is no error", code.Code(c))
		}
	}
}
