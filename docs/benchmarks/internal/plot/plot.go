// Package plot draws the two kinds of charts that the report needs, as SVG that
// follows the reader's light or dark preference.
package plot

import (
	"fmt"
	"html"
	"strings"
)

// style is shared by all charts.
const style = `<style>
text{font:13px system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif;fill:#24292f}
.title{font-weight:600;font-size:15px}.soft{fill:#656d76}.end{text-anchor:end}.middle{text-anchor:middle}
.paper{fill:#fff}.grid{stroke:#d8dee4}.axis{stroke:#8c959f}
@media(prefers-color-scheme:dark){text{fill:#e6edf3}.soft{fill:#9198a1}.paper{fill:#0d1117}.grid{stroke:#30363d}.axis{stroke:#656d76}}
</style>
`

// charWidth is about how wide a character of the labels is.
const charWidth = 6.8

// A canvas collects the elements of a picture.
type canvas struct{ strings.Builder }

func newCanvas(width, height int, title string) *canvas {
	c := &canvas{}
	fmt.Fprintf(c, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %[1]d %[2]d" role="img">`+"\n", width, height)
	fmt.Fprintf(c, "<title>%s</title>\n%s", html.EscapeString(title), style)
	fmt.Fprintf(c, `<rect class="paper" width="%d" height="%d"/>`+"\n", width, height)
	c.text(16, 26, "title", title)
	return c
}

func (c *canvas) text(x, y float64, class, s string) {
	fmt.Fprintf(c, `<text x="%.1f" y="%.1f" class="%s">%s</text>`+"\n", x, y, class, html.EscapeString(s))
}

func (c *canvas) line(x1, y1, x2, y2 float64, class string) {
	fmt.Fprintf(c, `<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" class="%s"/>`+"\n", x1, y1, x2, y2, class)
}

func (c *canvas) done() string {
	c.WriteString("</svg>\n")
	return c.String()
}
