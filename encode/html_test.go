package encode_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

// page returns the built-in page for p.
func page(t *testing.T, p *problem.Problem) string {
	t.Helper()
	b, err := encode.HTML{}.Append(nil, p)
	if err != nil {
		t.Fatalf("Append: %v", err)
	}
	return string(b)
}

// body returns what stands within the main element of the built-in page.
func body(t *testing.T, p *problem.Problem) string {
	t.Helper()
	_, s, ok := strings.Cut(page(t, p), "<main>\n")
	s, _, closed := strings.Cut(s, "</main>")
	if !ok || !closed {
		t.Fatalf("no main element in %s", page(t, p))
	}
	return s
}

func TestHTMLBody(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		p    *problem.Problem
		want string
	}{
		{"nil", nil, "<h1>Problem</h1>\n"},
		{"zero", &problem.Problem{}, "<h1>Problem</h1>\n"},
		{"status alone", &problem.Problem{Status: 404}, "<h1>404</h1>\n"},
		{"status that is none", &problem.Problem{Status: 99, Title: "Odd"}, "<h1>Odd</h1>\n"},
		{"title of white space", &problem.Problem{Status: 404, Title: " \n"}, "<h1>404</h1>\n"},
		{"title alone", &problem.Problem{Title: "Out of credit"}, "<h1>Out of credit</h1>\n"},
		{
			"status and title",
			&problem.Problem{Status: 404, Title: "Not Found"},
			"<p class=\"status\">404</p>\n<h1>Not Found</h1>\n",
		},
		{
			"detail keeps its lines",
			&problem.Problem{Status: 404, Detail: "No order 4711.\n\nPerhaps it was deleted."},
			"<h1>404</h1>\n<p class=\"detail\">No order 4711.\n\nPerhaps it was deleted.</p>\n",
		},
		{"blank type", &problem.Problem{Status: 404, Type: problem.BlankType}, "<h1>404</h1>\n"},
		{
			"type and instance",
			&problem.Problem{Status: 403, Type: "https://example.com/probs?a=1&b=2", Instance: "/account/12345"},
			"<h1>403</h1>\n<dl class=\"about\">\n" +
				"<div><dt>type</dt><dd><a rel=\"help noreferrer\" href=\"https://example.com/probs?a=1&amp;b=2\">" +
				"https://example.com/probs?a=1&amp;b=2</a></dd></div>\n" +
				"<div><dt>instance</dt><dd class=\"whole\">/account/12345</dd></div>\n</dl>\n",
		},
		{
			"scalars in name order",
			&problem.Problem{Status: 403, Extensions: problem.Extensions{
				"balance": 30, "active": true, "rate": 1e-7, "big": json.Number("123456789012345678901234567890"),
				"at": time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC), "name": "Jo & Co", "none": nil, "empty": "",
				"unsigned": uint8(7), "fraction": float32(0.5),
			}},
			"<h1>403</h1>\n<dl>\n" +
				"<div><dt>active</dt><dd>true</dd></div>\n" +
				"<div><dt>at</dt><dd>2026-11-20T10:00:00Z</dd></div>\n" +
				"<div><dt>balance</dt><dd>30</dd></div>\n" +
				"<div><dt>big</dt><dd>123456789012345678901234567890</dd></div>\n" +
				"<div><dt>empty</dt><dd><i>\"\"</i></dd></div>\n" +
				"<div><dt>fraction</dt><dd>0.5</dd></div>\n" +
				"<div><dt>name</dt><dd>Jo &amp; Co</dd></div>\n" +
				"<div><dt>none</dt><dd><i>null</i></dd></div>\n" +
				"<div><dt>rate</dt><dd>1e-7</dd></div>\n" +
				"<div><dt>unsigned</dt><dd>7</dd></div>\n</dl>\n",
		},
		{
			"nested maps and lists",
			&problem.Problem{Status: 403, Extensions: problem.Extensions{
				"a": []any{"x", []string{"y", ""}, []any{}, []any(nil), []string(nil)},
				"b": map[string]any{"": 1, "m": problem.Extensions{"k": "v"}, "n": map[string]any{}, "o": map[string]any(nil)},
			}},
			"<h1>403</h1>\n<dl>\n" +
				"<div><dt>a</dt><dd><ul><li>x</li><li><ul><li>y</li><li><i>\"\"</i></li></ul></li>" +
				"<li><i>[]</i></li><li><i>null</i></li><li><i>null</i></li></ul></dd></div>\n" +
				"<div><dt>b</dt><dd><dl><div><dt><i>\"\"</i></dt><dd>1</dd></div>" +
				"<div><dt>m</dt><dd><dl><div><dt>k</dt><dd>v</dd></div></dl></dd></div>" +
				"<div><dt>n</dt><dd><i>{}</i></dd></div><div><dt>o</dt><dd><i>null</i></dd></div></dl></dd></div>\n</dl>\n",
		},
		{
			"maps of strings",
			&problem.Problem{Status: 403, Extensions: problem.Extensions{
				"a": map[string]string{"y": "", "x": "<"}, "b": map[string]string{}, "c": map[string]string(nil),
			}},
			"<h1>403</h1>\n<dl>\n" +
				"<div><dt>a</dt><dd><dl><div><dt>x</dt><dd>&lt;</dd></div><div><dt>y</dt><dd><i>\"\"</i></dd></div></dl></dd></div>\n" +
				"<div><dt>b</dt><dd><i>{}</i></dd></div>\n<div><dt>c</dt><dd><i>null</i></dd></div>\n</dl>\n",
		},
		{
			"values of other types, by their JSON form",
			&problem.Problem{Status: 403, Extensions: problem.Extensions{
				"raw": json.RawMessage(`{"n": 1.50}`),
				"struct": struct {
					Seats int      `json:"seats"`
					Rows  []string `json:"rows"`
				}{2, []string{"A<B"}},
			}},
			"<h1>403</h1>\n<dl>\n" +
				"<div><dt>raw</dt><dd><dl><div><dt>n</dt><dd>1.50</dd></div></dl></dd></div>\n" +
				"<div><dt>struct</dt><dd><dl><div><dt>rows</dt><dd><ul><li>A&lt;B</li></ul></dd></div>" +
				"<div><dt>seats</dt><dd>2</dd></div></dl></dd></div>\n</dl>\n",
		},
		{
			"a nested problem without its cause",
			&problem.Problem{Status: 502, Extensions: problem.Extensions{
				"upstream": &problem.Problem{Status: 404, Title: "Not Found", Err: errors.New("secret")},
			}},
			"<h1>502</h1>\n<dl>\n<div><dt>upstream</dt><dd><dl><div><dt>status</dt><dd>404</dd></div>" +
				"<div><dt>title</dt><dd>Not Found</dd></div></dl></dd></div>\n</dl>\n",
		},
		{
			"violations",
			&problem.Problem{Status: 422, Extensions: problem.Extensions{"errors": problem.Violations{
				{Detail: "must be positive", Pointer: "#/age", Parameter: "p", Header: "H", Code: "range"},
				{Detail: "is required"},
				{Pointer: "#/name"},
				{},
			}}},
			"<h1>422</h1>\n<dl>\n<div><dt>errors</dt><dd><ul>" +
				"<li><p>must be positive</p><dl><div><dt>code</dt><dd>range</dd></div><div><dt>header</dt><dd>H</dd></div>" +
				"<div><dt>parameter</dt><dd>p</dd></div><div><dt>pointer</dt><dd>#/age</dd></div></dl></li>" +
				"<li><p>is required</p></li>" +
				"<li><dl><div><dt>pointer</dt><dd>#/name</dd></div></dl></li>" +
				"<li><i>{}</i></li></ul></dd></div>\n</dl>\n",
		},
		{
			"errors of another shape",
			&problem.Problem{Status: 400, Extensions: problem.Extensions{"errors": map[string][]string{"age": {"too low"}}}},
			"<h1>400</h1>\n<dl>\n<div><dt>errors</dt><dd><dl><div><dt>age</dt><dd><ul><li>too low</li></ul></dd></div></dl></dd></div>\n</dl>\n",
		},
		{
			"errors that are text",
			&problem.Problem{Status: 400, Extensions: problem.Extensions{"errors": []any{"a", map[string]any{"detail": 1}}}},
			"<h1>400</h1>\n<dl>\n<div><dt>errors</dt><dd><ul><li>a</li>" +
				"<li><dl><div><dt>detail</dt><dd>1</dd></div></dl></li></ul></dd></div>\n</dl>\n",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, body(t, tt.p)); diff != "" {
				t.Errorf("page (-want +got):\n%s", diff)
			}
		})
	}
}

