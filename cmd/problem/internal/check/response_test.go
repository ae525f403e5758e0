package check_test

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/goproblem/problemdetails/cmd/problem/internal/check"
)

// saved returns a response as curl -i prints it. A line of its own separates
// the body; the fields that every problem has are added.
func saved(text string) string {
	head, body, _ := strings.Cut(text, "\n\n")
	return strings.ReplaceAll(head, "\n", "\r\n") + "\r\n\r\n" + body
}

const (
	jsonField = "\nContent-Type: application/problem+json"
	notFound  = `{"title":"Not Found","status":404}`
)

// withStatus returns a response with a status and some fields, whose body is
// the bare problem.
func withStatus(status int, title, fields string) string {
	return saved(fmt.Sprintf("HTTP/1.1 %d %s%s%s\n\n{\"title\":%q,\"status\":%d}", status, title, fields, jsonField, title, status))
}

func compressed(coding string, body string) string {
	var b bytes.Buffer
	var w io.WriteCloser = gzip.NewWriter(&b)
	if coding == "deflate" {
		w = zlib.NewWriter(&b)
	}
	io.WriteString(w, body)
	w.Close()
	return "HTTP/1.1 404 Not Found\r\nContent-Encoding: " + coding + "\r\nContent-Type: application/problem+json\r\n\r\n" + b.String()
}

