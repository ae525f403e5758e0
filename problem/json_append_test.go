package problem_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/goproblem/problemdetails/problem"
)

// outOfCredit is the example of RFC 9457, section 3.
func outOfCredit() *problem.Problem {
	return &problem.Problem{
		Type:     "https://example.com/probs/out-of-credit",
		Title:    "You do not have enough credit.",
		Status:   403,
		Detail:   "Your current balance is 30, but that costs 50.",
		Instance: "/account/12345/msgs/abc",
		Extensions: problem.Extensions{
			"balance":  30,
			"accounts": []string{"/account/12345", "/account/67890"},
		},
	}
}

type (
	textual   string
	celsius   float64
	order     struct{ ID int }
	failing   struct{}
	panicking struct{}
	garbling  struct{ text string }
)

func (failing) MarshalJSON() ([]byte, error)    { return nil, errors.New("out of paper") }
func (panicking) MarshalJSON() ([]byte, error)  { panic("out of ink") }
func (g garbling) MarshalJSON() ([]byte, error) { return []byte(g.text), nil }

func TestAppendJSON(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		p    *problem.Problem
		want string
	}{
		{"nil", nil, `{}`},
		{"zero", &problem.Problem{}, `{}`},
		{
			"all members in order", outOfCredit(),
			`{"type":"https://example.com/probs/out-of-credit","title":"You do not have enough credit.",` +
				`"status":403,"detail":"Your current balance is 30, but that costs 50.",` +
				`"instance":"/account/12345/msgs/abc","accounts":["/account/12345","/account/67890"],"balance":30}`,
		},
		{"only an extension", &problem.Problem{Extensions: problem.Extensions{"a": 1}}, `{"a":1}`},
		{"cause and language are no members", &problem.Problem{Err: errors.New("secret"), Lang: "de"}, `{}`},
		{"status too low", &problem.Problem{Status: 99}, `{}`},
		{"lowest status", &problem.Problem{Status: 100}, `{"status":100}`},
		{"highest status", &problem.Problem{Status: 599}, `{"status":599}`},
		{"status too high", &problem.Problem{Status: 600}, `{}`},
		{"negative status", &problem.Problem{Status: -404}, `{}`},
		{"blank type stays", &problem.Problem{Type: problem.BlankType}, `{"type":"about:blank"}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := tt.p.AppendJSON([]byte("before "))
			if want := "before " + tt.want; err != nil || string(got) != want {
				t.Errorf("got %s, %v\nwant %s", got, err, want)
			}
		})
	}
}

func TestAppendJSONValues(t *testing.T) {
	t.Parallel()
	many := map[string]any{}
	for i := range 40 {
		many[fmt.Sprintf("k%02d", 39-i)] = i % 2
	}
	for _, tt := range []struct {
		name  string
		value any
		want  string
	}{
		{"nil", nil, `null`},
		{"string", "a", `"a"`},
		{"bools", []any{true, false}, `[true,false]`},
		{"signed", []any{-1, int8(math.MinInt8), int16(math.MinInt16), int32(math.MinInt32), int64(math.MinInt64)}, `[-1,-128,-32768,-2147483648,-9223372036854775808]`},
		{"unsigned", []any{uint(1), uint8(math.MaxUint8), uint16(math.MaxUint16), uint32(math.MaxUint32), uint64(math.MaxUint64), uintptr(7)}, `[1,255,65535,4294967295,18446744073709551615,7]`},
		{"number keeps its digits", json.Number("-0.10E+400"), `-0.10E+400`},
		{"empty number", json.Number(""), `0`},
		{"time", time.Date(2026, 11, 20, 10, 0, 0, 5000, time.FixedZone("", 3600)), `"2026-11-20T10:00:00.000005+01:00"`},
		{"strings", []string{"a", ""}, `["a",""]`},
		{"nil lists and maps", []any{[]string(nil), []any(nil), map[string]any(nil), map[string]string(nil), problem.Violations(nil), problem.Extensions(nil), json.RawMessage(nil), (*problem.Problem)(nil)}, `[null,null,null,null,null,null,null,null]`},
		{"empty lists and maps", []any{[]string{}, []any{}, map[string]any{}, map[string]string{}, problem.Violations{}, problem.Extensions{}, problem.Violation{}, problem.Problem{}}, `[[],[],{},{},[],{},{},{}]`},
		{"names in order", map[string]any{"b": 1, "a": map[string]string{"y": "1", "x": "2"}, "": 3}, `{"":3,"a":{"x":"2","y":"1"},"b":1}`},
		{"names need escaping", map[string]any{`a"<b`: 1}, `{"a\"\u003cb":1}`},
		{"violation", problem.Violation{Detail: "d", Pointer: "#/p", Parameter: "q", Header: "h", Code: "c"}, `{"detail":"d","pointer":"#/p","parameter":"q","header":"h","code":"c"}`},
		{"violations", problem.Violations{{Detail: "must be positive", Pointer: "#/age"}, {Header: "Accept"}}, `[{"detail":"must be positive","pointer":"#/age"},{"header":"Accept"}]`},
		{"nested problems", []any{&problem.Problem{Status: 404, Err: errors.New("secret")}, problem.Problem{Title: "t", Extensions: problem.Extensions{"x": true}}}, `[{"status":404},{"title":"t","x":true}]`},
		{"defined types", []any{textual("<"), celsius(1.5), order{7}, &order{8}, (*order)(nil), []int{1}}, `["\u003c",1.5,{"ID":7},{"ID":8},null,[1]]`},
		{"raw JSON is compacted and escaped", json.RawMessage(" { \"a\" : [ 1 , -2.50e+3, true, null ] , \"<\" : \"\\u00e9\\/\u2028\xff\", \"b\" : {}, \"c\": [ ] } "), `{"a":[1,-2.50e+3,true,null],"\u003c":"é/\u2028` + "\ufffd" + `","b":{},"c":[]}`},
		{"marshaler", garbling{` [ "\ud83d\ude00" ] `}, `["😀"]`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := &problem.Problem{Extensions: problem.Extensions{"v": tt.value}}
			got, err := p.AppendJSON(nil)
			if want := `{"v":` + tt.want + `}`; err != nil || string(got) != want {
				t.Errorf("got %s, %v\nwant %s", got, err, want)
			}
		})
	}
	t.Run("many names in order", func(t *testing.T) {
		t.Parallel()
		got, err := (&problem.Problem{Extensions: many}).AppendJSON(nil)
		want, _ := json.Marshal(many) // sorts names too
		if err != nil || string(got) != string(want) {
			t.Errorf("got %s, %v\nwant %s", got, err, want)
		}
	})
}

func TestAppendJSONFloats(t *testing.T) {
	t.Parallel()
	for _, f := range []float64{
		0, math.Copysign(0, -1), 1, -1.5, 0.1, 1e-6, 9.99e-7, 1e-7, 1e-10, 1e20, 1e21, 1.7e-100, 1e100,
		math.MaxFloat64, math.SmallestNonzeroFloat64, math.MaxFloat32, math.Pi,
	} {
		for _, v := range []any{f, float32(f)} {
			if v == float32(math.Inf(1)) {
				continue
			}
			want, _ := json.Marshal(map[string]any{"v": v})
			got, err := (&problem.Problem{Extensions: problem.Extensions{"v": v}}).AppendJSON(nil)
			if err != nil || string(got) != string(want) {
				t.Errorf("%T %v: got %s, %v; encoding/json writes %s", v, v, got, err, want)
			}
		}
	}
}

func TestAppendJSONStrings(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, in, want string }{
		{"empty name and value", "", ``},
		{"ASCII", "plain text, longer than eight bytes", `plain text, longer than eight bytes`},
		{"quote and backslash", `a"b\c`, `a\"b\\c`},
		{"controls", "\x00\b\t\n\v\f\r\x1f\x7f", `\u0000\b\t\n\u000b\f\r\u001f` + "\x7f"},
		{"HTML", "<a href='x'>&amp;", `\u003ca href='x'\u003e\u0026amp;`},
		{"line separators", "a\u2028b\u2029c\u2027", `a\u2028b\u2029c` + "\u2027"},
		{"other scripts", "Ελλάδα 日本語 😀", "Ελλάδα 日本語 😀"},
		{"invalid bytes", "a\xff\xc3(\xe2\x82", "a\ufffd\ufffd(\ufffd\ufffd"},
		{"encoded surrogate", "\xed\xa0\x80", "\ufffd\ufffd\ufffd"},
		{"overlong", "\xc0\xaf", "\ufffd\ufffd"},
		{"replacement character itself", "\ufffd", "\ufffd"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := &problem.Problem{Title: "x", Extensions: problem.Extensions{tt.in: tt.in}}
			got, err := p.AppendJSON(nil)
			if want := `{"title":"x","` + tt.want + `":"` + tt.want + `"}`; err != nil || string(got) != want {
				t.Errorf("got  %s, %v\nwant %s", got, err, want)
			}
		})
	}
}

