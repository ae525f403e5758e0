package problem

import (
	"fmt"
	"iter"
)

// Extensions are the members that a problem type adds to the standard ones
// (RFC 9457, section 3.2), by name. Formats write them in name order. Numbers
// that were decoded are json.Number, so that no digit is lost; objects are
// map[string]any and arrays []any.
//
// The nil map has no members. Like every map, one that goroutines share must
// not change.
type Extensions map[string]any

// All returns the members in name order, in which every format writes them.
func (x Extensions) All() iter.Seq2[string, any] {
	return func(yield func(string, any) bool) {
		var room [smallObject]member
		members, s := sorted(x, room[:0])
		defer s.release()
		for _, m := range members {
			if !yield(m.name, m.value) {
				return
			}
		}
	}
}

// Decode stores the members in the value that v points to, as encoding/json
// does with a JSON object: into the fields of a struct, or into a map. Members
// that v has no place for are ignored (RFC 9457, section 3.2). It returns an
// error if v is no pointer, if a member does not fit, or if one has no JSON
// form; v may then be filled in part.
func (x Extensions) Decode(v any) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("problem: extensions: panic while decoding into %T: %v", v, r)
		}
	}()
	if x == nil {
		x = Extensions{}
	}
	doc, err := appendObject(nil, x, 1, marshalJSON)
	if err == nil {
		err = unmarshalJSON(doc, v)
	}
	if err != nil {
		return fmt.Errorf("problem: extensions: %w", err)
	}
	return nil
}
