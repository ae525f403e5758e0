package encode_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

// more is the note that n entries are not shown.
func more(n int) string {
	return fmt.Sprintf(`<i lang="en" dir="ltr">%d not shown</i>`, n)
}

func TestHTMLDepth(t *testing.T) {
	t.Parallel()
	deep := func(v any, levels int) any {
		for range levels {
			v = map[string]any{"a": v}
		}
		return v
	}
	nested := func(inner string) string {
		return "<h1>Problem</h1>\n<dl>\n<div><dt>deep</dt><dd>" +
			strings.Repeat("<dl><div><dt>a</dt><dd>", encode.HTMLMaxDepth) + inner +
			strings.Repeat("</dd></div></dl>", encode.HTMLMaxDepth) + "</dd></div>\n</dl>\n"
	}
	cycle := map[string]any{}
	cycle["a"] = cycle
	tests := []struct {
		name string
		v    any
		want string
	}{
		{"all levels", deep("end", encode.HTMLMaxDepth), nested("end")},
		{"a map too deep", deep(map[string]any{"b": 1, "c": 2}, encode.HTMLMaxDepth), nested(more(2))},
		{"a list too deep", deep([]any{1}, encode.HTMLMaxDepth), nested(more(1))},
		{"strings too deep", deep([]string{"x", "y"}, encode.HTMLMaxDepth), nested(more(2))},
		{"a map of strings too deep", deep(map[string]string{"b": "x"}, encode.HTMLMaxDepth), nested(more(1))},
		{"an empty map", deep(map[string]any{}, encode.HTMLMaxDepth), nested("<i>{}</i>")},
		{"an empty list", deep([]any{}, encode.HTMLMaxDepth), nested("<i>[]</i>")},
		{"as deep as JSON goes", deep("end", problem.MaxDepth-1), nested(more(1))},
		{"a cycle", cycle, nested(more(1))},
		{
			"values that are not shown are not looked at",
			deep(map[string]any{"b": make(chan int)}, encode.HTMLMaxDepth), nested(more(1)),
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := body(t, &problem.Problem{Extensions: problem.Extensions{"deep": tt.v}})
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("page (-want +got):\n%s", diff)
			}
		})
	}
}

// Whatever a map or a list is made of, as many levels of it are shown.
func TestHTMLLastLevel(t *testing.T) {
	t.Parallel()
	for _, v := range []any{
		[]any{"end"},
		[]string{"end"},
		map[string]any{"b": "end"},
		map[string]string{"b": "end"},
		problem.Extensions{"b": "end"},
		problem.Violation{Code: "end"},
		[]int{1},
	} {
		for levels := encode.HTMLMaxDepth - 1; levels <= encode.HTMLMaxDepth; levels++ {
			list, object := v, v
			for range levels {
				list, object = []any{list}, map[string]any{"a": object}
			}
			for name, v := range map[string]any{"deep": list, "errors": list, "map": object} {
				got := body(t, &problem.Problem{Extensions: problem.Extensions{name: v}})
				if shown := !strings.Contains(got, more(1)); shown != (levels < encode.HTMLMaxDepth) {
					t.Errorf("%T within %d levels, as %s: shown %t", v, levels, name, shown)
				}
			}
		}
	}
}

func TestHTMLItems(t *testing.T) {
	t.Parallel()
	const extra = 7
	n := encode.HTMLMaxItems + extra
	list, texts := make([]any, n), make([]string, n)
	violations, members, textMembers := make(problem.Violations, n), make(map[string]any, n), make(map[string]string, n)
	for i := range n {
		name := fmt.Sprintf("n%03d", i)
		list[i], texts[i], violations[i], members[name] = name, name, problem.Violation{Detail: name}, i
		textMembers[name] = "x"
	}
	last, first := fmt.Sprintf("n%03d", encode.HTMLMaxItems-1), fmt.Sprintf("n%03d", encode.HTMLMaxItems)
	row := "<div><dt>…</dt><dd>" + more(extra) + "</dd></div>"
	tests := []struct {
		name string
		x    problem.Extensions
		want string
	}{
		{"list", problem.Extensions{"v": list}, "<li>" + last + "</li><li>" + more(extra) + "</li></ul>"},
		{"strings", problem.Extensions{"v": texts}, "<li>" + last + "</li><li>" + more(extra) + "</li></ul>"},
		{"violations", problem.Extensions{"errors": violations}, "<li><p>" + last + "</p></li><li>" + more(extra) + "</li></ul>"},
		{"map", problem.Extensions{"v": members}, "<dt>" + last + "</dt><dd>99</dd></div>" + row + "</dl>"},
		{"map of strings", problem.Extensions{"v": textMembers}, "<dt>" + last + "</dt><dd>x</dd></div>" + row + "</dl>"},
		{"extensions", members, "<dt>" + last + "</dt><dd>99</dd></div>\n" + row + "</dl>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := body(t, &problem.Problem{Extensions: tt.x})
			if !strings.Contains(got, tt.want) {
				t.Errorf("page lacks %s:\n%s", tt.want, got)
			}
			if strings.Contains(got, first) {
				t.Errorf("page shows %s:\n%s", first, got)
			}
		})
	}
}

