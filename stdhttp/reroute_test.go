package stdhttp_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/goproblem/problemdetails/stdhttp"
)

// An internal redirect leaves nothing of the first handler behind, nor of the
// middleware around it.
func TestInternalRedirectThroughMiddleware(t *testing.T) {
	t.Parallel()
	rs, after := newResponder()
	mux := http.NewServeMux()
	mux.HandleFunc("/there", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, r.Method+" there") })
	mux.Handle("/", gzipped(false, rs.Handler(func(w http.ResponseWriter, _ *http.Request) error {
		w.Header().Set("Content-Type", "text/csv")
		w.Header().Set("Set-Cookie", "a=b")
		w.WriteHeader(201)
		io.WriteString(w, "first")
		return stdhttp.InternalRedirect("/there")
	})))
	w := httptest.NewRecorder()
	rs.Wrap(mux).ServeHTTP(w, httptest.NewRequest("POST", "/", nil))
	h := w.Result().Header
	if w.Code != 200 || w.Body.String() != "GET there" || h.Get("Content-Type") != "" || // not the first one
		h.Get("Content-Encoding") != "" || h.Get("Set-Cookie") != "a=b" {
		t.Errorf("got %d %v %q", w.Code, h, w.Body)
	}
	if len(after) > 0 {
		t.Errorf("After was called: %+v", <-after)
	}
}

func TestInternalRedirectThatFails(t *testing.T) {
	t.Parallel()
	elsewhere := stdhttp.InternalRedirect("/there")
	there := func(rs *stdhttp.Responder, f http.HandlerFunc) http.Handler {
		mux := http.NewServeMux()
		mux.HandleFunc("/there", f)
		mux.Handle("/", rs.Handler(func(http.ResponseWriter, *http.Request) error { return elsewhere }))
		return mux
	}
	tests := []struct {
		name   string
		h      func(rs *stdhttp.Responder) http.Handler
		status int
	}{
		{"to a panic", func(rs *stdhttp.Responder) http.Handler {
			return rs.Wrap(there(rs, func(http.ResponseWriter, *http.Request) { panic("x") }))
		}, 500},
		{"to a bare error", func(rs *stdhttp.Responder) http.Handler { return rs.Wrap(there(rs, http.NotFound)) }, 404},
		{"a panic on the way back", func(rs *stdhttp.Responder) http.Handler {
			mux := there(rs, http.NotFound)
			return rs.Wrap(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				defer panic("x")
				mux.ServeHTTP(w, r)
			}))
		}, 500},
		{"without Wrap", func(rs *stdhttp.Responder) http.Handler { return there(rs, http.NotFound) }, 500},
		{"after Wrap", func(rs *stdhttp.Responder) http.Handler {
			wrap := rs.Wrap(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
			return rs.Handler(func(w http.ResponseWriter, r *http.Request) error {
				wrap.ServeHTTP(w, r)
				return elsewhere
			})
		}, 500},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rs, after := newResponder()
			w := httptest.NewRecorder()
			tt.h(rs).ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
			if w.Code != tt.status || w.Header().Get("Content-Type") != "application/problem+json" {
				t.Errorf("got %d %v %q, want a problem with %d", w.Code, w.Header(), w.Body, tt.status)
			}
			if o := after.next(t); o.Status != tt.status || o.Result != stdhttp.Written || len(after) > 0 {
				t.Errorf("got %+v and %d more", o, len(after))
			}
		})
	}
}
