package encode_test

import (
	"encoding/json"
	"errors"
	"html/template"
	"io"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

// templateFunc is a template that is a function.
type templateFunc func(w io.Writer, data any) error

func (f templateFunc) Execute(w io.Writer, data any) error { return f(w, data) }

// says returns a template that writes s.
func says(s string) encode.Template {
	return templateFunc(func(w io.Writer, _ any) error {
		_, err := io.WriteString(w, s)
		return err
	})
}

func TestHTMLPages(t *testing.T) {
	t.Parallel()
	pages := map[int]encode.Template{404: says("page of 404"), 410: nil, 0: says("page of none")}
	tests := []struct {
		name   string
		html   encode.HTML
		status int
		want   string
	}{
		{"its page", encode.HTML{Template: says("any"), Pages: pages}, 404, "page of 404"},
		{"no page", encode.HTML{Template: says("any"), Pages: pages}, 403, "any"},
		{"a nil page", encode.HTML{Template: says("any"), Pages: pages}, 410, "any"},
		{"no status", encode.HTML{Pages: pages}, 0, "page of none"},
		{"neither", encode.HTML{Pages: pages}, 403, "<!DOCTYPE html>"},
		{"a nil page and no template", encode.HTML{Pages: pages}, 410, "<!DOCTYPE html>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := tt.html.Append([]byte("kept"), &problem.Problem{Status: tt.status})
			if err != nil || !strings.HasPrefix(string(got), "kept"+tt.want) {
				t.Errorf("Append = %.40q, %v, want it to start with %q", got, err, "kept"+tt.want)
			}
		})
	}
}

func TestTemplateFailures(t *testing.T) {
	t.Parallel()
	cause := errors.New("cause")
	write := func(w io.Writer) { _, _ = io.WriteString(w, "half a page") }
	tests := []struct {
		name     string
		template encode.Template
		is       error
		says     string
	}{
		{"error", templateFunc(func(w io.Writer, _ any) error { write(w); return cause }), cause, "cause"},
		{"panic with an error", templateFunc(func(w io.Writer, _ any) error { write(w); panic(cause) }), cause, "panic: cause"},
		{"panic with a value", templateFunc(func(w io.Writer, _ any) error { write(w); panic(7) }), nil, "panic: 7"},
		{"panic with nil", templateFunc(func(w io.Writer, _ any) error { write(w); panic(nil) }), nil, "panic"},
		{"nothing written", says(""), nil, "wrote nothing"},
		{"nil pointer", (*template.Template)(nil), nil, "panic"},
		{"no such field", template.Must(template.New("t").Parse("half a page {{.Missing}}")), nil, "Missing"},
		{"not parsed", template.New("t"), nil, "incomplete"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dst := append(make([]byte, 0, 1000), "kept"...)
			got, err := encode.HTML{Template: tt.template}.Append(dst, &problem.Problem{Status: 404})
			if string(got) != "kept" {
				t.Errorf("Append gave %q with its error, want dst", got)
			}
			failure := (*encode.TemplateError)(nil)
			if !errors.As(err, &failure) || failure.Status != 404 {
				t.Fatalf("error = %v, want a TemplateError for 404", err)
			}
			if tt.is != nil && !errors.Is(err, tt.is) {
				t.Errorf("error = %v does not wrap %v", err, tt.is)
			}
			if !strings.Contains(err.Error(), "404") || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("error = %v, want it to name 404 and say %q", err, tt.says)
			}
		})
	}
}

// data returns what a template gets for p.
func data(t *testing.T, p *problem.Problem) *problem.Problem {
	t.Helper()
	var got *problem.Problem
	_, err := encode.HTML{Template: templateFunc(func(w io.Writer, data any) error {
		got = data.(*problem.Problem)
		_, err := io.WriteString(w, "page")
		return err
	})}.Append(nil, p)
	if err != nil {
		t.Fatalf("Append: %v", err)
	}
	return got
}

type (
	// quota can lead to no error.
	quota struct {
		Left  int
		Until *time.Time
		next  *quota
	}
	// report can hold an error in a field of another type.
	report struct {
		What any `json:"what"`
	}
	// failure is an error and says so.
	failure struct {
		Code int `json:"code"`
	}
	// ptrFailure is one only by its pointer.
	ptrFailure struct {
		Code int `json:"code"`
	}
)

func (failure) Error() string     { return "secret" }
func (*ptrFailure) Error() string { return "secret" }

