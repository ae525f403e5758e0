package main

import (
	"bytes"
	"fmt"
	"html"
	"html/template"
	"strings"

	"github.com/goproblem/problemdetails/docs/benchmarks/internal/bench"
	"github.com/goproblem/problemdetails/docs/benchmarks/internal/sample"
	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

const stdHTML = "html/template"

// pageTemplate makes a template of the built-in page for problems with the five
// members, by putting actions where the values are. It has no conditions, as it
// would need for other problems, which makes it faster than it would be.
func pageTemplate() (*template.Template, error) {
	marked := &problem.Problem{
		Type: "https://type.invalid/", Title: "title.invalid", Status: 599, Detail: "detail.invalid", Instance: "instance.invalid",
	}
	page, err := encode.HTML{}.Append(nil, marked)
	if err != nil {
		return nil, err
	}
	text := strings.NewReplacer(
		marked.Type, "{{.Type}}", marked.Title, "{{.Title}}", "599", "{{.Status}}",
		marked.Detail, "{{.Detail}}", marked.Instance, "{{.Instance}}",
	).Replace(string(page))
	return template.New("page").Parse(text)
}

func encodeHTML() bench.Workload {
	p := sample.Plain()
	want := must(encode.HTML{}.Append(nil, p))
	same := func(b []byte) error {
		return sameBytes([]byte(html.UnescapeString(string(b))), []byte(html.UnescapeString(string(want))))
	}
	t := template.Must(pageTemplate())
	return bench.Workload{
		Name:  "html",
		Text:  fmt.Sprintf("The built-in HTML page for the five standard members, %d bytes.", len(want)),
		Bytes: len(want),
		Contestants: []bench.Contestant{
			appends(ours, same, func(b []byte) ([]byte, error) { return encode.HTML{}.Append(b, p) }),
			appends(floorMemcpy, same, func(b []byte) ([]byte, error) { return append(b, want...), nil }),
			noted(templated(stdHTML, same, t, p), "the same page with values in place, no conditions; reused buffer"),
		},
	}
}

// templated makes a contestant of a template that writes to a reused buffer.
func templated(name string, same func([]byte) error, t *template.Template, data any) bench.Contestant {
	var buf bytes.Buffer
	return produces(name, same, func() ([]byte, error) {
		buf.Reset()
		err := t.Execute(&buf, data)
		return buf.Bytes(), err
	})
}