// A value looks the same whatever its type in Go is.
func TestHTMLOfDecodedProblems(t *testing.T) {
	t.Parallel()
	type entry struct {
		Detail string `json:"detail"`
		Field  string `json:"field"`
	}
	nested := problem.Problem{Type: "https://example.com", Title: "t", Status: 404, Err: errors.New("cause")}
	many := make(problem.Violations, 150)
	for i := range many {
		many[i] = problem.Violation{Detail: "d", Pointer: "#", Code: "c"}
	}
	for name, v := range map[string]any{
		"violations": problem.Violations{
			{Detail: "must be positive", Pointer: "#/age", Parameter: "p", Header: "H", Code: "range"},
			{Pointer: "#/name", Code: "missing"},
			{Detail: "is required"},
			{},
		},
		"many violations": many,
		"list": []any{
			problem.Violation{Detail: "d", Code: "c"},
			entry{"d", "f"},
			&entry{"d", "f"},
			map[string]string{"detail": "d", "x": "y"},
			problem.Extensions{"detail": "d"},
			map[string]any{"detail": nil},
			"text", nil, 1.5, true,
			[]int{1},
			&nested,
		},
		"structs":  []entry{{"d", "f"}},
		"map":      map[string][]string{"a": {"b"}},
		"problem":  &nested,
		"problems": []problem.Problem{nested},
		"time":     time.Date(2026, 11, 20, 10, 0, 0, 1, time.UTC),
		"duration": time.Minute,
		"raw":      json.RawMessage(` {"b": [1, {"c": null}], "a": 1e2} `),
		"bytes":    []byte("abc"),
	} {
		p := &problem.Problem{Status: 422, Extensions: problem.Extensions{"errors": v, "other": v}}
		doc, err := p.AppendJSON(nil)
		if err != nil {
			t.Fatal(err)
		}
		var decoded problem.Problem
		if err := decoded.UnmarshalJSON(doc); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(page(t, &decoded), page(t, p)); diff != "" {
			t.Errorf("%s: page (-decoded +given):\n%s", name, diff)
		}
	}
}

