package encode_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

func TestText(t *testing.T) {
	t.Parallel()
	type label string
	loop := map[string]any{}
	loop["self"] = loop
	tests := []struct {
		name string
		p    *problem.Problem
		want string
	}{
		{"nil", nil, "Problem\n"},
		{"zero", &problem.Problem{}, "Problem\n"},
		{"status and title", &problem.Problem{Status: 404, Title: "Not Found"}, "404 Not Found\n"},
		{"status alone", &problem.Problem{Status: 404}, "404\n"},
		{"title alone", &problem.Problem{Title: "Not Found"}, "Not Found\n"},
		{"title of nothing to see", &problem.Problem{Status: 404, Title: "\n\r\n"}, "404\n"},
		{"status out of range", &problem.Problem{Status: 600, Title: "Odd"}, "Odd\n"},
		{"status below the range", &problem.Problem{Status: 99}, "Problem\n"},
		{"title in two lines", &problem.Problem{Title: "a\r\nb\n\nc"}, "a b c\n"},
		{"detail", &problem.Problem{Status: 404, Detail: "No such page."}, "404\n\nNo such page.\n"},
		{"detail in lines", &problem.Problem{Status: 404, Detail: "\none\rtwo\r\n\nfour\n"}, "404\n\none\n  two\n\n  four\n"},
		{"detail of nothing to see", &problem.Problem{Status: 404, Detail: "\n", Instance: "/x"}, "404\ninstance: /x\n"},
		{"detail that fakes members", &problem.Problem{Status: 404, Detail: "no\n\ntype: evil\u2028type: evil\u2029type: evil\u0085type: evil"}, "404\n\nno\n\n  type: evil\n  type: evil\n  type: evil\n  type: evil\n"},
		{"type", &problem.Problem{Type: "https://example.com/a\nb", Instance: "/x\ty"}, "Problem\ntype: https://example.com/a b\ninstance: /x y\n"},
		{"blank type", &problem.Problem{Type: problem.BlankType}, "Problem\n"},
		{
			"all members",
			&problem.Problem{
				Type: "https://example.com/probs/out-of-credit", Title: "You do not have enough credit.", Status: 403,
				Detail: "Your current balance is 30, but that costs 50.", Instance: "/account/12345/msgs/abc",
				Extensions: problem.Extensions{"balance": 30, "accounts": []string{"/account/12345", "/account/67890"}},
				Err:        errors.New("secret"),
			},
			`403 You do not have enough credit.

Your current balance is 30, but that costs 50.

type: https://example.com/probs/out-of-credit
instance: /account/12345/msgs/abc
accounts: ["/account/12345","/account/67890"]
balance: 30
`,
		},
		{
			"values",
			&problem.Problem{Extensions: problem.Extensions{
				"bool": true, "int64": int64(-5), "float": 1.5, "nil": nil, "label": label("a"), "quoted": label("a\n\"b\""),
				"map": map[string]any{"a": 1, "b": []any{nil, "x\u202ey"}}, "time": time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC),
			}},
			`Problem
bool: true
float: 1.5
int64: -5
label: a
map: {"a":1,"b":[null,"x\u202ey"]}
nil: null
quoted: a
  "b"
time: 2026-01-02T03:04:05Z
`,
		},
		{
			"values that JSON cannot hold",
			&problem.Problem{Extensions: problem.Extensions{"channel": make(chan int), "infinite": math.Inf(1), "loop": loop, "ok": 1}},
			"Problem\nchannel: (not representable)\ninfinite: (not representable)\nloop: (not representable)\nok: 1\n",
		},
		{
			"names",
			&problem.Problem{Extensions: problem.Extensions{"": 1, "a b": 2, "a:b": 3, `"a"`: 9, "größe": 4, "x\ny": 5, "\x1b[31m": 6, "\xff": 7, "\u202e": 8, "status": 200, "type": "evil"}},
			"Problem\n\"\": 1\n\"\\x1b[31m\": 6\n\"\\\"a\\\"\": 9\n\"a b\": 2\n\"a:b\": 3\ngröße: 4\n\"x\\ny\": 5\n\"\\u202e\": 8\n\"\\xff\": 7\n",
		},
		{
			"violations",
			&problem.Problem{Status: 422, Extensions: problem.Extensions{"errors": problem.Violations{
				{Detail: "must be a positive integer", Pointer: "#/age", Code: "range"},
				{Detail: "must be 'green',\n'red' or 'blue'", Parameter: "color"},
				{Header: "If-Match", Code: "missing"},
				{Detail: "says\nmore", Pointer: "#/a\nb", Header: "A"},
				{},
			}}},
			`422
errors:
  #/age: must be a positive integer (range)
  parameter color: must be 'green',
    'red' or 'blue'
  header If-Match (missing)
  #/a b, header A: says
    more
  {}
`,
		},
		{
			"decoded violations",
			&problem.Problem{Extensions: problem.Extensions{
				"errors": []any{
					map[string]any{"detail": "d", "pointer": "#/p", "parameter": "q", "header": "h", "code": "c"},
					problem.Violation{Code: "c"},
				},
				"own":   []problem.Violation{{Detail: "d"}},
				"none":  problem.Violations{},
				"list":  []any{},
				"other": []any{map[string]any{"detail": "d", "line": "3"}},
				"typed": []any{map[string]any{"detail": 3}},
				"empty": []any{map[string]any{}},
				"words": []any{"a", "b"},
			}},
			`Problem
empty: [{}]
errors:
  #/p, parameter q, header h: d (c)
  (c)
list: []
none: []
other: [{"detail":"d","line":"3"}]
own:
  d
typed: [{"detail":3}]
words: ["a","b"]
`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := encode.Text{}.Append([]byte("before|"), tt.p)
			if err != nil {
				t.Fatalf("Append: %v", err)
			}
			if diff := cmp.Diff("before|"+tt.want, string(got)); diff != "" {
				t.Errorf("Append (-want +got):\n%s", diff)
			}
		})
	}
}

