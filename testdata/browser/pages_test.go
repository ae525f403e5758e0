// Package browser checks the built-in page of encode.HTML with programs that
// know HTML better than its tests do: the parser of golang.org/x/net, a real
// Chromium with JavaScript switched on, and axe-core.
package browser

import (
	"fmt"
	"strings"
	"testing"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

// render returns the built-in page for p.
func render(t *testing.T, p *problem.Problem) string {
	t.Helper()
	b, err := encode.HTML{}.Append(nil, p)
	if err != nil {
		t.Fatalf("Append: %v", err)
	}
	return string(b)
}

// problems are those whose pages people look at.
var problems = map[string]*problem.Problem{
	"zero": {},
	"bare": {Status: 404},
	"not-found": {
		Title: "Not Found", Status: 404,
		Detail: "There is no order 4711.\nPerhaps it was archived: orders are kept for ten years.",
	},
	"out-of-credit": {
		Type: "https://example.com/probs/out-of-credit", Title: "You do not have enough credit.", Status: 403,
		Detail:   "Your current balance is 30, but that costs 50.",
		Instance: "/account/12345/msgs/abc",
		Extensions: problem.Extensions{
			"balance": 30, "accounts": []any{"/account/12345", "/account/67890"},
		},
	},
	"validation": {
		Type: "https://example.net/validation-error", Title: "Your request is not valid.", Status: 422,
		Detail: "Three of its parts need another look.", Instance: "urn:uuid:1b4e28ba-2fa1-11d2-883f-0016d3cca427",
		Extensions: problem.Extensions{
			"errors": problem.Violations{
				{Detail: "must be a positive integer", Pointer: "#/age", Code: "range"},
				{Detail: "must be 'green', 'red' or 'blue'", Pointer: "#/profile/color"},
				{Detail: "is required", Header: "Idempotency-Key"},
			},
			"trace_id": "4bf92f3577b34da6a3ce929d0e0e4736",
		},
	},
	"forty": {
		Type: "tag:example.com,2026:many", Title: "Conflict", Status: 409,
		Detail: "Forty extensions, each with maps and lists within it.", Extensions: forty(),
	},
	"deep": {
		Title: "Conflict", Status: 409, Detail: "One extension of forty levels, and a list of a thousand.",
		Extensions: problem.Extensions{"deep": deep(40), "long": make([]string, 1000)},
	},
	"long-words": {
		Type: "https://example.com/" + strings.Repeat("a-very-long-path/", 30), Title: strings.Repeat("Donaudampfschifffahrt", 9), Status: 500,
		Detail: strings.Repeat("x", 500), Instance: "/" + strings.Repeat("0123456789abcdef", 30), Lang: "de",
		Extensions: problem.Extensions{
			strings.Repeat("name", 50): strings.Repeat("value", 100),
			"nested":                   map[string]any{strings.Repeat("name", 50): []any{strings.Repeat("value", 100)}},
		},
	},
	"arabic": {
		Type: "https://example.com/probs/out-of-credit", Title: "ليس لديك رصيد كافٍ", Status: 403,
		Detail: "رصيدك الحالي 30، لكن هذا يكلف 50.\nأضف رصيدًا ثم حاول مرة أخرى.", Instance: "/account/12345/msgs/abc", Lang: "ar",
		Extensions: problem.Extensions{
			"balance": 30, "accounts": []any{"/account/12345", "/account/67890"},
			"errors": problem.Violations{{Detail: "يجب أن يكون عددًا موجبًا", Pointer: "#/age", Code: "range"}},
		},
	},
	"arabic-without-lang": {
		Title: "ليس لديك رصيد كافٍ", Status: 403, Detail: "رصيدك الحالي 30.",
		Extensions: problem.Extensions{"שם": "ערך", "b": "مرحبا 1 2"},
	},
	"japanese": {
		Title: "見つかりません", Status: 404, Detail: "注文番号四七一一は存在しません。", Lang: "ja",
	},
}

// forty returns forty extensions, none of them flat.
func forty() problem.Extensions {
	x := problem.Extensions{}
	for i := range 40 {
		x[fmt.Sprintf("extension_%02d", i+1)] = map[string]any{
			"id": i, "name": fmt.Sprintf("The one with number %d", i+1), "tags": []any{"red", "green"},
			"limits": map[string]any{"day": 10 * i, "week": map[string]any{"soft": 50, "hard": []any{60, 70}}},
		}
	}
	return x
}

// deep returns a value of so many levels.
func deep(levels int) any {
	var v any = "the bottom"
	for i := range levels {
		if v = map[string]any{"level": levels - i, "inner": v}; i%5 == 4 {
			v = []any{v}
		}
	}
	return v
}

// attacks are texts that must stay text. If one runs, window.ran is set or a
// request is sent.
var attacks = []string{
	`<script>window.ran=1</script>`,
	`<SCRIPT SRC=/leak></SCRIPT>`,
	`<img src=/leak onerror=window.ran=1>`,
	`"><img src=/leak onerror=window.ran=1>`,
	`'><img src=/leak onerror=window.ran=1>`,
	"`><img src=/leak onerror=window.ran=1>",
	`" autofocus tabindex=0 onfocus="window.ran=1" x="`,
	`' autofocus onfocus='window.ran=1' x='`,
	` onload=window.ran=1 `,
	`</title><script>window.ran=1</script>`,
	`</style><script>window.ran=1</script><style>@import "/leak";</style>`,
	`</h1></p></dd></dl></main></body></html><script>window.ran=1</script>`,
	`<!--><script>window.ran=1</script>-->`,
	`--!><script>window.ran=1</script>`,
	`]]><script>window.ran=1</script>`,
	`<![CDATA[<script>window.ran=1</script>]]>`,
	`<?x ><script>window.ran=1</script>`,
	`<svg/onload=window.ran=1>`,
	`<svg><style><img src=/leak onerror=window.ran=1></style></svg>`,
	`<math><mtext><table><mglyph><style><img src=/leak onerror=window.ran=1>`,
	`<noscript><p title="</noscript><img src=/leak onerror=window.ran=1>">`,
	`<template><script>window.ran=1</script></template>`,
	`<iframe srcdoc="<script>parent.ran=1</script>"></iframe>`,
	`<iframe src="javascript:parent.ran=1"></iframe>`,
	`<object data=/leak></object><embed src=/leak>`,
	`<base href="/leak/"><a href=x>x</a>`,
	`<meta http-equiv=refresh content="0;url=/leak">`,
	`<link rel=stylesheet href=/leak>`,
	`<style>@import "/leak";*{background:url(/leak)}</style>`,
	`<form action=/leak><button autofocus>x</button></form>`,
	`<video src=/leak autoplay onerror=window.ran=1></video>`,
	`<details open ontoggle=window.ran=1>`,
	`<marquee onstart=window.ran=1>`,
	`&lt;script&gt;window.ran=1&lt;/script&gt;`,
	`&#60;img src=/leak onerror=window.ran=1&#62;`,
	`+ADw-script+AD4-window.ran=1+ADw-/script+AD4-`,
	"\xc0\xbcscript\xc0\xbewindow.ran=1\xc0\xbc/script\xc0\xbe",
	"<\x00script>window.ran=1</script>",
	"<scr\x00ipt>window.ran=1</scr\x00ipt>",
	"<img\x0csrc=/leak\x0bonerror=window.ran=1>",
	"\x1b$B<img src=/leak onerror=window.ran=1>\x1b(B",
	`javascript:window.ran=1`,
	`JaVaScRiPt:window.ran=1`,
	"java\tscript:window.ran=1",
	"java\r\nscript:window.ran=1",
	"\x01javascript:window.ran=1",
	"\u00a0javascript:window.ran=1",
	`javascript://example.com/%0awindow.ran=1`,
	`data:text/html,<script>window.ran=1</script>`,
	`vbscript:window.ran=1`,
	`urn:example:<b>x</b>`,
	`https://example.com/" onclick="window.ran=1`,
	`https://example.com/><img src=/leak onerror=window.ran=1>`,
	"https://example.com/\u202egnp.exe",
	"\u202e\u2066\u2067\u2068\u2069\u2069\u202c",
	"\ufeff<script>window.ran=1</script>",
	"a\xffb\xed\xa0\x80c\xf0\x9f\x98",
	"\ufdd0\uffff\U0010ffff",
	"a\rb\r\nc\n\n d\te",
}

// attacked returns a problem with s in every place that takes text.
func attacked(s string) *problem.Problem {
	return &problem.Problem{
		Type: s, Title: s, Status: 500, Detail: s, Instance: s, Lang: s,
		Extensions: problem.Extensions{
			"x-" + s: s,
			"list":   []any{s, []string{s}, map[string]any{s: s}},
			"errors": problem.Violations{{Detail: s, Pointer: s, Parameter: s, Header: s, Code: s}},
		},
	}
}
