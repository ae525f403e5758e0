package stdhttp_test

import (
	"errors"
	"fmt"
	"html/template"
	"io"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
	"github.com/goproblem/problemdetails/typelinks"
)

func TestCherryPy(t *testing.T) {
	t.Parallel()
	always := []string{"Allow: GET", "Www-Authenticate: Basic", "Proxy-Authenticate: Basic", "Link: </x>", "Set-Cookie: a=b", "Access-Control-Allow-Origin: *", "X-Own: 1", "Pragma: x"}
	stale := []string{
		"Accept-Ranges: bytes", "Age: 1", `Etag: "x"`, "Location: /x", "Content-Encoding: gzip", "Content-Length: 7", "Expires: x",
		"Content-Location: /x", "Content-Md5: x", "Last-Modified: x", "Content-Range: bytes 0-6/7", "Content-Language: de",
		"Content-Disposition: attachment", "Digest: x", "Trailer: X-T", "Content-Type: text/csv", "Cache-Control: max-age=60",
	}
	checkRows(t, []row{
		{
			name: "CP1 a title of one's own does not change the status line",
			f:    returns(&problem.Problem{Status: 410, Title: "Gone fishin'"}),
			want: answered("410 Gone", `{"title":"Gone fishin'","status":410}`),
		},
		{
			name: "CP2 no status, no response of 200",
			f:    returns(&problem.Problem{Title: "x"}),
			want: answered("500 Internal Server Error", `{"title":"x","status":500}`),
		},
		{
			name: "CP2 out of range",
			f:    returns(of(781)),
			want: answered("500 Internal Server Error", `{"status":500}`),
		},
		{
			name: "CP4 a field with a line break adds no field",
			f:    returns(stdhttp.WithHeader(of(403), http.Header{"X-A": {"a\r\nSet-Cookie: a=b"}, "X-B\r\nSet-Cookie": {"a=b"}})),
			want: answered("403 Forbidden", `{"status":403}`),
		},
		{
			name: "CP4 nor does one that the handler has set",
			f:    setting(of(403), "X-A: a\r\nSet-Cookie: a=b"),
			want: answered("403 Forbidden", `{"status":403}`, "X-A: a  Set-Cookie: a=b"),
		},
		{
			name: "CP4 nor does a language",
			f:    returns(&problem.Problem{Status: 403, Lang: "de\r\nSet-Cookie: a=b"}),
			want: answered("403 Forbidden", `{"status":403}`),
		},
		{
			name: "CP7 the text of an error stays here",
			f:    returns(stdhttp.FileError(&os.PathError{Op: "open", Path: "/etc/secret", Err: os.ErrNotExist})),
			want: answered("404 Not Found", `{"status":404}`),
		},
		{
			name: "CP9 fields that described the other response go, the rest stays",
			f:    setting(of(404), append(append([]string{"Vary: Origin", "Retry-After: 7"}, always...), stale...)...),
			want: answered("404 Not Found", `{"status":404}`, append([]string{"Vary: Origin, Accept", "Retry-After: 7"}, always...)...),
		},
		{
			name: "CP9 a 503 keeps Retry-After",
			f:    setting(of(503), "Retry-After: 120"),
			want: answered("503 Service Unavailable", `{"status":503}`, "Retry-After: 120"),
		},
		{
			name: "CP10 a 416 keeps the size",
			f:    setting(of(416), "Content-Range: bytes */14"),
			want: answered("416 Requested Range Not Satisfiable", `{"status":416}`, "Content-Range: bytes */14"),
		},
		{
			name: "CP10 a 416 keeps no range that was satisfied",
			f:    setting(of(416), "Content-Range: bytes 0-6/14"),
			want: answered("416 Requested Range Not Satisfiable", `{"status":416}`),
		},
		{
			name: "CP15 a percent sign is one",
			f:    returns(&problem.Problem{Status: 404, Detail: "%(version)s 100%"}),
			want: answered("404 Not Found", `{"status":404,"detail":"%(version)s 100%"}`),
		},
		{name: "CP23 204 has no Content-Type", f: setting(of(204), "Content-Type: text/html", "Content-Length: 9"), want: bareAnswer("204 No Content")},
		{name: "CP23 205", f: setting(of(205), "Content-Type: text/html", "Content-Length: 9"), want: bareAnswer("205 Reset Content", "Content-Length: 0")},
		{name: "CP23 304", f: setting(of(304), "Content-Type: text/html", "Content-Length: 9"), want: bareAnswer("304 Not Modified")},
		{name: "CP23 HEAD", f: returns(of(404)), request: "HEAD /", want: answeredHEAD("404 Not Found", `{"status":404}`)},
		{
			name: "CP25 an Accept that is malformed is no 400",
			f:    returns(of(404)), request: "GET /\nAccept: text/html;q=x, application/json;q=0.1",
			want: answered("404 Not Found", `{"status":404}`),
		},
	})
}

