package encode_test

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

var (
	htmlTag = regexp.MustCompile(`<[^>]*>`)
	// htmlElement is the root of a page in another language.
	htmlElement = regexp.MustCompile(`^<html lang="[0-9A-Za-z-]+"( dir="rtl")?>$`)
	htmlHref    = regexp.MustCompile(`href="[^"]*"`)
)

// tags returns the tags of a page without what stands in its links.
func tags(page string) []string {
	return htmlTag.FindAllString(htmlHref.ReplaceAllString(page, "href"), -1)
}

// readable returns s as a reader of the page sees it: with U+FFFD for all that
// HTML cannot hold.
func readable(s string) string {
	return strings.Map(func(r rune) rune { // for each byte that is not UTF-8, too
		switch {
		case r == '\t', r == '\n', r == '\r':
			return r
		case r < 0x20, 0x7f <= r && r < 0xa0, 0xfdd0 <= r && r < 0xfdf0, r&0xffff >= 0xfffe:
			return utf8.RuneError
		}
		return r
	}, s)
}

// attacks are texts that must stay text.
var attacks = []struct{ name, text string }{
	{"script", `<script>window.ran=1</script>`},
	{"script in upper case", `<SCRIPT SRC=//evil.example/x.js></SCRIPT>`},
	{"image", `<img src=x onerror=window.ran=1>`},
	{"image in an attribute", `"><img src=x onerror=window.ran=1>`},
	{"single quotes", `' onmouseover='window.ran=1' x='`},
	{"attribute", `" onmouseover="window.ran=1" autofocus onfocus="window.ran=1`},
	{"end of the title", `</title><script>window.ran=1</script>`},
	{"end of the style", `</style><script>window.ran=1</script>`},
	{"end of everything", `</dd></dl></main></body></html><script>window.ran=1</script>`},
	{"comment", `<!-- --><script>window.ran=1</script><!--`},
	{"comment end", `--!><script>window.ran=1</script>`},
	{"cdata", `<![CDATA[<script>window.ran=1</script>]]>`},
	{"entities", `&lt;script&gt;window.ran=1&lt;/script&gt; &amp; &#60; &#x3c`},
	{"svg", `<svg/onload=window.ran=1>`},
	{"iframe", `<iframe srcdoc="<script>parent.ran=1</script>">`},
	{"base", `<base href="//evil.example/">`},
	{"meta", `<meta http-equiv="refresh" content="0;url=//evil.example/">`},
	{"style", `<style>@import "//evil.example/x.css"</style>`},
	{"template", `{{.Err}} ${window.ran=1} <%= 1 %> %(title)s %s %d`},
	{"javascript URL", `javascript:window.ran=1`},
	{"javascript URL in mixed case", `JaVaScRiPt:window.ran=1`},
	{"javascript URL with a tab", "java\tscript:window.ran=1"},
	{"javascript URL with a newline", "java\nscript:window.ran=1"},
	{"javascript URL after a control", "\x01javascript:window.ran=1"},
	{"javascript URL after white space", " \u00a0javascript:window.ran=1"},
	{"javascript URL as a host", `javascript://example.com/%0awindow.ran=1`},
	{"data URL", `data:text/html,<script>parent.ran=1</script>`},
	{"URN", `urn:example:out-of-credit`},
	{"URL of nothing but a scheme", `https://`},
	{"URL without a host", `https:///example.com/`},
	{"URL with a space", `https://example.com/ onclick=window.ran=1`},
	{"URL with a quote", `https://example.com/"onclick="window.ran=1`},
	{"URL with a backslash", `https:\\example.com\`},
	{"URL with a backslash later", `https://example.com\@evil.example/`},
	{"URL with a newline", "https://example.com/\nx"},
	{"URL with a tab in its scheme", "ht\ttps://example.com/"},
	{"URL after white space", " https://example.com/"},
	{"URL with controls", "https://example.com/\x00\x7f"},
	{"URL that reads backwards", "https://example.com/\u202egpj.exe"},
	{"network path", `//evil.example/x`},
	{"NUL", "a\x00b"},
	{"controls", "\x01\x08\x0b\x0c\x0e\x1b[31m\x1f\x7f\u0080\u0085\u009f"},
	{"line breaks", "a\rb\r\nc\nd\u2028e\u2029f"},
	{"invalid UTF-8", "a\xff\xc0\xafb\xed\xa0\x80c\xf0\x9f\x98"},
	{"overlong <", "\xc0\xbcscript\xc0\xbe"},
	{"UTF-7", "+ADw-script+AD4-"},
	{"noncharacters", "\ufdd0\ufdef\ufffe\uffff\U0001fffe\U0010ffff"},
	{"direction overrides", "\u202e\u202d\u2066\u2067\u2068\u2069\u2069\u202c\u061c\u200f"},
	{"byte order mark", "\ufeff<script>"},
}

func TestHTMLKeepsTextText(t *testing.T) {
	t.Parallel()
	fields := []struct {
		name string
		set  func(s string) *problem.Problem
	}{
		{"title", func(s string) *problem.Problem { return &problem.Problem{Title: s} }},
		{"detail", func(s string) *problem.Problem { return &problem.Problem{Detail: s} }},
		{"type", func(s string) *problem.Problem { return &problem.Problem{Type: s} }},
		{"instance", func(s string) *problem.Problem { return &problem.Problem{Instance: s} }},
		{"name", func(s string) *problem.Problem {
			return &problem.Problem{Extensions: problem.Extensions{s: 1}}
		}},
		{"name in a map", func(s string) *problem.Problem {
			return &problem.Problem{Extensions: problem.Extensions{"m": map[string]any{s: 1}}}
		}},
		{"value", func(s string) *problem.Problem {
			return &problem.Problem{Extensions: problem.Extensions{"v": s}}
		}},
		{"value in a list", func(s string) *problem.Problem {
			return &problem.Problem{Extensions: problem.Extensions{"v": []any{s, []string{s}}}}
		}},
		{"value of another type", func(s string) *problem.Problem {
			type text string
			return &problem.Problem{Extensions: problem.Extensions{"v": text(s)}}
		}},
		{"violation", func(s string) *problem.Problem {
			return &problem.Problem{Extensions: problem.Extensions{"errors": problem.Violations{{Detail: s, Pointer: s, Parameter: s, Header: s, Code: s}}}}
		}},
		{"error", func(s string) *problem.Problem {
			return &problem.Problem{Extensions: problem.Extensions{"errors": []any{s, map[string]any{"detail": s, s: s}}}}
		}},
	}
	for _, f := range fields {
		want := tags(page(t, f.set("text")))
		for _, a := range attacks {
			got := page(t, f.set(a.text))
			if diff := cmp.Diff(want, tags(got)); diff != "" {
				t.Errorf("%s as %s: tags (-want +got):\n%s", a.name, f.name, diff)
			}
			if !utf8.ValidString(got) {
				t.Errorf("%s as %s: the page is not UTF-8", a.name, f.name)
			}
			text := readable(strings.TrimSpace(a.text))
			if f.name == "value of another type" {
				continue // JSON has its own view of what is not Unicode.
			}
			if !strings.Contains(html.UnescapeString(got), text) {
				t.Errorf("%s as %s: the page does not say %q:\n%s", a.name, f.name, text, got)
			}
		}
	}
}

func TestHTMLLang(t *testing.T) {
	t.Parallel()
	for _, a := range attacks {
		got := page(t, &problem.Problem{Lang: a.text})
		if !strings.HasPrefix(got, "<!DOCTYPE html>\n<html lang=\"en\">\n") {
			t.Errorf("%s as Lang: page starts with %.60q", a.name, got)
		}
	}
}

func TestHTMLLinksOnlyToTheWeb(t *testing.T) {
	t.Parallel()
	for _, uri := range []string{
		"https://example.com/probs/out-of-credit",
		"http://example.com",
		"HTTPS://EXAMPLE.COM/",
		"https://user@example.com:8443/a/b;c?d=e&f='g'#h(i)~!$*+,",
		"https://[2001:db8::1]/%D0%BF",
	} {
		got := page(t, &problem.Problem{Type: uri})
		want := fmt.Sprintf(`<a rel="help noreferrer" href="%s">%[1]s</a>`, html.EscapeString(uri))
		if !strings.Contains(got, want) {
			t.Errorf("type %s: page lacks %s:\n%s", uri, want, got)
		}
	}
	for c := range 256 {
		allowed := '!' <= c && c <= '~' && !strings.ContainsRune("\"<>\\^`{|}", rune(c))
		got := page(t, &problem.Problem{Type: "https://example.com/" + string([]byte{byte(c)}) + "x"})
		if strings.Contains(got, "<a ") != allowed {
			t.Errorf("a type with the byte %#x: want a link: %t", c, allowed)
		}
	}
	for _, a := range attacks {
		if got := page(t, &problem.Problem{Type: a.text}); strings.Contains(got, "<a ") {
			t.Errorf("type %q (%s) is a link:\n%s", a.text, a.name, got)
		}
	}
}

func TestHTMLLongTexts(t *testing.T) {
	t.Parallel()
	for _, unit := range []string{"x", "<", "\xff", "й"} {
		s := strings.TrimSpace(strings.Repeat(unit, 1<<20/len(unit)))
		p := &problem.Problem{
			Type: s, Title: s, Detail: s, Instance: s, Lang: s,
			Extensions: problem.Extensions{s: s, "list": []any{s}},
		}
		got := html.UnescapeString(page(t, p))
		if n := strings.Count(got, readable(s)); n != 8 { // the title is there twice
			t.Errorf("%d of 8 texts of 1 MB of %q are on the page", n, unit)
		}
	}
}

func FuzzHTML(f *testing.F) {
	for _, a := range attacks {
		f.Add(a.text, a.text, a.text, a.text, a.text, a.text, a.text, 404)
	}
	f.Add("https://example.com/?a=1&b=2", "Title", "Detail\nmore", "/1", "name", "value", "az-Arab-IR-x-y", 0)
	known, err := encode.HTML{}.Append(nil, &problem.Problem{
		Type: "https://example.com", Title: "t", Detail: "d", Instance: "i", Status: 404,
		Extensions: problem.Extensions{"list": []any{map[string]any{"": ""}}},
	})
	if err != nil {
		f.Fatal(err)
	}
	meant := tags(string(known))
	f.Fuzz(func(t *testing.T, typ, title, detail, instance, name, value, lang string, status int) {
		p := &problem.Problem{
			Type: typ, Title: title, Detail: detail, Instance: instance, Lang: lang, Status: status,
			Extensions: problem.Extensions{"x-" + name: []any{value, map[string]any{value: name}}},
		}
		b, err := encode.HTML{}.Append([]byte("dst"), p)
		if err != nil {
			t.Fatalf("Append: %v", err)
		}
		page, ok := strings.CutPrefix(string(b), "dst")
		if !ok || !utf8.ValidString(page) {
			t.Fatalf("page = %q", page)
		}
		text := html.UnescapeString(page)
		for _, s := range []string{strings.TrimSpace(title), detail, instance, "x-" + name, value} {
			if !strings.Contains(text, readable(s)) {
				t.Errorf("the page does not say %q", readable(s))
			}
		}
		if typ != problem.BlankType && !strings.Contains(text, readable(typ)) {
			t.Errorf("the page does not name the type %q", typ)
		}
		for _, tag := range tags(page) {
			if !slices.Contains(meant, tag) && !htmlElement.MatchString(tag) {
				t.Errorf("unexpected tag %q", tag)
			}
		}
	})
}
