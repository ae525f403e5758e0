package encode_test

import (
	"strings"
	"testing"
	"time"

	"github.com/goproblem/problemdetails/encode"
)

// garbage are pieces that make long fields of no use.
var garbage = map[string]string{
	"letters":         "x",
	"commas":          ",",
	"spaces":          " ",
	"semicolons":      ";",
	"quotes":          `"`,
	"backslashes":     `"\`,
	"slashes":         "/",
	"stars":           "*/*;q=0,",
	"types":           "a/b,",
	"names":           "text/html;a=b,",
	"parameters":      "text/html;a=b;a=b;a=b;a=b;a=b;a=b;a=b;a=b;a=b,",
	"one long list":   ";a=b",
	"bad weights":     "text/plain;q=7,",
	"open quotes":     `text/html;a="`,
	"quoted commas":   `text/html;a=",,,,",`,
	"bytes":           "\xff\x00",
	"unknown suffix":  "application/a+json;q=0,",
	"unknown quality": "image/png;q=0.123,",
}

// long returns a field of n bytes that begins with before.
func long(before, piece string, n int) string {
	return before + strings.Repeat(piece, (n-len(before))/len(piece)+1)[:n-len(before)]
}

func TestNegotiateGarbage(t *testing.T) {
	t.Parallel()
	r := registry(all)
	for name, piece := range garbage {
		for _, n := range []int{64 << 10, encode.MaxAccept, 1 << 20} {
			field := long("text/plain;q=0.5,", piece, n)
			f, ok := r.Negotiate(field)
			if got := f.ContentType(); got != plainText || !ok {
				t.Errorf("%d bytes of %s behind text/plain: %s, %t", n, name, got, ok)
			}
			if n <= encode.MaxAccept {
				checkNegotiate(t, menus[0], long("", piece, n))
			}
		}
	}
}

func TestNegotiateLimit(t *testing.T) {
	t.Parallel()
	r := registry(all)
	const limit = encode.MaxAccept
	const last = ",text/plain"
	tests := []struct {
		name   string
		accept []string
		want   string
		refuse bool
	}{
		{"just within", []string{strings.Repeat(",", limit-len(last)) + last}, plainText, false},
		{"one byte too long", []string{strings.Repeat(",", limit+1-len(last)) + last}, problemJSON, true},
		{"cut, not shortened", []string{strings.Repeat(",", limit-len(last)) + last + "x"}, problemJSON, true},
		{"cut between elements", []string{"text/html" + strings.Repeat(",", limit-len("text/html")) + last}, htmlPage, false},
		{"cut behind a comma", []string{strings.Repeat(",", limit) + last}, problemJSON, false},
		{"one element as long as the limit", []string{"text/plain" + strings.Repeat(" ", limit-len("text/plain"))}, plainText, false},
		{"one element that is longer", []string{"text/plain" + strings.Repeat(" ", limit+1-len("text/plain"))}, problemJSON, true},
		{"lines count together", []string{strings.Repeat(",", limit-len(last)), last}, plainText, false},
		{"lines count together, one byte too long", []string{strings.Repeat(",", limit+1-len(last)), last}, problemJSON, true},
		{"lines beyond", []string{"text/html", strings.Repeat(",", limit), "text/plain"}, htmlPage, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f, ok := r.Negotiate(tt.accept...)
			if got := f.ContentType(); got != tt.want || ok == tt.refuse {
				t.Errorf("got %s, %t; want %s, %t", got, ok, tt.want, !tt.refuse)
			}
		})
	}
}

// TestNegotiateLinear compares the times for a field and for one eight times
// as long. It is not parallel, so as to have the machine to itself.
func TestNegotiateLinear(t *testing.T) {
	r := registry(all)
	fastest := func(field string) time.Duration {
		best := time.Duration(1<<63 - 1)
		for range 20 {
			start := time.Now()
			r.Negotiate(field)
			best = min(best, time.Since(start))
		}
		return best
	}
	for name, piece := range garbage {
		short, whole := fastest(long("", piece, encode.MaxAccept/8)), fastest(long("", piece, encode.MaxAccept))
		if whole > 30*max(short, time.Microsecond) {
			t.Errorf("%s: %v for an eighth, %v for the whole", name, short, whole)
		}
	}
}

func TestNegotiateAllocs(t *testing.T) {
	r := registry(all)
	fields := [][]string{
		nil, {""}, {"*/*"}, {"application/json"}, {chrome}, {axios}, {"text/html;level=1", `text/plain;a="b\"c"`}, {"garbage"}, {strings.Repeat("a/b;c=d,", 1000)},
	}
	for _, accept := range fields {
		if n := testing.AllocsPerRun(100, func() { r.Negotiate(accept...) }); n != 0 {
			t.Errorf("Negotiate(%.50q) allocates %v times", accept, n)
		}
	}
	if n := testing.AllocsPerRun(100, func() { r.Lookup("Application/Problem+JSON; charset=utf-8") }); n != 0 {
		t.Errorf("Lookup allocates %v times", n)
	}
}

func TestNegotiateManyFormats(t *testing.T) {
	t.Parallel()
	var formats []encode.Format
	for c := 'a'; c <= 'z'; c++ {
		formats = append(formats, label("x/"+string(c)))
	}
	f, ok := encode.NewRegistry(formats...).Negotiate("x/*;q=0.1, x/z;q=0.2, x/m;q=0")
	if got := f.ContentType(); got != "x/z" || !ok {
		t.Errorf("among 26 formats: %s, %t; want x/z", got, ok)
	}
}

const (
	chrome = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7"
	axios  = "application/json, text/plain, */*"
)

func BenchmarkNegotiate(b *testing.B) {
	r := registry(all)
	for _, bb := range []struct{ name, accept string }{
		{"none", ""},
		{"any", "*/*"},
		{"exact", problemJSON},
		{"axios", axios},
		{"chrome", chrome},
		{"64KB", long("", garbage["names"], 64<<10)},
		{"1MB", long("", garbage["names"], 1<<20)},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(bb.accept)))
			for b.Loop() {
				r.Negotiate(bb.accept)
			}
		})
	}
}