// Trailers that a handler announced are about content that is not sent.
func TestCherryPyTrailers(t *testing.T) {
	t.Parallel()
	versions := serve(t, (&stdhttp.Responder{Logger: quiet}).Handler(func(w http.ResponseWriter, _ *http.Request) error {
		h := w.Header()
		h.Set("Trailer", "X-Declared, x-sum")
		io.WriteString(w, "partial")
		h.Set("X-Declared", "1")
		h.Set("X-Sum", "2")
		h.Set(http.TrailerPrefix+"X-Undeclared", "3")
		return of(409)
	}))
	for version, send := range versions {
		t.Run("CP9 "+version, func(t *testing.T) {
			resp := send("GET", "/")
			got := body(t, resp)
			for _, name := range []string{"Trailer", "X-Declared", "X-Sum", "X-Undeclared"} {
				if resp.Header[name] != nil || resp.Trailer[name] != nil {
					t.Errorf("%s is in the response: %v %v", name, resp.Header, resp.Trailer)
				}
			}
			if resp.StatusCode != 409 || !strings.Contains(got, `"status":409`) {
				t.Errorf("got %d %q", resp.StatusCode, got)
			}
		})
	}
}

// A page of one's own is for its status; when it fails, the client gets the
// built-in one, of the same status, and not a word of why.
func TestCherryPyPages(t *testing.T) {
	t.Parallel()
	page := func(text string) encode.Template { return template.Must(template.New("").Parse(text)) }
	formats := encode.Default().With(encode.HTML{
		Template: page("any {{.Status}} {{.Detail}}"),
		Pages: map[int]encode.Template{
			404: page("own {{.Detail}}"),
			410: page("half {{.Secret}}"),
			411: failingPage{errors.New("secret <b>")},
			412: failingPage{nil},
			413: page("half {{index .Extensions.x 9}}"),
			414: page("100% of %(secret)s"),
		},
	})
	const built = "<!DOCTYPE html>"
	tests := []struct {
		name   string
		status int
		want   string // how the page begins
		result stdhttp.Result
	}{
		{"CP12 the page of a status", 404, "own &lt;b&gt; 100%", stdhttp.Written},
		{"CP12 the page of all others", 403, "any 403 &lt;b&gt; 100%", stdhttp.Written},
		{"CP14 no such field", 410, built, stdhttp.Fallback},
		{"CP14 an error", 411, built, stdhttp.Fallback},
		{"CP13 nothing written", 412, built, stdhttp.Fallback},
		{"CP14 no such element", 413, built, stdhttp.Fallback},
		{"CP14 percent signs", 414, "100% of %(secret)s", stdhttp.Written},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var log lockedBuffer
			rs, after := newResponder()
			rs.Formats, rs.Logger = formats, slog.New(slog.NewTextHandler(&log, nil))
			s := listen(t, rs.Handler(returns(&problem.Problem{Status: tt.status, Detail: "<b> 100%"})))
			req, err := http.NewRequest("GET", s.URL, nil)
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Accept", "text/html")
			resp, err := s.Client().Do(req)
			if err != nil {
				t.Fatal(err)
			}
			got := body(t, resp)
			if resp.StatusCode != tt.status || resp.Header.Get("Content-Type") != "text/html; charset=utf-8" || !strings.HasPrefix(got, tt.want) {
				t.Errorf("got %d %v\n%s\nwant a page that begins %q", resp.StatusCode, resp.Header, got, tt.want)
			}
			if tt.result == stdhttp.Fallback && (strings.Contains(got, "half") || strings.Contains(got, "ecret")) {
				t.Errorf("the page tells of the one that failed:\n%s", got)
			}
			if o := after.next(t); o.Result != tt.result {
				t.Errorf("got %v, want %v", o.Result, tt.result)
			}
			if failed := strings.Contains(log.String(), "template failed"); failed != (tt.result == stdhttp.Fallback) {
				t.Errorf("log: %s", log.String())
			}
		})
	}
}

