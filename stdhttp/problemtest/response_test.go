package problemtest_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
	"github.com/goproblem/problemdetails/stdhttp/problemtest"
)

func serve(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewUnstartedServer(h)
	server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	server.Start()
	t.Cleanup(server.Close)
	return server.URL
}

func TestDo(t *testing.T) {
	t.Parallel()
	rs := &stdhttp.Responder{Logger: slog.New(slog.DiscardHandler)}
	url := serve(t, rs.Handler(func(_ http.ResponseWriter, r *http.Request) error {
		if r.URL.Path == "/redirect" {
			return stdhttp.Redirect(0, "/")
		}
		return errOutOfCredit.With(problem.Problem{Detail: r.Method + " " + r.Header.Get("Accept")})
	}))
	resp := problemtest.Do(t, "DELETE", url)
	problemtest.Match(t, resp, errOutOfCredit.With(problem.Problem{Detail: "DELETE application/problem+json"}))
	if _, err := io.ReadAll(resp.Body); err != nil {
		t.Error(err)
	}
	problemtest.Match(t, problemtest.Do(t, "GET", url+"/redirect"), &problem.Problem{Status: 303})

	text, _ := run(t, func(t testing.TB) {
		problemtest.Match(t, problemtest.Do(t, "GET", url+"/a"), &problem.Problem{Status: 404})
	})
	if want := "GET " + url + "/a: not the problem that was wanted (-want +got):\n"; !strings.HasPrefix(text, want) {
		t.Errorf("got %s, want it to begin with %s", text, want)
	}
}

func TestDoFails(t *testing.T) {
	t.Parallel()
	half := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		io.WriteString(w, "half")
		http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	})
	tests := []struct {
		name, method, url, want string
	}{
		{"method", "NO METHOD", "http://127.0.0.1", `problemtest: net/http: invalid method "NO METHOD"`},
		{"server", "GET", "http://127.0.0.1:1", `problemtest: Get "http://127.0.0.1:1": `},
		{"half a response", "GET", half, "problemtest: GET " + half + ": the body broke off: unexpected EOF"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			text, fatal := run(t, func(t testing.TB) { problemtest.Do(t, tt.method, tt.url) })
			if !fatal || !strings.HasPrefix(text, tt.want) {
				t.Errorf("got %q, want the test to end with %q", text, tt.want)
			}
		})
	}
}
