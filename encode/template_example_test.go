package encode_test

import (
	"errors"
	"fmt"
	"html/template"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

func ExampleTemplate() {
	notFound := template.Must(template.New("404").Parse(
		"<!DOCTYPE html>\n<title>Lost?</title>\n<p>{{.Detail}}\n<p>Try {{.Extensions.nearest}}.\n"))
	formats := encode.Default().With(encode.HTML{
		Pages: map[int]encode.Template{404: notFound}, // the others keep the built-in page
	})

	f, _ := formats.Negotiate("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
	page, err := f.Append(nil, &problem.Problem{
		Status: 404, Detail: "There is no page /ordres.", Extensions: problem.Extensions{"nearest": "/orders"},
	})
	if err != nil {
		panic(err)
	}
	fmt.Printf("%s", page)
	// Output:
	// <!DOCTYPE html>
	// <title>Lost?</title>
	// <p>There is no page /ordres.
	// <p>Try /orders.
}

func ExampleTemplateError() {
	broken := template.Must(template.New("page").Parse("<p>{{.Detale}}"))
	p := &problem.Problem{Status: 404, Detail: "There is no order 4711."}

	page, err := encode.HTML{Template: broken}.Append(nil, p)
	var failure *encode.TemplateError
	if errors.As(err, &failure) {
		fmt.Println("log:", failure)
		page, err = encode.HTML{}.Append(nil, p) // the built-in page needs no template
	}
	fmt.Println(len(page) > 0, err)
	// Output:
	// log: encode: page for status 404: template: page:1:5: executing "page" at <.Detale>: can't evaluate field Detale in type *problem.Problem
	// true <nil>
}
