package encode_test

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

var _ encode.Decoder = encode.XML{}

// An xmlCase is a document and the problem that it means.
type xmlCase struct {
	name, doc string
	want      problem.Problem
}

func xmlCases() []xmlCase {
	const ns = `xmlns="urn:ietf:rfc:7807"`
	v := func(v any) problem.Problem { return problem.Problem{Extensions: problem.Extensions{"v": v}} }
	title := func(s string) problem.Problem { return problem.Problem{Title: s} }
	return []xmlCase{
		{"empty", `<problem ` + ns + `/>`, problem.Problem{}},
		{"empty with end tag", `<problem ` + ns + `></problem >`, problem.Problem{}},
		{"white space only", "<problem " + ns + ">\r\n\t </problem>", problem.Problem{}},
		{
			"standard members in any order",
			`<?xml version="1.0"?><problem ` + ns + `><x>1</x><instance>/i</instance><detail>d</detail><status>404</status><title>t</title><type>urn:x</type></problem>`,
			problem.Problem{
				Type: "urn:x", Title: "t", Status: 404, Detail: "d", Instance: "/i",
				Extensions: problem.Extensions{"x": "1"},
			},
		},
		{
			"indented",
			"\n<problem " + ns + ">\n  <title>t</title>\n  <v>\n    <i>1</i>\n    <i>\n      <a>2</a>\n    </i>\n  </v>\n</problem>\n",
			problem.Problem{Title: "t", Extensions: problem.Extensions{"v": []any{"1", map[string]any{"a": "2"}}}},
		},
		{"prefix", `<p:problem xmlns:p="urn:ietf:rfc:7807"><p:title>t</p:title></p:problem>`, title("t")},
		{"prefix declared again", `<p:problem xmlns:p="urn:ietf:rfc:7807"><p:title xmlns:p="urn:x">no</p:title><p:title>t</p:title></p:problem>`, title("t")},
		{"both prefix and default", `<p:problem xmlns:p="urn:ietf:rfc:7807" ` + ns + `><title>t</title></p:problem>`, title("t")},
		{"namespace in another spelling", `<problem xmlns='urn:ietf:rfc&#58;7807'><title>t</title></problem>`, title("t")},
		{
			"elements of other namespaces",
			`<problem ` + ns + `><o:title xmlns:o="urn:o">no<title>no</title></o:title><title>t</title><title xmlns="">no</title><title xmlns="urn:ietf:rfc:9457">no</title></problem>`,
			title("t"),
		},
		{"other namespaces within a string", `<problem ` + ns + `><title>a<b xmlns="urn:o">no</b>c</title></problem>`, title("ac")},
		{"other namespaces within an array", `<problem ` + ns + `><v><i>1</i><x xmlns="urn:o"/></v></problem>`, v([]any{"1"})},
		{"attributes", `<problem a="1" xml:lang="en" ` + ns + ` o:b='2' xmlns:o="urn:o"><title lang="&lt;">t</title></problem>`, title("t")},
		{"attribute named like a prefix", `<problem ` + ns + ` xmlns:a="urn:a" a="1" a:a="2" xmlns:b="urn:b" b:a="3"><title>t</title></problem>`, title("t")},
		{"prefix xml declared as what it is", `<problem ` + ns + ` xmlns:xml="http://www.w3.org/XML/1998/namespace" xml:lang="en"><xml:title>no</xml:title><title>t</title></problem>`, title("t")},
		{"names that begin with xml", `<problem ` + ns + `><Xml>no</Xml><v><xmlns>no</xmlns>yes</v></problem>`, v("yes")},

		{"status with white space", `<problem ` + ns + "><status>\n 404 \t</status></problem>", problem.Problem{Status: 404}},
		{"status split by a comment", `<problem ` + ns + `><status>4<!-- 5 -->04</status></problem>`, problem.Problem{Status: 404}},
		{"status with sign and zeros", `<problem ` + ns + `><status>+0404</status></problem>`, problem.Problem{Status: 404}},
		{"status with fraction", `<problem ` + ns + `><title>t</title><status>404.0</status></problem>`, title("t")},
		{"status too small", `<problem ` + ns + `><title>t</title><status>99</status></problem>`, title("t")},
		{"status too large", `<problem ` + ns + `><title>t</title><status>600</status></problem>`, title("t")},
		{"status larger than an int", `<problem ` + ns + `><title>t</title><status>99999999999999999999</status></problem>`, title("t")},
		{"status negative", `<problem ` + ns + `><title>t</title><status>-404</status></problem>`, title("t")},
		{"status hexadecimal", `<problem ` + ns + `><title>t</title><status>0x194</status></problem>`, title("t")},
		{"status with text", `<problem ` + ns + `><title>t</title><status>404 Not Found</status></problem>`, title("t")},
		{"status empty", `<problem ` + ns + `><title>t</title><status/></problem>`, title("t")},
		{"status with an element", `<problem ` + ns + `><title>t</title><status>404<x/></status></problem>`, title("t")},
		{"type with an element", `<problem ` + ns + `><title>t</title><type>urn:x<x/></type></problem>`, title("t")},
		{"title with elements", `<problem ` + ns + `><title><i>t</i></title></problem>`, problem.Problem{}},
		{"type and instance with white space", `<problem ` + ns + "><type>\n\turn:x\n</type><instance> /i </instance></problem>", problem.Problem{Type: "urn:x", Instance: "/i"}},
		{"title with white space", `<problem ` + ns + "><title>\n t \n</title></problem>", title("\n t \n")},
		{"repeated standard member", `<problem ` + ns + `><title>a</title><title>t</title></problem>`, title("t")},
		{"names are case-sensitive", `<problem ` + ns + `><Title>t</Title></problem>`, problem.Problem{Extensions: problem.Extensions{"Title": "t"}}},

		{"empty extension", `<problem ` + ns + `><v/></problem>`, v("")},
		{"empty extension with end tag", `<problem ` + ns + `><v></v></problem>`, v("")},
		{"extension of a comment", `<problem ` + ns + `><v><!-- --></v></problem>`, v("")},
		{"extension of white space", `<problem ` + ns + `><v> </v></problem>`, v(" ")},
		{"repeated extension", `<problem ` + ns + `><v>1</v><v>2</v></problem>`, v("2")},
		{"array", `<problem ` + ns + `><v><i>1</i><i/><i><i/></i></v></problem>`, v([]any{"1", "", []any{""}})},
		{"object", `<problem ` + ns + `><v><a>1</a><b><c/></b></v></problem>`, v(map[string]any{"a": "1", "b": map[string]any{"c": ""}})},
		{"object with i first", `<problem ` + ns + `><v><i>1</i><i>2</i><a>3</a></v></problem>`, v(map[string]any{"i": "2", "a": "3"})},
		{"object with i last", `<problem ` + ns + `><v><a>3</a><i>1</i><i>2</i></v></problem>`, v(map[string]any{"i": "2", "a": "3"})},
		{"i in the root", `<problem ` + ns + `><i>1</i><i>2</i></problem>`, problem.Problem{Extensions: problem.Extensions{"i": "2"}}},
		{"standard names within an object", `<problem ` + ns + `><v><type>1</type></v></problem>`, v(map[string]any{"type": "1"})},
		{"mixed content", `<problem ` + ns + `>no<v>no<a>1</a>no</v></problem>`, v(map[string]any{"a": "1"})},

		{"references", `<problem ` + ns + `><title>&lt;&gt;&amp;&apos;&quot;&#65;&#x42;&#x1F600;&#x10FFFF;&#13;</title></problem>`, title("<>&'\"AB\U0001F600\U0010FFFF\r")},
		{"line breaks", `<problem ` + ns + "><title>a\r\nb\rc\nd\r\r\n\n</title></problem>", title("a\nb\nc\nd\n\n\n")},
		{"CDATA", `<problem ` + ns + "><title>a<![CDATA[<b>&amp;]]\r\n>]]]]>c<![CDATA[]]></title></problem>", title("a<b>&amp;]]\n>]]c")},
		{"CDATA split", `<problem ` + ns + `><title><![CDATA[]]]]><![CDATA[>]]></title></problem>`, title("]]>")},
		{"comments join", `<problem ` + ns + `><title>a<!-- - > <x> & -->b<!---->c</title></problem>`, title("abc")},
		{"instructions join", `<problem ` + ns + `><title>a<?x?>b<?y <x> & ? >?>c</title></problem>`, title("abc")},
		{"not ASCII", `<problem ` + ns + `><title>é名\U0001F600</title><имя>я</имя></problem>`, problem.Problem{Title: `é名\U0001F600`, Extensions: problem.Extensions{"имя": "я"}}},
		{
			"before and after the root",
			"<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<!-- a --><?xml-stylesheet href='a'?>\n<problem " + ns + "/>\n<!-- b --><?c?>\n",
			problem.Problem{},
		},
		{"instruction first", `<?xml-stylesheet href="a"?><problem ` + ns + `/>`, problem.Problem{}},
		{"lowest status", `<problem ` + ns + `><status>100</status></problem>`, problem.Problem{Status: 100}},
		{"highest status", `<problem ` + ns + `><status>599</status></problem>`, problem.Problem{Status: 599}},
		{"version 1.10", `<?xml version="1.10"?><problem ` + ns + `/>`, problem.Problem{}},
		{"version 1.1", `<?xml version="1.1"?><problem ` + ns + `/>`, problem.Problem{}},
		{"white space in tags", "<problem\n" + ns + "\t><title\n>t</title\r\n></problem>", title("t")},
		{"white space in attributes", "<problem xmlns =\n\"urn:ietf:rfc:7807\" a = '1'><title>t</title></problem>", title("t")},
		{"equals sign and hyphens in text", `<problem ` + ns + `><title>a=b -- ]] > "'</title></problem>`, title(`a=b -- ]] > "'`)},
	}
}