// failingPage is a template that writes half of its output, unless it has no
// error to return.
type failingPage struct{ err error }

func (p failingPage) Execute(w io.Writer, _ any) error {
	if p.err != nil {
		io.WriteString(w, "half")
	}
	return p.err
}

// Documents are as long as they are, whatever the status and the format:
// nothing is padded for browsers that hide short pages.
func TestCherryPyPadding(t *testing.T) {
	t.Parallel()
	rs := &stdhttp.Responder{Logger: quiet}
	s := listen(t, rs.Handler(func(_ http.ResponseWriter, r *http.Request) error {
		var status int
		fmt.Sscan(r.URL.Path[1:], &status)
		return of(status)
	}))
	formats := encode.Default()
	for _, status := range []int{400, 403, 404, 405, 406, 408, 409, 410, 500, 501, 505} {
		for _, accept := range []string{"application/json", "application/xml", "text/html", "text/plain"} {
			t.Run(fmt.Sprintf("CP16 %d %s", status, accept), func(t *testing.T) {
				t.Parallel()
				req, err := http.NewRequest("GET", fmt.Sprint(s.URL, "/", status), nil)
				if err != nil {
					t.Fatal(err)
				}
				req.Header.Set("Accept", accept)
				resp, err := s.Client().Do(req)
				if err != nil {
					t.Fatal(err)
				}
				link, _ := typelinks.Default().Lookup(status)
				f, _ := formats.Negotiate(accept)
				want, err := f.Append(nil, &problem.Problem{Type: link.Type, Title: link.Title, Status: status})
				if err != nil {
					t.Fatal(err)
				}
				if got := body(t, resp); resp.StatusCode != status || got != string(want) {
					t.Errorf("got %d and %d bytes, want %d:\n%q", resp.StatusCode, len(got), len(want), got)
				}
			})
		}
	}
}

// The hook for errors that nobody expected may answer with anything, and its
// own failure does no harm.
func TestCherryPyHooks(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		to     func() error
		status string
	}{
		{"CP18 redirect", func() error { return stdhttp.Redirect(302, "/login") }, "302 Found"},
		{"CP18 internal redirect", func() error { return stdhttp.InternalRedirect("/else") }, "200 OK"},
		{"CP18 problem", func() error { return of(409) }, "409 Conflict"},
		{"CP19 panic", func() error { panic("secret") }, "500 Internal Server Error"},
		{"CP19 an error that panics", func() error { return (*rudeError)(nil) }, "500 Internal Server Error"},
		{"CP19 an error that is none", func() error { return (*problem.Problem)(nil) }, "500 Internal Server Error"},
	}
	for _, tt := range tests {
		for _, unexpected := range []string{"error", "panic"} {
			t.Run(tt.name+"/"+unexpected, func(t *testing.T) {
				t.Parallel()
				rs := &stdhttp.Responder{Logger: quiet, Map: func(*http.Request, error) error { return tt.to() }}
				mux := http.NewServeMux()
				mux.HandleFunc("/else", func(http.ResponseWriter, *http.Request) {})
				mux.Handle("/error", rs.Handler(returns(errors.New("secret"))))
				mux.HandleFunc("/panic", func(http.ResponseWriter, *http.Request) { panic("secret") })
				got := speak(t, rs.Wrap(mux), "GET /"+unexpected)
				if !strings.HasPrefix(got, "HTTP/1.1 "+tt.status+"\n") || strings.Contains(got, "secret") {
					t.Errorf("got:\n%s\nwant %s", got, tt.status)
				}
			})
		}
	}
}

