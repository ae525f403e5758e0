package stdhttp_test

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math"
	"net/http"
	"strings"
	"testing"

	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
	"github.com/goproblem/problemdetails/typelinks"
)

func of(status int) *problem.Problem { return &problem.Problem{Status: status} }

func TestTornado(t *testing.T) {
	t.Parallel()
	checkRows(t, []row{
		{
			name: "TO3 what a 401 needs stays, what described the page goes",
			f: setting(of(401), "WWW-Authenticate: Basic", "Set-Cookie: a=b", "Access-Control-Allow-Origin: *",
				"Content-Type: text/html", `Etag: "x"`, "Content-Length: 7"),
			want: answered("401 Unauthorized", `{"status":401}`, "Www-Authenticate: Basic", "Set-Cookie: a=b", "Access-Control-Allow-Origin: *"),
		},
		{
			name: "TO3 written and not sent is discarded",
			f: func(w http.ResponseWriter, _ *http.Request) error {
				w.WriteHeader(201)
				io.WriteString(w, "partial")
				return of(409)
			},
			want: answered("409 Conflict", `{"status":409}`),
		},
		{
			name: "TO5 a status without a phrase",
			f:    returns(of(599)),
			want: answered("599 status code 599", `{"status":599}`),
		},
		{
			name: "TO6 the status line has nothing of the title",
			f:    returns(&problem.Problem{Status: 403, Title: "Não <b>\r\nSet-Cookie: a=b"}),
			want: answered("403 Forbidden", `{"title":"Não \u003cb\u003e\r\nSet-Cookie: a=b","status":403}`),
		},
		{
			name: "TO7 304 has no content and no Content-Type",
			f:    setting(of(304), `Etag: "x"`, "Content-Type: text/html", "Content-Encoding: gzip", "Content-Language: de", "Content-Length: 7"),
			want: bareAnswer("304 Not Modified", `Etag: "x"`),
		},
		{name: "TO8 204", f: setting(of(204), "Content-Type: text/html", "X-Own: 1"), want: bareAnswer("204 No Content", "X-Own: 1")},
		{name: "TO8 204 to HEAD", f: returns(of(204)), request: "HEAD /", want: bareAnswer("204 No Content")},
		{name: "TO8 204 as a wrapped error", f: returns(fmt.Errorf("empty: %w", of(204))), want: bareAnswer("204 No Content")},
		{
			name: "TO8 204 after some content",
			f:    func(w http.ResponseWriter, _ *http.Request) error { io.WriteString(w, "partial"); return of(204) },
			want: bareAnswer("204 No Content"),
		},
		{name: "TO8 205 is told to be empty", f: returns(of(205)), want: bareAnswer("205 Reset Content", "Content-Length: 0")},
		{name: "TO8 100 cannot end a response", f: returns(of(100)), want: answered("500 Internal Server Error", `{"status":500}`)},
		{name: "TO8 101 cannot end a response", f: returns(of(101)), want: answered("500 Internal Server Error", `{"status":500}`)},
		{name: "TO8 103 cannot end a response", f: returns(of(103)), want: answered("500 Internal Server Error", `{"status":500}`)},
		{
			name:    "TO9 HEAD has the length of GET",
			f:       returns(of(404)),
			request: "HEAD /",
			want:    answeredHEAD("404 Not Found", `{"status":404}`),
		},
		{
			name: "TO14 a detail is no format string",
			f:    returns(&problem.Problem{Status: 400, Detail: "100%s %d %(x)s", Err: errors.New("never seen")}),
			want: answered("400 Bad Request", `{"status":400,"detail":"100%s %d %(x)s"}`),
		},
		{
			name: "TO17 an end without an error is left alone",
			f: func(w http.ResponseWriter, _ *http.Request) error {
				w.Header().Set("Content-Type", "text/x-own")
				w.WriteHeader(402)
				io.WriteString(w, "pay")
				return nil
			},
			want: bareAnswer("402 Payment Required", "Content-Length: 3", "Content-Type: text/x-own") + "pay",
		},
		{name: "TO21 a status that is not registered", f: returns(of(435)), want: answered("435 status code 435", `{"status":435}`)},
		{name: "TO21 a status that HTTP does not have", f: returns(of(682)), want: answered("500 Internal Server Error", `{"status":500}`)},
		{name: "TO22 a problem with 200 has no ETag", f: returns(of(200)), want: answered("200 OK", `{"status":200}`)},
	})
}

