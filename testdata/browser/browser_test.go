package browser

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/goproblem/problemdetails/encode"
)

var screenshots = flag.String("screenshots", "", "write pictures of the pages into this folder")

// policies are those under which the pages are tried.
var policies = map[string]string{"without a policy": "", "with the policy": encode.HTMLPolicy}

func TestBrowser(t *testing.T) {
	l := newLab(t)
	t.Run("nothing runs", func(t *testing.T) { testNothingRuns(t, l) })
	t.Run("direction", func(t *testing.T) { testDirection(t, l) })
	t.Run("colours", func(t *testing.T) { testColours(t, l) })
	t.Run("narrow", func(t *testing.T) { testNarrow(t, l) })
	t.Run("axe", func(t *testing.T) { testAxe(t, l) })
	t.Run("the checks can fail", func(t *testing.T) { testControls(t, l) })
	if *screenshots != "" {
		t.Run("screenshots", func(t *testing.T) { takeScreenshots(t, l) })
	}
}

// testControls shows the checks pages that fail them.
func testControls(t *testing.T, l *lab) {
	const bad = `<!DOCTYPE html><title>x</title><script>window.ran = 1</script>
		<img src="/leak"><p style="width: 1000px; color: #eee">text</p><p onmouseover="window.ran = 2">text</p>`
	saw := l.look(t, bad, "", visit{width: 320})
	if !saw.Ran || saw.Scripts == 0 || saw.Width <= 320 || len(saw.Requests) < 2 || len(saw.Asked) < 2 {
		t.Errorf("without a policy the visit saw only %+v", saw)
	}
	saw = l.look(t, `<!DOCTYPE html><title>x</title><p onmouseover="window.ran = 2">text</p>`, "", visit{})
	if !saw.Ran {
		t.Errorf("the visit did not provoke a handler: %+v", saw)
	}
	saw = l.look(t, bad, encode.HTMLPolicy, visit{})
	if saw.Ran || len(saw.Violations) < 3 {
		t.Errorf("with the policy the visit saw %+v", saw)
	}
	saw = l.look(t, `<!DOCTYPE html><script>alert(1); throw 1</script>`, "", visit{})
	if !saw.Ran || saw.Exceptions == 0 {
		t.Errorf("the visit saw no dialog or no exception: %+v", saw)
	}
	if found := axe(t, l, bad, visit{}); len(found) < 3 {
		t.Errorf("axe found only %q", found)
	}
}

// testNothingRuns attacks every field.
func testNothingRuns(t *testing.T, l *lab) {
	pages := maps.Clone(problems)
	for _, text := range attacks {
		pages[fmt.Sprintf("%q", text)] = attacked(text)
	}
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		html := render(t, pages[name])
		for under, policy := range policies {
			saw := l.look(t, html, policy, visit{})
			if saw.Ran || saw.Scripts+saw.Exceptions > 0 {
				t.Errorf("%s, %s: something ran: %+v", name, under, saw)
			}
			if len(saw.Violations)+len(saw.Logged) > 1 || len(saw.Logged) == 1 && !strings.Contains(saw.Logged[0], "404") {
				t.Errorf("%s, %s: the browser complains: %q %q", name, under, saw.Violations, saw.Logged)
			}
			if want := []string{"GET " + l.url + "/page"}; !slices.Equal(saw.Requests, want) {
				t.Errorf("%s, %s: the page requests %q, want %q", name, under, saw.Requests, want)
			}
			if want := []string{"GET /page"}; !slices.Equal(saw.Asked, want) {
				t.Errorf("%s, %s: the server was asked for %q, want %q", name, under, saw.Asked, want)
			}
		}
	}
}

// testDirection looks at pages of either direction.
func testDirection(t *testing.T, l *lab) {
	for name, p := range problems {
		want := "ltr"
		if p.Lang == "ar" {
			want = "rtl"
		}
		if saw := l.look(t, render(t, p), encode.HTMLPolicy, visit{}); saw.Direction != want {
			t.Errorf("%s: direction %s, want %s", name, saw.Direction, want)
		}
	}
}

