package problemtest_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp/problemtest"
)

const (
	problemJSON = "application/problem+json"
	credit      = `{"type":"https://example.com/probs/out-of-credit","title":"You do not have enough credit.","status":403,` +
		`"detail":"Your balance is 30, but that costs 50.","accounts":["/a/1","/a/2"],"balance":30}`
)

func TestMatch(t *testing.T) {
	t.Parallel()
	type p = problem.Problem
	type ext = problem.Extensions
	tests := []struct {
		name   string
		resp   *http.Response
		want   *problem.Problem
		exact  bool
		failed string // what is printed before the response; empty: nothing
	}{
		{name: "the definition of a type", resp: respond(403, problemJSON, credit), want: errOutOfCredit},
		{name: "an occurrence", resp: respond(403, problemJSON, credit), want: errOutOfCredit.With(p{
			Detail: "Your balance is 30, but that costs 50.", Extensions: ext{"balance": 30, "accounts": []string{"/a/1", "/a/2"}},
			Err: errors.New("not compared"),
		})},
		{name: "any problem", resp: respond(403, problemJSON, credit)},
		{name: "with parameters, in capitals", resp: respond(403, "Application/Problem+JSON; charset=utf-8", credit), want: errOutOfCredit},
		{
			name: "another type", resp: respond(403, problemJSON, credit), want: &p{Type: "https://example.com/probs/banned"},
			failed: `not the problem that was wanted (-want +got):
- /type: "https://example.com/probs/banned"
+ /type: "https://example.com/probs/out-of-credit"`,
		},
		{
			name: "another status", resp: respond(404, problemJSON, credit), want: errOutOfCredit,
			failed: `not the problem that was wanted (-want +got):
- status of the response: 403
+ status of the response: 404
the problem says status 403, the response 404 (RFC 9457, section 3.1.2)`,
		},
		{
			name: "another status in the problem", resp: respond(404, problemJSON, credit),
			failed: `not the problem that was wanted:
the problem says status 403, the response 404 (RFC 9457, section 3.1.2)`,
		},
		{
			name: "members", resp: respond(403, problemJSON, credit),
			want: &p{Title: "T", Detail: "<D>", Instance: "/i", Extensions: ext{"balance": 10, "price": 50, "accounts": []string{"/a/1"}}},
			failed: `not the problem that was wanted (-want +got):
- /title: "T"
+ /title: "You do not have enough credit."
- /detail: "<D>"
+ /detail: "Your balance is 30, but that costs 50."
- /instance: "/i"
+ /accounts/1: "/a/2"
- /balance: 10
+ /balance: 30
- /price: 50`,
		},
		{
			name: "violations", resp: respond(422, problemJSON, `{"status":422,"errors":[{"detail":"must be positive","pointer":"#/age"},{"detail":"x"}]}`),
			want: &p{Extensions: ext{"errors": problem.Violations{{Detail: "must be positive", Pointer: problem.Pointer("years")}}}},
			failed: `not the problem that was wanted (-want +got):
- /errors/0/pointer: "#/years"
+ /errors/0/pointer: "#/age"
+ /errors/1: {"detail":"x"}`,
		},
		{
			name: "nested objects and null", resp: respond(403, problemJSON, `{"a":{"b/c":null,"d":{"e":1},"f":[]}}`),
			want: &p{Extensions: ext{"a": map[string]any{"b/c": false, "d": "e", "f": map[string]int{}, "g": nil}}},
			failed: `not the problem that was wanted (-want +got):
- /a/b~1c: false
+ /a/b~1c: null
- /a/d: "e"
+ /a/d: {"e":1}
- /a/f: {}
+ /a/f: []
- /a/g: null`,
		},
		{
			name: "a format that cannot be read", resp: respond(403, "text/plain; charset=utf-8", "403 Forbidden\n"), want: errOutOfCredit,
			failed: `not the problem that was wanted (-want +got):
- Content-Type: application/problem+json or application/problem+xml
+ Content-Type: text/plain; charset=utf-8`,
		},
		{
			name: "a wrong label", resp: respond(403, "application/json", credit), want: errOutOfCredit,
			failed: `not the problem that was wanted (-want +got):
- Content-Type: application/problem+json or application/problem+xml
+ Content-Type: application/json`,
		},
		{
			name: "no content", resp: respond(403, "", ""), want: errOutOfCredit,
			failed: `not the problem that was wanted (-want +got):
- Content-Type: application/problem+json or application/problem+xml
+ Content-Type: (none)`,
		},
		{
			name: "half a document", resp: respond(403, problemJSON, `{"title":"T`), want: errOutOfCredit,
			failed: `not the problem that was wanted:
the body cannot be read: problem: syntax error at offset 11: unexpected end of input`,
		},
		{
			name: "a type that is no URI", resp: respond(400, problemJSON, `{"type":"a b"}`), want: &p{Status: 400},
			failed: `not the problem that was wanted:
the problem breaks a rule: problem: type: not a URI reference: ' ' must be percent-encoded`,
		},
		{
			name: "a wanted problem that cannot be written", resp: respond(403, problemJSON, credit), want: &p{Extensions: ext{"f": func() {}}},
			failed: `not the problem that was wanted:
the wanted problem cannot be written as application/problem+json: problem: extension "f": json: unsupported type: func()`,
		},
		{
			name: "language", resp: respond(403, problemJSON, credit, "Content-Language: de"), want: &p{Lang: "de"},
		},
		{
			name: "another language", resp: respond(403, problemJSON, credit, "Content-Language: de"), want: &p{Lang: "en"},
			failed: `not the problem that was wanted (-want +got):
- Content-Language: "en"
+ Content-Language: "de"`,
		},
		{
			name: "about:blank is the type of a problem without one", resp: respond(404, problemJSON, `{"status":404}`),
			want: &p{Type: problem.BlankType, Status: 404},
		},
		{
			name: "exactly", resp: respond(403, problemJSON, credit), exact: true, want: errOutOfCredit.With(p{
				Detail: "Your balance is 30, but that costs 50.", Extensions: ext{"balance": 30, "accounts": []string{"/a/1", "/a/2"}},
			}),
		},
		{name: "a status that the problem does not repeat", resp: respond(404, problemJSON, `{"title":"T"}`), want: &p{Status: 404}},
		{
			name: "exactly, without the status", resp: respond(404, problemJSON, `{"title":"T"}`), want: &p{Title: "T", Status: 404}, exact: true,
			failed: `not the problem that was wanted (-want +got):
- /status: 404`,
		},
		{name: "exactly a blank one", resp: respond(404, problemJSON, `{"status":404}`), exact: true, want: &p{Status: 404}},
		{name: "exactly a blank one that says so", resp: respond(404, problemJSON, `{"type":"about:blank","status":404}`), exact: true, want: &p{Status: 404}},
		{
			name: "exactly, but for more members", resp: respond(403, problemJSON, credit), exact: true, want: &p{Status: 403},
			failed: `not the problem that was wanted (-want +got):
- /type: "about:blank"
+ /type: "https://example.com/probs/out-of-credit"
+ /title: "You do not have enough credit."
+ /detail: "Your balance is 30, but that costs 50."
+ /accounts: ["/a/1","/a/2"]
+ /balance: 30`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			check := problemtest.Match
			if tt.exact {
				check = problemtest.Equal
			}
			text, _ := run(t, func(t testing.TB) { check(t, tt.resp, tt.want) })
			got, _, _ := strings.Cut(text, "\nthe response was:")
			if diff := cmp.Diff(tt.failed, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// What people see, in full.
func TestMatchPrints(t *testing.T) {
	t.Parallel()
	text, _ := run(t, func(t testing.TB) {
		problemtest.Match(t, respond(403, problemJSON, `{"balance":10}`), &problem.Problem{Extensions: problem.Extensions{"balance": 30}})
	})
	want := `not the problem that was wanted (-want +got):
- /balance: 30
+ /balance: 10
the response was:
403 Forbidden
Content-Type: application/problem+json

{"balance":10}`
	if diff := cmp.Diff(want, text); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	text, _ = run(t, func(t testing.TB) {
		problemtest.Match(t, respond(599, "image/png", strings.Repeat("\xFF", 5000)), nil)
	})
	if end := "\n599\nContent-Type: image/png\n\n\uFFFD\n(and 904 bytes more)"; !strings.HasSuffix(text, end) {
		t.Errorf("got %q, want the end %q", text, end)
	}
}

func TestNumbers(t *testing.T) {
	t.Parallel()
	tests := []struct {
		want any
		got  string
		same bool
	}{
		{30, "30", true},
		{30, "30.0", true},
		{30, "3e1", true},
		{30, "0.3E+2", true},
		{int64(9007199254740993), "9007199254740993", true},
		{int64(9007199254740993), "9007199254740992", false},
		{0.5, "5e-1", true},
		{0, "-0.0", true},
		{-1, "1", false},
		{json.Number("1e999999999999"), "1e999999999999", true},
		{json.Number("10e999999999999"), "1e1000000000000", false},
		{30, `"30"`, false},
	}
	for _, tt := range tests {
		text, _ := run(t, func(t testing.TB) {
			problemtest.Match(t, respond(403, problemJSON, `{"n":`+tt.got+`}`), &problem.Problem{Extensions: problem.Extensions{"n": tt.want}})
		})
		if (text == "") != tt.same {
			t.Errorf("%v and %s: got %q, want the same: %v", tt.want, tt.got, text, tt.same)
		}
	}
}

// In XML everything is text, and a list of one is still a list.
func TestXML(t *testing.T) {
	t.Parallel()
	want := errOutOfCredit.With(problem.Problem{Extensions: problem.Extensions{"balance": 30, "accounts": []string{"/a/1"}}})
	doc, err := encode.XML{}.Append(nil, want)
	if err != nil {
		t.Fatal(err)
	}
	if text, _ := run(t, func(t testing.TB) { problemtest.Equal(t, respond(403, "application/problem+xml", string(doc)), want) }); text != "" {
		t.Error(text)
	}
	text, _ := run(t, func(t testing.TB) {
		problemtest.Match(t, respond(403, "application/problem+xml", string(doc)), &problem.Problem{Extensions: problem.Extensions{"balance": 10}})
	})
	if !strings.Contains(text, "- /balance: \"10\"\n+ /balance: \"30\"\n") {
		t.Errorf("got %s, want another balance", text)
	}
}

func TestOptions(t *testing.T) {
	t.Parallel()
	o := problemtest.Options{Formats: encode.NewRegistry(encode.JSON{Type: "application/json"}, encode.Text{})}
	if text, _ := run(t, func(t testing.TB) { o.Match(t, respond(403, "application/json", credit), errOutOfCredit) }); text != "" {
		t.Error(text)
	}
	text, _ := run(t, func(t testing.TB) { o.Equal(t, respond(403, problemJSON, credit), errOutOfCredit) })
	if !strings.Contains(text, "- Content-Type: application/json\n") {
		t.Errorf("got %s, want another content type", text)
	}
}

// What is returned can be looked at, whatever the response was.
func TestMatchReturns(t *testing.T) {
	t.Parallel()
	resp := respond(403, problemJSON, credit)
	for range 2 { // the body is there again
		p := problemtest.Match(t, resp, errOutOfCredit)
		if got := p.Extensions["balance"]; got != json.Number("30") {
			t.Errorf("got %v, want 30", got)
		}
	}
	for _, resp := range []*http.Response{nil, {StatusCode: 403}, respond(403, "text/html", "")} {
		text, _ := run(t, func(t testing.TB) {
			if p := problemtest.Match(t, resp, nil); p == nil {
				t.Errorf("got nil, want a problem")
			}
		})
		if text == "" || strings.Contains(text, "got nil") {
			t.Errorf("got %q, want a failure and a problem", text)
		}
	}
}

func TestBrokenBody(t *testing.T) {
	t.Parallel()
	resp := respond(403, problemJSON, "")
	resp.Body = io.NopCloser(io.MultiReader(strings.NewReader("{}"), broken{}))
	for range 2 {
		text, _ := run(t, func(t testing.TB) { problemtest.Match(t, resp, nil) })
		if !strings.Contains(text, "the body broke off: unexpected EOF\n") {
			t.Errorf("got %s, want the error", text)
		}
	}
	text, _ := run(t, func(t testing.TB) { problemtest.Golden(t, resp, "testdata/none") })
	if text != "the body broke off: unexpected EOF" {
		t.Errorf("got %s, want the error", text)
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }
