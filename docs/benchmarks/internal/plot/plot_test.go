package plot_test

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"github.com/goproblem/problemdetails/docs/benchmarks/internal/plot"
)

func TestChartsAreWellFormed(t *testing.T) {
	t.Parallel()
	axis := plot.Axis{Label: "bytes & <more>", Tick: func(float64) string { return "<" }}
	charts := map[string]string{
		"bars": plot.Bars("a < b", []plot.Bar{{Label: "x & y", Value: 1, Text: "1 <", Color: "red"}, {Label: "z", Value: 200}}),
		"lines": plot.Lines("a < b", axis, axis, []plot.Line{
			{Label: "x & y", Color: "red", Bold: true, Points: []plot.Point{{1, 2}, {10, 30}}},
			{Label: "z", Color: "blue", Points: []plot.Point{{1, 2}, {10, 31}}},
		}),
	}
	for name, svg := range charts {
		d := xml.NewDecoder(strings.NewReader(svg))
		labels := 0
		for {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if text, ok := token.(xml.CharData); ok && (string(text) == "x & y" || string(text) == "z") {
				labels++
			}
		}
		if labels != 2 {
			t.Errorf("%s: got %d labels, want 2", name, labels)
		}
	}
}
