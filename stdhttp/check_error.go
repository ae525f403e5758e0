package stdhttp

import (
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/goproblem/problemdetails/problem"
)

// A ResponseError is the failure that a server has reported. [Check] makes it;
// the zero value is about no response.
//
// It wraps the problem of that server, so that errors.Is and errors.As find
// it. But returned from a handler it is answered by a bare 502: what the server
// behind us has to say to us is not for our clients. To pass it on after all,
// return Upstream, or a problem made of it.
type ResponseError struct {
	// Upstream is the problem that the server sent, or, if it sent none, one
	// with the status of the response and the title of that status. Its own
	// status is what the server said in the body if that differs (RFC 9457,
	// section 3.1.2). Check never leaves it nil.
	Upstream *problem.Problem

	// Status is the status of the response, by which generic software should
	// go. Zero means that there was no response.
	Status int

	// Header is the header of the response.
	Header http.Header

	// Body is the body, up to the limit of the Checker.
	Body []byte

	// Truncated is true if the body was longer than the limit or could not be
	// read to its end. Upstream then has nothing of it.
	Truncated bool

	// Err is why the body was truncated, or why it could not be decoded
	// although it was said to be a problem. Nil if all went well, and also if
	// the body is no problem and nobody said so.
	Err error

	request string // method and URL, without what may be secret
}

// Error describes the failure to operators: what was asked, the status, and
// the title and detail of Upstream, without characters that could deceive the
// reader of a log or a terminal, and not longer than about a thousand bytes.
func (e *ResponseError) Error() string {
	parts := []string{"stdhttp", e.request}
	if e.Status != 0 {
		parts = append(parts, strconv.Itoa(e.Status))
	}
	if e.Upstream != nil {
		parts = append(parts, e.Upstream.Title, e.Upstream.Detail)
	}
	if e.Err != nil {
		parts = append(parts, e.Err.Error())
	}
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	return printable(strings.Join(parts, ": "), 1000)
}

// Unwrap returns Upstream, and nil if that is nil.
func (e *ResponseError) Unwrap() error {
	if e.Upstream == nil {
		return nil
	}
	return e.Upstream
}

// ProblemDetails returns what a client of ours may know: a 502 (RFC 9110,
// section 15.6.3) whose cause, for the log, is e.
func (e *ResponseError) ProblemDetails() *problem.Problem {
	return &problem.Problem{Status: http.StatusBadGateway, Err: e}
}

// StatusCode returns 502, the status of [ResponseError.ProblemDetails]. That
// of the response is in the field Status.
func (e *ResponseError) StatusCode() int { return http.StatusBadGateway }

// RetryAfter returns how long the server asks to wait, counted from when it
// answered, and whether it does (RFC 9110, section 10.2.3). The wait is never
// negative. A date counts from the Date of the response, so that it does not
// matter whether our clock is right.
func (e *ResponseError) RetryAfter() (wait time.Duration, ok bool) {
	value := e.Header.Get("Retry-After")
	if value != "" && strings.Trim(value, "0123456789") == "" {
		seconds, _ := strconv.ParseInt(value, 10, 64) // the most there is if it is more
		if seconds > int64(math.MaxInt64/time.Second) {
			return math.MaxInt64, true
		}
		return time.Duration(seconds) * time.Second, true
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return 0, false
	}
	now, err := http.ParseTime(e.Header.Get("Date"))
	if err != nil {
		now = time.Now()
	}
	return max(at.Sub(now), 0), true
}

// describe returns the method and URL of a request without user, query and
// fragment, where secrets are.
func describe(r *http.Request) string {
	method := r.Method
	if method == "" {
		method = http.MethodGet // as http.Client understands it
	}
	if r.URL == nil {
		return method
	}
	u := *r.URL
	u.User, u.RawQuery, u.ForceQuery, u.Fragment, u.RawFragment = nil, "", false, "", ""
	return method + " " + u.String()
}

// printable returns s with every character escaped that is not printed as
// itself: line breaks, terminal controls, changes of direction. It stops when
// it has about limit bytes.
func printable(s string, limit int) string {
	var b strings.Builder
	for _, r := range s {
		if b.Len() >= limit {
			b.WriteString("...")
			break
		}
		if unicode.IsPrint(r) {
			b.WriteRune(r)
		} else {
			quoted := strconv.QuoteRune(r)
			b.WriteString(quoted[1 : len(quoted)-1])
		}
	}
	return b.String()
}
