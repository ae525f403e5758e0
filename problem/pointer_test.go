package problem_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/goproblem/problemdetails/problem"
)

func TestPointer(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		tokens []any
		want   string
	}{
		{nil, "#"},
		{[]any{""}, "#/"},
		{[]any{"items", 3, "na/me"}, "#/items/3/na~1me"},
		{[]any{"a~b", "~1", "~0"}, "#/a~0b/~01/~00"},
		// The examples of RFC 6901, section 6.
		{[]any{"foo", 0}, "#/foo/0"},
		{[]any{"a/b"}, "#/a~1b"},
		{[]any{"c%d"}, "#/c%25d"},
		{[]any{"e^f"}, "#/e%5Ef"},
		{[]any{"g|h"}, "#/g%7Ch"},
		{[]any{`i\j`}, "#/i%5Cj"},
		{[]any{`k"l`}, "#/k%22l"},
		{[]any{" "}, "#/%20"},
		{[]any{"m~n"}, "#/m~0n"},
		{[]any{"é", "日", "\xff", "#", "[]", "<>"}, "#/%C3%A9/%E6%97%A5/%EF%BF%BD/%23/%5B%5D/%3C%3E"},
		{[]any{"!$&'()*+,;=:@?-._~"}, "#/!$&'()*+,;=:@?-._~0"},
		{[]any{int64(7), uint8(1), json.Number("12"), fmt.Errorf("x")}, "#/7/1/12/x"},
		{[]any{key("a/b c~"), &url.URL{Path: "/a b"}}, "#/a~1b%20c~0/~1a%2520b"},
		{[]any{strings.Repeat("long", 100)}, "#/" + strings.Repeat("long", 100)},
	} {
		if got := problem.Pointer(tt.tokens...); got != tt.want {
			t.Errorf("%q: got %s, want %s", tt.tokens, got, tt.want)
		}
	}
}

// key is a type of names, as programs have them.
type key string

func FuzzPointer(f *testing.F) {
	f.Add("a/b", 1, "~")
	f.Add("\xff", -1, "%2F")
	f.Fuzz(func(t *testing.T, a string, n int, b string) {
		fragment := strings.TrimPrefix(problem.Pointer(a, n, b), "#/")
		tokens := strings.Split(fragment, "/")
		if len(tokens) != 3 {
			t.Fatalf("got %d tokens in %q, want 3", len(tokens), fragment)
		}
		for i, want := range []string{a, fmt.Sprint(n), b} {
			got, err := url.PathUnescape(tokens[i])
			got = strings.ReplaceAll(strings.ReplaceAll(got, "~1", "/"), "~0", "~")
			if want = strings.Join(strings.Split(want, ""), ""); err != nil || got != string([]rune(want)) {
				t.Errorf("token %d: got %q, %v; want %q", i, got, err, want)
			}
		}
		if err := (&problem.Problem{Instance: problem.Pointer(a, n, b)}).Validate(); err != nil {
			t.Error(err)
		}
	})
}