// Redirects have their status, an escaped Location without anything but
// ASCII, and a body in which nothing can run.
func TestCherryPyRedirects(t *testing.T) {
	t.Parallel()
	phrases := map[int]string{
		300: "300 Multiple Choices", 301: "301 Moved Permanently", 302: "302 Found", 303: "303 See Other",
		307: "307 Temporary Redirect", 308: "308 Permanent Redirect",
	}
	targets := []struct{ name, url, want string }{
		{"CP26 relative", "b?x=1#f", "/a/b?x=1#f"},
		{"CP26 up", "../../c", "/c"},
		{"CP26 absolute", "https://example.org/x", "https://example.org/x"},
		{"CP26 path", "/x/y", "/x/y"},
		{"CP26 query", "?p=2", "/a/here?p=2"},
		{"CP26 empty", "", "/a/here?q=1"},
		{"CP26 other host", "//example.org/x", "//example.org/x"},
		{"CP27 markup", `/"><script>`, `/%22%3E%3Cscript%3E`},
		{"CP29 path that is not ASCII", "/ä/日本", "/%C3%A4/%E6%97%A5%E6%9C%AC"},
		{"CP29 query that is not ASCII", "/?q=ä", "/?q=%C3%A4"},
		{"CP29 encoded already", "/%C3%A4", "/%C3%A4"},
	}
	for status, phrase := range phrases {
		for _, tt := range targets {
			t.Run(fmt.Sprint(tt.name, "/", status), func(t *testing.T) {
				t.Parallel()
				rs := &stdhttp.Responder{Logger: quiet}
				err := stdhttp.Redirect(status, tt.url)
				got := speak(t, rs.Wrap(rs.Handler(setting(err, "Content-Type: text/csv", `Etag: "x"`))), "GET /a/here?q=1\nAccept: text/html")
				if !strings.HasPrefix(got, "HTTP/1.1 "+phrase+"\n") || !strings.Contains(got, "\nLocation: "+tt.want+"\n") ||
					!strings.Contains(got, `<a href="`+template.HTMLEscapeString(tt.want)+`">`) || strings.Contains(got, "<script") || strings.Contains(got, "Etag") {
					t.Errorf("got:\n%s\nwant %s to %s", got, phrase, tt.want)
				}
			})
		}
	}
}

// What cannot be a redirect is a 500 that tells nothing, and never a field.
func TestCherryPyNoRedirects(t *testing.T) {
	t.Parallel()
	var rows []row
	refused := answered("500 Internal Server Error", `{"status":500}`)
	for _, status := range []int{-1, 1, 200, 299, 304, 305, 306, 309, 399, 400} {
		rows = append(rows, row{name: fmt.Sprint("CP26 ", status), f: returns(stdhttp.Redirect(status, "/x")), want: refused})
	}
	for name, target := range map[string]string{
		"CP26 line break":      "/x\r\nSet-Cookie: a=b",
		"CP26 tab":             "/x\ty",
		"CP26 NUL":             "/x\x00",
		"CP27 script":          "javascript:alert(1)",
		"CP27 script in caps":  "JavaScript:alert(1)",
		"CP27 data":            "data:text/html,<script>",
		"CP26 no host":         "http:///x",
		"CP26 malformed":       "http://[::1",
		"CP26 malformed again": "/%zz",
	} {
		rows = append(rows, row{name: name, f: returns(stdhttp.Redirect(0, target)), want: refused})
	}
	rows = append(rows, row{name: "CP26 no URL", f: returns(stdhttp.Redirect(302)), want: refused})
	checkRows(t, rows)
}