func TestHTMLHead(t *testing.T) {
	t.Parallel()
	got := page(t, &problem.Problem{Status: 404, Title: "Not <Found>"})
	for _, want := range []string{
		"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
		`<meta name="viewport" content="width=device-width, initial-scale=1">`,
		`<meta name="color-scheme" content="light dark">`,
		`<meta name="robots" content="noindex">`,
		`<link rel="alternate" type="application/problem+json" href="#">`,
		`<link rel="icon" href="data:,">`,
		"<title>404 Not &lt;Found&gt;</title>",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("page lacks %q:\n%s", want, got)
		}
	}
	for _, tt := range []struct {
		p    problem.Problem
		want string
	}{
		{problem.Problem{}, "<title>Problem</title>"},
		{problem.Problem{Status: 404}, "<title>404</title>"},
		{problem.Problem{Title: " Odd "}, "<title>Odd</title>"},
	} {
		if got := page(t, &tt.p); !strings.Contains(got, tt.want) {
			t.Errorf("page lacks %q:\n%s", tt.want, got)
		}
	}
}

func TestHTMLPolicyHoldsTheHashOfTheStyle(t *testing.T) {
	t.Parallel()
	_, style, _ := strings.Cut(page(t, nil), "<style>")
	style, _, ok := strings.Cut(style, "</style>")
	if !ok || style == "" {
		t.Fatal("the page has no style element")
	}
	sum := sha256.Sum256([]byte(style))
	want := "style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	directives := []string{"default-src 'none'", want, "img-src data:", "base-uri 'none'", "form-action 'none'"}
	if diff := cmp.Diff(directives, strings.Split(encode.HTMLPolicy, "; ")); diff != "" {
		t.Errorf("HTMLPolicy (-want +got)\n%s", diff)
	}
}

func TestHTMLErrors(t *testing.T) {
	t.Parallel()
	cycle := problem.Extensions{}
	cycle["self"] = struct{ M map[string]any }{cycle}
	tests := []struct {
		name       string
		extensions problem.Extensions
		member     string
		reserved   bool
	}{
		{"reserved name", problem.Extensions{"a": 1, "status": 1}, "status", true},
		{"reserved name beyond those shown", many(200, "type"), "type", true},
		{"NaN", problem.Extensions{"a": 1, "x": math.NaN()}, "x", false},
		{"not a number", problem.Extensions{"x": json.Number("1e")}, "x", false},
		{"channel within a map", problem.Extensions{"x": map[string]any{"y": make(chan int)}}, "x", false},
		{"function within a list", problem.Extensions{"x": []any{func() {}}}, "x", false},
		{"in errors", problem.Extensions{"errors": make(chan int)}, "errors", false},
		{"within errors", problem.Extensions{"errors": []any{map[string]any{"detail": "d", "x": math.Inf(1)}}}, "errors", false},
		{"a channel in errors", problem.Extensions{"errors": []any{make(chan int)}}, "errors", false},
		{"raw JSON that is none", problem.Extensions{"x": json.RawMessage("{")}, "x", false},
		{"cycle of a type that only JSON knows", cycle, "self", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := encode.HTML{}.Append([]byte("kept"), &problem.Problem{Status: 500, Extensions: tt.extensions})
			if string(got) != "kept" {
				t.Errorf("Append gave %q with its error, want dst", got)
			}
			member := (*problem.MemberError)(nil)
			if !errors.As(err, &member) || member.Name != tt.member {
				t.Errorf("error = %v, want a MemberError that names %q", err, tt.member)
			}
			if n := strings.Count(err.Error(), "extension"); n != 1 {
				t.Errorf("error = %v, want it to speak of one extension", err)
			}
			if errors.Is(err, problem.ErrReserved) != tt.reserved {
				t.Errorf("errors.Is(%v, ErrReserved) = %v, want %v", err, !tt.reserved, tt.reserved)
			}
		})
	}
}

