package browser

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/debugger"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/goproblem/problemdetails/encode"
)

// requireAll reports whether all programs that tests need have to be there.
func requireAll() bool { return os.Getenv("PROBLEM_REQUIRE_ALL") == "1" }

// missing skips the test for want of something, or fails it.
func missing(t *testing.T, what string) {
	t.Helper()
	if requireAll() {
		t.Fatal(what + ", and PROBLEM_REQUIRE_ALL=1 asks for all")
	}
	t.Skip(what)
}

// A lab is a tab of a browser, and a server on loopback whose pages it opens.
type lab struct {
	url string
	tab context.Context

	mu     sync.Mutex
	page   string
	policy string
	heard  sight // since the page was opened
}

// newLab starts a browser that ends with the test, or skips the test.
func newLab(t *testing.T) *lab {
	t.Helper()
	var path string
	for _, name := range []string{os.Getenv("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		missing(t, "there is no chromium")
	}
	// Nothing may call home: the network may be closed, and requests count.
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)

	l := &lab{tab: ctx}
	server := httptest.NewServer(l)
	t.Cleanup(server.Close)
	l.url = server.URL
	if err := chromedp.Listen(ctx, l.hear); err != nil {
		t.Fatalf("start %s: %v", path, err)
	}
	_, err1 := chromedp.Call(ctx, network.Enable, network.EnableParams{})
	_, err2 := chromedp.Call(ctx, debugger.Enable, debugger.EnableParams{})
	_, err3 := chromedp.Call(ctx, log.Enable, cdp.Empty{})
	_, err4 := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: watch})
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		t.Fatalf("prepare the tab: %v", err)
	}
	return l
}

// ServeHTTP answers with the page.
func (l *lab) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.heard.Asked = append(l.heard.Asked, r.Method+" "+r.URL.RequestURI())
	if l.policy != "" {
		w.Header().Set("Content-Security-Policy", l.policy)
	}
	w.Header().Set("Content-Type", encode.HTML{}.ContentType())
	w.WriteHeader(http.StatusNotFound)
	_, _ = w.Write([]byte(l.page))
}

// hear takes note of what the browser says about its tab.
func (l *lab) hear(event any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		l.heard.Requests = append(l.heard.Requests, e.Request.Method+" "+e.Request.URL)
	case *debugger.EventScriptParsed:
		if strings.HasPrefix(e.URL, l.url) {
			l.heard.Scripts++
		}
	case *runtime.EventExceptionThrown:
		l.heard.Exceptions++
	case *log.EventEntryAdded:
		l.heard.Logged = append(l.heard.Logged, e.Entry.Text)
	}
}

// A visit is one look at one page.
type visit struct {
	width int64
	dark  bool
	media string // "print", or empty for the screen
}

// A sight is what a visit found.
type sight struct {
	Ran        bool     // a script has set window.ran
	Violations []string // of the Content-Security-Policy
	Scripts    int      // that the page brought along
	Exceptions int
	Logged     []string
	Requests   []string // that the browser sent, or wanted to send
	Asked      []string // that reached the server
	Width      int64    // of the document
	Direction  string
	Ink, Paper string
	Shown      []box
}

// A box is where an element with text stands.
type box struct {
	Name        string
	Left, Right float64
	Size        float64 // of the font
}

// watch runs before the page, and outside of its policy.
const watch = `
window.violations = [];
addEventListener("securitypolicyviolation", e => violations.push(e.violatedDirective + " " + e.blockedURI));
window.alert = window.confirm = window.prompt = () => { window.ran = "dialog" };`

// provoke wakes whatever listens to events.
const provoke = `for (const e of document.querySelectorAll("*"))
	for (const type of ["mouseover", "mouseenter", "focus", "focusin", "pointerdown", "load", "error", "toggle", "animationend"])
		e.dispatchEvent(new Event(type, {bubbles: true}));
new Promise(done => requestIdleCallback(done, {timeout: 1000}))`

// measure says what the page has become.
const measure = `(() => {
	const shown = [];
	for (const e of document.querySelectorAll("h1,p,dt,dd,li,a")) {
		const r = e.getBoundingClientRect();
		shown.push({Name: e.localName, Left: r.left, Right: r.right, Size: parseFloat(getComputedStyle(e).fontSize)});
	}
	return {
		Ran: window.ran !== undefined, Violations: violations, Width: document.documentElement.scrollWidth,
		Direction: getComputedStyle(document.body).direction, Shown: shown,
		Ink: getComputedStyle(document.body).color, Paper: getComputedStyle(document.documentElement).backgroundColor,
	};
})()`

// look opens the page, runs the actions in it, and says what it saw before.
func (l *lab) look(t *testing.T, html, policy string, v visit, actions ...chromedp.Action[chromedp.Void]) sight {
	t.Helper()
	ctx, cancel := context.WithTimeout(l.tab, time.Minute)
	defer cancel()
	scheme, width := "light", v.width
	if v.dark {
		scheme = "dark"
	}
	if width == 0 {
		width = 1100
	}
	_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Media: v.media, Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	})
	if err != nil {
		t.Fatalf("set the media: %v", err)
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 720)); err != nil {
		t.Fatalf("set the width: %v", err)
	}
	l.mu.Lock()
	l.page, l.policy, l.heard = html, policy, sight{}
	l.mu.Unlock()
	err = chromedp.Do(ctx, chromedp.Navigate(l.url+"/page"), chromedp.Evaluate[chromedp.Void](provoke, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("open the page: %v", err)
	}
	saw, err := chromedp.Run(ctx, chromedp.Evaluate[sight](measure))
	if err != nil {
		t.Fatalf("measure the page: %v", err)
	}
	l.mu.Lock()
	saw.Requests, saw.Asked, saw.Scripts = l.heard.Requests, l.heard.Asked, l.heard.Scripts
	saw.Exceptions, saw.Logged = l.heard.Exceptions, l.heard.Logged
	l.mu.Unlock()
	if err := chromedp.Do(ctx, actions...); err != nil {
		t.Fatalf("act on the page: %v", err)
	}
	return saw
}
