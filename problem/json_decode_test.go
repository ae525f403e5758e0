package problem_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/goproblem/problemdetails/problem"
)

func TestUnmarshalJSON(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, doc string
		want      problem.Problem
	}{
		{"empty object", `{}`, problem.Problem{}},
		{
			"all members", ` {"type":"https://example.com/t" , "title":"T","status":403,"detail":"D","instance":"/i","balance":30,` +
				`"accounts":["/a","/b"] } `,
			problem.Problem{
				Type: "https://example.com/t", Title: "T", Status: 403, Detail: "D", Instance: "/i",
				Extensions: problem.Extensions{"balance": json.Number("30"), "accounts": []any{"/a", "/b"}},
			},
		},
		{
			"extensions of every kind", `{"null":null,"t":true,"f":false,"n":-0.5e+1,"o":{"x":{},"y":[]},"":"","l":[[],[1,"2"]]}`,
			problem.Problem{Extensions: problem.Extensions{
				"null": nil, "t": true, "f": false, "n": json.Number("-0.5e+1"), "": "",
				"o": map[string]any{"x": map[string]any{}, "y": []any{}},
				"l": []any{[]any{}, []any{json.Number("1"), "2"}},
			}},
		},
		{"every digit", `{"n":9007199254740993,"m":1.00000000000000000000000000000000001}`, problem.Problem{Extensions: problem.Extensions{
			"n": json.Number("9007199254740993"), "m": json.Number("1.00000000000000000000000000000000001"),
		}}},
		{"names are case-sensitive", `{"Type":"x","STATUS":404}`, problem.Problem{Extensions: problem.Extensions{"Type": "x", "STATUS": json.Number("404")}}},
		{"quotes and colons around names", `{"":"\":",":":1,":a":{"b:":2,"":{"\"":3}},"c" :4,"d\":":5,"\":":6}`, problem.Problem{Extensions: problem.Extensions{
			"": `":`, ":": json.Number("1"), ":a": map[string]any{"b:": json.Number("2"), "": map[string]any{`"`: json.Number("3")}}, "c": json.Number("4"), `d":`: json.Number("5"), `":`: json.Number("6"),
		}}},
		{"escaped name of a member", `{"\u0074ype":"x"}`, problem.Problem{Type: "x"}},
		{"wrong types are ignored", `{"type":1,"title":["x"],"status":"404","detail":{"a":1},"instance":null,"x":1}`, problem.Problem{Extensions: problem.Extensions{"x": json.Number("1")}}},
		{"last of repeated members", `{"type":"a","type":"b","x":1,"x":2}`, problem.Problem{Type: "b", Extensions: problem.Extensions{"x": json.Number("2")}}},
		{"last of repeated members is of the wrong type", `{"type":"a","status":404,"type":1,"status":"x"}`, problem.Problem{}},
		{"escapes", `{"title":"\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00"}`, problem.Problem{Title: "\"\\/\b\f\n\r\té😀"}},
		{"every digit of an escape", `{"title":"\u0123\u4567\u89aB\uAbcD\ueFAf\u0009\u0aF9"}`, problem.Problem{Title: "\u0123\u4567\u89ab\uabcd\uefaf\t\u0af9"}},
		{"lone surrogates", `{"title":"\ud800 \udc00\ud800\u0041\ud800\ud83d\ude00"}`, problem.Problem{Title: "\ufffd \ufffd\ufffdA\ufffd😀"}},
		{"lone surrogates before other escapes", `{"title":"\ud83d\ndc00\ud83d\"dc00"}`, problem.Problem{Title: "\ufffd\ndc00\ufffd\"dc00"}},
		{"surrogate at the end", `{"title":"\ud800"}`, problem.Problem{Title: "\ufffd"}},
		{"invalid UTF-8", "{\"title\":\"a\xff\xe2\x82b longer than a word \\n\"}", problem.Problem{Title: "a\ufffd\ufffd\ufffdb longer than a word \n"}},
		{"other scripts", `{"title":"Ελλάδα 日本語"}`, problem.Problem{Title: "Ελλάδα 日本語"}},
		{"white space", "\r\n\t {\r\n\t \"status\"\r\n\t :\r\n\t 404\r\n\t ,\"l\":[ 1 , 2 ] }\r\n\t ", problem.Problem{Status: 404, Extensions: problem.Extensions{"l": []any{json.Number("1"), json.Number("2")}}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := problem.Problem{Title: "old", Err: errors.New("old"), Lang: "de", Extensions: problem.Extensions{"old": 1}}
			if err := got.UnmarshalJSON([]byte(tt.doc)); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestUnmarshalJSONStatus(t *testing.T) {
	t.Parallel()
	for doc, want := range map[string]int{
		`404`: 404, `404.0`: 404, `4.04e2`: 404, `4.04E+2`: 404, `40400e-2`: 404, `404.000`: 404, `100`: 100, `599`: 599,
		`0.0404e4`: 404, `1e2`: 100, `5e2`: 500, `404e0`: 404, `404e-0`: 404, `0.00000000404e11`: 404, `50000000000e-8`: 500,
		`404e000000000000000000000000`: 404,
		`99`:                           0, `600`: 0, `0`: 0, `-404`: 0, `404.5`: 0, `4040`: 0, `40.4`: 0, `1e3`: 0, `4e1`: 0, `0e5`: 0, `0.0`: 0,
		`404.00000000000000000000001`: 0, `404000000001e-9`: 0, `1e999999999999999999999`: 0, `404e-99999999999999999999`: 0, `4.045e2`: 0,
		`null`: 0, `"404"`: 0, `true`: 0, `[404]`: 0, `{"status":404}`: 0,
	} {
		p := problem.Problem{Status: 1}
		if err := p.UnmarshalJSON([]byte(`{"status":` + doc + `}`)); err != nil || p.Status != want || p.Extensions != nil {
			t.Errorf("%s: got %d, %v, %v; want %d", doc, p.Status, p.Extensions, err, want)
		}
	}
}

func TestUnmarshalJSONErrors(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, doc string
		offset    int64
		want      string
	}{
		{"empty", "", 0, "unexpected end of input"},
		{"white space", " \n", 2, "unexpected end of input"},
		{"array", ` [1]`, 1, "not a JSON object"},
		{"string", `"x"`, 0, "not a JSON object"},
		{"byte order mark", "\ufeff{}", 0, "not a JSON object"},
		{"misspelled null", `nil`, 1, "'i' instead of null"},
		{"half a null", `nul`, 3, "unexpected end of input"},
		{"null and a rest", `null x`, 5, "'x' instead of the end of the document"},
		{"rest", `{} {}`, 3, "'{' instead of the end of the document"},
		{"open object", `{"a":1`, 6, "unexpected end of input"},
		{"open after the brace", `{`, 1, "unexpected end of input"},
		{"open in the name", `{"`, 2, "unexpected end of input"},
		{"open in the name of a member within", `{"o":{"a`, 8, "unexpected end of input"},
		{"broken escape in a name", `{"a\x":1}`, 3, `"\\x"`},
		{"no value in an object within", `{"o":{"a":}`, 10, "'}' instead of a value"},
		{"no name in an object within", `{"o":{1:2}}`, 6, "'1' instead of a member name"},
		{"no colon in an object within", `{"o":{"a"}}`, 9, "'}' instead of a colon"},
		{"no comma in an object within", `{"o":{"a":1 "b":2}}`, 12, `'"' instead of a comma or the end of the object`},
		{"no value in a list of an object", `{"o":[{"a":}]`, 11, "'}' instead of a value"},
		{"open after the name", `{"a"`, 4, "unexpected end of input"},
		{"open after the colon", `{"a":`, 5, "unexpected end of input"},
		{"comma before the end", `{"a":1,}`, 7, "'}' instead of a member name"},
		{"no name", `{1:2}`, 1, "'1' instead of a member name"},
		{"no colon", `{"a" 1}`, 5, "'1' instead of a colon after the member name"},
		{"no comma", `{"a":1 "b":2}`, 7, `'"' instead of a comma or the end of the object`},
		{"two quotes behind the name", `{"a"":1}`, 4, `'"' instead of a colon`},
		{"no value", `{"a":}`, 5, "'}' instead of a value"},
		{"no comma in an array", `{"a":[1 2]}`, 8, "'2' instead of a comma or the end of the array"},
		{"comma before the end of an array", `{"a":[1,]}`, 8, "']' instead of a value"},
		{"open array", `{"a":[`, 6, "unexpected end of input"},
		{"broken literal", `{"a":tru}`, 8, "'}' instead of true"},
		{"invalid byte", "{\"a\":\xff}", 5, "byte 0xff instead of a value"},
		{"sign alone", `{"a":-}`, 6, "'}' instead of a digit"},
		{"plus sign", `{"a":+1}`, 5, "'+' instead of a value"},
		{"leading zero", `{"a":01}`, 6, "'1' instead of a comma"},
		{"no fraction", `{"a":1.}`, 6, "'.' instead of a comma"},
		{"no exponent", `{"a":1e+}`, 6, "'e' instead of a comma"},
		{"control character", "{\"a\":\"b\x01\"}", 7, "control character 0x1"},
		{"newline in a string", "{\"a\":\"long enough for a word\n\"}", 28, "control character 0xa"},
		{"unknown escape", `{"a":"b\x"}`, 7, `"\\x"`},
		{"broken escape", `{"a":"\u12G4"}`, 6, `"\\u12G4"`},
		{"open escape", `{"a":"\u12`, 10, "unexpected end of input"},
		{"open string", `{"a":"b`, 7, "unexpected end of input"},
		{"open string after an escape", `{"a":"\`, 7, "unexpected end of input"},
		{"broken standard member", `{"status":4x4}`, 11, "'x' instead of a comma"},
		{"too many arrays", `{"a":` + strings.Repeat("[", 256), 5 + 255, "nested deeper than 256 levels"},
		{"too many objects", strings.Repeat(`{"a":`, 257), 5 * 256, "nested deeper than 256 levels"},
		{"too deep in a member that is ignored", `{"type":` + strings.Repeat("[", 1000000), 8 + 255, "nested deeper than 256 levels"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := problem.Problem{Title: "old"}
			err := got.UnmarshalJSON([]byte(tt.doc))
			var se *problem.SyntaxError
			if !errors.As(err, &se) {
				t.Fatalf("got %v, want a SyntaxError", err)
			}
			if se.Offset != tt.offset || !strings.Contains(err.Error(), tt.want) || errors.Unwrap(err) != se.Err {
				t.Errorf("got %q at %d, want %q at %d", err, se.Offset, tt.want, tt.offset)
			}
			if got.Title != "old" {
				t.Errorf("the problem changed to %+v", got)
			}
		})
	}
}

func TestUnmarshalJSONNull(t *testing.T) {
	t.Parallel()
	p := problem.Problem{Title: "old"}
	if err := p.UnmarshalJSON([]byte(" null ")); err != nil || p.Title != "old" {
		t.Errorf("got %+v, %v; want no change", p, err)
	}
	var holder struct{ P *problem.Problem }
	if err := json.Unmarshal([]byte(`{"P":{"status":404,"x":1}}`), &holder); err != nil || holder.P.Status != 404 {
		t.Errorf("within a struct: got %+v, %v", holder.P, err)
	}
}

// What was decoded must not change with the buffer it came from.
func TestUnmarshalJSONCopies(t *testing.T) {
	t.Parallel()
	doc := []byte(`{"type":"abcdefgh","x":["ijklmnop",12345]}`)
	var got problem.Problem
	if err := got.UnmarshalJSON(doc); err != nil {
		t.Fatal(err)
	}
	for i := range doc {
		doc[i] = '!'
	}
	want := problem.Problem{Type: "abcdefgh", Extensions: problem.Extensions{"x": []any{"ijklmnop", json.Number("12345")}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// depth returns how many arrays and objects doc nests, whatever its syntax.
func depth(doc []byte) int {
	deepest, now := 0, 0
	for _, c := range doc {
		switch c {
		case '[', '{':
			now++
			deepest = max(deepest, now)
		case ']', '}':
			now--
		}
	}
	return deepest
}

// Every control character must be escaped (RFC 8259, section 7), wherever in a
// string it is.
func TestUnmarshalJSONControlCharacters(t *testing.T) {
	t.Parallel()
	for c := range byte(0x21) {
		for _, before := range []string{"", "abc", "abcdefgh", "abcdefghijk"} {
			for _, after := range []string{"", "xyz", "stuvwxyz"} {
				doc := []byte(`{"title":"` + before + string(rune(c)) + after + `"}`)
				var p problem.Problem
				if err := p.UnmarshalJSON(doc); (err == nil) != (c == ' ') {
					t.Errorf("%q: got %v", doc, err)
				}
			}
		}
	}
}

func FuzzUnmarshalJSON(f *testing.F) {
	for _, doc := range []string{
		`{}`, `null`, `{"type":"a","title":"b","status":404,"detail":"c","instance":"d","x":[1,{"y":null}]}`,
		`{"status":4.04e2,"a\u0000":"\ud800"}`, "{\"a\":\"\xff\"}", `{"a":tru}`, `[`, `{"a":1,"a":{}}`, `{"n":-0.0E-0}`, ` {"":""} `,
	} {
		f.Add([]byte(doc))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		var p problem.Problem
		err := p.UnmarshalJSON(doc)
		if depth(doc) > problem.MaxDepth {
			return // the reference has other limits
		}
		var want map[string]any
		d := json.NewDecoder(bytes.NewReader(doc))
		d.UseNumber()
		valid := json.Valid(doc) && (d.Decode(&want) == nil)
		if valid != (err == nil) {
			t.Fatalf("got error %v, encoding/json says valid %v", err, valid)
		}
		if err != nil {
			return
		}
		for name := range want {
			if reservedName(name) {
				delete(want, name)
			}
		}
		if len(want)+len(p.Extensions) > 0 && !reflect.DeepEqual(map[string]any(p.Extensions), want) {
			t.Fatalf("extensions (-encoding/json +got)\n%s", cmp.Diff(want, map[string]any(p.Extensions)))
		}
		first, err := p.AppendJSON(nil)
		if err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		var q problem.Problem
		if err := q.UnmarshalJSON(first); err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
		if !reflect.DeepEqual(p, q) {
			t.Fatalf("(-first +second)\n%s", cmp.Diff(p, q))
		}
		if second, _ := q.AppendJSON(nil); !bytes.Equal(first, second) {
			t.Fatalf("first  %s\nsecond %s", first, second)
		}
	})
}

func reservedName(name string) bool {
	switch name {
	case "type", "title", "status", "detail", "instance":
		return true
	}
	return false
}

func FuzzAppendJSON(f *testing.F) {
	f.Add("type", "title", 404, "name", "text", 1.5)
	f.Add("\xff", "\u2028<", -1, "", "\x00", math.Inf(1))
	f.Fuzz(func(t *testing.T, typ, title string, status int, name, text string, number float64) {
		p := &problem.Problem{Type: typ, Title: title, Status: status, Extensions: problem.Extensions{name: []any{text, number}}}
		doc, err := p.AppendJSON([]byte("x"))
		if bad := reservedName(name) || math.IsNaN(number) || math.IsInf(number, 0); bad != (err != nil) {
			t.Fatalf("got error %v, want one: %v", err, bad)
		}
		if err != nil {
			if string(doc) != "x" {
				t.Fatalf("got %q beside an error", doc)
			}
			return
		}
		if !json.Valid(doc[1:]) || bytes.ContainsAny(doc, "<>&\u2028\u2029") {
			t.Fatalf("got %q", doc)
		}
		want, _ := json.Marshal(map[string]any{"v": []any{text, number}})
		got, err := (&problem.Problem{Extensions: problem.Extensions{"v": []any{text, number}}}).AppendJSON(nil)
		var a, b any
		if json.Unmarshal(want, &a) != nil || json.Unmarshal(got, &b) != nil || !reflect.DeepEqual(a, b) {
			t.Fatalf("got %s, %v; encoding/json writes %s", got, err, want)
		}
		texts := []string{text, strings.Repeat(text, 1+300/(len(text)+1))} // long text takes another way
		got, err = (&problem.Problem{Extensions: problem.Extensions{"v": texts}}).AppendJSON(make([]byte, 0, 1<<10))
		want, _ = json.Marshal(map[string]any{"v": []string{string([]rune(texts[0])), string([]rune(texts[1]))}}) // U+FFFD for each invalid byte
		if err != nil || !bytes.Equal(got, want) {
			t.Fatalf("got %s, %v; encoding/json writes %s", got, err, want)
		}
	})
}
