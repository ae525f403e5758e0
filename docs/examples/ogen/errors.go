package main

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/ogen-go/ogen/ogenerrors"
	"github.com/ogen-go/ogen/validate"

	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

// translate makes problems of ogen's own errors.
func translate(err error) error {
	var invalid *validate.Error
	if errors.As(err, &invalid) {
		v := collect(nil, nil, invalid)
		var decoding *ogenerrors.DecodeBodyError
		if errors.As(err, &decoding) {
			withoutPlace(v)
		}
		return v.Err()
	}
	var own ogenerrors.Error
	if !errors.As(err, &own) {
		return err // of the handler
	}
	if known := stdhttp.BodyError(err); known != err {
		return known
	}
	return &problem.Problem{Status: ogenerrors.ErrorCode(err), Err: err}
}

// collect appends what is wrong with the fields of one object or array, which
// is at path.
func collect(v problem.Violations, path []any, e *validate.Error) problem.Violations {
	for _, f := range e.Fields {
		place := append(slices.Clip(path), token(f.Name))
		var inner *validate.Error
		if errors.As(f.Error, &inner) {
			v = collect(v, place, inner)
			continue
		}
		v = append(v, problem.Violation{Detail: detail(f.Error), Pointer: problem.Pointer(place...)})
	}
	return v
}

// withoutPlace replaces pointers by names: while it decodes, ogen knows of
// what is missing only the name, and not in which object.
func withoutPlace(v problem.Violations) {
	for i := range v {
		v[i] = problem.Violation{Detail: strings.TrimPrefix(v[i].Pointer, "#/") + " " + v[i].Detail}
	}
}

// token returns the name of a field, or the index that "[1]" means.
func token(name string) any {
	if index, err := strconv.Atoi(strings.Trim(name, "[]")); err == nil && name[0] == '[' {
		return index
	}
	return name
}

// bound finds the limit in errors that ogen has no types for.
var bound = regexp.MustCompile(`value \S+ (less|greater) than (\S+)$`)

// detail says what is wrong without telling of the program.
func detail(err error) string {
	if errors.Is(err, validate.ErrFieldRequired) {
		return "is required"
	}
	var short *validate.MinLengthError
	if errors.As(err, &short) {
		return fmt.Sprintf("must have a length of at least %d", short.MinLength)
	}
	var long *validate.MaxLengthError
	if errors.As(err, &long) {
		return fmt.Sprintf("must have a length of at most %d", long.MaxLength)
	}
	if m := bound.FindStringSubmatch(err.Error()); m != nil {
		return map[string]string{"less": "must be at least ", "greater": "must be at most "}[m[1]] + m[2]
	}
	return "is not valid"
}
