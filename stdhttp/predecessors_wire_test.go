package stdhttp_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/goproblem/problemdetails/stdhttp"
	"github.com/goproblem/problemdetails/typelinks"
)

// What earlier systems did, by the ids of docs/predecessors.md, and what a
// client of this package gets instead. All of it is read from a socket.

// A row is one such behaviour.
type row struct {
	name    string // begins with the id
	f       func(http.ResponseWriter, *http.Request) error
	request string // method, target and fields; empty means "GET /"
	want    string // the response, as answered and bareAnswer make it
}

type handlerFunc = func(http.ResponseWriter, *http.Request) error

// returns is a handler that does nothing but fail.
func returns(err error) handlerFunc {
	return func(http.ResponseWriter, *http.Request) error { return err }
}

// setting is a handler that sets fields before it fails.
func setting(err error, fields ...string) handlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) error {
		for _, field := range fields {
			name, value, _ := strings.Cut(field, ": ")
			w.Header().Add(name, value)
		}
		return err
	}
}

// checkRows runs rows against a server. Its table of links is empty, so that
// the documents are short.
func checkRows(t *testing.T, rows []row) {
	t.Helper()
	for _, tt := range rows {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rs := &stdhttp.Responder{Logger: quiet, Links: &typelinks.Table{}}
			if got := speak(t, rs.Wrap(rs.Handler(tt.f)), tt.request); got != tt.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, tt.want)
			}
		})
	}
}

// speak sends a request of HTTP/1.1, and returns the response as it is on the
// wire, with the fields in order, and without the two that every server adds:
// Date, and Connection, since it closes.
func speak(t *testing.T, h http.Handler, request string) string {
	t.Helper()
	if request == "" {
		request = "GET /"
	}
	line, fields, _ := strings.Cut(request, "\n")
	if fields != "" {
		fields = strings.ReplaceAll(fields, "\n", "\r\n") + "\r\n"
	}
	got := exchange(t, listen(t, h), line+" HTTP/1.1\r\nHost: example.com\r\nConnection: close\r\n"+fields+"\r\n")
	head, content, _ := strings.Cut(got, "\r\n\r\n")
	lines := slices.DeleteFunc(strings.Split(head, "\r\n"), func(line string) bool {
		return strings.HasPrefix(line, "Date: ") || line == "Connection: close"
	})
	return inOrder(lines[0], lines[1:], content)
}

// inOrder puts a response together, with the fields in order.
func inOrder(status string, fields []string, content string) string {
	slices.Sort(fields)
	return status + "\n" + strings.Join(fields, "\n") + "\n\n" + content
}

// bareAnswer is a response that has no content and never has any.
func bareAnswer(status string, fields ...string) string {
	return inOrder("HTTP/1.1 "+status, fields, "")
}

// answered is a response with a problem, and with fields besides those that
// all of them have.
func answered(status, document string, fields ...string) string {
	return answeredAs("application/problem+json", status, document, fields...)
}

// answeredAs is answered for a content type. The document must be short enough
// for net/http to see how long it is.
func answeredAs(contentType, status, document string, fields ...string) string {
	fields = append(slices.Clone(fields), "Content-Type: "+contentType, "X-Content-Type-Options: nosniff", fmt.Sprint("Content-Length: ", len(document)))
	if !slices.ContainsFunc(fields, func(f string) bool { return strings.HasPrefix(f, "Vary: ") }) {
		fields = append(fields, "Vary: Accept")
	}
	return inOrder("HTTP/1.1 "+status, fields, document)
}

// answeredHEAD is answered without the document.
func answeredHEAD(status, document string, fields ...string) string {
	return strings.TrimSuffix(answered(status, document, fields...), document)
}
