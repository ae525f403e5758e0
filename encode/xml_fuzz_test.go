package encode_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

// FuzzXMLDecode checks that what was decoded is written and read again without
// a change, indented or not, and that encoding/xml reads the same.
func FuzzXMLDecode(f *testing.F) {
	for _, doc := range []string{
		`<?xml version="1.0" encoding="UTF-8"?><problem xmlns="urn:ietf:rfc:7807"><type>urn:x</type><title>t</title><status>404</status></problem>`,
		`<p:problem xmlns:p="urn:ietf:rfc:7807" p:a='1'><p:v><p:i>1</p:i><p:i/></p:v><o:x xmlns:o="urn:o">2</o:x></p:problem>`,
		`<problem xmlns="urn:ietf:rfc:7807"><a>&lt;&#65;&#xD;<![CDATA[<>]]]><!-- c --><?pi x?></a><b> <i>1</i> <c/> </b></problem>`,
		"<problem xmlns=\"urn:ietf:rfc:7807\">\r\n<detail>a\r\nb\rc\td]]&gt;é\U0001F600</detail></problem>\n",
		"\xff\xfe<\x00a\x00/\x00>\x00",
	} {
		f.Add([]byte(doc))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		var p problem.Problem
		if err := (encode.XML{}).Decode(doc, &p); err != nil {
			var se *problem.SyntaxError
			if !errors.As(err, &se) || se.Offset < 0 || se.Offset > int64(len(doc)) {
				t.Fatalf("got %v, want a SyntaxError with an offset in the document", err)
			}
			return
		}
		for _, x := range []encode.XML{{}, {Indent: " "}} {
			again, err := x.Append(nil, &p)
			if err != nil {
				t.Fatalf("%+v was decoded but cannot be encoded: %v", p, err)
			}
			var q problem.Problem
			if err := x.Decode(again, &q); err != nil {
				t.Fatalf("%s was encoded but cannot be decoded: %v", again, err)
			}
			if diff := cmp.Diff(p, q); diff != "" {
				t.Fatalf("%s\n(-first +second)\n%s", again, diff)
			}
		}
		if differsFromStdXML.Match(doc) || !utf8.Valid(doc) {
			return
		}
		want, err := stdXML(doc)
		if err != nil {
			t.Fatalf("encoding/xml refuses what was accepted: %v", err)
		}
		if diff := cmp.Diff(want, p); diff != "" {
			t.Fatalf("(-encoding/xml +got)\n%s", diff)
		}
	})
}

// encoding/xml does not know other versions and encodings, byte order marks,
// and the names that the fifth edition of XML 1.0 allows.
var differsFromStdXML = regexp.MustCompile("^\ufeff|<\\?xml|<[^>]*[^\x00-\x7f]")

// stdXML decodes a document that is well-formed by means of encoding/xml.
func stdXML(doc []byte) (problem.Problem, error) {
	d := xml.NewDecoder(bytes.NewReader(doc))
	var p problem.Problem
	for {
		token, err := d.Token()
		if err == io.EOF {
			return p, nil
		}
		if err != nil {
			return p, err
		}
		if _, ok := token.(xml.StartElement); !ok {
			continue
		}
		_, members, err := stdXMLElement(d)
		if err != nil {
			return p, err
		}
		for _, c := range members {
			text, _ := c.value.(string)
			switch c.name {
			case "type", "title", "status", "detail", "instance":
				p = stdXMLStandard(p, c.name, text)
				continue
			}
			if p.Extensions == nil {
				p.Extensions = problem.Extensions{}
			}
			p.Extensions[c.name] = c.value
		}
	}
}

type stdXMLChild struct {
	name  string
	value any
}