func TestXMLDecode(t *testing.T) {
	t.Parallel()
	for _, tt := range xmlCases() {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := problem.Problem{Title: "old", Err: errors.New("old"), Lang: "old", Extensions: problem.Extensions{"old": 1}}
			if err := (encode.XML{}).Decode([]byte(tt.doc), &got); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// An xmlErrorCase is a document that Decode refuses.
type xmlErrorCase struct {
	name string
	doc  string // with | where the mistake is
	says string // part of the error
}

func xmlErrorCases() []xmlErrorCase {
	const (
		open  = `<problem xmlns="urn:ietf:rfc:7807">`
		close = `</problem>`
	)
	return []xmlErrorCase{
		{"nothing", `|`, "unexpected end"},
		{"white space", " \n|", "unexpected end"},
		{"text", `|problem`, "text outside"},
		{"JSON", `|{"title":"t"}`, "text outside"},
		{"no namespace", `|<problem><title>t</title></problem>`, "not problem in the namespace urn:ietf:rfc:7807"},
		{"namespace of the later RFC", `|<problem xmlns="urn:ietf:rfc:9457"/>`, "not problem"},
		{"namespace in upper case", `|<problem xmlns="URN:IETF:RFC:7807"/>`, "not problem"},
		{"namespace with white space", `|<problem xmlns=" urn:ietf:rfc:7807"/>`, "not problem"},
		{"another root", `<!-- --> |<error xmlns="urn:ietf:rfc:7807"/>`, "not problem"},
		{"an HTML page", `|<html><p>unclosed<br></html>`, "not problem"},
		{"prefix of another namespace", `|<p:problem xmlns="urn:ietf:rfc:7807" xmlns:p="urn:x"/>`, "not problem"},

		{"unclosed root", open + `|`, "unexpected end"},
		{"unclosed tag", `<problem |`, "unexpected end"},
		{"unclosed name", `<problem|`, "unexpected end"},
		{"unclosed value", `<problem a="|`, "unexpected end"},
		{"unclosed end tag", open + `</problem|`, "unexpected end"},
		{"unclosed empty tag", `<problem xmlns="urn:ietf:rfc:7807"/|`, "unexpected end"},
		{"unclosed text", open + `<title>t|`, "unexpected end"},
		{"unclosed comment", open + `<!-- |`, "unexpected end"},
		{"unclosed comment at the end", open + `<!-- --|`, "unexpected end"},
		{"unclosed instruction", open + `<?x |`, "unexpected end"},
		{"unclosed CDATA", open + `<![CDATA[ ]]|`, "unexpected end"},
		{"lone markup", `<|`, "unexpected end"},
		{"lone instruction", `|<?`, "not a name"},
		{"unclosed XML declaration", `<?xml version="1.0"|`, "unexpected end"},

		{"junk after the root", open + close + ` |x`, "text outside"},
		{"a second root", open + close + `|<problem/>`, "more than one root"},
		{"end tag after the root", open + close + `|</problem>`, "more than one root"},
		{"CDATA outside of the root", `|<![CDATA[x]]>` + open + close, "markup that is neither"},
		{"control character after the root", open + close + "|\x01", "text outside"},

		{"end tag of another element", open + `<a><b>|</a></b>` + close, `end tag of "a" instead of "b"`},
		{"end tag with another prefix", `<p:problem xmlns:p="urn:ietf:rfc:7807" xmlns:q="urn:ietf:rfc:7807">|</q:problem>`, "end tag"},
		{"end tag with an attribute", open + `</problem |a="1">`, `">" expected`},
		{"end tag with white space first", open + `</| problem>`, "not a name"},
		{"white space before a name", open + `<| a/>`, "not a name"},
		{"digit first", open + `<|1a/>`, "not a name"},
		{"two colons", open + `<|a:b:c/>`, "not a name"},
		{"no prefix before the colon", open + `<|:a/>`, "not a name"},
		{"nothing after the colon", open + `<|a:/>`, "not a name"},
		{"prefix not declared", open + `<|o:a/>`, `prefix "o" is not declared`},
		{"prefix no longer declared", open + `<a xmlns:o="urn:o"/><|o:a/>`, "not declared"},
		{"attribute prefix not declared", open + `<a |o:b="1"/>`, "not declared"},
		{"attribute without value", open + `<a b|/>`, `"=" expected`},
		{"attribute without quotes", open + `<a b=|1/>`, `"\"" expected`},
		{"attribute that begins with <", open + `<a b="|<"/>`, "< in the value"},
		{"attribute with <", open + `<a b="1|<"/>`, "< in the value"},
		{"attribute with &", open + `<a b="1|&"/>`, "reference without a semicolon"},
		{"attribute with a control character", open + "<a b='1|\x01'/>", "U+0001"},
		{"attribute repeated", open + `<a b="1" |b="2"/>`, `attribute "b" is repeated`},
		{"attribute repeated with another prefix", open + `<a xmlns:o="urn:o" xmlns:p="urn:o" o:b="1" |p:b="2"/>`, "repeated"},
		{"namespace repeated", `<problem xmlns="urn:ietf:rfc:7807" |xmlns="urn:ietf:rfc:7807"/>`, "repeated"},
		{"no white space between attributes", open + `<a b="1"|c="2"/>`, `unexpected 'c' within a tag`},
		{"slash within a tag", open + `<a /| >`, `">" expected`},
		{"prefix without namespace", open + `<a |xmlns:o=""/>`, "without a namespace"},
		{"element with the prefix xmlns", open + `<|xmlns:a/>`, "prefix xmlns"},
		{"prefix xmlns", open + `<a |xmlns:xmlns="urn:o"/>`, "cannot be declared"},
		{"prefix xml of another namespace", open + `<a |xmlns:xml="urn:o"/>`, "cannot be declared"},
		{"namespace of xmlns", open + `<a |xmlns:o="http://www.w3.org/2000/xmlns/"/>`, "cannot be declared"},
		{"default namespace of xmlns", open + `<a |xmlns="http://www.w3.org/2000/xmlns/"/>`, "cannot be declared"},
		{"prefix of the namespace of xml", open + `<a |xmlns:o="http://www.w3.org/XML/1998/namespace"/>`, "cannot be declared"},
		{"namespace of xml", open + `<a |xmlns="http://www.w3.org/XML/1998/namespace"/>`, "cannot be declared"},

		{"undefined reference", open + `<a>b|&nbsp;</a>` + close, `undefined reference "&nbsp;"`},
		{"empty reference", open + `<a>|&;</a>` + close, "undefined"},
		{"reference in upper case", open + `<a>|&AMP;</a>` + close, "undefined"},
		{"lone ampersand", open + `<a>b |& c</a>` + close, "without a semicolon"},
		{"reference to a control character", open + `<a>|&#0;</a>` + close, "undefined"},
		{"reference to a surrogate", open + `<a>|&#xD800;</a>` + close, "undefined"},
		{"reference beyond Unicode", open + `<a>|&#x110000;</a>` + close, "undefined"},
		{"reference that overflows", open + `<a>|&#x100000041;</a>` + close, "undefined"},
		{"reference without digits", open + `<a>|&#;</a>` + close, "undefined"},
		{"reference without hexadecimal digits", open + `<a>|&#x;</a>` + close, "undefined"},
		{"reference with a sign", open + `<a>|&#+65;</a>` + close, "undefined"},
		{"reference with an underscore", open + `<a>|&#6_5;</a>` + close, "undefined"},
		{"reference with X in upper case", open + `<a>|&#X41;</a>` + close, "undefined"},
		{"end of CDATA in text", open + `<a>b|]]></a>` + close, `"]]>" in text`},
		{"control character", open + "<a>b|\x0b</a>" + close, "U+000B is not a character"},
		{"noncharacter", open + "<a>b|\uffff</a>" + close, "U+FFFF is not a character"},
		{"invalid UTF-8", open + "<a>b|\xff</a>" + close, "invalid UTF-8"},
		{"surrogate in UTF-8", open + "<a>b|\xed\xa0\x80</a>" + close, "invalid UTF-8"},
		{"invalid UTF-8 in a comment", open + "<!-- |\xff -->" + close, "invalid UTF-8"},
		{"invalid UTF-8 in CDATA", open + "<![CDATA[|\xff]]>" + close, "invalid UTF-8"},
		{"invalid UTF-8 in a name", open + "<|a\xff/>" + close, "not a name"},
		{"comment with one hyphen", open + "|<!-x-->" + close, "neither"},
		{"comment with one hyphen before the root", "|<!-x-->" + open + close, "neither"},
		{"comment with one hyphen after the root", open + close + "|<!-x-->", "neither"},
		{"CDATA in lower case", open + "|<![cdata[x]]>" + close, "neither"},
		{"hyphens in a comment", open + "<!-- --|- -->" + close, `">" expected`},
		{"instruction without name", open + "|<? x?>" + close, "not a name"},
		{"instruction with a colon", open + "|<?a:b?>" + close, "not a name"},
		{"instruction without white space", open + "<?a|'x'?>" + close, "unexpected"},

		{"DTD", `|<!DOCTYPE problem>` + open + close, "document type declarations are not accepted"},
		{"DTD with entities", `<?xml version="1.0"?>|<!DOCTYPE problem [<!ENTITY a "b">]>` + open + "&a;" + close, "document type declarations"},
		{"DTD within", open + `|<!DOCTYPE problem>` + close, "neither"},
		{"unknown markup", `|<!x>` + open + close, "neither"},

		{"XML declaration after white space", ` |<?xml version="1.0"?>` + open + close, "not at the start"},
		{"XML declaration within", open + `|<?xml version="1.0"?>` + close, "not at the start"},
		{"XML declaration in upper case", `|<?XML version="1.0"?>` + open + close, "not at the start"},
		{"XML declaration twice", `<?xml version="1.0"?>|<?xml version="1.0"?>` + open + close, "not at the start"},
		{"XML declaration without version", `<?xml| encoding="UTF-8"?>` + open + close, "no version"},
		{"XML declaration out of order", `<?xml version="1.0" standalone="no" |encoding="UTF-8"?>` + open + close, `"?>" expected`},
		{"XML declaration without white space", `<?xml version="1.0"|encoding="UTF-8"?>` + open + close, `"?>" expected`},
		{"version 2", `<?xml version="|2.0"?>` + open + close, `version "2.0" is not supported`},
		{"version without number", `<?xml version="|1."?>` + open + close, "not supported"},
		{"standalone", `<?xml version="1.0" standalone="|maybe"?>` + open + close, "standalone"},
		{"encoding without a name", `<?xml version="1.0" encoding="|"?>` + open + close, `encoding "" is not supported`},
		{"encoding unknown", `<?xml version="1.0" encoding="|windows-1252"?>` + open + close, `encoding "windows-1252" is not supported`},
		{"encoding wrong", `<?xml version="1.0" encoding="|UTF-16"?>` + open + close, `encoding "UTF-16" is not supported`},
		{"encoding unclosed", `<?xml version="1.0" encoding="UTF-8 ?>|`, "unexpected end"},
		{"version without value", `<?xml version|?>`, `"=" expected`},
		{"standalone without value", `<?xml version="1.0" standalone=|?>`, `"\"" expected`},
		{"encoding without value", `<?xml version="1.0" encoding|?>`, `"=" expected`},
		{"not US-ASCII", `<?xml version="1.0" encoding="us-ascii"?>` + open + "<a>|é</a>" + close, "byte 0xc3 is not US-ASCII"},
		{"mistake in ISO-8859-1", `<?xml version="1.0" encoding="iso-8859-1"?>` + open + "<a>\xe9\xe9|&x;</a>" + close, "undefined"},
		{"mistake after a byte order mark", "\ufeff" + open + "|&x;" + close, "undefined"},
		{"XML declaration after a byte order mark", "\ufeff<?xml| ?>" + open + close, "no version"},
		{"control character before a reference", open + "<a>|\x01&amp;</a>" + close, "U+0001"},
		{"byte order mark twice", "\ufeff|\ufeff" + open + close, "text outside"},
	}
}

func TestXMLDecodeErrors(t *testing.T) {
	t.Parallel()
	for _, tt := range xmlErrorCases() {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			before, after, _ := strings.Cut(tt.doc, "|")
			wantXMLSyntaxError(t, []byte(before+after), len(before), tt.says)
		})
	}
}

