package check_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/goproblem/problemdetails/cmd/problem/internal/check"
)

// found returns the IDs of the rules that data breaks.
func found(data string) []string {
	r := check.Report{Least: check.Note}
	r.Document("in", []byte(data))
	ids := []string{}
	for _, f := range r.Findings {
		ids = append(ids, f.Rule.ID)
	}
	return ids
}

var goodDocuments = []struct{ name, doc string }{
	{"RFC 9457, section 3, first example", `{
 "type": "https://example.com/probs/out-of-credit",
 "title": "You do not have enough credit.",
 "detail": "Your current balance is 30, but that costs 50.",
 "instance": "/account/12345/msgs/abc",
 "balance": 30,
 "accounts": ["/account/12345",
              "/account/67890"]
}`},
	{"RFC 9457, section 3, second example", `{
 "type": "https://example.net/validation-error",
 "title": "Your request is not valid.",
 "errors": [
             {
               "detail": "must be a positive integer",
               "pointer": "#/age"
             },
             {
               "detail": "must be 'green', 'red' or 'blue'",
               "pointer": "#/profile/color"
             }
          ]
}`},
	{"RFC 9457, appendix B", `<?xml version="1.0" encoding="UTF-8"?>
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
</problem>`},
	{"XML with a byte order mark", "\ufeff<problem xmlns=\"urn:ietf:rfc:7807\"><title>x</title></problem>"},
	{"XML with a prefix and a style sheet", `<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="x.xsl"?><p:problem xmlns:p="urn:ietf:rfc:7807"><p:title><![CDATA[a & b]]></p:title></p:problem>`},
	{"ACME", `{"type":"urn:ietf:params:acme:error:userActionRequired","detail":"Terms of service have changed","instance":"https://example.com/acme/agreement/?token=W8Ih3PswD-8"}`},
	{"ACME subproblems", `{"type":"urn:ietf:params:acme:error:malformed","detail":"Some of the identifiers requested were rejected",
"subproblems":[{"type":"urn:ietf:params:acme:error:malformed","detail":"Invalid underscore in DNS name \"_example.org\"","identifier":{"type":"dns","value":"_example.org"}}]}`},
	{"JMAP", `{"type":"urn:ietf:params:jmap:error:unknownCapability","status":400,"detail":"The request object used capability 'https://example.com/apis/foobar', which is not supported by this server."}`},
	{"ASP.NET", `{"type":"https://tools.ietf.org/html/rfc9110#section-15.5.1","title":"One or more validation errors occurred.","status":400,"errors":{"Name":["The Name field is required."],"Password":["too_short"]},"traceId":"00-84c1fd4063c38d9f3900d06e56542d48-85d1d4-00"}`},
	{"Spring", `{"type":"about:blank","title":"Bad Request","status":400,"detail":"Required parameter 'id' is not present.","instance":"/orders"}`},
	{"Quarkus", `{"status":404,"title":"Not Found","detail":"RESTEASY003210: Could not find resource for full path: http://api.example.com/x"}`},
	{"a type and a title", `{"type":"https://zalando.github.io/problem/constraint-violation","title":"Constraint Violation","status":400,"violations":[{"field":"age","message":"must be positive"}]}`},
	{"a tag URI", `{"type":"tag:example@example.org,2021-09-17:OutOfLuck","title":"You are out of luck."}`},
	{"whole numbers in other spellings", `{"title":"Not Found","status":4.04e2}`},
	{"blank in another language", `{"title":"見つかりません","status":404}`},
	{"a code of one's own", `{"type":"https://example.com/e","title":"No","status":409,"code":"ORDER-17","message_id":"x"}`},
	{"words that SQL has too", `{"type":"https://example.com/e","title":"Select one from the list","detail":"Please select a color from the list, update your settings and delete from your cart."}`},
	{"generic types", `{"type":"https://example.com/e","title":"Bad list","detail":"expected List<String>, got Map<K, V>"}`},
	{"remarks about passwords", `{"type":"https://example.com/e","title":"Weak password","detail":"password: must have 8 characters or more","errors":[{"detail":"required","pointer":"/password"}]}`},
	{"a pair of surrogates", `{"type":"https://example.com/e","title":"\ud83d\ude00 \\ud83d"}`},
	{"the largest safe integers", `{"type":"https://example.com/e","max":9007199254740991,"min":-9007199254740991,"ratio":3.141592653589793238462643}`},
	{"settings to fill in", `{"type":"https://example.com/e","title":"No","detail":"Call it with ?user=NAME&password=PASSWORD, or with api_key=your-key. Authorization: Bearer is missing; so is the cookie: session=<id>."}`},
	{"remarks about credentials", `{"type":"https://example.com/e","title":"No","detail":"The secret key is required, and the API key 'abc' is too short.","db_password":"too_short","headers":{"Authorization":"Bearer required"}}`},
	{"errors of a document that was sent", `{"type":"https://example.com/e","title":"No","detail":"type error: value error, key error at line 3","errors":[{"file":"upload.php","detail":"not an image"}]}`},
	{"a place with brackets", `{"type":"https://example.com/e","title":"No","detail":"There is no free table\nat Central(2) or at St. Mary (3)"}`},
	{"a redacted credential", `{"type":"https://example.com/e","title":"No","detail":"cannot connect to postgres://app:***@db.example.com/x with password=<hidden>"}`},
	{"an unused status", `{"title":"I'm a teapot","status":418}`},
	{"a title and a detail alone", `{"title":"Authentication required","detail":"Missing authentication credentials for the Greeting resource."}`},
	{"a type with a query", `{"type":"https://problem.example.com.au?type=unhandled","title":"Error","detail":"An error occurred while processing a request.","status":500,"traceId":"|7fba.1"}`},
	{"the URL of a request to a machine of one's own", `{"type":"https://example.com/e","title":"Not there","detail":"Could not find resource for full path: http://localhost:8080/orders/7"}`},
	{"a URN with issues", `{"type":"urn:problem-type:belgif:badRequest","href":"https://www.belgif.be/specification/rest/api-guide/problems/badRequest.html","title":"Bad Request","status":400,"detail":"The input message is incorrect","issues":[{"type":"urn:problem-type:belgif:input-validation:schemaViolation","in":"query","name":"id","detail":"too short"}]}`},
	{"constraint violations", `{"type":"https://zalando.github.io/problem/constraint-violation","title":"Constraint Violation","status":400,"violations":[{"field":"age","message":"must be greater than 0"}]}`},
	{"a reason", `{"type":"https://example.com/e","title":"Payment declined","status":402,"reason":"expired_card","code":"card_declined"}`},
	{"an errors object", `{"type":"https://tools.ietf.org/html/rfc4918#section-11.2","title":"Invalid","status":422,"errors":{"pointer":"x","email":["has already been taken"]}}`},
	{"JMAP limit", `{"type":"urn:ietf:params:jmap:error:limit","limit":"maxSizeRequest","status":400,"detail":"The request is larger than the server is willing to process."}`},
	{"a registered type", `{"type":"https://iana.org/assignments/http-problem-types#date","title":"date field in request outside of acceptable range","status":400}`},
	{"a host with a port", `{"type":"https://example.com/e","title":"Bad gateway","detail":"The service api.example.rs:8443 does not answer. Order #12 (3): wait, and do not panic: it helps."}`},
	{"a phrase in other letters", `{"title":"Not found","status":404}`},
	{"a status alone", `{"status":503}`},
	{"numbers in brackets and versions", `{"type":"https://example.com/e","title":"No","detail":"at least one of (a:1) must be set for Node.js:20"}`},
	{"an empty instance", `{"type":"https://example.com/e","title":"No","instance":""}`},
	{"a status that a service in front has made up", `{"type":"https://example.com/e","title":"Unknown error","status":520}`},
	{"an instance that is a number of the request", `{"type":"https://example.com/e","title":"No","instance":"0HMVFE42N55BV"}`},
	{"a pointer of another kind", `{"type":"https://example.com/e","title":"No","errors":[{"pointer":"name"}]}`},
	{"a title with another number", `{"type":"https://example.com/e","title":"Error 1015: at most 100 of 4040 items","status":404}`},
	{"a code of one's own that looks like a status", `{"type":"https://example.com/e","title":"No","status":400,"code":120}`},
	{"a code that is the phrase of the type", `{"type":"https://example.com/not-found","title":"Niet gevonden","status":404,"code":"notFound"}`},
	{"a message for translation", `{"type":"https://www.jhipster.tech/problem/constraint-violation","title":"Method argument not valid","status":400,"path":"/api/users","message":"error.validation"}`},
	{"a credential's name", `{"type":"https://example.com/e","title":"No","password":"required"}`},
}