func TestTemplateData(t *testing.T) {
	t.Parallel()
	secret := errors.New("secret")
	inner := func() *problem.Problem { return &problem.Problem{Title: "inner", Err: secret} }
	clean := &problem.Problem{Title: "clean"}
	at := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
	q := quota{Left: 3, Until: &at, next: &quota{}}
	link := &url.URL{Scheme: "https", Host: "example.com"}
	codeOf7 := map[string]any{"code": json.Number("7")}
	titled := map[string]any{"title": "inner"}
	var none *problem.Problem
	tests := []struct {
		name string
		in   any
		want any
	}{
		{"nil", nil, nil},
		{"nil in a list", []any{nil, nil}, []any{nil, nil}},
		{"scalar", 30, 30},
		{"time", at, at},
		{"number", json.Number("1.50"), json.Number("1.50")},
		{"type without errors", q, q},
		{"pointer to one", &q, &q},
		{"map of strings", map[string][]string{"a": {"b"}}, map[string][]string{"a": {"b"}}},
		{"URL", link, link},
		{"violations", problem.Violations{{Detail: "d"}}, problem.Violations{{Detail: "d"}}},
		{"problem", inner(), &problem.Problem{Title: "inner"}},
		{"problem without a cause", clean, clean},
		{"nil problem", none, none},
		{"problem as a value", *inner(), problem.Problem{Title: "inner"}},
		{"problems", []*problem.Problem{clean, inner(), nil}, []*problem.Problem{clean, {Title: "inner"}, nil}},
		{"problems as values", []problem.Problem{*inner()}, []any{titled}},
		{"list", []any{1, inner(), *inner()}, []any{1, &problem.Problem{Title: "inner"}, problem.Problem{Title: "inner"}}},
		{"map", map[string]any{"a": 1, "p": inner()}, map[string]any{"a": 1, "p": &problem.Problem{Title: "inner"}}},
		{"extensions", problem.Extensions{"p": inner()}, problem.Extensions{"p": &problem.Problem{Title: "inner"}}},
		{
			"problem within a problem",
			&problem.Problem{Extensions: problem.Extensions{"p": []any{inner()}}},
			&problem.Problem{Extensions: problem.Extensions{"p": []any{&problem.Problem{Title: "inner"}}}},
		},
		{"error", failure{7}, codeOf7},
		{"error by its pointer", &ptrFailure{7}, codeOf7},
		{"value whose pointer is an error", ptrFailure{7}, codeOf7},
		{"errors in a slice", []error{failure{7}}, []any{codeOf7}},
		{"errors in an array", [1]failure{{7}}, []any{codeOf7}},
		{"errors in a map", map[string]failure{"a": {7}}, map[string]any{"a": codeOf7}},
		{"struct that could hold one", report{failure{7}}, map[string]any{"what": codeOf7}},
		{"pointer to such a struct", &report{failure{7}}, map[string]any{"what": codeOf7}},
		{"list of such structs", []report{{failure{7}}}, []any{map[string]any{"what": codeOf7}}},
		{"array of such structs", [1]report{{failure{7}}}, []any{map[string]any{"what": codeOf7}}},
		{"map of such structs", map[string]report{"a": {failure{7}}}, map[string]any{"a": map[string]any{"what": codeOf7}}},
		{"struct of such a struct", struct{ R *report }{&report{failure{7}}}, map[string]any{"R": map[string]any{"what": codeOf7}}},
		{"problem within a struct", struct{ P *problem.Problem }{inner()}, map[string]any{"P": titled}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := &problem.Problem{Type: problem.BlankType, Err: secret, Extensions: problem.Extensions{"v": tt.in, "other": 1}}
			got := data(t, p)
			want := &problem.Problem{Type: problem.BlankType, Extensions: problem.Extensions{"v": tt.want, "other": 1}}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("the template got %#v, want %#v", got.Extensions["v"], tt.want)
			}
		})
	}
}

func TestTemplateDataIsACopy(t *testing.T) {
	t.Parallel()
	secret := errors.New("secret")
	build := func() *problem.Problem {
		inner := &problem.Problem{Title: "inner", Err: secret}
		return &problem.Problem{Err: secret, Extensions: problem.Extensions{
			"map": map[string]any{"p": inner}, "list": []any{inner}, "problems": []*problem.Problem{inner},
			"value": *inner, "nested": &problem.Problem{Extensions: problem.Extensions{"p": inner}},
			"error": failure{7},
		}}
	}
	p := build()
	data(t, p).Title = "changed"
	if want := build(); !reflect.DeepEqual(p, want) {
		t.Errorf("the problem became %#v, want %#v", p, want)
	}
	clean := &problem.Problem{Status: 404, Extensions: problem.Extensions{"list": []any{1}}}
	got := data(t, clean)
	if got == clean {
		t.Error("the template got the problem itself")
	}
	if got.Extensions["list"].([]any)[0] = 2; clean.Extensions["list"].([]any)[0] != 2 {
		t.Error("the template got a copy of a list in which nothing had to change")
	}
	if got := data(t, nil); !reflect.DeepEqual(got, &problem.Problem{}) {
		t.Errorf("for nil the template got %#v, want the zero Problem", got)
	}
}

