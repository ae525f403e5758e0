package browser

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/goproblem/problemdetails/problem"
)

// meant are the elements of the page with the attributes that each of them may
// have: a value, or "*" for one that is checked on its own.
var meant = map[string][]map[string]string{
	"html":  {{"lang": "*"}, {"lang": "*", "dir": "rtl"}},
	"head":  {{}},
	"meta":  {{"charset": "utf-8"}, {"name": "viewport", "content": "width=device-width, initial-scale=1"}, {"name": "color-scheme", "content": "light dark"}, {"name": "robots", "content": "noindex"}},
	"link":  {{"rel": "alternate", "type": "application/problem+json", "href": "#"}, {"rel": "icon", "href": "data:,"}},
	"style": {{}},
	"title": {{}},
	"body":  {{}},
	"main":  {{}},
	"h1":    {{}},
	"p":     {{"class": "status"}, {"class": "detail"}, {}},
	"dl":    {{}, {"class": "about"}},
	"div":   {{}},
	"dt":    {{}},
	"dd":    {{}, {"class": "whole"}},
	"a":     {{"rel": "help noreferrer", "href": "*"}},
	"ul":    {{}},
	"li":    {{}},
	"i":     {{}, {"lang": "en", "dir": "ltr"}},
}

// children are the elements that may stand in an element.
var children = map[string]string{
	"html": "head body", "head": "meta link style title", "body": "main", "main": "h1 p dl", "dl": "div", "div": "dt dd",
	"dt": "i", "dd": "a i ul dl", "ul": "li", "li": "p i ul dl", "p": "i",
}

// check fails the test where the page for p is not what it is meant to be.
func check(t *testing.T, p *problem.Problem) {
	t.Helper()
	page := render(t, p)
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatalf("Parse: %v", err)
	}
	count := map[string]int{}
	var style string
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		switch n.Type {
		case html.ElementNode:
			count[n.Data]++
			if wrong := wrongWith(p, n); wrong != "" {
				t.Error(wrong)
			}
			if n.Data == "style" {
				style = text(n)
			}
		case html.CommentNode:
			t.Errorf("the page has the comment %q", n.Data)
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
	}
	walk(doc)
	for _, once := range []string{"html", "head", "title", "style", "body", "main", "h1"} {
		if count[once] != 1 {
			t.Errorf("the page has %d elements %s, want 1", count[once], once)
		}
	}
	if want := renderedStyle(t); style != want {
		t.Errorf("style = %q, want %q", style, want)
	}
	if t.Failed() {
		t.Logf("%#v:\n%s", p, page)
	}
}

// renderedStyle returns the style sheet of a page without any text.
func renderedStyle(t *testing.T) string {
	_, s, _ := strings.Cut(render(t, nil), "<style>")
	s, _, _ = strings.Cut(s, "</style>")
	return s
}

// wrongWith says what is wrong with an element of the page for p: where it
// stands or its attributes. It returns "" if nothing is.
func wrongWith(p *problem.Problem, n *html.Node) string {
	if n.Namespace != "" {
		return fmt.Sprintf("element %s of namespace %s", n.Data, n.Namespace)
	}
	if n.Parent.Type == html.ElementNode && !slices.Contains(strings.Fields(children[n.Parent.Data]), n.Data) {
		return fmt.Sprintf("element %s within %s", n.Data, n.Parent.Data)
	}
	fits := func(attrs map[string]string) bool {
		if len(attrs) != len(n.Attr) {
			return false
		}
		for _, a := range n.Attr {
			want, ok := attrs[a.Key]
			switch {
			case !ok || a.Namespace != "":
				return false
			case want == "*" && a.Key == "href":
				if a.Val != p.Type {
					return false
				}
			case want == "*" && a.Key == "lang":
				if a.Val != p.Lang && a.Val != "en" {
					return false
				}
			case a.Val != want:
				return false
			}
		}
		return true
	}
	if !slices.ContainsFunc(meant[n.Data], fits) {
		return fmt.Sprintf("element %s with the attributes %v", n.Data, n.Attr)
	}
	return ""
}

