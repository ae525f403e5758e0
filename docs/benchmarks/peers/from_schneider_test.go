package peers_test

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"schneider.vip/problem"
)

// What docs/migration/schneider-problem.md comes from.
func Example_fromSchneider() {
	errNoRow := errors.New("no such row in shard 7")
	cart := func(w http.ResponseWriter, id string, err error) {
		err = fmt.Errorf("cart: %w", problem.Of(404).Append(
			problem.Detailf("There is no order %s.", id), problem.WrapSilent(err)))

		var p *problem.Problem
		if errors.As(err, &p) {
			p.WriteTo(w)
		}
	}
	show := func(f http.HandlerFunc) {
		w := ask(f, "GET", "/")
		fmt.Println(w.Code, cmp.Or(w.Body.String(), "(nothing)"))
	}

	show(func(w http.ResponseWriter, _ *http.Request) { cart(w, "2", errNoRow) })
	show(func(w http.ResponseWriter, _ *http.Request) {
		problem.Of(500).Append(problem.Wrap(errNoRow)).WriteTo(w)
	})
	show(func(w http.ResponseWriter, _ *http.Request) { // an extension in the place of a standard member
		problem.Of(404).Append(problem.Custom("title", 1)).WriteTo(w)
	})
	show(func(w http.ResponseWriter, _ *http.Request) { // an extension that cannot be encoded
		problem.Of(404).Append(problem.Custom("f", func() {})).WriteTo(w)
	})
	show(func(w http.ResponseWriter, _ *http.Request) { // a problem that was decoded
		p := problem.New()
		_ = json.Unmarshal([]byte(`{"n":9007199254740993,"status":404}`), p)
		p.WriteTo(w)
	})
	fmt.Println(problem.New(problem.Custom("a b", []int{1, 2})).XMLString())
	fmt.Println(errors.Is(problem.Of(404).Append(problem.Detail("D")), problem.Of(404)), errors.Is(problem.Of(404), errors.New(`{"status":404,"title":"Not Found"}`)))
	// Output:
	// 404 {"detail":"There is no order 2.","status":404,"title":"Not Found"}
	// 500 {"reason":"no such row in shard 7","status":500,"title":"Internal Server Error"}
	// 404 {"status":404,"title":1}
	// 404 (nothing)
	// 200 {"n":9007199254740992,"status":404}
	// <problem xmlns="urn:ietf:rfc:7807"><a b>[1 2]</a b></problem>
	// false true
}
