package stdhttp_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

const xmlProblem = `<?xml version="1.0" encoding="UTF-8"?>
<problem xmlns="urn:ietf:rfc:7807"><type>/probs/x</type><status>409</status><detail>d</detail><balance>30</balance></problem>`

func TestCheckDecodes(t *testing.T) {
	t.Parallel()

	bare := &problem.Problem{Status: 403, Title: "Forbidden"}
	tests := []struct {
		name        string
		reason      string
		contentType string
		body        string
		header      http.Header
		want        *problem.Problem
		invalid     bool // the error has an Err
	}{
		{
			name: "JSON", contentType: "application/problem+json",
			body: `{"type":"https://example.com/p","title":"T","status":403,"detail":"d","instance":"https://example.com/i","balance":30.10}`,
			want: &problem.Problem{
				Type: "https://example.com/p", Title: "T", Status: 403, Detail: "d", Instance: "https://example.com/i",
				Extensions: problem.Extensions{"balance": json.Number("30.10")},
			},
		},
		{
			name: "parameters and case", contentType: `Application/Problem+JSON ; charset="utf-8"`,
			body: `{"title":"T"}`, want: &problem.Problem{Title: "T", Status: 403},
		},
		{
			name: "no standard member", reason: "the type says what it is", contentType: "application/problem+json",
			body: `{"balance":"x"}`, want: &problem.Problem{Status: 403, Extensions: problem.Extensions{"balance": "x"}},
		},
		{
			name: "other status", reason: "RFC 9457, section 3.1.2: an intermediary may have changed it", contentType: "application/problem+json",
			body: `{"status":409}`, want: &problem.Problem{Status: 409},
		},
		{
			name: "wrong types", reason: "RFC 9457, section 3.1: are ignored", contentType: "application/problem+json",
			body: `{"status":"409","title":5,"detail":"d"}`, want: &problem.Problem{Status: 403, Detail: "d"},
		},
		{
			name: "relative", reason: "RFC 9457, section 3.1.1", contentType: "application/problem+json",
			body: `{"type":"../probs/x#y","instance":"/i"}`,
			want: &problem.Problem{Type: "SERVER/probs/x#y", Instance: "SERVER/i", Status: 403},
		},
		{
			name: "about:blank", contentType: "application/problem+json",
			body: `{"type":"about:blank","instance":"urn:uuid:x"}`,
			want: &problem.Problem{Type: "about:blank", Instance: "urn:uuid:x", Status: 403},
		},
		{
			name: "malformed references", reason: "stay as they are", contentType: "application/problem+json",
			body: `{"type":"%zz","instance":":"}`,
			want: &problem.Problem{Type: "%zz", Instance: ":", Status: 403},
		},
		{
			name: "language", contentType: "application/problem+json", header: http.Header{"Content-Language": {"de"}},
			body: `{"title":"T"}`, want: &problem.Problem{Title: "T", Status: 403, Lang: "de"},
		},
		{
			name: "several languages", contentType: "application/problem+json", header: http.Header{"Content-Language": {"de, en"}},
			body: `{"title":"T"}`, want: &problem.Problem{Title: "T", Status: 403},
		},
		{
			name: "XML", contentType: "application/problem+xml", body: xmlProblem,
			want: &problem.Problem{Type: "SERVER/probs/x", Status: 409, Detail: "d", Extensions: problem.Extensions{"balance": "30"}},
		},
		{
			name: "XML labelled text/xml", contentType: "text/xml; charset=utf-8", body: xmlProblem,
			want: &problem.Problem{Type: "SERVER/probs/x", Status: 409, Detail: "d", Extensions: problem.Extensions{"balance": "30"}},
		},
		{
			name: "JSON labelled XML", contentType: "application/problem+xml", body: `{"title":"T"}`,
			want: &problem.Problem{Title: "T", Status: 403},
		},
		{
			name: "labelled application/json", contentType: "application/json", body: " \r\n\t{\"title\":\"T\"}",
			want: &problem.Problem{Title: "T", Status: 403},
		},
		{
			name: "labelled text/html", contentType: "text/html", body: `{"status":403}`,
			want: &problem.Problem{Status: 403},
		},
		{
			name: "labelled octet-stream, with byte order mark", contentType: "application/octet-stream", body: "\xEF\xBB\xBF{\"detail\":\"d\"}",
			want: &problem.Problem{Detail: "d", Status: 403},
		},
		{name: "no label", body: `{"type":"urn:x"}`, want: &problem.Problem{Type: "urn:x", Status: 403}},

		{name: "other JSON", contentType: "application/json", body: `{"error":"x","code":7}`, want: bare},
		{name: "status is no number", contentType: "application/json", body: `{"status":"error","message":"x"}`, want: bare},
		{
			name: "SCIM in capitals", reason: "URNs are compared without regard to case (RFC 8141, section 3.1)", contentType: "application/json",
			body: `{"schemas":["URN:IETF:Params:SCIM:api:messages:2.0:Error"],"detail":"d","status":"404"}`, want: bare,
		},
		{
			name: "SCIM", reason: "RFC 7644 is not about problems", contentType: "application/scim+json",
			body: `{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"detail":"d","status":"404"}`, want: bare,
		},
		{
			name: "SCIM labelled application/json", contentType: "application/json",
			body: `{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"detail":"d","status":"404"}`, want: bare,
		},
		{
			name: "schemas of another kind", contentType: "application/json", body: `{"schemas":[1,"x"],"detail":"d"}`,
			want: &problem.Problem{Detail: "d", Status: 403, Extensions: problem.Extensions{"schemas": []any{json.Number("1"), "x"}}},
		},
		{name: "array", contentType: "application/json", body: `[{"title":"T"}]`, want: bare},
		{name: "null", contentType: "application/problem+json", body: `null`, want: bare, invalid: true},
		{name: "text", contentType: "text/plain", body: "no such thing", want: bare},
		{name: "page", contentType: "text/html", body: "<!DOCTYPE html><title>x</title>", want: bare},
		{name: "other XML", contentType: "application/xml", body: "<problem><title>T</title></problem>", want: bare},
		{name: "nothing", want: bare},
		{name: "broken", contentType: "application/problem+json", body: `{"title":"T"`, want: bare, invalid: true},
		{name: "broken, but nobody said so", contentType: "application/json", body: `{"title":"T"`, want: bare},
		{name: "empty", contentType: "application/problem+json", want: bare, invalid: true},
		{name: "format that we do not know", contentType: "application/concise-problem-details+cbor", body: "\xa1\x20\x61x", want: bare, invalid: true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/" {
					http.Redirect(w, r, "/a/b?secret=1", http.StatusFound)
					return
				}
				for name, values := range test.header {
					w.Header()[name] = values
				}
				w.Header()["Content-Type"] = nil
				if test.contentType != "" {
					w.Header().Set("Content-Type", test.contentType)
				}
				w.WriteHeader(403)
				io.WriteString(w, test.body)
			}))
			defer server.Close()

			// The base is where the redirect leads.
			resp, err := http.Get(server.URL)
			if err != nil {
				t.Fatal(err)
			}
			var e *stdhttp.ResponseError
			if !errors.As(stdhttp.Check(resp), &e) {
				t.Fatal("got no *ResponseError")
			}
			want := *test.want
			want.Type = strings.Replace(want.Type, "SERVER", server.URL, 1)
			want.Instance = strings.Replace(want.Instance, "SERVER", server.URL, 1)
			if diff := cmp.Diff(&want, e.Upstream); diff != "" {
				t.Errorf("upstream (-want +got):\n%s", diff)
			}
			if e.Status != 403 {
				t.Errorf("status: got %d, want 403", e.Status)
			}
			if string(e.Body) != test.body {
				t.Errorf("body: got %q, want %q", e.Body, test.body)
			}
			if e.Truncated {
				t.Error("the body counts as truncated")
			}
			if (e.Err != nil) != test.invalid {
				t.Errorf("Err: got %v, want one: %v", e.Err, test.invalid)
			}
			if _, err := resp.Body.Read(make([]byte, 1)); err == nil {
				t.Error("the body is not closed")
			}
		})
	}
}

