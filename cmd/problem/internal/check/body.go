package check

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/json"
	"encoding/xml"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
)

// endsWithHeader reports whether a response with the status ends with its
// header (RFC 9110, section 6.4.1). 205 is treated alike (section 15.3.6).
func endsWithHeader(status int) bool {
	return status < 200 || status == 204 || status == 205 || status == 304
}

// checkPresence reports whether there is a body to check, after it has checked
// whether there should be one.
func (in *input) checkPresence(resp *Response) bool {
	length := resp.Header.Get("Content-Length")
	switch {
	case endsWithHeader(resp.Status):
		if len(resp.Body) > 0 {
			in.add(ruleBodyForbidden, resp.bodyAt, "", "content with the status %d", resp.Status)
		}
		if length != "" && (resp.Status < 200 || resp.Status == 204) {
			in.field(ruleBodyForbidden, resp, "Content-Length", "Content-Length with the status %d", resp.Status)
		}
		return false
	case resp.Method == http.MethodHead:
		if len(resp.Body) > 0 {
			in.add(ruleBodyForbidden, resp.bodyAt, "", "content in answer to HEAD")
		}
		return false
	case len(resp.Body) == 0:
		// curl -I prints the header of an answer to HEAD.
		if n, err := strconv.Atoi(length); resp.Status >= 400 && (err != nil || n == 0) {
			in.field(ruleBodyEmpty, resp, "", "no content with the status %d", resp.Status)
		}
		return false
	}
	in.checkLength(resp, length)
	return true
}

// checkLength compares Content-Length with the body. A program that saves
// responses may have decoded the content, and an editor added a line feed.
func (in *input) checkLength(resp *Response, length string) {
	if length == "" || resp.Header.Get("Content-Encoding") != "" || resp.Header.Get("Transfer-Encoding") != "" {
		return
	}
	n, err := strconv.Atoi(length)
	if err != nil || n < 0 {
		in.field(ruleHeaderSyntax, resp, "Content-Length", "Content-Length %s is no number", quote(length))
		return
	}
	if n != len(resp.Body) && n != len(bytes.TrimRight(resp.Body, "\r\n")) {
		in.field(ruleBodyLength, resp, "Content-Length", "Content-Length is %d, but the content has %d bytes", n, len(resp.Body))
	}
}

// checkBody checks the media type against the content, and the content.
func (in *input) checkBody(resp *Response) {
	body, whole := in.decoded(resp)
	if !whole {
		return
	}
	value := resp.Header.Get("Content-Type")
	media, params, err := mime.ParseMediaType(value)
	if err != nil && value != "" {
		in.field(ruleHeaderSyntax, resp, "Content-Type", "Content-Type %s: %v", quote(value), err)
	}
	isProblem := looksLikeProblem(body)
	switch {
	case err != nil && value != "":
		if isProblem {
			in.checkContent(body)
		}
	case media == "application/problem+json":
		if charset, ok := params["charset"]; ok {
			in.field(ruleMediaCharset, resp, "Content-Type", "Content-Type has the parameter charset=%s", shorten(charset))
		}
		in.checkLabelled(resp, body, media, "json")
	case media == "application/problem+xml":
		in.checkLabelled(resp, body, media, "xml")
	case isProblem && in.relabelled(resp, media):
		in.checkContent(body)
	case isProblem:
		if media == "" {
			in.field(ruleMediaType, resp, "", "there is no Content-Type, and the content is a problem")
		} else {
			in.field(ruleMediaType, resp, "Content-Type", "the content is a problem, but Content-Type is %s", shorten(media))
		}
		in.checkContent(body)
	case resp.Status >= 400 && !negotiated(resp, media):
		if media == "" {
			media = "content of no media type"
		}
		in.field(ruleNoProblem, resp, "Content-Type", "the response has the status %d and %s", resp.Status, shorten(media))
	}
}

// checkLabelled checks a body that is labelled as a problem.
func (in *input) checkLabelled(resp *Response, body []byte, media, format string) {
	if got := sniff(body); got != format {
		what := map[string]string{"json": "JSON", "xml": "XML", "": describe(body)}[got]
		in.field(ruleMediaType, resp, "Content-Type", "Content-Type is %s, but the content is %s", media, what)
		if got == "" {
			return
		}
	}
	in.checkContent(body)
}

