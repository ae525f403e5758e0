package encodetest

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"time"

	"github.com/goproblem/problemdetails/problem"
)

// A sample is a problem that is made anew for each use.
type sample struct {
	name string
	make func() *problem.Problem
}

// ordinary are problems that every format can write. Their extensions are such
// that none is confused with another in a format that has neither null nor
// types, like XML.
var ordinary = []sample{
	{"zero problem", func() *problem.Problem { return &problem.Problem{} }},
	{"standard members", standard},
	{"blank type", func() *problem.Problem {
		return &problem.Problem{Type: problem.BlankType, Title: "Not Found", Status: 404}
	}},
	{"status out of range", func() *problem.Problem { return &problem.Problem{Title: "t", Status: 999} }},
	{"text of all kinds", func() *problem.Problem {
		return &problem.Problem{
			Title:      `"quotes", 'more', \ back/slash, <b>&amp;</b> ]]> </script> {{.}} %s $x`,
			Detail:     "line one\nline two: three\n- four\n\n# five é ß 日本語 🙂 \u00a0end",
			Extensions: problem.Extensions{"yes": "yes", "no": "no", "number": "12", "null_text": "null", "tilde": "~", "text": "a: b # <c>"},
		}
	}},
	{"long text", func() *problem.Problem {
		return &problem.Problem{Title: "t", Detail: strings.Repeat("0123456789 äöü <&> ", 5000)}
	}},
	{"scalars", scalars},
	{"nested extensions", func() *problem.Problem {
		return &problem.Problem{Title: "t", Extensions: problem.Extensions{
			"accounts": []string{"/account/12345", "/account/67890"},
			"list":     []any{"a", 1, true, []any{"b", "c"}, map[string]any{"d": "e", "f": []any{1, 2}}},
			"limits":   map[string]any{"per_hour": 100, "per_day": 1000, "note": map[string]any{"text": "x"}},
			"names":    map[string]string{"one": "eins", "two": "zwei"},
		}}
	}},
	{"violations", func() *problem.Problem {
		return &problem.Problem{Status: 422, Extensions: problem.Extensions{"errors": problem.Violations{
			{Detail: "must be a positive integer", Pointer: "#/age"},
			{Detail: "must be 'green', 'red' or 'blue'", Pointer: "#/profile/color", Code: "enum"},
			{Detail: "too many", Parameter: "limit"},
			{Detail: "missing", Header: "If-Match"},
		}}}
	}},
	{"many extensions", func() *problem.Problem {
		p := &problem.Problem{Title: "t", Extensions: problem.Extensions{}}
		for c := 'a'; c <= 'z'; c++ {
			p.Extensions["member_"+string(c)] = string(c)
		}
		return p
	}},
}

func standard() *problem.Problem {
	return &problem.Problem{
		Type: "https://example.com/probs/out-of-credit", Title: "You do not have enough credit.", Status: 403,
		Detail: "Your current balance is 30, but that costs 50.", Instance: "/account/12345/msgs/abc",
	}
}

func scalars() *problem.Problem {
	p := standard()
	p.Extensions = problem.Extensions{
		"text": "text", "truth": true, "lie": false, "int": 30, "negative": int64(-9007199254740993), "huge": uint64(math.MaxUint64),
		"small": int8(-8), "half": 0.5, "number": json.Number("12345678901234567890.5"), "time": time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC),
	}
	return p
}

// anySamples are the ordinary ones and such as every format writes too, but
// not all give back.
var anySamples = append([]sample{
	{"nil problem", func() *problem.Problem { return nil }},
	{"negative status", func() *problem.Problem { return &problem.Problem{Status: -1} }},
	{"not UTF-8", func() *problem.Problem {
		return &problem.Problem{Type: "\xff", Title: "a\xffb", Detail: "\xed\xa0\x80", Instance: "\xc3", Extensions: problem.Extensions{"text": "\xf0\x9f"}}
	}},
	{"control characters", func() *problem.Problem {
		s := "\x00\x01\b\t\r\n\x1b[31m\x7f\u0085\u2028\u2029\u202e\ufeff\ufffe\uffff"
		return &problem.Problem{Type: s, Title: s, Detail: s, Instance: s, Extensions: problem.Extensions{"text": s}}
	}},
	{"no URI", func() *problem.Problem { return &problem.Problem{Type: "javascript:alert(1)", Instance: " \" > "} }},
	{"odd language", func() *problem.Problem { return &problem.Problem{Title: "t", Lang: `x" onload="`} }},
	{"empty extensions", func() *problem.Problem {
		return &problem.Problem{Extensions: problem.Extensions{
			"null": nil, "text": "", "list": []any{}, "object": map[string]any{}, "none": []string(nil), "nothing": map[string]any(nil), "errors": problem.Violations{},
		}}
	}},
}, ordinary...)