// A countedBody counts what is read from it and how often it is closed.
type countedBody struct {
	io.Reader
	read, closed int
}

func (b *countedBody) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	b.read += n
	return n, err
}

func (b *countedBody) Close() error {
	b.closed++
	return nil
}

// One standard member of the right type makes a problem of JSON that does not
// say that it is one.
func TestCheckKnowsAProblemByOneMember(t *testing.T) {
	t.Parallel()
	for member, want := range map[string]problem.Problem{
		`"type":"https://example.com/p"`:     {Type: "https://example.com/p"},
		`"title":"T"`:                        {Title: "T"},
		`"status":409`:                       {Status: 409},
		`"detail":"d"`:                       {Detail: "d"},
		`"instance":"https://example.com/i"`: {Instance: "https://example.com/i"},
		`"account":1`:                        {},
	} {
		err := stdhttp.Check(&http.Response{
			StatusCode: 404, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader("{" + member + `,"x":true}`)),
		})
		var failed *stdhttp.ResponseError
		if !errors.As(err, &failed) {
			t.Fatalf("%s: got %v", member, err)
		}
		got := *failed.Upstream
		if isProblem := got.Extensions["x"] == true; isProblem != (member != `"account":1`) {
			t.Errorf("%s: taken for a problem: %v", member, isProblem)
		}
		if want.Type != "" && got.Type != want.Type || want.Title != "" && got.Title != want.Title || want.Status != 0 && got.Status != want.Status ||
			got.Detail != want.Detail || got.Instance != want.Instance {
			t.Errorf("%s: got %+v", member, got)
		}
	}
}