// Each special byte must be found at every place, whichever way text of this
// length takes.
func TestAppendJSONStringAlignment(t *testing.T) {
	t.Parallel()
	room := make([]byte, 0, 4<<10)
	for c := range 256 {
		for _, n := range []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 24, 31, 63, 64, 65, 255, 256, 257} {
			for at := 0; at < n; at += 1 + n/40 {
				in := strings.Repeat("~", at) + string([]byte{byte(c)}) + strings.Repeat("!", n-1-at)
				want, _ := json.Marshal(map[string]string{"detail": strings.ToValidUTF8(in, "\ufffd")})
				for _, dst := range [][]byte{nil, room} {
					if got, _ := (&problem.Problem{Detail: in}).AppendJSON(dst); string(got) != string(want) {
						t.Fatalf("byte %#x at %d of %d: got %s, want %s", c, at, n, got, want)
					}
				}
			}
		}
	}
}

// However much room a buffer has, the document is the same, and what lies behind
// the room is not touched.
func TestAppendJSONRoom(t *testing.T) {
	t.Parallel()
	p := outOfCredit()
	p.Extensions["a"], p.Extensions["abcdefghijk"], p.Extensions["<"] = "", "<", strings.Repeat("long ", 60)
	want, err := p.AppendJSON(nil)
	if err != nil {
		t.Fatal(err)
	}
	for room := range len(want) + 8 {
		buf := bytes.Repeat([]byte{'#'}, len(want)+16)
		got, err := p.AppendJSON(buf[:0:room])
		if err != nil || string(got) != string(want) {
			t.Fatalf("room for %d bytes: got %s, %v; want %s", room, got, err, want)
		}
		if behind := strings.Trim(string(buf[room:]), "#"); behind != "" {
			t.Errorf("room for %d bytes: %q lies behind it", room, behind)
		}
	}
}

