package plot

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// A Line is one curve of a chart.
type Line struct {
	Label  string
	Color  string
	Bold   bool
	Points []Point
}

// A Point is in the chart's units.
type Point struct{ X, Y float64 }

// An Axis says what is shown along it and how its ticks are written.
type Axis struct {
	Label string
	Tick  func(float64) string
}

// The frame that curves are drawn in.
const (
	width, height = 800, 430
	left, right   = 78, 270
	top, bottom   = 70, 52
)

// Lines draws curves on two logarithmic axes, each with its label at its end.
func Lines(title string, x, y Axis, lines []Line) string {
	low, high := bounds(lines)
	low.Y, high.Y = math.Pow(10, math.Floor(math.Log10(low.Y))), math.Pow(10, math.Ceil(math.Log10(high.Y)))
	place := func(p Point) Point {
		return Point{
			left + math.Log(p.X/low.X)/math.Log(high.X/low.X)*(width-left-right),
			height - bottom - math.Log(p.Y/low.Y)/math.Log(high.Y/low.Y)*(height-top-bottom),
		}
	}

	c := newCanvas(width, height, title)
	c.text(16, 52, "soft", y.Label)
	c.text((left+width-right)/2, height-14, "soft middle", x.Label)
	for v := low.Y; v < high.Y*1.01; v *= 10 {
		at := place(Point{low.X, v}).Y
		c.line(left, at, width-right, at, "grid")
		c.text(left-8, at+4, "end", y.Tick(v))
	}
	for _, v := range ticks(lines) {
		at := place(Point{v, low.Y}).X
		c.line(at, height-bottom, at, height-bottom+5, "axis")
		c.text(at, height-bottom+20, "middle", x.Tick(v))
	}
	c.line(left, height-bottom, width-right, height-bottom, "axis")

	ends := make([]float64, len(lines))
	for i, l := range lines {
		ends[i] = c.curve(l, place).Y
	}
	for i, at := range spread(ends, 17) {
		const from, to = width - right + 5, width - right + 22
		fmt.Fprintf(c, `<path d="M%d %.1fL%d %.1f" stroke="%s" fill="none" stroke-dasharray="2 2"/>`+"\n", from, ends[i], to, at, lines[i].Color)
		fmt.Fprintf(c, `<circle cx="%d" cy="%.1f" r="4" fill="%s"/>`+"\n", to+5, at, lines[i].Color)
		c.text(to+14, at+4.5, "", lines[i].Label)
	}
	return c.done()
}

// curve draws one line and returns the place of its end.
func (c *canvas) curve(l Line, place func(Point) Point) (end Point) {
	radius, stroke := 2.5, 1.5
	if l.Bold {
		radius, stroke = 4, 3
	}
	var path []string
	for _, p := range l.Points {
		end = place(p)
		path = append(path, fmt.Sprintf("%.1f,%.1f", end.X, end.Y))
		fmt.Fprintf(c, `<circle cx="%.1f" cy="%.1f" r="%.1f" fill="%s"/>`+"\n", end.X, end.Y, radius, l.Color)
	}
	fmt.Fprintf(c, `<polyline points="%s" fill="none" stroke="%s" stroke-width="%.1f"/>`+"\n", strings.Join(path, " "), l.Color, stroke)
	return end
}

// bounds returns the least and the greatest coordinates.
func bounds(lines []Line) (low, high Point) {
	low, high = Point{math.Inf(1), math.Inf(1)}, Point{math.Inf(-1), math.Inf(-1)}
	for _, l := range lines {
		for _, p := range l.Points {
			low = Point{min(low.X, p.X), min(low.Y, p.Y)}
			high = Point{max(high.X, p.X), max(high.Y, p.Y)}
		}
	}
	return low, high
}

// ticks returns all that was measured at.
func ticks(lines []Line) []float64 {
	var all []float64
	for _, l := range lines {
		for _, p := range l.Points {
			all = append(all, p.X)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// spread moves places apart until they are gap away from each other, and keeps
// their order.
func spread(places []float64, gap float64) []float64 {
	order := make([]int, len(places))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(places[a], places[b]) })
	moved := slices.Clone(places)
	for range 200 {
		for i := 1; i < len(order); i++ {
			a, b := order[i-1], order[i]
			if lack := gap - (moved[b] - moved[a]); lack > 0 {
				moved[a] -= lack / 2
				moved[b] += lack / 2
			}
		}
	}
	return moved
}
