package encode_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

const (
	xmlHead = `<?xml version="1.0" encoding="UTF-8"?><problem xmlns="urn:ietf:rfc:7807">`
	xmlTail = `</problem>`
)

func TestXMLContentType(t *testing.T) {
	t.Parallel()
	if got, want := (encode.XML{}).ContentType(), "application/problem+xml"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestXMLAppend(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		p    *problem.Problem
		want string
	}{
		{"nil", nil, ""},
		{"zero", &problem.Problem{}, ""},
		{
			"members in order",
			&problem.Problem{
				Instance: "/i", Detail: "d", Status: 404, Title: "t", Type: "urn:x",
				Err: errors.New("secret"), Lang: "de", Extensions: problem.Extensions{"b": 1, "a": 2},
			},
			`<type>urn:x</type><title>t</title><status>404</status><detail>d</detail><instance>/i</instance><a>2</a><b>1</b>`,
		},
		{"status that HTTP cannot carry", &problem.Problem{Status: 600, Title: "t"}, `<title>t</title>`},
		{"markup", &problem.Problem{Title: `a<b>&"'c]]>`}, `<title>a&lt;b&gt;&amp;"'c]]&gt;</title>`},
		{"white space", &problem.Problem{Detail: " a\tb\nc\r\nd "}, "<detail> a\tb\nc&#xD;\nd </detail>"},
		{
			"characters that XML cannot hold",
			&problem.Problem{Detail: "\x00\x1b[0m\x7f\u0085\ufffe\uffff\U0001F600é"},
			"<detail>\ufffd\ufffd[0m\x7f\u0085\ufffd\ufffd\U0001F600é</detail>",
		},
		{"invalid UTF-8", &problem.Problem{Detail: "a\xff\xc3\xed\xa0\x80z\ufffd"}, "<detail>a\ufffd\ufffd\ufffd\ufffd\ufffdz\ufffd</detail>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := encode.XML{}.Append([]byte("before"), tt.p)
			if err != nil {
				t.Fatal(err)
			}
			if want := "before" + xmlHead + tt.want + xmlTail; string(got) != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

// A special character is found and replaced at every place of a word of eight
// bytes, and the text around it is copied.
func TestXMLAppendEscapesAtEveryOffset(t *testing.T) {
	t.Parallel()
	escapes := map[string]string{
		"<": "&lt;", ">": "&gt;", "&": "&amp;", "\r": "&#xD;", "\t": "\t", "\n": "\n",
		"\x00": "\ufffd", "\x1f": "\ufffd", "\x80": "\ufffd", "\xff": "\ufffd", "é": "é", "\ufffe": "\ufffd",
		"=": "=", "%": "%", "'": "'", " ": " ", "!": "!", "~": "~", "\x7f": "\x7f",
	}
	for in, out := range escapes {
		for n := range 20 {
			for m := range 20 {
				before, after := strings.Repeat("a", n), strings.Repeat("z", m)
				got, err := encode.XML{}.Append(nil, &problem.Problem{Title: "#" + before + in + after})
				want := xmlHead + "<title>#" + before + out + after + "</title>" + xmlTail
				if err != nil || string(got) != want {
					t.Fatalf("%q after %d before %d: got %s, %v\nwant %s", in, n, m, got, err, want)
				}
			}
		}
	}
}

type (
	named  string
	person struct {
		Name string         `json:"name"`
		Tags []int          `json:"tags,omitempty"`
		More map[string]int `json:"more"`
	}
)

func TestXMLAppendExtension(t *testing.T) {
	t.Parallel()
	when := time.Date(2026, 2, 3, 4, 5, 6, 7000000, time.FixedZone("", 3600))
	tests := []struct {
		name string
		v    any
		want string
	}{
		{"string", "a & b", `<v>a &amp; b</v>`},
		{"empty string", "", `<v/>`},
		{"true", true, `<v>true</v>`},
		{"false", false, `<v>false</v>`},
		{"null", nil, ``},
		{"int", -1, `<v>-1</v>`},
		{"int8", int8(math.MinInt8), `<v>-128</v>`},
		{"int16", int16(math.MinInt16), `<v>-32768</v>`},
		{"int32", int32(math.MinInt32), `<v>-2147483648</v>`},
		{"int64", int64(math.MinInt64), `<v>-9223372036854775808</v>`},
		{"uint", uint(1), `<v>1</v>`},
		{"uint8", uint8(math.MaxUint8), `<v>255</v>`},
		{"uint16", uint16(math.MaxUint16), `<v>65535</v>`},
		{"uint32", uint32(math.MaxUint32), `<v>4294967295</v>`},
		{"uint64", uint64(math.MaxUint64), `<v>18446744073709551615</v>`},
		{"uintptr", uintptr(7), `<v>7</v>`},
		{"float64", 0.1, `<v>0.1</v>`},
		{"float64 zero", 0.0, `<v>0</v>`},
		{"float64 large", 1e21, `<v>1e+21</v>`},
		{"float64 not so large", 1e20, `<v>100000000000000000000</v>`},
		{"float64 small", 1e-7, `<v>1e-7</v>`},
		{"float64 not so small", 1e-6, `<v>0.000001</v>`},
		{"float64 very small", 1e-10, `<v>1e-10</v>`},
		{"float32", float32(0.1), `<v>0.1</v>`},
		{"float32 large", float32(1e21), `<v>1e+21</v>`},
		{"float32 small", float32(1e-7), `<v>1e-7</v>`},
		{"number", json.Number("9007199254740993.50E+00"), `<v>9007199254740993.50E+00</v>`},
		{"number zero", json.Number("-0"), `<v>-0</v>`},
		{"number empty", json.Number(""), `<v>0</v>`},
		{"time", when, `<v>2026-02-03T04:05:06.007+01:00</v>`},
		{"array", []any{1, "b", nil, []any{true}, map[string]any{}}, `<v><i>1</i><i>b</i><i/><i><i>true</i></i><i/></v>`},
		{"array empty", []any{}, `<v/>`},
		{"array nil", []any(nil), ``},
		{"strings", []string{"a", ""}, `<v><i>a</i><i/></v>`},
		{"strings nil", []string(nil), ``},
		{"object", map[string]any{"b": 1, "a": map[string]any{"c": nil, "d": ""}}, `<v><a><d/></a><b>1</b></v>`},
		{"object nil", map[string]any(nil), ``},
		{"object empty", map[string]any{}, `<v/>`},
		{"object of null", map[string]any{"a": nil}, `<v/>`},
		{"extensions", problem.Extensions{"type": "any name may be nested"}, `<v><type>any name may be nested</type></v>`},
		{"extensions nil", problem.Extensions(nil), ``},
		{"texts", map[string]string{"b": "1", "a": ""}, `<v><a/><b>1</b></v>`},
		{"texts nil", map[string]string(nil), ``},
		{
			"violations",
			problem.Violations{{Detail: "d", Pointer: "#/p", Parameter: "q", Header: "h", Code: "c"}, {}},
			`<v><i><detail>d</detail><pointer>#/p</pointer><parameter>q</parameter><header>h</header><code>c</code></i><i/></v>`,
		},
		{"violations nil", problem.Violations(nil), ``},
		{"violation", problem.Violation{Code: "c"}, `<v><code>c</code></v>`},
		{
			"problem",
			&problem.Problem{Title: "t", Status: 1, Err: errors.New("secret"), Extensions: problem.Extensions{"x": 1}},
			`<v><title>t</title><x>1</x></v>`,
		},
		{"problem nil", (*problem.Problem)(nil), ``},
		{"problem value", problem.Problem{Status: 404, Err: errors.New("secret")}, `<v><status>404</status></v>`},
		{"problems", []*problem.Problem{{Title: "t", Err: errors.New("secret")}}, `<v><i><title>t</title></i></v>`},
		{"raw JSON", json.RawMessage(`{"n": 1e3}`), `<v><n>1e3</n></v>`},
		{"named string", named("a"), `<v>a</v>`},
		{"struct", person{Name: "n", Tags: []int{1, 2}}, `<v><name>n</name><tags><i>1</i><i>2</i></tags></v>`},
		{"pointer", &person{}, `<v><name/></v>`},
		{"bytes", []byte("abc"), `<v>YWJj</v>`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := encode.XML{}.Append(nil, &problem.Problem{Extensions: problem.Extensions{"v": tt.v}})
			if err != nil {
				t.Fatal(err)
			}
			if want := xmlHead + tt.want + xmlTail; string(got) != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

// A value has the text in XML that it has in JSON.
func TestXMLNumbersAsInJSON(t *testing.T) {
	t.Parallel()
	for _, f := range []float64{0, math.Copysign(0, -1), 1, 1.5, 1e-5, 9.99e-7, 1e-7, 1e20, 1e21, math.MaxFloat64, math.SmallestNonzeroFloat64, math.MaxFloat32, math.Pi} {
		for _, v := range []any{f, -f, float32(f)} {
			want, err := json.Marshal(v)
			if err != nil {
				continue // what does not fit a float32 is infinite
			}
			got, err := encode.XML{}.Append(nil, &problem.Problem{Extensions: problem.Extensions{"v": v}})
			if err != nil || string(got) != xmlHead+"<v>"+string(want)+"</v>"+xmlTail {
				t.Errorf("%T: got %s, %v\nwant %s", v, got, err, want)
			}
		}
	}
}

func TestXMLAppendErrors(t *testing.T) {
	t.Parallel()
	loop := []any{nil}
	loop[0] = loop
	tests := []struct {
		name   string
		x      problem.Extensions
		member string // the extension at fault
		is     error
		says   string
	}{
		{"space", problem.Extensions{"a": 1, "b c": 2}, "b c", nil, `"b c": not a name`},
		{"empty", problem.Extensions{"": 1}, "", nil, `"": not a name`},
		{"colon", problem.Extensions{"a:b": 1}, "a:b", nil, "not a name"},
		{"slash", problem.Extensions{"a/b": 1}, "a/b", nil, "not a name"},
		{"digit", problem.Extensions{"1a": 1}, "1a", nil, "not a name"},
		{"hyphen first", problem.Extensions{"-a": 1}, "-a", nil, "not a name"},
		{"dot first", problem.Extensions{".a": 1}, ".a", nil, "not a name"},
		{"dollar", problem.Extensions{"$ref": 1}, "$ref", nil, "not a name"},
		{"injection", problem.Extensions{"a><script": 1}, "a><script", nil, "not a name"},
		{"attribute", problem.Extensions{"a b='c'": 1}, "a b='c'", nil, "not a name"},
		{"line break", problem.Extensions{"a\n": 1}, "a\n", nil, "not a name"},
		{"invalid UTF-8", problem.Extensions{"a\xff": 1}, "a\xff", nil, "not a name"},
		{"xml", problem.Extensions{"XmL-thing": 1}, "XmL-thing", nil, "reserved in XML"},
		{"bad name with null", problem.Extensions{"a b": nil}, "a b", nil, "not a name"},
		{
			"nested",
			problem.Extensions{"a": []any{0, map[string]any{"ok": map[string]any{"b c": nil}}}},
			"a", nil,
			`"a": [1]: "ok": "b c": not a name`,
		},
		{"nested text", problem.Extensions{"a": map[string]string{"x y": "1", "b c": "2"}}, "a", nil, `"a": "b c": not a name`},
		{"nested xml", problem.Extensions{"a": map[string]any{"xml": 1}}, "a", nil, `"xml": names that begin with xml are reserved`},
		{"nested struct", problem.Extensions{"a": struct {
			A int `json:"b c"`
		}{}}, "a", nil, `"b c": not a name`},
		{"type", problem.Extensions{"type": 1}, "type", problem.ErrReserved, ""},
		{"title", problem.Extensions{"title": 1}, "title", problem.ErrReserved, ""},
		{"status", problem.Extensions{"status": 1}, "status", problem.ErrReserved, ""},
		{"detail", problem.Extensions{"detail": 1}, "detail", problem.ErrReserved, ""},
		{"instance", problem.Extensions{"instance": 1}, "instance", problem.ErrReserved, ""},
		{
			"reserved in a nested problem",
			problem.Extensions{"a": &problem.Problem{Extensions: problem.Extensions{"type": 1}}},
			"a", problem.ErrReserved, `"type"`,
		},
		{"NaN", problem.Extensions{"a": math.NaN()}, "a", nil, "NaN is not a number"},
		{"infinity", problem.Extensions{"a": float32(math.Inf(-1))}, "a", nil, "-Inf is not a number"},
		{"nested infinity", problem.Extensions{"a": []any{math.Inf(1)}}, "a", nil, "[0]: +Inf is not a number"},
		{"year", problem.Extensions{"a": time.Date(12026, 1, 1, 0, 0, 0, 0, time.UTC)}, "a", nil, "year"},
		{"channel", problem.Extensions{"a": make(chan int)}, "a", nil, "chan int"},
		{"array in itself", problem.Extensions{"a": loop}, "a", nil, "nested deeper than 256 levels"},
	}
	for _, bad := range []json.Number{"-", "01", "1.", ".5", "1e", "1e+", "+1", "0x1", "1 ", "NaN", "1<b/>"} {
		tests = append(tests, struct {
			name   string
			x      problem.Extensions
			member string
			is     error
			says   string
		}{"number " + string(bad), problem.Extensions{"a": bad}, "a", nil, fmt.Sprintf("json.Number %q", string(bad))})
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dst := []byte("before")
			got, err := encode.XML{}.Append(dst, &problem.Problem{Title: "t", Extensions: tt.x})
			if string(got) != "before" {
				t.Errorf("got %s, want dst unchanged", got)
			}
			var m *problem.MemberError
			if !errors.As(err, &m) {
				t.Fatalf("got error %v, want a MemberError", err)
			}
			if m.Name != tt.member {
				t.Errorf("got name %q, want %q", m.Name, tt.member)
			}
			if tt.is != nil && !errors.Is(err, tt.is) {
				t.Errorf("got error %v, want %v", err, tt.is)
			}
			if !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got error %q, want one that says %s", err, tt.says)
			}
		})
	}
}

func TestXMLNames(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		ok   bool
	}{
		{"a", true},
		{"Z", true},
		{"_", true},
		{"violated-policies", true},
		{"a.b", true},
		{"a1", true},
		{"xm", true},
		{"axml", true},
		{"é", true},
		{"aé", true},
		{"名前", true},
		{"имя", true},
		{"a\u00B7", true},
		{"a\u0300", true},
		{"\u2070", true},
		{"\u2C00", true},
		{"\u200C", true},
		{"\uF900", true},
		{"\uFDF0", true},
		{"a\u203F", true},
		{"\U00010000", true},
		{"\U000EFFFF", true},
		{"\u00B7", false},
		{"\u0300", false},
		{"\u00D7", false},
		{"\u00F7", false},
		{"\u037E", false},
		{"a\u2000", false},
		{"\u203F", false},
		{"\u2190", false},
		{"\u3000", false},
		{"\uFDD0", false},
		{"\uFFFE", false},
		{"\U000F0000", false},
		{"a@", false},
		{"a[", false},
		{"a`", false},
		{"a{", false},
		{"@a", false},
		{"[a", false},
		{"{a", false},
		{"xml", false},
		{"xmlns", false},
		{"XML", false},
		{"xMl", false},
		{"xll", true},
		{"xmm", true},
		{"yml", true},
	}
	for _, tt := range tests {
		_, err := encode.XML{}.Append(nil, &problem.Problem{Extensions: problem.Extensions{tt.name: 1}})
		if got := err == nil; got != tt.ok {
			t.Errorf("%q: got %v, want %v", tt.name, got, tt.ok)
		}
	}
}

// nestedArrays returns arrays within arrays, the innermost of which is empty.
func nestedArrays(levels int) any {
	var v any = []any{}
	for range levels - 1 {
		v = []any{v}
	}
	return v
}

func TestXMLDepth(t *testing.T) {
	t.Parallel()
	// The problem itself is the first level.
	const most = problem.MaxDepth - 1
	tests := []struct {
		name string
		v    any
		ok   bool
	}{
		{"arrays", nestedArrays(most), true},
		{"arrays too deep", nestedArrays(most + 1), false},
		{"violations", deepest(most-2, problem.Violations{{Code: "c"}}), true},
		{"violations too deep", deepest(most-1, problem.Violations{{Code: "c"}}), false},
		{"no violations", deepest(most-1, problem.Violations{}), true},
		{"JSON", json.RawMessage(strings.Repeat("[", most) + strings.Repeat("]", most)), true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := encode.XML{}.Append(nil, &problem.Problem{Extensions: problem.Extensions{"v": tt.v}})
			if got := err == nil; got != tt.ok {
				t.Errorf("got error %v, want ok %v", err, tt.ok)
			}
		})
	}
}

// deepest returns v within arrays.
func deepest(levels int, v any) any {
	for range levels {
		v = []any{v}
	}
	return v
}

func TestXMLIndent(t *testing.T) {
	t.Parallel()
	p := &problem.Problem{
		Title: "two\nlines", Status: 400,
		Extensions: problem.Extensions{
			"a": []any{1, []any{}, nil, []any{[]string{"x"}}},
			"b": map[string]any{"c": map[string]string{"d": "e"}},
			"e": problem.Violations{{Code: "c"}, {}},
			"p": problem.Problem{Status: 404},
			"q": &problem.Problem{Title: "t"},
			"v": problem.Violation{Code: "c", Detail: "d"},
			"x": problem.Extensions{"a": 1},
			"z": "",
		},
	}
	got, err := encode.XML{Indent: "\t"}.Append(nil, p)
	if err != nil {
		t.Fatal(err)
	}
	const want = `<?xml version="1.0" encoding="UTF-8"?>
<problem xmlns="urn:ietf:rfc:7807">
	<title>two
lines</title>
	<status>400</status>
	<a>
		<i>1</i>
		<i/>
		<i/>
		<i>
			<i>
				<i>x</i>
			</i>
		</i>
	</a>
	<b>
		<c>
			<d>e</d>
		</c>
	</b>
	<e>
		<i>
			<code>c</code>
		</i>
		<i/>
	</e>
	<p>
		<status>404</status>
	</p>
	<q>
		<title>t</title>
	</q>
	<v>
		<detail>d</detail>
		<code>c</code>
	</v>
	<x>
		<a>1</a>
	</x>
	<z/>
</problem>`
	if string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	compact, err := encode.XML{}.Append(nil, p)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := (encode.XML{Indent: "<x>"}).Append(nil, p); err != nil || string(got) != string(compact) {
		t.Errorf("indented with markup: got %s, %v\nwant %s", got, err, compact)
	}
}

func TestXMLAppendAllocations(t *testing.T) {
	tests := []struct {
		name string
		x    problem.Extensions
	}{
		{"none", nil},
		{"scalars", problem.Extensions{
			"a": "b", "c": 1 << 40, "d": true, "e": 1.5, "f": json.Number("1e400"), "g": time.Unix(0, 0), "h": nil,
		}},
		{"nested", problem.Extensions{
			"a": []any{1, "b", []string{"c"}}, "b": map[string]any{"c": map[string]any{"d": 1}}, "c": map[string]string{"d": "e"},
		}},
		{"violations", problem.Extensions{"errors": problem.Violations{{Detail: "d", Pointer: "#/p"}}}},
		{"problem", problem.Extensions{"cause": outOfCredit()}},
	}
	for _, tt := range tests {
		for _, f := range []encode.XML{{}, {Indent: "  "}} {
			p := outOfCredit().With(problem.Problem{Extensions: tt.x})
			buf := make([]byte, 0, 4096)
			got := testing.AllocsPerRun(100, func() {
				if _, err := f.Append(buf, p); err != nil {
					t.Fatal(err)
				}
			})
			if got != 0 {
				t.Errorf("%s, indent %q: got %v allocations, want 0", tt.name, f.Indent, got)
			}
		}
	}
}

// The way to what is nested too deeply has hundreds of steps, which are of no
// use in a log.
func TestDepthErrorsAreShort(t *testing.T) {
	t.Parallel()
	loop := map[string]any{}
	loop["again"] = []any{loop}
	p := &problem.Problem{Extensions: problem.Extensions{"a": loop}}
	for _, f := range []encode.Format{encode.JSON{}, encode.XML{}, encode.HTML{Template: template.Must(template.New("").Parse("x"))}} {
		_, err := f.Append(nil, p)
		if want := `problem: extension "a": nested deeper than 256 levels`; err == nil || err.Error() != want {
			t.Errorf("%T: got %v, want %s", f, err, want)
		}
	}
}
