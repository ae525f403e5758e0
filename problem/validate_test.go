package problem_test

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"github.com/goproblem/problemdetails/problem"
)

// nested returns so many lists, one in the other.
func nested(levels int) any {
	var v any
	for range levels {
		v = []any{v}
	}
	return v
}

func TestValidate(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		p    problem.Problem
		want []string // one for each error, within its text
	}{
		{"zero", problem.Problem{}, nil},
		{"example of RFC 9457", *outOfCredit(), nil},
		{"lowest status", problem.Problem{Status: 100}, nil},
		{"highest status", problem.Problem{Status: 599}, nil},
		{"status too low", problem.Problem{Status: 99}, []string{"problem: status: 99 is not within 100 to 599"}},
		{"status too high", problem.Problem{Status: 600}, []string{"problem: status: 600 is not"}},
		{"recommendations are not demands", problem.Problem{Type: "relative", Title: "404", Extensions: problem.Extensions{"a-b": 1, "x": nil}}, nil},
		{"type and instance", problem.Problem{Type: "a b", Instance: "1a:b"}, []string{"problem: type: not a URI reference: ' '", "problem: instance: not a URI reference: first path segment"}},
		{"not UTF-8", problem.Problem{Type: "\xff", Title: "\xff", Detail: "\xff", Extensions: problem.Extensions{"\xff": 1, "x": "\xff"}}, []string{
			"problem: type: not valid UTF-8", "problem: title: not valid UTF-8", "problem: detail: not valid UTF-8",
			`problem: extension "x": not valid UTF-8`, `problem: extension "\xff": not valid UTF-8`,
		}},
		{"extensions of every kind", problem.Problem{Extensions: problem.Extensions{"text": "é", "empty": "", "number": 1.5, "list": []string{"a"}}}, nil},
		{"extension as deep as it may be", problem.Problem{Extensions: problem.Extensions{"x": nested(problem.MaxDepth - 1)}}, nil},
		{"extension one level deeper", problem.Problem{Extensions: problem.Extensions{"x": nested(problem.MaxDepth)}}, []string{`problem: extension "x": nested deeper than 256 levels`}},
		{"broken percent-encoding", problem.Problem{Type: "/a%zzb", Instance: "#b%4"}, []string{`invalid URL escape "%zz"`, `invalid URL escape "%4"`}},
		{"broken percent-encoding of a query", problem.Problem{Type: "?a%zzb", Instance: "?b%4"}, []string{`"%zz" is not a percent-encoded byte`, `"%4" is not a percent-encoded byte`}},
		{"colon behind a query", problem.Problem{Type: "?a://[::1]", Instance: "#a://[::1]"}, []string{"'[' must be percent-encoded", "'[' must be percent-encoded"}},
		{"brackets in a query behind an authority", problem.Problem{Type: "https://example.com?x=[1]", Instance: "//[::1]?x=[1]"}, []string{"'[' must be percent-encoded", "'[' must be percent-encoded"}},
		{"query behind an address in brackets", problem.Problem{Type: "https://[::1]?x=1"}, nil},
		{"colon in a path", problem.Problem{Type: "/a://[::1]"}, []string{"'[' must be percent-encoded"}},
		{"reserved", problem.Problem{Extensions: problem.Extensions{"status": 404}}, []string{`problem: extension "status": problem: reserved for a standard member`}},
		{"no JSON form", problem.Problem{Extensions: problem.Extensions{"f": func() {}}}, []string{`problem: extension "f": json: unsupported type: func()`}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			if err := tt.p.Validate(); err != nil {
				got = strings.Split(err.Error(), "\n")
			}
			if len(got) != len(tt.want) {
				t.Fatalf("got %q, want %q", got, tt.want)
			}
			for i, want := range tt.want {
				if !strings.Contains(got[i], want) {
					t.Errorf("got %q, want %q", got[i], want)
				}
			}
		})
	}
	if err := (&problem.Problem{Extensions: problem.Extensions{"type": 1}}).Validate(); !errors.Is(err, problem.ErrReserved) {
		t.Errorf("got %v, want ErrReserved", err)
	}
}

func TestValidateReferences(t *testing.T) {
	t.Parallel()
	for _, ref := range []string{
		"", "#", "?", "/", "//host", "a", "a/b:c", "./a:b", "https://example.com", "https://user:pw@example.com:8080/a?b=c&d#e/f?g",
		"http://[2001:db8::1]:80/", "urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66", "tag:example@example.org,2021-09-17:OutOfLuck",
		"about:blank", "mailto:a@b", "%41%c3%a9", "a%20b", "x-1+.y:z", "../up", "?q", "#f", "//", "https://iana.org/assignments/http-problem-types#date",
	} {
		if err := (&problem.Problem{Type: ref}).Validate(); err != nil {
			t.Errorf("%q: %v", ref, err)
		}
	}
	for _, ref := range []string{
		" ", "a b", "\n", "é", "a%", "a%2", "a%zz", ":a", "1a:b", "a_b:c", "-a:b", "http://[::1", "http://a b/", `a"b`, "a<b", `a\b`, "a{b}", "a|b", "a^b", "a`b",
		"[a]", "a#b#c", "http://host:port/", "\ufffd", "x:\x7f", "https://exämple.com/", "a?b=[c]", "a?b=%zz", "a?%4", "#[", "http://a<b/",
	} {
		if err := (&problem.Problem{Instance: ref}).Validate(); err == nil {
			t.Errorf("%q: got no error", ref)
		} else if strings.Contains(err.Error(), "parse ") {
			t.Errorf("%q: got %v, want it without the words of net/url", ref, err)
		}
	}
}

func FuzzValidateReference(f *testing.F) {
	for _, ref := range []string{"https://a/b?c#d", "urn:a", "%", "1:", "//[::1]", "é"} {
		f.Add(ref)
	}
	f.Fuzz(func(t *testing.T, ref string) {
		err := (&problem.Problem{Type: ref}).Validate()
		if _, parseErr := url.Parse(ref); parseErr != nil && err == nil {
			t.Errorf("%q passes, but net/url says %v", ref, parseErr)
		}
	})
}
