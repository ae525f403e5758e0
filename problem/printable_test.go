package problem_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"log/slog"
	"net/url"
	"os"
	"os/exec"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/goproblem/problemdetails/problem"
)

type (
	invoice struct {
		ID   int
		Meta map[string]any
	}
	hidden    struct{ inner any }
	described struct{ inner any }
	formatted struct{ inner any }
	texted    struct{ inner any }
	loggedAs  struct{ Inner any }
	chain     struct{ Next *chain }
	boxed     struct{ P *problem.Problem }
	labelled  struct{ Label string }
	missing   struct{ *problem.Problem }
	selfish   struct{ text string }
)

func (d described) String() string                  { return fmt.Sprint("about ", d.inner) }
func (f formatted) Format(s fmt.State, _ rune)      { fmt.Fprint(s, f.inner) }
func (t texted) MarshalText() ([]byte, error)       { return fmt.Append(nil, t.inner), nil }
func (l loggedAs) LogValue() slog.Value             { return slog.GroupValue(slog.Any("inner", l.Inner)) }
func (l labelled) String() string                   { return "the " + l.Label }
func (e *selfish) Error() string                    { return e.text + e.Unwrap().Error() }
func (e *selfish) Unwrap() error                    { return e }
func (m *missing) ProblemDetails() *problem.Problem { return m.Problem }

func (c *chain) String() string {
	if c == nil {
		return "nothing"
	}
	return "after " + c.Next.String()
}

// cycles returns problems that contain themselves in ways that printing them does
// not come back from.
func cycles() map[string]*problem.Problem {
	m := map[string]any{"a": 1}
	m["self"] = m
	e := &selfish{}
	own := &problem.Problem{Status: 409}
	own.Err = own
	box := boxed{own}
	around := &missing{&problem.Problem{Status: 404}}
	around.Extensions = problem.Extensions{"self": around}
	among := &missing{&problem.Problem{Status: 404}}
	among.Err = among
	mutual := &problem.Problem{Status: 409}
	mutual.Extensions = problem.Extensions{"x": &problem.Problem{Err: mutual}}
	ring := &chain{}
	ring.Next = ring
	boss := &loggedAs{}
	boss.Inner = boss
	group := make([]slog.Attr, 1)
	group[0] = slog.Attr{Key: "a", Value: slog.GroupValue(group...)}

	problems := map[string]*problem.Problem{
		"its own cause":          own,
		"a cause that wraps":     {Err: e},
		"a problem of its cause": mutual,
		"a domain error":         {Err: among},
	}
	for name, x := range map[string]any{
		"struct": invoice{7, m}, "pointer": &invoice{7, m}, "pointer to a map": &m, "any": struct{ V any }{m},
		"structs": []invoice{{7, m}}, "map of structs": map[string]invoice{"a": {7, m}}, "pointer to an array": &[1]any{m},
		"field that is not exported": hidden{m}, "its pointer": &hidden{&m /* not followed */}, "fields of fields": hidden{hidden{m}},
		"error": e, "errors": []error{e}, "error in a struct": struct{ E error }{e}, "error as a key": map[any]int{e: 1},
		"error without state": []selfish{}, "pointers to errors": []*selfish{e}, "joined": []any{errors.Join(e, e)},
		"own cause": own, "own cause in a list": []any{own}, "own cause in a struct": box, "own cause as a value": *own,
		"values of problems": []problem.Problem{{Err: e}}, "its cause is around it": mutual,
		"domain error": around, "domain error in a list": []any{around}, "domain error that wraps itself": among,
		"String": described{m}, "String in a list": []any{described{m}}, "String of pointers": ring,
		"Format": formatted{m}, "MarshalText": texted{m}, "LogValue": boss, "LogValue of a problem": loggedAs{mutual},
		"group": group, "group as a value": slog.GroupValue(group...),
	} {
		problems[name] = &problem.Problem{Extensions: problem.Extensions{"x": x}}
	}
	return problems
}

// asChild in the environment names the problem that the process is to log: a
// stack that overflows is the end of it.
const asChild = "PROBLEM_TEST_LOG"