// stdXMLStandard sets a standard member, or clears it if it has the wrong type.
func stdXMLStandard(p problem.Problem, name, text string) problem.Problem {
	switch name {
	case "type":
		p.Type = strings.Trim(text, " \t\r\n")
	case "title":
		p.Title = text
	case "detail":
		p.Detail = text
	case "instance":
		p.Instance = strings.Trim(text, " \t\r\n")
	case "status":
		p.Status = 0
		if m := regexp.MustCompile(`^[ \t\r\n]*\+?0*([1-5][0-9][0-9])[ \t\r\n]*$`).FindStringSubmatch(text); m != nil {
			for _, c := range m[1] {
				p.Status = 10*p.Status + int(c-'0')
			}
		}
	}
	return p
}

// stdXMLElement reads the rest of an element.
func stdXMLElement(d *xml.Decoder) (value any, children []stdXMLChild, err error) {
	var text strings.Builder
	for {
		token, err := d.Token()
		if err != nil {
			return nil, nil, err
		}
		switch token := token.(type) {
		case xml.CharData:
			text.Write(token)
		case xml.StartElement:
			value, _, err := stdXMLElement(d)
			if err != nil {
				return nil, nil, err
			}
			if token.Name.Space == "urn:ietf:rfc:7807" && !strings.HasPrefix(strings.ToLower(token.Name.Local), "xml") {
				children = append(children, stdXMLChild{token.Name.Local, value})
			}
		case xml.EndElement:
			return stdXMLValue(text.String(), children), children, nil
		}
	}
}

func stdXMLValue(text string, children []stdXMLChild) any {
	if len(children) == 0 {
		return text
	}
	var list []any
	members := map[string]any{}
	for _, c := range children {
		list = append(list, c.value)
		members[c.name] = c.value
	}
	if _, ok := members["i"]; ok && len(members) == 1 {
		return list
	}
	return members
}

// FuzzXMLAppend checks that what is written is well-formed for encoding/xml and
// is read back, whatever the text and the names are.
func FuzzXMLAppend(f *testing.F) {
	f.Add("urn:x", "t", 404, "d", "/i", "name", "value", "  ")
	f.Add("", "<&>\r\n", 0, "\x00\xff\uffff", "", "a><b", "]]>", "\t")
	f.Fuzz(func(t *testing.T, typ, title string, status int, detail, instance, name, value, indent string) {
		p := &problem.Problem{
			Type: typ, Title: title, Status: status, Detail: detail, Instance: instance,
			Extensions: problem.Extensions{name: []any{value, map[string]any{"a": value, name: value}}},
		}
		doc, err := encode.XML{Indent: indent}.Append(nil, p)
		if err != nil {
			m := new(problem.MemberError)
			if !errors.As(err, &m) || m.Name != name {
				t.Fatalf("got error %v, want one about the extension %q", err, name)
			}
			p.Extensions = nil
			if doc, err = (encode.XML{Indent: indent}).Append(nil, p); err != nil {
				t.Fatal(err)
			}
		}
		if d := xml.NewDecoder(bytes.NewReader(doc)); utf8.RuneCountInString(name) == len(name) {
			for {
				if _, err := d.Token(); err == io.EOF {
					break
				} else if err != nil {
					t.Fatalf("%s: %v", doc, err)
				}
			}
		}
		var got problem.Problem
		if err := (encode.XML{}).Decode(doc, &got); err != nil {
			t.Fatalf("%s: %v", doc, err)
		}
		want := problem.Problem{
			Type:   strings.Trim(xmlText(typ), " \t\r\n"),
			Title:  xmlText(title),
			Detail: xmlText(detail), Instance: strings.Trim(xmlText(instance), " \t\r\n"),
		}
		if 100 <= status && status <= 599 {
			want.Status = status
		}
		if p.Extensions != nil {
			want.Extensions = problem.Extensions{
				name: []any{xmlText(value), map[string]any{"a": xmlText(value), name: xmlText(value)}},
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s\n(-want +got)\n%s", doc, diff)
		}
	})
}

// xmlText replaces what XML cannot hold.
func xmlText(s string) string {
	return strings.Map(func(c rune) rune {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0xFFFE || c == 0xFFFF {
			return utf8.RuneError
		}
		return c // invalid UTF-8 is U+FFFD already
	}, s)
}
