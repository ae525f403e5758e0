package stdhttp_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/goproblem/problemdetails/stdhttp"
)

func TestPreferredLanguage(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("xx, ", 1022) // 4088 bytes
	tests := []struct {
		name   string
		reason string
		accept []string
		tags   string
		want   string
	}{
		{name: "no field", tags: "en de", want: "en"},
		{name: "empty field", accept: []string{""}, tags: "en de", want: "en"},
		{name: "no tags", accept: []string{"de"}},
		{name: "equal", accept: []string{"de"}, tags: "en de", want: "de"},
		{name: "case", accept: []string{"DE-at"}, tags: "en de-AT", want: "de-AT"},
		{name: "none of them", accept: []string{"fr, it"}, tags: "en de", want: "en"},
		{name: "weights", accept: []string{"en;q=0.2, de;q=0.8"}, tags: "en de", want: "de"},
		{name: "small differences", accept: []string{"en;q=0.998, de;q=0.999"}, tags: "en de", want: "de"},
		{name: "equal weights", reason: "the order of the field", accept: []string{"de, en"}, tags: "en de", want: "de"},
		{name: "no weight is a weight of one", accept: []string{"en;q=1, de"}, tags: "de en", want: "en"},
		{name: "several lines", accept: []string{"fr", "de;q=0.5"}, tags: "en de", want: "de"},
		{name: "browser in Austria", accept: []string{"de-AT,de;q=0.9,en-US;q=0.8,en;q=0.7"}, tags: "en de", want: "de"},

		{name: "range begins the tag", accept: []string{"de"}, tags: "en de-CH", want: "de-CH"},
		{name: "but not within a subtag", accept: []string{"de"}, tags: "en der", want: "en"},
		{name: "equal before begun", accept: []string{"de"}, tags: "en de-CH de", want: "de"},
		{name: "tag begins the range", accept: []string{"zh-Hant-TW"}, tags: "en zh-Hant", want: "zh-Hant"},
		{name: "but not within a subtag, either", accept: []string{"eng-GB"}, tags: "de en", want: "de"},
		{name: "another script", accept: []string{"zh-Hant-TW"}, tags: "en zh-Hans", want: "en"},
		{name: "another region", reason: "RFC 4647 never widens a range to its neighbours", accept: []string{"en-US"}, tags: "de en-GB", want: "de"},
		{name: "lookup beats a lower weight of the same language", accept: []string{"pt-BR, en;q=0.7, pt;q=0.3"}, tags: "en pt", want: "pt"},
		{name: "the best of several regions", accept: []string{"pt-PT;q=0.1, pt-BR;q=0.9, en;q=0.5"}, tags: "en pt", want: "pt"},
		{name: "the longest range counts", accept: []string{"de;q=0.9, de-CH;q=0.1, en;q=0.5"}, tags: "en de-CH", want: "en"},
		{name: "the higher of two weights", accept: []string{"de;q=0.1, de;q=0.9, en;q=0.5"}, tags: "en de", want: "de"},

		{name: "refused", accept: []string{"en;q=0"}, tags: "en de", want: "de"},
		{name: "all refused", reason: "an error must have some language", accept: []string{"en;q=0, de;q=0.0"}, tags: "en de", want: "en"},
		{name: "all refused, in another order", accept: []string{"de;q=0, en;q=0"}, tags: "en de", want: "en"},
		{name: "a region refused", accept: []string{"de-CH;q=0, de;q=0.5"}, tags: "en de-CH de", want: "de"},
		{name: "all but a region refused", accept: []string{"de;q=0, de-CH"}, tags: "en de-CH", want: "de-CH"},
		{name: "a region refused says nothing of the language", accept: []string{"de-AT;q=0, *"}, tags: "de en", want: "de"},
		{name: "the language refused, a region wanted", accept: []string{"de-AT, de;q=0"}, tags: "en de", want: "en"},

		{name: "anything", accept: []string{"*"}, tags: "en de", want: "en"},
		{name: "anything else", accept: []string{"fr, *;q=0.1"}, tags: "en de", want: "en"},
		{name: "anything but", accept: []string{"en;q=0.5, *"}, tags: "en de", want: "de"},
		{name: "nothing else", accept: []string{"de;q=0.1, *;q=0"}, tags: "en de", want: "de"},
		{name: "anything, twice", accept: []string{"*;q=0.1, *;q=0.9, de;q=0.5"}, tags: "en de", want: "en"},

		{name: "space", accept: []string{" en ; q=0.5 ,\tde\t;\tQ=1.000,,"}, tags: "en de", want: "de"},
		{name: "zero with a point", accept: []string{"en;q=0., de;q=1."}, tags: "en de", want: "de"},
		{name: "malformed weights are skipped", accept: []string{"de;q=2, de;q=1.1, de;q=1.001, de;q=-1, de;q=.5, de;q=0.1234, de;q=0.a, de;q=0.0:, de;q=0.1/, de;q=, de;x=1, de;, de;q=1;q=1"}, tags: "en de", want: "en"},
		{name: "malformed ranges are skipped", accept: []string{"de_AT, de-, -de, de AT, 1de, 0de, d9, de-123456789, d\u00e9, *-DE, \"de\""}, tags: "en de", want: "en"},
		{name: "digits in later subtags", accept: []string{"es-419"}, tags: "en es", want: "es"},
		{name: "within the limit", accept: []string{long + "de"}, tags: "en de", want: "de"},
		{name: "beyond the limit", accept: []string{long + "xxxxx, de"}, tags: "en de", want: "en"},
		{name: "cut at the limit", reason: "half an element counts for nothing", accept: []string{long + "  de-Latn"}, tags: "en de", want: "en"},
		{name: "a line beyond the limit", accept: []string{long + "yyyyyy, xx", "de"}, tags: "en de", want: "en"},
		{name: "one long element", accept: []string{strings.Repeat("x", 5000)}, tags: "en de", want: "en"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := &http.Request{Header: http.Header{"Accept-Language": tt.accept}}
			if got := stdhttp.PreferredLanguage(r, strings.Fields(tt.tags)...); got != tt.want {
				t.Errorf("%.200q of %s: got %q, want %q (%s)", tt.accept, tt.tags, got, tt.want, tt.reason)
			}
		})
	}
}

// Whatever the field is like, one of the tags is chosen.
func FuzzPreferredLanguage(f *testing.F) {
	for _, s := range []string{"", "de-AT,de;q=0.9,*;q=0", ";;,q", "en;q=0, en-GB", "\x00-\xFF;q=1.0"} {
		f.Add(s, "de-AT")
	}
	f.Fuzz(func(t *testing.T, accept, tag string) {
		r := &http.Request{Header: http.Header{"Accept-Language": {accept}}}
		if got := stdhttp.PreferredLanguage(r, tag, "en", "de"); got != tag && got != "en" && got != "de" {
			t.Errorf("got %q, want one of the tags", got)
		}
	})
}

// The limit is that of all lines together.
func TestPreferredLanguageLimitOfLines(t *testing.T) {
	t.Parallel()
	r := &http.Request{Header: http.Header{"Accept-Language": {
		strings.Repeat("x,", 2040) + "x", "en;q=0.5," + strings.Repeat("y,", 20) + "y", "de",
	}}}
	if got := stdhttp.PreferredLanguage(r, "en", "de"); got != "en" {
		t.Errorf("got %s by what lies beyond the limit, want en", got)
	}
}
