package encode_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

// A document is what some server sends, and what RFC 9457 makes of it.
type document struct {
	name, reason, doc string
	want              *problem.Problem // nil: not a problem details document
}

type (
	ext    = problem.Extensions
	object = map[string]any
	array  = []any
	number = json.Number
)

// TestDecodeJSONOfOthers has the shapes that frameworks and protocols send.
func TestDecodeJSONOfOthers(t *testing.T) {
	t.Parallel()
	checkDocuments(t, "application/problem+json", []document{
		{
			name: "ASP.NET Core", reason: "a field of the request may have several messages",
			doc: `{"type":"https://tools.ietf.org/html/rfc9110#section-15.5.1","title":"One or more validation errors occurred.","status":400,"errors":{"Name":["The Name field is required."],"Lines[0].Sku":["Too long.","Unknown."]},"traceId":"00-0af7-b7ad-01"}`,
			want: &problem.Problem{
				Type: "https://tools.ietf.org/html/rfc9110#section-15.5.1", Title: "One or more validation errors occurred.", Status: 400,
				Extensions: ext{
					"errors":  object{"Name": array{"The Name field is required."}, "Lines[0].Sku": array{"Too long.", "Unknown."}},
					"traceId": "00-0af7-b7ad-01",
				},
			},
		},
		{
			name: "Spring", reason: "an extension that is null stays a member",
			doc: `{"type":"about:blank","title":"Bad Request","status":400,"detail":"No header","instance":"/a","host":"h","user":null}`,
			want: &problem.Problem{
				Type: "about:blank", Title: "Bad Request", Status: 400, Detail: "No header", Instance: "/a",
				Extensions: ext{"host": "h", "user": nil},
			},
		},
		{
			name: "Spring with null members", reason: "null is no string and no number, 3.1",
			doc:  `{"type":null,"title":null,"status":null,"detail":null,"instance":null}`,
			want: &problem.Problem{},
		},
		{
			name: "Zalando", doc: `{"title":"Constraint Violation","status":400,"violations":[{"field":"age","message":"must be positive"}]}`,
			want: &problem.Problem{Title: "Constraint Violation", Status: 400, Extensions: ext{
				"violations": array{object{"field": "age", "message": "must be positive"}},
			}},
		},
		{
			name: "RFC 7807's example", reason: "a name with a hyphen",
			doc: `{"type":"https://example.net/validation-error","title":"T","invalid-params":[{"name":"age","reason":"must be positive"}]}`,
			want: &problem.Problem{Type: "https://example.net/validation-error", Title: "T", Extensions: ext{
				"invalid-params": array{object{"name": "age", "reason": "must be positive"}},
			}},
		},
		{
			name: "ACME", reason: "RFC 8555, 6.7.1",
			doc: `{"type":"urn:ietf:params:acme:error:malformed","detail":"Some of the identifiers were rejected","subproblems":[{"type":"urn:ietf:params:acme:error:malformed","detail":"Invalid underscore","identifier":{"type":"dns","value":"_example.org"}}]}`,
			want: &problem.Problem{
				Type: "urn:ietf:params:acme:error:malformed", Detail: "Some of the identifiers were rejected",
				Extensions: ext{"subproblems": array{object{
					"type": "urn:ietf:params:acme:error:malformed", "detail": "Invalid underscore",
					"identifier": object{"type": "dns", "value": "_example.org"},
				}}},
			},
		},
		{
			name: "JMAP", reason: "RFC 8620, 3.6.1", doc: `{"type":"urn:ietf:params:jmap:error:limit","limit":"maxSizeRequest","status":400}`,
			want: &problem.Problem{Type: "urn:ietf:params:jmap:error:limit", Status: 400, Extensions: ext{"limit": "maxSizeRequest"}},
		},
		{
			name: "TZDIST", reason: "RFC 7808, 5.6", doc: `{"type":"urn:ietf:params:tzdist:error:invalid-action","detail":"no"}`,
			want: &problem.Problem{Type: "urn:ietf:params:tzdist:error:invalid-action", Detail: "no"},
		},
		{
			name: "rate limits", doc: `{"type":"https://iana.org/assignments/http-problem-types#quota-exceeded","title":"T","violated-policies":["hour"]}`,
			want: &problem.Problem{Type: "https://iana.org/assignments/http-problem-types#quota-exceeded", Title: "T", Extensions: ext{"violated-policies": array{"hour"}}},
		},
		{
			name: "SCIM", reason: "RFC 7644 is another format; its status is a string", doc: `{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"scimType":"mutability","detail":"Read only","status":"400"}`,
			want: &problem.Problem{Detail: "Read only", Extensions: ext{"schemas": array{"urn:ietf:params:scim:api:messages:2.0:Error"}, "scimType": "mutability"}},
		},
		{
			name: "OAuth", reason: "any object is one without standard members", doc: `{"error":"invalid_grant"}`,
			want: &problem.Problem{Extensions: ext{"error": "invalid_grant"}},
		},
		{
			name: "members in capitals", reason: "names are case-sensitive", doc: `{"Type":"a","Title":"b","STATUS":400}`,
			want: &problem.Problem{Extensions: ext{"Type": "a", "Title": "b", "STATUS": number("400")}},
		},
		{
			name: "extensions under a name of their own", reason: "3.2 has them at the top", doc: `{"title":"t","extensions":{"a":1}}`,
			want: &problem.Problem{Title: "t", Extensions: ext{"extensions": object{"a": number("1")}}},
		},
		{name: "nothing", doc: `{}`, want: &problem.Problem{}},
		{name: "status as a string", reason: "3.1", doc: `{"status":"404","title":"t"}`, want: &problem.Problem{Title: "t"}},
		{name: "status with a fraction of zero", reason: "it equals 404", doc: `{"status":404.0}`, want: &problem.Problem{Status: 404}},
		{name: "status with an exponent", reason: "it equals 404", doc: `{"status":4.04e2}`, want: &problem.Problem{Status: 404}},
		{name: "status with a fraction", doc: `{"status":404.5,"title":"t"}`, want: &problem.Problem{Title: "t"}},
		{name: "status too large", reason: "RFC 9110, 15", doc: `{"status":600,"title":"t"}`, want: &problem.Problem{Title: "t"}},
		{name: "status zero", doc: `{"status":0,"title":"t"}`, want: &problem.Problem{Title: "t"}},
		{name: "status negative", doc: `{"status":-404,"title":"t"}`, want: &problem.Problem{Title: "t"}},
		{name: "status true", doc: `{"status":true,"title":"t"}`, want: &problem.Problem{Title: "t"}},
		{name: "status huge", doc: `{"status":1e400,"title":"t"}`, want: &problem.Problem{Title: "t"}},
		{name: "title a number", reason: "3.1", doc: `{"title":5,"status":404}`, want: &problem.Problem{Status: 404}},
		{name: "title per language", reason: "3.1", doc: `{"title":{"en":"t"},"detail":["d"],"status":404}`, want: &problem.Problem{Status: 404}},
		{name: "type a number", reason: "3.1", doc: `{"type":1,"instance":2,"title":"t"}`, want: &problem.Problem{Title: "t"}},
		{name: "digits beyond 2^53", reason: "no digit is lost", doc: `{"id":9007199254740993,"price":0.10}`, want: &problem.Problem{Extensions: ext{"id": number("9007199254740993"), "price": number("0.10")}}},
		{name: "repeated member", reason: "the last one counts", doc: `{"title":"a","title":"b","x":1,"x":2}`, want: &problem.Problem{Title: "b", Extensions: ext{"x": number("2")}}},
		{name: "escapes", doc: `{"title":"\u00e9\ud83d\ude00\n\/","\u0064etail":"d"}`, want: &problem.Problem{Title: "é\U0001F600\n/", Detail: "d"}},
		{name: "lone surrogate", reason: "RFC 8259, 8.2 leaves it open", doc: `{"title":"\ud83d"}`, want: &problem.Problem{Title: "\ufffd"}},
		{name: "white space", doc: " {\r\n\t\"title\" : \"t\" } \n", want: &problem.Problem{Title: "t"}},

		{name: "empty", doc: ``},
		{name: "array", reason: "3 demands an object", doc: `[{"title":"t"}]`},
		{name: "string", doc: `"not found"`},
		{name: "number", doc: `404`},
		{name: "page", doc: `<html><body>502 Bad Gateway</body></html>`},
		{name: "text", doc: `upstream connect error`},
		{name: "cut off", doc: `{"title":"t","status":40`},
		{name: "two documents", doc: `{"title":"a"}{"title":"b"}`},
		{name: "comma at the end", doc: `{"title":"t",}`},
		{name: "single quotes", doc: `{'title':'t'}`},
		{name: "comment", doc: `{"title":"t"} // no`},
		{name: "control character in a string", doc: "{\"title\":\"a\nb\"}"},
		{name: "not a number", doc: `{"x":NaN}`},
		{name: "zero first", doc: `{"status":0404}`},
	})
}

