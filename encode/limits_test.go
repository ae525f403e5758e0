package encode_test

import (
	"testing"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

// The limits are those that docs/limits.md promises.
func TestLimits(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name      string
		got, want int
	}{
		{"problem.MaxDepth", problem.MaxDepth, 256},
		{"MaxAccept", encode.MaxAccept, 128 << 10},
		{"MaxXMLSize", encode.MaxXMLSize, 16 << 20},
		{"MaxXMLElements", encode.MaxXMLElements, 100_000},
		{"MaxXMLAttributes", encode.MaxXMLAttributes, 256},
		{"HTMLMaxDepth", encode.HTMLMaxDepth, 8},
		{"HTMLMaxItems", encode.HTMLMaxItems, 100},
		{"HTMLMaxTotal", encode.HTMLMaxTotal, 2000},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: got %d, want %d", tt.name, tt.got, tt.want)
		}
	}
}
