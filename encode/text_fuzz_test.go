package encode_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

// FuzzText takes a document apart by the rules that [encode.Text] states.
func FuzzText(f *testing.F) {
	f.Add("Not Found", "No\nsuch: thing", "name", "a\r\nb: c")
	f.Add("", "", "", "")
	f.Add("\n", "\n\n", "a: b\nc", "\u2028type: x")
	f.Add("\x1b[2J", "\u202eabc", "\xff", "\x9b")
	f.Fuzz(func(t *testing.T, title, detail, name, value string) {
		p := &problem.Problem{
			Type: value, Title: title, Status: 404, Detail: detail, Instance: title,
			Extensions: problem.Extensions{name: value, "list": []any{value, name}, "errors": problem.Violations{{Detail: detail, Pointer: value}}},
		}
		doc, err := encode.Text{}.Append(nil, p)
		if err != nil || !utf8.Valid(doc) || strings.ContainsFunc(string(doc), isHarmful) {
			t.Fatalf("%q, %v", doc, err)
		}
		lines := strings.Split(strings.TrimSuffix(string(doc), "\n"), "\n")
		if !strings.HasPrefix(lines[0], "404") {
			t.Errorf("the first line is %q", lines[0])
		}
		lines = lines[1:]
		if len(lines) > 0 && lines[0] == "" {
			lines = lines[2:] // the blank line and the first of the detail
		}
		members := 0
		for _, line := range lines {
			if line == "" || strings.HasPrefix(line, "  ") {
				continue // belongs to the line before
			}
			members++
			if !strings.Contains(line, ":") {
				t.Errorf("the line %q is no member", line)
			}
		}
		want := 2 // errors and list
		for _, has := range []bool{
			value != "" && value != problem.BlankType,
			title != "",
			!slices.Contains([]string{"type", "title", "status", "detail", "instance", "errors", "list"}, name),
		} {
			if has {
				want++
			}
		}
		if members != want {
			t.Errorf("%d members in %q, want %d", members, doc, want)
		}
	})
}

func isHarmful(r rune) bool {
	return r < ' ' && r != '\n' || 0x7f <= r && r <= 0x9f || 0x202a <= r && r <= 0x202e || 0x2066 <= r && r <= 0x2069 || r == 0x2028 || r == 0x2029
}
