package check

import (
	"bytes"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
)

// maxBlocks is how many header sections a saved response may have: one for each
// redirect, interim response and proxy.
const maxBlocks = 64

// maxHeader is how long a header section may be. Servers and clients take less.
const maxHeader = 256 << 10

var statusLine = regexp.MustCompile(`^HTTP/[0-9](?:\.[0-9])? ([0-9]{3})(?: .*)?$`)

// IsSaved reports whether data is a saved response: whether it starts like a
// status line.
func IsSaved(data []byte) bool { return bytes.HasPrefix(data, []byte("HTTP/")) }

// SavedResponse checks a response as curl -i prints it. Of several header
// sections, from redirects and interim responses, the last counts.
func (r *Report) SavedResponse(name string, data []byte) { r.saved(name, data, "") }

// SavedHead is SavedResponse for an answer to HEAD.
func (r *Report) SavedHead(name string, data []byte) { r.saved(name, data, http.MethodHead) }

func (r *Report) saved(name string, data []byte, method string) {
	in := r.input(name, data)
	defer in.done()
	resp, broken := in.readSaved()
	if broken != nil {
		in.add(ruleResponseSyntax, broken.offset, "", "%s", broken.reason)
		return
	}
	resp.Method = method
	in.checkResponse(resp)
}

// Saved is a saved response for those who want its content. The content is
// Text from At on: Text is the whole file, so that places in it are right, or
// the content alone where a coding had to be taken off.
type Saved struct {
	Status int
	Header http.Header
	Text   []byte
	At     int
}

// ReadSaved reads a response as SavedResponse does. What is wrong with a header
// field does not matter here. The error begins with a line and a column.
func ReadSaved(data []byte) (*Saved, error) {
	in := new(Report).input("", data)
	resp, broken := in.readSaved()
	if broken != nil {
		line, column := position(data, broken.offset)
		return nil, fmt.Errorf("%d:%d: %s", line, column, broken.reason)
	}
	if _, ok := in.decoded(resp); !ok {
		f := in.report.Findings[len(in.report.Findings)-1]
		return nil, fmt.Errorf("%d:%d: %s", f.Line, f.Column, f.Message)
	}
	return &Saved{Status: resp.Status, Header: resp.Header, Text: in.data, At: in.base}, nil
}

// unreadable says why a saved response cannot be read, and where.
type unreadable struct {
	offset int
	reason string
}

// readSaved reads the last response in the data, as it is on the wire.
func (in *input) readSaved() (*Response, *unreadable) {
	offset := 0
	for range maxBlocks {
		resp, broken := in.readHeader(offset)
		if broken != nil {
			return nil, broken
		}
		offset = resp.bodyAt
		if !IsSaved(in.data[offset:]) {
			resp.Body = in.data[offset:]
			return resp, nil
		}
	}
	return nil, &unreadable{offset, fmt.Sprintf("more than %d header sections", maxBlocks)}
}

// readHeader reads a status line and the header fields up to the empty line. It
// reports fields that are none.
func (in *input) readHeader(offset int) (*Response, *unreadable) {
	line, next := cutLine(in.data, offset)
	m := statusLine.FindStringSubmatch(line)
	if m == nil {
		return nil, &unreadable{offset, quote(line) + " is no status line"}
	}
	status, _ := strconv.Atoi(m[1])
	proto, _, _ := strings.Cut(line, " ")
	resp := &Response{Proto: proto, Status: status, Header: make(http.Header), lines: map[string]int{"": offset}}
	for next < len(in.data) {
		at := next
		if at-offset > maxHeader {
			return nil, &unreadable{at, fmt.Sprintf("the header is longer than %d bytes", maxHeader)}
		}
		line, next = cutLine(in.data, at)
		if line == "" {
			break
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok || !isToken(name) {
			in.add(ruleResponseSyntax, at, "", "%s is no header field", quote(line))
			continue
		}
		name = http.CanonicalHeaderKey(name)
		resp.Header[name] = append(resp.Header[name], strings.TrimSpace(value))
		if _, ok := resp.lines[name]; !ok {
			resp.lines[name] = at
		}
	}
	resp.bodyAt = next
	return resp, nil
}

// cutLine returns the line at an offset, without its end, and the offset of the
// next one.
func cutLine(data []byte, offset int) (string, int) {
	rest := data[offset:]
	i := bytes.IndexByte(rest, '\n')
	if i < 0 {
		return strings.TrimSuffix(string(rest), "\r"), len(data)
	}
	return strings.TrimSuffix(string(rest[:i]), "\r"), offset + i + 1
}

// isToken reports whether s is a token (RFC 9110, section 5.6.2).
func isToken(s string) bool {
	for i := range len(s) {
		c := s[i]
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9') && !strings.ContainsRune("!#$%&'*+-.^_`|~", rune(c)) {
			return false
		}
	}
	return s != ""
}
