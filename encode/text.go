package encode

import (
	"strconv"

	"github.com/goproblem/problemdetails/problem"
)

// Text is the format for people at a terminal, text/plain:
//
//	403 You do not have enough credit.
//
//	Your current balance is 30, but that costs 50.
//
//	type: https://example.com/probs/out-of-credit
//	instance: /account/12345/msgs/abc
//	balance: 30
//
// The first line has the status and the title, or whichever there is, or else
// "Problem". If the second line is blank, the third begins the detail. The
// other lines are the type, unless it is blank, the instance, and the
// extensions in name order. Strings and times are shown as they are, lists of
// violations with a line for each, and all other values as compact JSON. A
// value that JSON cannot hold is shown as "(not representable)". An extension
// that is named like a standard member is left out.
//
// Nothing can pass for a line of its own: the lines of a value are indented,
// but for the first, and a name that is not a plain word is quoted as in Go.
// Control characters, characters that override the direction of writing, and
// invalid UTF-8 become U+FFFD, or escapes within JSON; a tab becomes a space.
//
// There is nothing to set, and Append never fails, which makes Text the format
// of last resort.
type Text struct{}

// ContentType returns "text/plain; charset=utf-8".
func (Text) ContentType() string { return "text/plain; charset=utf-8" }

// Append implements [Format]. Its error is always nil. It allocates nothing if
// dst has room for the document and the extensions are of types that package
// problem knows.
func (Text) Append(dst []byte, p *problem.Problem) ([]byte, error) {
	if p == nil {
		p = &problem.Problem{}
	}
	dst = appendHeadline(dst, p)
	dst, gap := appendDetail(dst, p.Detail)
	if p.Type != "" && p.Type != problem.BlankType {
		dst = appendName(dst, "type", &gap)
		dst = appendWord(dst, p.Type)
	}
	if p.Instance != "" {
		dst = appendName(dst, "instance", &gap)
		dst = appendWord(dst, p.Instance)
	}
	for name, value := range p.Extensions.All() {
		if isStandard(name) {
			continue
		}
		dst = appendName(dst, name, &gap)
		dst = appendShown(dst, value)
	}
	return append(dst, '\n'), nil
}

// appendHeadline appends the first line, without its end.
func appendHeadline(dst []byte, p *problem.Problem) []byte {
	status := isStatus(p.Status)
	if status {
		dst = append(strconv.AppendInt(dst, int64(p.Status), 10), ' ')
	}
	b := appendText(dst, p.Title, oneLine)
	switch {
	case len(b) > len(dst):
		return b
	case status:
		return dst[:len(dst)-1]
	default:
		return append(dst, "Problem"...)
	}
}

// appendDetail appends the detail as a paragraph of its own and reports
// whether there is one.
func appendDetail(dst []byte, detail string) ([]byte, bool) {
	b := appendText(append(dst, "\n\n"...), detail, 2)
	if len(b) == len(dst)+len("\n\n") {
		return dst, false
	}
	return b, true
}

// appendName appends the end of the line before and the name of a member, set
// off from what is not a member if *gap says so.
func appendName(dst []byte, name string, gap *bool) []byte {
	if *gap {
		dst, *gap = append(dst, '\n'), false
	}
	dst = append(dst, '\n')
	if isPlainName(name) {
		dst = append(dst, name...)
	} else {
		dst = strconv.AppendQuote(dst, name)
	}
	return append(dst, ':')
}

// isPlainName reports whether name, in front of a colon, can only be read as
// what it is.
func isPlainName(name string) bool {
	for _, r := range name {
		if r <= ' ' || r == ':' || r == '"' || r == '\ufffd' || !strconv.IsPrint(r) {
			return false
		}
	}
	return name != ""
}

// isStatus reports whether HTTP can carry the status (RFC 9110, section 15).
func isStatus(status int) bool { return 100 <= status && status <= 599 }

// isStandard reports whether name is that of a standard member.
func isStandard(name string) bool {
	switch name {
	case "type", "title", "status", "detail", "instance":
		return true
	}
	return false
}

// appendWord appends a space and s on one line.
func appendWord(dst []byte, s string) []byte { return appendText(append(dst, ' '), s, oneLine) }
