package stdhttp_test

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
	"github.com/goproblem/problemdetails/typelinks"
)

func TestFalcon(t *testing.T) {
	t.Parallel()
	east := time.FixedZone("east", 2*60*60)
	rows := []row{
		{
			name: "FA1 the title has no number",
			f:    returns(&problem.Problem{Status: 404, Title: "Not Found"}),
			want: answered("404 Not Found", `{"title":"Not Found","status":404}`),
		},
		{
			name: "FA3 a link to help",
			f:    returns(stdhttp.WithHeader(of(409), stdhttp.HelpLink("https://example.com/hilfe/ä"))),
			want: answered("409 Conflict", `{"status":409}`, `Link: <https://example.com/hilfe/%C3%A4>; rel="help"`),
		},
		{
			name: "FA4 a code of any kind, empty and zero included",
			f:    returns(&problem.Problem{Status: 409, Extensions: problem.Extensions{"code": 0, "reason": "", "x": []any{nil, false}}}),
			want: answered("409 Conflict", `{"status":409,"code":0,"reason":"","x":[null,false]}`),
		},
		{
			name: "FA5 fields replace those of the same name, in any case",
			f: setting(stdhttp.WithHeader(of(409), http.Header{"x-own": {"new"}, "content-type": {"text/csv"}}),
				"X-OWN: old", "X-Other: 1"),
			want: answered("409 Conflict", `{"status":409}`, "X-Own: new", "X-Other: 1"),
		},
		{
			name: "FA5 cookies are added",
			f:    setting(stdhttp.WithHeader(of(409), http.Header{"Set-Cookie": {"b=2", "c=3"}}), "Set-Cookie: a=1"),
			want: answered("409 Conflict", `{"status":409}`, "Set-Cookie: a=1", "Set-Cookie: b=2", "Set-Cookie: c=3"),
		},
		{
			name: "FA8 a 401 without a challenge has the field all the same",
			f:    returns(stdhttp.Unauthorized()),
			want: answered("401 Unauthorized", `{"status":401}`, "Www-Authenticate: Unspecified"),
		},
		{
			name: "FA8 an argument wins over the header",
			f:    returns(stdhttp.WithHeader(stdhttp.MethodNotAllowed("GET"), stdhttp.Allow("PUT", "GET"))),
			want: answered("405 Method Not Allowed", `{"status":405}`, "Allow: PUT, GET"),
		},
		{
			name: "FA9 a date of another zone is in GMT",
			f:    returns(stdhttp.WithHeader(of(503), stdhttp.RetryAt(time.Date(2026, 1, 2, 3, 4, 5, 0, east)))),
			want: answered("503 Service Unavailable", `{"status":503}`, "Retry-After: Fri, 02 Jan 2026 01:04:05 GMT"),
		},
		{
			name: "FA9 a fraction is rounded up",
			f:    returns(stdhttp.Unavailable(1500 * time.Millisecond)),
			want: answered("503 Service Unavailable", `{"status":503}`, "Retry-After: 2"),
		},
		{
			name: "FA9 a time that has passed is now",
			f:    returns(stdhttp.Unavailable(-5 * time.Second)),
			want: answered("503 Service Unavailable", `{"status":503}`, "Retry-After: 0"),
		},
		{
			name: "FA17 what is left of a stream is discarded",
			f: func(w http.ResponseWriter, _ *http.Request) error {
				w.Header().Set("Content-Type", "text/csv")
				w.Header().Set("Content-Encoding", "br")
				w.Header().Set("Etag", `"x"`)
				w.Header().Set("X-Own", "1")
				_, err := io.Copy(w, io.MultiReader(strings.NewReader("a,b\n"), iotest.ErrReader(errors.New("secret"))))
				return &problem.Problem{Status: 400, Err: err}
			},
			request: "GET /\nAccept: text/plain, application/json;q=2",
			want:    answeredAs("text/plain; charset=utf-8", "400 Bad Request", "400\n", "X-Own: 1"),
		},
		{
			name: "FA19 HEAD", f: returns(of(410)), request: "HEAD /", want: answeredHEAD("410 Gone", `{"status":410}`),
		},
		{name: "FA20 Vary is not repeated", f: setting(of(410), "Vary: accept"), want: answered("410 Gone", `{"status":410}`, "Vary: accept")},
		{name: "FA20 Vary of everything", f: setting(of(410), "Vary: *"), want: answered("410 Gone", `{"status":410}`, "Vary: *")},
	}
	for _, status := range []int{100, 101, 102, 103} {
		rows = append(rows, row{name: fmt.Sprint("FA19 ", status), f: returns(of(status)), want: answered("500 Internal Server Error", `{"status":500}`)})
	}
	for status, want := range map[int]string{
		204: bareAnswer("204 No Content"), 205: bareAnswer("205 Reset Content", "Content-Length: 0"), 304: bareAnswer("304 Not Modified"),
	} {
		rows = append(rows, row{name: fmt.Sprint("FA19 ", status), f: setting(of(status), "Content-Type: text/html"), want: want})
	}
	checkRows(t, rows)
}

