package problem

import (
	"errors"
	"fmt"
	"runtime"
	"sync/atomic"
)

// appendUnknown appends what marshal makes of v.
func appendUnknown(dst []byte, v any, depth int, marshal marshaler) ([]byte, error) {
	defer encoding.Add(-1) // even after runtime.Goexit, as a test that fails calls it
	if encoding.Add(1) > suspicious && stackIsDeep() {
		return dst, errCycle
	}
	raw, err := guarded(v, marshal)
	if err != nil {
		return dst, err
	}
	return appendRaw(dst, raw, depth)
}

// A value that contains the problem that contains it, by way of types unknown
// here, comes back through Problem.MarshalJSON, which knows nothing of the
// levels above it, and would go on until the stack overflows. No recover helps
// then. So calls are counted, which costs next to nothing, and when there are
// more than a program is likely to make at a time, each looks at its stack.
const (
	suspicious = 512
	deepStack  = 8192
)

var (
	encoding atomic.Int64 // calls of marshalers under way
	errCycle = errors.New("nested too deeply, probably in a cycle")
)

func stackIsDeep() bool {
	var pc [1]uintptr
	return runtime.Callers(deepStack, pc[:]) > 0
}

// guarded calls marshal and turns a panic in it into an error.
func guarded(v any, marshal marshaler) (raw []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic while encoding a %T: %v", v, r)
		}
	}()
	return marshal(v)
}

// appendRaw appends a JSON text in compact form, its strings escaped as ours
// are, after checking it.
func appendRaw(dst, raw []byte, depth int) ([]byte, error) {
	s := scanner{text: string(raw)}
	s.space()
	b, err := s.copyValue(dst, depth)
	if err == nil {
		s.space()
		err = s.end()
	}
	if se := (*SyntaxError)(nil); errors.As(err, &se) {
		err = fmt.Errorf("invalid JSON at offset %d: %w", se.Offset, se.Err)
	}
	if err != nil {
		return dst, err
	}
	return b, nil
}

// copyValue appends the value that starts here to dst, without white space and
// with strings escaped as ours are.
func (s *scanner) copyValue(dst []byte, depth int) ([]byte, error) {
	switch s.peek() {
	case '"':
		return s.copyString(dst)
	case '{':
		return s.copyObject(dst, depth+1)
	case '[':
		return s.copyArray(dst, depth+1)
	default:
		start := s.i
		_, err := s.value(depth)
		return append(dst, s.text[start:s.i]...), err
	}
}

// copyObject appends the object that starts here and is depth levels deep.
func (s *scanner) copyObject(dst []byte, depth int) ([]byte, error) {
	start := len(dst)
	more, err := s.open(depth, '}')
	for more {
		var name string
		if name, err = s.name(); err != nil {
			return dst, err
		}
		dst = append(appendString(append(dst, ','), name), ':')
		if dst, err = s.copyValue(dst, depth); err != nil {
			return dst, err
		}
		more, err = s.next('}')
	}
	return closed(dst, start, '{', '}'), err
}

// copyArray appends the array that starts here and is depth levels deep.
func (s *scanner) copyArray(dst []byte, depth int) ([]byte, error) {
	start := len(dst)
	more, err := s.open(depth, ']')
	for more {
		if dst, err = s.copyValue(append(dst, ','), depth); err != nil {
			return dst, err
		}
		more, err = s.next(']')
	}
	return closed(dst, start, '[', ']'), err
}

// copyString appends the string that starts here.
func (s *scanner) copyString(dst []byte) ([]byte, error) {
	text, err := s.str()
	return appendString(dst, text), err
}

// closed brackets what was appended after open; the first comma gives way to
// the opening bracket.
func closed(dst []byte, open int, left, right byte) []byte {
	if len(dst) == open {
		return append(dst, left, right)
	}
	dst[open] = left
	return append(dst, right)
}
