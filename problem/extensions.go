package problem

import "iter"

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
		for _, m := range sorted(x, room[:0]) {
			if !yield(m.name, m.value) {
				return
			}
		}
	}
}