var responses = []struct{ name, response, want string }{
	{"a good one", saved("HTTP/1.1 404 Not Found" + jsonField + "\nContent-Length: 34\n\n" + notFound), ""},
	{"with LF alone", "HTTP/1.1 404 Not Found\nContent-Type: application/problem+json\n\n" + notFound + "\n", ""},
	{"of HTTP/2", saved("HTTP/2 404 \ncontent-type: application/problem+json\n\n" + notFound), ""},
	{"a line feed that an editor added", saved("HTTP/1.1 404 Not Found" + jsonField + "\nContent-Length: 34\n\n" + notFound + "\n"), ""},
	{"XML", saved("HTTP/1.1 404 Not Found\nContent-Type: application/problem+xml; charset=utf-8\n\n<problem xmlns=\"urn:ietf:rfc:7807\"><status>404</status></problem>"), ""},
	{"HTML that was negotiated", saved("HTTP/1.1 404 Not Found\nContent-Type: text/html\nVary: Accept-Encoding, accept\n\n<!doctype html>"), ""},
	{"a success", saved("HTTP/1.1 200 OK\nContent-Type: text/html\n\n<!doctype html>"), "no-error"},
	{"a success with a problem", saved("HTTP/1.1 200 OK" + jsonField + "\n\n" + `{"type":"https://example.com/e","title":"E"}`), ""},
	{"a success with a problem of no name", saved("HTTP/1.1 200 OK\n\n" + `{"title":"E","detail":"e"}`), "media-type"},
	{"a success in answer to HEAD with a problem", saved("HTTP/1.1 200 OK" + jsonField + "\n\n"), ""},
	{"a redirect", saved("HTTP/1.1 303 See Other\nLocation: /\n\n"), "no-error"},
	{"an answer to HEAD", saved("HTTP/1.1 404 Not Found" + jsonField + "\nContent-Length: 34\n\n"), ""},
	{"redirects", saved("HTTP/1.1 301 Moved Permanently\nLocation: /a\n\n") + saved("HTTP/1.1 404 Not Found"+jsonField+"\n\n"+notFound), ""},
	{"interim responses", saved("HTTP/1.1 100 Continue\n\n") + saved("HTTP/1.1 103 Early Hints\nLink: </a>\n\n") + saved("HTTP/1.1 404 Not Found"+jsonField+"\n\n"+notFound), ""},
	{"an application/problem+json in capitals", saved("HTTP/1.1 404 Not Found\nCONTENT-TYPE: Application/Problem+JSON\n\n" + notFound), ""},
	{"a title in another language", saved("HTTP/1.1 404 Not Found" + jsonField + "\nContent-Language: de\n\n" + `{"title":"Nicht gefunden","status":404}`), ""},
	{"gzip", compressed("gzip", notFound), ""},
	{"deflate", compressed("deflate", notFound), ""},
	{"gzip that curl has taken off", saved("HTTP/1.1 404 Not Found" + jsonField + "\nContent-Encoding: gzip\nContent-Length: 20\n\n" + notFound), ""},
	{"chunks", saved("HTTP/1.1 404 Not Found"+jsonField+"\nTransfer-Encoding: chunked\n\n") + "4;a=b\r\n{\"ti\r\n1e\r\n" + notFound[4:] + "\r\n0\r\n\r\n", ""},
	{"chunks that curl has joined", saved("HTTP/1.1 404 Not Found" + jsonField + "\nTransfer-Encoding: chunked\n\n" + notFound), ""},
	{"a 401 with a challenge", withStatus(401, "Unauthorized", "\nWWW-Authenticate: Bearer realm=\"api\""), ""},
	{"a 405 that allows nothing", withStatus(405, "Method Not Allowed", "\nAllow:"), ""},
	{"a 416 with the length", withStatus(416, "Range Not Satisfiable", "\nContent-Range: bytes */47022"), ""},
	{"a 426 with protocols", withStatus(426, "Upgrade Required", "\nUpgrade: websocket\nConnection: keep-alive, upgrade"), ""},
	{"a 426 of HTTP/2", strings.Replace(withStatus(426, "Upgrade Required", "\nUpgrade: h3"), "HTTP/1.1", "HTTP/2", 1), ""},
	{"a 429 with a date", withStatus(429, "Too Many Requests", "\nRetry-After: Fri, 31 Dec 2027 23:59:59 GMT\nCache-Control: private, no-store"), ""},

	{"another status in the body", saved("HTTP/1.1 400 Bad Request" + jsonField + "\n\n" + notFound), "status-differs"},
	{"a bad status line", "HTTP/1.1 OK\r\n\r\n", "response-syntax"},
	{"a bad field", saved("HTTP/1.1 404 Not Found" + jsonField + "\nno field\nbad name: x\n\n" + notFound), "response-syntax response-syntax"},
	{"a folded field", saved("HTTP/1.1 404 Not Found" + jsonField + "\nX-A: b\n  c\n\n" + notFound), "response-syntax"},
	{"a header without end", "HTTP/1.1 404 Not Found\n" + strings.Repeat("a: b\n", 60_000), "response-syntax"},
	{"the first response of RFC 9457", saved("HTTP/1.1 403 Forbidden"+jsonField+"\nContent-Language: en\n\n") + goodDocuments[0].doc, ""},
	{"the second response of RFC 9457", saved("HTTP/1.1 422 Unprocessable Content"+jsonField+"\nContent-Language: en\n\n") + goodDocuments[1].doc, ""},
	{"redirects without end", strings.Repeat("HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n", 65), "response-syntax"},
	{"plain JSON", saved("HTTP/1.1 404 Not Found\nContent-Type: application/json\n\n" + notFound), "media-type"},
	{"XML as application/xml", saved("HTTP/1.1 404 Not Found\nContent-Type: application/xml\n\n<problem xmlns=\"urn:ietf:rfc:7807\"><status>404</status></problem>"), "media-type"},
	{"no media type", saved("HTTP/1.1 404 Not Found\n\n" + notFound), "media-type"},
	{"HTML as a problem", saved("HTTP/1.1 404 Not Found" + jsonField + "\n\n<html></html>"), "media-type"},
	{"XML as JSON", saved("HTTP/1.1 404 Not Found" + jsonField + "\n\n<problem xmlns=\"urn:ietf:rfc:7807\"><status>404</status></problem>"), "media-type"},
	{"a media type that is none", saved("HTTP/1.1 404 Not Found\nContent-Type: problem json\n\n" + notFound), "header-syntax"},
	{"a charset", saved("HTTP/1.1 404 Not Found\nContent-Type: application/problem+json; charset=utf-8\n\n" + notFound), "media-charset"},
	{"JSON of another kind", saved("HTTP/1.1 404 Not Found\nContent-Type: application/json\n\n{\"error\":\"x\"}"), "no-problem"},
	{"XML of another kind", saved("HTTP/1.1 404 Not Found\nContent-Type: application/xml\n\n<error/>"), "no-problem"},
	{"broken XML of another kind", saved("HTTP/1.1 404 Not Found\nContent-Type: application/xml\n\n<!-- x"), "no-problem"},
	{"HTML for everybody", saved("HTTP/1.1 404 Not Found\nContent-Type: text/html\n\n<html></html>"), "no-problem"},
	{"content of no type", saved("HTTP/1.1 500 Internal Server Error\n\noops"), "no-problem"},
	{"a broken document", saved("HTTP/1.1 404 Not Found" + jsonField + "\n\n{"), "json-syntax"},
	{"nothing", saved("HTTP/1.1 404 Not Found\n\n"), "empty-body"},
	{"nothing, on purpose", saved("HTTP/1.1 404 Not Found" + jsonField + "\nContent-Length: 0\n\n"), "empty-body"},
	{"a wrong length", saved("HTTP/1.1 404 Not Found" + jsonField + "\nContent-Length: 99\n\n" + notFound), "content-length"},
	{"a length that is none", saved("HTTP/1.1 404 Not Found" + jsonField + "\nContent-Length: many\n\n" + notFound), "header-syntax"},
	{"content with 204", saved("HTTP/1.1 204 No Content\n\nx"), "no-error body-forbidden"},
	{"a length with 204", saved("HTTP/1.1 204 No Content\nContent-Length: 0\n\n"), "no-error body-forbidden"},
	{"content with 304", saved("HTTP/1.1 304 Not Modified\n\nx"), "no-error body-forbidden"},
	{"content with 205", saved("HTTP/1.1 205 Reset Content\n\nx"), "no-error body-forbidden"},
	{"a 401 without a challenge", withStatus(401, "Unauthorized", ""), "required-header"},
	{"a 401 with a bad challenge", withStatus(401, "Unauthorized", "\nWWW-Authenticate: realm=\"api\""), "header-syntax"},
	{"a 405 without methods", withStatus(405, "Method Not Allowed", ""), "required-header"},
	{"a 405 with bad methods", withStatus(405, "Method Not Allowed", "\nAllow: GET HEAD"), "header-syntax"},
	{"a 407 without a challenge", withStatus(407, "Proxy Authentication Required", ""), "required-header"},
	{"a 416 without a length", withStatus(416, "Range Not Satisfiable", ""), "expected-header"},
	{"a 416 with a range", withStatus(416, "Range Not Satisfiable", "\nContent-Range: bytes 0-1/2"), "header-syntax"},
	{"a 426 without protocols", withStatus(426, "Upgrade Required", ""), "required-header"},
	{"a 426 without the option", withStatus(426, "Upgrade Required", "\nUpgrade: websocket"), "required-header"},
	{"a 429 without a delay", withStatus(429, "Too Many Requests", "\nCache-Control: no-store"), "expected-header"},
	{"a 503 without a delay", withStatus(503, "Service Unavailable", ""), "expected-header"},
	{"two media types", saved("HTTP/1.1 404 Not Found" + jsonField + "\nContent-Type: text/html\n\n" + notFound), "header-syntax"},
	{"a status that is none", saved("HTTP/1.1 999 x\n\n"), "status-range empty-body"},
	{"a bad delay", withStatus(503, "Service Unavailable", "\nRetry-After: soon"), "header-syntax"},
	{"a 451 without a link", withStatus(451, "Unavailable For Legal Reasons", ""), "expected-header"},
	{"a redirect without a place", withStatus(303, "See Other", ""), "expected-header"},
	{"a redirect with spaces", withStatus(303, "See Other", "\nLocation: /a b"), "header-syntax"},
	{"a 428 that does not mention caches", withStatus(428, "Precondition Required", ""), "cache-control"},
	{"a 429 for caches", withStatus(429, "Too Many Requests", "\nRetry-After: 30\nCache-Control: public"), "cache-stored"},
	{"a 431 for caches", withStatus(431, "Request Header Fields Too Large", "\nCache-Control: max-age=\"60\""), "cache-stored"},
	{"a 431 that is stale at once", withStatus(431, "Request Header Fields Too Large", "\nCache-Control: max-age=0"), "cache-control"},
	{"a 511 for caches", withStatus(511, "Network Authentication Required", "\nExpires: Fri, 31 Dec 2027 23:59:59 GMT"), "cache-stored"},
	{"gzip that is none", saved("HTTP/1.1 404 Not Found"+jsonField+"\nContent-Encoding: gzip\n\n") + "\x1f\x8b\x08xxxxxxxxxxxx", "header-syntax"},
	{"gzip cut off", compressed("gzip", notFound)[:130], "header-syntax"},
	{"a bomb", compressed("gzip", strings.Repeat(" ", 17<<20)), "content-length"},
}

