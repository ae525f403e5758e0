package stdhttp_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io"
	"log/slog"
	"math"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
	"github.com/goproblem/problemdetails/typelinks"
)

// brokenFormat fails in a way of its own.
type brokenFormat struct {
	contentType string
	append      func(dst []byte, p *problem.Problem) ([]byte, error)
}

func (f brokenFormat) ContentType() string { return f.contentType }

func (f brokenFormat) Append(dst []byte, p *problem.Problem) ([]byte, error) { return f.append(dst, p) }

type rudeMarshaler struct{}

func (rudeMarshaler) MarshalJSON() ([]byte, error) { panic("secret") }

type failingMarshaler struct{}

func (failingMarshaler) MarshalJSON() ([]byte, error) { return nil, errors.New("secret") }

func cycle() map[string]any {
	m := map[string]any{}
	m["a"], m["b"] = m, []any{m, m}
	return m
}

// The client always gets a valid document of the right status.
func TestFallback(t *testing.T) {
	t.Parallel()
	formats := func(f ...encode.Format) *encode.Registry { return encode.NewRegistry(f...) }
	x := func(kv ...any) problem.Extensions {
		m := problem.Extensions{}
		for i := 0; i < len(kv); i += 2 {
			m[kv[i].(string)] = kv[i+1]
		}
		return m
	}
	refuse := func(dst []byte, _ *problem.Problem) ([]byte, error) { return dst, errors.New("secret") }
	bare := func(dst []byte, p *problem.Problem) ([]byte, error) {
		if len(p.Extensions) > 0 {
			return dst, errors.New("secret")
		}
		return append(dst, "bare"...), nil
	}
	tests := []struct {
		name        string
		formats     *encode.Registry
		accept      string
		extensions  problem.Extensions
		contentType string
		want        string
		logged      []string
	}{
		{"a channel", nil, "", x("a", make(chan int), "b", 1), "application/problem+json", `{"status":403,"b":1}`, []string{"member=a"}},
		{
			"several", nil, "", x("a", make(chan int), "b", 1, "c", math.NaN(), "d", rudeMarshaler{}, "e", failingMarshaler{}),
			"application/problem+json", `{"status":403,"b":1}`,
			[]string{"member=a", "member=c", "member=d", "member=e"},
		},
		{"a reserved name", nil, "", x("status", "pwned", "b", 1), "application/problem+json", `{"status":403,"b":1}`, []string{"member=status"}},
		{"a cycle", nil, "", x("a", cycle(), "b", 1), "application/problem+json", `{"status":403,"b":1}`, []string{"member=a"}},
		{
			"a name that XML does not have", nil, "application/xml", x("a b", 1, "b", 1), "application/problem+xml",
			`<?xml version="1.0" encoding="UTF-8"?><problem xmlns="urn:ietf:rfc:7807"><status>403</status><b>1</b></problem>`,
			[]string{`member="a b"`},
		},
		{
			"a template", formats(encode.HTML{Template: template.Must(template.New("").Parse(`half{{.Nix}}`))}), "text/html", x("a", 1),
			"text/html; charset=utf-8", "<!DOCTYPE html>",
			[]string{"template failed"},
		},
		{
			"a template and a member", formats(encode.HTML{Template: template.Must(template.New("").Parse(`half{{.Nix}}`))}), "text/html", x("a", make(chan int)),
			"text/html; charset=utf-8", "<!DOCTYPE html>",
			[]string{"template failed", "member=a"},
		},
		{"all extensions", formats(brokenFormat{"x/y", bare}), "", x("a", 1), "x/y", "bare", []string{"all extensions dropped"}},
		{"a format", formats(brokenFormat{"x/y", refuse}), "", x("a", 1), "application/problem+json", `{"status":403}`, []string{"all extensions dropped", "format failed"}},
		{"a format of text", formats(brokenFormat{"text/x", refuse}), "", nil, "text/plain; charset=utf-8", "403\n", []string{"format failed"}},
		{
			"a format that panics", formats(brokenFormat{"x/y", func([]byte, *problem.Problem) ([]byte, error) { panic("secret") }}), "", nil,
			"application/problem+json", `{"status":403}`,
			[]string{"format failed", "stdhttp_test.brokenFormat.Append"},
		},
		{
			"a format that changes the problem", formats(brokenFormat{"x/y", func(dst []byte, p *problem.Problem) ([]byte, error) {
				*p = problem.Problem{Status: 7}
				return dst, errors.New("secret")
			}}), "", nil,
			"application/problem+json", `{"status":403}`,
			[]string{"format failed"},
		},
		{
			"a format that writes nothing", formats(brokenFormat{"x/y", func(dst []byte, _ *problem.Problem) ([]byte, error) { return dst, nil }}), "", nil,
			"application/problem+json", `{"status":403}`,
			[]string{"format failed"},
		},
		{
			"a format that names a member that is not there", formats(brokenFormat{"x/y", func(dst []byte, _ *problem.Problem) ([]byte, error) {
				return dst, &problem.MemberError{Name: "nix", Err: errors.New("x")}
			}}), "", x("a", 1),
			"application/problem+json", `{"status":403}`,
			[]string{"all extensions dropped", "format failed"},
		},
	}
	for _, tt := range tests {
		for _, method := range []string{"GET", "HEAD"} {
			t.Run(tt.name+"/"+method, func(t *testing.T) {
				t.Parallel()
				var log strings.Builder
				var outcome stdhttp.Outcome
				rs, after := newResponder()
				rs.Formats, rs.Links, rs.Logger = tt.formats, &typelinks.Table{}, slog.New(slog.NewTextHandler(&log, nil))
				resp := answer(rs, method, &problem.Problem{Status: 403, Extensions: tt.extensions}, tt.accept)
				got := body(t, resp)
				if method == "HEAD" {
					if got != "" || resp.Header.Get("Content-Length") == "0" {
						t.Errorf("HEAD: got %q, length %s", got, resp.Header.Get("Content-Length"))
					}
				} else if !strings.HasPrefix(got, tt.want) || strings.Contains(got, "secret") || strings.Contains(got, "half") {
					t.Errorf("got %q, want %q", got, tt.want)
				}
				if resp.StatusCode != 403 || resp.Header.Get("Content-Type") != tt.contentType {
					t.Errorf("got %d %q, want 403 %q", resp.StatusCode, resp.Header.Get("Content-Type"), tt.contentType)
				}
				if outcome = after.next(t); outcome.Result != stdhttp.Fallback {
					t.Errorf("got %v, want fallback", outcome.Result)
				}
				for _, want := range tt.logged {
					if strings.Count(log.String(), want) != 1 {
						t.Errorf("want %q once in the log:\n%s", want, &log)
					}
				}
			})
		}
	}
}

