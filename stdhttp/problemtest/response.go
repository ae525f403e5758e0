package problemtest

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
)

// Do sends a request without content to a server, as a client that accepts
// problem+json, and returns the response, whose body has been read and need not
// be closed. Redirects are not followed. If there is no response, the test ends.
// For requests of another kind, use an http.Client.
func Do(t testing.TB, method, url string) *http.Response {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatalf("problemtest: %v", err)
	}
	req.Header.Set("Accept", "application/problem+json")
	client := http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	resp, err := client.Do(req)
	if err != nil {
		t.Fatalf("problemtest: %v", err)
	}
	if _, err := read(resp); err != nil {
		t.Fatalf("problemtest: %s %s: the body broke off: %v", method, url, err)
	}
	return resp
}

// read returns the body of a response and lets it be read once more.
func read(resp *http.Response) ([]byte, error) {
	if resp.Body == nil {
		return nil, nil
	}
	body, err := io.ReadAll(resp.Body)
	resp.Body.Close() // what matters has been read
	again := io.Reader(bytes.NewReader(body))
	if err != nil {
		again = io.MultiReader(again, failing{err})
	}
	resp.Body = io.NopCloser(again)
	return body, err
}

// failing is a reader that fails.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// about returns the request in the form of a prefix, if it is known.
func about(resp *http.Response) string {
	if resp.Request == nil || resp.Request.URL == nil {
		return ""
	}
	return resp.Request.Method + " " + resp.Request.URL.Redacted() + ": "
}

// excerptSize is how much of a body is printed: a page fits in it.
const excerptSize = 4 << 10

// excerpt returns the status, the content type and the body of a response for
// people.
func excerpt(resp *http.Response, body []byte) string {
	var b strings.Builder
	fmt.Fprintln(&b, statusLine(resp.StatusCode))
	if t := resp.Header.Get("Content-Type"); t != "" {
		fmt.Fprintf(&b, "Content-Type: %s\n", t)
	}
	shown := body[:min(len(body), excerptSize)]
	fmt.Fprintf(&b, "\n%s", bytes.ToValidUTF8(shown, []byte("\uFFFD")))
	if more := len(body) - len(shown); more > 0 {
		fmt.Fprintf(&b, "\n(and %d bytes more)", more)
	}
	if len(body) == 0 {
		b.WriteString("(no content)")
	}
	return b.String()
}

func statusLine(status int) string {
	return strings.TrimSpace(fmt.Sprintf("%d %s", status, http.StatusText(status)))
}
