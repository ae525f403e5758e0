package plot

import "fmt"

// A Bar is one line of a bar chart.
type Bar struct {
	Label string
	Value float64
	Text  string // what stands at the end of the bar
	Color string
}

// Bars draws bars whose lengths are proportional to their values.
func Bars(title string, bars []Bar) string {
	const (
		width, top, row = 800, 46, 26
		right           = 190 // for the text at the end of the longest bar
	)
	left, most := 0.0, 0.0
	for _, b := range bars {
		left = max(left, float64(len(b.Label))*charWidth+28)
		most = max(most, b.Value)
	}
	c := newCanvas(width, top+row*len(bars)+12, title)
	for i, b := range bars {
		y := float64(top + i*row)
		length := max(1, b.Value/most*(width-left-right))
		c.text(left-8, y+15, "end", b.Label)
		fmt.Fprintf(c, `<rect x="%.1f" y="%.1f" width="%.1f" height="%d" rx="2" fill="%s"/>`+"\n", left, y+2, length, row-8, b.Color)
		c.text(left+length+6, y+15, "soft", b.Text)
	}
	return c.done()
}
