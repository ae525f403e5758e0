package stdhttp_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

// noWriter is an http.ResponseWriter that costs nothing.
type noWriter struct{ header http.Header }

func (w noWriter) Header() http.Header         { return w.header }
func (w noWriter) WriteHeader(int)             {}
func (w noWriter) Write(b []byte) (int, error) { return len(b), nil }

var outOfCredit = &problem.Problem{
	Type: "https://example.com/probs/out-of-credit", Title: "You do not have enough credit.", Status: 403,
	Detail: "Your current balance is 30, but that costs 50.", Instance: "/account/12345/msgs/abc",
}

// Not parallel: other goroutines would be counted too.
func TestErrorAllocations(t *testing.T) {
	text := errors.New("no")
	tests := []struct {
		name   string
		accept string
		header http.Header
		err    error
		want   float64
	}{
		{"JSON", "application/json", http.Header{}, outOfCredit, 1},
		{"XML", "application/xml", http.Header{}, outOfCredit, 1},
		{"HTML", "text/html", http.Header{}, outOfCredit, 1},
		{"text", "text/plain", http.Header{}, outOfCredit, 1},
		{"links", "application/json", http.Header{}, &problem.Problem{Status: 404}, 1},
		{
			"scalar extensions", "application/json",
			http.Header{},
			&problem.Problem{Status: 404, Extensions: problem.Extensions{"a": 1, "b": "x"}}, 1,
		},
		{"another Vary", "application/json", http.Header{"Vary": {"Origin"}}, outOfCredit, 3},
		{"a cause", "application/json", http.Header{}, outOfCredit.With(problem.Problem{Err: text}), 2},
		{"any error", "application/json", http.Header{}, text, 5},
	}
	rs := &stdhttp.Responder{Logger: quiet}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := httptest.NewRequest("GET", "/", nil)
			r.Header.Set("Accept", tt.accept)
			w := noWriter{http.Header{}}
			vary := tt.header["Vary"]
			got := testing.AllocsPerRun(100, func() {
				if vary != nil {
					w.header["Vary"] = vary
				}
				rs.Error(w, r, tt.err)
			})
			if got > tt.want {
				t.Errorf("got %v allocations, want at most %v", got, tt.want)
			}
		})
	}
}

func BenchmarkError(b *testing.B) {
	r := httptest.NewRequest("GET", "/", nil)
	r.Header.Set("Accept", "application/json")
	text := `{"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.5","title":"Not Found","status":404}`
	notFound := &problem.Problem{Status: 404}
	rs := &stdhttp.Responder{Logger: quiet}
	handle := func(f http.HandlerFunc) func(*testing.B) {
		return func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				f(noWriter{http.Header{}}, r)
			}
		}
	}
	b.Run("http.Error", handle(func(w http.ResponseWriter, _ *http.Request) { http.Error(w, text, 404) }))
	b.Run("Error", handle(func(w http.ResponseWriter, r *http.Request) { rs.Error(w, r, notFound) }))
	b.Run("Handler", handle(rs.Handler(func(http.ResponseWriter, *http.Request) error { return notFound })))
	ok := func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, text) }
	b.Run("success", handle(ok))
	b.Run("success in Wrap", handle(rs.Wrap(http.HandlerFunc(ok)).ServeHTTP))
}