func TestResponses(t *testing.T) {
	t.Parallel()
	for _, tt := range responses {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			want := strings.Fields(tt.want)
			if diff := cmp.Diff(want, found(tt.response)); diff != "" {
				t.Errorf("rules (-want +got)\n%s\n%.500q", diff, tt.response)
			}
		})
	}
}

func TestSavedHead(t *testing.T) {
	t.Parallel()
	var r check.Report
	r.SavedHead("in", []byte(saved("HTTP/1.1 404 Not Found"+jsonField+"\n\n"+notFound)))
	if len(r.Findings) != 1 || r.Findings[0].Rule.ID != "body-forbidden" {
		t.Errorf("findings %v, want body-forbidden", r.Findings)
	}
}

// TestResponsePlaces checks that lines are those of the file, also behind the
// header.
func TestResponsePlaces(t *testing.T) {
	t.Parallel()
	var r check.Report
	r.Document("in", []byte(saved("HTTP/1.1 302 Found\nLocation: /\n\n")+saved("HTTP/1.1 401 Unauthorized\nContent-Type: application/problem+json;charset=utf-8\n\n{\n  \"status\": \"401\"}")))
	var got []string
	for _, f := range r.Findings {
		got = append(got, fmt.Sprintf("%s %d:%d", f.Rule.ID, f.Line, f.Column))
	}
	want := []string{"required-header 4:1", "media-charset 5:1", "member-type 8:13"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("places (-want +got)\n%s", diff)
	}
}

