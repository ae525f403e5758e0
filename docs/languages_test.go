package docs_test

import (
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/goproblem/problemdetails/stdhttp"
)

// The table in docs/languages.md is right.
func TestPreferredLanguage(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("languages.md")
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile("(?m)^\\| (.*`.*) \\| `([a-zA-Z-]+)` \\| .* \\|$")
	value := regexp.MustCompile("`([^`]+)`")
	rows := row.FindAllStringSubmatch(string(page), -1)
	if len(rows) < 7 {
		t.Errorf("found %d rows: has the table changed?", len(rows))
	}
	for _, match := range rows {
		for _, accept := range value.FindAllStringSubmatch(match[1], -1) {
			r := &http.Request{Header: http.Header{"Accept-Language": {accept[1]}}}
			if got := stdhttp.PreferredLanguage(r, "en", "de", "pt-BR"); got != match[2] {
				t.Errorf("%s: got %s, the page says %s", accept[1], got, match[2])
			}
		}
		if strings.Contains(match[1], "nothing") && stdhttp.PreferredLanguage(&http.Request{}, "en", "de", "pt-BR") != match[2] {
			t.Errorf("nothing: the page says %s", match[2])
		}
	}
}
