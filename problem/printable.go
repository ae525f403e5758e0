package problem

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"time"
)

var (
	errEndless = errors.New("an error that contains itself, or else too many errors")
	errOpaque  = errors.New("a value whose methods may not come back")
)

// printable returns nil if package fmt, by which log handlers print, comes to an
// end with v: it has no limits, and a stack that overflows ends the program. It
// follows what fmt follows, fields that are not exported included. A list, a map
// or a struct that v is stands depth levels deep; top tells that nothing is above
// it, so that fmt follows a pointer.
func printable(v reflect.Value, depth int, top bool) error {
	for v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	if !v.IsValid() {
		return nil
	}
	if v.Type().NumMethod() > 0 && v.CanInterface() { // else fmt cannot call them
		if known, err := printableByMethod(v, depth); known {
			return err
		}
	}
	switch v.Kind() {
	case reflect.Pointer:
		if elem := v.Elem(); top && elem.IsValid() && elem.Kind() != reflect.Interface && elem.Kind() != reflect.Pointer {
			// Below, fmt looks for methods of what v points to as well.
			return printable(elem, depth, false)
		}
		return nil
	case reflect.Map, reflect.Slice, reflect.Array, reflect.Struct:
		if depth > MaxDepth {
			return errDepth
		}
		return printableParts(v, depth+1)
	default:
		return nil
	}
}

// printableParts is printable for all that a list, a map or a struct consists of.
func printableParts(v reflect.Value, depth int) error {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if err := printable(v.Field(i), depth, false); err != nil {
				return err
			}
		}
	case reflect.Map:
		key, elem := isClosed(v.Type().Key(), 0), isClosed(v.Type().Elem(), 0)
		if key && elem {
			return nil
		}
		for m := v.MapRange(); m.Next(); {
			if !key {
				if err := printable(m.Key(), depth, false); err != nil {
					return err
				}
			}
			if !elem {
				if err := printable(m.Value(), depth, false); err != nil {
					return err
				}
			}
		}
	default:
		if isClosed(v.Type().Elem(), 0) {
			return nil
		}
		for i := range v.Len() {
			if err := printable(v.Index(i), depth, false); err != nil {
				return err
			}
		}
	}
	return nil
}

// printableByMethod is printable for a value that fmt or slog leave to a method of
// its own, if it is one.
func printableByMethod(v reflect.Value, depth int) (known bool, err error) {
	switch x := v.Interface().(type) {
	case Violations, Violation, time.Time, json.Number, json.RawMessage:
		return true, nil
	case Problem:
		return true, printableProblem(&x, depth)
	case *Problem:
		return true, ignoreOpaque(printableProblem(x, depth))
	case error:
		if !isFinite(x) {
			return true, errEndless
		}
		return true, ignoreOpaque(printableProblem(details(x), depth))
	case fmt.Formatter, fmt.Stringer, slog.LogValuer:
		if !isClosed(v.Type(), 0) {
			return true, errOpaque
		}
		return true, nil
	default:
		return false, nil
	}
}

// printableProblem is printable for the extensions and the cause of p, which may be
// nil.
func printableProblem(p *Problem, depth int) error {
	switch {
	case p == nil:
		return nil
	case depth > MaxDepth:
		return errDepth
	case p.Err != nil && !isFinite(p.Err):
		return errEndless
	}
	if err := printable(reflect.ValueOf(p.Extensions), depth, false); err != nil {
		return err
	}
	return printable(reflect.ValueOf(p.Err), depth+1, false)
}

// ignoreOpaque returns err unless that is errOpaque. What is within an error is
// printed by its Error method, or by LogValue, which looks for itself.
func ignoreOpaque(err error) error {
	if err == errOpaque {
		return nil
	}
	return err
}

// maxClosed is how many types isClosed looks at within each other.
const maxClosed = 16

// isClosed reports whether values of type t can contain only values of a finite
// number of types, none of which contains itself, and no errors. They have an end
// whatever they hold, and methods that print them have as well.
func isClosed(t reflect.Type, depth int) bool {
	if t == reflect.TypeFor[time.Time]() {
		return true // it is, and often met, but consists of many types
	}
	if depth > maxClosed || t.Implements(reflect.TypeFor[error]()) {
		return false
	}
	switch t.Kind() {
	case reflect.Interface, reflect.Func, reflect.UnsafePointer:
		return false
	case reflect.Map:
		return isClosed(t.Key(), depth+1) && isClosed(t.Elem(), depth+1)
	case reflect.Slice, reflect.Array, reflect.Pointer:
		return isClosed(t.Elem(), depth+1)
	case reflect.Struct:
		for i := range t.NumField() {
			if !isClosed(t.Field(i).Type, depth+1) {
				return false
			}
		}
	}
	return true
}

// isFinite reports whether err has no more errors in it than From looks at.
func isFinite(err error) bool {
	left := maxErrors
	return hasEnd(err, 0, &left)
}

func hasEnd(err error, depth int, left *int) bool {
	for ; err != nil; depth++ {
		if *left--; *left < 0 || depth > maxWrapped {
			return false
		}
		many, one := unwrap(err)
		for _, e := range many {
			if !hasEnd(e, depth+1, left) {
				return false
			}
		}
		err = one
	}
	return true
}
