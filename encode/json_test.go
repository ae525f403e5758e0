package encode_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

func TestJSONContentType(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, typ, want string }{
		{"zero", "", "application/problem+json"},
		{"another", "application/json", "application/json"},
		{"verbatim", `Application/JSON ; Charset="utf-8"`, `Application/JSON ; Charset="utf-8"`},
		{"no media type", "json", "application/problem+json"},
		{"injection", "text/html\r\nSet-Cookie: a=b", "application/problem+json"},
		{"parameter without value", "application/json; charset", "application/problem+json"},
		{"two types", "application/json, text/html", "application/problem+json"},
		{"range", "application/*", "application/problem+json"},
		{"any range", "*/*", "application/problem+json"},
		{"space before", " application/json", "application/problem+json"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := (encode.JSON{Type: tt.typ}).ContentType(); got != tt.want {
				t.Errorf("ContentType() of Type %q = %q, want %q", tt.typ, got, tt.want)
			}
		})
	}
}

func TestJSONIndent(t *testing.T) {
	t.Parallel()
	p := &problem.Problem{Title: `a "title": {`, Status: 404, Extensions: problem.Extensions{
		"list": []any{1, "[,:]\\\"", []any{}, map[string]any{}, map[string]any{"a": nil}}, "empty": []string{},
		"own": json.RawMessage("{ \"x\" : [ ] }"),
	}}
	for _, indent := range []string{" ", "\t", "    "} {
		compact, err := encode.JSON{}.Append(nil, p)
		if err != nil {
			t.Fatal(err)
		}
		var want bytes.Buffer
		if err := json.Indent(&want, compact, "", indent); err != nil {
			t.Fatal(err)
		}
		got, err := encode.JSON{Indent: indent}.Append([]byte("x"), p)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff("x"+want.String(), string(got)); diff != "" {
			t.Errorf("Indent %q (-want +got):\n%s", indent, diff)
		}
	}
	got, err := encode.JSON{Indent: "--"}.Append(nil, &problem.Problem{Title: "t", Status: 404})
	if want := `{"title":"t","status":404}`; string(got) != want || err != nil {
		t.Errorf("an Indent that is no white space gives %s, %v; want %s", got, err, want)
	}
	if got, _ := (encode.JSON{Indent: " "}).Append(nil, nil); string(got) != "{}" {
		t.Errorf("nil, indented, is %s; want {}", got)
	}
}

func TestJSONError(t *testing.T) {
	t.Parallel()
	p := extended("c", make(chan int))
	dst := append(make([]byte, 0, 100), "before"...)
	for _, f := range []encode.JSON{{}, {Indent: " "}} {
		got, err := f.Append(dst, p)
		var m *problem.MemberError
		if string(got) != "before" || !errors.As(err, &m) || m.Name != "c" {
			t.Errorf("%+v: got %q, %v; want \"before\" and a MemberError of c", f, got, err)
		}
	}
}

func TestJSONMarshal(t *testing.T) {
	t.Parallel()
	type own struct{ A int }
	f := encode.JSON{Marshal: func(v any) ([]byte, error) { return []byte(`"mine"`), nil }}
	got, err := f.Append(nil, extended("own", own{1}))
	if want := `{"own":"mine"}`; string(got) != want || err != nil {
		t.Errorf("got %s, %v; want %s", got, err, want)
	}
}

func TestJSONDecode(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, doc string
		want      problem.Problem
		offset    int64 // of the mistake, if greater than zero
	}{
		{name: "problem", doc: `{"title":"t","n":12345678901234567890}`, want: problem.Problem{Title: "t", Extensions: problem.Extensions{"n": json.Number("12345678901234567890")}}},
		{name: "byte order mark", doc: "\ufeff{}"},
		{name: "nothing", doc: "", offset: -1},
		{name: "null is no problem", doc: " null\n", offset: -1},
		{name: "list", doc: "[]", offset: -1},
		{name: "mistake", doc: `{"a":x}`, offset: 5},
		{name: "mistake behind a byte order mark", doc: "\ufeff{\"a\":x}", offset: 8},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			before := problem.Problem{Title: "before", Lang: "de"}
			p := before
			err := encode.JSON{}.Decode([]byte(tt.doc), &p)
			if tt.offset == 0 {
				if diff := cmp.Diff(tt.want, p); diff != "" || err != nil {
					t.Errorf("Decode: %v (-want +got):\n%s", err, diff)
				}
				return
			}
			var s *problem.SyntaxError
			if !errors.As(err, &s) || tt.offset > 0 && s.Offset != tt.offset {
				t.Errorf("Decode: %v; want a SyntaxError at %d", err, tt.offset)
			}
			if diff := cmp.Diff(before, p); diff != "" {
				t.Errorf("Decode with an error changed the problem (-want +got):\n%s", diff)
			}
		})
	}
	if err := (encode.JSON{}).Decode([]byte("{}"), nil); err == nil {
		t.Error("Decode into nil gives no error")
	}
}

func TestJSONAllocs(t *testing.T) {
	p := &problem.Problem{
		Type: "https://example.com/a", Title: "T", Status: 400,
		Extensions: problem.Extensions{"int": 7, "map": map[string]any{"a": 1}, "strings": []string{"a"}},
	}
	buf := make([]byte, 0, 4096)
	for _, f := range []encode.JSON{{}, {Indent: "  "}} {
		if n := testing.AllocsPerRun(100, func() { buf, _ = f.Append(buf[:0], p) }); n != 0 {
			t.Errorf("%+v: Append allocates %v times", f, n)
		}
	}
}