// many returns n extensions and one named extra.
func many(n int, extra string) problem.Extensions {
	x := problem.Extensions{extra: 0}
	for i := range n {
		x["e"+strings.Repeat("x", i)] = i
	}
	return x
}

func TestHTMLScalarsAreThoseOfJSON(t *testing.T) {
	t.Parallel()
	for _, v := range []any{
		true, false, int(-1), int8(-2), int16(-3), int32(-4), int64(math.MinInt64),
		uint(1), uint8(2), uint16(3), uint32(4), uint64(math.MaxUint64), uintptr(5),
		0.0, math.Copysign(0, -1), 0.1, 1e-6, 9.9e-7, 1e-10, 1e20, 1e21, -1e21, 1.5e300, math.SmallestNonzeroFloat64,
		float32(0.1), float32(1e-6), float32(9.9e-7), float32(1e21), float32(16777216),
		json.Number("-0"), json.Number("1.50"), json.Number("1E+2"), json.Number(""),
	} {
		want, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		got := body(t, &problem.Problem{Extensions: problem.Extensions{"v": v}})
		if !strings.Contains(got, "<dd>"+string(want)+"</dd>") {
			t.Errorf("page of %T(%v) lacks %s:\n%s", v, v, want, got)
		}
	}
}

func TestHTMLErrorsOfOtherTypes(t *testing.T) {
	t.Parallel()
	type fieldError struct {
		Detail string `json:"detail"`
		Field  string `json:"field,omitempty"`
	}
	const list = "<ul><li><p>too low</p><dl><div><dt>field</dt><dd>age</dd></div></dl></li></ul>"
	tests := []struct {
		name string
		v    any
		want string
	}{
		{"list of structs", []fieldError{{"too low", "age"}}, list},
		{"list of maps", []map[string]string{{"detail": "too low", "field": "age"}}, list},
		{"structs in a list", []any{fieldError{"too low", "age"}}, list},
		{"extensions in a list", []any{problem.Extensions{"detail": "too low", "field": "age"}}, list},
		{"nulls and numbers in a list", []any{nil, 3, map[string]any(nil)}, "<ul><li><i>null</i></li><li>3</li><li><i>null</i></li></ul>"},
		{"list in a list", []any{[]any{1}}, "<ul><li><ul><li>1</li></ul></li></ul>"},
		{"struct", fieldError{"too low", "age"}, "<dl><div><dt>detail</dt><dd>too low</dd></div><div><dt>field</dt><dd>age</dd></div></dl>"},
		{"single violation", problem.Violation{Detail: "too low"}, "<dl><div><dt>detail</dt><dd>too low</dd></div></dl>"},
		{"violations in a list", []any{problem.Violation{Detail: "too low", Code: "c"}}, "<ul><li><p>too low</p><dl><div><dt>code</dt><dd>c</dd></div></dl></li></ul>"},
		{"no strings", []string{}, "<i>[]</i>"},
		{"nil strings", []string(nil), "<i>null</i>"},
		{"no violations", problem.Violations{}, "<i>[]</i>"},
		{"nil violations", problem.Violations(nil), "<i>null</i>"},
		{"nil", nil, "<i>null</i>"},
		{"text", "too low", "too low"},
		{"texts", []string{"too low"}, "<ul><li>too low</li></ul>"},
		{"number", 3, "3"},
		{"detail that is empty", []any{map[string]any{"detail": ""}}, "<ul><li><p><i>\"\"</i></p></li></ul>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := body(t, &problem.Problem{Extensions: problem.Extensions{"errors": tt.v}})
			want := "<h1>Problem</h1>\n<dl>\n<div><dt>errors</dt><dd>" + tt.want + "</dd></div>\n</dl>\n"
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("page (-want +got):\n%s", diff)
			}
		})
	}
}
