package main

import (
	"bytes"
	"os"
	"testing"
)

const usage = `usage: cli [-accept type] file...
  -accept type
    	media type of problems on stderr, such as application/problem+json (default "text/plain")
`

func TestRun(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, content := range map[string]string{
		"good.json":  `{"items":[{"quantity":2,"sku":"pen"}]}`,
		"poor.json":  `{"items":[{"quantity":5,"sku":"pen"}]}`,
		"wrong.json": `{"items":[{"quantity":0,"sku":"pen"}]}`,
	} {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct {
		name           string
		args           []string
		code           int
		stdout, stderr string
	}{
		{"good", []string{"good.json"}, 0, "good.json: order A-1 costs 20\n", ""},
		{"no file", []string{"-accept", "application/json", "none.json"}, 1, "", `{"title":"Not Found","status":404,"detail":"open none.json: no such file or directory","instance":"none.json"}` + "\n"},
		{
			"several",
			[]string{"-accept=application/problem+json", "wrong.json", "good.json"},
			1, "good.json: order A-1 costs 20\n",
			`{"title":"Unprocessable Content","status":422,"instance":"wrong.json","errors":[{"detail":"must be at least 1","pointer":"#/items/0/quantity"}]}` + "\n",
		},
		{
			"for people",
			[]string{"poor.json"},
			1, "",
			`403 You do not have enough credit.

Your balance is 30, but that costs 50.

type: https://example.com/probs/out-of-credit
instance: poor.json
accounts: ["/account/12345","/account/67890"]
balance: 30
cost: 50
`,
		},
		{"no arguments", nil, 2, "", usage},
		{"help", []string{"-h"}, 0, "", usage},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			code := run(tt.args, &stdout, &stderr)
			if code != tt.code || stdout.String() != tt.stdout || stderr.String() != tt.stderr {
				t.Errorf("got %d, stdout %s, stderr\n%s\nwant %d, stdout %s, stderr\n%s", code, &stdout, &stderr, tt.code, tt.stdout, tt.stderr)
			}
		})
	}
}