// text returns the text within n.
func text(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := range n.ChildNodes() {
		b.WriteString(text(c))
	}
	return b.String()
}

// texts returns the texts of the elements of this name, in their order.
func texts(n *html.Node, name string) (list []string) {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.Data == name {
			list = append(list, text(d))
		}
	}
	return list
}

// asRead returns s as a parser of HTML is meant to read it.
func asRead(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	return strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\t' && r != '\n' || 0x7f <= r && r < 0xa0 || 0xfdd0 <= r && r < 0xfdf0 || r&0xfffe == 0xfffe {
			return '\ufffd'
		}
		return r
	}, s)
}

func TestParsedPagesAreAsMeant(t *testing.T) {
	for name, p := range problems {
		t.Run(name, func(t *testing.T) { check(t, p) })
	}
	for _, s := range attacks {
		t.Run(s, func(t *testing.T) { check(t, attacked(s)) })
	}
}

func TestParsedPagesOfRandomTexts(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	pieces := append(slices.Clone(attacks), "<", ">", "&", "\"", "'", "=", "/", "!", "--", "&amp", "&lt;", "\x00", "\xff", "й", "\n", "script", "https://", "en", "-")
	word := func() string {
		var b strings.Builder
		for range random.IntN(5) {
			if s := pieces[random.IntN(len(pieces))]; random.IntN(2) == 0 {
				b.WriteString(s)
			} else {
				b.WriteString(s[random.IntN(len(s)):])
			}
		}
		return b.String()
	}
	for range 3000 {
		detail, name, value := word(), "x"+word(), word()
		p := &problem.Problem{
			Type: word(), Title: word(), Status: random.IntN(700), Detail: detail, Instance: word(), Lang: word(),
			Extensions: problem.Extensions{
				name: value, "y": []any{word(), map[string]any{word(): word(), word(): []string{word()}}},
				"errors": problem.Violations{{Detail: word(), Pointer: word(), Parameter: word(), Header: word(), Code: word()}, {}},
			},
		}
		check(t, p)
		doc, err := html.Parse(strings.NewReader(render(t, p)))
		if err != nil {
			t.Fatal(err)
		}
		if detail != "" && !slices.Contains(texts(doc, "p"), asRead(detail)) {
			t.Errorf("no paragraph says %q", asRead(detail))
		}
		if !slices.Contains(texts(doc, "dt"), asRead(name)) {
			t.Errorf("no term says %q", asRead(name))
		}
		if value != "" && !slices.Contains(texts(doc, "dd"), asRead(value)) {
			t.Errorf("no description says %q", asRead(value))
		}
		if t.Failed() {
			t.FailNow()
		}
	}
}

// TestWrongWith proves that the check can fail.
func TestWrongWith(t *testing.T) {
	for _, tt := range []struct {
		inner string
		wrong bool
	}{
		{"text", false},
		{"<i>text</i>", false},
		{"<a href='https://example.com' rel='help noreferrer'>", false},
		{"<a href='https://example.com/other' rel='help noreferrer'>", true},
		{"<a href='https://example.com'>", true},
		{"<i onclick=x>", true},
		{"<i style=x>", true},
		{"<script></script>", true},
		{"<div><p>", true},
		{"<svg>", true},
	} {
		doc, err := html.Parse(strings.NewReader("<html lang=en><main><dl><div><dd>" + tt.inner))
		if err != nil {
			t.Fatal(err)
		}
		var wrong []string
		for n := range doc.Descendants() {
			if n.Type == html.ElementNode {
				if s := wrongWith(&problem.Problem{Type: "https://example.com"}, n); s != "" {
					wrong = append(wrong, s)
				}
			}
		}
		if (len(wrong) > 0) != tt.wrong {
			t.Errorf("wrong with %s is %q, want any: %v", tt.inner, wrong, tt.wrong)
		}
	}
}
