package problem

import "fmt"

// MaxDepth is how many objects and arrays may be nested in a problem, the
// problem itself included. Deeper values are neither written nor read.
const MaxDepth = 256

var errDepth = fmt.Errorf("nested deeper than %d levels", MaxDepth)

// AppendJSON appends p to dst as an application/problem+json document (RFC
// 9457, section 3) and returns the extended buffer. Members that are zero are
// left out, as is a status that is not 100 to 599; extensions follow in name
// order. The document is safe within HTML, is always valid UTF-8, and is the
// same for the same problem on every version of Go. A nil p is written as {}.
//
// When an extension cannot be written the error is a [*MemberError] that names
// it, and dst is returned as it was.
func (p *Problem) AppendJSON(dst []byte) ([]byte, error) {
	return p.AppendJSONFunc(dst, nil)
}

// AppendJSONFunc is like [Problem.AppendJSON], but calls marshal for the
// values of extensions whose types this package does not know: any but nil,
// bool, string, the numbers, json.Number, json.RawMessage, time.Time,
// []string, []any, map[string]any, map[string]string, [Extensions],
// [Violations], [Violation] and problems. What marshal returns is checked and
// compacted. A panic in it becomes an error. A nil marshal means the default,
// which encodes like encoding/json.
func (p *Problem) AppendJSONFunc(dst []byte, marshal func(any) ([]byte, error)) ([]byte, error) {
	if marshal == nil {
		marshal = marshalJSON
	}
	b, name, err := appendProblem(dst, p, 1, marshal)
	if err != nil {
		return dst, &MemberError{name, err}
	}
	return b, nil
}

// MarshalJSON returns p as [Problem.AppendJSON] writes it. It implements
// json.Marshaler.
func (p Problem) MarshalJSON() ([]byte, error) {
	room := 96 + len(p.Type) + len(p.Title) + len(p.Detail) + len(p.Instance) + 48*len(p.Extensions)
	return p.AppendJSON(make([]byte, 0, room))
}

// marshaler encodes a value whose type is unknown here.
type marshaler = func(any) ([]byte, error)

// appendProblem appends p as an object that is depth levels deep. With an error
// comes the name of the extension at fault.
func appendProblem(dst []byte, p *Problem, depth int, marshal marshaler) (_ []byte, name string, err error) {
	if p == nil {
		return append(dst, "{}"...), "", nil
	}
	start := len(dst)
	if p.Type != "" {
		dst = appendRest(append(dst, `,"type":"`...), p.Type)
	}
	if p.Title != "" {
		dst = appendRest(append(dst, `,"title":"`...), p.Title)
	}
	if validStatus(p.Status) {
		n := uint(p.Status)
		dst = append(append(dst, `,"status":`...), digit(n/100), digit(n/10), digit(n))
	}
	if p.Detail != "" {
		dst = appendRest(append(dst, `,"detail":"`...), p.Detail)
	}
	if p.Instance != "" {
		dst = appendRest(append(dst, `,"instance":"`...), p.Instance)
	}
	if len(p.Extensions) > 0 {
		if dst, name, err = appendExtensions(dst, p.Extensions, depth, marshal); err != nil {
			return dst, name, err
		}
	}
	if len(dst) == start {
		return append(dst, "{}"...), "", nil
	}
	dst[start] = '{' // in place of the first comma
	return append(dst, '}'), "", nil
}

// appendExtensions appends the members of x in name order, each after a comma.
func appendExtensions(dst []byte, x Extensions, depth int, marshal marshaler) (_ []byte, name string, err error) {
	var room [smallObject]member
	members, s := sorted(x, room[:0])
	defer s.release()
	for _, m := range members {
		if reserved(m.name) {
			return dst, m.name, ErrReserved
		}
		dst = append(appendString(append(dst, ','), m.name), ':')
		if dst, err = appendValue(dst, m.value, depth, marshal); err != nil {
			return dst, m.name, err
		}
	}
	return dst, "", nil
}

// digit returns the last decimal digit of n.
func digit(n uint) byte { return '0' + byte(n%10) }

// reserved reports whether name is that of a standard member.
func reserved(name string) bool {
	switch name {
	case "type", "title", "status", "detail", "instance":
		return true
	}
	return false
}
