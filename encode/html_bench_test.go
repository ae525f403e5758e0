package encode_test

import (
	"html/template"
	"io"
	"strings"
	"testing"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

// twin writes the page of problems whose extensions are scalars and lists of
// scalars in the way of html/template. Its style sheet is that of the page.
func twin(tb testing.TB) *template.Template {
	tb.Helper()
	page, err := encode.HTML{}.Append(nil, nil)
	if err != nil {
		tb.Fatal(err)
	}
	head, _, ok := strings.Cut(string(page), "<title>")
	if !ok {
		tb.Fatalf("no title in %s", page)
	}
	return template.Must(template.New("page").Funcs(template.FuncMap{
		"isList": func(v any) bool { _, ok := v.([]any); return ok },
	}).Parse(head + `<title>{{.Status}} {{.Title}}</title>
</head>
<body>
<main>
<p class="status">{{.Status}}</p>
<h1>{{.Title}}</h1>
<p class="detail">{{.Detail}}</p>
{{with .Extensions}}<dl>
{{range $name, $value := .}}<div><dt>{{$name}}</dt><dd>{{if isList $value}}<ul>{{range $value}}<li>{{.}}</li>{{end}}</ul>{{else}}{{$value}}{{end}}</dd></div>
{{end}}</dl>
{{end}}<dl class="about">
<div><dt>type</dt><dd><a rel="help noreferrer" href="{{.Type}}">{{.Type}}</a></dd></div>
<div><dt>instance</dt><dd class="whole">{{.Instance}}</dd></div>
</dl>
</main>
</body>
</html>
`))
}

// rfcExample is the example of RFC 9457, section 3.
func rfcExample() *problem.Problem {
	return &problem.Problem{
		Type:     "https://example.com/probs/out-of-credit",
		Title:    "You do not have enough credit.",
		Status:   403,
		Detail:   "Your current balance is 30, but that costs 50.",
		Instance: "/account/12345/msgs/abc",
		Extensions: problem.Extensions{
			"balance":  30,
			"accounts": []any{"/account/12345", "/account/67890"},
		},
	}
}

func TestHTMLEqualsHTMLTemplate(t *testing.T) {
	t.Parallel()
	var want strings.Builder
	if err := twin(t).Execute(&want, rfcExample()); err != nil {
		t.Fatal(err)
	}
	if got := page(t, rfcExample()); got != want.String() {
		t.Errorf("page = %s\nhtml/template writes %s", got, want.String())
	}
}

func BenchmarkHTML(b *testing.B) {
	five := rfcExample()
	five.Extensions = nil
	for name, p := range map[string]*problem.Problem{"Five": five, "Extensions": rfcExample()} {
		b.Run(name+"/ours", func(b *testing.B) {
			b.ReportAllocs()
			buf := make([]byte, 0, 8192)
			for b.Loop() {
				if _, err := (encode.HTML{}).Append(buf, p); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(name+"/template", func(b *testing.B) {
			b.ReportAllocs()
			t := twin(b)
			for b.Loop() {
				if err := t.Execute(io.Discard, p); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