// Bytes of a word are tested together; none may hide another.
func TestAppendJSONStringNeighbours(t *testing.T) {
	t.Parallel()
	for c := range 256 {
		for d := range 256 {
			in := "abc" + string([]byte{byte(c), byte(d)}) + "defghijk"
			got, _ := (&problem.Problem{Detail: in}).AppendJSON(make([]byte, 0, 128))
			text := string([]rune(in)) // each invalid byte becomes U+FFFD
			want, _ := json.Marshal(map[string]string{"detail": text})
			if string(got) != string(want) {
				t.Fatalf("bytes %#x and %#x: got %s, want %s", c, d, got, want)
			}
		}
	}
}

// Long text takes another way; it must come out the same.
func TestAppendJSONLongStrings(t *testing.T) {
	t.Parallel()
	short := func(s string) string {
		var b strings.Builder
		for len(s) > 0 {
			_, n := utf8.DecodeRuneInString(s)
			doc, _ := (&problem.Problem{Detail: s[:n]}).AppendJSON(nil)
			b.WriteString(strings.TrimSuffix(strings.TrimPrefix(string(doc), `{"detail":"`), `"}`))
			s = s[n:]
		}
		return `{"detail":"` + b.String() + `"}`
	}
	var every strings.Builder
	for r := rune(0); r < 0x3000; r++ {
		every.WriteRune(r)
	}
	filler := strings.Repeat("harmless ", 2000)
	for name, text := range map[string]string{
		"every character": every.String(),
		"ASCII":           filler,
		"Cyrillic":        strings.Repeat("Съешь же ещё этих мягких. ", 1000),
		"CJK":             strings.Repeat("我能吞下玻璃而不伤身体。", 1000),
		"dashes":          strings.Repeat("a — b … ", 3000),
		"HTML late":       filler + "<" + filler,
		"separator late":  filler + "\u2029" + filler,
		"carets":          strings.Repeat("a^b|c~d ", 1000),
		"escapes":         strings.Repeat("\"\\\b\f\n\r\t\x00\x1f\x7f/", 2000),
		"invalid late":    filler + "\xff\xe2\x82" + filler,
		"invalid at once": strings.Repeat("\xff", 20000),
		"continuation":    strings.Repeat("\x80", 20000),
		"astral":          "x" + strings.Repeat("😀", 5000),
		"no cut in sight": strings.Repeat("x", 8187) + "日\x80\x80\x80" + filler,
		// Long text is written in pieces of so many bytes.
		"one piece":                   strings.Repeat("x", 8<<10),
		"one byte more":               strings.Repeat("x", 8<<10+1),
		"two pieces":                  strings.Repeat("x", 16<<10),
		"character across the border": strings.Repeat("x", 8<<10-1) + "😀" + filler,
		"character before the border": strings.Repeat("x", 8<<10-4) + "😀" + filler,
		"character behind the border": strings.Repeat("x", 8<<10) + "😀" + filler,
	} {
		doc, err := (&problem.Problem{Detail: text}).AppendJSON(nil)
		if want := short(text); err != nil || string(doc) != want {
			t.Errorf("%s: got %.80s..., %v; want %.80s...", name, doc, err, want)
		}
	}
}

