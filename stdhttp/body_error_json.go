package stdhttp

import (
	"encoding"
	"fmt"
	"net/http"
	"os"
	"reflect"
	"strconv"
	"strings"

	"github.com/goproblem/problemdetails/problem"
)

// jsonFault returns the problem of an error of a JSON decoder, or nil. It goes
// by the names of the error's type and fields, because encoding/json, its
// second version and packages modelled after either share these and not the
// types; only the first exists in every release of Go that we support.
func jsonFault(err error) *problem.Problem {
	v := reflect.ValueOf(err)
	if v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	if v.Kind() != reflect.Struct {
		return nil
	}
	switch v.Type().Name() {
	case "SyntaxError": // encoding/json; parsers of other languages have the same name for theirs.
		if !strings.Contains(v.Type().PkgPath(), "json") {
			return nil
		}
		return jsonSyntax(field[int64](v, "Offset"), problem.Pointer())
	case "SyntacticError": // encoding/json/jsontext
		return jsonSyntax(field[int64](v, "ByteOffset"), fragment(text(v, "JSONPointer")))
	case "UnmarshalTypeError": // encoding/json
		what := expectation(field[reflect.Type](v, "Type"), text(v, "Value"))
		return wrongValue(what, fieldPointer(text(v, "Field")))
	case "SemanticError": // encoding/json/v2
		kind := v.FieldByName("JSONKind")
		if !kind.IsValid() || kind.IsZero() {
			return nil // Not about a value that was read: the program misuses the decoder.
		}
		if cause := field[error](v, "Err"); cause != nil && cause.Error() == "unknown object member name" {
			return unknownAt(fragment(text(v, "JSONPointer")))
		}
		return wrongValue(expectation(field[reflect.Type](v, "GoType"), ""), fragment(text(v, "JSONPointer")))
	default:
		return nil
	}
}

// readFault returns the problem of an error from reading, by its text: an
// encoding/json that is built upon its second version keeps no more of it, and
// passes it off as a mistake in the syntax.
func readFault(cause string) *problem.Problem {
	switch {
	case cause == new(http.MaxBytesError).Error():
		return contentTooLarge(0)
	case strings.HasSuffix(cause, os.ErrDeadlineExceeded.Error()):
		return tooSlow()
	default:
		return nil
	}
}

// field returns the field of a struct if it has the type T, else zero.
func field[T any](v reflect.Value, name string) (value T) {
	if f := v.FieldByName(name); f.IsValid() && f.CanInterface() {
		value, _ = f.Interface().(T)
	}
	return value
}

// text returns the field of a struct if it is a string of any type.
func text(v reflect.Value, name string) string {
	if f := v.FieldByName(name); f.IsValid() && f.Kind() == reflect.String {
		return f.String()
	}
	return ""
}

// jsonSyntax returns a 400 about content that is not JSON.
func jsonSyntax(offset int64, pointer string) *problem.Problem {
	detail := "The content of the request is not valid JSON."
	if offset > 0 {
		detail = fmt.Sprintf("The content of the request is not valid JSON: the mistake is at byte %d.", offset)
	}
	return invalid(http.StatusBadRequest, detail, problem.Violation{Detail: detail, Pointer: pointer})
}

// wrongValue returns a 422 about a value that cannot be what is expected.
func wrongValue(detail, pointer string) *problem.Problem {
	return invalid(http.StatusUnprocessableEntity, "The content of the request has a value that cannot be used.",
		problem.Violation{Detail: detail, Pointer: pointer})
}

// unknownMember returns a 422 about a member, whose name is quoted.
func unknownMember(quoted string) *problem.Problem {
	name, err := strconv.Unquote(quoted)
	if err != nil {
		name = quoted
	}
	return unknownAt(problem.Pointer(name))
}

// unknownAt returns a 422 about a member that the decoder does not know.
func unknownAt(pointer string) *problem.Problem {
	return invalid(http.StatusUnprocessableEntity, "The content of the request has a member that is not known here.",
		problem.Violation{Detail: "is not known here", Pointer: pointer})
}

// fieldPointer returns the pointer for the Field of an UnmarshalTypeError:
// names on the wire, joined by dots. Up to Go 1.26 the names of embedded
// struct types are among them, which the wire knows nothing of. They are told
// by their capital where the value's own name has none. From Go 1.27 on the
// names are escaped as in a JSON Pointer.
func fieldPointer(field string) string {
	if field == "" {
		return problem.Pointer()
	}
	names := strings.Split(field, ".")
	last := names[len(names)-1]
	var tokens []any
	for _, name := range names {
		if !isCapital(name) || isCapital(last) {
			tokens = append(tokens, unescape(name))
		}
	}
	return problem.Pointer(tokens...)
}

// isCapital reports whether the name begins as exported Go names do.
func isCapital(name string) bool { return name != "" && 'A' <= name[0] && name[0] <= 'Z' }

// fragment returns the URI fragment form of a JSON Pointer.
func fragment(pointer string) string {
	var tokens []any
	for token := range strings.SplitSeq(strings.TrimPrefix(pointer, "/"), "/") {
		tokens = append(tokens, unescape(token))
	}
	if pointer == "" {
		tokens = nil
	}
	return problem.Pointer(tokens...)
}

// unescape returns what a reference token of a JSON Pointer stands for (RFC
// 6901, section 4).
func unescape(token string) string {
	return strings.NewReplacer("~1", "/", "~0", "~").Replace(token)
}

// expectation says what a value must be, in terms of JSON, if it is to fit the
// Go type, and what it is, which is in the terms of UnmarshalTypeError.
func expectation(want reflect.Type, got string) string {
	expected := jsonType(want)
	kind, _, _ := strings.Cut(got, " ")
	was, known := map[string]string{
		"string": "a string", "number": "a number", "bool": "a boolean",
		"array": "an array", "object": "an object", "null": "null",
	}[kind]
	switch {
	case expected == "":
		return "has the wrong type"
	case !known:
		return "must be " + expected
	case kind == "number" && strings.HasSuffix(expected, "number"):
		return "must be " + expected + " in the allowed range"
	case kind == "string" && strings.HasSuffix(expected, "string"):
		return "is not written as expected"
	default:
		return "must be " + expected + ", not " + was
	}
}

// jsonType says, for people, which JSON values fit the Go type; empty if that
// is not known.
func jsonType(t reflect.Type) string {
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t == nil {
		return ""
	}
	if reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) {
		return "a string"
	}
	switch t.Kind() {
	case reflect.Bool:
		return "a boolean"
	case reflect.String:
		return "a string"
	case reflect.Float32, reflect.Float64:
		return "a number"
	case reflect.Slice, reflect.Array:
		if t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8 {
			return "a base64 string"
		}
		return "an array"
	case reflect.Map, reflect.Struct:
		return "an object"
	}
	if t.Kind() >= reflect.Int && t.Kind() <= reflect.Uint64 {
		return "a whole number"
	}
	return ""
}