func TestGoodDocuments(t *testing.T) {
	t.Parallel()
	for _, tt := range goodDocuments {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var r check.Report
			r.Document("in", []byte(tt.doc))
			for _, f := range r.Findings {
				t.Errorf("%s at %d:%d: %s", f.Rule.ID, f.Line, f.Column, f.Message)
			}
		})
	}
}

// brokenDocuments break the rules that want names, in the order of their
// places.
var brokenDocuments = []struct{ name, doc, want string }{
	{"empty", "", "json-syntax"},
	{"white space", " \n", "json-syntax"},
	{"a missing comma", `{"title":"x" "status":404}`, "json-syntax"},
	{"a trailing comma", `{"type":"https://example.com/e",}`, "json-syntax"},
	{"cut off", `{"type":"https://exa`, "json-syntax"},
	{"two documents", `{"type":"https://example.com/e"}{}`, "json-syntax"},
	{"too deep", `{"type":"https://example.com/e","ext":` + strings.Repeat("[", 300) + strings.Repeat("]", 300) + `}`, "json-syntax"},
	{"an array", `[{"title":"x"}]`, "not-an-object"},
	{"null", `null`, "not-an-object"},
	{"a string", `"Not Found"`, "not-an-object"},
	{"text", "Not Found\n", "not-a-document"},
	{"HTML", "<!doctype html><title>404</title>", "not-a-document"},
	{"gzip", "\x1f\x8b\x08\x00\x00", "not-a-document"},
	{"binary", "\x00\x01\x02\x03", "not-a-document"},
	{"Latin-1", "{\"type\":\"https://example.com/e\",\"title\":\"na\xefve\"}", "utf8"},
	{"a byte order mark", "\ufeff{\"type\":\"https://example.com/e\"}", "json-bom"},
	{"half a character", `{"type":"https://example.com/e","title":"\ud83d","note":"\ude00x"}`, "json-surrogate json-surrogate"},
	{"two statuses", `{"type":"https://example.com/e","status":400,"status":404}`, "duplicate-name"},
	{"a repeated name within", `{"type":"https://example.com/e","ext":{"a":1,"a":2}}`, "duplicate-name"},
	{"a number beyond 2^53", `{"type":"https://example.com/e","order":9007199254740993}`, "big-number"},
	{"a number beyond a double", `{"type":"https://example.com/e","orders":[1,1e400]}`, "big-number"},
	{"a status as a string", `{"type":"https://example.com/e","status":"404"}`, "member-type"},
	{"members that are null", `{"type":null,"title":null,"status":null,"detail":null,"instance":null}`, "member-type member-type member-type member-type member-type"},
	{"an object as detail", `{"type":"https://example.com/e","detail":{"a":1}}`, "member-type"},
	{"a list as title", `{"type":"https://example.com/e","title":["x"]}`, "member-type"},
	{"a boolean as instance", `{"type":"https://example.com/e","instance":true}`, "member-type"},
	{"status zero", `{"type":"https://example.com/e","status":0}`, "status-range"},
	{"a fraction of a status", `{"type":"https://example.com/e","status":404.5}`, "status-range"},
	{"a status of one's own", `{"type":"https://example.com/e","status":40401}`, "status-range"},
	{"a status that nobody has assigned", `{"type":"https://example.com/e","status":499}`, "status-unassigned"},
	{"a space in the type", `{"type":"https://example.com/out of credit"}`, "uri-syntax"},
	{"a bad escape in the instance", `{"type":"https://example.com/e","instance":"/a%2"}`, "uri-syntax"},
	{"a script as type", `{"type":"javascript:alert(1)"}`, "uri-scheme"},
	{"an empty type", `{"type":"","title":"x"}`, "type-empty"},
	{"a relative type with its path", `{"type":"/errors/out-of-credit"}`, "type-relative"},
	{"a relative type", `{"type":"out-of-credit"}`, "type-relative"},
	{"a type that IANA does not have", `{"type":"https://iana.org/assignments/http-problem-types#out-of-credit"}`, "type-unregistered"},
	{"a registered type with www", `{"type":"https://www.iana.org/assignments/http-problem-types#date","status":400}`, "type-unregistered"},
	{"a relative instance", `{"type":"https://example.com/e","instance":"msgs/abc"}`, "instance-relative"},
	{"a title with the status", `{"type":"https://example.com/e","title":"404 Not Found","status":404}`, "title-status"},
	{"a title with an error and the status", `{"type":"https://example.com/e","title":"Error 404: Not Found","status":404}`, "title-status"},
	{"a title with a status line", `{"type":"https://example.com/e","title":"HTTP/1.1 404 Not Found","status":404}`, "title-status"},
	{"a title with the status within", `{"type":"https://example.com/e","title":"HTTP404: gone","status":404}`, "title-status"},
	{"a title that is the status", `{"title":"404","status":404}`, "title-status"},
	{"a title with HTTP and the status", `{"title":"HTTP 404: Not Found","status":404}`, "title-status"},
	{"a title with the status behind", `{"title":"Not Found (404)"}`, "title-status"},
	{"an old phrase", `{"title":"Unprocessable Entity","status":422}`, "title-phrase"},
	{"a name in place of the phrase", `{"type":"about:blank","title":"NOT_FOUND","status":404}`, "title-phrase"},
	{"a title without a type", `{"type":"about:blank","title":"Order not found","status":404}`, "title-phrase"},
	{"control characters", `{"type":"https://example.com/e","detail":"\u001b[31mred"}`, "control-character"},
	{"markup", `{"type":"https://example.com/e","detail":"<p>Not <b>found</b></p>"}`, "markup"},
	{"a trace of Java", `{"type":"https://example.com/e","detail":"java.lang.NullPointerException\n\tat com.example.Shop.order(Shop.java:42)\n"}`, "leak-stack"},
	{"a trace of Python", `{"type":"https://example.com/e","detail":"Traceback (most recent call last):\n  File \"app.py\", line 3, in <module>"}`, "leak-stack"},
	{"a trace of Go", `{"type":"https://example.com/e","debug":"goroutine 1 [running]:\nmain.main()"}`, "leak-stack"},
	{"a trace of C#", `{"type":"https://example.com/e","detail":"   at Shop.Orders.Place(Order o) in C:\\src\\Orders.cs:line 12"}`, "leak-stack"},
	{"a trace of JavaScript", `{"type":"https://example.com/e","detail":"TypeError: x is undefined\n    at place (/srv/app/orders.js:10:5)"}`, "leak-stack"},
	{"a trace of PHP", `{"type":"https://example.com/e","detail":"#0 /var/www/index.php(12): Order->place()"}`, "leak-stack"},
	{"a trace of C# without files", `{"type":"https://example.com/e","detail":"   at Shop.Orders.Get(Int32 id)\n   at lambda_method(Closure , Object )"}`, "leak-stack"},
	{"an exception of C#", `{"type":"https://example.com/e","detail":"System.Exception: x"}`, "leak-stack"},
	{"a null reference", `{"type":"https://example.com/e","detail":"Object reference not set to an instance of an object."}`, "leak-stack"},
	{"a null pointer", `{"type":"https://example.com/e","detail":"Cannot invoke \"Order.id()\" because \"order\" is null"}`, "leak-stack"},
	{"a trace within JavaScript", `{"type":"https://example.com/e","detail":"at Array.map (<anonymous>)\n    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)"}`, "leak-stack"},
	{"an error of JavaScript", `{"type":"https://example.com/e","detail":"TypeError: Cannot read properties of undefined (reading 'name')"}`, "leak-stack"},
	{"a trace of PHP as a list", `{"type":"https://example.com/e","trace":[{"file":"/app/vendor/x.php","line":12}]}`, "leak-stack"},
	{"a trace of Ruby", `{"type":"https://example.com/e","detail":"app/orders.rb:12:in 'place'"}`, "leak-stack"},
	{"a trace of Rust", `{"type":"https://example.com/e","detail":"thread 'main' panicked at src/main.rs:4:5"}`, "leak-stack"},
	{"a member for traces", `{"type":"https://example.com/e","stackTrace":["a","b"]}`, "leak-stack leak-stack"},
	{"SQL", `{"type":"https://example.com/e","detail":"failed: SELECT id, name FROM users WHERE id = 7"}`, "leak-sql"},
	{"SQL in lower case", `{"type":"https://example.com/e","detail":"insert into users (id) values (1)"}`, "leak-sql"},
	{"the message of a database", `{"type":"https://example.com/e","detail":"ERROR: duplicate key value violates unique constraint \"users_pkey\" (SQLSTATE 23505)"}`, "leak-sql"},
	{"the message of SQL Server", `{"type":"https://example.com/e","detail":"Invalid object name 'dbo.Users'."}`, "leak-sql"},
	{"the message of a mapper", `{"type":"https://example.com/e","detail":"could not execute statement; SQL [n/a]; constraint [users_email_key]"}`, "leak-sql"},
	{"a key with its name", `{"type":"https://example.com/e","aws_secret_access_key":"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}`, "leak-secret"},
	{"a long word behind secret", `{"type":"https://example.com/e","detail":"secret wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY did not match"}`, "leak-secret"},
	{"a quoted password", `{"type":"https://example.com/e","detail":"invalid password 'hunter2' for user bob"}`, "leak-secret"},
	{"settings of a store", `{"type":"https://example.com/e","detail":"AccountName=x;AccountKey=abcdefghij0123456789==;EndpointSuffix=core"}`, "leak-secret"},
	{"a field of the request", `{"type":"https://example.com/e","headers":{"Authorization":"Basic dXNlcjpwYXNz"}}`, "leak-secret"},
	{"a cookie", `{"type":"https://example.com/e","detail":"Cookie: session=abcdef0123456789abcdef"}`, "leak-secret"},
	{"a token of npm", `{"type":"https://example.com/e","detail":"npm_abcdefghijklmnopqrstuvwxyz0123456789"}`, "leak-secret"},
	{"a password in a URL", `{"type":"https://example.com/e","detail":"cannot reach postgres://app:hunter2@db.example.com/shop"}`, "leak-secret"},
	{"a password", `{"type":"https://example.com/e","detail":"Server=db;User=sa;Password=hunter2;"}`, "leak-secret"},
	{"a token", `{"type":"https://example.com/e","detail":"bad token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc_DEF-123"}`, "leak-secret"},
	{"a password in a sentence", `{"type":"https://example.com/e","detail":"The password is 'hunter2'."}`, "leak-secret"},
	{"a key in the settings", `{"type":"https://example.com/e","detail":"aws_secret_access_key=wJalrXUtnFEMI/K7MDENG"}`, "leak-secret"},
	{"a key in JSON", `{"type":"https://example.com/e","detail":"body was {'api_key': 'letmein'}"}`, "leak-secret"},
	{"the name of an exception", `{"type":"https://example.com/e","detail":"JDBCConnectionException: Unable to acquire JDBC Connection"}`, "leak-stack"},
	{"a key in a member", `{"type":"https://example.com/e","apiKey":"k3y0fMine"}`, "leak-secret"},
	{"a file", `{"type":"https://example.com/e","detail":"open /etc/shop/config.yaml: no such file or directory"}`, "leak-internal"},
	{"an address", `{"type":"https://example.com/e","detail":"dial tcp 10.1.2.3:5432: connect: connection refused"}`, "leak-internal"},
	{"a hyphen in a name", `{"type":"https://example.com/e","invalid-params":[]}`, "extension-name"},
	{"a short name", `{"type":"https://example.com/e","id":1}`, "extension-name"},
	{"a name that starts with an underscore", `{"type":"https://example.com/e","_links":{}}`, "extension-name"},
	{"a name that is none in XML", `{"type":"https://example.com/e","trace id":1,"1st":2,"":3}`, "extension-xml-name extension-xml-name extension-xml-name"},
	{"capitals", `{"Type":"https://example.com/e","TITLE":"x","Status":404}`, "no-standard-member member-case member-case member-case"},
	{"code beside status", `{"title":"Not Found","status":404,"code":404}`, "member-synonym"},
	{"the phrase as code", `{"title":"Not Found","status":404,"code":"NOT_FOUND"}`, "member-synonym"},
	{"message in place of detail", `{"title":"Not Found","status":404,"message":"no such order"}`, "member-synonym"},
	{"statusCode", `{"title":"Not Found","status_code":404}`, "member-synonym"},
	{"extensions in an object", `{"title":"Not Found","status":404,"extensions":{"balance":30}}`, "extensions-wrapped"},
	{"another format", `{"error":"invalid_request","error_description":"no code"}`, "no-standard-member member-synonym member-synonym"},
	{"the empty object", `{}`, "no-standard-member"},
	{"pointers that are none", `{"type":"https://example.com/e","errors":[{"detail":"x","pointer":"$.age"},{"pointer":"#/a~2"},{"pointer":"#/%zz"},{"pointer":"/a~"}]}`, "error-pointer error-pointer error-pointer error-pointer"},

	{"XML cut off", `<problem xmlns="urn:ietf:rfc:7807"><title>x`, "xml-syntax"},
	{"XML without an element", `<?xml version="1.0"?>`, "xml-syntax"},
	{"XML with two elements", `<problem xmlns="urn:ietf:rfc:7807"><title>x</title></problem><a/>`, "xml-syntax"},
	{"XML with text outside", `<problem xmlns="urn:ietf:rfc:7807"><title>x</title></problem>x`, "xml-syntax"},
	{"XML in Latin-1", `<?xml version="1.0" encoding="ISO-8859-1"?><problem xmlns="urn:ietf:rfc:7807"/>`, "xml-syntax"},
	{"an entity that is not defined", `<problem xmlns="urn:ietf:rfc:7807"><title>&nbsp;</title></problem>`, "xml-syntax"},
	{"XML too deep", `<problem xmlns="urn:ietf:rfc:7807">` + strings.Repeat("<a>", 300) + strings.Repeat("</a>", 300) + `</problem>`, "xml-syntax"},
	{"an XML declaration behind a space", ` <?xml version="1.0"?><problem xmlns="urn:ietf:rfc:7807"><title>x</title></problem>`, "xml-syntax"},
	{"another root", `<error xmlns="urn:ietf:rfc:7807"/>`, "xml-root"},
	{"no namespace", `<problem><title>x</title></problem>`, "xml-namespace xml-namespace"},
	{"the namespace of the other RFC", `<problem xmlns="urn:ietf:rfc:9457"/>`, "xml-namespace no-standard-member"},
	{"a foreign element", `<problem xmlns="urn:ietf:rfc:7807"><title>x</title><a:b xmlns:a="urn:a">1</a:b></problem>`, "xml-namespace extension-name"},
	{"an attribute", `<problem xmlns="urn:ietf:rfc:7807"><title lang="en" xml:lang="en">x</title></problem>`, "xml-attribute"},
	{"text beside elements", `<problem xmlns="urn:ietf:rfc:7807"><title>x</title><ext>a<b1b>1</b1b></ext></problem>`, "xml-mixed"},
	{"i beside others", `<problem xmlns="urn:ietf:rfc:7807"><title>x</title><ext><i>1</i><k>2</k></ext></problem>`, "xml-mixed"},
	{"a document type", `<!DOCTYPE problem><problem xmlns="urn:ietf:rfc:7807"><title>x</title></problem>`, "xml-doctype"},
	{"a repeated element", `<problem xmlns="urn:ietf:rfc:7807"><status>400</status><status>404</status></problem>`, "duplicate-name"},
	{"a status in words", `<problem xmlns="urn:ietf:rfc:7807"><status>four</status></problem>`, "member-type"},
	{"a status out of range", `<problem xmlns="urn:ietf:rfc:7807"><status>42</status></problem>`, "status-range"},
	{"elements in the title", `<problem xmlns="urn:ietf:rfc:7807"><title><b>x</b></title></problem>`, "member-type"},
	{"pointers that are none, in XML", `<problem xmlns="urn:ietf:rfc:7807"><title>x</title><errors><i><pointer>age</pointer></i><i><pointer>#/ok</pointer></i></errors></problem>`, "error-pointer"},
	{"a secret in XML", `<problem xmlns="urn:ietf:rfc:7807"><title>x</title><detail>password=hunter2</detail></problem>`, "leak-secret"},
}

