package encode

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"time"

	"github.com/goproblem/problemdetails/problem"
)

// templateData returns a copy of p for a template, without an Err anywhere. It
// shares the maps and slices in which nothing had to change.
func templateData(p *problem.Problem) (*problem.Problem, error) {
	c := *p
	c.Err = nil
	cloned := false
	for name, value := range p.Extensions {
		public, changed, err := publicValue(value, 1)
		if err != nil {
			return nil, &problem.MemberError{Name: name, Err: err}
		}
		if !changed {
			continue
		}
		if !cloned {
			c.Extensions, cloned = maps.Clone(p.Extensions), true
		}
		c.Extensions[name] = public
	}
	return &c, nil
}

// publicValue returns v, or what a template gets in its place, within depth
// maps, slices and problems. The first of them is the problem itself.
func publicValue(v any, depth int) (_ any, changed bool, err error) {
	switch v.(type) {
	case nil, bool, string, int, int64, uint, uint64, float64, json.Number, json.RawMessage,
		time.Time, []string, map[string]string, problem.Violation, problem.Violations:
		return v, false, nil
	}
	if depth >= problem.MaxDepth {
		return nil, false, errDepth // It may well contain itself.
	}
	switch v := v.(type) {
	case map[string]any:
		return publicMap(v, depth+1)
	case problem.Extensions:
		m, changed, err := publicMap(v, depth+1)
		return problem.Extensions(m), changed, err
	case []any:
		return publicSlice(v, func(e any) (any, bool, error) { return publicValue(e, depth+1) })
	case *problem.Problem:
		return publicProblem(v, depth+1)
	case []*problem.Problem:
		return publicSlice(v, func(e *problem.Problem) (*problem.Problem, bool, error) {
			return publicProblem(e, depth+2)
		})
	case problem.Problem:
		p, changed, err := publicProblem(&v, depth+1)
		if err != nil {
			return nil, false, err
		}
		return *p, changed, nil
	}
	if !canHoldError(reflect.TypeOf(v), nil) {
		return v, false, nil
	}
	v, err = plain(v)
	return v, true, err
}

// publicProblem returns p, or a copy of it in which no Err is left.
func publicProblem(p *problem.Problem, depth int) (_ *problem.Problem, changed bool, err error) {
	if p == nil {
		return nil, false, nil
	}
	x, changed, err := publicMap(p.Extensions, depth)
	if err != nil || !changed && p.Err == nil {
		return p, false, err
	}
	c := *p
	c.Extensions, c.Err = x, nil
	return &c, true, nil
}

// publicMap returns m, or a copy of it in which values have been replaced.
func publicMap(m map[string]any, depth int) (_ map[string]any, changed bool, err error) {
	out := m
	for name, value := range m {
		public, different, err := publicValue(value, depth)
		if err != nil {
			return nil, false, withinMember(name, err)
		}
		if !different {
			continue
		}
		if !changed {
			out, changed = maps.Clone(m), true
		}
		out[name] = public
	}
	return out, changed, nil
}

// publicSlice returns list, or a copy of it in which elements have been
// replaced.
func publicSlice[E any](list []E, public func(E) (E, bool, error)) (_ []E, changed bool, err error) {
	out := list
	for i, e := range list {
		p, different, err := public(e)
		if err != nil {
			return nil, false, withinItem(i, err)
		}
		if !different {
			continue
		}
		if !changed {
			out, changed = slices.Clone(list), true
		}
		out[i] = p
	}
	return out, changed, nil
}

// canHoldError reports whether a value of type t can be an error or lead to
// one. Functions and channels count, as JSON has no form for them. The types
// that led to t are in path.
func canHoldError(t reflect.Type, path []reflect.Type) bool {
	switch t.Kind() {
	case reflect.Interface, reflect.Func, reflect.Chan, reflect.UnsafePointer:
		return true
	}
	errorType := reflect.TypeFor[error]()
	if t.Implements(errorType) || reflect.PointerTo(t).Implements(errorType) {
		return true
	}
	if slices.Contains(path, t) {
		return false
	}
	path = append(path, t)
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array:
		return canHoldError(t.Elem(), path)
	case reflect.Map:
		return canHoldError(t.Key(), path) || canHoldError(t.Elem(), path)
	case reflect.Struct:
		for i := range t.NumField() {
			if canHoldError(t.Field(i).Type, path) {
				return true
			}
		}
	}
	return false
}
