package check

import (
	"net/http"
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

// Response checks a response that was received. Findings call it name.
func (r *Report) Response(name string, resp *Response) {
	in := r.input(name, resp.Body)
	defer in.done()
	in.checkResponse(resp)
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
	if 100 <= resp.Status && resp.Status < 400 && !in.hasProblem && !resp.IsProblem() {
		in.field(ruleNoError, resp, "", "the status is %d, which is no error, and there is no problem to check", resp.Status)
	}
}