// relabelled reports whether a problem goes under a name that the client asked
// for: application/json for clients that know nothing else.
func (in *input) relabelled(resp *Response, media string) bool {
	return media != "" && media == strings.ToLower(resp.Accept)
}

// negotiated reports whether a response that is no problem document may be a
// problem in another format.
func negotiated(resp *Response, media string) bool {
	if media != "text/html" && media != "text/plain" {
		return false
	}
	return media == resp.Accept || listHas(resp.Header.Values("Vary"), "accept")
}

// listHas reports whether one of the comma-separated values is name, whatever
// the letter case.
func listHas(values []string, name string) bool {
	for _, value := range values {
		for part := range strings.SplitSeq(value, ",") {
			if strings.EqualFold(strings.TrimSpace(part), name) {
				return true
			}
		}
	}
	return false
}

// looksLikeProblem reports whether body is a problem, whatever its media type:
// XML in the namespace, or an object with two standard members or more, of
// which one is more than a status.
func looksLikeProblem(body []byte) bool {
	switch sniff(body) {
	case "xml":
		dec := xml.NewDecoder(bytes.NewReader(body))
		for {
			tok, err := dec.Token()
			if err != nil {
				return false
			}
			if t, ok := tok.(xml.StartElement); ok {
				return t.Name.Local == "problem" && t.Name.Space == xmlNamespace
			}
		}
	case "json":
		var m map[string]json.RawMessage
		if json.Unmarshal(bytes.TrimPrefix(body, []byte("\ufeff")), &m) != nil {
			return false
		}
		n := 0
		for _, name := range standardMembers {
			if m[name] != nil {
				n++
			}
		}
		return n >= 2 && (m[titleMember] != nil || m[detailMember] != nil)
	}
	return false
}

// maxDecoded bounds what a small compressed body may grow to.
const maxDecoded = 16 << 20

// decoded returns the body without its content coding. curl has taken off the
// coding if it was called with --compressed.
func (in *input) decoded(resp *Response) (body []byte, ok bool) {
	var r io.Reader
	var err error
	switch coding := strings.ToLower(resp.Header.Get("Content-Encoding")); {
	case (coding == "gzip" || coding == "x-gzip") && bytes.HasPrefix(resp.Body, []byte("\x1f\x8b")):
		r, err = gzip.NewReader(bytes.NewReader(resp.Body))
	case coding == "deflate" && sniff(resp.Body) == "":
		r, err = zlib.NewReader(bytes.NewReader(resp.Body))
	default:
		in.base = resp.bodyAt
		if strings.EqualFold(resp.Header.Get("Transfer-Encoding"), "chunked") {
			if body, ok := unchunk(resp.Body); ok {
				in.data, in.base = body, 0
				return body, true
			}
		}
		return resp.Body, true
	}
	if err == nil {
		body, err = io.ReadAll(io.LimitReader(r, maxDecoded+1))
	}
	switch {
	case err != nil:
		in.field(ruleHeaderSyntax, resp, "Content-Encoding", "the content is not what Content-Encoding says: %v", err)
		return nil, false
	case len(body) > maxDecoded:
		in.field(ruleBodyLength, resp, "Content-Encoding", "the content is larger than %d bytes when it is decoded", maxDecoded)
		return nil, false
	}
	in.data, in.base = body, 0 // Lines are those of the decoded content.
	return body, true
}

// unchunk removes the framing of chunks, which curl --raw leaves in.
func unchunk(body []byte) ([]byte, bool) {
	var out []byte
	for {
		line, next := cutLine(body, 0)
		size, _, _ := strings.Cut(line, ";")
		n, err := strconv.ParseUint(strings.TrimSpace(size), 16, 31)
		if err != nil || int(n) > len(body)-next {
			return nil, false
		}
		if n == 0 {
			return out, true
		}
		out = append(out, body[next:next+int(n)]...)
		_, skip := cutLine(body, next+int(n))
		body = body[skip:]
	}
}
