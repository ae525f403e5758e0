package stdhttp_test

import (
	"errors"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
	"github.com/goproblem/problemdetails/typelinks"
)

func TestPaste(t *testing.T) {
	t.Parallel()
	asText := "text/plain; charset=utf-8"
	checkRows(t, []row{
		{
			name: "PS1 any status, a class or not",
			f:    returns(of(422)),
			want: answered("422 Unprocessable Entity", `{"status":422}`),
		},
		{
			name: "PS3 a 405 has Allow",
			f:    returns(stdhttp.MethodNotAllowed("GET", "HEAD")),
			want: answered("405 Method Not Allowed", `{"status":405}`, "Allow: GET, HEAD"),
		},
		{
			name: "PS3 so has a 401 its field",
			f:    returns(stdhttp.Unauthorized(`Basic realm="x"`)),
			want: answered("401 Unauthorized", `{"status":401}`, `Www-Authenticate: Basic realm="x"`),
		},
		{
			name: "PS3 and a 426, although the connection closes",
			f:    returns(stdhttp.UpgradeRequired("websocket")),
			want: answered("426 Upgrade Required", `{"status":426}`, "Upgrade: websocket", "Connection: Upgrade, close"),
		},
		{
			name:    "PS6 text is not escaped, and has no markup taken away",
			f:       returns(&problem.Problem{Title: "Not <b> & found", Status: 404, Detail: "a<b>c &amp;"}),
			request: "GET /\nAccept: text/plain",
			want:    answeredAs(asText, "404 Not Found", "404 Not <b> & found\n\na<b>c &amp;\n"),
		},
		{
			name: "PS8 a 415 to a request without Content-Type",
			f:    returns(stdhttp.UnsupportedMediaType("text/csv")), request: "POST /\nContent-Length: 0",
			want: answered("415 Unsupported Media Type", `{"status":415}`, "Accept: text/csv"),
		},
		{
			name: "PS8 a 406 to a request without Accept",
			f:    returns(of(406)),
			want: answered("406 Not Acceptable", `{"status":406}`),
		},
		{
			name: "PS8 no text is a template",
			f:    returns(&problem.Problem{Status: 405, Detail: "%(REQUEST_METHOD)s {{.Err}}", Err: errors.New("never seen")}),
			want: answered("405 Method Not Allowed", `{"status":405,"detail":"%(REQUEST_METHOD)s {{.Err}}"}`),
		},
		{
			name: "PS10 the length is that of the document",
			f: setting(stdhttp.WithHeader(of(404), http.Header{"Content-Length": {"3"}, "Content-Type": {"text/csv"}}),
				"Content-Length: 7", "Content-Type: text/html"),
			want: answered("404 Not Found", `{"status":404}`),
		},
		{
			name: "PS10 nor is it repeated in other letters",
			f: func(w http.ResponseWriter, _ *http.Request) error {
				w.Header()["content-type"] = []string{"text/html"} // as the map allows
				w.Header()["content-length"] = []string{"7"}
				w.Header()["TRANSFER-ENCODING"] = []string{"gzip, chunked"}
				return of(404)
			},
			want: answered("404 Not Found", `{"status":404}`),
		},
		{
			name: "PS12 a Location is not in the content of another error",
			f:    setting(&problem.Problem{Status: 404, Detail: "d"}, "Location: javascript:alert(1)"),
			want: answered("404 Not Found", `{"status":404,"detail":"d"}`),
		},
	})
}

// A problem is mounted like any handler.
func TestPasteProblemAsAHandler(t *testing.T) {
	t.Parallel()
	rs := &stdhttp.Responder{Logger: quiet, Links: &typelinks.Table{}}
	tests := []struct{ name, request, want string }{
		{"PS11 GET", "GET /", answered("410 Gone", `{"status":410}`)},
		{"PS11 HEAD", "HEAD /", answeredHEAD("410 Gone", `{"status":410}`)},
		{"PS11 POST", "POST /\nContent-Length: 1\n\nx", answered("410 Gone", `{"status":410}`)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := speak(t, rs.Problem(of(410)), tt.request); got != tt.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, tt.want)
			}
		})
	}
}

