package docs_test

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
	"github.com/goproblem/problemdetails/typelinks"
)

func get(h http.Handler, target string) {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", target, nil))
	fmt.Println(w.Body)
}

// Handlers: what a service decides once.
func Example_handlers() {
	api := &stdhttp.Responder{
		Map: func(_ *http.Request, err error) error {
			if errors.Is(err, sql.ErrNoRows) {
				return &problem.Problem{Status: http.StatusNotFound, Err: err}
			}
			return err
		},
		Before: func(r *http.Request, p *problem.Problem) {
			p.Instance = r.URL.EscapedPath()
		},
	}
	get(api.Handler(func(http.ResponseWriter, *http.Request) error {
		return fmt.Errorf("order: %w", sql.ErrNoRows)
	}), "/orders/7")
	// Output:
	// {"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.5","title":"Not Found","status":404,"instance":"/orders/7"}
}

// Own links.
func Example_links() {
	links := typelinks.Default().With(
		typelinks.Link{Status: 429, Type: "https://example.com/docs/limits"},
		typelinks.Link{Status: 402, Type: "https://example.com/docs/billing", Title: "Your plan does not include that"},
	)
	api := &stdhttp.Responder{Links: links}
	get(api.Problem(&problem.Problem{Status: 429}), "/")
	get(api.Problem(&problem.Problem{Status: 402}), "/")
	// Output:
	// {"type":"https://example.com/docs/limits","title":"Too Many Requests","status":429}
	// {"type":"https://example.com/docs/billing","title":"Your plan does not include that","status":402}
}

func importFile(name string) error {
	return &problem.Problem{
		Title:      "The import stopped.",
		Detail:     "Line 12 has three columns instead of five.",
		Extensions: problem.Extensions{"file": name, "line": 12},
		Err:        fs.ErrInvalid,
	}
}

// Outside HTTP.
func Example_elsewhere() {
	p := problem.From(importFile("customers.csv"))
	message, err := p.AppendJSON(nil)

	fmt.Printf("%s %v\n", message, err)
	// Output:
	// {"title":"The import stopped.","detail":"Line 12 has three columns instead of five.","file":"customers.csv","line":12} <nil>
}

func Example_formats() {
	p := problem.From(importFile("customers.csv"))
	f, _ := encode.Default().Lookup("text/plain")
	report, err := f.Append(nil, p)

	fmt.Printf("%s%v\n", report, err)
	// Output:
	// The import stopped.
	//
	// Line 12 has three columns instead of five.
	//
	// file: customers.csv
	// line: 12
	// <nil>
}

// In several languages.
func Example_languages() {
	german := stdhttp.Translation{
		Lang: "de",
		Texts: map[string]string{
			"Not Found":                    "Nicht gefunden",
			"The article is out of stock.": "Der Artikel ist ausverkauft.",
			"You ordered {count}, and there are {left} left.": "Sie haben {count} bestellt, und es sind noch {left} da.",
		},
	}
	api := &stdhttp.Responder{Before: stdhttp.Translate("en", german)}

	r := httptest.NewRequest("POST", "/orders", nil)
	r.Header.Set("Accept-Language", "de")
	w := httptest.NewRecorder()
	api.Error(w, r, &problem.Problem{
		Type:   "https://example.com/probs/out-of-stock",
		Title:  "The article is out of stock.",
		Status: http.StatusConflict,
		Detail: fmt.Sprintf("You ordered %d, and there are %d left.", 5, 3),
	})
	fmt.Println(w.Body)
	// Output:
	// {"type":"https://example.com/probs/out-of-stock","title":"Der Artikel ist ausverkauft.","status":409,"detail":"Sie haben 5 bestellt, und es sind noch 3 da."}
}
