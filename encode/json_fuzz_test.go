package encode_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

// FuzzJSONIndent compares our indentation with that of encoding/json.
func FuzzJSONIndent(f *testing.F) {
	f.Add(`{"title":"a\"{[,:]}\\","list":[[],{},[1,{"a":null}]],"":{"":{}}}`, 1)
	f.Add(`{}`, 3)
	f.Add("\ufeff{\"a\":1e400}", 0)
	f.Fuzz(func(t *testing.T, doc string, width int) {
		var p problem.Problem
		if err := (encode.JSON{}).Decode([]byte(doc), &p); err != nil {
			return
		}
		compact, err := encode.JSON{}.Append(nil, &p)
		if err != nil {
			t.Fatalf("what was decoded cannot be written: %v", err)
		}
		indent := "          "[:uint(width)%10+1]
		var want bytes.Buffer
		if err := json.Indent(&want, compact, "", indent); err != nil {
			t.Fatalf("%s: %v", compact, err)
		}
		got, err := encode.JSON{Indent: indent}.Append(nil, &p)
		if err != nil || !bytes.Equal(got, want.Bytes()) {
			t.Errorf("got %s, %v; want %s", got, err, &want)
		}
	})
}
