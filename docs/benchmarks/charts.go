package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goproblem/problemdetails/docs/benchmarks/internal/bench"
	"github.com/goproblem/problemdetails/docs/benchmarks/internal/plot"
)

// color returns the color of a contestant: one for this module, one for floors,
// one for the standard library, one for each of the others.
func color(name string) string {
	switch {
	case name == ours:
		return "#0969da"
	case strings.HasPrefix(name, ours):
		return "#54aeff"
	case strings.HasPrefix(name, "floor"):
		return "#8c959f"
	case strings.HasPrefix(name, "encoding/"), strings.HasPrefix(name, "html/"), name == httpError, name == mapByHand:
		return "#e16f24"
	case strings.HasPrefix(name, "goccy"):
		return "#2da44e"
	}
	others := []string{"#a475f9", "#d4a72c", "#cf222e", "#1b7c83", "#bf3989", "#7d4e00"}
	names := append(slices.Clone(peers), peerGddo, peerAutoneg, peerContenttype)
	return others[max(0, slices.Index(names, name))%len(others)]
}

// barChart draws the times of one workload.
func barChart(workload string, results []*bench.Result) string {
	var ran []*bench.Result
	own := 0.0
	for _, x := range results {
		if x.Cannot != "" {
			continue
		}
		ran = append(ran, x)
		if x.Contestant == ours {
			own = x.NS()
		}
	}
	slices.SortStableFunc(ran, byTime)
	var list []plot.Bar
	for _, x := range ran {
		text := fmt.Sprintf("%s, %s allocs", duration(x.NS()), figure(x.Allocs))
		if x.Contestant != ours {
			text += fmt.Sprintf(", %s x", figure(x.NS()/own))
		}
		list = append(list, plot.Bar{Label: x.Contestant, Value: x.NS(), Text: text, Color: color(x.Contestant)})
	}
	return plot.Bars(workload+": time for one (shorter is better)", list)
}

// A curve is how a figure grows with a size.
type curve struct {
	file, title, about string
	sizes              []int
	workload           func(n int) string
	value              func(x *bench.Result, n int) float64
	x, y               string
	tick, text         func(float64) string
	leave              []string // contestants that are not shown
}

// contestants returns who was measured at the first size.
func (c curve) contestants(r *run) []string {
	var names []string
	for _, x := range r.Of(c.workload(c.sizes[0])) {
		if !slices.Contains(c.leave, x.Contestant) {
			names = append(names, x.Contestant)
		}
	}
	return names
}

// chart draws the curve for every contestant.
func (c curve) chart(r *run) string {
	var lines []plot.Line
	for _, name := range c.contestants(r) {
		l := plot.Line{Label: name, Color: color(name), Bold: name == ours}
		for _, n := range c.sizes {
			if x, err := r.Get(c.workload(n), name); err == nil {
				l.Points = append(l.Points, plot.Point{X: float64(n), Y: c.value(x, n)})
			}
		}
		lines = append(lines, l)
	}
	return plot.Lines(c.title, plot.Axis{Label: c.x, Tick: c.tick}, plot.Axis{Label: c.y, Tick: c.text}, lines)
}

func curves() []curve {
	perSecond := func(x *bench.Result, _ int) float64 { return float64(x.Bytes) / x.NS() }
	gigabyte := func(v float64) string { return figure(v) + " GB/s" }
	list := []curve{{
		file: "growth-extensions", title: "Time for one extension, as JSON",
		about: "A problem with 1 to 10,000 numbers as extensions; the time is divided by their number. They are sorted by name, all but the floor's.",
		sizes: extensionCounts, workload: extensionsName,
		value: func(x *bench.Result, n int) float64 { return x.NS() / float64(n) },
		x:     "extensions", y: "time for one (lower is better)", tick: count, text: duration,
	}}
	for _, script := range scriptNames() {
		list = append(list, curve{
			file: "growth-detail-" + strings.ToLower(script), title: "Throughput of a long detail, as JSON, " + script,
			about: "A problem whose detail is 100 B to 1 MB of " + script + " text.",
			sizes: detailSizes, workload: func(n int) string { return detailName(script, n) },
			value: perSecond, x: "bytes of detail", y: "bytes in (higher is better)", tick: decimalBytes, text: gigabyte,
		})
	}
	return append(list,
		curve{
			file: "growth-decode", title: "Throughput of decoding, JSON",
			about: "A document with extensions, all of which are kept.",
			sizes: documentSizes, workload: documentName, value: perSecond,
			x: "bytes of document", y: "bytes in (higher is better)", tick: binaryBytes, text: gigabyte,
		},
		curve{
			file: "growth-accept", title: "Time of negotiation for a hostile Accept field",
			about: "Ranges with weights that match nothing, before one that does. This module looks at the first 128 KB.",
			sizes: acceptSizes, workload: acceptName,
			value: func(x *bench.Result, _ int) float64 { return x.NS() },
			x:     "bytes of the field", y: "time (lower is better)", tick: binaryBytes, text: duration,
		},
		curve{
			file: "growth-goroutines", title: "Encoding with extensions from several goroutines",
			about: "The problem with three extensions; the time of the whole divided by the pieces of work.",
			sizes: goroutineCounts, workload: goroutinesName,
			value: func(x *bench.Result, _ int) float64 { return x.NS() },
			x:     "goroutines", y: "time for one (lower is better)", tick: count, text: duration,
		},
	)
}

func count(v float64) string       { return fmt.Sprintf("%.0f", v) }
func binaryBytes(v float64) string { return bytesText(int(v)) }

func decimalBytes(v float64) string {
	switch {
	case v >= 1e6:
		return fmt.Sprintf("%.0f MB", v/1e6)
	case v >= 1e3:
		return fmt.Sprintf("%.0f kB", v/1e3)
	}
	return fmt.Sprintf("%.0f B", v)
}
