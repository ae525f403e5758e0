package stdhttp

import (
	"net/http"
	"slices"
	"strings"

	"github.com/goproblem/problemdetails/encode"
)

// Field values are slices that all responses share: assigning one allocates
// nothing, and as none has room to grow, nobody's Add can change it.
var (
	nosniff         = []string{"nosniff"}
	noStore         = []string{"no-store"}
	closeConnection = []string{"close"}
	varyAccept      = []string{"Accept"}
	varyLanguage    = []string{"Accept-Language"}

	// pagePolicy goes with the built-in page alone: other pages load what they
	// like, and other formats are not pages.
	pagePolicy = []string{encode.HTMLPolicy}

	contentTypes = [...][]string{
		{"application/problem+json"},
		{"application/problem+xml"},
		{"text/html; charset=utf-8"},
		{"text/plain; charset=utf-8"},
	}
)

// contentTypeField returns the field value for a content type.
func contentTypeField(contentType string) []string {
	for i := range contentTypes {
		if contentTypes[i][0] == contentType {
			return contentTypes[i]
		}
	}
	return []string{contentType}
}

// isOurs reports whether this package has set the fields of a response.
// Nobody else has this very slice, and what stands between a handler and the
// server copies slices as they are.
func isOurs(h http.Header) bool {
	v := h["X-Content-Type-Options"]
	return len(v) > 0 && &v[0] == &nosniff[0]
}

// clean removes the fields that describe the response which an error with
// this status replaces. docs/edge.md lists them.
func clean(h http.Header, status int) {
	if len(h) == 0 {
		return
	}
	trailers := h["Trailer"] // names of fields that were to follow the content
	for name, values := range h {
		if isStale(http.CanonicalHeaderKey(name), values, status) || lists(trailers, name) || strings.HasPrefix(name, http.TrailerPrefix) {
			delete(h, name)
		}
	}
}

func isStale(name string, values []string, status int) bool {
	switch name {
	case "Content-Type", "Content-Length", "Content-Language", "Content-Disposition", "Content-Md5",
		"Accept-Ranges", "Age", "Digest", "Content-Digest", "Repr-Digest", "Trailer", "Transfer-Encoding":
		return true
	case "Content-Range":
		return status != http.StatusRequestedRangeNotSatisfiable || !isUnsatisfied(values)
	case "Location":
		return status/100 != 3
	case "Etag", "Last-Modified", "Expires", "Content-Location":
		return status != http.StatusNotModified // which updates what a cache has (RFC 9110, section 15.4.5)
	case "Cache-Control":
		return status != http.StatusNotModified && !lists(values, "no-store")
	case "Content-Encoding":
		return status == http.StatusNotModified
	default:
		return false
	}
}

// isUnsatisfied reports whether Content-Range tells a size and no range, as a
// 416 does (RFC 9110, section 14.4).
func isUnsatisfied(lines []string) bool {
	return !slices.ContainsFunc(lines, func(v string) bool { return !strings.Contains(v, "*/") })
}

// carry sets the fields that travel with an error, whose response has this
// status.
func carry(h, carried http.Header, status int) {
	for name, values := range carried {
		switch name {
		case "Content-Range":
			if !isStale(name, values, status) {
				h[name] = slices.Clip(values)
			}
		case "Vary":
			for _, line := range values {
				for member := range strings.SplitSeq(line, ",") {
					member = strings.TrimSpace(member)
					addVary(h, member, []string{member})
				}
			}
		case "Link", "Set-Cookie": // one more does not take the others away
			h[name] = append(slices.Clip(h[name]), values...)
		default:
			h[name] = slices.Clip(values)
		}
	}
}

// addVary adds a name to Vary, unless it is there or everything varies. Alone
// is the field value if there is no other name.
func addVary(h http.Header, name string, alone []string) {
	lines := h["Vary"]
	switch {
	case len(lines) == 0:
		h["Vary"] = alone
	case !lists(lines, name) && !lists(lines, "*"):
		lines = slices.Clone(lines) // others may share it
		last := &lines[len(lines)-1]
		*last = strings.TrimPrefix(*last+", "+name, ", ")
		h["Vary"] = lines
	}
}

// lists reports whether a field with a comma-separated value has this member.
func lists(lines []string, member string) bool {
	for _, line := range lines {
		for m := range strings.SplitSeq(line, ",") {
			if strings.EqualFold(strings.TrimSpace(m), member) {
				return true
			}
		}
	}
	return false
}

// mustNotStore reports whether caches must not store a response with this
// status (RFC 6585).
func mustNotStore(status int) bool {
	switch status {
	case http.StatusPreconditionRequired, http.StatusTooManyRequests,
		http.StatusRequestHeaderFieldsTooLarge, http.StatusNetworkAuthenticationRequired:
		return true
	default:
		return false
	}
}

// isLanguageTag reports whether s has the characters of a language tag (BCP
// 47), and at least one.
func isLanguageTag(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return r != '-' && (r < '0' || '9' < r) && (r < 'A' || 'Z' < r) && (r < 'a' || 'z' < r)
	})
}
