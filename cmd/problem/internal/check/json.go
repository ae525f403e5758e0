package check

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goproblem/problemdetails/problem"
)

// checkJSON checks a JSON document from its bytes up.
func (in *input) checkJSON(data []byte) {
	if rest, ok := bytes.CutPrefix(data, []byte("\ufeff")); ok {
		in.add(ruleJSONBOM, 0, "", "the document starts with a byte order mark")
		in.base += len(data) - len(rest)
		data = rest
	}
	in.checkUTF8(data)
	switch first := bytes.TrimLeft(data, " \t\r\n"); {
	case len(first) == 0:
		in.add(ruleJSONSyntax, 0, "", "the document is empty")
		return
	case first[0] != '{' && json.Valid(data):
		in.add(ruleNotObject, len(data)-len(first), "", "the document is not an object")
		return
	}
	var p problem.Problem
	if err := p.UnmarshalJSON(data); err != nil {
		offset := 0
		var syntax *problem.SyntaxError
		if errors.As(err, &syntax) {
			offset, err = int(syntax.Offset), syntax.Err
		}
		in.add(ruleJSONSyntax, offset, "", "%v", err)
		return
	}
	w := &jsonWalk{in: in, data: data, dec: json.NewDecoder(bytes.NewReader(data))}
	w.dec.UseNumber()
	w.value("")
	in.checkMembers(&w.doc)
}

func (in *input) checkUTF8(data []byte) {
	if utf8.Valid(data) {
		return
	}
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			in.add(ruleUTF8, i, "", "the byte 0x%02x is not UTF-8", data[i])
		}
		i += size
	}
}

// jsonWalk reads a document that is known to be well-formed and not too deep.
type jsonWalk struct {
	in   *input
	data []byte
	dec  *json.Decoder
	path path
	doc  document
}

// add reports a finding about the value at w.path.
func (w *jsonWalk) add(rule *Rule, at int, format string, args ...any) {
	w.in.addAt(rule, at, w.path.pointer, format, args...)
}

// next returns the next token and where it starts and ends.
func (w *jsonWalk) next() (tok json.Token, start, end int) {
	start = int(w.dec.InputOffset())
	for start < len(w.data) && strings.IndexByte(" \t\r\n,:", w.data[start]) >= 0 {
		start++
	}
	tok, err := w.dec.Token()
	if err != nil {
		panic(fmt.Sprintf("check: a valid document became invalid: %v", err))
	}
	return tok, start, int(w.dec.InputOffset())
}

// value reads the value at w.path; name is that of the member that holds it.
func (w *jsonWalk) value(name string) member {
	tok, start, end := w.next()
	m := member{valueAt: start}
	switch t := tok.(type) {
	case nil:
		m.kind = isNull
	case bool:
		m.kind, m.text = isBool, strconv.FormatBool(t)
	case json.Number:
		m.kind, m.text = isNumber, t.String()
		w.number(start, m.text)
	case string:
		m.kind, m.text = isString, t
		w.surrogates(start, w.data[start:end])
		w.in.checkText(start, w.path, name, t)
	case json.Delim:
		if t == '{' {
			m.kind = isObject
			m.entries = w.object()
		} else {
			m.kind = isArray
			m.entries = w.array(name)
		}
	}
	return m
}

// object reads the members of an object up to its end. It returns the pointer
// of an entry of "errors".
func (w *jsonWalk) object() (entries []violation) {
	depth := len(w.path)
	seen := make(map[string]bool)
	w.path = append(w.path, "")
	for w.dec.More() {
		tok, start, end := w.next()
		name := tok.(string)
		w.path[depth] = name
		w.surrogates(start, w.data[start:end])
		if seen[name] {
			w.add(ruleDuplicate, start, "the name %s is repeated; readers disagree about which value counts", quote(name))
		}
		seen[name] = true
		m := w.value(name)
		m.name, m.nameAt = name, start
		if depth == 0 {
			w.doc.members = append(w.doc.members, m)
		}
		if depth == 2 && w.path[0] == "errors" && name == "pointer" && m.kind == isString {
			entries = []violation{{m.text, m.valueAt}}
		}
	}
	w.path = w.path[:depth]
	w.next() // the closing brace
	return entries
}

// array reads the elements of an array up to its end. It returns the pointers
// of the entries of "errors".
func (w *jsonWalk) array(name string) (entries []violation) {
	depth := len(w.path)
	w.path = append(w.path, "")
	for i := 0; w.dec.More(); i++ {
		w.path[depth] = strconv.Itoa(i)
		m := w.value(name)
		if depth == 1 && m.kind == isObject {
			entries = append(entries, m.entries...)
		}
	}
	w.path = w.path[:depth]
	w.next() // the closing bracket
	return entries
}

// maxSafe is the largest integer up to which a double, and so JavaScript, holds
// every integer.
const maxSafe = 1<<53 - 1

// number reports a number that common readers change.
func (w *jsonWalk) number(at int, digits string) {
	f, err := strconv.ParseFloat(digits, 64)
	switch {
	case err != nil || math.IsInf(f, 0):
		w.add(ruleBigNumber, at, "the number %s is beyond what a double can hold", shorten(digits))
	case !strings.ContainsAny(digits, ".eE") && math.Abs(f) > maxSafe:
		w.add(ruleBigNumber, at, "the number %s is beyond 2^53, from where JavaScript and others round", shorten(digits))
	}
}

// surrogates reports half of a UTF-16 pair, which stands for no character.
func (w *jsonWalk) surrogates(at int, raw []byte) {
	for i := 0; i+6 <= len(raw); {
		if raw[i] != '\\' {
			i++
			continue
		}
		unit := utf16Escape(raw[i:])
		switch {
		case isHigh(unit) && isLow(utf16Escape(raw[i+6:])):
			i += 12
		case isHigh(unit) || isLow(unit):
			w.add(ruleSurrogate, at+i, "%s is half of a pair and stands for no character", raw[i:i+6])
			i += 6
		default:
			i += 2
		}
	}
}

func isHigh(unit int) bool { return 0xd800 <= unit && unit < 0xdc00 }

func isLow(unit int) bool { return 0xdc00 <= unit && unit < 0xe000 }

// utf16Escape returns the code unit of the escape \uXXXX that b begins with, or
// -1.
func utf16Escape(b []byte) int {
	if len(b) < 6 || b[0] != '\\' || b[1] != 'u' {
		return -1
	}
	n, err := strconv.ParseUint(string(b[2:6]), 16, 16)
	if err != nil {
		return -1
	}
	return int(n)
}
