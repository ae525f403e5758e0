package encode_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

func names(r *encode.Registry) (list []string) {
	for f := range r.All() {
		list = append(list, f.ContentType())
	}
	return list
}

func TestRegistryOrder(t *testing.T) {
	t.Parallel()
	base := encode.NewRegistry(label("a/a"), label("b/b;x=1"), label("c/c"))
	tests := []struct {
		name string
		r    *encode.Registry
		want []string
	}{
		{"nil", nil, nil},
		{"zero", &encode.Registry{}, nil},
		{"new", base, []string{"a/a", "b/b;x=1", "c/c"}},
		{"nothing more", base.With(), []string{"a/a", "b/b;x=1", "c/c"}},
		{"last", base.With(label("d/d")), []string{"a/a", "b/b;x=1", "c/c", "d/d"}},
		{"replaced in place", base.With(label("B/B;y=2")), []string{"a/a", "B/B;y=2", "c/c"}},
		{"replaced twice", base.With(label("b/b;y=2"), label("b/b")), []string{"a/a", "b/b", "c/c"}},
		{"new with one type twice", encode.NewRegistry(label("a/a"), label("b/b"), label("a/a;x=1")), []string{"a/a", "b/b", "a/a;x=1"}},
		{"replaces all of its type", encode.NewRegistry(label("b/b"), label("a/a"), label("c/c"), label("a/a;x=1"), label("a/a;x=2")).With(label("a/a;x=3")), []string{"b/b", "a/a;x=3", "c/c"}},
		{"malformed ones displace none", encode.NewRegistry(label("a"), label("b/b")).With(label("a"), label("")).With(label("")), []string{"a", "b/b", "a", "", ""}},
		{"nil formats", base.With(nil, label("d/d"), nil), []string{"a/a", "b/b;x=1", "c/c", "d/d"}},
		{"malformed ones stay apart", encode.NewRegistry(label("a"), label("a"), label("")), []string{"a", "a", ""}},
		{"with of nil", (*encode.Registry)(nil).With(label("a/a")), []string{"a/a"}},
		{"with of zero", (&encode.Registry{}).With(label("a/a")), []string{"a/a"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, names(tt.r)); diff != "" {
				t.Errorf("All (-want +got):\n%s", diff)
			}
		})
	}
	if diff := cmp.Diff([]string{"a/a", "b/b;x=1", "c/c"}, names(base)); diff != "" {
		t.Errorf("With changed its receiver (-want +got):\n%s", diff)
	}
}

func TestRegistryAllStops(t *testing.T) {
	t.Parallel()
	for f := range encode.Default().All() {
		if got := f.ContentType(); got != problemJSON {
			t.Errorf("the first format of Default is %s, want %s", got, problemJSON)
		}
		break
	}
}

func TestRegistryLookup(t *testing.T) {
	t.Parallel()
	r := encode.NewRegistry(label("application/problem+json"), label("text/plain;charset=utf-8"), label("nonsense"), label("text/"), label("/plain"), label("text/*"), label("a/a;@x=1"), label("a/b;=1"), label("a/c;x"), label(`a/d;x="`), label("a/e;x=1 y"))
	tests := []struct{ name, mediaType, want string }{
		{"same", "application/problem+json", "application/problem+json"},
		{"capitals", "Application/Problem+JSON", "application/problem+json"},
		{"parameters", " text/plain ; charset", "text/plain;charset=utf-8"},
		{"alias", "application/json", ""},
		{"alias without a format", "text/xml", ""},
		{"suffix", "application/x+json", ""},
		{"range", "text/*", ""},
		{"any", "*/*", ""},
		{"empty", "", ""},
		{"malformed", "nonsense", ""},
		{"list", "text/plain, text/plain", ""},
		{"no subtype", "text/", ""},
		{"no type", "/plain", ""},
		{"format with a parameter of no name", "a/a", ""},
		{"format with a parameter of an empty name", "a/b", ""},
		{"format with a parameter without a value", "a/c", ""},
		{"format with open quotes", "a/d", ""},
		{"format with a rest", "a/e", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := ""
			f, ok := r.Lookup(tt.mediaType)
			if ok {
				got = f.ContentType()
			}
			if got != tt.want || ok != (f != nil) {
				t.Errorf("Lookup(%q) = %q, %t; want %q", tt.mediaType, got, ok, tt.want)
			}
		})
	}
	if f, ok := (*encode.Registry)(nil).Lookup("text/plain"); f != nil || ok {
		t.Errorf("Lookup on nil = %v, %t", f, ok)
	}
	if f, ok := (&encode.Registry{}).Lookup("text/plain"); f != nil || ok {
		t.Errorf("Lookup on the zero Registry = %v, %t", f, ok)
	}
}

