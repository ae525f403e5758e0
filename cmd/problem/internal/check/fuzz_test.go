package check_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/goproblem/problemdetails/cmd/problem/internal/check"
)

// FuzzDocument checks that no input makes a check panic, and that findings have
// places within the input.
func FuzzDocument(f *testing.F) {
	for _, d := range goodDocuments {
		f.Add([]byte(d.doc))
	}
	for _, d := range brokenDocuments {
		f.Add([]byte(d.doc))
	}
	for _, d := range responses {
		if len(d.response) < 1<<10 {
			f.Add([]byte(d.response))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var r check.Report
		r.Document("in", data)
		lines := 1 + bytes.Count(data, []byte("\n"))
		for _, found := range r.Findings {
			if found.Line > lines && !bytes.HasPrefix(data, []byte("HTTP/")) {
				t.Errorf("%s is in line %d of %d", found.Rule.ID, found.Line, lines)
			}
			if strings.TrimSpace(found.Message) == "" {
				t.Errorf("%s says nothing", found.Rule.ID)
			}
		}
	})
}
