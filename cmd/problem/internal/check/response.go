package check

import (
	"bytes"
	"net/http"
	"regexp"
	"strconv"
	"strings"
)

// A Response is what the rules for responses look at.
type Response struct {
	Proto  string // such as "HTTP/1.1"
	Status int
	Header http.Header
	Body   []byte

	// Method is that of the request, if it is known.
	Method string
	// Accept is the Accept field of the request, if it is known; a response to
	// it may be in any format that it names.
	Accept string

	lines  map[string]int // offsets of the header fields in a saved response; the status line is ""
	bodyAt int
}

// maxBlocks is how many header sections a saved response may have: one for each
// redirect, interim response and proxy.
const maxBlocks = 64

// maxHeader is how long a header section may be. Servers and clients take less.
const maxHeader = 256 << 10

var statusLine = regexp.MustCompile(`^HTTP/[0-9](?:\.[0-9])? ([0-9]{3})(?: .*)?$`)

// isResponse reports whether data is a saved response.
func isResponse(data []byte) bool { return bytes.HasPrefix(data, []byte("HTTP/")) }

// SavedResponse checks a response as curl -i prints it. Of several header
// sections, from redirects and interim responses, the last counts.
func (r *Report) SavedResponse(name string, data []byte) { r.saved(name, data, "") }

// SavedHead is SavedResponse for an answer to HEAD.
func (r *Report) SavedHead(name string, data []byte) { r.saved(name, data, http.MethodHead) }

func (r *Report) saved(name string, data []byte, method string) {
	in := r.input(name, data)
	defer in.done()
	offset := 0
	for range maxBlocks {
		resp, ok := in.readHeader(data, offset)
		if !ok {
			return
		}
		offset = resp.bodyAt
		if isResponse(data[offset:]) {
			continue
		}
		resp.Body, resp.Method = data[offset:], method
		in.checkResponse(resp)
		return
	}
	in.add(ruleResponseSyntax, offset, "", "more than %d header sections", maxBlocks)
}

// Response checks a response that was received. Findings call it name.
func (r *Report) Response(name string, resp *Response) {
	in := r.input(name, resp.Body)
	defer in.done()
	in.checkResponse(resp)
}

// readHeader reads a status line and the header fields up to the empty line.
func (in *input) readHeader(data []byte, offset int) (*Response, bool) {
	line, next := cutLine(data, offset)
	m := statusLine.FindStringSubmatch(line)
	if m == nil {
		in.add(ruleResponseSyntax, offset, "", "%s is no status line", quote(line))
		return nil, false
	}
	status, _ := strconv.Atoi(m[1])
	proto, _, _ := strings.Cut(line, " ")
	resp := &Response{Proto: proto, Status: status, Header: make(http.Header), lines: map[string]int{"": offset}}
	for next < len(data) {
		at := next
		if at-offset > maxHeader {
			in.add(ruleResponseSyntax, at, "", "the header is longer than %d bytes", maxHeader)
			return nil, false
		}
		line, next = cutLine(data, at)
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
	return resp, true
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

// checkResponse applies the rules for responses, and those for documents to
// the body.
func (in *input) checkResponse(resp *Response) {
	in.status = resp.Status
	if language := resp.Header.Get("Content-Language"); language != "" && !strings.HasPrefix(strings.ToLower(language), "en") {
		in.localised = true
	}
	if resp.Status < 100 || resp.Status > 599 {
		in.field(ruleStatusRange, resp, "", "the status is %d, not a whole number from 100 to 599", resp.Status)
	}
	in.checkFields(resp)
	in.checkCaching(resp)
	if in.checkPresence(resp) {
		in.checkBody(resp)
	}
}
