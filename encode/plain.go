package encode

import (
	"errors"

	"github.com/goproblem/problemdetails/problem"
)

// plain returns v as a JSON reader would see it: nil, a bool, a string, a
// json.Number, a []any or a map[string]any. Formats other than JSON use it for
// values of types that they do not know, so that a value means the same in
// every format.
func plain(v any) (any, error) {
	const name = "value"
	doc, err := (&problem.Problem{Extensions: problem.Extensions{name: v}}).AppendJSON(nil)
	if err != nil {
		if m := (*problem.MemberError)(nil); errors.As(err, &m) {
			err = m.Err
		}
		return nil, err
	}
	var p problem.Problem
	if err := p.UnmarshalJSON(doc); err != nil {
		return nil, err
	}
	return p.Extensions[name], nil
}