// TestDecodeXMLOfOthers has what servers send as problem+xml, right and wrong.
func TestDecodeXMLOfOthers(t *testing.T) {
	t.Parallel()
	checkDocuments(t, "application/problem+xml", []document{
		{
			name: "RFC 9457's example", doc: `<?xml version="1.0" encoding="UTF-8"?>
<problem xmlns="urn:ietf:rfc:7807">
  <type>https://example.com/probs/out-of-credit</type>
  <title>You do not have enough credit.</title>
  <detail>Your current balance is 30, but that costs 50.</detail>
  <instance>https://example.net/account/12345/msgs/abc</instance>
  <balance>30</balance>
  <accounts>
    <i>https://example.net/account/12345</i>
    <i>https://example.net/account/67890</i>
  </accounts>
</problem>`,
			want: &problem.Problem{
				Type: "https://example.com/probs/out-of-credit", Title: "You do not have enough credit.",
				Detail: "Your current balance is 30, but that costs 50.", Instance: "https://example.net/account/12345/msgs/abc",
				Extensions: ext{"balance": "30", "accounts": array{"https://example.net/account/12345", "https://example.net/account/67890"}},
			},
		},
		{
			name: "ASP.NET Core", reason: "names that XML cannot hold are escaped by a custom that is not the RFC's, and taken as they are",
			doc: `<problem xmlns="urn:ietf:rfc:7807"><status>400</status><title>T</title><MVC-Errors><Name>a b</Name><_x005B_0_x005D_>c</_x005B_0_x005D_></MVC-Errors></problem>`,
			want: &problem.Problem{Title: "T", Status: 400, Extensions: ext{
				"MVC-Errors": object{"Name": "a b", "_x005B_0_x005D_": "c"},
			}},
		},
		{
			name: "Spring", reason: "it writes no declaration and about:blank", doc: `<problem xmlns="urn:ietf:rfc:7807"><type>about:blank</type><title>Not Found</title>` + "\n" + `<status>404</status><detail>No static resource .</detail><instance>/v1/</instance></problem>`,
			want: &problem.Problem{Type: "about:blank", Title: "Not Found", Status: 404, Detail: "No static resource .", Instance: "/v1/"},
		},
		{
			name: "JAXB", reason: "it writes standalone", doc: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + `<problem xmlns="urn:ietf:rfc:7807"><type>urn:problem-type:null-pointer</type><status>500</status></problem>`,
			want: &problem.Problem{Type: "urn:problem-type:null-pointer", Status: 500},
		},
		{
			name: "JAXB with a prefix", doc: `<ns2:problem xmlns:ns2="urn:ietf:rfc:7807"><ns2:status>500</ns2:status></ns2:problem>`,
			want: &problem.Problem{Status: 500},
		},
		{
			name: "Symfony", reason: "attributes are no members", doc: `<?xml version="1.0" encoding="UTF-8" ?>
<problem xmlns="urn:ietf:rfc:7807">
    <title>Internal Server Error</title>
    <status>500</status>
    <detail>Foo</detail>
    <exceptions><exception class="RuntimeException" message="Foo"><traces><trace>a.php:1</trace></traces></exception></exceptions>
</problem>`,
			want: &problem.Problem{Title: "Internal Server Error", Status: 500, Detail: "Foo", Extensions: ext{
				"exceptions": object{"exception": object{"traces": object{"trace": "a.php:1"}}},
			}},
		},
		{
			name: "arrays as repeated elements", reason: "appendix B has i elements; the last one is left", doc: `<problem xmlns="urn:ietf:rfc:7807"><accounts>/1</accounts><accounts>/2</accounts></problem>`,
			want: &problem.Problem{Extensions: ext{"accounts": "/2"}},
		},
		{
			name: "validation errors", doc: `<problem xmlns="urn:ietf:rfc:7807"><invalid-params><i><name>n1</name><reason>r1</reason></i><i><name>n1</name><reason>r2</reason></i></invalid-params></problem>`,
			want: &problem.Problem{Extensions: ext{"invalid-params": array{object{"name": "n1", "reason": "r1"}, object{"name": "n1", "reason": "r2"}}}},
		},
		{
			name: "members without the namespace", reason: "they belong to no namespace, and are not members", doc: `<problem xmlns="urn:ietf:rfc:7807"><title xmlns="">t</title><status>404</status></problem>`,
			want: &problem.Problem{Status: 404},
		},
		{
			name: "the root alone in the namespace", doc: `<p:problem xmlns:p="urn:ietf:rfc:7807"><title>t</title></p:problem>`,
			want: &problem.Problem{},
		},
		{
			name: "style sheet", reason: "appendix B allows it", doc: `<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="/p.xsl"?><problem xmlns="urn:ietf:rfc:7807"><status>404</status></problem>`,
			want: &problem.Problem{Status: 404},
		},
		{
			name: "schema location", doc: `<problem xmlns="urn:ietf:rfc:7807" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:ietf:rfc:7807 p.xsd"><status>404</status><x xsi:nil="true"/></problem>`,
			want: &problem.Problem{Status: 404, Extensions: ext{"x": ""}},
		},
		{
			name: "status as text", reason: "3.1", doc: `<problem xmlns="urn:ietf:rfc:7807"><status>Not Found</status><title>t</title></problem>`,
			want: &problem.Problem{Title: "t"},
		},
		{
			name: "status name and code", doc: `<problem xmlns="urn:ietf:rfc:7807"><status><code>404</code></status><title>t</title></problem>`,
			want: &problem.Problem{Title: "t"},
		},
		{
			name: "empty members", doc: `<problem xmlns="urn:ietf:rfc:7807"><type/><title></title><detail/><status/></problem>`,
			want: &problem.Problem{},
		},
		{
			name: "text in a section", doc: `<problem xmlns="urn:ietf:rfc:7807"><detail><![CDATA[a < b && c]]></detail></problem>`,
			want: &problem.Problem{Detail: "a < b && c"},
		},

		{name: "empty", doc: ``},
		{name: "no namespace", reason: "appendix B", doc: `<problem><title>t</title></problem>`},
		{name: "namespace of the new RFC", reason: "RFC 9457 kept the old one", doc: `<problem xmlns="urn:ietf:rfc:9457"><title>t</title></problem>`},
		{name: "another root", reason: "ASP.NET Core 2.1", doc: `<ProblemDetails><Title>t</Title></ProblemDetails>`},
		{name: "SOAP", reason: "a problem within another format is that format's", doc: `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><problem xmlns="urn:ietf:rfc:7807"/></e:Body></e:Envelope>`},
		{name: "page", doc: `<html><body>502 Bad Gateway</body></html>`},
		{name: "page with a DTD", doc: `<!DOCTYPE html><html></html>`},
		{name: "JSON", doc: `{"title":"t"}`},
		{name: "cut off", doc: `<problem xmlns="urn:ietf:rfc:7807"><title>t`},
		{name: "name with a space", reason: "other packages write it", doc: `<problem xmlns="urn:ietf:rfc:7807"><a b>1</a b></problem>`},
		{name: "name with a slash", doc: `<problem xmlns="urn:ietf:rfc:7807"><a/b>1</a/b></problem>`},
		{name: "ampersand", doc: `<problem xmlns="urn:ietf:rfc:7807"><detail>a & b</detail></problem>`},
		{name: "control character", doc: "<problem xmlns=\"urn:ietf:rfc:7807\"><detail>a\x1bb</detail></problem>"},
		{name: "two roots", doc: `<problem xmlns="urn:ietf:rfc:7807"/><problem xmlns="urn:ietf:rfc:7807"/>`},
		{name: "external entity", doc: `<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><problem xmlns="urn:ietf:rfc:7807"><detail>&x;</detail></problem>`},
		{name: "entities that multiply", doc: `<!DOCTYPE p [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><problem xmlns="urn:ietf:rfc:7807"><detail>&b;</detail></problem>`},
	})
}

func checkDocuments(t *testing.T, contentType string, documents []document) {
	for _, tt := range documents {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			old := problem.Problem{Title: "old"}
			got := old
			err := encode.Default().Decode(contentType, []byte(tt.doc), &got)
			if tt.want == nil {
				if !errors.As(err, new(*problem.SyntaxError)) {
					t.Errorf("got error %v, want a SyntaxError; %s", err, tt.reason)
				}
				tt.want = &old
			} else if err != nil {
				t.Fatalf("%v; %s", err, tt.reason)
			}
			if diff := cmp.Diff(*tt.want, got); diff != "" {
				t.Errorf("%s (-want +got)\n%s", tt.reason, diff)
			}
		})
	}
}