func TestCheckIsNil(t *testing.T) {
	t.Parallel()
	for _, status := range []int{0, 101, 200, 204, 206, 301, 304, 399} {
		b := &countedBody{Reader: strings.NewReader(`{"status":404}`)}
		err := stdhttp.Check(&http.Response{StatusCode: status, Body: b, Header: http.Header{"Content-Type": {"application/problem+json"}}})
		if err != nil {
			t.Errorf("status %d: got %v, want nil", status, err)
		}
		if b.read+b.closed != 0 {
			t.Errorf("status %d: the body was touched", status)
		}
	}
}

func TestCheckLimit(t *testing.T) {
	t.Parallel()

	const doc = `{"title":"T"}`
	cut := errors.New("cut")
	tests := []struct {
		name      string
		limit     int64
		body      io.Reader
		want      string // title
		wantBody  string
		truncated bool
		err       error
	}{
		{name: "below", limit: int64(len(doc)) + 1, body: strings.NewReader(doc), want: "T", wantBody: doc},
		{name: "equal", limit: int64(len(doc)), body: strings.NewReader(doc), want: "T", wantBody: doc},
		{name: "above", limit: int64(len(doc)) - 1, body: strings.NewReader(doc), want: "Bad Gateway", wantBody: doc[:len(doc)-1], truncated: true},
		{name: "whole document, and more", limit: int64(len(doc)), body: strings.NewReader(doc + " "), want: "Bad Gateway", wantBody: doc, truncated: true},
		{name: "none", limit: -1, body: strings.NewReader(doc), want: "Bad Gateway", truncated: true},
		{
			name: "cut", body: io.MultiReader(strings.NewReader(doc), failing{cut}),
			want: "Bad Gateway", wantBody: doc, truncated: true, err: cut,
		},
		{
			name: "cut at the limit", limit: int64(len(doc)), body: io.MultiReader(strings.NewReader(doc), failing{cut}),
			want: "Bad Gateway", wantBody: doc, truncated: true, err: cut,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			b := &countedBody{Reader: test.body}
			c := &stdhttp.Checker{MaxBytes: test.limit}
			err := c.Check(&http.Response{StatusCode: 502, Body: b, Header: http.Header{"Content-Type": {"application/problem+json"}}})
			var e *stdhttp.ResponseError
			if !errors.As(err, &e) {
				t.Fatalf("got %#v, want a *ResponseError", err)
			}
			if e.Upstream.Title != test.want || e.Upstream.Status != 502 {
				t.Errorf("upstream: got %d %q, want 502 %q", e.Upstream.Status, e.Upstream.Title, test.want)
			}
			if string(e.Body) != test.wantBody {
				t.Errorf("body: got %q, want %q", e.Body, test.wantBody)
			}
			if e.Truncated != test.truncated || (e.Err != nil) != test.truncated {
				t.Errorf("got Truncated %v and Err %v, want %v", e.Truncated, e.Err, test.truncated)
			}
			if test.err != nil && e.Err != test.err {
				t.Errorf("Err: got %v, want %v", e.Err, test.err)
			}
			if b.closed != 1 {
				t.Errorf("the body was closed %d times, want once", b.closed)
			}
		})
	}
}

