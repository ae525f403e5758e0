package docs_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// anything stands for what the source does not say: a number, a name of the caller.
const anything = "7"

// writtenTexts returns every text that stdhttp may write into a title or a
// detail, with anything for the values in it. It follows what the source
// assigns to fields of these names back to literals: through variables,
// functions that return texts, and parameters, for which every caller counts.
func writtenTexts(t *testing.T) []string {
	t.Helper()
	s := source{t: t, functions: map[string]*ast.FuncDecl{}, constants: map[string]ast.Expr{}, calls: map[string][]call{}}
	walk(t, ".go", func(name, text string) {
		// Check is for clients: what it makes of a response is not sent to anybody.
		if dir, file := path.Split(name); dir == "stdhttp/" && !strings.HasSuffix(file, "_test.go") && !strings.HasPrefix(file, "check") {
			s.add(name, text)
		}
	})
	var found []string
	for _, f := range s.functions {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.KeyValueExpr:
				if name, ok := n.Key.(*ast.Ident); ok && isText(name.Name) {
					found = append(found, s.texts(n.Value, scope{f, nil}, 0)...)
				}
			case *ast.AssignStmt:
				for i, left := range n.Lhs {
					if field, ok := left.(*ast.SelectorExpr); ok && isText(field.Sel.Name) {
						found = append(found, s.texts(assigned(n, i), scope{f, nil}, 0)...)
					}
				}
			}
			return true
		})
	}
	slices.Sort(found)
	return slices.DeleteFunc(slices.Compact(found), func(s string) bool { return s == "" || s == anything })
}

func isText(field string) bool { return field == "Detail" || field == "Title" }

// source is the syntax of a package.
type source struct {
	t         *testing.T
	functions map[string]*ast.FuncDecl // methods by receiver and name, which no call finds
	constants map[string]ast.Expr
	calls     map[string][]call
}

type call struct {
	arguments []ast.Expr
	in        scope
}

// A scope is a function, and its arguments if these are known.
type scope struct {
	function  *ast.FuncDecl
	arguments map[string][]string
}

func (s *source) add(name, text string) {
	file, err := parser.ParseFile(token.NewFileSet(), name, text, 0)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			key := d.Name.Name
			if d.Recv != nil {
				key = name + ": method " + key
			}
			s.functions[key] = d
			ast.Inspect(d, func(n ast.Node) bool {
				if c, ok := n.(*ast.CallExpr); ok {
					if f, ok := c.Fun.(*ast.Ident); ok {
						s.calls[f.Name] = append(s.calls[f.Name], call{c.Args, scope{d, nil}})
					}
				}
				return true
			})
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				if v, ok := spec.(*ast.ValueSpec); ok {
					for i, value := range v.Values {
						s.constants[v.Names[i].Name] = value
					}
				}
			}
		}
	}
}

var verb = regexp.MustCompile(`%[a-z]`)

// texts returns what an expression may be.
func (s *source) texts(e ast.Expr, in scope, depth int) []string {
	if depth++; depth > 20 {
		s.t.Fatalf("%s: a text that is made in a circle", in.function.Name.Name)
	}
	switch e := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		if err != nil {
			return []string{anything}
		}
		return []string{text}
	case *ast.BinaryExpr:
		var all []string
		for _, left := range s.texts(e.X, in, depth) {
			for _, right := range s.texts(e.Y, in, depth) {
				all = append(all, left+right)
			}
		}
		return all
	case *ast.IndexExpr:
		if m, ok := e.X.(*ast.CompositeLit); ok {
			var all []string
			for _, element := range m.Elts {
				all = append(all, s.texts(element.(*ast.KeyValueExpr).Value, in, depth)...)
			}
			return all
		}
	case *ast.CallExpr:
		if f, ok := e.Fun.(*ast.SelectorExpr); ok && fmt.Sprint(f.X, f.Sel) == "fmt Sprintf" {
			format := s.texts(e.Args[0], in, depth)
			for i := range format {
				format[i] = verb.ReplaceAllString(format[i], anything)
			}
			return format
		}
		if f, ok := e.Fun.(*ast.Ident); ok && s.functions[f.Name] != nil {
			return s.results(s.functions[f.Name], call{e.Args, in}, depth)
		}
	case *ast.Ident:
		return s.variable(e.Name, in, depth)
	}
	return []string{anything}
}

// results returns what a call of a function may return.
func (s *source) results(f *ast.FuncDecl, c call, depth int) []string {
	inner := scope{f, map[string][]string{}}
	for i, name := range parameters(f) {
		inner.arguments[name] = s.texts(c.arguments[i], c.in, depth)
	}
	var all []string
	ast.Inspect(f, func(n ast.Node) bool {
		if r, ok := n.(*ast.ReturnStmt); ok && len(r.Results) > 0 {
			all = append(all, s.texts(r.Results[0], inner, depth)...)
		}
		return true
	})
	return slices.DeleteFunc(all, func(s string) bool { return s == "" }) // not a text
}

// variable returns what a name may stand for: what is assigned to it, anywhere.
func (s *source) variable(name string, in scope, depth int) (all []string) {
	if known, ok := in.arguments[name]; ok {
		return known
	}
	if i := slices.Index(parameters(in.function), name); i >= 0 {
		if in.function.Recv != nil || ast.IsExported(in.function.Name.Name) {
			all = append(all, anything)
		}
		for _, c := range s.calls[in.function.Name.Name] {
			all = append(all, s.texts(c.arguments[i], c.in, depth)...)
		}
	}
	ast.Inspect(in.function, func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok {
			for i, left := range a.Lhs {
				if id, ok := left.(*ast.Ident); ok && id.Name == name {
					all = append(all, s.texts(assigned(a, i), in, depth)...)
				}
			}
		}
		return true
	})
	if value := s.constants[name]; value != nil && all == nil {
		return s.texts(value, in, depth)
	}
	if all == nil {
		return []string{anything}
	}
	return all
}

// assigned returns what is assigned to the left side at i. Of several results,
// only the first of an index is a text; calls are not followed.
func assigned(a *ast.AssignStmt, i int) ast.Expr {
	if len(a.Rhs) == len(a.Lhs) {
		return a.Rhs[i]
	}
	if index, ok := a.Rhs[0].(*ast.IndexExpr); ok && i == 0 {
		return index
	}
	return nil
}

func parameters(f *ast.FuncDecl) (names []string) {
	for _, field := range f.Type.Params.List {
		for _, name := range field.Names {
			names = append(names, name.Name)
		}
	}
	return names
}
