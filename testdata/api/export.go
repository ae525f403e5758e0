// Package api keeps a list of what the packages of this module export, a line
// for each name, to tell when a change takes something away.
package api

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
)

// Export returns what the package in the folder exports, sorted.
func Export(root, folder string) ([]string, error) {
	names, err := filepath.Glob(filepath.Join(root, folder, "*.go"))
	if err != nil {
		return nil, err
	}
	x := exporter{pkg: folder, fset: token.NewFileSet()}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(x.fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		for _, decl := range file.Decls {
			x.decl(decl)
		}
	}
	if len(x.lines) == 0 {
		return nil, fmt.Errorf("%s: %w", folder, fs.ErrNotExist)
	}
	slices.Sort(x.lines)
	return x.lines, nil
}

// An exporter collects the lines of one package.
type exporter struct {
	pkg   string
	fset  *token.FileSet
	lines []string
}

func (x *exporter) add(format string, args ...any) {
	x.lines = append(x.lines, x.pkg+": "+fmt.Sprintf(format, args...))
}

// text returns the source of a node on one line.
func (x *exporter) text(node any) string {
	var b strings.Builder
	_ = printer.Fprint(&b, x.fset, node) // a strings.Builder takes everything
	return strings.Join(strings.Fields(b.String()), " ")
}

func (x *exporter) decl(decl ast.Decl) {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		x.function(d)
	case *ast.GenDecl:
		var typ ast.Expr // of the constants in a group that go on with iota
		for _, spec := range d.Specs {
			switch s := spec.(type) {
			case *ast.TypeSpec:
				x.typeSpec(s)
			case *ast.ValueSpec:
				if s.Type != nil || s.Values != nil {
					typ = s.Type
				}
				for _, name := range s.Names {
					x.value(d.Tok, name, typ)
				}
			}
		}
	}
}

func (x *exporter) function(d *ast.FuncDecl) {
	receiver := ""
	if d.Recv != nil {
		receiver = x.text(d.Recv.List[0].Type)
		if !ast.IsExported(strings.TrimLeft(receiver, "*")) {
			return
		}
		receiver = "(" + receiver + ") "
	}
	if d.Name.IsExported() {
		x.add("func %s%s%s", receiver, d.Name.Name, x.signature(d.Type))
	}
}

// signature returns the type of a function without the names of its parameters,
// which nobody depends on.
func (x *exporter) signature(t *ast.FuncType) string {
	s := ""
	if t.TypeParams != nil {
		s = "[" + x.types(t.TypeParams) + "]"
	}
	s += "(" + x.types(t.Params) + ")"
	if t.Results.NumFields() == 1 {
		return s + " " + x.types(t.Results)
	}
	if t.Results != nil {
		return s + " (" + x.types(t.Results) + ")"
	}
	return s
}

// types returns the types in a list, one for each name.
func (x *exporter) types(list *ast.FieldList) string {
	var types []string
	for _, field := range list.List {
		for range max(len(field.Names), 1) {
			types = append(types, x.text(field.Type))
		}
	}
	return strings.Join(types, ", ")
}

func (x *exporter) typeSpec(s *ast.TypeSpec) {
	if !s.Name.IsExported() {
		return
	}
	switch t := s.Type.(type) {
	case *ast.StructType:
		x.add("type %s struct", s.Name)
		for _, field := range t.Fields.List {
			tag := ""
			if field.Tag != nil {
				tag = " " + field.Tag.Value
			}
			for _, name := range field.Names {
				if name.IsExported() {
					x.add("type %s struct, %s %s%s", s.Name, name, x.text(field.Type), tag)
				}
			}
			if len(field.Names) == 0 {
				x.add("type %s struct, embedded %s", s.Name, x.text(field.Type))
			}
		}
	case *ast.InterfaceType:
		// A method more breaks those who implement it, so all are one line.
		var methods []string
		for _, m := range t.Methods.List {
			if f, ok := m.Type.(*ast.FuncType); ok {
				methods = append(methods, m.Names[0].Name+x.signature(f))
			} else {
				methods = append(methods, x.text(m.Type))
			}
		}
		slices.Sort(methods)
		x.add("type %s interface { %s }", s.Name, strings.Join(methods, "; "))
	default:
		equals := ""
		if s.Assign.IsValid() {
			equals = "= "
		}
		x.add("type %s %s%s", s.Name, equals, x.text(s.Type))
	}
}

// value adds a constant or a variable. Values are no promise: a limit may rise.
func (x *exporter) value(kind token.Token, name *ast.Ident, typ ast.Expr) {
	switch {
	case !name.IsExported():
	case typ == nil:
		x.add("%s %s", kind, name)
	default:
		x.add("%s %s %s", kind, name, x.text(typ))
	}
}