func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}

// Whatever the client accepts, it gets the whole error, labelled as what it
// is, with the status of the error.
func TestFalconAccept(t *testing.T) {
	t.Parallel()
	const (
		asJSON = "application/problem+json"
		asXML  = "application/problem+xml"
		asHTML = "text/html; charset=utf-8"
		asText = "text/plain; charset=utf-8"
	)
	tests := []struct{ accept, want, wantJSONOnly string }{
		{"", asJSON, asJSON},
		{"*/*", asJSON, asJSON},
		{"application/json", asJSON, asJSON},
		{"APPLICATION/JSON", asJSON, asJSON},
		{"application/json,", asJSON, asJSON},
		{"application/json;q=1.0000", asJSON, asJSON},
		{"text/html", asHTML, asJSON},
		{"text/plain", asText, asJSON},
		{"image/png", asJSON, asJSON},
		{"text/xml", asXML, asJSON},
		{"application/xml", asXML, asJSON},
		{"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", asHTML, asJSON},
		{"text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7", asHTML, asJSON},
		{"application/problem+json", asJSON, asJSON},
		{"application/problem+xml", asXML, asJSON},
		{"application/vnd.b+json", asJSON, asJSON},
		{"application/vnd.b+xml", asXML, asJSON},
		{"application/vnd.b+json;q=0", asJSON, asJSON},
		{"application/problem+json;q=0.5, application/problem+xml;q=0.9", asXML, asJSON},
		{"application/json;q=0, */*", asXML, asJSON},
		{"multipart/form-data", asJSON, asJSON},
		{"application/x-www-form-urlencoded", asJSON, asJSON},
		{"*", asJSON, asJSON},
		{"*/json", asJSON, asJSON},
		{"text/*", asHTML, asJSON},
		{"application/json;q=2, application/xml", asXML, asJSON},
		{`application/json;x="a,b", text/plain;q=0.1`, asJSON, asJSON},
		{"application/json;charset=utf-8", asJSON, asJSON},
		{"application/json; Q=0.1, application/xml; Q=0.2", asXML, asJSON},
		{"garbage", asJSON, asJSON},
		{",", asJSON, asJSON},
	}
	document := &problem.Problem{Type: "/gone", Title: "Gone <&>", Status: 410, Detail: "d", Extensions: problem.Extensions{"n": 1}}
	for name, formats := range map[string]*encode.Registry{"all": nil, "JSON only": encode.NewRegistry(encode.JSON{})} {
		rs := &stdhttp.Responder{Logger: quiet, Formats: formats}
		s := listen(t, rs.Wrap(rs.Handler(returns(document))))
		for _, tt := range tests {
			t.Run("FA12 "+name+"/"+tt.accept, func(t *testing.T) {
				t.Parallel()
				req, err := http.NewRequest("GET", s.URL, nil)
				if err != nil {
					t.Fatal(err)
				}
				req.Header.Set("Accept", tt.accept)
				resp, err := s.Client().Do(req)
				if err != nil {
					t.Fatal(err)
				}
				want := tt.want
				if formats != nil {
					want = tt.wantJSONOnly
				}
				f, _ := encode.Default().Lookup(want)
				got := body(t, resp)
				if resp.StatusCode != 410 || resp.Header.Get("Content-Type") != want || got != string(must(f.Append(nil, document))) {
					t.Errorf("got %d %s\n%s\nwant 410 %s", resp.StatusCode, resp.Header.Get("Content-Type"), got, want)
				}
				if vary := resp.Header["Vary"]; len(vary) != 1 || vary[0] != "Accept" {
					t.Errorf("Vary: got %q, want Accept", vary)
				}
			})
		}
	}
}

