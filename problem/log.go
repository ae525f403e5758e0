package problem

import (
	"log/slog"
	"reflect"
)

// LogValue returns the members of p as a group, for operators: the standard
// members and Lang that are not zero, the extensions as a group of their own
// in name order, and the cause as "err". An extension that is nested deeper than
// [MaxDepth] is replaced by a note. A nil p is an empty group. It implements
// slog.LogValuer.
func (p *Problem) LogValue() slog.Value {
	if p == nil {
		return slog.GroupValue()
	}
	attrs := make([]slog.Attr, 0, 8)
	text := func(name, value string) {
		if value != "" {
			attrs = append(attrs, slog.String(name, value))
		}
	}
	text("type", p.Type)
	text("title", p.Title)
	if p.Status != 0 {
		attrs = append(attrs, slog.Int("status", p.Status))
	}
	text("detail", p.Detail)
	text("instance", p.Instance)
	text("lang", p.Lang)
	if len(p.Extensions) > 0 {
		extensions := make([]slog.Attr, 0, len(p.Extensions))
		for name, value := range p.Extensions.All() {
			extensions = append(extensions, slog.Any(name, loggable(value)))
		}
		attrs = append(attrs, slog.Attr{Key: "extensions", Value: slog.GroupValue(extensions...)})
	}
	if p.Err != nil {
		attrs = append(attrs, slog.Any("err", p.Err))
	}
	return slog.GroupValue(attrs...)
}

// loggable returns v, or a note in its place if it is nested too deeply. It
// probably contains itself then, and package fmt, by which handlers print, would
// go on until the stack overflows, which ends the program.
func loggable(v any) any {
	if isTooDeep(reflect.ValueOf(v), 2) { // the problem is the first level
		return "(" + errDepth.Error() + ")"
	}
	return v
}

// isTooDeep reports whether v, a list or map of which is depth levels deep, leads
// deeper than MaxDepth through lists, maps and problems. Pointers to anything else are left
// alone: fmt does not follow them.
func isTooDeep(v reflect.Value, depth int) bool {
	switch v.Kind() {
	case reflect.Interface:
		return isTooDeep(v.Elem(), depth)
	case reflect.Map, reflect.Slice, reflect.Array:
		if depth > MaxDepth {
			return true
		}
		if !canNest(v.Type().Elem()) {
			return false
		}
	case reflect.Struct, reflect.Pointer:
		switch p := v.Interface().(type) {
		case Problem:
			return isTooDeep(reflect.ValueOf(p.Extensions), depth)
		case *Problem:
			return p != nil && isTooDeep(reflect.ValueOf(p.Extensions), depth)
		}
		return false
	default:
		return false
	}
	if v.Kind() == reflect.Map {
		for m := v.MapRange(); m.Next(); {
			if isTooDeep(m.Value(), depth+1) {
				return true
			}
		}
		return false
	}
	for i := range v.Len() {
		if isTooDeep(v.Index(i), depth+1) {
			return true
		}
	}
	return false
}

// canNest reports whether values of a type can lead to others.
func canNest(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Interface, reflect.Map, reflect.Slice, reflect.Array:
		return true
	}
	return t == reflect.TypeFor[Problem]() || t == reflect.TypeFor[*Problem]()
}
