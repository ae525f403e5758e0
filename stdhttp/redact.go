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
	"assertion", "auth", "code", "cookie", "credential", "csrf", "jwt", "key", "otp", "pass",
	"pwd", "saml", "secret", "session", "sid", "sig", "ticket", "token", "xsrf",
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
// that is an address, as in Referer, may have them in its query.
func redactField(name, value string) string {
	if isSecret(name) {
		return redacted
	}
	if before, query, ok := strings.Cut(value, "?"); ok {
		return before + "?" + redactQuery(query)
	}
	return value
}

// redactURL returns the address without user information and secret
// parameters.
func redactURL(u url.URL) string {
	if u.User != nil {
		u.User = url.User("redacted")
	}
	u.RawQuery = redactQuery(u.RawQuery)
	return u.String()
}

// redactQuery returns a query without the values of secret parameters.
func redactQuery(query string) string {
	pairs := strings.Split(query, "&")
	for i, pair := range pairs {
		name, _, ok := strings.Cut(pair, "=")
		plain, err := url.QueryUnescape(name)
		if ok && (err != nil || isSecret(plain)) {
			pairs[i] = name + "=" + redacted
		}
	}
	return strings.Join(pairs, "&")
}