func TestAppendJSONErrors(t *testing.T) {
	t.Parallel()
	cyclicMap := map[string]any{}
	cyclicMap["self"] = cyclicMap
	cyclicList := make([]any, 1)
	cyclicList[0] = cyclicList
	cyclicProblem := &problem.Problem{Extensions: problem.Extensions{}}
	cyclicProblem.Extensions["self"] = cyclicProblem
	type holder struct{ P *problem.Problem }
	throughStruct := &problem.Problem{Extensions: problem.Extensions{}}
	throughStruct.Extensions["self"] = &holder{throughStruct}
	type node struct{ Next *node }
	cyclicNode := &node{}
	cyclicNode.Next = cyclicNode
	within := func(n int, v any) any {
		for range n {
			v = []any{v}
		}
		return v
	}
	deep := func(n int) any { return within(n, nil) }
	for _, tt := range []struct {
		name  string
		value any
		want  string // within the message
	}{
		{"NaN", math.NaN(), "NaN is not a JSON number"},
		{"infinity", float32(math.Inf(-1)), "-Inf is not a JSON number"},
		{"channel", make(chan int), "chan int"},
		{"func", func() {}, "func()"},
		{"number", json.Number("01"), `json.Number "01"`},
		{"hexadecimal number", json.Number("0x1"), `json.Number "0x1"`},
		{"NaN within a list within a map", map[string]any{"a": []any{1, math.NaN()}}, `"a": [1]: NaN`},
		{"reserved in a nested problem", problem.Problem{Extensions: problem.Extensions{"title": 1}}, `"title": problem: reserved`},
		{"failing marshaler", failing{}, "out of paper"},
		{"panicking marshaler", panicking{}, "out of ink"},
		{"marshaler of a broken document", garbling{`{"a":}`}, "invalid character"},
		{"marshaler of two documents", garbling{`1 2`}, "JSON"},
		{"broken raw JSON", json.RawMessage(`{"a":tru}`), "invalid JSON at offset 8"},
		{"empty raw JSON", json.RawMessage(""), "unexpected end of input"},
		{"raw JSON with a rest", json.RawMessage(`1 2`), "instead of the end"},
		{"broken string in raw JSON", json.RawMessage(`["a\x"]`), "invalid escape"},
		{"broken name in raw JSON", json.RawMessage(`{"a\x":1}`), "invalid escape"},
		{"deep raw JSON", json.RawMessage(strings.Repeat("[", 300) + strings.Repeat("]", 300)), "nested deeper than 256 levels"},
		{"deep objects in raw JSON", json.RawMessage(strings.Repeat(`{"a":`, 256) + "1" + strings.Repeat("}", 256)), "nested deeper than 256 levels"},
		{"year 10000", time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), "year"},
		{"cyclic map", cyclicMap, "nested deeper than 256 levels"},
		{"cyclic list", cyclicList, "nested deeper than 256 levels"},
		{"cyclic problem", cyclicProblem, "nested deeper than 256 levels"},
		{"cyclic struct", cyclicNode, "cycle"},
		{"cyclic problem through a struct", &holder{throughStruct}, "cycle"},
		{"one level too many", deep(problem.MaxDepth), "nested deeper than 256 levels"},
		{"violations one level too deep", within(problem.MaxDepth-2, problem.Violations{{}}), "nested deeper than 256 levels"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := &problem.Problem{Status: 404, Extensions: problem.Extensions{"v": tt.value}}
			dst := append(make([]byte, 0, 4096), "before"...)
			got, err := p.AppendJSON(dst)
			var me *problem.MemberError
			if !errors.As(err, &me) || me.Name != "v" || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got error %v, want a MemberError for v with %q", err, tt.want)
			}
			if string(got) != "before" {
				t.Errorf("got %q, want dst as it was", got)
			}
			if got := err.Error(); !strings.HasPrefix(got, `problem: extension "v": `) {
				t.Errorf("got %q, want the package and the member first", got)
			}
		})
	}
	t.Run("as deep as it may be", func(t *testing.T) {
		t.Parallel()
		p := &problem.Problem{Extensions: problem.Extensions{
			"v": deep(problem.MaxDepth - 1), "w": within(problem.MaxDepth-3, problem.Violations{{}}), "x": within(problem.MaxDepth-2, problem.Violations{}),
			"y": json.RawMessage(strings.Repeat(`{"a":`, 255) + "1" + strings.Repeat("}", 255)),
			"z": json.RawMessage(strings.Repeat("[", 255) + strings.Repeat("]", 255)),
		}}
		doc, err := p.AppendJSON(nil)
		if err != nil {
			t.Fatal(err)
		}
		var q problem.Problem
		if err := q.UnmarshalJSON(doc); err != nil {
			t.Errorf("what was written cannot be read: %v", err)
		}
	})
}