// testColours looks at the page by day, by night and on paper.
func testColours(t *testing.T, l *lab) {
	html := render(t, problems["out-of-credit"])
	light := l.look(t, html, encode.HTMLPolicy, visit{})
	dark := l.look(t, html, encode.HTMLPolicy, visit{dark: true})
	print := l.look(t, html, encode.HTMLPolicy, visit{dark: true, media: "print"})
	if light.Ink == dark.Ink || light.Paper == dark.Paper {
		t.Errorf("light and dark have the colours %s on %s and %s on %s", light.Ink, light.Paper, dark.Ink, dark.Paper)
	}
	if print.Ink != light.Ink {
		t.Errorf("ink on paper is %s, want %s as on a light screen", print.Ink, light.Ink)
	}
}

// testNarrow looks at the page on the smallest screen that WCAG asks for
// (success criterion 1.4.10).
func testNarrow(t *testing.T, l *lab) {
	const width = 320
	for name, p := range problems {
		saw := l.look(t, render(t, p), encode.HTMLPolicy, visit{width: width})
		if saw.Width > width {
			t.Errorf("%s: the page is %d pixels wide, want at most %d", name, saw.Width, width)
		}
		for _, b := range saw.Shown {
			if b.Left < 0 || b.Right > width {
				t.Errorf("%s: %s from %g to %g, want it within 0 and %d", name, b.Name, b.Left, b.Right, width)
			}
			if b.Size < 12 {
				t.Errorf("%s: %s has a font of %g pixels, want at least 12", name, b.Name, b.Size)
			}
		}
	}
}

// testAxe runs the rules of axe-core on all pages.
func testAxe(t *testing.T, l *lab) {
	for name, p := range problems {
		for _, v := range []visit{{}, {dark: true}, {width: 320}, {width: 320, dark: true}} {
			if found := axe(t, l, render(t, p), v); len(found) > 0 {
				t.Errorf("%s, %+v: axe found %q", name, v, found)
			}
		}
	}
}

// axe returns what axe-core has to say against a page.
func axe(t *testing.T, l *lab, html string, v visit) []string {
	t.Helper()
	source := axeSource(t)
	const run = `axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
		.then(r => JSON.stringify({passes: r.passes.length, found: r.violations.concat(r.incomplete)
			.map(f => f.id + ": " + f.nodes.map(n => n.html + " " + n.failureSummary).join("; "))}))`
	var report string
	l.look(t, html, encode.HTMLPolicy, v, chromedp.Evaluate[chromedp.Void](source),
		keep(&report, chromedp.Evaluate[string](run, chromedp.EvalAwaitPromise)))
	var result struct {
		Passes int
		Found  []string
	}
	if err := json.Unmarshal([]byte(report), &result); err != nil {
		t.Fatalf("axe says %q: %v", report, err)
	}
	if result.Passes < 5 {
		t.Errorf("axe tried only %d rules", result.Passes)
	}
	return result.Found
}

// axeSource returns the script of axe-core, which npm ci puts here. Where all
// has to be there, it is fetched.
func axeSource(t *testing.T) string {
	t.Helper()
	path := filepath.Join("node_modules", "axe-core", "axe.min.js")
	source, err := os.ReadFile(path)
	if err != nil && requireAll() {
		if out, err := exec.Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund").CombinedOutput(); err != nil {
			t.Fatalf("npm ci: %v\n%s", err, out)
		}
		source, err = os.ReadFile(path)
	}
	if err != nil {
		missing(t, "there is no axe-core, which npm ci puts here")
	}
	return string(source)
}

// takeScreenshots writes pictures for people to look at.
func takeScreenshots(t *testing.T, l *lab) {
	for name, p := range problems {
		for suffix, v := range map[string]visit{
			"": {}, "-dark": {dark: true}, "-320": {width: 320}, "-320-dark": {width: 320, dark: true}, "-print": {media: "print"},
		} {
			var png []byte
			l.look(t, render(t, p), encode.HTMLPolicy, v, keep(&png, chromedp.FullScreenshot(100)))
			if err := os.WriteFile(filepath.Join(*screenshots, name+suffix+".png"), png, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// keep puts the result of an action into v.
func keep[T any](v *T, action chromedp.Action[T]) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, tab *chromedp.Target) (err error) {
		*v, err = action(ctx, tab)
		return err
	})
}