func TestNoFormatsMeansJSON(t *testing.T) {
	t.Parallel()
	resp := answer(&stdhttp.Responder{Formats: encode.NewRegistry(), Links: &typelinks.Table{}}, "GET", &problem.Problem{Status: 404})
	if got := body(t, resp); got != `{"status":404}` || resp.Header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("got %q %s", resp.Header.Get("Content-Type"), got)
	}
}

// A policy made for the built-in page would break others.
func TestPolicyGoesWithTheBuiltInPage(t *testing.T) {
	t.Parallel()
	own := template.Must(template.New("").Parse("own"))
	broken := template.Must(template.New("").Parse("{{.Nix}}"))
	tests := []struct {
		name string
		page encode.HTML
		want string
	}{
		{"built in", encode.HTML{}, encode.HTMLPolicy},
		{"template", encode.HTML{Template: own}, ""},
		{"page for this status", encode.HTML{Pages: map[int]encode.Template{404: own}}, ""},
		{"page for another status", encode.HTML{Pages: map[int]encode.Template{500: own}}, encode.HTMLPolicy},
		{"template that fails", encode.HTML{Template: broken}, encode.HTMLPolicy},
		{"page that fails", encode.HTML{Pages: map[int]encode.Template{404: broken}}, encode.HTMLPolicy},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			resp := answer(&stdhttp.Responder{Formats: encode.NewRegistry(tt.page)}, "GET", &problem.Problem{Status: 404})
			if got := resp.Header.Get("Content-Security-Policy"); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// No template may show a cause, however deep it is buried.
func TestTemplatesSeeNoCause(t *testing.T) {
	t.Parallel()
	var dump func(w io.Writer, v any, depth int)
	dump = func(w io.Writer, v any, depth int) {
		switch v := v.(type) {
		case map[string]any:
			for _, e := range v {
				dump(w, e, depth+1)
			}
		case problem.Extensions:
			dump(w, map[string]any(v), depth)
		case []any:
			for _, e := range v {
				dump(w, e, depth+1)
			}
		case []*problem.Problem:
			for _, e := range v {
				dump(w, e, depth+1)
			}
		case []problem.Problem:
			for _, e := range v {
				dump(w, e, depth+1)
			}
		case problem.Problem:
			dump(w, &v, depth)
		case *problem.Problem:
			if v != nil {
				fmt.Fprint(w, v.Error(), v.Err)
				dump(w, v.Extensions, depth)
			}
		default:
			fmt.Fprint(w, v)
		}
	}
	secret := func() *problem.Problem { return &problem.Problem{Title: "visible", Err: errors.New("secret")} }
	nested := problem.Extensions{
		"pointer": secret(), "value": *secret(), "none": (*problem.Problem)(nil), "typed": nil,
		"pointers": []*problem.Problem{secret(), nil}, "values": []problem.Problem{*secret()},
		"any":        []any{1, secret(), map[string]any{"x": []any{*secret()}}},
		"extensions": problem.Extensions{"x": secret()},
		"problem":    &problem.Problem{Extensions: problem.Extensions{"x": secret()}},
	}
	format := brokenFormat{"text/x", func(dst []byte, p *problem.Problem) ([]byte, error) {
		var b strings.Builder
		dump(&b, p, 0)
		inner := p.Extensions["any"].([]any)[2]
		if _, ok := inner.(map[string]any); !ok {
			t.Errorf("got %T, want the type that the handler chose", inner)
		}
		return append(dst, b.String()...), nil
	}}
	resp := answer(&stdhttp.Responder{Formats: encode.NewRegistry(format)}, "GET",
		&problem.Problem{Status: 404, Extensions: nested, Err: errors.New("secret")})
	got := body(t, resp)
	if strings.Contains(got, "secret") || strings.Count(got, "visible") != 8 {
		t.Errorf("got %q", got)
	}
}

func TestJSONStaysValidForEveryStatus(t *testing.T) {
	t.Parallel()
	for status := -1; status <= 1000; status++ {
		resp := answer(&stdhttp.Responder{}, "GET", &problem.Problem{Status: status})
		got := body(t, resp)
		if s := resp.StatusCode; s == 204 || s == 205 || s == 304 {
			continue
		}
		var doc struct{ Status int }
		if err := json.Unmarshal([]byte(got), &doc); err != nil || doc.Status != resp.StatusCode || status >= 200 && status <= 599 && status != doc.Status {
			t.Errorf("%d: got %d %s", status, resp.StatusCode, got)
		}
	}
}

// A format should append to what it is given. One that returns a slice of its
// own must get it back as it was: it would show what others have written.
func TestFormatKeepsItsSlice(t *testing.T) {
	t.Parallel()
	page := strings.Repeat("page ", 100)
	own := []byte(page)
	rs := &stdhttp.Responder{
		Formats: encode.NewRegistry(brokenFormat{"x/y", func([]byte, *problem.Problem) ([]byte, error) { return own, nil }}),
		Logger:  quiet,
	}
	h := rs.Wrap(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/secret" {
			io.WriteString(w, "secret")
			return
		}
		rs.Error(w, r, errBoom)
	}))
	for range 100 {
		for _, path := range []string{"/", "/secret"} {
			w := httptest.NewRecorder()
			h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
			if path == "/" && w.Body.String() != page {
				t.Fatalf("got %.40q, want %.40q", w.Body, page)
			}
		}
	}
	if string(own) != page {
		t.Errorf("the slice of the format is %.40q", own)
	}
}
