// Package fields tells clients what a validator of structs has found, by the
// names that they know. It works for github.com/go-playground/validator, which
// gin has built in, without depending on it.
package fields

import (
	"reflect"
	"strings"

	"github.com/goproblem/problemdetails/problem"
)

// An Error is what a rule says about one field. A FieldError of
// go-playground/validator is one.
type Error interface {
	Namespace() string // such as "Order.items[1].quantity", by the names that Name gives
	Tag() string       // the rule, such as "min"
	Param() string     // the value of the rule, such as "1"
	Kind() reflect.Kind
}

// Violations returns an entry for each error, with its place as a JSON Pointer.
func Violations[E Error](errs []E) problem.Violations {
	v := make(problem.Violations, len(errs))
	for i, e := range errs {
		v[i] = problem.Violation{Detail: detail(e), Pointer: Pointer(e.Namespace())}
	}
	return v
}

// embedded names a struct within a struct, which JSON flattens.
const embedded = "<embedded>"

// Name returns the name of a field on the wire, for RegisterTagNameFunc.
func Name(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	switch {
	case name == "" && f.Anonymous:
		return embedded
	case name == "-":
		return "" // not on the wire; the validator falls back on the name in Go
	default:
		return name
	}
}

// Pointer makes a JSON Pointer of "Order.items[1].quantity", whose first name
// is the whole. Names and keys with dots or brackets cannot be told apart from
// what these stand for.
func Pointer(namespace string) string {
	path := strings.TrimLeftFunc(namespace, isName)
	var tokens []any
	for _, step := range strings.FieldsFunc(path, func(r rune) bool { return !isName(r) }) {
		if step != embedded {
			tokens = append(tokens, step)
		}
	}
	return problem.Pointer(tokens...)
}

func isName(r rune) bool { return !strings.ContainsRune(".[]", r) }

// detail says in words what a rule wants. Clients read it, so that it gives
// away neither types nor names of the program.
func detail(e Error) string {
	switch e.Tag() {
	case "required":
		return "is required"
	case "min", "gte":
		return bound(e, "at least")
	case "max", "lte":
		return bound(e, "at most")
	case "len", "eq":
		return bound(e, "exactly")
	case "oneof":
		return "must be one of: " + strings.Join(strings.Fields(e.Param()), ", ")
	case "email", "url", "uri", "uuid", "ip", "hostname", "datetime":
		return "must be a valid " + e.Tag()
	default:
		return "breaks the rule " + e.Tag()
	}
}

func bound(e Error, relation string) string {
	text := relation + " " + e.Param()
	switch e.Kind() {
	case reflect.String:
		return "must have a length of " + text
	case reflect.Slice, reflect.Array, reflect.Map:
		return "must have " + text + " entries"
	default:
		return "must be " + text
	}
}
