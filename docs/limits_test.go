package docs_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

// The page about limits has every limit with its value.
func TestLimits(t *testing.T) {
	t.Parallel()
	page := pages(t)["docs/limits.md"]
	for name, value := range map[string]int{
		"`problem.MaxDepth`":        problem.MaxDepth,
		"`encode.MaxAccept`":        encode.MaxAccept,
		"`encode.MaxXMLSize`":       encode.MaxXMLSize,
		"`encode.MaxXMLElements`":   encode.MaxXMLElements,
		"`encode.MaxXMLAttributes`": encode.MaxXMLAttributes,
		"`encode.HTMLMaxDepth`":     encode.HTMLMaxDepth,
		"`encode.HTMLMaxItems`":     encode.HTMLMaxItems,
		"`encode.HTMLMaxTotal`":     encode.HTMLMaxTotal,
		"`DefaultMaxBytes`":         stdhttp.DefaultMaxBytes,
	} {
		found := false
		for line := range strings.Lines(page) {
			found = found || strings.Contains(line, " "+inWords(value)+", "+name+" |")
		}
		if !found {
			t.Errorf("no row says %q", inWords(value)+", "+name)
		}
	}
}

// inWords returns a number as the pages write it.
func inWords(n int) string {
	switch {
	case n%(1<<20) == 0:
		return strconv.Itoa(n>>20) + " MiB"
	case n%(1<<10) == 0:
		return strconv.Itoa(n>>10) + " KiB"
	case n >= 10_000:
		return strconv.Itoa(n/1000) + "," + strconv.Itoa(n%1000 + 1000)[1:]
	default:
		return strconv.Itoa(n)
	}
}
