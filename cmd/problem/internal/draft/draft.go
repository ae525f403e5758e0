// Package draft reads the parts of a problem that people type: on the command
// line of "problem new" and in the form of "problem serve".
package draft

import (
	"encoding/json"
	"errors"
	"strings"

	"github.com/goproblem/problemdetails/problem"
)

// Value decodes one JSON value, with the digits of numbers as they are. The
// decoder is that of problems: nesting is limited, and text is repaired, in the
// same way.
func Value(data []byte) (any, error) {
	if !json.Valid(data) {
		var v any
		if err := json.Unmarshal(data, &v); err != nil {
			return nil, err
		}
	}
	const start = `{"value":`
	doc := append(append([]byte(start), data...), '}')
	var p problem.Problem
	if err := p.UnmarshalJSON(doc); err != nil {
		return nil, err
	}
	return p.Extensions["value"], nil
}

// Members decodes a JSON object of extension members.
func Members(data []byte) (problem.Extensions, error) {
	v, err := Value(data)
	if err != nil {
		return nil, err
	}
	m, ok := v.(map[string]any)
	if !ok {
		return nil, errors.New("not a JSON object")
	}
	return m, nil
}

// Violation reads "pointer=detail". The pointer may be in either form of RFC
// 6901; anything else is the name of a member at the top.
func Violation(s string) (problem.Violation, error) {
	pointer, detail, ok := strings.Cut(s, "=")
	if !ok {
		return problem.Violation{}, errors.New("want pointer=detail")
	}
	pointer = strings.TrimSpace(pointer)
	switch {
	case strings.HasPrefix(pointer, "#"):
	case strings.HasPrefix(pointer, "/"):
		pointer = "#" + pointer
	case pointer != "":
		pointer = problem.Pointer(pointer)
	}
	return problem.Violation{Pointer: pointer, Detail: strings.TrimSpace(detail)}, nil
}