func TestBrokenDocuments(t *testing.T) {
	t.Parallel()
	for _, tt := range brokenDocuments {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			want := strings.Fields(tt.want)
			if diff := cmp.Diff(want, found(tt.doc)); diff != "" {
				t.Errorf("rules (-want +got)\n%s\n%s", diff, tt.doc)
			}
		})
	}
}

// TestLongTexts checks that texts made to take time do not take it, and that
// what is near the beginning of a long text is found.
func TestLongTexts(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, doc, want string }{
		{"one text", `{"type":"https://example.com/e","detail":"` + strings.Repeat("SELECT a ", 100_000) + `"}`, ""},
		{"many texts", `{"type":"https://example.com/e","ext":[""` + strings.Repeat(`,"at a.b(c:"`, 10_000) + `]}`, ""},
		{"a long title", `{"type":"https://example.com/e","title":"` + strings.Repeat("a b 1 ", 100_000) + `"}`, ""},
		{"a leak at the beginning", `{"type":"https://example.com/e","detail":"password=hunter2 ` + strings.Repeat("a b 1 ", 100_000) + `"}`, "leak-secret"},
		{"a long name and many mistakes", `{"type":"https://example.com/e","` + strings.Repeat("x", 1_000_000) + `":[1` + strings.Repeat(",1e400", 20_000) + `]}`, strings.Repeat("big-number ", 11)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(strings.Fields(tt.want), found(tt.doc)); diff != "" {
				t.Errorf("rules (-want +got)\n%s", diff)
			}
		})
	}
}