func TestTemplateMemberErrors(t *testing.T) {
	t.Parallel()
	cycle := map[string]any{}
	cycle["list"] = []any{cycle}
	tests := []struct {
		name  string
		x     problem.Extensions
		which string
		is    error
	}{
		{"reserved", problem.Extensions{"a": 1, "title": "x"}, "title", problem.ErrReserved},
		{"cycle", problem.Extensions{"a": 1, "x": cycle}, "x", nil},
		{"function", problem.Extensions{"x": func() error { return nil }}, "x", nil},
		{"error without a JSON form", problem.Extensions{"x": []any{map[error]int{failure{1}: 1}}}, "x", nil},
		{"in a nested problem", problem.Extensions{"x": problem.Problem{Extensions: problem.Extensions{"c": make(chan int)}}}, "x", nil},
		{"in nested problems", problem.Extensions{"x": []*problem.Problem{{Extensions: problem.Extensions{"c": make(chan int)}}}}, "x", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := encode.HTML{Template: says("page")}.Append([]byte("kept"), &problem.Problem{Extensions: tt.x})
			if string(got) != "kept" {
				t.Errorf("Append gave %q with its error, want dst", got)
			}
			member := (*problem.MemberError)(nil)
			if !errors.As(err, &member) || member.Name != tt.which {
				t.Errorf("error = %v, want a MemberError that names %q", err, tt.which)
			}
			if tt.is != nil && !errors.Is(err, tt.is) {
				t.Errorf("error = %v, want it to wrap %v", err, tt.is)
			}
		})
	}
}

// Templates get what can be written as JSON, and no more.
func TestTemplateDepth(t *testing.T) {
	t.Parallel()
	for levels := problem.MaxDepth - 2; levels <= problem.MaxDepth+1; levels++ {
		var list, object, inner, problems any = []any{}, map[string]any{}, problem.Problem{}, &problem.Problem{Title: "leaf"}
		for range levels - 2 { // the problem and the innermost value are levels too
			list, object = []any{list}, map[string]any{"a": object}
			inner = &problem.Problem{Extensions: problem.Extensions{"a": inner}}
		}
		for range (levels - 2) / 2 {
			problems = []*problem.Problem{{Extensions: problem.Extensions{"a": problems}}}
		}
		if levels%2 == 1 {
			problems = []any{problems}
		}
		for _, v := range []any{list, object, inner, problems} {
			p := &problem.Problem{Extensions: problem.Extensions{"v": v}}
			_, want := p.AppendJSON(nil)
			_, got := encode.HTML{Template: says("page")}.Append(nil, p)
			if (got == nil) != (want == nil) {
				t.Errorf("%d levels of %T: got error %v, JSON has %v", levels, v, got, want)
			}
		}
	}
}

func TestTemplatesNeverShowErr(t *testing.T) {
	t.Parallel()
	secret := errors.New("secret")
	inner := problem.Problem{Title: "inner", Err: secret}
	p := &problem.Problem{Title: "outer", Err: secret, Extensions: problem.Extensions{
		"pointer": &inner, "value": inner, "list": []any{&inner}, "map": map[string]any{"p": &inner},
		"problems": []*problem.Problem{&inner}, "values": []problem.Problem{inner},
		"struct": struct{ P *problem.Problem }{&inner}, "hidden": struct{ p problem.Problem }{inner},
		"error": failure{7}, "errors": []error{secret, &inner}, "embedded": struct{ *problem.Problem }{&inner},
	}}
	// Whatever a template prints, and all it can reach.
	show := template.Must(template.New("t").Parse(
		"{{.}} {{.Err}} {{.Error}} {{.LogValue}} {{printf `%v %+v %#v` . . .}} {{.Extensions}}" +
			"{{range $name, $value := .Extensions}}{{$name}}: {{$value}} {{printf `%v %+v %#v %s` $value $value $value $value}}{{end}}" +
			"<script>x = {{.}}; y = {{.Extensions}}</script>"))
	b, err := encode.HTML{Template: show}.Append(nil, p)
	if err != nil {
		t.Fatal(err)
	}
	if page := string(b); strings.Contains(page, "secret") || !strings.Contains(page, "inner") {
		t.Errorf("page shows a cause or lacks the problems:\n%s", page)
	}
}
