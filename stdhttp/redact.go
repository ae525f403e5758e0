package stdhttp

import (
	"net/url"
	"strings"
)

const redacted = "[redacted]"

// secretWords are parts of the names of header fields and parameters whose
// values are secrets more often than not. Showing too little of a request is
// an inconvenience, showing too much an incident.
var secretWords = [...]string{
	"assertion", "auth", "bearer", "code", "cookie", "credential", "csrf", "dpop", "hmac", "jwt",
	"key", "nonce", "otp", "pass", "pwd", "saml", "secret", "session", "sid", "sig", "ticket",
	"token", "websocket-protocol", "xsrf",
}

// isSecret reports whether the value of a field or parameter of this name is
// likely to be a secret.
func isSecret(name string) bool {
	name = strings.ToLower(name)
	for _, word := range secretWords {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}

// redactField returns the value of a header field without secrets. A value
// that is an address, as in Referer, may have them in it.
func redactField(name, value string) string {
	if isSecret(name) {
		return redacted
	}
	if u, err := url.Parse(value); err == nil && u.Host != "" {
		return redactURL(*u)
	}
	if before, query, ok := strings.Cut(value, "?"); ok {
		return before + "?" + redactQuery(query)
	}
	return value
}

// redactURL returns the address without user information, secret parameters
// and fragment.
func redactURL(u url.URL) string {
	if u.User != nil {
		u.User = url.User("redacted")
	}
	u.RawQuery = redactQuery(u.RawQuery)
	u.Fragment, u.RawFragment = "", "" // where some put tokens
	return u.String()
}

// redactQuery returns a query without the values of secret parameters, which
// some clients still separate by semicolons.
func redactQuery(query string) string {
	var b strings.Builder
	for query != "" {
		end := strings.IndexAny(query, "&;")
		if end < 0 {
			end = len(query)
		}
		pair := query[:end]
		name, _, ok := strings.Cut(pair, "=")
		plain, err := url.QueryUnescape(name)
		if ok && (err != nil || isSecret(plain)) {
			pair = name + "=" + redacted
		}
		b.WriteString(pair)
		if end < len(query) {
			b.WriteByte(query[end])
			end++
		}
		query = query[end:]
	}
	return b.String()
}