// A failing is a reader that fails.
type failing struct{ err error }

func (r failing) Read([]byte) (int, error) { return 0, r.err }

func TestCheckDefaultLimit(t *testing.T) {
	t.Parallel()
	b := &countedBody{Reader: neverEnding{}}
	var c *stdhttp.Checker // nil is the zero one
	err := c.Check(&http.Response{StatusCode: 500, Body: b})
	var e *stdhttp.ResponseError
	if !errors.As(err, &e) || !e.Truncated || len(e.Body) != stdhttp.DefaultMaxBytes {
		t.Fatalf("got %d bytes of an endless body, truncated: %v", len(e.Body), e.Truncated)
	}
	if b.read > stdhttp.DefaultMaxBytes+1 {
		t.Errorf("read %d bytes, want %d at most", b.read, stdhttp.DefaultMaxBytes+1)
	}
}

// neverEnding is a reader without end.
type neverEnding struct{}

func (neverEnding) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '{'
	}
	return len(p), nil
}

func TestCheckTruncatedOnTheWire(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/problem+json")
		w.Header().Set("Content-Length", "100")
		w.WriteHeader(404)
		io.WriteString(w, `{"title":"T"}`)
		http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}))
	defer server.Close()
	resp, err := http.Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	var e *stdhttp.ResponseError
	if !errors.As(stdhttp.Check(resp), &e) {
		t.Fatal("got no *ResponseError")
	}
	if !e.Truncated || !errors.Is(e.Err, io.ErrUnexpectedEOF) {
		t.Errorf("got Truncated %v and Err %v, want true and %v", e.Truncated, e.Err, io.ErrUnexpectedEOF)
	}
	if e.Upstream.Status != 404 || e.Upstream.Title != "Not Found" {
		t.Errorf("upstream: got %v, want a bare 404", e.Upstream)
	}
}