// answer returns a response of a server that knows the formats.
func answer(status int, accept, contentType, vary, body string) *check.Response {
	h := http.Header{}
	if contentType != "" {
		h.Set("Content-Type", contentType)
	}
	if vary != "" {
		h.Set("Vary", vary)
	}
	return &check.Response{Proto: "HTTP/1.1", Status: status, Header: h, Body: []byte(body), Method: "GET", Accept: accept}
}

func TestExchange(t *testing.T) {
	t.Parallel()
	const (
		pjson = "application/problem+json"
		pxml  = "application/problem+xml"
		xmlIs = `<problem xmlns="urn:ietf:rfc:7807"><title>Not Found</title><status>404</status></problem>`
	)
	head := answer(404, pjson, pjson, "Accept", "")
	head.Method = "HEAD"
	badHead := answer(404, pjson, pjson, "Accept", "x")
	badHead.Method = "HEAD"
	tests := []struct {
		name      string
		responses []*check.Response
		want      []string
	}{
		{"all is well", []*check.Response{
			answer(404, pjson, pjson, "Accept", notFound), answer(404, pxml, pxml, "Accept", xmlIs),
			answer(404, "text/html", "text/html", "Accept", "<html></html>"), head,
		}, nil},
		{"one format", []*check.Response{answer(404, pjson, pjson, "", notFound), answer(404, pxml, pjson, "", notFound)}, nil},
		{"another label for strict clients", []*check.Response{
			answer(404, pjson, pjson, "Accept", notFound), answer(404, "application/json", "application/json", "Accept", notFound),
		}, nil},
		{"vary nowhere", []*check.Response{answer(404, pjson, pjson, "", notFound), answer(404, pxml, pxml, "", xmlIs)}, []string{
			"vary: the media type depends on Accept, but Vary does not name Accept in: application/problem+json (with Accept: application/problem+json), application/problem+xml (with Accept: application/problem+xml)",
		}},
		{"vary on one", []*check.Response{answer(404, pjson, pjson, "Accept", notFound), answer(404, pxml, pxml, "Origin", xmlIs), answer(404, "", pjson, "*", notFound)}, []string{
			"vary: the media type depends on Accept, but Vary does not name Accept in: application/problem+xml (with Accept: application/problem+xml)",
		}},
		{"406 hides the error", []*check.Response{answer(404, pjson, pjson, "Accept", notFound), answer(406, "image/png", pjson, "Accept", `{"title":"Not Acceptable","status":406}`)}, []string{
			"accept-status: the status is 406 with Accept: image/png and 404 otherwise",
		}},
		{"no error for one", []*check.Response{answer(404, pjson, pjson, "Accept", notFound), answer(200, "text/html", "text/html", "Accept", "<html></html>")}, []string{
			"accept-status: the status is 200 with Accept: text/html and 404 otherwise",
		}},
		{"no error for any", []*check.Response{answer(200, pjson, "text/html", "", "<html></html>"), answer(200, "", "text/html", "", "<html></html>")}, []string{
			"no-error: the status is 200, which is no error, and there is no problem to check",
		}},
		{"HTML for clients of JSON", []*check.Response{answer(404, pjson, pjson, "Accept", notFound), answer(404, "application/json", "text/html", "Accept", "<html></html>")}, []string{
			`accept-ignored: there is text/html with Accept: application/json`,
		}},
		{"HTML for all", []*check.Response{answer(404, pjson, "text/html", "", "<html></html>"), answer(404, "", "text/html", "", "<html></html>")}, []string{
			"no-problem: the response has the status 404 and text/html",
		}},
		{"nothing for some", []*check.Response{answer(404, pjson, pjson, "Accept", notFound), answer(404, "", "", "Accept", "")}, []string{
			"empty-body: no content with the status 404 (without Accept)",
		}},
		{"content for HEAD", []*check.Response{answer(404, pjson, pjson, "Accept", notFound), badHead}, []string{
			"body-forbidden: content in answer to HEAD",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var r check.Report
			r.Exchange("in", tt.responses)
			var got []string
			for _, f := range r.Findings {
				got = append(got, f.Rule.ID+": "+f.Message)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("findings (-want +got)\n%s", diff)
			}
		})
	}
}

