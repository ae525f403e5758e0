package docs_test

import (
	"os"
	"strings"
	"testing"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

// docs/formats.md shows what the formats write.
func TestFormats(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("formats.md")
	if err != nil {
		t.Fatal(err)
	}
	p := &problem.Problem{
		Type:       "https://example.com/probs/out-of-credit",
		Title:      "You do not have enough credit.",
		Status:     403,
		Detail:     "Your balance is 30, but that costs 50.",
		Instance:   "/account/12345/msgs/abc",
		Extensions: problem.Extensions{"accounts": []string{"/account/12345", "/account/67890"}, "balance": 30},
	}
	for _, f := range []encode.Format{encode.JSON{Indent: "  "}, encode.XML{Indent: "  "}, encode.Text{}} {
		doc, err := f.Append(nil, p)
		if err != nil {
			t.Fatal(err)
		}
		if want := "\n" + strings.TrimSuffix(string(doc), "\n") + "\n```"; !strings.Contains(string(page), want) {
			t.Errorf("%s: the page does not have\n%s", f.ContentType(), doc)
		}
	}
}

// A client of application/json gets that label, all others what they always
// get.
func TestOtherLabel(t *testing.T) {
	t.Parallel()
	formats := encode.NewRegistry(encode.JSON{}, encode.JSON{Type: "application/json"}, encode.XML{}, encode.HTML{}, encode.Text{})
	for accept, want := range map[string]string{
		"application/json":         "application/json",
		"application/problem+json": "application/problem+json",
		"":                         "application/problem+json",
		"application/xml":          "application/problem+xml",
		"text/html, */*":           "text/html; charset=utf-8",
	} {
		if f, _ := formats.Negotiate(accept); f.ContentType() != want {
			t.Errorf("%q: got %s, want %s", accept, f.ContentType(), want)
		}
	}
}
