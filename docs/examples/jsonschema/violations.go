package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"github.com/goproblem/problemdetails/problem"
)

// violations makes a problem of what a schema says against a document.
func violations(err error) error {
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		return err
	}
	v := collect(nil, invalid)
	slices.SortFunc(v, func(a, b problem.Violation) int { return strings.Compare(a.Pointer, b.Pointer) })
	return v.Err()
}

// collect appends the innermost causes, which are the ones to correct.
func collect(v problem.Violations, e *jsonschema.ValidationError) problem.Violations {
	for _, cause := range e.Causes {
		v = collect(v, cause)
	}
	if len(e.Causes) > 0 {
		return v
	}
	place := make([]any, len(e.InstanceLocation))
	for i, token := range e.InstanceLocation {
		place[i] = token
	}
	at := func(tokens ...any) string { return problem.Pointer(slices.Concat(place, tokens)...) }
	switch k := e.ErrorKind.(type) {
	case *kind.Required:
		for _, name := range k.Missing {
			v = append(v, problem.Violation{Detail: "is required", Pointer: at(name)})
		}
	case *kind.AdditionalProperties:
		for _, name := range k.Properties {
			v = append(v, problem.Violation{Detail: "is not known", Pointer: at(name)})
		}
	default:
		v = append(v, problem.Violation{Detail: detail(k), Pointer: at()})
	}
	return v
}

var english = message.NewPrinter(language.English)

// detail says what a keyword wants, in words of ours for the commonest.
func detail(k jsonschema.ErrorKind) string {
	switch k := k.(type) {
	case *kind.MinLength:
		return fmt.Sprintf("must have a length of at least %d", k.Want)
	case *kind.Minimum:
		return "must be at least " + k.Want.RatString()
	default:
		return k.LocalizedString(english)
	}
}
