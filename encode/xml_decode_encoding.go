package encode

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/goproblem/problemdetails/problem"
)

// An xmlSource is a document in UTF-8 that may have been in another encoding.
type xmlSource struct {
	text  []byte
	start int            // offset of text in the document
	width func(rune) int // bytes of a character in the document; nil: as in text
}

// newXMLSource finds out the encoding of a document. What its first bytes show
// outranks what it declares (RFC 7303, section 3.2).
func newXMLSource(data []byte) (xmlSource, error) {
	starts := func(s string) bool { return bytes.HasPrefix(data, []byte(s)) }
	switch {
	case starts("\xEF\xBB\xBF"):
		return xmlSource{text: data[3:], start: 3}, nil
	case starts("\xFE\xFF"):
		return utf16Source(data, 2, binary.BigEndian)
	case starts("\xFF\xFE"):
		return utf16Source(data, 2, binary.LittleEndian)
	case starts("\x00<"):
		return utf16Source(data, 0, binary.BigEndian)
	case starts("<\x00"):
		return utf16Source(data, 0, binary.LittleEndian)
	}
	r := xmlReader{data: data}
	source := xmlSource{text: data}
	encoding, at, err := r.declaration()
	if err != nil {
		return source, source.syntaxError(r.at, err)
	}
	if at == 0 {
		return source, nil
	}
	switch strings.ToLower(encoding) {
	case "utf-8", "utf8":
		return source, nil
	case "us-ascii", "ascii":
		for i, c := range data {
			if c >= utf8.RuneSelf {
				return source, source.syntaxError(i, fmt.Errorf("byte %#x is not US-ASCII", c))
			}
		}
		return source, nil
	case "iso-8859-1", "latin1":
		return latin1Source(data), nil
	default:
		return source, source.syntaxError(at, fmt.Errorf("encoding %.40q is not supported", encoding))
	}
}

// latin1Source converts a document from ISO-8859-1, whose bytes are the first
// 256 characters of Unicode.
func latin1Source(data []byte) xmlSource {
	text := make([]byte, 0, len(data)+len(data)/8)
	for _, c := range data {
		text = utf8.AppendRune(text, rune(c))
	}
	return xmlSource{text: text, width: func(rune) int { return 1 }}
}

// utf16Source converts a document from UTF-16.
func utf16Source(data []byte, start int, order binary.ByteOrder) (xmlSource, error) {
	text := make([]byte, 0, len(data)/2+len(data)/8)
	for i := start; i < len(data); i += 2 {
		if i+2 > len(data) {
			return xmlSource{}, &problem.SyntaxError{Offset: int64(i), Err: errors.New("half a character of UTF-16")}
		}
		c := rune(order.Uint16(data[i:]))
		if utf16.IsSurrogate(c) {
			var low rune
			if i+4 <= len(data) {
				low = rune(order.Uint16(data[i+2:]))
			}
			if c = utf16.DecodeRune(c, low); c == utf8.RuneError {
				return xmlSource{}, &problem.SyntaxError{Offset: int64(i), Err: errors.New("half of a surrogate pair in UTF-16")}
			}
			i += 2
		}
		text = utf8.AppendRune(text, c)
	}
	return xmlSource{text, start, func(c rune) int { return 2 * utf16.RuneLen(c) }}, nil
}

// syntaxError returns an error at an offset in s.text.
func (s xmlSource) syntaxError(at int, err error) error {
	offset := s.start + at
	if s.width != nil {
		offset = s.start
		for _, c := range string(s.text[:at]) {
			offset += s.width(c)
		}
	}
	return &problem.SyntaxError{Offset: int64(offset), Err: err}
}