func TestAppendJSONReserved(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"type", "title", "status", "detail", "instance"} {
		p := &problem.Problem{Extensions: problem.Extensions{name: "x", "other": 1}}
		got, err := p.AppendJSON(nil)
		var me *problem.MemberError
		if !errors.Is(err, problem.ErrReserved) || !errors.As(err, &me) || me.Name != name || got != nil {
			t.Errorf("%s: got %q, %v; want ErrReserved for it and nothing written", name, got, err)
		}
	}
	p := &problem.Problem{Extensions: problem.Extensions{"Type": 1, "typ": 2}}
	if got, err := p.AppendJSON(nil); err != nil || string(got) != `{"Type":1,"typ":2}` {
		t.Errorf("similar names: got %s, %v", got, err)
	}
}

func TestAppendJSONFunc(t *testing.T) {
	t.Parallel()
	p := &problem.Problem{Extensions: problem.Extensions{"known": 1.5, "unknown": order{7}}}
	got, err := p.AppendJSONFunc(nil, func(v any) ([]byte, error) {
		return fmt.Appendf(nil, "\t%d", v.(order).ID*6), nil
	})
	if want := `{"known":1.5,"unknown":42}`; err != nil || string(got) != want {
		t.Errorf("got %s, %v; want %s", got, err, want)
	}
}

func TestMarshalJSON(t *testing.T) {
	t.Parallel()
	p := outOfCredit()
	want, _ := p.AppendJSON(nil)
	var indented strings.Builder
	e := json.NewEncoder(&indented)
	e.SetIndent("", "\t")
	if err := e.Encode(p); err != nil {
		t.Fatal(err)
	}
	pretty, _ := json.MarshalIndent(*p, "", "\t")
	if got := indented.String(); got != string(pretty)+"\n" {
		t.Errorf("pointer and value differ:\n%s", cmp.Diff(got, string(pretty)))
	}
	for _, v := range []any{p, *p} {
		got, err := json.Marshal(map[string]any{"p": v})
		if err != nil || string(got) != `{"p":`+string(want)+`}` {
			t.Errorf("%T: got %s, %v", v, got, err)
		}
	}
	if got, err := json.Marshal((*problem.Problem)(nil)); err != nil || string(got) != "null" {
		t.Errorf("nil: got %s, %v", got, err)
	}
}

// A document is made in one piece, however long its members are.
func TestMarshalJSONAllocations(t *testing.T) {
	if raceEnabled {
		return // then pools drop what they hold at random
	}
	long := strings.Repeat("x", 5000)
	for name, p := range map[string]problem.Problem{
		"type": {Type: long}, "title": {Title: long}, "detail": {Detail: long}, "instance": {Instance: long},
		"all": {Type: long, Title: long, Status: 404, Detail: long, Instance: long},
	} {
		if n := testing.AllocsPerRun(100, func() { _, _ = p.MarshalJSON() }); n > 2 { // the document, and the copy of p
			t.Errorf("%s: %v allocations, want 2", name, n)
		}
	}
}

func TestAppendJSONAllocations(t *testing.T) {
	withExtensions := outOfCredit()
	withExtensions.Extensions["errors"] = problem.Violations{{Detail: "too low", Pointer: "#/balance"}}
	withExtensions.Extensions["context"] = map[string]any{"b": true, "f": 1.5, "n": nil, "s": "x", "deep": map[string]any{"i": 1}}
	withExtensions.Extensions["number"] = json.Number("12345678901234567890")
	withExtensions.Extensions["time"] = time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
	long := &problem.Problem{Detail: strings.Repeat("long text — and <longer> ", 1000)}
	buf := make([]byte, 0, 64<<10)
	for _, p := range []*problem.Problem{{Status: 404, Title: "Not Found"}, withExtensions, long} {
		if p == long && raceEnabled {
			continue // then pools drop what they hold at random
		}
		if n := testing.AllocsPerRun(100, func() { buf, _ = p.AppendJSON(buf[:0]) }); n != 0 {
			t.Errorf("%.200s: %v allocations, want 0", buf, n)
		}
	}
}
