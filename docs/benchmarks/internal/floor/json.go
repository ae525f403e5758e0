// Package floor has hand-written code that does as little as a workload allows,
// to compare with on any machine.
package floor

import (
	"strconv"
	"unicode/utf8"

	"github.com/goproblem/problemdetails/problem"
)

// plain holds for the bytes that need no escaping in a JSON string within HTML.
var plain = func() (t [256]bool) {
	for c := ' '; c < utf8.RuneSelf; c++ {
		t[c] = c != '"' && c != '\\' && c != '<' && c != '>' && c != '&'
	}
	return t
}()

const hex = "0123456789abcdef"

// appendTable appends s as a JSON string. It looks up each byte in a table, as
// most hand-written encoders do.
func appendTable(dst []byte, s string) []byte {
	dst = append(dst, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if plain[c] {
			i++
			continue
		}
		if c < utf8.RuneSelf {
			dst = append(dst, s[start:i]...)
			switch c {
			case '"', '\\':
				dst = append(dst, '\\', c)
			case '\n':
				dst = append(dst, '\\', 'n')
			case '\r':
				dst = append(dst, '\\', 'r')
			case '\t':
				dst = append(dst, '\\', 't')
			default:
				dst = append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&0xf])
			}
			i++
			start = i
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			dst = append(append(dst, s[start:i]...), "\ufffd"...)
			start = i + size
		case r == '\u2028' || r == '\u2029':
			dst = append(append(dst, s[start:i]...), '\\', 'u', '2', '0', '2', hex[r&0xf])
			start = i + size
		}
		i += size
	}
	return append(append(dst, s[start:]...), '"')
}

// Table appends the standard members of p as JSON, escaped by a table of bytes.
func Table(dst []byte, p *problem.Problem) []byte {
	return append(tableMembers(dst, p), '}')
}

// TableShort appends the title, status and detail of p as JSON, escaped by a
// table of bytes.
func TableShort(dst []byte, p *problem.Problem) []byte {
	dst = appendTable(append(dst, `{"title":`...), p.Title)
	dst = strconv.AppendInt(append(dst, `,"status":`...), int64(p.Status), 10)
	return append(appendTable(append(dst, `,"detail":`...), p.Detail), '}')
}

// TableExtensions appends the standard members of p and three more, whose
// names and types it knows.
func TableExtensions(dst []byte, p *problem.Problem, account string, balance int, errs problem.Violations) []byte {
	dst = appendTable(append(tableMembers(dst, p), `,"account":`...), account)
	dst = strconv.AppendInt(append(dst, `,"balance":`...), int64(balance), 10)
	dst = append(dst, `,"errors":[`...)
	for i, v := range errs {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendTable(append(dst, `{"detail":`...), v.Detail)
		dst = append(appendTable(append(dst, `,"pointer":`...), v.Pointer), '}')
	}
	return append(dst, "]}"...)
}

func tableMembers(dst []byte, p *problem.Problem) []byte {
	dst = appendTable(append(dst, `{"type":`...), p.Type)
	dst = appendTable(append(dst, `,"title":`...), p.Title)
	dst = strconv.AppendInt(append(dst, `,"status":`...), int64(p.Status), 10)
	dst = appendTable(append(dst, `,"detail":`...), p.Detail)
	return appendTable(append(dst, `,"instance":`...), p.Instance)
}

// Bare appends the standard members of p as JSON and looks at no byte of them:
// right only for text that needs no escaping.
func Bare(dst []byte, p *problem.Problem) []byte {
	dst = append(append(dst, `{"type":"`...), p.Type...)
	dst = append(append(dst, `","title":"`...), p.Title...)
	dst = strconv.AppendInt(append(dst, `","status":`...), int64(p.Status), 10)
	dst = append(append(dst, `,"detail":"`...), p.Detail...)
	dst = append(append(dst, `","instance":"`...), p.Instance...)
	return append(dst, `"}`...)
}

// AppendNumbers appends members of names, which must be in order, and numbers.
func AppendNumbers(dst []byte, names []string, numbers []int) []byte {
	for i, name := range names {
		dst = append(appendTable(append(dst, ','), name), ':')
		dst = strconv.AppendInt(dst, int64(numbers[i]), 10)
	}
	return dst
}
