package encode_test

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

// rtlFile has the language tags whose pages run from right to left: languages
// and scripts one by one, and what regions change.
const rtlFile = "../testdata/rtl.txt"

// TestHTMLRightToLeft tries every language of two and three letters, scripts
// that differ from a listed one in a letter, and for languages that are written
// in several scripts every region.
func TestHTMLRightToLeft(t *testing.T) {
	t.Parallel()
	file, err := os.ReadFile(rtlFile)
	if err != nil {
		t.Fatal(err)
	}
	listed := strings.Fields(string(file))
	var buf []byte
	rtl := func(tag string) bool {
		if buf, err = (encode.HTML{}).Append(buf[:0], &problem.Problem{Lang: tag}); err != nil {
			t.Fatal(err)
		}
		return bytes.Contains(buf[:80], []byte(` dir="rtl"`))
	}
	var got []string
	add := func(tag string) {
		if rtl(tag) {
			got = append(got, tag)
		}
	}
	const letters = "abcdefghijklmnopqrstuvwxyz"
	for _, a := range letters {
		for _, b := range letters {
			add(string([]rune{a, b}))
			for _, c := range letters {
				add(string([]rune{a, b, c}))
			}
		}
	}
	var tried []string
	for _, tag := range listed {
		lang, rest, _ := strings.Cut(tag, "-")
		switch len(rest) {
		case 4:
			for i := range rest {
				for _, c := range letters {
					tried = append(tried, "und-"+rest[:i]+string(c)+rest[i+1:])
				}
			}
		case 2:
			for _, a := range letters {
				for _, b := range letters {
					if tag := strings.ToUpper(string([]rune{a, b})); rtl(lang+"-"+tag) != rtl(lang) {
						tried = append(tried, fmt.Sprintf("%s-%s", lang, tag))
					}
				}
			}
		}
	}
	slices.Sort(tried)
	for _, tag := range slices.Compact(tried) {
		if rest := tag[strings.IndexByte(tag, '-')+1:]; len(rest) == 2 || rtl(tag) {
			got = append(got, tag)
		}
	}
	if *update {
		if err := os.WriteFile(rtlFile, []byte(strings.Join(got, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(listed, got); diff != "" {
		t.Errorf("%s (-want +got); a region is listed where it changes the direction\n%s", rtlFile, diff)
	}
}