func TestCheckOddResponses(t *testing.T) {
	t.Parallel()
	user := url.UserPassword("user", "password")
	tests := []struct {
		name    string
		resp    *http.Response
		status  int
		typ     string
		message string
	}{
		{name: "nil", message: "stdhttp: No Response: Check was called without a response"},
		{name: "no body, header or request", resp: &http.Response{StatusCode: 404}, status: 404, message: "stdhttp: 404: Not Found"},
		{
			name: "unknown status", resp: &http.Response{StatusCode: 799, Request: &http.Request{}},
			status: 799, message: "stdhttp: GET: 799",
		},
		{
			name: "secrets in the URL",
			resp: &http.Response{
				StatusCode: 500, Body: io.NopCloser(strings.NewReader(`{"type":"x"}`)),
				Request: &http.Request{Method: "POST", URL: &url.URL{Scheme: "https", Host: "example.com", Path: "/a/b", User: user, RawQuery: "key=s", Fragment: "s"}},
			},
			status: 500, typ: "https://example.com/a/x", message: "stdhttp: POST https://example.com/a/b: 500",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			err := stdhttp.Check(test.resp)
			var e *stdhttp.ResponseError
			if !errors.As(err, &e) || e.Upstream == nil {
				t.Fatalf("got %#v, want a *ResponseError with Upstream", err)
			}
			if e.Status != test.status || e.Upstream.Status != test.status {
				t.Errorf("status: got %d and %d, want %d", e.Status, e.Upstream.Status, test.status)
			}
			if e.Upstream.Type != test.typ {
				t.Errorf("type: got %q, want %q", e.Upstream.Type, test.typ)
			}
			if got := err.Error(); got != test.message {
				t.Errorf("message: got %q, want %q", got, test.message)
			}
		})
	}
}

func TestResponseErrorHidesUpstream(t *testing.T) {
	t.Parallel()
	definition := &problem.Problem{Type: "https://example.com/p", Status: 403}
	err := stdhttp.Check(&http.Response{
		StatusCode: 403,
		Body:       io.NopCloser(strings.NewReader(`{"type":"https://example.com/p","detail":"secret","key":"secret"}`)),
	})
	if !errors.Is(err, definition) {
		t.Error("errors.Is does not find the type of the upstream problem")
	}
	var upstream *problem.Problem
	if !errors.As(err, &upstream) || upstream.Detail != "secret" {
		t.Errorf("errors.As: got %v, want the upstream problem", upstream)
	}
	p := problem.From(fmt.Errorf("call: %w", err))
	if !errors.Is(p, definition) {
		t.Error("the cause is lost for the log")
	}
	doc, encodeErr := p.AppendJSON(nil)
	if encodeErr != nil {
		t.Fatal(encodeErr)
	}
	if got, want := string(doc), `{"status":502}`; got != want {
		t.Errorf("the client sees %s, want %s", got, want)
	}
	var coder interface{ StatusCode() int }
	if !errors.As(err, &coder) || coder.StatusCode() != 502 {
		t.Error("StatusCode is not 502")
	}
}

func TestResponseErrorMessage(t *testing.T) {
	t.Parallel()
	e := &stdhttp.ResponseError{
		Status: 500, Err: errors.New("cause\x00"),
		Upstream: &problem.Problem{Title: "Größe\r\n2026 INFO all is well", Detail: "\x1b[2J\u009b2J\u202egnp.exe\u2028\x7f\xff"},
	}
	want := `stdhttp: 500: Größe\r\n2026 INFO all is well: \x1b[2J\u009b2J\u202egnp.exe\u2028\x7f` + "\uFFFD" + `: cause\x00`
	if got := e.Error(); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	e.Upstream.Detail = strings.Repeat("\n", 1<<20)
	if got := e.Error(); len(got) < 1000 || len(got) > 1010 || !strings.HasSuffix(got, `\n...`) {
		t.Errorf("got %d bytes that end in %q, want about 1000 and an ellipsis", len(got), got[max(len(got)-10, 0):])
	}
	var zero stdhttp.ResponseError
	if got := zero.Error(); got != "stdhttp" {
		t.Errorf("zero: got %q, want stdhttp", got)
	}
	if err := zero.Unwrap(); err != nil {
		t.Errorf("zero: got %#v, want nil", err)
	}
}

