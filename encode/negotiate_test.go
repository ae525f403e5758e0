package encode_test

import (
	"strings"
	"testing"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

// A label is nothing but its content type.
type label string

func (f label) ContentType() string                                 { return string(f) }
func (f label) Append(b []byte, _ *problem.Problem) ([]byte, error) { return b, nil }

// registry returns a registry of labels, separated by commas.
func registry(contentTypes string) *encode.Registry {
	var formats []encode.Format
	for name := range strings.SplitSeq(contentTypes, ",") {
		formats = append(formats, label(strings.TrimSpace(name)))
	}
	return encode.NewRegistry(formats...)
}

const (
	problemJSON = "application/problem+json"
	problemXML  = "application/problem+xml"
	plainText   = "text/plain; charset=utf-8"
	htmlPage    = "text/html; charset=utf-8"

	all = problemJSON + "," + problemXML + "," + htmlPage + "," + plainText
)

func TestNegotiateRules(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		offers string // all four if empty
		accept []string
		want   string
		refuse bool
	}{
		{name: "no field", want: problemJSON},
		{name: "empty field", accept: []string{""}, want: problemJSON},
		{name: "field of spaces and commas", accept: []string{" ,\t, "}, want: problemJSON},
		{name: "only empty fields", accept: []string{"", ","}, want: problemJSON},
		{name: "empty field beside one with an element", accept: []string{"", "text/html"}, want: htmlPage},

		{name: "greater weight wins", accept: []string{"application/problem+json;q=0.2, text/plain;q=0.3"}, want: plainText},
		{name: "specific range gives the weight, not the greatest", accept: []string{"text/*, text/plain;q=0.1, application/*;q=0.5, text/html;q=0.2"}, want: problemJSON},
		{name: "subtype before type", accept: []string{"text/*;q=0.9, text/html;q=0.1"}, want: plainText},
		{name: "type before any", accept: []string{"*/*;q=0.9, application/*;q=0.1"}, want: htmlPage},
		{name: "parameter before subtype", offers: "application/x;v=1,text/plain", accept: []string{"application/x;q=0.9, application/x;v=1;q=0.1, text/plain;q=0.5"}, want: "text/plain"},
		{name: "two parameters before one", offers: "application/x;v=1;w=2,text/plain", accept: []string{"application/x;v=1;w=2;q=0.1, application/x;v=1, text/plain;q=0.5"}, want: "text/plain"},
		{name: "charset is ignored in any case", accept: []string{"text/*;q=0.5, Text/HTML;CharSet=latin1;q=0.2, text/plain;charset=x;q=0.2, application/*;q=0.3"}, want: problemJSON},
		{name: "weight zero excludes", accept: []string{"*/*, application/problem+json;q=0"}, want: problemXML},
		{name: "weight zero of a family", accept: []string{"*/*, application/*;q=0"}, want: htmlPage},
		{name: "weight zero beside a name", accept: []string{"*/*;q=0, text/plain"}, want: plainText},
		{name: "weight zero beats wildcards of weight one", accept: []string{"text/*, text/plain;q=0, text/html;q=0"}, want: problemJSON, refuse: true},

		{name: "browser gets HTML by specificity", accept: []string{"text/html, */*"}, want: htmlPage},
		{name: "name before family", accept: []string{"application/*, text/plain"}, want: plainText},
		{name: "family before any", accept: []string{"*/*, text/*"}, want: htmlPage},
		{name: "order of the registry, not of the client", accept: []string{"text/plain, text/html"}, want: htmlPage},
		{name: "alias ranks like a name", accept: []string{"text/html, application/json"}, want: problemJSON},
		{name: "suffix ranks below a name", accept: []string{"application/vnd.api+json, text/plain"}, want: plainText},
		{name: "suffix ranks above a family", accept: []string{"text/*, application/vnd.api+json"}, want: problemJSON},
		{name: "parameter ranks above a name", offers: "text/plain,application/x;v=1", accept: []string{"text/plain, application/x;v=1"}, want: "application/x;v=1"},
		{name: "alias does not rank like a parameter", offers: "application/x;v=1,application/problem+json", accept: []string{"application/json;v=1, application/x;v=1"}, want: "application/x;v=1"},

		{name: "application/json is an alias", accept: []string{"application/json"}, want: problemJSON},
		{name: "text/json is an alias", accept: []string{"text/json"}, want: problemJSON},
		{name: "application/xml is an alias", accept: []string{"application/xml"}, want: problemXML},
		{name: "text/xml is an alias", accept: []string{"text/xml"}, want: problemXML},
		{name: "application/xhtml+xml is an alias of the page", accept: []string{"application/xhtml+xml"}, want: htmlPage},
		{name: "alias in capitals", accept: []string{"Application/JSON, text/html;q=0.5"}, want: problemJSON},
		{name: "xhtml without a page is no other suffix", offers: problemJSON + "," + problemXML, accept: []string{"application/xhtml+xml"}, want: problemJSON, refuse: true},
		{name: "suffix json", accept: []string{"application/vnd.api+json"}, want: problemJSON},
		{name: "suffix xml", accept: []string{"application/atom+xml"}, want: problemXML},
		{name: "suffix in capitals", accept: []string{"APPLICATION/ATOM+XML"}, want: problemXML},
		{name: "suffix of another type", accept: []string{"image/svg+xml"}, want: problemJSON, refuse: true},
		{name: "suffix without its format", offers: "text/plain", accept: []string{"application/vnd.api+json"}, want: "text/plain", refuse: true},
		{name: "alias without its format", offers: "text/plain", accept: []string{"application/json"}, want: "text/plain", refuse: true},
		{name: "other suffix", accept: []string{"application/x+cbor"}, want: problemJSON, refuse: true},

		{name: "no alias where a format bears the name", offers: problemJSON + ",application/json", accept: []string{"application/json"}, want: "application/json"},
		{name: "no alias even if its parameters differ", offers: problemJSON + ",application/json;v=1", accept: []string{"application/json;v=2"}, want: problemJSON, refuse: true},
		{name: "no suffix where a format bears the name", offers: problemJSON + ",application/vnd.api+json", accept: []string{"application/vnd.api+json"}, want: "application/vnd.api+json"},
		{name: "no suffix even if its parameters differ", offers: "text/plain," + problemJSON + ",application/vnd.api+json", accept: []string{"application/vnd.api+json;v=2"}, want: "text/plain", refuse: true},
		{name: "parameters on an alias are ignored", accept: []string{"application/json;odata=verbose"}, want: problemJSON},
		{name: "parameters on a suffix are ignored", accept: []string{`application/vnd.api+json;ext="a,b"`}, want: problemJSON},

		{name: "own name before alias", accept: []string{"application/json, application/problem+json;q=0.1, text/html;q=0.5"}, want: htmlPage},
		{name: "alias before family", accept: []string{"application/*, application/json;q=0.1, application/problem+xml;q=0, text/html;q=0.5"}, want: htmlPage},
		{name: "own name refused, alias welcome", accept: []string{"application/problem+json;q=0, application/json"}, want: problemXML, refuse: true},
		{name: "alias refused", accept: []string{"application/json;q=0, */*"}, want: problemXML},
		{name: "of two aliases the greater weight", accept: []string{"text/json;q=0.1, application/json;q=0.9, text/html;q=0.5"}, want: problemJSON},
		{name: "suffix instead of a wildcard of lower weight", accept: []string{"*/*;q=0.1, application/vnd.api+json, text/html;q=0.5"}, want: problemJSON},
		{name: "suffix instead of a wildcard of the same weight", accept: []string{"*/*, application/vnd.api+xml"}, want: problemXML},
		{name: "no suffix instead of a wildcard of greater weight", accept: []string{"*/*, application/vnd.api+xml;q=0.9"}, want: problemJSON},
		{name: "suffix of weight zero says nothing", accept: []string{"*/*, application/vnd.api+json;q=0"}, want: problemJSON},
		{name: "suffix instead of a family of weight zero", accept: []string{"application/*;q=0, application/vnd.api+json;q=0.5, text/*;q=0.4"}, want: problemJSON},
		{name: "suffix is compared with the family, not with any", accept: []string{"*/*;q=0.9, application/*;q=0.1, application/vnd.api+json;q=0.2, text/*;q=0.15"}, want: problemJSON},
		{name: "alias before suffix", accept: []string{"application/vnd.api+json, application/json;q=0.1, text/html;q=0.5"}, want: htmlPage},
		{name: "name before suffix", accept: []string{"application/vnd.api+json, application/problem+json;q=0.1, text/html;q=0.5"}, want: htmlPage},

		{name: "names in capitals", accept: []string{"TEXT/PLAIN"}, want: plainText},
		{name: "Q in capitals", accept: []string{"text/html;Q=0.1, text/plain;Q=0.2"}, want: plainText},
		{name: "empty members", accept: []string{",, text/plain ,,"}, want: plainText},
		{name: "space around", accept: []string{"\t text/plain \t; \tq=1\t ,  text/html ;q=0.9"}, want: plainText},
		{name: "space around the slash", accept: []string{"text / plain, text/html;q=0.1"}, want: htmlPage},
		{name: "space around the equals sign", accept: []string{"text/plain;q =1, text/html;q=0.1"}, want: htmlPage},
		{name: "empty parameters", accept: []string{"text/plain;;q=0.5; , text/html;q=0.4;"}, want: plainText},
		{name: "quoted comma", accept: []string{`text/html;a="x, application/problem+json", text/plain;q=0.1`}, want: plainText},
		{name: "quoted quote", accept: []string{`text/html;a="\", application/problem+json", text/plain;q=0.1`}, want: plainText},
		{name: "quoted parameter equals a token", offers: "application/x;v=12,text/plain", accept: []string{`application/x;v="1\2", text/plain`}, want: "application/x;v=12"},
		{name: "parameter in capitals", offers: "application/x;V=a,text/plain", accept: []string{"application/x;v=A, text/plain"}, want: "application/x;V=a"},
		{name: "weight before parameters", offers: "application/x;v=1,text/plain", accept: []string{"application/x;q=0.1;v=1, application/x, text/plain;q=0.5"}, want: "text/plain"},
		{name: "malformed element is skipped", accept: []string{"text, text/html/x, text/plain;q=0.1"}, want: plainText},
		{name: "malformed element is skipped outside quotes", accept: []string{`text/html;a="\x00, application/problem+json" , text/plain;q=0.1`, `text"a, text/html", text/plain;q=0.2`}, want: plainText},
		{name: "control character in quotes", accept: []string{"text/html;a=\"\x01, application/problem+json\", text/plain;q=0.1"}, want: plainText},
		{name: "control character in the charset of a range", accept: []string{"text/html;charset=\"\x01\", text/plain;q=0.1"}, want: plainText},
		{name: "control character in the parameter of an alias", accept: []string{"application/json;v=\"\\\x7f\", text/plain;q=0.1"}, want: plainText},
		{name: "quotes without end", accept: []string{`text/plain;q=0.1, text/html;a="x, application/problem+json`}, want: plainText},
		{name: "quotes do not reach into the next line", accept: []string{`text/html;a="x`, `text/plain`}, want: plainText},
		{name: "bad weights", accept: []string{"text/html;q=1.1, text/html;q=, text/html;q=.5, text/html;q=0.1234, text/html;q=-1, text/html;q=2, text/html;q=1.001, text/html;q=0,5, text/html;q=a, text/html;q=0.a, text/html;q=\"1\", text/html;q=00, text/plain;q=0.001"}, want: plainText},
		{name: "bad weights do not refuse", offers: htmlPage + "," + plainText, accept: []string{"text/html;q=0.a, text/html;q=a, text/html;q=-1, text/html;q=.5, text/html;q=0.0000, text/html;q=00, text/html;q=1.1, text/html;q=0;q=0, */*;q=0.5"}, want: htmlPage},
		{name: "repeated weight", accept: []string{"text/html;q=1;q=1, text/plain;q=0.1"}, want: plainText},
		{name: "good weights", accept: []string{"text/html;q=0., text/plain;q=1.000, application/problem+json;q=0.999"}, want: plainText},
		{name: "weight of three digits", accept: []string{"text/html;q=0.121, text/plain;q=0.12, application/problem+json;q=0.1"}, want: htmlPage},
		{name: "lines are parsed alone and count together", accept: []string{"text/html;q=0.5", "text/plain;q=0.6"}, want: plainText},
		{name: "elements but no valid one", accept: []string{"garbage"}, want: problemJSON, refuse: true},
		{name: "no element but a parameter", accept: []string{";q=1"}, want: problemJSON, refuse: true},
		{name: "type without subtype", accept: []string{"text/"}, want: problemJSON, refuse: true},
		{name: "star alone", accept: []string{"*"}, want: problemJSON, refuse: true},
		{name: "star before a subtype names nothing", accept: []string{"*/html"}, want: problemJSON, refuse: true},
		{name: "of equal ranges the greater weight", accept: []string{"text/html;q=0.1, text/html;q=0.9, text/html;q=0, text/plain;q=0.8"}, want: htmlPage},
		{name: "of equal families the greater weight", accept: []string{"text/*;q=0.9, text/*;q=0.1, application/*;q=0.5"}, want: htmlPage},
		{name: "of equal wildcards the greater weight", accept: []string{"*/*;q=0, */*;q=0.5"}, want: problemJSON},
		{name: "missing parameter", accept: []string{"text/html;level=1, text/plain;q=0.1"}, want: plainText},
		{name: "missing parameter makes a range not match, the next counts", accept: []string{"text/html;level=1;q=0, text/html;q=0.9, text/plain;q=0.8"}, want: htmlPage},
		{name: "other value", offers: "application/x;v=1,text/plain", accept: []string{"application/x;v=2, text/plain;q=0.1"}, want: "text/plain"},
		{name: "longer value", offers: "application/x;v=1,text/plain", accept: []string{`application/x;v="12", application/x;v="", text/plain;q=0.1`}, want: "text/plain"},
		{name: "parameter on a wildcard", offers: "application/x;v=1,text/plain", accept: []string{"*/*;v=1;q=0.5, */*, application/*;v=2;q=0"}, want: "text/plain"},
		{name: "parameter on a family", offers: "application/y,application/x;v=1", accept: []string{"application/*;v=1, application/*"}, want: "application/x;v=1"},
		{name: "missing parameter of a wildcard", accept: []string{"text/*;level=1"}, want: problemJSON, refuse: true},
		{name: "charset is ignored", accept: []string{"text/html;charset=iso-8859-1, text/plain;q=0.5"}, want: htmlPage},
		{name: "charset does not add rank", accept: []string{"text/plain;charset=utf-8, text/html"}, want: htmlPage},
		{name: "charset is ignored on a wildcard", accept: []string{"text/*;charset=utf-8"}, want: htmlPage},

		{name: "nothing acceptable: the first", accept: []string{"image/png"}, want: problemJSON, refuse: true},
		{name: "nothing acceptable: the first that is not refused", accept: []string{"image/png, application/problem+json;q=0"}, want: problemXML, refuse: true},
		{name: "nothing acceptable: refused by a family", accept: []string{"application/*;q=0"}, want: htmlPage, refuse: true},
		{name: "all refused: the first", accept: []string{"*/*;q=0"}, want: problemJSON, refuse: true},
		{name: "refused by an alias", accept: []string{"application/json;q=0"}, want: problemXML, refuse: true},
		{name: "a suffix does not refuse", accept: []string{"application/vnd.api+json;q=0"}, want: problemJSON, refuse: true},
		{name: "every letter in capitals", offers: "text/plain,abcdefghijklm/nopqrstuvwxyz", accept: []string{"ABCDEFGHIJKLM/NOPQRSTUVWXYZ"}, want: "abcdefghijklm/nopqrstuvwxyz"},
		{name: "every letter of a parameter in capitals", offers: "text/plain,a/b;abcdefghijklm=nopqrstuvwxyz", accept: []string{"a/b;ABCDEFGHIJKLM=NOPQRSTUVWXYZ"}, want: "a/b;abcdefghijklm=nopqrstuvwxyz"},
		{name: "other characters are not letters", offers: "text/plain,a/^_`|~", accept: []string{"a/~_`|^"}, want: "text/plain", refuse: true},
		{name: "suffix alone", accept: []string{"application/+xml"}, want: problemXML},
		{name: "malformed content type: only */*", offers: "nonsense,text/plain", accept: []string{"nonsense"}, want: "nonsense", refuse: true},
		{name: "malformed content type matches any", offers: "nonsense,text/plain", accept: []string{"*/*"}, want: "nonsense"},
		{name: "a format named like a range has no name", offers: "*/*,text/*,text/plain", accept: []string{"*/*;q=0.5, text/*"}, want: "text/plain"},
	}
	for c := range 256 {
		for _, after := range []string{"", ".", ".5"} {
			weight := string([]byte{byte(c)}) + after
			want := plainText // weights are 0 to 1
			if weight == "1" || weight == "1." || weight == "0.5" {
				want = htmlPage
			}
			accept := "text/plain;q=0.1, text/html;q=" + weight
			if f, _ := registry(all).Negotiate(accept); f.ContentType() != want {
				t.Errorf("Negotiate(%q) = %s, want %s", accept, f.ContentType(), want)
			}
		}
		bad := c < ' ' && c != '\t' || c == 0x7f
		for _, before := range []string{"", `\`} {
			if before == "" && (c == '"' || c == '\\') {
				continue // they would end the quotes, or escape their end
			}
			accept := "application/json;v=\"" + before + string([]byte{byte(c)}) + "\", text/plain;q=0.1"
			f, _ := registry(all).Negotiate(accept)
			if got := f.ContentType(); (got == plainText) != bad {
				t.Errorf("Negotiate(%q) = %s; want the element skipped: %t", accept, got, bad)
			}
		}
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if tt.offers == "" {
				tt.offers = all
			}
			f, ok := registry(tt.offers).Negotiate(tt.accept...)
			if got := f.ContentType(); got != tt.want || ok == tt.refuse {
				t.Errorf("Negotiate(%q) = %s, %t; want %s, %t", tt.accept, got, ok, tt.want, !tt.refuse)
			}
		})
	}
}
