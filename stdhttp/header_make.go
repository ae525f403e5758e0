package stdhttp

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Allow returns the Allow field with the methods that a resource supports,
// which a 405 must have (RFC 9110, sections 10.2.1 and 15.5.6). No methods
// give an empty value, which means that the resource supports none. Name HEAD
// too where GET includes it.
func Allow(methods ...string) http.Header {
	return http.Header{"Allow": {strings.Join(methods, ", ")}}
}

// Challenge returns WWW-Authenticate with one field line for each challenge,
// such as `Bearer realm="api"` (RFC 9110, section 11.6.1). None gives an empty
// header.
func Challenge(challenges ...string) http.Header {
	return lines("Www-Authenticate", challenges)
}

// ProxyChallenge returns Proxy-Authenticate with one field line for each
// challenge, for proxies (RFC 9110, section 11.7.1). None gives an empty
// header.
func ProxyChallenge(challenges ...string) http.Header {
	return lines("Proxy-Authenticate", challenges)
}

// RetryAfter returns the Retry-After field with a delay in seconds, rounded up
// so that no client comes too early; a negative delay is zero (RFC 9110,
// section 10.2.3).
func RetryAfter(d time.Duration) http.Header {
	seconds := int64(d / time.Second)
	if d%time.Second > 0 {
		seconds++
	}
	return http.Header{"Retry-After": {strconv.FormatInt(max(seconds, 0), 10)}}
}

// RetryAt returns the Retry-After field with a date, in UTC whatever the
// location of t, and rounded up to the second (RFC 9110, sections 5.6.7 and
// 10.2.3). Years that a date of HTTP cannot have become the nearest that it
// can.
func RetryAt(t time.Time) http.Header {
	t = t.UTC()
	if t.Nanosecond() > 0 {
		t = t.Truncate(time.Second).Add(time.Second)
	}
	switch {
	case t.Year() < 1:
		t = time.Time{}
	case t.Year() > 9999:
		t = time.Date(9999, time.December, 31, 23, 59, 59, 0, time.UTC)
	}
	return http.Header{"Retry-After": {t.Format(http.TimeFormat)}}
}

// UnsatisfiedRange returns the Content-Range field of a 416, which tells the
// current size of the resource in bytes (RFC 9110, section 14.4). A negative
// size is unknown and gives an empty header.
func UnsatisfiedRange(size int64) http.Header {
	if size < 0 {
		return http.Header{}
	}
	return http.Header{"Content-Range": {"bytes */" + strconv.FormatInt(size, 10)}}
}

// Upgrade returns the Upgrade field with the protocols that a server asks for,
// most preferred first, and the connection option that must go with it (RFC
// 9110, section 7.8). Name at least one. Both exist in HTTP/1.1 only: in
// responses of other versions they are left out.
func Upgrade(protocols ...string) http.Header {
	return http.Header{"Upgrade": {strings.Join(protocols, ", ")}, "Connection": {"Upgrade"}}
}

// Accept returns the Accept field of a 415: the media types that the resource
// takes as a request's content (RFC 9110, section 12.5.1). None gives an empty
// header.
func Accept(mediaTypes ...string) http.Header { return list("Accept", mediaTypes) }

// AcceptEncoding returns the Accept-Encoding field of a 415: the content
// codings that the resource takes, where the coding was at fault. None gives
// the value that refuses every coding (RFC 9110, section 12.5.3).
func AcceptEncoding(codings ...string) http.Header {
	return http.Header{"Accept-Encoding": {strings.Join(codings, ", ")}}
}

// AcceptPatch returns the Accept-Patch field of a 415 to a PATCH request: the
// patch documents that the resource takes (RFC 5789, sections 2.2 and 3.1).
// None gives an empty header.
func AcceptPatch(mediaTypes ...string) http.Header { return list("Accept-Patch", mediaTypes) }

// BlockedBy returns the Link field of a 451: who blocks the resource, such as
// the operator of a network or a site (RFC 7725, section 4). That is not
// always who demanded it. An empty URI gives an empty header.
func BlockedBy(uri string) http.Header { return link(uri, "blocked-by") }

// HelpLink returns a Link field to a page that helps with the error (RFC 8288,
// relation type "help"). An empty URI gives an empty header.
func HelpLink(uri string) http.Header { return link(uri, "help") }

// lines returns a header with one field line for each value.
func lines(name string, values []string) http.Header {
	if len(values) == 0 {
		return http.Header{}
	}
	return http.Header{name: append([]string(nil), values...)}
}

// list returns a header with all values in one line.
func list(name string, values []string) http.Header {
	if len(values) == 0 {
		return http.Header{}
	}
	return http.Header{name: {strings.Join(values, ", ")}}
}

// link returns a Link field (RFC 8288, section 3).
func link(uri, relation string) http.Header {
	if uri == "" {
		return http.Header{}
	}
	return http.Header{"Link": {linkValue(uri, relation)}}
}

// linkValue returns one link of a Link field.
func linkValue(uri, relation string) string {
	return "<" + escapeURI(uri) + `>; rel="` + relation + `"`
}

// escapeURI percent-encodes the bytes of s that no URI may contain (RFC 3986,
// section 2), non-ASCII characters as UTF-8. What is encoded already stays.
func escapeURI(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if c <= ' ' || c >= 0x7F || strings.IndexByte("\"<>\\^`{|}", c) >= 0 {
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			c = hex[c&15]
		}
		b.WriteByte(c)
	}
	return b.String()
}
