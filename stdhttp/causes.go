package stdhttp

import (
	"maps"
	"slices"

	"github.com/goproblem/problemdetails/problem"
)

// hideCauses clears Err in p and in the problems within its extensions, so
// that no format and no template can show it. What is shared is copied first.
func hideCauses(p *problem.Problem) {
	p.Err = nil
	var h hider
	if x, changed := h.extensions(p.Extensions, 0); changed {
		p.Extensions = x
	}
}

// A hider walks values and returns those that it has to change as copies. It
// allocates nothing as long as there are none.
type hider struct {
	tooDeep bool // seen what no format writes, such as a cycle: the walk is over
}

func (h *hider) value(v any, depth int) (_ any, changed bool) {
	if depth > problem.MaxDepth {
		h.tooDeep = true
	}
	if h.tooDeep {
		return v, false
	}
	switch x := v.(type) {
	case *problem.Problem:
		if x != nil {
			if p, ok := h.problem(*x, depth); ok {
				return &p, true
			}
		}
	case problem.Problem:
		if p, ok := h.problem(x, depth); ok {
			return p, true
		}
	case []*problem.Problem:
		if s, ok := hideInList(h, x, depth); ok {
			return s, true
		}
	case []problem.Problem:
		if s, ok := hideInList(h, x, depth); ok {
			return s, true
		}
	case []any:
		if s, ok := hideInList(h, x, depth); ok {
			return s, true
		}
	case problem.Extensions:
		return h.extensions(x, depth)
	case map[string]any:
		if m, ok := h.extensions(x, depth); ok {
			return map[string]any(m), true
		}
	}
	return v, false
}

func (h *hider) problem(p problem.Problem, depth int) (_ problem.Problem, changed bool) {
	changed = p.Err != nil
	p.Err = nil
	if x, ok := h.extensions(p.Extensions, depth); ok {
		p.Extensions, changed = x, true
	}
	return p, changed
}

func (h *hider) extensions(x problem.Extensions, depth int) (_ problem.Extensions, changed bool) {
	copied := x
	for name, v := range x {
		if w, ok := h.value(v, depth+1); ok {
			if !changed {
				copied, changed = maps.Clone(x), true
			}
			copied[name] = w
		}
	}
	return copied, changed
}

func hideInList[E any](h *hider, list []E, depth int) (_ []E, changed bool) {
	copied := list
	for i, v := range list {
		if w, ok := h.value(v, depth+1); ok {
			if !changed {
				copied, changed = slices.Clone(list), true
			}
			copied[i] = w.(E)
		}
	}
	return copied, changed
}