// The format is what Accept says, not what it contains.
func TestPasteAccept(t *testing.T) {
	t.Parallel()
	tests := []struct{ accept, want string }{
		{"text/html", "text/html; charset=utf-8"},
		{"TEXT/HTML", "text/html; charset=utf-8"},
		{"text/*", "text/html; charset=utf-8"},
		{"*", "application/problem+json"},
		{"*/*", "application/problem+json"},
		{"text/html;q=0", "application/problem+json"},
		{"text/html;q=0, */*", "application/problem+json"},
		{"text/plain, text/html;q=0.1", "text/plain; charset=utf-8"},
		{"text/htmlx", "application/problem+json"},
		{"text/plain;x=html", "application/problem+json"},
		{`application/json;profile="text/html"`, "application/problem+json"},
		{"application/json", "application/problem+json"},
	}
	s := listen(t, (&stdhttp.Responder{Logger: quiet}).Problem(&problem.Problem{Status: 404, Detail: "<b>"}))
	for _, tt := range tests {
		t.Run("PS9 "+tt.accept, func(t *testing.T) {
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
			got := body(t, resp)
			if resp.StatusCode != 404 || resp.Header.Get("Content-Type") != tt.want || !strings.Contains(got, "404") || resp.Header.Get("Vary") != "Accept" {
				t.Errorf("got %d %v\n%s\nwant 404 %s", resp.StatusCode, resp.Header, got, tt.want)
			}
		})
	}
}

// A private note stays private, and what is shown is text, whatever ends a
// comment or a tag in it.
func TestPasteNotes(t *testing.T) {
	t.Parallel()
	const evil = `--!><script>alert(1)</script> - ->`
	rs := &stdhttp.Responder{Logger: quiet}
	s := listen(t, rs.Handler(returns(&problem.Problem{
		Title: evil, Status: 403, Detail: evil, Instance: "/" + evil, Type: "/" + evil,
		Extensions: problem.Extensions{"x": evil, evil: 1},
		Err:        errors.New("private note"),
	})))
	for _, accept := range []string{"text/html", "application/xml", "application/json", "text/plain"} {
		t.Run("PS7 "+accept, func(t *testing.T) {
			t.Parallel()
			req, err := http.NewRequest("GET", s.URL, nil)
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Accept", accept)
			resp, err := s.Client().Do(req)
			if err != nil {
				t.Fatal(err)
			}
			got := body(t, resp)
			if resp.StatusCode != 403 || strings.Contains(got, "private note") {
				t.Errorf("got %d\n%s", resp.StatusCode, got)
			}
			if accept != "text/plain" && strings.Contains(got, "<script") {
				t.Errorf("markup was let through:\n%s", got)
			}
		})
	}
}

// A page for a status, wherever the status comes from, keeps status and
// fields: a problem, a bare status, a router's, a panic.
func TestPasteErrorDocuments(t *testing.T) {
	t.Parallel()
	page := template.Must(template.New("").Parse("page of {{.Status}}"))
	rs := &stdhttp.Responder{Logger: quiet, Formats: encode.NewRegistry(encode.HTML{Template: page})}
	mux := http.NewServeMux()
	fields := func(w http.ResponseWriter) {
		w.Header().Set("Www-Authenticate", "Basic")
		w.Header().Add("Set-Cookie", "a=1")
		w.Header().Add("Set-Cookie", "b=2")
	}
	mux.Handle("/problem", rs.Handler(func(w http.ResponseWriter, _ *http.Request) error { fields(w); return of(401) }))
	mux.HandleFunc("/bare", func(w http.ResponseWriter, _ *http.Request) { fields(w); w.WriteHeader(401) })
	mux.HandleFunc("/text", func(w http.ResponseWriter, _ *http.Request) {
		fields(w)
		http.Error(w, "go away", http.StatusUnauthorized)
	})
	mux.HandleFunc("/own", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(401)
		io.WriteString(w, "{}")
	})
	mux.HandleFunc("/panic", func(w http.ResponseWriter, _ *http.Request) { fields(w); panic(of(401)) })
	kept := []string{"Www-Authenticate: Basic", "Set-Cookie: a=1", "Set-Cookie: b=2"}
	document := func(status, content string, fields ...string) string {
		return answeredAs("text/html; charset=utf-8", status, content, fields...)
	}
	tests := []struct{ path, want string }{
		{"problem", document("401 Unauthorized", "page of 401", kept...)},
		{"bare", document("401 Unauthorized", "page of 401", kept...)},
		{"text", document("401 Unauthorized", "page of 401", kept...)},
		{"panic", document("500 Internal Server Error", "page of 500", kept...)},
		{"nowhere", document("404 Not Found", "page of 404")},
		{"own", bareAnswer("401 Unauthorized", "Content-Length: 2", "Content-Type: application/json") + "{}"},
	}
	for _, tt := range tests {
		t.Run("PS14 "+tt.path, func(t *testing.T) {
			t.Parallel()
			if got := speak(t, rs.Wrap(mux), fmt.Sprint("GET /", tt.path)); got != tt.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, tt.want)
			}
		})
	}
}