// wantXMLSyntaxError decodes doc, which must fail at the offset, and checks
// that the problem is left alone.
func wantXMLSyntaxError(t *testing.T, doc []byte, offset int, says string) {
	t.Helper()
	p := problem.Problem{Title: "old", Extensions: problem.Extensions{"old": 1}}
	err := encode.XML{}.Decode(doc, &p)
	if diff := cmp.Diff(problem.Problem{Title: "old", Extensions: problem.Extensions{"old": 1}}, p); diff != "" {
		t.Errorf("the problem changed (-want +got)\n%s", diff)
	}
	var se *problem.SyntaxError
	if !errors.As(err, &se) {
		t.Fatalf("got error %v, want a SyntaxError", err)
	}
	if se.Offset != int64(offset) {
		t.Errorf("got offset %d, want %d (%v)", se.Offset, offset, err)
	}
	if !strings.Contains(err.Error(), says) {
		t.Errorf("got error %q, want one that says %q", err, says)
	}
}

// inUTF16 returns s in UTF-16.
func inUTF16(s string, order binary.AppendByteOrder) []byte {
	var b []byte
	for _, unit := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, unit)
	}
	return b
}

func TestXMLDecodeEncodings(t *testing.T) {
	t.Parallel()
	doc := func(encoding, text string) string {
		return `<?xml version="1.0" encoding="` + encoding + `"?><problem xmlns="urn:ietf:rfc:7807"><title>` + text + `</title></problem>`
	}
	big := func(s string) string { return string(inUTF16(s, binary.BigEndian)) }
	little := func(s string) string { return string(inUTF16(s, binary.LittleEndian)) }
	tests := []struct{ name, doc, want string }{
		{"UTF-8", doc("UTF-8", "é\U0001F600"), "é\U0001F600"},
		{"UTF-8 in another spelling", doc("utf8", "é"), "é"},
		{"no declaration", `<problem xmlns="urn:ietf:rfc:7807"><title>é</title></problem>`, "é"},
		{"ASCII in another spelling", doc("ascii", "e"), "e"},
		{"ISO-8859-1 in another spelling", doc("latin1", "\xe9"), "é"},
		{"UTF-8 with byte order mark", "\ufeff" + doc("utf-8", "é"), "é"},
		{"byte order mark outranks the declaration", "\ufeff" + doc("iso-8859-1", "é"), "é"},
		{"US-ASCII", doc("US-ASCII", "e"), "e"},
		{"ISO-8859-1", doc("ISO-8859-1", "\xe9\x80"), "é\u0080"},
		{"UTF-16 big-endian", big("\ufeff" + doc("UTF-16", "é\U0001F600")), "é\U0001F600"},
		{"UTF-16 little-endian", little("\ufeff" + doc("UTF-16", "é\U0001F600")), "é\U0001F600"},
		{"UTF-16 big-endian without byte order mark", big(doc("UTF-16BE", "é")), "é"},
		{"UTF-16 little-endian without byte order mark", little(doc("UTF-16LE", "é")), "é"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var p problem.Problem
			if err := (encode.XML{}).Decode([]byte(tt.doc), &p); err != nil {
				t.Fatal(err)
			}
			if p.Title != tt.want {
				t.Errorf("got %q, want %q", p.Title, tt.want)
			}
		})
	}

	const open = `<problem xmlns="urn:ietf:rfc:7807">`
	broken := []struct {
		name, before, after, says string
	}{
		{"mistake", little("\ufeff" + open + "é\U0001F600"), little("&x;</problem>"), "undefined"},
		{"half a character", big(open), "\x00", "half a character"},
		{"lone high surrogate", big(open), "\xd8\x00\x00a", "surrogate"},
		{"lone high surrogate at the end", big(open), "\xd8\x00", "surrogate"},
		{"lone high surrogate and half a character", big(open), "\xd8\x00\xdc", "surrogate"},
		{"lone low surrogate", big(open), "\xdc\x00\x00a", "surrogate"},
		{"UTF-32", "\xff\xfe", "\x00\x00<\x00\x00\x00", "text outside"},
	}
	for _, tt := range broken {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			wantXMLSyntaxError(t, []byte(tt.before+tt.after), len(tt.before), tt.says)
		})
	}
}