func TestHTMLTotal(t *testing.T) {
	t.Parallel()
	// Sharing makes a list of 100^7 entries out of seven.
	var list any = "x"
	for range 7 {
		l := make([]any, 100)
		for i := range l {
			l[i] = list
		}
		list = l
	}
	got := body(t, &problem.Problem{Extensions: problem.Extensions{
		"a": list, "b": 1, "c": list, "d": []any{}, "e": []string{"x"},
		"errors": problem.Violations{{Detail: "no room for the pointer", Pointer: "#"}},
	}})
	if n := strings.Count(got, "<li>x</li>") + strings.Count(got, "<dt>"); n > encode.HTMLMaxTotal {
		t.Errorf("the page shows %d entries, want at most %d", n, encode.HTMLMaxTotal)
	}
	for _, want := range []string{
		"<div><dt>b</dt><dd>1</dd></div>",
		"<div><dt>c</dt><dd>" + more(100) + "</dd></div>",
		"<div><dt>d</dt><dd><i>[]</i></dd></div>",
		"<div><dt>e</dt><dd>" + more(1) + "</dd></div>",
		"<div><dt>errors</dt><dd>" + more(1) + "</dd></div>",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("page lacks %s", want)
		}
	}
}

func TestHTMLRoomForPartOfAViolation(t *testing.T) {
	t.Parallel()
	// The lists take all but the entries of "errors" and three of its members.
	x := problem.Extensions{"errors": problem.Violations{
		{Detail: "first", Pointer: "#", Header: "H"}, {Detail: "second", Pointer: "#", Code: "c"}, {Detail: "third", Code: "c"},
	}}
	const lists = encode.HTMLMaxTotal/encode.HTMLMaxItems - 1
	for i := range lists {
		x[fmt.Sprintf("a%02d", i)] = make([]string, encode.HTMLMaxItems)
	}
	x["b"] = make([]string, encode.HTMLMaxTotal-lists*encode.HTMLMaxItems-(lists+2)-3-3)
	got := body(t, &problem.Problem{Extensions: x})
	for _, want := range []string{
		"<p>first</p><dl><div><dt>header</dt><dd>H</dd></div><div><dt>pointer</dt><dd>#</dd></div></dl>",
		"<p>second</p><dl><div><dt>code</dt><dd>c</dd></div><div><dt>…</dt><dd>" + more(1) + "</dd></div></dl>",
		"<p>third</p>" + more(1),
	} {
		if !strings.Contains(got, want) {
			t.Errorf("page lacks %s:\n%s", want, got[max(0, len(got)-1000):])
		}
	}
}

func TestHTMLNeverShowsErr(t *testing.T) {
	t.Parallel()
	secret := errors.New("secret")
	inner := problem.Problem{Title: "inner", Err: secret}
	p := &problem.Problem{Title: "outer", Err: secret, Extensions: problem.Extensions{
		"pointer": &inner, "value": inner, "list": []any{&inner, inner}, "map": map[string]any{"p": &inner},
		"problems": []*problem.Problem{&inner}, "struct": struct{ P *problem.Problem }{&inner},
		"errors": []any{&inner},
	}}
	got := page(t, p)
	if strings.Contains(got, "secret") || strings.Count(got, "inner") != 8 {
		t.Errorf("page shows a cause or lacks a problem:\n%s", got)
	}
}

func TestHTMLAllocs(t *testing.T) { // not parallel: it counts allocations
	p := &problem.Problem{
		Type: "https://example.com/probs/out-of-credit", Title: "You do not have enough credit.", Status: 403,
		Detail: "Your current balance is 30,\nbut that costs <50>.", Instance: "/account/12345/msgs/abc", Lang: "fa-IR",
		Extensions: problem.Extensions{
			"balance": 30, "rate": 2.5, "ok": false, "none": nil,
			"accounts": []any{"/account/12345", []string{"a", "b"}, []any{1, true}},
			"labels":   map[string]string{"a": "b", "c": "d"},
			"limits":   map[string]any{"day": 5, "week": map[string]any{"n": int64(20)}},
			"errors":   problem.Violations{{Detail: "must be positive", Pointer: "#/age", Code: "range"}},
		},
	}
	buf := make([]byte, 0, 16<<10)
	got := testing.AllocsPerRun(100, func() {
		if _, err := (encode.HTML{}).Append(buf, p); err != nil {
			t.Fatal(err)
		}
	})
	if got != 0 {
		t.Errorf("Append allocates %v times, want 0", got)
	}
}