// Default fields that middleware sets survive every error, those of panics and
// of unknown paths included.
func TestTornadoDefaultHeaders(t *testing.T) {
	t.Parallel()
	rs := &stdhttp.Responder{Logger: quiet, Links: &typelinks.Table{}}
	mux := http.NewServeMux()
	mux.Handle("GET /error", rs.Handler(returns(of(409))))
	mux.HandleFunc("/panic", func(http.ResponseWriter, *http.Request) { panic("x") })
	cors := func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Access-Control-Allow-Origin", "*")
			w.Header().Set("Server", "own")
			next.ServeHTTP(w, r)
		})
	}
	fields := []string{"Access-Control-Allow-Origin: *", "Server: own"}
	tests := []struct{ name, request, want string }{
		{"TO4 error", "GET /error", answered("409 Conflict", `{"status":409}`, fields...)},
		{"TO4 panic", "GET /panic", answered("500 Internal Server Error", `{"status":500}`, fields...)},
		{"TO20 unknown path", "GET /nix", answered("404 Not Found", `{"status":404}`, fields...)},
		{"TO20 unknown path, POST", "POST /nix\nContent-Length: 0", answered("404 Not Found", `{"status":404}`, fields...)},
		{"TO19 unknown method", "PUT /error\nContent-Length: 0", answered("405 Method Not Allowed", `{"status":405}`, append(fields, "Allow: GET, HEAD")...)},
	}
	for _, tt := range tests {
		for position, h := range map[string]http.Handler{"outside": cors(rs.Wrap(mux)), "inside": rs.Wrap(cors(mux))} {
			t.Run(tt.name+"/"+position, func(t *testing.T) {
				t.Parallel()
				if got := speak(t, h, tt.request); got != tt.want {
					t.Errorf("got:\n%s\nwant:\n%s", got, tt.want)
				}
			})
		}
	}
}

// The chunks of half a response have no end, and fewer bytes come than were
// promised. Nothing of the error follows, not even a redirect.
func TestTornadoHalf(t *testing.T) {
	t.Parallel()
	partial := func(err error, fields ...string) handlerFunc {
		return func(w http.ResponseWriter, r *http.Request) error {
			_ = setting(nil, fields...)(w, r)
			io.WriteString(w, "partial")
			w.(http.Flusher).Flush()
			return err
		}
	}
	const chunked = "HTTP/1.1 200 OK\nContent-Type: text/plain; charset=utf-8\nTransfer-Encoding: chunked\n\n7\r\npartial\r\n"
	tests := []row{
		{name: "TO2 error", f: partial(of(500)), want: chunked},
		{name: "TO2 204", f: partial(of(204)), want: chunked},
		{name: "TO22 redirect", f: partial(stdhttp.Redirect(302, "/x")), want: chunked},
		{name: "CP21 panic", f: func(w http.ResponseWriter, r *http.Request) error { _ = partial(nil)(w, r); panic("x") }, want: chunked},
		{
			name: "TO2 Content-Length", f: partial(of(500), "Content-Length: 20"),
			want: "HTTP/1.1 200 OK\nContent-Length: 20\nContent-Type: text/plain; charset=utf-8\n\npartial",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rs, after := newResponder()
			h := rs.Wrap(rs.Handler(tt.f))
			s := listen(t, h)
			got := exchange(t, s, "GET / HTTP/1.1\r\nHost: x\r\n\r\n") // ends only because the connection is cut
			head, content, _ := strings.Cut(got, "\r\n\r\n")
			var fields []string
			for _, line := range strings.Split(head, "\r\n")[1:] {
				if !strings.HasPrefix(line, "Date: ") {
					fields = append(fields, line)
				}
			}
			if got := inOrder(strings.Split(head, "\r\n")[0], fields, content); got != tt.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, tt.want)
			}
			if o := after.next(t); o.Result != stdhttp.Committed {
				t.Errorf("got %v, want committed", o.Result)
			}
		})
	}
}