// XML is well-formed whatever is in the problem, and has all of it.
func TestFalconXML(t *testing.T) {
	t.Parallel()
	rs := &stdhttp.Responder{Logger: quiet, Links: &typelinks.Table{}}
	s := listen(t, rs.Handler(returns(&problem.Problem{
		Status: 400, Title: "a\x01\x1fb\rc", Detail: "<&]]>\ufffe", Extensions: problem.Extensions{"code": "x\x00y", "a b": 1},
	})))
	req, err := http.NewRequest("GET", s.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept", "application/xml")
	resp, err := s.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	text := body(t, resp)
	var got struct {
		XMLName xml.Name `xml:"urn:ietf:rfc:7807 problem"`
		Title   string   `xml:"title"`
		Detail  string   `xml:"detail"`
		Code    string   `xml:"code"`
	}
	if err := xml.Unmarshal([]byte(text), &got); err != nil {
		t.Fatalf("not well-formed: %v\n%s", err, text)
	}
	if got.Title != "a\ufffd\ufffdb\rc" || got.Detail != "<&]]>\ufffd" || got.Code != "x\ufffdy" || strings.Contains(text, "a b") {
		t.Errorf("FA13: got %q from\n%s", got, text)
	}
}

// An error is translated by its own type before that of what it wraps, and
// the translation may fail in turn.
func TestFalconHandlers(t *testing.T) {
	t.Parallel()
	var base, special error = baseError{}, specialError{}
	rs := &stdhttp.Responder{Logger: quiet, Links: &typelinks.Table{}, Map: func(_ *http.Request, err error) error {
		var s specialError
		var b baseError
		switch {
		case errors.As(err, &s):
			return stdhttp.WithHeader(of(409), http.Header{"X-Special": {"1"}})
		case errors.As(err, &b):
			return of(400)
		default:
			return err
		}
	}}
	tests := []struct {
		name string
		err  error
		want string
	}{
		{"FA15 general", base, answered("400 Bad Request", `{"status":400}`)},
		{"FA15 special", special, answered("409 Conflict", `{"status":409}`, "X-Special: 1")},
		{"FA15 special, wrapped", fmt.Errorf("secret: %w", special), answered("409 Conflict", `{"status":409}`, "X-Special: 1")},
		{"FA16 unknown", errors.New("secret"), answered("500 Internal Server Error", `{"status":500}`)},
		{"FA16 a problem as it is", of(418), answered("418 I'm a teapot", `{"status":418}`)},
		{"FA22 a redirect as it is", stdhttp.Redirect(303, "/x"), answered("303 See Other", `{"status":303,"location":"/x"}`, "Location: /x")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := speak(t, rs.Handler(returns(tt.err)), ""); got != tt.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, tt.want)
			}
		})
	}
}

type (
	baseError    struct{}
	specialError struct{}
)

func (baseError) Error() string    { return "secret" }
func (specialError) Error() string { return "secret" }
func (specialError) Unwrap() error { return baseError{} }

// Statuses that no class is made for are problems like all others.
func TestFalconStatuses(t *testing.T) {
	t.Parallel()
	rs := &stdhttp.Responder{Logger: quiet}
	s := listen(t, rs.Handler(func(_ http.ResponseWriter, r *http.Request) error {
		var status int
		fmt.Sscan(r.URL.Path[1:], &status)
		return of(status)
	}))
	for _, status := range []int{
		400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 421, 422, 423, 424, 425, 426, 428, 429,
		431, 451, 500, 501, 502, 503, 504, 505, 506, 507, 508, 511,
	} {
		t.Run(fmt.Sprint("FA6 ", status), func(t *testing.T) {
			t.Parallel()
			resp, err := s.Client().Get(fmt.Sprint(s.URL, "/", status))
			if err != nil {
				t.Fatal(err)
			}
			var got struct {
				Type, Title string
				Status      int
			}
			if err := json.Unmarshal([]byte(body(t, resp)), &got); err != nil {
				t.Fatal(err)
			}
			link, _ := typelinks.Default().Lookup(status)
			if resp.StatusCode != status || got.Status != status || got.Title != link.Title || got.Type != link.Type || link.Title == "" {
				t.Errorf("got %d %+v, want %+v", resp.StatusCode, got, link)
			}
		})
	}
}