// TestEveryRule checks that each rule is broken somewhere in the tests, and that
// what is said about it is complete.
func TestEveryRule(t *testing.T) {
	t.Parallel()
	elsewhere := map[string]bool{"vary": true, "accept-ignored": true, "accept-status": true, "type-unresolved": true}
	broken := make(map[string]bool)
	for _, tt := range brokenDocuments {
		for id := range strings.FieldsSeq(tt.want) {
			broken[id] = true
		}
	}
	for _, tt := range responses {
		for id := range strings.FieldsSeq(tt.want) {
			broken[id] = true
		}
	}
	seen := make(map[string]bool)
	for _, rule := range check.Rules() {
		if !broken[rule.ID] && !elsewhere[rule.ID] {
			t.Errorf("no test breaks %s", rule.ID)
		}
		if seen[rule.ID] || check.Find(rule.ID) != rule {
			t.Errorf("%s is there twice", rule.ID)
		}
		seen[rule.ID] = true
		for _, text := range []string{rule.Meaning, rule.Fix} {
			if !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "within.") {
				t.Errorf("%s: %q is no sentence", rule.ID, text)
			}
		}
		if rule.Source.RFC == 0 || rule.Source.Section == "" {
			t.Errorf("%s has no source", rule.ID)
		}
	}
	for id := range broken {
		if !seen[id] {
			t.Errorf("the tests name %s, which is no rule", id)
		}
	}
}

func TestSource(t *testing.T) {
	t.Parallel()
	tests := []struct {
		source     check.Source
		text, link string
	}{
		{check.Source{RFC: 9457, Section: "3.1.2"}, "RFC 9457, section 3.1.2", "https://www.rfc-editor.org/rfc/rfc9457.html#section-3.1.2"},
		{check.Source{RFC: 9457, Section: "B"}, "RFC 9457, appendix B", "https://www.rfc-editor.org/rfc/rfc9457.html#appendix-B"},
	}
	for _, tt := range tests {
		if got := tt.source.String(); got != tt.text {
			t.Errorf("String() = %q, want %q", got, tt.text)
		}
		if got := tt.source.Link(); got != tt.link {
			t.Errorf("Link() = %q, want %q", got, tt.link)
		}
	}
}

func TestSeverity(t *testing.T) {
	t.Parallel()
	var s check.Severity
	for name, want := range map[string]check.Severity{"note": check.Note, "warning": check.Warning, "error": check.Error} {
		if err := s.Set(name); err != nil || s != want || s.String() != name {
			t.Errorf("Set(%q) gives %v, %v", name, s, err)
		}
	}
	if err := s.Set("grave"); err == nil {
		t.Error("Set takes an unknown severity")
	}
}