// Statuses without content are so in every version of HTTP, and nobody waits
// for more.
func TestTornadoNoContent(t *testing.T) {
	t.Parallel()
	var log lockedBuffer
	rs := &stdhttp.Responder{Logger: slog.New(slog.NewTextHandler(&log, nil))}
	versions := serve(t, rs.Wrap(rs.Handler(func(w http.ResponseWriter, r *http.Request) error {
		w.Header().Set("Content-Type", "text/html")
		var status int
		fmt.Sscan(r.URL.Path[1:], &status)
		return of(status)
	})))
	for version, send := range versions {
		for _, status := range []int{204, 205, 304} {
			for _, method := range []string{"GET", "HEAD"} {
				t.Run(fmt.Sprintf("TO8 %s %s %d", version, method, status), func(t *testing.T) {
					resp := send(method, fmt.Sprint("/", status))
					got := body(t, resp)
					if resp.StatusCode != status || got != "" || resp.Header["Content-Type"] != nil || resp.Header["Vary"] != nil {
						t.Errorf("got %d %v %q, want %d alone", resp.StatusCode, resp.Header, got, status)
					}
				})
			}
		}
	}
	if got := log.String(); got != "" {
		t.Errorf("something was logged as an error:\n%s", got)
	}
}

// Every keyword of a problem reaches the document, in an order that is always
// the same, and none can change the status.
func TestTornadoProblemDetails(t *testing.T) {
	t.Parallel()
	checkRows(t, []row{
		{
			name: "PD2 extensions follow the standard members, by name",
			f: returns(&problem.Problem{
				Type: "/t", Title: "T", Status: 400, Detail: "d", Instance: "/i", Err: errors.New("log message"),
				Extensions: problem.Extensions{"b": 1, "a": nil, "reason": "kept"},
			}),
			want: answered("400 Bad Request", `{"type":"/t","title":"T","status":400,"detail":"d","instance":"/i","a":null,"b":1,"reason":"kept"}`),
		},
		{
			name: "PD5 an empty type is none, and none is no null",
			f:    returns(&problem.Problem{Status: 400, Type: ""}),
			want: answered("400 Bad Request", `{"status":400}`),
		},
		{
			name: "PD9 what JSON cannot hold is left out",
			f: returns(&problem.Problem{Status: 400, Detail: "grün", Extensions: problem.Extensions{
				"nan": math.NaN(), "channel": make(chan int), "good": 1,
			}}),
			want: answered("400 Bad Request", `{"status":400,"detail":"grün","good":1}`),
		},
		{
			name: "PD10 the status of the document is that of the response",
			f:    returns(&problem.Problem{Status: 400, Extensions: problem.Extensions{"status": 999}}),
			want: answered("400 Bad Request", `{"status":400}`),
		},
		{
			name: "PD11 any error is a problem, without its text",
			f:    returns(errors.New("secret")),
			want: answered("500 Internal Server Error", `{"status":500}`),
		},
		{
			name: "PD12 an upstream's failure is a 502",
			f: func(_ http.ResponseWriter, r *http.Request) error {
				upstream := &http.Response{StatusCode: 404, Header: http.Header{"Content-Type": {"application/problem+json"}}}
				upstream.Body = io.NopCloser(strings.NewReader(`{"title":"secret"}`))
				return fmt.Errorf("asking: %w", stdhttp.Check(upstream))
			},
			want: answered("502 Bad Gateway", `{"status":502}`),
		},
	})
}