func TestXMLDecodeLimits(t *testing.T) {
	t.Parallel()
	const (
		open  = `<problem xmlns="urn:ietf:rfc:7807">`
		close = `</problem>`
	)
	nested := func(levels int) string {
		return strings.Repeat("<a>", levels) + strings.Repeat("</a>", levels)
	}
	declared := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "<a xmlns:p%d='urn:x'>", i)
		}
		return b.String()
	}
	attributes := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, " a%d=''", i)
		}
		return b.String()
	}
	// Of the elements that are counted one is the root, and its declaration is
	// an attribute.
	const most = encode.MaxXMLElements - 2
	good := []struct{ name, doc string }{
		{"depth", open + nested(problem.MaxDepth) + close},
		{"elements", open + strings.Repeat("<a/>", most) + close},
		{"attributes", open + "<a" + attributes(encode.MaxXMLAttributes) + "/>" + close},
		{"declarations", open + declared(encode.MaxXMLAttributes-1) + strings.Repeat("</a>", encode.MaxXMLAttributes-1) + close},
		{"size", open + strings.Repeat(" ", encode.MaxXMLSize-len(open+close)) + close},
	}
	for _, tt := range good {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var p problem.Problem
			if err := (encode.XML{}).Decode([]byte(tt.doc), &p); err != nil {
				t.Error(err)
			}
		})
	}
	bad := []struct{ name, before, after, says string }{
		{"too deep", open + strings.Repeat("<a>", problem.MaxDepth), "<a>", "deeper than 256"},
		{"too deep elsewhere", open + "<x xmlns='urn:x'>" + strings.Repeat("<a>", problem.MaxDepth-1), "<a>", "deeper than 256"},
		{"too many elements", open + strings.Repeat("<a/>", most), "<a/>" + close, "more than 100000 elements"},
		{"too many elements and attributes", open + strings.Repeat("<a b=''/>", most/2), "<a/>" + close, "more than 100000 elements"},
		{"too many elements before an attribute", open + strings.Repeat("<a b=''/>", most/2-1) + "<a/><a ", "b=''/>" + close, "more than 100000 elements"},
		{"too many attributes", open + "<a" + attributes(encode.MaxXMLAttributes) + " ", "b=''/>" + close, "more than 256 attributes"},
		{"too many declarations", open + declared(encode.MaxXMLAttributes-1) + "<a ", "xmlns:q='urn:q'/>", "more than 256 namespace"},
		{"too large", strings.Repeat(" ", encode.MaxXMLSize), open, "larger than"},
	}
	for _, tt := range bad {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			wantXMLSyntaxError(t, []byte(tt.before+tt.after), len(tt.before), tt.says)
		})
	}
}

func TestXMLDecodeIntoNil(t *testing.T) {
	t.Parallel()
	if err := (encode.XML{}).Decode([]byte(`<problem xmlns="urn:ietf:rfc:7807"/>`), nil); err == nil {
		t.Error("got no error, though there is nothing to fill")
	}
}

// Decode keeps no reference to its input.
func TestXMLDecodeCopies(t *testing.T) {
	t.Parallel()
	doc := []byte(`<problem xmlns="urn:ietf:rfc:7807"><title>t</title><a><b>c</b></a></problem>`)
	var p problem.Problem
	if err := (encode.XML{}).Decode(doc, &p); err != nil {
		t.Fatal(err)
	}
	clear(doc)
	want := problem.Problem{Title: "t", Extensions: problem.Extensions{"a": map[string]any{"b": "c"}}}
	if diff := cmp.Diff(want, p); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
