package check

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/goproblem/problemdetails/cmd/problem/internal/statusinfo"
)

// checkFields checks the header fields that come with the status.
func (in *input) checkFields(resp *Response) {
	for _, f := range statusinfo.Fields(resp.Status) {
		name := http.CanonicalHeaderKey(f.Name)
		if _, ok := resp.Header[name]; ok {
			continue
		}
		rule := ruleExpectedHeader
		if f.Level == statusinfo.Must {
			rule = ruleRequiredHeader
		}
		in.field(rule, resp, "", "%d comes without %s, which %s be there (RFC %d, section %s), such as %s", resp.Status, f.Name, strings.ToLower(string(f.Level)), f.RFC, f.Section, f.Value)
	}
	// RFC 9110, section 7.8. HTTP/2 and later have no connection options, and a
	// HEAD request of ours asks for another one.
	if resp.Header["Upgrade"] != nil && resp.Method != http.MethodHead && strings.HasPrefix(resp.Proto, "HTTP/1") && !listHas(resp.Header["Connection"], "upgrade") {
		in.field(ruleRequiredHeader, resp, "Upgrade", "Upgrade must come with Connection: Upgrade (RFC 9110, section 7.8)")
	}
	for _, name := range singletons {
		if n := len(resp.Header[name]); n > 1 {
			in.field(ruleHeaderSyntax, resp, name, "%s is there %d times", name, n)
		}
	}
	for _, s := range fieldSyntax {
		if s.status != 0 && s.status != resp.Status {
			continue
		}
		for _, value := range resp.Header.Values(s.name) {
			if !s.valid(value) {
				in.field(ruleHeaderSyntax, resp, http.CanonicalHeaderKey(s.name), "%s %s is not %s", s.name, quote(value), s.want)
			}
		}
	}
}

// singletons are fields of which a response has one at most. Readers disagree
// about which of several counts.
var singletons = []string{"Content-Type", "Content-Length", "Content-Range", "Location", "Retry-After"}

// fieldSyntax says what the values of fields look like. Status limits the check
// to one status.
var fieldSyntax = []struct {
	name   string
	status int
	valid  func(string) bool
	want   string
}{
	{"WWW-Authenticate", 0, challenge.MatchString, "a challenge, which begins with the name of a scheme"},
	{"Proxy-Authenticate", 0, challenge.MatchString, "a challenge, which begins with the name of a scheme"},
	{"Allow", 0, methods.MatchString, "a list of methods"},
	{"Retry-After", 0, isRetryAfter, "a number of seconds or a date of HTTP"},
	{"Content-Range", 416, unsatisfied.MatchString, "of the form bytes */LENGTH"},
	{"Location", 0, isReference, "a URI reference"},
}

const tokenPattern = "[!#$%&'*+.^_`|~0-9A-Za-z-]+"

var (
	challenge   = regexp.MustCompile(`^` + tokenPattern + `( +\S.*)?$`)
	methods     = regexp.MustCompile(`^(` + tokenPattern + `)?([ \t]*,[ \t]*(` + tokenPattern + `)?)*$`)
	unsatisfied = regexp.MustCompile(`^` + tokenPattern + ` \*/([0-9]+|\*)$`)
)

func isRetryAfter(value string) bool {
	if _, err := strconv.ParseUint(value, 10, 63); err == nil {
		return true
	}
	_, err := http.ParseTime(value)
	return err == nil
}

func isReference(value string) bool {
	_, err := url.Parse(value)
	return err == nil && value != "" && !strings.ContainsAny(value, " \t")
}

// checkCaching checks the statuses that caches must not store (RFC 6585).
func (in *input) checkCaching(resp *Response) {
	section := statusinfo.NotStored(resp.Status)
	if section == "" || listHas(resp.Header["Cache-Control"], "no-store") {
		return
	}
	if storable(resp.Header) {
		in.field(ruleStored, resp, "Cache-Control", "%d must not be stored by a cache (RFC 6585, section %s), but its header allows that", resp.Status, section)
		return
	}
	in.field(ruleNoStore, resp, "Cache-Control", "%d must not be stored by a cache (RFC 6585, section %s), but nothing says so", resp.Status, section)
}

// storable reports whether the header lets a cache store a response that it may
// not store by default (RFC 9111, section 3).
func storable(h http.Header) bool {
	if h.Get("Expires") != "" && h.Get("Expires") != "0" {
		return true
	}
	for _, value := range h["Cache-Control"] {
		for part := range strings.SplitSeq(value, ",") {
			name, arg, _ := strings.Cut(strings.ToLower(strings.TrimSpace(part)), "=")
			switch name {
			case "public":
				return true
			case "max-age", "s-maxage":
				if n, err := strconv.Atoi(strings.Trim(arg, `"`)); err == nil && n > 0 {
					return true
				}
			}
		}
	}
	return false
}