// An odd sample is an extension that a format may refuse: the error names it.
type oddSample struct {
	name, member string
	make         func() any
}

type loud struct{}

func (loud) MarshalJSON() ([]byte, error) { panic("encodetest: MarshalJSON") }
func (loud) MarshalText() ([]byte, error) { panic("encodetest: MarshalText") }
func (loud) String() string               { panic("encodetest: String") }

type failing struct{}

func (failing) MarshalJSON() ([]byte, error) { return nil, errors.New("encodetest: MarshalJSON") }

var oddSamples = []oddSample{
	{"empty name", "", text},
	{"name with a space", "a b", text},
	{"name with a colon", "a:b", text},
	{"name with a line break", "a\nb: c", text},
	{"name that is a number", "1", text},
	{"name that is markup", `a><script x="`, text},
	{"name that is not UTF-8", "a\xff", text},
	{"name with a control character", "a\x1b", text},
	{"name of a standard member", "status", text},
	{"name that begins like XML", "xmlns", text},
	{"name beyond ASCII", "größe", text},
	{"long name", strings.Repeat("a", 10_000), text},
	{"channel", "value", func() any { return make(chan int) }},
	{"function", "value", func() any { return func() {} }},
	{"not a number", "value", func() any { return math.NaN() }},
	{"infinity", "value", func() any { return []any{math.Inf(-1)} }},
	{"complex number", "value", func() any { return 1i }},
	{"number that is none", "value", func() any { return json.Number("<b>") }},
	{"no number", "value", func() any { return json.Number("") }},
	{"raw JSON", "value", func() any { return json.RawMessage(` { "a" : [ 1 ] } `) }},
	{"broken raw JSON", "value", func() any { return json.RawMessage(`{"a":`) }},
	{"panic", "value", func() any { return loud{} }},
	{"panic deeper down", "value", func() any { return map[string]any{"a": []any{loud{}}} }},
	{"failure", "value", func() any { return failing{} }},
	{"struct", "value", func() any {
		return struct {
			A int `json:"a"`
			B *string
		}{A: 1}
	}},
	{"nil problem", "value", func() any { return (*problem.Problem)(nil) }},
	{"nil pointer", "value", func() any { return (*int)(nil) }},
	{"nil error", "value", func() any { return error(nil) }},
	{"problem", "value", func() any { return &problem.Problem{Title: "inner", Status: 400} }},
	{"bytes", "value", func() any { return []byte("bytes") }},
	{"year beyond four digits", "value", func() any { return time.Date(123456, 1, 1, 0, 0, 0, 0, time.UTC) }},
	{"deep list", "value", func() any {
		var v any = "deep"
		for range 10_000 {
			v = []any{v}
		}
		return v
	}},
	{"deep object", "value", func() any {
		var v any = "deep"
		for range 10_000 {
			v = map[string]any{"a": v}
		}
		return v
	}},
	{"object that is its own member", "value", func() any {
		m := map[string]any{}
		m["self"] = m
		return m
	}},
	{"list that is its own element", "value", func() any {
		l := make([]any, 1)
		l[0] = l
		return l
	}},
	{"odd name deeper down", "value", func() any { return map[string]any{"a b><": "text"} }},
}

func text() any { return "text" }

// problem returns a problem with the odd member between two others.
func (o oddSample) problem() *problem.Problem {
	p := &problem.Problem{Title: "t", Status: 500, Extensions: problem.Extensions{"before": "a", "zafter": "b"}}
	p.Extensions[o.member] = o.make()
	return p
}
