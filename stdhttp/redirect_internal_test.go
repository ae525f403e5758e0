package stdhttp

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/goproblem/problemdetails/problem"
)

func TestRedirectResponse(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		reason string
		err    error
		target string // of the request
		proto1 bool   // HTTP/1.0
		status int
		urls   []string
		header http.Header // but Location
	}{
		{name: "default", err: Redirect(0, "/x"), status: 303, urls: []string{"/x"}},
		{name: "HTTP/1.0", reason: "knows no 303", err: Redirect(0, "/x"), proto1: true, status: 302, urls: []string{"/x"}},
		{name: "303 for HTTP/1.0", err: Redirect(303, "/x"), proto1: true, status: 303, urls: []string{"/x"}},
		{
			name: "300", err: Redirect(300, "/en", "/de"), status: 300, urls: []string{"/en", "/de"},
			header: http.Header{"Link": {`</en>; rel="alternate"`, `</de>; rel="alternate"`}},
		},
		{
			name: "300 with another link", err: WithHeader(Redirect(300, "/en"), HelpLink("/help")), status: 300, urls: []string{"/en"},
			header: http.Header{"Link": {`</help>; rel="help"`, `</en>; rel="alternate"`}},
		},
		{name: "301", err: Redirect(301, "/x"), status: 301, urls: []string{"/x"}},
		{name: "302", err: Redirect(302, "/x"), status: 302, urls: []string{"/x"}},
		{name: "307", err: Redirect(307, "/x"), status: 307, urls: []string{"/x"}},
		{name: "308, two", err: Redirect(308, "/x", "y"), status: 308, urls: []string{"/x", "/a/y"}},
		{
			name: "headers", err: WithHeader(Redirect(0, "/x"), http.Header{"Set-Cookie": {"a=b"}, "Location": {"/evil"}}),
			status: 303, urls: []string{"/x"}, header: http.Header{"Set-Cookie": {"a=b"}},
		},
		{name: "wrapped", err: fmt.Errorf("a: %w", Redirect(0, "/x")), status: 303, urls: []string{"/x"}},

		{name: "relative", err: Redirect(0, "c"), status: 303, urls: []string{"/a/c"}},
		{name: "relative, up", err: Redirect(0, "../../c?d#e"), status: 303, urls: []string{"/c?d#e"}},
		{name: "query", err: Redirect(0, "?page=2"), status: 303, urls: []string{"/a/b?page=2"}},
		{name: "empty", reason: "RFC 3986, section 5.2.2: the same URL", err: Redirect(0, ""), target: "/a/b?q=1", status: 303, urls: []string{"/a/b?q=1"}},
		{name: "absolute", err: Redirect(0, "https://example.com/x"), status: 303, urls: []string{"https://example.com/x"}},
		{name: "absolute without path", err: Redirect(0, "https://example.com"), status: 303, urls: []string{"https://example.com"}},
		{name: "other host", reason: "allowed, if the program says so", err: Redirect(0, "//example.com/x"), status: 303, urls: []string{"//example.com/x"}},
		{name: "other scheme", err: Redirect(0, "myapp:callback?x=1"), status: 303, urls: []string{"myapp:callback?x=1"}},
		{name: "non-ASCII", err: Redirect(0, "/größe?q=größe#größe"), status: 303, urls: []string{"/gr%C3%B6%C3%9Fe?q=gr%C3%B6%C3%9Fe#gr%C3%B6%C3%9Fe"}},
		{name: "not UTF-8", err: Redirect(0, "/\xff?\xff"), status: 303, urls: []string{"/%FF?%FF"}},
		{name: "encoded", reason: "not twice", err: Redirect(0, "/a%2Fb%20c"), status: 303, urls: []string{"/a%2Fb%20c"}},
		{name: "markup", err: Redirect(0, `/"<b>'?"<b>'`), status: 303, urls: []string{`/%22%3Cb%3E%27?%22%3Cb%3E'`}},
		{name: "backslash", reason: "browsers take it for a slash", err: Redirect(0, `/\example.com`), status: 303, urls: []string{"/%5Cexample.com"}},
		{name: "three slashes", reason: "browsers take them for two", err: Redirect(0, "///example.com/x"), status: 303, urls: []string{"/example.com/x"}},
		{
			name: "slashes in the request", reason: "must not become a host", err: Redirect(0, "x"), target: "//example.com/y",
			status: 303, urls: []string{"/example.com/x"},
		},
		{name: "request for *", err: Redirect(0, "x"), target: "*", status: 303, urls: []string{"/x"}},
		{name: "request to a proxy", err: Redirect(0, "x"), target: "http://example.com/a/b", status: 303, urls: []string{"/a/x"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			target := test.target
			if target == "" {
				target = "/a/b"
			}
			r := httptest.NewRequest("GET", "http://server.example/stripped", nil)
			r.RequestURI = target
			if test.proto1 {
				r.ProtoMinor = 0
			}
			to, ok := asRedirect(test.err)
			if !ok {
				t.Fatalf("%v is not a redirect", test.err)
			}
			p, h := to.response(r)
			if p.Status != test.status {
				t.Errorf("status: got %d, want %d", p.Status, test.status)
			}
			locations := problem.Extensions{"location": test.urls[0]}
			if len(test.urls) > 1 {
				locations["alternatives"] = test.urls[1:]
			}
			if diff := cmp.Diff(locations, p.Extensions); diff != "" {
				t.Errorf("extensions (-want +got):\n%s", diff)
			}
			want := test.header.Clone()
			if want == nil {
				want = http.Header{}
			}
			want["Location"] = test.urls[:1]
			if diff := cmp.Diff(want, h); diff != "" {
				t.Errorf("header (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRequestURLWithoutOne(t *testing.T) {
	t.Parallel()
	if got := resolve(requestURL(&http.Request{}), &url.URL{Path: "x"}); got != "/x" {
		t.Errorf("got %q, want /x", got)
	}
	if got := resolve(requestURL(&http.Request{URL: &url.URL{Path: "/a/b"}}), &url.URL{Path: "x"}); got != "/a/x" {
		t.Errorf("not from a server: got %q, want /a/x", got)
	}
	if got := resolve(requestURL(httptest.NewRequest("GET", "/a/b", nil)), &url.URL{Path: "x"}); got != "/a/x" {
		t.Errorf("got %q, want /a/x", got)
	}
}

func TestRedirectRefused(t *testing.T) {
	t.Parallel()
	for _, err := range []error{
		Redirect(200, "/x"), Redirect(304, "/x"), Redirect(305, "/x"), Redirect(306, "/x"),
		Redirect(309, "/x"), Redirect(-1, "/x"), Redirect(404, "/x"),
		Redirect(302), Redirect(0, []string{}...),
		Redirect(0, "javascript:alert(1)"), Redirect(0, "JavaScript:alert(1)"), Redirect(0, " javascript:alert(1)"),
		Redirect(0, "java\tscript:alert(1)"), Redirect(0, "data:text/html,x"), Redirect(0, "VBScript:x"),
		Redirect(0, "/x\r\nSet-Cookie: a=b"), Redirect(0, "/x\n"), Redirect(0, "/x\x00"), Redirect(0, "/x\x7f"),
		Redirect(0, "https:example.com"), Redirect(0, "https:///example.com"), Redirect(0, "http://"),
		Redirect(0, "%zz"), Redirect(0, "http://[::1"), Redirect(0, `//"x"/`), Redirect(300, "/ok", "javascript:alert(1)"),
		InternalRedirect("https://example.com/x"), InternalRedirect("//example.com/x"), InternalRedirect("mailto:a"), InternalRedirect("%zz"),
	} {
		if err == nil {
			t.Error("got nil, want an error")
			continue
		}
		if _, ok := asRedirect(err); ok {
			t.Errorf("%v: got a redirect, want another error", err)
		}
		if _, ok := asInternalRedirect(err); ok {
			t.Errorf("%v: got an internal redirect, want another error", err)
		}
		if p := problem.From(err); p.Status != 500 || p.Detail != "" {
			t.Errorf("%v: got %d %q, want a bare 500", err, p.Status, p.Detail)
		}
		if !strings.HasPrefix(err.Error(), "stdhttp: ") {
			t.Errorf("got %q, want the package's name before", err)
		}
	}
}

// What the operator reads names the place, but no password.
func TestRedirectMessages(t *testing.T) {
	t.Parallel()
	for want, err := range map[string]error{
		"redirect to /x": Redirect(0, "/x", "/y"),
		"redirect to https://user:xxxxx@example.com/x":                               Redirect(0, "https://user:password@example.com/x"),
		"stdhttp: 304 is not the status of a redirect":                               Redirect(304, "/x"),
		"stdhttp: redirect 302 without a URL":                                        Redirect(302),
		`stdhttp: redirect: "http:///x" has no host`:                                 Redirect(0, "http:///x"),
		`stdhttp: redirect: the scheme of "data:x" runs scripts`:                     Redirect(0, "data:x"),
		`stdhttp: internal redirect to "/x?y" that no Wrap could follow`:             InternalRedirect("/x?y"),
		`stdhttp: internal redirect to "https://example.com/x", which is not a path`: InternalRedirect("https://example.com/x"),
		`stdhttp: internal redirect: parse "%zz": invalid URL escape "%zz"`:          InternalRedirect("%zz"),
	} {
		if got := err.Error(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestRedirectAndProblem(t *testing.T) {
	t.Parallel()
	redirect, internal := Redirect(302, "/x"), InternalRedirect("/x")
	notFound := &problem.Problem{Status: 404}
	tests := []struct {
		name     string
		err      error
		redirect bool
		internal bool
		status   int
	}{
		{"redirect", redirect, true, false, 302},
		{"redirect without a status", Redirect(0, "/x"), true, false, 303},
		{"redirect first", errors.Join(redirect, notFound), true, false, 302},
		{"problem first", errors.Join(notFound, redirect), false, false, 404},
		{"problem because of a redirect", &problem.Problem{Status: 404, Err: redirect}, false, false, 404},
		{"internal", fmt.Errorf("a: %w", internal), false, true, 500},
		{"problem because of an internal one", &problem.Problem{Status: 404, Err: internal}, false, false, 404},
		{"internal beside a problem", errors.Join(internal, notFound), false, false, 404},
		{"problem", notFound, false, false, 404},
		{"nil", nil, false, false, 500},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if _, got := asRedirect(test.err); got != test.redirect {
				t.Errorf("asRedirect: got %v, want %v", got, test.redirect)
			}
			if _, got := asInternalRedirect(test.err); got != test.internal {
				t.Errorf("asInternalRedirect: got %v, want %v", got, test.internal)
			}
			if got := problem.From(test.err).Status; got != test.status {
				t.Errorf("status: got %d, want %d", got, test.status)
			}
		})
	}
}

// asInternal returns the internal redirect to a path.
func asInternal(t *testing.T, path string) *internalRedirect {
	t.Helper()
	to, ok := asInternalRedirect(InternalRedirect(path))
	if !ok {
		t.Fatalf("%q: not an internal redirect", path)
	}
	return to
}

func TestRedirectInternally(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		method string
		path   string
		want   string // method and URL
	}{
		{"GET", "GET", "/x", "GET /x"},
		{"HEAD stays", "HEAD", "/x", "HEAD /x"},
		{"POST becomes GET", "POST", "/x", "GET /x"},
		{"query in the path", "GET", "/x?b=2", "GET /x?b=2"},
		{"relative", "GET", "c", "GET /a/c"},
		{"up", "GET", "../../c", "GET /c"},
		{"query only", "GET", "?c=3", "GET /a/b?c=3"},
		{"nothing", "GET", "", "GET /a/b"},
		{"encoded", "GET", "/x%2Fy", "GET /x%2Fy"},
		{"fragment", "GET", "/x#y", "GET /x"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequest(test.method, "/a/b?a=1", strings.NewReader("a=2"))
			r.Header = http.Header{
				"Content-Type": {"application/x-www-form-urlencoded"}, "Content-Length": {"3"}, "Expect": {"100-continue"},
				"Content-Encoding": {"gzip"}, "Transfer-Encoding": {"chunked"}, "Trailer": {"X-A"}, "Cookie": {"c=d"},
			}
			conditions := http.Header{
				"If-None-Match": {`"e"`}, "If-Match": {`"f"`}, "If-Modified-Since": {"x"}, "If-Unmodified-Since": {"y"},
				"If-Range": {`"g"`}, "Range": {"bytes=0-1"},
			}
			maps.Copy(r.Header, conditions)
			r.Pattern, r.Trailer, r.TransferEncoding = "/a/", http.Header{"X-A": {"b"}}, []string{"chunked"}
			r.GetBody, r.MultipartForm = func() (io.ReadCloser, error) { return r.Body, nil }, &multipart.Form{}
			before := r.Clone(r.Context())
			if test.method == "POST" {
				if err := r.ParseForm(); err != nil {
					t.Fatal(err)
				}
			}
			next := redirectInternally(r, asInternal(t, test.path))
			if got := clientURL(redirectInternally(next, asInternal(t, "/z"))).String(); got != "/a/b?a=1" {
				t.Errorf("the client asked for /a/b?a=1, got %q", got)
			}
			if got := place(next); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if got, want := next.Method+" "+next.RequestURI, test.want; got != want {
				t.Errorf("RequestURI: got %q, want %q", got, want)
			}
			want := http.Header{"Cookie": {"c=d"}}
			if test.method != "POST" {
				maps.Copy(want, conditions)
			}
			if diff := cmp.Diff(want, next.Header); diff != "" {
				t.Errorf("header (-want +got):\n%s", diff)
			}
			if next.Body != http.NoBody || next.ContentLength != 0 {
				t.Errorf("got a body of length %d, want none", next.ContentLength)
			}
			if next.GetBody != nil || next.TransferEncoding != nil || next.Trailer != nil || next.MultipartForm != nil || next.Pattern != "" {
				t.Errorf("got %+v, want nothing of the content or the route of the first request", next)
			}
			if form, post := next.FormValue("a"), next.PostFormValue("a"); form != "" || post != "" {
				t.Errorf("form of the first request: got %q and %q, want none", form, post)
			}
			if diff := cmp.Diff(before.Header, r.Header); diff != "" {
				t.Errorf("the first request has changed (-before +after):\n%s", diff)
			}
		})
	}
	if got := place(redirectInternally(&http.Request{Method: "GET"}, asInternal(t, "x"))); got != "GET /x" {
		t.Errorf("request without URL: got %q, want GET /x", got)
	}
}

func TestJourney(t *testing.T) {
	t.Parallel()

	t.Run("back to the beginning", func(t *testing.T) {
		t.Parallel()
		var j journey
		r := httptest.NewRequest("GET", "/a", nil)
		r, err := j.next(r, asInternal(t, "/b"))
		if err != nil {
			t.Fatal(err)
		}
		_, err = j.next(r, asInternal(t, "/a"))
		if want := "stdhttp: internal redirects without end: GET /a -> GET /b -> GET /a"; err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	})
	t.Run("same path, other method", func(t *testing.T) {
		t.Parallel()
		var j journey
		r, err := j.next(httptest.NewRequest("POST", "/a", nil), asInternal(t, "/a"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err = j.next(r, asInternal(t, "/a")); err == nil {
			t.Error("second time: got nil, want an error")
		}
	})
	t.Run("ever new places", func(t *testing.T) {
		t.Parallel()
		var j journey
		r := httptest.NewRequest("GET", "/", nil)
		n := 0
		for ; n < 100; n++ {
			next, err := j.next(r, asInternal(t, fmt.Sprintf("/%d", n)))
			if err != nil {
				break
			}
			r = next
		}
		if n != 10 {
			t.Errorf("got %d redirects, want 10", n)
		}
	})
}

func TestRedirectPage(t *testing.T) {
	t.Parallel()
	p := &problem.Problem{
		Status: 303, Title: "See <Other>", Detail: `"a" & b`, Lang: `en"`,
		Extensions: problem.Extensions{"location": "/a?b&c", "alternatives": []string{`/'"`}},
	}
	got, err := redirectPage{}.Append([]byte("before "), p)
	if err != nil {
		t.Fatal(err)
	}
	want := `before <!DOCTYPE html>
<html lang="en&#34;">
<head><meta charset="utf-8"><title>See &lt;Other&gt;</title></head>
<body><h1>See &lt;Other&gt;</h1>
<p>&#34;a&#34; &amp; b</p>
<p><a href="/a?b&amp;c">/a?b&amp;c</a></p>
<p><a href="/&#39;&#34;">/&#39;&#34;</a></p>
</body></html>
`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	p = &problem.Problem{
		Title: "t\x00\xff", Detail: "\x1ba\nb\u0085", Extensions: problem.Extensions{"location": "view-source:javascript:1", "alternatives": []string{"HTTPS://a/", "%zz"}},
	}
	got, _ = redirectPage{}.Append(nil, p)
	for _, want := range []string{
		"<h1>t\ufffd\ufffd</h1>", "<p>\ufffda\nb\ufffd</p>", "<p>view-source:javascript:1</p>", `<a href="HTTPS://a/">`, "<p>%zz</p>",
	} {
		if !strings.Contains(string(got), want) {
			t.Errorf("what the page must not have: got %q, want %q in it", got, want)
		}
	}

	got, err = redirectPage{}.Append(nil, &problem.Problem{Status: 303})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<title>303</title>", `<html lang="en">`} {
		if !strings.Contains(string(got), want) {
			t.Errorf("without title and language: got %s, want %s", got, want)
		}
	}
}

func FuzzRedirect(f *testing.F) {
	for _, seed := range []string{"/x", "c?d#e", "//host/x", "https://example.com", "///x", "/\\x", "javascript:x", "/\r\n", "ä", "%2F", "?", "", "a:b"} {
		f.Add("/a/b?c", seed)
	}
	f.Add("//example.com/x", "y")
	f.Add("/%2F/example.com", "..")
	f.Fuzz(func(t *testing.T, target, ref string) {
		to, ok := asRedirect(Redirect(0, ref))
		if !ok {
			return
		}
		r := httptest.NewRequest("GET", "/stripped", nil)
		r.RequestURI = target
		_, h := to.response(r)
		location := h.Get("Location")
		for _, c := range []byte(location) {
			if c <= ' ' || c >= 0x7F || c == '\\' || c == '<' || c == '>' || c == '"' {
				t.Fatalf("%q from %q: got %q, which has %q", ref, target, location, c)
			}
		}
		got, err := url.Parse(location)
		if err != nil {
			t.Fatalf("%q from %q: got %q: %v", ref, target, location, err)
		}
		given, _ := url.Parse(ref)
		if got.Scheme != given.Scheme || !strings.EqualFold(got.Host, given.Host) {
			t.Fatalf("%q from %q: got %q, which leads to another place", ref, target, location)
		}
		if got.Scheme == "" && !strings.HasPrefix(location, "/") {
			t.Fatalf("%q from %q: got %q, which is relative", ref, target, location)
		}
	})
}