// TestTextNeutral tries every character in every place of a problem.
func TestTextNeutral(t *testing.T) {
	t.Parallel()
	places := map[string]func(s string) *problem.Problem{
		"type":     func(s string) *problem.Problem { return &problem.Problem{Type: s} },
		"title":    func(s string) *problem.Problem { return &problem.Problem{Title: s} },
		"detail":   func(s string) *problem.Problem { return &problem.Problem{Detail: s} },
		"instance": func(s string) *problem.Problem { return &problem.Problem{Instance: s} },
		"name":     func(s string) *problem.Problem { return extended(s, 1) },
		"value":    func(s string) *problem.Problem { return extended("v", s) },
		"list":     func(s string) *problem.Problem { return extended("v", []string{s}) },
		"key":      func(s string) *problem.Problem { return extended("v", map[string]any{s: 1}) },
		"violation": func(s string) *problem.Problem {
			return problem.Violations{{Detail: s, Pointer: s, Parameter: s, Header: s, Code: s}}.Err().(*problem.Problem)
		},
	}
	for place, make := range places {
		t.Run(place, func(t *testing.T) {
			t.Parallel()
			check := func(s string) {
				got, err := encode.Text{}.Append(nil, make("a"+s+"b"))
				if err != nil || !utf8.Valid(got) || strings.ContainsFunc(string(got), isHarmful) {
					t.Errorf("%+q gives %+q, %v", s, got, err)
				}
				if n := strings.Count(string(got), "\nb"); n > 0 {
					t.Errorf("%+q begins a line: %q", s, got)
				}
			}
			for r := rune(0); r < 0x2100; r++ {
				check(string(r))
			}
			for b := 0x80; b < 0x100; b++ {
				check(string([]byte{byte(b)}))
			}
			check("\xed\xa0\x80") // a surrogate
			check("\xf0\x9f")     // the beginning of a character
		})
	}
}

// Text in any script comes out as it is.
func TestTextKeepsHarmless(t *testing.T) {
	t.Parallel()
	for r := rune(' '); r < 0x3100; r++ {
		if isHarmful(r) {
			continue
		}
		in := "a" + string(r) + "b"
		if got, _ := (encode.Text{}).Append(nil, &problem.Problem{Title: in}); string(got) != in+"\n" {
			t.Errorf("%+q as the title: got %+q", in, got)
		}
		doc, _ := encode.Text{}.Append(nil, extended("v", []string{in}))
		var p problem.Problem
		if _, got, _ := strings.Cut(string(doc), ": "); p.UnmarshalJSON([]byte(`{"v":`+got+`}`)) != nil || !reflect.DeepEqual(p.Extensions["v"], []any{in}) {
			t.Errorf("%+q in a list: got %+q", in, doc)
		}
	}
}

// TestTextAlignment puts every byte at every place of longer text, which is
// looked at eight bytes at a time.
func TestTextAlignment(t *testing.T) {
	t.Parallel()
	for c := range 256 {
		in := string([]byte{byte(c)})
		out := "\ufffd"
		switch {
		case ' ' <= c && c <= '~':
			out = in
		case c == '\t' || c == '\n' || c == '\r':
			out = " "
		}
		for n := 1; n < 24; n++ {
			before, after := strings.Repeat("~", n), strings.Repeat("!", 24-n)
			got, _ := encode.Text{}.Append(nil, &problem.Problem{Title: before + in + after})
			if want := before + out + after + "\n"; string(got) != want {
				t.Errorf("%#x at %d: got %q, want %q", c, n, got, want)
			}
		}
	}
}

func extended(name string, value any) *problem.Problem {
	return &problem.Problem{Extensions: problem.Extensions{name: value}}
}