func TestResponseErrorRetryAfter(t *testing.T) {
	t.Parallel()
	const date = "Fri, 02 Jan 2026 03:04:05 GMT"
	tests := []struct {
		name   string
		value  string
		date   string
		want   time.Duration
		absent bool
	}{
		{name: "seconds", value: "120", want: 2 * time.Minute},
		{name: "zero", value: "0"},
		{name: "for ever", value: "99999999999999999999", want: math.MaxInt64},
		{name: "for nearly ever", value: "9223372037", want: math.MaxInt64},
		{name: "date", value: "Fri, 02 Jan 2026 03:05:05 GMT", date: date, want: time.Minute},
		{name: "older form of date", value: "Friday, 02-Jan-26 03:05:05 GMT", date: date, want: time.Minute},
		{name: "past date", value: "Fri, 02 Jan 2026 03:03:05 GMT", date: date},
		{name: "past date without Date", value: "Fri, 02 Jan 2026 03:03:05 GMT"},
		{name: "negative", value: "-1", absent: true},
		{name: "fraction", value: "1.5", absent: true},
		{name: "signed", value: "+1", absent: true},
		{name: "word", value: "soon", absent: true},
		{name: "empty", absent: true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			e := &stdhttp.ResponseError{Header: http.Header{"Retry-After": {test.value}, "Date": {test.date}}}
			got, ok := e.RetryAfter()
			if got != test.want || ok == test.absent {
				t.Errorf("got %v, %v, want %v, %v", got, ok, test.want, !test.absent)
			}
		})
	}
	if _, ok := new(stdhttp.ResponseError).RetryAfter(); ok {
		t.Error("zero ResponseError: got a wait, want none")
	}
	e := &stdhttp.ResponseError{Header: http.Header{"Retry-After": {time.Now().Add(time.Hour).UTC().Format(http.TimeFormat)}}}
	if got, _ := e.RetryAfter(); got < 59*time.Minute || got > time.Hour {
		t.Errorf("by our own clock: got %v, want about an hour", got)
	}
}

// onlyA is a format that writes nothing and reads a document of its own.
type onlyA struct{ encode.Text }

func (onlyA) ContentType() string { return "application/x-problem" }

func (onlyA) Decode(data []byte, p *problem.Problem) error {
	*p = problem.Problem{Title: string(data)}
	return nil
}

func TestCheckerFormats(t *testing.T) {
	t.Parallel()
	c := &stdhttp.Checker{Formats: encode.Default().With(onlyA{})}
	err := c.Check(&http.Response{
		StatusCode: 400, Header: http.Header{"Content-Type": {"application/x-problem"}}, Body: io.NopCloser(strings.NewReader("A")),
	})
	if p := (*problem.Problem)(nil); !errors.As(err, &p) || p.Title != "A" {
		t.Errorf("got %v, want the problem that the format read", err)
	}
}

func FuzzCheck(f *testing.F) {
	f.Add("application/problem+json", `{"type":"x","title":"T","status":404}`)
	f.Add("application/problem+xml", xmlProblem)
	f.Add("text/html; charset", "<html>")
	f.Add("", "\xEF\xBB\xBF {")
	base, err := url.Parse("https://user:password@example.com/a/b?c#d")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, contentType, content string) {
		err := stdhttp.Check(&http.Response{
			StatusCode: 404, Header: http.Header{"Content-Type": {contentType}},
			Body: io.NopCloser(strings.NewReader(content)), Request: &http.Request{URL: base},
		})
		var e *stdhttp.ResponseError
		if !errors.As(err, &e) || e.Upstream == nil || e.Upstream.Status == 0 {
			t.Fatalf("got %#v, want a *ResponseError with a status upstream", err)
		}
		if e.Truncated || string(e.Body) != content {
			t.Fatalf("body: got %q, want %q", e.Body, content)
		}
		for _, r := range e.Error() {
			if !unicode.IsPrint(r) {
				t.Fatalf("message has %U: %q", r, e.Error())
			}
		}
		if strings.Contains(e.Upstream.Type, "password") && !strings.Contains(content, "password") {
			t.Fatalf("type: got %q", e.Upstream.Type)
		}
	})
}
