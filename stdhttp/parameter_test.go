package stdhttp_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

func TestParameters(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		err    error
		detail string
		entry  problem.Violation
	}{
		{
			"invalid parameter", stdhttp.InvalidParameter("limit", "must be 1 to 100"),
			`The parameter "limit" is not valid.`,
			problem.Violation{Parameter: "limit", Detail: "must be 1 to 100"},
		},
		{
			"invalid parameter without detail", stdhttp.InvalidParameter("limit", ""),
			`The parameter "limit" is not valid.`,
			problem.Violation{Parameter: "limit", Detail: "is not valid"},
		},
		{
			"missing parameter", stdhttp.MissingParameter("q\n"),
			`The parameter "q\n" is required.`,
			problem.Violation{Parameter: "q\n", Detail: "is required"},
		},
		{
			"invalid header", stdhttp.InvalidHeader("If-Match", "is weak"),
			`The header field "If-Match" is not valid.`,
			problem.Violation{Header: "If-Match", Detail: "is weak"},
		},
		{
			"invalid header without detail", stdhttp.InvalidHeader("If-Match", ""),
			`The header field "If-Match" is not valid.`,
			problem.Violation{Header: "If-Match", Detail: "is not valid"},
		},
		{
			"missing header", stdhttp.MissingHeader("Idempotency-Key"),
			`The header field "Idempotency-Key" is required.`,
			problem.Violation{Header: "Idempotency-Key", Detail: "is required"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			want := &problem.Problem{
				Status: 400, Detail: test.detail,
				Extensions: problem.Extensions{"errors": problem.Violations{test.entry}},
			}
			if diff := cmp.Diff(want, problem.From(test.err)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