func TestPlaces(t *testing.T) {
	t.Parallel()
	var r check.Report
	r.Document("in", []byte("{\n  \"title\": \"ü\", \"status\": \"404\",\n  \"ä\": 1, \"ext\": [{\"a/b\": [9007199254740993]}]\n}"))
	type place struct {
		rule, member string
		line, column int
	}
	var got []place
	for _, f := range r.Findings {
		got = append(got, place{f.Rule.ID, f.Member, f.Line, f.Column})
	}
	want := []place{
		{"member-type", "/status", 2, 27},
		{"extension-name", "/ä", 3, 3},
		{"big-number", "/ext/0/a~1b/0", 3, 28},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(place{})); diff != "" {
		t.Errorf("places (-want +got)\n%s", diff)
	}
}

// TestRepeats checks that a mistake made a thousand times is not reported a
// thousand times.
func TestRepeats(t *testing.T) {
	t.Parallel()
	var r check.Report
	r.Document("in", []byte(`{"type":"https://example.com/e","ext":[1`+strings.Repeat(",1e400", 1000)+`]}`))
	if got, want := len(r.Findings), 11; got != want {
		t.Fatalf("%d findings, want %d", got, want)
	}
	if got, want := r.Findings[10].Message, "990 more of this kind"; got != want {
		t.Errorf("last message %q, want %q", got, want)
	}
}

func TestSelection(t *testing.T) {
	t.Parallel()
	doc := []byte(`{"type":"","status":"404","id":1}`)
	tests := []struct {
		name   string
		report check.Report
		want   []string
	}{
		{"all", check.Report{}, []string{"type-empty", "member-type", "extension-name"}},
		{"errors", check.Report{Least: check.Error}, []string{"member-type"}},
		{"without one", check.Report{Ignore: map[string]bool{"type-empty": true}}, []string{"member-type", "extension-name"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.report.Document("in", doc)
			var got []string
			for _, f := range tt.report.Findings {
				got = append(got, f.Rule.ID)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("rules %v, want %v", got, tt.want)
			}
		})
	}
}
