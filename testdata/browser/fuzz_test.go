package browser

import (
	"testing"

	"github.com/goproblem/problemdetails/problem"
)

// FuzzPage has golang.org/x/net/html parse pages: there is no element and no
// attribute that the page does not mean.
func FuzzPage(f *testing.F) {
	for _, s := range attacks {
		f.Add(s, s, s, s, s, s, s, 404)
	}
	f.Add("https://example.com/?a=1&b=2", "Title", "Detail\nmore", "/1", "name", "value", "az-Arab-IR-x-y", 0)
	f.Fuzz(func(t *testing.T, typ, title, detail, instance, name, value, lang string, status int) {
		check(t, &problem.Problem{
			Type: typ, Title: title, Status: status, Detail: detail, Instance: instance, Lang: lang,
			Extensions: problem.Extensions{
				"x" + name: value, "y": []any{value, map[string]any{value: name, name: []string{value}}},
				"errors": problem.Violations{{Detail: value, Pointer: name, Parameter: value, Header: name, Code: value}, {}},
			},
		})
	})
}
