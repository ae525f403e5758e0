package problem_test

import (
	"bytes"
	"errors"
	"log/slog"
	"testing"

	"github.com/goproblem/problemdetails/problem"
)

func TestLogValue(t *testing.T) {
	t.Parallel()
	full := outOfCredit()
	full.Err = errors.New("secret cause")
	full.Lang = "en"
	full.Extensions["inner"] = &problem.Problem{Status: 404}
	full.Extensions["order"], full.Extensions["pointer"] = order{7}, &order{8}
	for _, tt := range []struct {
		name string
		p    *problem.Problem
		want string
	}{
		{"nil", nil, `{"level":"INFO","msg":"m"}`},
		{"zero", &problem.Problem{}, `{"level":"INFO","msg":"m"}`},
		{"status that no format writes", &problem.Problem{Status: 1000}, `{"level":"INFO","msg":"m","problem":{"status":1000}}`},
		{
			"all", full,
			`{"level":"INFO","msg":"m","problem":{"type":"https://example.com/probs/out-of-credit",` +
				`"title":"You do not have enough credit.","status":403,"detail":"Your current balance is 30, but that costs 50.",` +
				`"instance":"/account/12345/msgs/abc","lang":"en","extensions":{"accounts":["/account/12345","/account/67890"],` +
				`"balance":30,"inner":{"status":404},"order":{"ID":7},"pointer":{"ID":8}},"err":"secret cause"}}`,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var buf bytes.Buffer
			log := slog.New(slog.NewJSONHandler(&buf, &slog.HandlerOptions{ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
				if len(groups) == 0 && a.Key == slog.TimeKey {
					return slog.Attr{}
				}
				return a
			}}))
			log.Info("m", "problem", tt.p)
			if got := buf.String(); got != tt.want+"\n" {
				t.Errorf("got  %swant %s", got, tt.want)
			}
		})
	}
}