func TestRegistryLongNames(t *testing.T) {
	t.Parallel()
	for _, n := range []int{31, 32, 40, 63, 64, 65, 100, 130} {
		name := "a/" + strings.Repeat("b", n-2)
		r := encode.NewRegistry(label("x/y"), label(name))
		if f, ok := r.Lookup(strings.ToUpper(name)); !ok || f.ContentType() != name {
			t.Errorf("Lookup of a name of %d bytes: %v, %t", n, f, ok)
		}
		if f, ok := r.Negotiate(name + ";q=0.5"); !ok || f.ContentType() != name {
			t.Errorf("Negotiate for a name of %d bytes: %v, %t", n, f, ok)
		}
	}
}

func TestNegotiateEmptyRegistry(t *testing.T) {
	t.Parallel()
	for _, r := range []*encode.Registry{nil, {}, encode.NewRegistry()} {
		for _, accept := range []string{"", "*/*", "text/html"} {
			if f, ok := r.Negotiate(accept); f != nil || ok {
				t.Errorf("Negotiate(%q) = %v, %t; want nil, false", accept, f, ok)
			}
		}
	}
}

// A fixed decoder gives a problem with its name as the title.
type fixed struct{ label }

func (f fixed) Decode(_ []byte, p *problem.Problem) error {
	*p = problem.Problem{Title: f.ContentType()}
	return nil
}

func TestRegistryDecode(t *testing.T) {
	t.Parallel()
	both := encode.NewRegistry(fixed{problemJSON}, fixed{problemXML}, label(plainText))
	own := both.With(fixed{"application/json"}, label("text/xml"))
	tests := []struct {
		name        string
		r           *encode.Registry
		contentType string
		want        string // empty if the type is refused
	}{
		{"name", both, "application/problem+json", problemJSON},
		{"capitals", both, "APPLICATION/PROBLEM+XML", problemXML},
		{"parameters", both, `application/problem+json; charset="utf-8"; v=1`, problemJSON},
		{"malformed parameters", both, "application/problem+json; charset", problemJSON},
		{"space", both, " application/problem+json ", problemJSON},
		{"tabs", both, "\tapplication/problem+json\t;v=1", problemJSON},
		{"application/json", both, "application/json", problemJSON},
		{"text/json", both, "text/json;charset=utf-8", problemJSON},
		{"application/xml", both, "application/xml", problemXML},
		{"text/xml", both, "Text/XML", problemXML},
		{"a format bears the name", own, "application/json", "application/json"},
		{"a format bears the name and does not decode", own, "text/xml", ""},
		{"no decoder", both, "text/plain", ""},
		{"alias of a format that is not there", both, "application/xhtml+xml", ""},
		{"suffix", both, "application/vnd.api+json", ""},
		{"unknown", both, "image/png", ""},
		{"empty", both, "", ""},
		{"two types", both, "application/problem+json, application/problem+json", ""},
		{"range", both, "application/*", ""},
		{"nil registry", nil, "application/problem+json", ""},
		{"empty registry", &encode.Registry{}, "application/problem+json", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			before := problem.Problem{Detail: "before"}
			p := before
			err := tt.r.Decode(tt.contentType, []byte("{}"), &p)
			want := problem.Problem{Title: tt.want}
			if tt.want == "" {
				want = before
				if !errors.Is(err, encode.ErrNoDecoder) || !strings.HasSuffix(err.Error(), fmt.Sprintf(": %q", tt.contentType)) {
					t.Errorf("Decode as %q: %v; want ErrNoDecoder with the type", tt.contentType, err)
				}
			} else if err != nil {
				t.Errorf("Decode as %q: %v", tt.contentType, err)
			}
			if diff := cmp.Diff(want, p); diff != "" {
				t.Errorf("Decode as %q (-want +got):\n%s", tt.contentType, diff)
			}
		})
	}
}

func TestDefault(t *testing.T) {
	t.Parallel()
	if first, second := encode.Default(), encode.Default(); first != second {
		t.Error("Default returns a new registry at each call")
	}
	order := names(encode.Default())
	want := slices.DeleteFunc([]string{problemJSON, problemXML, htmlPage, plainText}, func(s string) bool {
		_, ok := encode.Default().Lookup(s)
		return !ok
	})
	if diff := cmp.Diff(want, order); diff != "" {
		t.Errorf("order of Default (-want +got):\n%s", diff)
	}
}