// TestTextNested compares what is shown of values with their JSON form.
func TestTextNested(t *testing.T) {
	t.Parallel()
	type label string
	inner := &problem.Problem{Type: "x", Title: "t", Status: 404, Detail: "d", Instance: "/", Extensions: problem.Extensions{"n": 1}, Err: errors.New("secret")}
	values := map[string]any{
		"strings":          []string{"a\"b\\c", "\x00\t\n\r\n\x7f\u0085\u2028\u202e", "é\xff🙂", `""""\`, ""},
		"nil strings":      []string(nil),
		"list":             []any{nil, true, 1, 1.5, json.Number("10.50"), "x", []any{}, map[string]any{}, time.Date(2026, 1, 2, 3, 4, 5, 6, time.UTC)},
		"nil list":         []any(nil),
		"object":           map[string]any{"b": 1, "a": map[string]any{"\"": "\x1b"}},
		"nil object":       map[string]any(nil),
		"extensions":       problem.Extensions{"a": problem.Extensions{}},
		"violation":        problem.Violation{Detail: "d", Pointer: "#/p", Parameter: "q", Header: "h", Code: "c"},
		"empty violation":  problem.Violation{},
		"violations":       []any{problem.Violations{{Detail: "d"}, {Code: "c"}}, 1},
		"nil violations":   problem.Violations(nil),
		"problem":          inner,
		"problem value":    *inner,
		"nil problem":      (*problem.Problem)(nil),
		"problems":         []any{inner, *inner, &problem.Problem{Status: 999}},
		"unknown types":    []any{label("l"), struct{ A []int }{[]int{1}}, map[string]string{"a": "b"}, []byte("bytes")},
		"unknown object":   map[string]int{"a": 1},
		"raw":              json.RawMessage(` { "a" : [ 1.0 ] } `),
		"nil pointer":      (*int)(nil),
		"nested reserved":  &problem.Problem{Extensions: problem.Extensions{"type": 1}},
		"nested channel":   []any{map[string]any{"a": make(chan int)}},
		"nested infinity":  []any{math.Inf(1)},
		"nested odd time":  []any{time.Date(123456, 1, 1, 0, 0, 0, 0, time.UTC)},
		"unknown channels": []chan int{nil},
	}
	for depth := problem.MaxDepth - 3; depth < problem.MaxDepth+3; depth++ {
		var list, object, strings any = "x", "x", []string{"x"}
		for range depth {
			list, object = []any{list}, map[string]any{"a": object}
		}
		for range depth - 1 {
			strings = []any{strings}
		}
		values[fmt.Sprintf("%d lists", depth)] = list
		values[fmt.Sprintf("%d objects", depth)] = object
		values[fmt.Sprintf("%d lists, of strings", depth)] = strings
	}
	for name, v := range values {
		doc, _ := encode.Text{}.Append(nil, extended("v", v))
		_, shown, _ := strings.Cut(strings.TrimSuffix(string(doc), "\n"), "\nv: ")
		canonical, err := encode.JSON{}.Append(nil, extended("v", v))
		if err != nil {
			if shown != "(not representable)" {
				t.Errorf("%s: %.200s; JSON has the error %v", name, shown, err)
			}
			continue
		}
		var got, want problem.Problem
		if err := got.UnmarshalJSON([]byte(`{"v":` + shown + `}`)); err != nil {
			t.Errorf("%s: %.200s is no JSON: %v", name, shown, err)
			continue
		}
		if err := want.UnmarshalJSON(canonical); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(want, got) { // cmp takes ages for deep values
			t.Errorf("%s: %.200s; want %.200s", name, shown, canonical)
		}
	}
}

func TestTextAllocs(t *testing.T) {
	p := &problem.Problem{
		Type: "https://example.com/a", Title: "T", Status: 400, Detail: "one\ntwo é\x1b", Instance: "/x",
		Extensions: problem.Extensions{
			"bool": true, "float": 1.5, "int": 7, "list": []any{1, "a"}, "map": map[string]any{"a": 1}, "nil": nil, "strings": []string{"a"},
			"problem": &problem.Problem{Title: "t"}, "text": "a\tb", "time": time.Now(), "errors": problem.Violations{{Detail: "d", Pointer: "#/p"}},
		},
	}
	buf := make([]byte, 0, 4096)
	if n := testing.AllocsPerRun(100, func() { buf, _ = encode.Text{}.Append(buf[:0], p) }); n != 0 {
		t.Errorf("Append allocates %v times", n)
	}
}

func BenchmarkText(b *testing.B) {
	p := &problem.Problem{
		Type: "https://example.com/probs/out-of-credit", Title: "You do not have enough credit.", Status: 403,
		Detail: "Your current balance is 30, but that costs 50.", Instance: "/account/12345/msgs/abc",
	}
	var buf []byte
	b.ReportAllocs()
	for b.Loop() {
		buf, _ = encode.Text{}.Append(buf[:0], p)
	}
}
