package encode_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/goproblem/problemdetails/encode"
)

// A fact is an Accept value, the types on offer in order of preference, and
// the type that RFC 9110 picks; among equals, the one that our rules pick.
// Empty means that none is acceptable.
type fact struct{ offers, accept, want string }

// facts are values that the tests of other negotiators try, by library. Where
// a library reads a value in another way than the RFC, the RFC counts, and the
// comment says what the library does.
var facts = map[string][]fact{
	"jshttp/negotiator": {
		{"text/html", "", "text/html"},
		{"text/html | application/json", "", "text/html"},
		{"application/json | text/html", "", "application/json"},
		{"text/html", "*/*", "text/html"},
		{"text/html | application/json", "*/*", "text/html"},
		{"application/json | text/html", "*/*", "application/json"},
		{"application/JSON", "application/json", "application/JSON"},
		{"text/html", "application/json", ""},
		{"text/html | application/json", "application/json", "application/json"},
		{"boom | application/json", "application/json", "application/json"},
		{"application/json", "application/json;q=0", ""},
		{"application/json | text/html | image/jpeg", "application/json;q=0", ""},
		{"application/json", "application/json;q=0.2, text/html", "application/json"},
		{"application/json | text/html", "application/json;q=0.2, text/html", "text/html"},
		{"text/html | application/json", "application/json;q=0.2, text/html", "text/html"},
		{"text/html | application/json", "application/json;q=0.9, text/html;q=0.8, application/json;q=0.7", "application/json"},
		{"text/html | application/json", "application/json, */*;q=0.1", "application/json"},
		{"application/json", "text/*", ""},
		{"application/json | text/html", "text/*", "text/html"},
		{"text/html | application/json", "text/*", "text/html"},
		{"text/html | application/json | text/plain", "text/*", "text/html"},
		{"application/json", "text/*, text/plain;q=0", ""},
		{"application/json | text/html", "text/*, text/plain;q=0", "text/html"},
		{"text/plain", "text/*, text/plain;q=0", ""},
		{"text/html | text/plain", "text/*, text/plain;q=0", "text/html"},
		{"text/plain | text/html", "text/*, text/plain;q=0.5", "text/html"},
		{"text/html | text/plain | text/xml", "text/*, text/plain;q=0.5", "text/html"},
		{"text/html", "text/*, text/html;level", "text/html"},
		{"application/json | text/plain | text/html", "text/plain, application/json;q=0.5, text/html, */*;q=0.1", "text/plain"},
		{"image/jpeg | text/html", "text/plain, application/json;q=0.5, text/html, */*;q=0.1", "text/html"},
		{"image/jpeg | image/gif", "text/plain, application/json;q=0.5, text/html, */*;q=0.1", "image/jpeg"},
		// The library prefers the client's order here: text/plain.
		{"text/html | text/plain", "text/plain, application/json;q=0.5, text/html, */*;q=0.1", "text/html"},
		{"application/octet-stream | application/json | text/csv", "text/plain, application/json;q=0.5, text/html, text/xml, text/yaml, text/javascript, text/csv, text/css, text/rtf, text/markdown, application/octet-stream;q=0.2, */*;q=0.1", "text/csv"},
		{"image/png | application/octet-stream", "text/plain, application/json;q=0.5, text/html, text/xml, text/yaml, text/javascript, text/csv, text/css, text/rtf, text/markdown, application/octet-stream;q=0.2, */*;q=0.1", "application/octet-stream"},
		{"application/json | text/html | image/gif", "*/*;q=0.8, text/*, image/*", "text/html"},
		{"application/json | audio/mp3", "*/*;q=0.8, text/*, image/*", "application/json"},
		{`application/xhtml+xml;profile="http://www.wapforum.org/xhtml"`, `application/xhtml+xml;profile="http://www.wapforum.org/xhtml"`, `application/xhtml+xml;profile="http://www.wapforum.org/xhtml"`},
		{"text/html;level=1", "text/html;level=1", "text/html;level=1"},
		{"text/html;Level=1", "text/html;level=1", "text/html;Level=1"},
		{"text/html;level=2", "text/html;level=1", ""},
		{"text/html", "text/html;level=1", ""},
		{"text/html;level=1;foo=bar", "text/html;level=1", "text/html;level=1;foo=bar"},
		{"text/html;level=1", "text/html;level=1;foo=bar", ""},
		{"text/html;foo=bar;level=1", "text/html;level=1;foo=bar", "text/html;foo=bar;level=1"},
		{"text/html;level=1;foo=bar", `text/html;level=1;foo="bar"`, "text/html;level=1;foo=bar"},
		{`text/html;level=1;foo="bar"`, `text/html;level=1;foo="bar"`, `text/html;level=1;foo="bar"`},
		{"text/html;level=2", `text/html;foo=";level=2;"`, ""},
		{`text/html;foo=";level=2;"`, `text/html;foo=";level=2;"`, `text/html;foo=";level=2;"`},
		{"text/html;level=1", "text/html;LEVEL=1", "text/html;level=1"},
		{"text/html;Level=1", "text/html;LEVEL=1", "text/html;Level=1"},
		// Of a repeated parameter the library takes the last; the range asks for both.
		{"text/html;level=2", "text/html;LEVEL=1;level=2", ""},
		{"text/html;level=1", "text/html;LEVEL=1;level=2", ""},
		{"text/html | text/html;level=2", "text/html;level=2, text/html", "text/html;level=2"},
		{"text/html;level=2 | text/html", "text/html;level=2;q=0.1, text/html", "text/html"},
		{"text/html;level=1 | text/html;level=2 | text/html", "text/html;level=2;q=0.1, text/html;level=1, text/html;q=0.5", "text/html;level=1"},
		{"text/html;level=2 | text/html", "text/html;level=2;q=0.1, text/html;level=1, text/html;q=0.5", "text/html"},
		{"text/plain | text/html", `text/html;foo="bar,text/css;";fizz="buzz,5", text/plain`, "text/plain"},
		{"text/css | text/plain", `text/html;foo="bar,text/css;";fizz="buzz,5", text/plain`, "text/plain"},
	},

	"webob": {
		{"audio/mpeg | audio/basic", "audio/*; q=0.2, audio/basic", "audio/basic"},
		{"audio/mpeg", "audio/*; q=0.2, audio/basic", "audio/mpeg"},
		{"text/x-dvi | text/x-c | text/html | text/plain", "text/plain; q=0.5, text/html, text/x-dvi; q=0.8, text/x-c", "text/x-c"},
		{"text/plain | text/x-dvi", "text/plain; q=0.5, text/html, text/x-dvi; q=0.8, text/x-c", "text/x-dvi"},
		{"text/html | text/html;level=1 | image/jpeg", "text/*;q=0.3, text/html;q=0.7, text/html;level=1, text/html;level=2;q=0.4, */*;q=0.5", "text/html;level=1"},
		{"text/plain | text/html;level=2 | image/jpeg | text/html;level=3", "text/*;q=0.3, text/html;q=0.7, text/html;level=1, text/html;level=2;q=0.4, */*;q=0.5", "text/html;level=3"},
		{"text/plain | text/html;level=2 | image/jpeg", "text/*;q=0.3, text/html;q=0.7, text/html;level=1, text/html;level=2;q=0.4, */*;q=0.5", "image/jpeg"},
		{"text/plain | text/html;level=2", "text/*;q=0.3, text/html;q=0.7, text/html;level=1, text/html;level=2;q=0.4, */*;q=0.5", "text/html;level=2"},
		{"TExt/PlAiN | tExT/HtMl;lEvEl=1", "teXT/*;Q=0.5, TeXt/hTmL;LeVeL=1", "tExT/HtMl;lEvEl=1"},
		{"text/html | application/json", "text/html, application/json", "text/html"},
		{"text/html\t\t ; \tlevel=1", "text/html  ;\t level=1", "text/html\t\t ; \tlevel=1"},
		// The library takes an empty field to exclude everything; it states no preference.
		{"text/html", "", "text/html"},
		{"audio/basic | text/plain", "text/html, image/jpeg", ""},
		{`text/html;p1=1;p2="2";p3="\""`, `text/html;p1=1;p2=2;p3="\""`, `text/html;p1=1;p2="2";p3="\""`},
		{"text/html;p1=2", "text/html;p1=1", ""},
		{"text/html;p1=1", "text/html", "text/html;p1=1"},
		{"text/html", "text/html;p1=1", ""},
		{"text/html", "text/html", "text/html"},
		{"text/html;p=1", "text/*", "text/html;p=1"},
		{"text/html;p=1", "*/*", "text/html;p=1"},
		{"text/html", "text/*", "text/html"},
		{"text/html;p1=1", "text/html;p1=1;q=0", ""},
		{"text/html;p1=1 | text/html", "text/html;q=0", ""},
		{"text/html;p1=1 | text/html | text/plain", "text/*;q=0", ""},
		{"text/html;p1=1 | text/html | text/plain | image/jpeg", "*/*;q=0", ""},
		{"text/html;p1=1 | audio/mpeg | text/html | text/plain", "*/*;q=0, audio/mpeg", "audio/mpeg"},
		{"text/html;p1=1", "text/html;p1=1, text/html;q=0", "text/html;p1=1"},
		{"text/html", "text/html;p1=1, text/html;q=0", ""},
		{"text/html", "text/html, text/*;q=0", "text/html"},
		{"text/html", "text/*, */*;q=0", "text/html"},
		// In the library a zero among equal ranges wins; here the greater weight does.
		{"text/html", "text/html;q=0, text/html", "text/html"},
		{"text/html;level=1 | text/html | text/html;level=2", "text/html", "text/html;level=1"},
		{"text/html;level=2 | text/html | text/html;level=1 | image/jpeg", "text/*;q=0.3, text/html;q=0, image/png, text/html;level=1, text/html;level=2;q=0.4, image/jpeg;q=0.5", "text/html;level=1"},
		{"text/html | text/html;level=3 | audio/basic", "text/*;q=0.3, text/html;q=0, image/png, text/html;level=1, text/html;level=2;q=0.4, image/jpeg;q=0.5", ""},
		{"text/plain | text/html;level=2", "text/*;q=0.3, text/html;q=0, image/png, text/html;level=1, text/html;level=2;q=0.4, image/jpeg;q=0.5", "text/html;level=2"},
		{"text/html", "text/*;q=0.3, text/html;q=0.5, text/html;level=1;q=0.7", "text/html"},
		{"text/html | text/html;level=1", "text/html;level=1;q=0.7", "text/html;level=1"},
		{"foo/bar | text/html", "text/html, foo/bar", "foo/bar"},
		{"text/html | foo/bar", "text/html, foo/bar;q=0.55, baz/gort;q=0.59", "text/html"},
		{"text/html | baz/gort", "text/html;q=0.5, foo/bar;q=0.586, baz/gort;q=0.596", "baz/gort"},
		{"foo/bar | baz/gort", "text/html;q=0.5, foo/bar;q=0.586, baz/gort;q=0.596", "baz/gort"},
		{"application/json", "text/html, */*; q=0.2", "application/json"},
		{"application/json", "text/html, *; q=.2, */*; q=.2", ""},
		{"Image/JpG", "image/jpg; q=0.2, Image/pNg; Q=0.4, image/*; q=0.05", "Image/JpG"},
		{"image/Tiff", "image/jpg; q=0.2, Image/pNg; Q=0.4, image/*; q=0.05", "image/Tiff"},
		{"image/Tiff | image/PnG | image/jpg", "image/jpg; q=0.2, Image/pNg; Q=0.4, image/*; q=0.05", "image/PnG"},
		{"text/html", "text/plain, */*;q=0", ""},
		{"text/html", ", ", "text/html"},
		{"text/html", ", , ", "text/html"},
		{"text/html", "noslash", ""},
		{"text/html", "/", ""},
		{"text/html", "text/", ""},
		{"text/html", "/html", ""},
		// Parameters may be empty since RFC 9110; the library follows its predecessor.
		{"text/html", "text/html;", "text/html"},
		{"text/html;param=val", "text/html ;param=val;", "text/html;param=val"},
		{"text/html;param=val", "text/html; param=val;", "text/html;param=val"},
		{"text/html", "text/html;q=1;", "text/html"},
		{"text/html", "text/html;param", ""},
		{"text/html", "text/html;param=", ""},
		{"text/html", "text/html;param=\x19", ""},
		{"text/html", "text/html;param=\x22", ""},
		{"text/html", "text/html;param=\x5c", ""},
		{"text/html", "text/html;param=\x7f", ""},
		{"text/html", `text/html;param="\"`, ""},
		{"text/html", `text/html;param="\\\"`, ""},
		{"text/html", `text/html;param="\\""`, ""},
		{"text/html", "text/html;param=\"\\\x19\"", ""},
		{"text/html", "text/html;param=\"\\\x7f\"", ""},
		{"text/html", "text/html;q", ""},
		{"text/html", "text/html;q=", ""},
		{"text/html", "text/html;q=-1", ""},
		{"text/html", "text/html;q=2", ""},
		{"text/html", "text/html;q=1.001", ""},
		{"text/html", "text/html;q=0.0001", ""},
		{"text/html", "text/html;q=00", ""},
		{"text/html", "text/html;q=01", ""},
		{"text/html", "text/html;q=00.1", ""},
		{"text/html", "text/html,q=0.1", "text/html"},
		{"text/html", "text/html;q =1", ""},
		{"text/html", "text/html;q= 1", ""},
		{"text/html", "text/html;param;q=1", ""},
		{"text/html", `text/html;q=1;extparam="`, ""},
		{"text/html", `text/html;q=1;extparam="val`, ""},
		{"text/html", `text/html;q=1;extparam=val"`, ""},
		{"text/html", "text/html;param=val;q=1;extparam=\x19", ""},
		// What follows the weight was an extension once and is a parameter now.
		{"text/html", "text/html;q=0.9;extparam=val", ""},
		{"text/html;extparam=val", "text/html;q=0.9;extparam=val", "text/html;extparam=val"},
		{"text/html", "text/html;q=0.9;extparam", ""},
		{"text/html", "text/html;q=0.9;q=0.8", ""},
		{"text/html", "text/html;q=1;q=1;q=1", ""},
		{"text/html", "*/*, text/*, text/html", "text/html"},
		{"text/html", "*/html", ""},
		{`text/html;param1=val1;param2=val2;param3="\"\\\\"`, "text/html \t;\t param1=val1\t; param2=\"val2\" " + `; param3="\"\\\\"`, `text/html;param1=val1;param2=val2;param3="\"\\\\"`},
		{"text/html;param=!#$%&'*+-.^_`|~09AZaz", "text/html;param=!#$%&'*+-.^_`|~09AZaz", "text/html;param=!#$%&'*+-.^_`|~09AZaz"},
		{`text/html;param=""`, `text/html;param=""`, `text/html;param=""`},
		{"text/html;param=\"\t !#$Z[]^}~\"", "text/html;param=\"\t !#$Z[]^}~\"", "text/html;param=\"\t !#$Z[]^}~\""},
		{"text/html;param=\"\x80\x81\xfe\xff\\\"\\\\\"", "text/html;param=\"\x80\x81\xfe\xff\\\"\\\\\"", "text/html;param=\"\x80\x81\xfe\xff\\\"\\\\\""},
		{"text/html;param=\"\t !~\x80\xff\"", "text/html;param=\"\\\t\\ \\!\\~\\\x80\\\xff\"", "text/html;param=\"\t !~\x80\xff\""},
		{"text/html;param='val'", "text/html;param='val'", "text/html;param='val'"},
		{"text/html;param=val", "text/html;param='val'", ""},
		{"a/b;p1=1;p2=2", ", ,, a/b \t;\t p1=1  ;\t\tp2=2  ;  q=0.6\t \t,  ,", "a/b;p1=1;p2=2"},
		{"e/f;p1=v1 | g/h;p1=v1;p2=v2 | c/d", ",\t , a/b;q=1 \t,\t\t c/d;q=0.1, e/f;p1=v1;q=0, g/h;p1=v1\t ;\t\tp2=v2;q=0.5 \t,", "g/h;p1=v1;p2=v2"},
		{"e/f;p1=v1", ",\t , a/b;q=1 \t,\t\t c/d;q=0.1, e/f;p1=v1;q=0, g/h;p1=v1\t ;\t\tp2=v2;q=0.5 \t,", ""},
		{"k/l | i/j", ",\t ,i/j, k/l;q=0.333,", "i/j"},
		{"text/plain | text/html | text/x-c", "text/plain; q=0.5, text/html; q=0, text/x-dvi; q=0.8, text/x-c", "text/x-c"},
		{"text/html", "image/jpg, text/html", "text/html"},
		{"text/html", "TeXt/Plain", ""},
		{"text/html", "tExt/HtMl", "text/html"},
		{"image/jpg", "image, image/jpg;q=0.5", "image/jpg"},
		{"image/png", "*/png", ""},
	},

	"werkzeug": {
		{"text/html | application/json", "text/html;q=0.8, application/json, */*;q=0.1", "application/json"},
		{"text/plain | image/png", "text/html;q=0.8, application/json, */*;q=0.1", "text/plain"},
		{"text/html | application/xhtml+xml", "text/xml,application/xml,application/xhtml+xml,text/html;q=0.9,text/plain;q=0.8,image/png", "application/xhtml+xml"},
		{"text/html", "text/xml,application/xml,application/xhtml+xml,text/html;q=0.9,text/plain;q=0.8,image/png", "text/html"},
		{"foo/bar", "text/xml,application/xml,application/xhtml+xml,text/html;q=0.9,text/plain;q=0.8,image/png", ""},
		{"foo/bar | bar/foo", "text/xml,application/xml,application/xhtml+xml,text/html;q=0.9,text/plain;q=0.8,image/png", ""},
		{"application/xml | text/xml", "text/xml,application/xml,application/xhtml+xml,text/html;q=0.9,text/plain;q=0.8,image/png", "application/xml"},
		{"text/html; version=1 | text/html", "text/*, text/html, text/html;level=1, */*", "text/html; version=1"}, // The library: the one without parameters.
		{"text/html | text/html; level=1", "text/*, text/html, text/html;level=1, */*", "text/html; level=1"},
		{"foo/bar | application/foo;quiet=no; bar=baz", "text/xml,application/xml,application/xhtml+xml,application/foo;quiet=no; bar=baz;q=0.6,text/html;q=0.9,text/plain;q=0.8,image/png,*/*;q=0.5", "application/foo;quiet=no; bar=baz"},
		{"text/plain | image/png", "text/xml,application/xml,application/xhtml+xml,application/foo;quiet=no; bar=baz;q=0.6,text/html;q=0.9,text/plain;q=0.8,image/png,*/*;q=0.5", "image/png"},
		{"application/foo;quiet=yes | text/plain", "text/xml,application/xml,application/xhtml+xml,application/foo;quiet=no; bar=baz;q=0.6,text/html;q=0.9,text/plain;q=0.8,image/png,*/*;q=0.5", "text/plain"},
		{`application/x-special; z="a b"`, `application/x-special; z="a b";q=0.5`, `application/x-special; z="a b"`},
		{"application/x-special; z=a", `application/x-special; z="a b";q=0.5`, ""},
		{"a/b", `a/b;x="c:\\"`, ""},
		{`a/b;x="c:\\"`, `a/b;x="c:\\"`, `a/b;x="c:\\"`},
		{"a/b", `a/b;x="c:\"`, ""},
		{`a/b;x="'.'";y="z"`, `a/b;x="'.'";y="z"`, `a/b;x="'.'";y="z"`},
		{"a/b;x=y;c=d", "a/b;x=y;c=d;", "a/b;x=y;c=d"},
		{"a/b;x=y", "a/b;  ; x=y ; ", "a/b;x=y"},
		{"a/b;x=y", "a/b;=y", ""},
		{"a/b;x=y", "a/b;x=µ", ""},
	},

	"falcon": {
		{"application/json", "application/json", "application/json"},
		{"application/json", "application/json; charset=utf-8", "application/json"},
		{"application/json | application/yaml", "application/json, */*; q=0.2", "application/json"},
		{"application/yaml", "application/json", ""},
		{"video/mp3", "audio/*; q=0.2, audio/basic", ""},
		{"falcon/peregrine; speed=average", "falcon/peregrine; speed=high; unladen=true", ""},
		{"text/x-python", "text/html, text/plain", ""},
		{"application/msgpack", "*/json; q=0.2, application/json", ""},
		{"text/plain; format=flowed", "text/x-python, image/*; q=0.33, text/plain; format=fixed", ""},
		{"text/plain; format=flowed", "text/x-python, text/*; q=0.33, text/plain; format=fixed", "text/plain; format=flowed"},
		{"application/json | application/yaml", "application/xml, text/*; q=0.7", ""},
		{"text/plain | falcon/peregrine; load=unladen", "falcon/peregrine; load=heavy", ""},
		// The library reads a star before a subtype as any type.
		{"test/wildcard; expect=pass", "application/*, */wildcard; q=0.7", ""},
		{"application/wildcard; expect=pass", "application/*, */wildcard; q=0.7, */*; q=0.25", "application/wildcard; expect=pass"},
		{"audio/pcm;rate=48000;encoding=float;bits=32", "audio/pcm;bits=32;encoding=float", "audio/pcm;rate=48000;encoding=float;bits=32"},
		{"falcon/peregrine; genus=falco", "falcon/*; genus=falco; ", "falcon/peregrine; genus=falco"},
		{"falcon/peregrine", "falcon/*; genus=falco; family=falconidae; class=aves; ", ""},
		{"falcon/peregrine", "", "falcon/peregrine"},
		{"falcon/peregrine", "word document", ""},
		{"falcon/peregrine", "text", ""},
		{"text/plain", "text/plain; q=high", ""},
		{"falcon/peregrine", "*/*; q=inf", ""},
		{"falcon/peregrine", "*/*; q=-inf", ""},
		{"falcon/peregrine", "*/*; q=nan", ""},
		{"application/very-important", "application/very-important; q=1337.0", ""},
		{"falcon/peregrine", `"falcon/peregrine" ; key="value"`, ""},
		{`application/falcon; p1="key; value"; p2="\""`, `application/falcon; P1="key; value"; P2="\""`, `application/falcon; p1="key; value"; p2="\""`},
		{"application/falcon", `application/falcon; P1 = "key; value"`, ""},
		{"test/app", "foo/bar, test/app; q=0.2, test/app; p=1; q=0.9", "test/app"},
		{"text/plain", "   text/plain   ", "text/plain"},
		{"text/plain", "text/plain; charset=latin-1; Q=0.9", "text/plain"},
		{"stuff/strange", "stuff/strange; missing-value; missing-another", ""},
		{"stuff/strange", `stuff/strange; missing-value\missing-another`, ""},
	},

	"mimeparse": {
		{"application/xbel+xml | application/xml", "application/xbel+xml", "application/xbel+xml"},
		{"application/xbel+xml | application/xml", "application/xbel+xml; q=1", "application/xbel+xml"},
		{"application/xbel+xml | application/xml", "application/xml; q=1", "application/xml"},
		{"application/xbel+xml | application/xml", "application/*; q=1", "application/xbel+xml"}, // The library: its last offer.
		{"application/xbel+xml | application/xml", "*/*", "application/xbel+xml"},
		{"application/xbel+xml | text/xml", "text/*;q=0.5,*/*; q=0.1", "text/xml"},
		{"application/xbel+xml | text/xml", "text/html,application/atom+xml; q=0.9", ""},
		{"application/json | text/html", "application/json, text/javascript, */*", "application/json"},
		{"text/html | application/json", "application/json, text/javascript, */*", "application/json"},
		{"application/json | text/html", "application/json, text/html;q=0.9", "application/json"},
		{"application/xml", "application/xml;q=1", "application/xml"},
		{"application/xml", "application/xml;q=", ""}, // The library: 1.
		{"application/xml", "application/xml ;q=", ""},
		{"application/xml", "application/xml ; q=1;b=other", ""},
		{"application/xml;b=other", "application/xml ; q=1;b=other", "application/xml;b=other"},
		{"application/xml;b=other", "application/xml ; q=2;b=other", ""},
		{"application/xml", " *; q=.2", ""},
		{"application/xml | image/png", "image/png", "image/png"},
		{"application/xml | image/png", "image/*", "image/png"},
	},

	"hapi/accept": {
		{"text/html | text/plain | application/json", "text/html, text/plain, application/json", "text/html"},
		{"application/json | text/plain", "application/json;q=0.6, text/plain;q=0.8", "text/plain"},
		{"text/html", "text/csv, application/json, text/plain", ""},
		// The library takes a single star for */*.
		{"text/csv", "text/html, application/json, text/plain, *", ""},
		{"text/csv | application/json", "text/html, application/json, text/plain", "application/json"},
		{"text/plain | text/html", "text/*, text/html, application/json", "text/html"}, // The library: text/plain.
		{"text/html | text/plain", "text/html;q=0.5, text/plain;q=1", "text/plain"},
		{"text/plain | text/html", "*/*;q=0", ""},
		{"text/drop | text/html", "text/plain, application/json;q=0.5, text/html, text/drop;q=0", "text/html"},
		{"text/drop", "text/plain, application/json;q=0.5, text/html, text/drop;q=0", ""},
		{"text/html | text/plain | text/plain;format=flowed", "text/*, text/plain, text/plain;format=flowed, */*", "text/plain;format=flowed"},
		{"text/html | text/plain", "text/*, text/plain, text/plain;format=flowed, */*", "text/plain"},
		{"image/png | text/html", "text/*, text/plain, text/plain;format=flowed, */*", "text/html"},
		{"text/plain | text/html", "text/html, text/*", "text/html"},
		{"text/html;level=2 | text/html;level=1", "text/html;level=1, text/html;level=2", "text/html;level=2"},
		{"text/html", "ab", ""},
		// The library ignores a bad weight; the element is malformed.
		{"text/html | text/csv | text/plain", "text/html;q=0.0001, text/plain, text/csv;q=1.1", "text/plain"},
		{"text/html | text/csv", "text/html;q=0.0001, text/plain, text/csv;q=1.1", ""},
	},

	"elnormous/contenttype": {
		{"application/json", "Application/Json", "application/json"},
		{"text/plain", "text/plain,application/xml", "text/plain"},
		{"application/xml", "text/plain,application/xml", "application/xml"},
		{"text/plain", "text/plain;q=1.0", "text/plain"},
		{"application/json", "application/*", "application/json"},
		{"a/b", "a/b;q=1.", "a/b"},
		{"a/b | c/d", "a/b;q=0.1,c/d;q=0.2", "c/d"},
		{"a/b | c/d", "a/b;q=0.2,c/d;q=0.2", "a/b"},
		{"a/b | a/c", "a/*;q=0.2,a/c", "a/c"},
		{"application/json", "application/xml", ""},
		{"application/json", "application/xml/", ""},
		{"application/json", "application/xml,", ""},
		{"application/json", "/xml", ""},
		{"application/json", "application/,", ""},
		{"a/b", "a/b c", ""},
		{"a/b", "a/b;c", ""},
		{"a/b", "*/b", ""},
		{"a/b", "a/b;c=d;q=1", ""},
		{"a/b;c=d", "a/b;c=d;q=1", "a/b;c=d"},
		{"a/b", "a/b;q=a", ""},
		{"a/b", "a/b;q=11", ""},
		{"a/b", "a/b;q=1.0000", ""},
		{"a/b", "a/b;q=1.a", ""},
		{"a/b", "a/b;q=1.100", ""},
		{"a/b", "a/b;q=0", ""},
		{"a/b", "a/b;c=d;q=0", ""},
		{"application/xml;foo=bar", "application/xml ; foo=bar ", "application/xml;foo=bar"},
		{"application/xml;foo=bar", `application/xml;foo="bar" `, "application/xml;foo=bar"},
		{`application/xml;foo="\"b"`, `application/xml;foo="\"b" `, `application/xml;foo="\"b"`},
		{"a/b+c;a=b;c=d", "a/b+c;a=b;c=d", "a/b+c;a=b;c=d"},
		{"a/b;a=b", "a/b;A=B", "a/b;a=b"},
		{"application/json", "Application/JSON/test", ""},
		{"application/xml", "application/xml;=bar ", ""},
		{"application/xml", "application/xml; =bar ", ""},
		{"application/xml", "application/xml;foo= ", ""},
	},

	"goautoneg": {
		{"text/html | image/png", "application/xml,application/xhtml+xml,text/html;q=0.9,text/plain;q=0.8,image/png,*/*;q=0.5", "image/png"},
		{"text/html | text/plain | text/n3", "application/xml,application/xhtml+xml,text/html;q=0.9,text/plain;q=0.8,image/png,*/*;q=0.5", "text/html"},
		{"text/n3 | text/plain", "application/xml,application/xhtml+xml,text/html;q=0.9,text/plain;q=0.8,image/png,*/*;q=0.5", "text/plain"},
		{"text/n3 | application/rdf+xml", "application/xml,application/xhtml+xml,text/html;q=0.9,text/plain;q=0.8,image/png,*/*;q=0.5", "text/n3"},
		// The library drops parameters that follow the weight.
		{"text/n3 | text/plain", "application/xml,application/xhtml+xml,text/html;q=0.9,text/plain;q=0.8;otherParam=blah,image/png,*/*;q=0.5", "text/n3"},
		{"text/n3 | text/plain;otherparam=blah", "application/xml,application/xhtml+xml,text/html;q=0.9,text/plain;q=0.8;otherParam=blah,image/png,*/*;q=0.5", "text/plain;otherparam=blah"},
		{"text/plain | application/json", "application/json,text/plain", "text/plain"},
		{"application/json | text/plain", "application/json;q=0.9,text/plain", "text/plain"},
	},

	"golang/gddo": {
		{"x/y", "text/html, */*;q=0", ""},
		{"x/y", "text/html, */*", "x/y"},
		{"text/html | image/png", "text/html, image/png", "text/html"},
		{"image/png | text/html", "text/html, image/png", "image/png"},
		{"image/png", "text/html, image/png; q=0.5", "image/png"},
		{"text/html", "text/html, image/png; q=0.5", "text/html"},
		{"foo/bar", "text/html, image/png; q=0.5", ""},
		{"image/png | text/html", "text/html, image/png; q=0.5", "text/html"},
		{"text/html | image/png", "text/html, image/png; q=0.5", "text/html"},
		{"image/png", "text/html;q=0.5, image/png", "image/png"},
		{"text/html", "text/html;q=0.5, image/png", "text/html"},
		{"image/png | text/html", "text/html;q=0.5, image/png", "image/png"},
		{"text/html | image/png", "text/html;q=0.5, image/png", "image/png"},
		{"image/jpg | image/png", "image/png, image/*;q=0.5", "image/png"},
		{"image/jpg", "image/png, image/*;q=0.5", "image/jpg"},
		{"image/jpg | image/gif", "image/png, image/*;q=0.5", "image/jpg"},
		{"image/jpg | image/gif", "image/png, image/*", "image/jpg"},
		{"image/gif | image/jpg", "image/png, image/*", "image/gif"},
		{"image/gif | image/png", "image/png, image/*", "image/png"},
		{"image/png | image/gif", "image/png, image/*", "image/png"},
		// The library takes the greatest weight of any range: text/plain.
		{"text/plain", "text/*, text/plain;q=0", ""},
	},

	"rack, rails, symfony, moby": {
		{"text/html", "text/*;q=0.5,text/html;q=1.0", "text/html"},
		{"text/plain | text/html", "text/*;q=0.5,text/plain;q=1.0", "text/plain"},
		{"application/vnd.lotus-1-2-3 | application/json", "application/json", "application/json"},
		{"text/html | text/plain", "text/*", "text/html"},
		{"text/html | text/plain", "text/plain,text/html", "text/html"},
		{"text/html | text/plain", "application/json", ""},
		{"application/json | text/html", "text/*, text/html, application/json, multipart/form-data", "application/json"},
		{"text/csv | text/html", "text/html, application/json, multipart/form-data, text/*", "text/html"},
		{"text/yaml | text/plain | application/pdf", "text/xml,application/xhtml+xml,text/yaml; q=0.3,application/xml,text/html; q=0.8,image/png,text/plain; q=0.5,application/pdf,*/*; q=0.2", "application/pdf"},
		{"text/csv | text/yaml", "text/xml,application/xhtml+xml,text/yaml; q=0.3,application/xml,text/html; q=0.8,image/png,text/plain; q=0.5,application/pdf,*/*; q=0.2", "text/yaml"},
		{"text/csv", "text/html, */*; encoding=UTF-8; q=0.2", ""}, // Rails ignores the parameter.
		{`multipart/form-data; boundary="simple boundary"`, `multipart/form-data; boundary="simple boundary"`, `multipart/form-data; boundary="simple boundary"`},
		{"text/xml", `multipart/form-data; boundary="simple, boundary", text/xml`, "text/xml"},
		{"text/html", `*/*; boundary="simple"`, ""},
		{"text/plain | image/x", "text/xml,application/xml,application/xhtml+xml,text/html;q=0.9,text/plain;q=0.8,image/*,,*/*;q=0.5", "image/x"},
		{"text/html", "image/gif, image/x-xbitmap, image/jpeg, image/pjpeg, application/x-shockwave-flash, application/vnd.ms-excel, application/vnd.ms-powerpoint, application/msword,  , pronto/1.00.00, sslvpn/1.00.00.00, */*", "text/html"},
		{"text/html | pronto/1.00.00", "image/gif, application/msword,  , pronto/1.00.00, sslvpn/1.00.00.00, */*", "pronto/1.00.00"},
		{"text/html", "too/many/slash", ""},
		{"text/html", "missingslash", ""},
		{"text/html", "text/html ;0 ;0 ;0 ;0 ;0 ;0 ;0 ;0 ;0 ;0 ;0;", ""},
		{"text/x-c | text/html", "text/plain; q=0.5, text/html, text/x-dvi; q=0.8, text/x-c", "text/x-c"},
		{"text/html", `"this;should,not=matter"`, ""},
		{"text/html", `"this;should,not=matter", text/html`, "text/html"},
		{"text/plain", "text/html, text/plain\t,text/csv", "text/plain"},
		{"application/json | application/xml", "application/json;q=0.5, application/xml;q=0.9", "application/xml"},
		{"application/xml | application/json", "application/json;q=0.8, application/xml;q=0.8", "application/xml"},
		{"application/json", "application/json;q=0.3, application/json;q=0.9", "application/json"},
		{"application/json | application/xml", "application/xml;q=0.7, application/json;q=0.6", "application/xml"},
		{"text/html", "text/html; q=0.9, text/xml; q=0", "text/html"},
		{"text/xml", "text/html; q=0.9, text/xml; q=0", ""},
		{"audio/mp3 | audio/basic;r=2", `audio/*; q=0.5; r="2", audio/mp3; q=1.0`, "audio/mp3"},
		{"audio/basic;r=2", `audio/*; q=0.5; r="2", audio/mp3; q=1.0`, "audio/basic;r=2"},
		{"audio/basic", `audio/*; q=0.5; r="2", audio/mp3; q=1.0`, ""},
	},

	// What clients send, as their documentation or source says.
	"clients": {
		{ours, "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7", "text/html"}, // Chrome
		{ours, "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/png,image/svg+xml,*/*;q=0.8", "text/html"},                           // Firefox
		{ours, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"},                                                                         // Safari
		{ours, "text/html, application/xhtml+xml, image/jxr, */*", "text/html"},                                                                                        // Edge of 2015
		{ours, "image/jpeg, application/x-ms-application, image/gif, application/xaml+xml, image/pjpeg, application/x-ms-xbap, */*", "application/problem+xml"},        // Internet Explorer 8: a +xml name at full weight
		{ours, "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8", "application/problem+json"},                                                         // an img element
		{ours, "text/css,*/*;q=0.1", "application/problem+json"},                                                                                                       // a link element
		{ours, "*/*", "application/problem+json"},                                                                                                                      // curl, fetch, requests, Go
		{ours, "application/json, text/plain, */*", "application/problem+json"},                                                                                        // axios, Angular
		{ours, "application/json, text/javascript, */*; q=0.01", "application/problem+json"},                                                                           // jQuery getJSON
		{ours, "application/json;odata=verbose", "application/problem+json"},                                                                                           // SharePoint
		{ours, "application/json; indent=4", "application/problem+json"},                                                                                               // Django REST framework
		{ours, "application/vnd.github+json", "application/problem+json"},
		{ours, "application/vnd.github.v3.raw+json", "application/problem+json"},
		{ours, "application/vnd.api+json", "application/problem+json"},
		{ours, `application/vnd.api+json;ext="https://jsonapi.org/ext/atomic"`, "application/problem+json"},
		{ours, "application/hal+json, application/json, */*; q=0.01", "application/problem+json"},
		{ours, "application/json, application/problem+json", "application/problem+json"},
		{ours, "application/problem+json, application/json", "application/problem+json"},
		{ours, "application/problem+xml, application/xml;q=0.9", "application/problem+xml"},
		{ours, "text/xml, multipart/related", "application/problem+xml"},                            // SOAP with JAX-WS
		{ours, "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", "text/html"},                 // Java's HttpURLConnection
		{ours, "application/xml, application/json, application/*+json", "application/problem+json"}, // Spring's RestTemplate
		{ours, "text/plain, application/json, application/*+json, */*", "application/problem+json"},
		{ours, "application/grpc-web-text", ""},
		{ours, "text/event-stream", ""},
		{ours, "application/pdf", ""},
		{ours, "image/png,image/*;q=0.5", ""},
		{ours, "application/signed-exchange;v=b3;q=0.9,*/*;q=0.8", "application/problem+json"},
		{ours, "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", "application/problem+json"}, // Prometheus
		{ours, "text/turtle,application/rdf+xml;q=0.9,application/ld+json;q=0.8", "application/problem+xml"},
		{ours, "text/plain", "text/plain"},
		{ours, "text/*", "text/html"},
		{ours, "text/x-component", ""},
	},
}

const ours = "application/problem+json | application/problem+xml | text/html | text/plain"

func TestNegotiateFacts(t *testing.T) {
	t.Parallel()
	count := 0
	for library, list := range facts {
		count += len(list)
		t.Run(library, func(t *testing.T) {
			t.Parallel()
			for _, f := range list {
				got, ok := offer(f.offers).Negotiate(f.accept)
				if want := f.want; ok != (want != "") || ok && got.ContentType() != want {
					t.Errorf("%q of %s: got %s, %t; want %q", f.accept, f.offers, got.ContentType(), ok, want)
				}
			}
		})
	}
	if count < 300 {
		t.Errorf("%d facts are left, want 300 or more", count)
	}
}

// offer returns a registry of the types that a bar separates.
func offer(types string) *encode.Registry {
	var formats []encode.Format
	for s := range strings.SplitSeq(types, " | ") {
		formats = append(formats, label(s))
	}
	return encode.NewRegistry(formats...)
}

// TestNegotiateWeights finds the weight of a type by a rival whose weight is
// known.
func TestNegotiateWeights(t *testing.T) {
	t.Parallel()
	const (
		table5   = "text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, text/plain;format=fixed;q=0.4, */*;q=0.5"
		rfc7231  = "text/*;q=0.3, text/html;q=0.7, text/html;level=1, text/html;level=2;q=0.4, */*;q=0.5"
		rotated  = "text/*;q=0.3, text/html;level=1, text/html;q=0.7, text/html;level=2;q=0.4, */*;q=0.5"
		wildcard = "application/*, */wildcard; q=0.7, */*; q=0.25"
	)
	tests := []struct {
		accept, typ string
		want        int // in thousandths
	}{
		{table5, "text/plain;format=flowed", 1000},
		{table5, "text/plain", 700},
		{table5, "text/html", 300},
		{table5, "image/jpeg", 500},
		{table5, "text/plain;format=fixed", 400},
		{table5, "text/html;level=3", 300}, // RFC 9110 prints 0.7, which erratum 7138 corrects.
		{rfc7231, "text/html;level=1", 1000},
		{rfc7231, "text/html", 700},
		{rfc7231, "text/plain", 300},
		{rfc7231, "image/jpeg", 500},
		{rfc7231, "text/html;level=2", 400},
		{rfc7231, "text/html;level=3", 700},
		{rotated, "text/html; level=3", 700},
		{wildcard, "application/wildcard; expect=pass", 1000},
		{wildcard, "test/something; expect=pass", 250},
		{wildcard, "test/wildcard", 250},
		{"foo/bar, test/app; q=0.2, test/app; p=1; q=0.9, test/app;p=1;r=2", "test/app", 200},
		{"test/app; q=0.1, test/app; p=1; q=0.2, test/app;p=1;r=2", "test/app; p=1", 200},
		{"*/app; q=0.1, simple/app; test=true; q=0.2, simple/app; color=blue", "simple/app; test=true", 200},
		{"text/html;q=0.", "text/html", 0},
		{"text/html;q=0.0", "text/html", 0},
		{"text/html;q=0.00", "text/html", 0},
		{"text/html;q=0.000", "text/html", 0},
		{"text/html;q=1", "text/html", 1000},
		{"text/html;q=1.0", "text/html", 1000},
		{"text/html;q=1.00", "text/html", 1000},
		{"text/html;q=1.000", "text/html", 1000},
		{"text/html;q=0.1", "text/html", 100},
		{"text/html;q=0.87", "text/html", 870},
		{"text/html;q=0.382", "text/html", 382},
		{"text/html;Q=0.382", "text/html", 382},
		{"text/html ;Q=0.382", "text/html", 382},
		{"text/html; Q=0.382", "text/html", 382},
		{"text/html  ;  Q=0.382", "text/html", 382},
		{"text/html;q=0.002", "text/html", 2},
		{"text/html;q=0.999", "text/html", 999},
	}
	for _, tt := range tests {
		r := encode.NewRegistry(label("rival/rival"), label(tt.typ))
		for rival := max(tt.want-1, 0); rival <= min(tt.want+1, 1000); rival++ {
			accept := fmt.Sprintf("%s, rival/rival;q=%d.%03d", tt.accept, rival/1000, rival%1000)
			want := "rival/rival"
			if tt.want > rival {
				want = tt.typ
			}
			f, ok := r.Negotiate(accept)
			if tt.want == rival {
				continue // specificity decides
			}
			if !ok || f.ContentType() != want {
				t.Errorf("%s has not weight %d: %q gives %s, %t", tt.typ, tt.want, accept, f.ContentType(), ok)
			}
		}
	}
}
