package stdhttp

import (
	"fmt"
	"net/http"
	"time"

	"github.com/goproblem/problemdetails/problem"
)

// The functions of this file make the problems of statuses that RFCs tie to a
// header field, so that the field cannot be forgotten. Their results carry the
// field (see WithHeader) and contain a *problem.Problem without a type of its
// own; errors.As finds it. For a problem type of your own, use the makers of
// headers:
//
//	return stdhttp.WithHeader(ErrQuota.With(...), stdhttp.RetryAfter(time.Minute))

// MethodNotAllowed returns a 405 with the methods that the resource supports
// in Allow (RFC 9110, section 15.5.6); none are legal, and mean that it
// supports none.
func MethodNotAllowed(allow ...string) error {
	return status(http.StatusMethodNotAllowed, Allow(allow...))
}

// unspecified is the challenge of a caller who gives none. RFC 9110, sections
// 15.5.2 and 15.5.8, requires one; naming a scheme that the server may not
// know would make clients, browsers among them, ask people for a password in
// vain. No client knows this one.
const unspecified = "Unspecified"

// Unauthorized returns a 401 with the challenges in WWW-Authenticate (RFC
// 9110, section 15.5.2), such as `Bearer realm="api"`. The field must have at
// least one: without any, for logins that HTTP has no scheme for, the
// response names the made-up scheme "Unspecified", on which no client acts.
func Unauthorized(challenges ...string) error {
	if len(challenges) == 0 {
		challenges = []string{unspecified}
	}
	return status(http.StatusUnauthorized, Challenge(challenges...))
}

// ProxyAuthRequired returns a 407 with the challenges in Proxy-Authenticate
// (RFC 9110, section 15.5.8). It is for proxies. Without a challenge it does
// as [Unauthorized].
func ProxyAuthRequired(challenges ...string) error {
	if len(challenges) == 0 {
		challenges = []string{unspecified}
	}
	return status(http.StatusProxyAuthRequired, ProxyChallenge(challenges...))
}

// ContentTooLarge returns a 413 whose detail names the limit in bytes (RFC
// 9110, section 15.5.14); zero and negative limits are not named. If the
// condition is temporary, add RetryAfter by [WithHeader].
func ContentTooLarge(limit int64) error { return contentTooLarge(limit) }

// contentTooLarge is ContentTooLarge, to which a cause may be added.
func contentTooLarge(limit int64) *problem.Problem {
	p := &problem.Problem{Status: http.StatusRequestEntityTooLarge}
	if limit > 0 {
		p.Detail = fmt.Sprintf("The content of the request may have %d bytes at most.", limit)
	}
	return p
}

// UnsupportedMediaType returns a 415 with the media types that the resource
// takes in Accept (RFC 9110, section 15.5.16); without any there is no field.
// Where the content coding was at fault, or the method is PATCH, use
// [AcceptEncoding] or [AcceptPatch].
func UnsupportedMediaType(accept ...string) error {
	return status(http.StatusUnsupportedMediaType, Accept(accept...))
}

// RangeNotSatisfiable returns a 416 with the size of the resource in
// Content-Range (RFC 9110, section 15.5.17); a negative size is unknown.
func RangeNotSatisfiable(size int64) error {
	return status(http.StatusRequestedRangeNotSatisfiable, UnsatisfiedRange(size))
}

// UpgradeRequired returns a 426 with the protocols that the server asks for in
// Upgrade, most preferred first (RFC 9110, section 15.5.22), such as
// "websocket" or "TLS/1.3". Name at least one. See [Upgrade].
func UpgradeRequired(protocols ...string) error {
	return status(http.StatusUpgradeRequired, Upgrade(protocols...))
}

// TooManyRequests returns a 429 that asks to come back after d, in full
// seconds, rounded up (RFC 6585, section 4); see [RetryAfter].
func TooManyRequests(d time.Duration) error {
	return status(http.StatusTooManyRequests, RetryAfter(d))
}

// UnavailableForLegalReasons returns a 451 with a Link to who blocks the
// resource (RFC 7725, sections 3 and 4); see [BlockedBy]. An empty URI gives
// no field.
func UnavailableForLegalReasons(blockedBy string) error {
	return status(http.StatusUnavailableForLegalReasons, BlockedBy(blockedBy))
}

// Unavailable returns a 503 that asks to come back after d, in full seconds,
// rounded up (RFC 9110, section 15.6.4); see [RetryAfter].
func Unavailable(d time.Duration) error {
	return status(http.StatusServiceUnavailable, RetryAfter(d))
}

// status returns a problem that says no more than its status, with a header.
func status(code int, h http.Header) error {
	return WithHeader(&problem.Problem{Status: code}, h)
}
