package encode_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

// A span is a range of characters, both ends included.
type span struct{ first, last rune }

// The productions NameStartChar, NameChar and Char of XML 1.0, fifth edition,
// without the colon.
var (
	xmlNameStart = []span{
		{'A', 'Z'},
		{'_', '_'},
		{'a', 'z'},
		{0xC0, 0xD6},
		{0xD8, 0xF6},
		{0xF8, 0x2FF},
		{0x370, 0x37D},
		{0x37F, 0x1FFF},
		{0x200C, 0x200D},
		{0x2070, 0x218F},
		{0x2C00, 0x2FEF},
		{0x3001, 0xD7FF},
		{0xF900, 0xFDCF},
		{0xFDF0, 0xFFFD},
		{0x10000, 0xEFFFF},
	}
	xmlNameRest = append(slices.Clone(xmlNameStart), span{'-', '.'}, span{'0', '9'}, span{0xB7, 0xB7}, span{0x300, 0x36F}, span{0x203F, 0x2040})
	xmlChars    = []span{{'\t', '\n'}, {'\r', '\r'}, {' ', 0xD7FF}, {0xE000, 0xFFFD}, {0x10000, utf8.MaxRune}}
)

func within(spans []span, r rune) bool {
	return slices.ContainsFunc(spans, func(s span) bool { return s.first <= r && r <= s.last })
}

// TestXMLCharacters tries the characters in names and text that begin and end
// the ranges of XML, their neighbours, and all of those in common use.
func TestXMLCharacters(t *testing.T) {
	t.Parallel()
	var runes []rune
	for r := rune(0); r < 0x3100; r++ {
		runes = append(runes, r)
	}
	for _, s := range slices.Concat(xmlNameRest, xmlChars) {
		runes = append(runes, s.first-1, s.first, s.last, s.last+1)
	}
	for _, r := range runes {
		if !utf8.ValidRune(r) {
			continue
		}
		c := string(r)
		for name, want := range map[string]bool{
			c: within(xmlNameStart, r), "a" + c: within(xmlNameRest, r), "é" + c: within(xmlNameRest, r), c + "é": within(xmlNameStart, r),
		} {
			_, err := encode.XML{}.Append(nil, &problem.Problem{Extensions: problem.Extensions{name: 1}})
			if got := err == nil; got != want {
				t.Errorf("%+q as a name: got %v, want %v", name, got, want)
			}
			var p problem.Problem
			err = encode.XML{}.Decode([]byte(`<problem xmlns="urn:ietf:rfc:7807"><`+name+`/></problem>`), &p)
			if got := err == nil && p.Extensions[name] == ""; got != want && !strings.ContainsAny(c, " \t\r\n/>") {
				t.Errorf("%+q as the name of an element: got %v, %v, want %v", name, p.Extensions, err, want)
			}
		}
		doc, err := encode.XML{}.Append(nil, &problem.Problem{Title: "a" + c + "b"})
		if err != nil {
			t.Fatal(err)
		}
		var p problem.Problem
		want := "a" + c + "b"
		if !within(xmlChars, r) {
			want = "a\ufffdb"
		}
		if err := (encode.XML{}).Decode(doc, &p); err != nil || p.Title != want {
			t.Errorf("%+q in text: got %+q, %v, want %+q", c, p.Title, err, want)
		}
		err = encode.XML{}.Decode([]byte(`<problem xmlns="urn:ietf:rfc:7807"><title>a`+c+`b</title></problem>`), &p)
		if got := err == nil; got != within(xmlChars, r) && c != "<" && c != "&" {
			t.Errorf("%+q as it is in text: got %v", c, err)
		}
	}
}