func TestLogOfWhatContainsItself(t *testing.T) {
	t.Parallel()
	if name := os.Getenv(asChild); name != "" {
		debug.SetMaxStack(16 << 20)
		p := cycles()[name].With(problem.Problem{Title: "whole line"})
		log.SetOutput(os.Stdout)
		slog.Info("default", "problem", p)
		slog.New(slog.NewTextHandler(os.Stdout, nil)).Info("text", "problem", p)
		slog.New(slog.NewJSONHandler(os.Stdout, nil)).Info("JSON", "problem", p)
		return
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for name := range cycles() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
			defer cancel()
			cmd := exec.CommandContext(ctx, self, "-test.run=^TestLogOfWhatContainsItself$")
			cmd.Env = append(os.Environ(), asChild+"="+name)
			out, err := cmd.CombinedOutput()
			if n := bytes.Count(out, []byte("whole line")); err != nil || n != 3 || bytes.Contains(out, []byte("PANIC")) {
				t.Errorf("%v, %d lines of 3: %.500s", err, n, out)
			}
		})
	}
}

// What cannot contain itself, or does not, is logged as ever.
func TestLogOfOrdinaryValues(t *testing.T) {
	t.Parallel()
	parent := &struct {
		Name     string
		Children []any
	}{Name: "p"}
	parent.Children = []any{parent, "c"} // fmt does not follow this pointer
	address := fmt.Sprintf("%p", parent)
	cause := fmt.Errorf("open: %w", fs.ErrNotExist)
	for _, tt := range []struct {
		name       string
		v          any
		text, json string
	}{
		{"struct", invoice{7, map[string]any{"a": 1}}, `"{ID:7 Meta:map[a:1]}"`, `{"ID":7,"Meta":{"a":1}}`},
		{"pointer", &invoice{7, nil}, `"&{ID:7 Meta:map[]}"`, `{"ID":7,"Meta":null}`},
		{"pointer to itself", parent, `"&{Name:p Children:[` + address + ` c]}"`, ""},
		{"field that is not exported", hidden{[]string{"a", "b"}}, `"{inner:[a b]}"`, `{}`},
		{"duration", time.Second, "1s", "1000000000"},
		{"durations", []time.Duration{time.Second}, "[1s]", "[1000000000]"},
		{"URL", &url.URL{Scheme: "https", Host: "a.example"}, "https://a.example", ""},
		{"time in a list", []any{time.Unix(0, 0).UTC()}, `"[1970-01-01 00:00:00 +0000 UTC]"`, `["1970-01-01T00:00:00Z"]`},
		{"String", labelled{"x"}, `"the x"`, `{"Label":"x"}`},
		{"String in a list", []any{labelled{"x"}}, `"[the x]"`, `[{"Label":"x"}]`},
		{"String of what may contain anything", described{1}, `{}`, `{}`},
		{"LogValue of what may contain anything", loggedAs{1}, `"{\"Inner\":1}"`, `{"Inner":1}`},
		{"error", cause, `"open: file does not exist"`, `"open: file does not exist"`},
		{"errors", []error{cause}, `"[open: file does not exist]"`, `[{}]`},
		{"problem in a list", []any{&problem.Problem{Title: "T", Extensions: problem.Extensions{"x": described{1}}}}, `[T]`, `[{"title":"T","x":{}}]`},
		{"nil", nil, "<nil>", "null"},
		{"nil pointer", (*invoice)(nil), "<nil>", "null"},
		{"nil error", []error{nil}, "[<nil>]", "[null]"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := &problem.Problem{Extensions: problem.Extensions{"x": tt.v}}
			var text, json bytes.Buffer
			slog.New(slog.NewTextHandler(&text, nil)).Info("m", "p", p)
			slog.New(slog.NewJSONHandler(&json, nil)).Info("m", "p", p)
			if want := "p.extensions.x=" + tt.text + "\n"; !strings.HasSuffix(text.String(), want) {
				t.Errorf("text: got %s, want %s at the end", &text, want)
			}
			if want := `"p":{"extensions":{"x":` + tt.json; tt.json != "" && !strings.HasSuffix(json.String(), want+"}}}\n") {
				t.Errorf("JSON: got %s, want %s in it", &json, want)
			}
		})
	}
}
