package stdhttp_test

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"context"
	"encoding/base64"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math/big"
	"mime"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

// An order is what the tests decode; the names of its types must not reach a
// client.
type order struct {
	secretBase
	Count   int             `json:"count"`
	Small   int8            `json:"small"`
	Price   float64         `json:"price"`
	Paid    bool            `json:"paid"`
	Name    string          `json:"name"`
	Address *SecretAddress  `json:"address"`
	Items   []secretItem    `json:"items"`
	Tags    map[string]bool `json:"tags"`
	At      time.Time       `json:"at"`
	Data    []byte          `json:"data"`
	IP      net.IP          `json:"ip"`
	Big     *big.Int        `json:"big"`
	Quoted  int             `json:"quoted,string"`
	Number  json.Number     `json:"number"`
	Any     error           `json:"any"`
	Checked secretChecked   `json:"checked"`
	Odd     secretOdd       `json:"odd"`
}

type (
	secretBase    struct{ *SecretEmbedded }
	secretItem    struct{ Weight float32 }
	secretChecked struct{}
	secretOdd     struct{}
)

type SecretEmbedded struct {
	ID string `json:"id"`
}

type SecretAddress struct {
	Street string `json:"street/no"`
	SecretEmbedded
}

var errChecked = problem.Violations{{Detail: "is odd", Pointer: "#/checked"}}.Err()

func (*secretChecked) UnmarshalJSON([]byte) error { return errChecked }
func (*secretOdd) UnmarshalJSON([]byte) error     { return errors.New("disk on fire") }

// decode reads content as a strict handler does.
func decode(content string) error {
	d := json.NewDecoder(strings.NewReader(content))
	d.DisallowUnknownFields()
	return d.Decode(new(order))
}

func TestBodyErrorJSON(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		content string
		status  int
		want    problem.Violation
		v2      problem.Violation // from Go 1.27 on, if it differs
	}{
		{
			name: "empty", content: "", status: 400,
			want: problem.Violation{Pointer: "#", Detail: "The request has no content."},
		},
		{
			name: "cut", content: `{"count":1`, status: 400,
			want: problem.Violation{Pointer: "#", Detail: "The content of the request ends too early."},
		},
		{
			name: "syntax", content: `{"count":}`, status: 400,
			want: problem.Violation{Pointer: "#", Detail: "The content of the request is not valid JSON: the mistake is at byte %d."},
		},
		{
			name: "string for int", content: `{"count":"1"}`, status: 422,
			want: problem.Violation{Pointer: "#/count", Detail: "must be a whole number, not a string"},
		},
		{
			name: "fraction for int", content: `{"count":1.5}`, status: 422,
			want: problem.Violation{Pointer: "#/count", Detail: "must be a whole number in the allowed range"},
		},
		{
			name: "too large", content: `{"small":300}`, status: 422,
			want: problem.Violation{Pointer: "#/small", Detail: "must be a whole number in the allowed range"},
		},
		{
			name: "huge float", content: `{"price":1e999}`, status: 422,
			want: problem.Violation{Pointer: "#/price", Detail: "must be a number in the allowed range"},
		},
		{
			name: "object for float", content: `{"price":{}}`, status: 422,
			want: problem.Violation{Pointer: "#/price", Detail: "must be a number, not an object"},
		},
		{
			name: "number for bool", content: `{"paid":1}`, status: 422,
			want: problem.Violation{Pointer: "#/paid", Detail: "must be a boolean, not a number"},
		},
		{
			name: "bool for string", content: `{"name":true}`, status: 422,
			want: problem.Violation{Pointer: "#/name", Detail: "must be a string, not a boolean"},
		},
		{
			name: "string for struct", content: `{"address":"x"}`, status: 422,
			want: problem.Violation{Pointer: "#/address", Detail: "must be an object, not a string"},
		},
		{
			name: "nested, name to be escaped", content: `{"address":{"street/no":[]}}`, status: 422,
			want: problem.Violation{Pointer: "#/address/street~1no", Detail: "must be a string, not an array"},
		},
		{
			name: "embedded type is not on the wire", content: `{"address":{"id":5}}`, status: 422,
			want: problem.Violation{Pointer: "#/address/id", Detail: "must be a string, not a number"},
		},
		{
			name: "name from Go", content: `{"items":[{"Weight":1},{"Weight":"x"}]}`, status: 422,
			want: problem.Violation{Pointer: "#/items/Weight", Detail: "must be a number, not a string"},
			v2:   problem.Violation{Pointer: "#/items/1/Weight", Detail: "must be a number, not a string"},
		},
		{
			name: "object for array", content: `{"items":{}}`, status: 422,
			want: problem.Violation{Pointer: "#/items", Detail: "must be an array, not an object"},
		},
		{
			name: "array for map", content: `{"tags":[]}`, status: 422,
			want: problem.Violation{Pointer: "#/tags", Detail: "must be an object, not an array"},
		},
		{
			name: "root", content: `[]`, status: 422,
			want: problem.Violation{Pointer: "#", Detail: "must be an object, not an array"},
		},
		{
			name: "unknown member", content: `{"co\"unt":1}`, status: 422,
			want: problem.Violation{Pointer: "#/co%22unt", Detail: "is not known here"},
		},
		{
			name: "bad date", content: `{"at":"yesterday"}`, status: 422,
			want: problem.Violation{Detail: "A date or time is not written as expected."},
		},
		{
			name: "bad base64", content: `{"data":"%"}`, status: 422,
			want: problem.Violation{Detail: "A text is not valid base64."},
			v2:   problem.Violation{Pointer: "#/data", Detail: "is not written as expected"},
		},
		{
			name: "number for base64", content: `{"data":1}`, status: 422,
			want: problem.Violation{Pointer: "#/data", Detail: "must be a base64 string, not a number"},
		},
		{
			name: "bad address", content: `{"ip":"300.1.1.1"}`, status: 422,
			want: problem.Violation{Detail: "A network address is not written as expected."},
		},
		{
			name: "number for text", content: `{"ip":1}`, status: 422,
			want: problem.Violation{Pointer: "#/ip", Detail: "must be a string, not a number"},
		},
		{
			name: "bad big number", content: `{"big":"x"}`, status: 422,
			want: problem.Violation{Detail: "A value has the wrong type."},
		},
		{
			name: "for an interface", content: `{"any":1}`, status: 422,
			want: problem.Violation{Pointer: "#/any", Detail: "has the wrong type"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			err := decode(test.content)
			if err == nil {
				t.Fatal("decoded without error")
			}
			got := stdhttp.BodyError(fmt.Errorf("order: %w", err))
			if _, v2 := reflect.TypeFor[json.UnmarshalTypeError]().FieldByName("Err"); v2 && test.v2 != (problem.Violation{}) {
				test.want = test.v2
			}
			var syntax *json.SyntaxError
			if errors.As(err, &syntax) { // versions of Go count differently
				test.want.Detail = fmt.Sprintf(test.want.Detail, syntax.Offset)
			}
			checkBodyError(t, got, err, test.status, &test.want)
		})
	}
}

func TestBodyErrorOfCompressedContent(t *testing.T) {
	t.Parallel()
	for _, err := range []error{gzip.ErrHeader, gzip.ErrChecksum, flate.CorruptInputError(7)} {
		p := problem.From(stdhttp.BodyError(fmt.Errorf("reading: %w", err)))
		if want := "The content of the request is not compressed correctly."; p.Status != 400 || p.Detail != want {
			t.Errorf("%v: got %d %q, want 400 %q", err, p.Status, p.Detail, want)
		}
	}
}

// Names of embedded types are told by their capital, whichever it is.
func TestBodyErrorSkipsEmbeddedTypes(t *testing.T) {
	t.Parallel()
	for field, want := range map[string]string{
		"A.id": "#/id", "Author.id": "#/id", "Zone.id": "#/id", "a.Z.id": "#/a/id",
		"ID": "#/ID", "Author.ID": "#/Author/ID", "@type.id": "#/@type/id", "[0].id": "#/%5B0%5D/id", "": "#",
	} {
		err := stdhttp.BodyError(&json.UnmarshalTypeError{Value: "string", Type: reflect.TypeFor[int](), Field: field})
		want := problem.Violations{{Detail: "must be a whole number, not a string", Pointer: want}}
		if diff := cmp.Diff(want, problem.From(err).Extensions["errors"]); diff != "" {
			t.Errorf("%q (-want +got):\n%s", field, diff)
		}
	}
}

func TestBodyErrorTellsThePosition(t *testing.T) {
	t.Parallel()
	for offset, want := range map[int64]string{
		0: "The content of the request is not valid JSON.",
		1: "The content of the request is not valid JSON: the mistake is at byte 1.",
	} {
		if got := problem.From(stdhttp.BodyError(&json.SyntaxError{Offset: offset})).Detail; got != want {
			t.Errorf("offset %d: got %q, want %q", offset, got, want)
		}
	}
}

// checkBodyError checks the problem, and that its document tells nothing of
// the program.
func checkBodyError(t *testing.T, got, cause error, status int, entry *problem.Violation) {
	t.Helper()
	p := problem.From(got)
	if p.Status != status {
		t.Errorf("status for %q: got %d, want %d", cause, p.Status, status)
	}
	if !errors.Is(got, cause) {
		t.Errorf("the cause is lost: %v", got)
	}
	if entry != nil {
		if diff := cmp.Diff(problem.Violations{*entry}, p.Extensions["errors"]); diff != "" {
			t.Errorf("errors (-want +got):\n%s", diff)
		}
	}
	doc, err := p.AppendJSON(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{cause.Error(), "ecret", "int8", "unmarshal", "Go ", "order"} {
		if bytes.Contains(doc, []byte(word)) {
			t.Errorf("the client sees %q in %s", word, doc)
		}
	}
}

func TestBodyErrorOther(t *testing.T) {
	t.Parallel()

	form := func(contentType, content string) error {
		r := httptest.NewRequest("POST", "/", strings.NewReader(content))
		r.Header.Set("Content-Type", contentType)
		if err := r.ParseForm(); err != nil {
			return err
		}
		_, _, err := r.FormFile("file")
		return err
	}
	limited := func(contentType string, read func(*http.Request) error) error {
		r := httptest.NewRequest("POST", "/", strings.NewReader(
			"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n"+strings.Repeat("a", 1000)))
		r.Header.Set("Content-Type", contentType)
		r.Body = http.MaxBytesReader(nil, r.Body, 500)
		return read(r)
	}
	const (
		multi    = "multipart/form-data; boundary=x"
		tooLarge = "The content of the request may have 500 bytes at most."
		tooSlow  = "The content of the request took too long to arrive."
		noForm   = "The Content-Type of the request is not one that can be used here."
	)
	parsed := func(_ any, err error) error { return err }
	unzip := func(content string) error {
		z, err := gzip.NewReader(strings.NewReader(content))
		if err != nil {
			return err
		}
		return parsed(io.ReadAll(z))
	}

	tests := []struct {
		name   string
		err    error
		status int
		detail string // empty: depends on the version of Go, or has none
	}{
		{"too large", limited("", func(r *http.Request) error { return parsed(io.ReadAll(r.Body)) }), 413, tooLarge},
		{"too large JSON", limited("", func(r *http.Request) error {
			return json.NewDecoder(io.MultiReader(strings.NewReader("["), r.Body)).Decode(new(any))
		}), 400, ""},
		{"too large form", limited("application/x-www-form-urlencoded", (*http.Request).ParseForm), 413, tooLarge},
		{"too large multipart", limited(multi, func(r *http.Request) error { return r.ParseMultipartForm(100) }), 413, tooLarge},
		{"too many parts", multipart.ErrMessageTooLarge, 413, ""},
		{"too slow", &net.OpError{Op: "read", Err: os.ErrDeadlineExceeded}, 408, tooSlow},

		{"Content-Type without subtype", form("text/", ""), 415, noForm},
		{"Content-Type with bad parameter", parsed2(mime.ParseMediaType("text/plain; charset")), 415, noForm},
		{"no multipart", form("text/plain", ""), 415, noForm},
		{"no boundary", form("multipart/form-data", ""), 400, "The Content-Type of the request has no boundary."},
		{"no file", form(multi, "--x\r\nContent-Disposition: form-data; name=a\r\n\r\nb\r\n--x--\r\n"), 400, "A file is missing from the form."},
		{"no part", form(multi, "abc"), 400, "The form is malformed."},
		{"no part header", form(multi, "--x\r\nfoo\r\n\r\n"), 400, "A part of the content of the request is malformed."},
		{"bad escape", form("application/x-www-form-urlencoded", "a=%zz"), 400, "The form is not encoded correctly."},
		{"semicolon", form("application/x-www-form-urlencoded", "a=1;b=2"), 400, "The form is malformed."},
		{"chunked", errors.New("malformed chunked encoding"), 400, "The content of the request is not transferred correctly."},
		{"chunk length", errors.New("invalid byte in chunk length"), 400, "The content of the request is not transferred correctly."},
		{"no gzip", unzip("hello, this is text"), 400, "The content of the request is not compressed correctly."},
		{"bad deflate", unzip("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff"), 400, "The content of the request is not compressed correctly."},

		{"empty JSON", json.Unmarshal(nil, new(order)), 400, "The content of the request is not valid JSON."},
		{"too large, told by text", errors.New("jsontext: read error: http: request body too large"), 413, ""},
		{"too slow, told by text", errors.New("jsontext: read error: read tcp 127.0.0.1:1: i/o timeout"), 408, tooSlow},
		{"goccy/go-json", problem.Extensions{"small": 300}.Decode(new(order)), 422, "The content of the request has a value that cannot be used."},
		{"own decoder", new(problem.Problem).UnmarshalJSON([]byte("{]")), 400, "The content of the request is malformed at byte 1."},
		{"string tag", json.Unmarshal([]byte(`{"quoted":"x"}`), new(order)), 422, ""},
		{"number", json.Unmarshal([]byte(`{"number":"x"}`), new(order)), 422, ""},
		{"date of another kind, told by text", errors.New("Time.UnmarshalJSON: input is not a JSON string"), 422, "A date or time is not written as expected."},
		{"date of another kind", json.Unmarshal([]byte(`{"at":5}`), new(order)), 422, ""},

		{"XML syntax", xml.Unmarshal([]byte("<a>"), new(order)), 400, "The content of the request is not valid XML, in line 1."},
		{"empty XML", xml.Unmarshal(nil, new(order)), 400, "The request has no content."},
		{"XML number", xml.Unmarshal([]byte("<a><Count>x</Count></a>"), new(order)), 422, "A number is not written as expected, or out of range."},
		{"XML root", xml.Unmarshal([]byte("<a/>"), &struct {
			XMLName xml.Name `xml:"b"`
		}{}), 422, "An element is not as expected."},
		{"joined", errors.Join(errors.New("close: disk on fire"), base64.CorruptInputError(3)), 422, "A text is not valid base64."},

		{"program's mistake", &json.InvalidUnmarshalError{}, 0, ""},
		{"own UnmarshalJSON", decode(`{"odd":1}`), 0, ""},
		{"own problem", decode(`{"checked":1}`), 0, ""},
		{"body closed", http.ErrBodyReadAfterClose, 0, ""},
		{"canceled", fmt.Errorf("read: %w", context.Canceled), 0, ""},
		{"canceled while reading", errors.Join(io.ErrUnexpectedEOF, context.Canceled), 0, ""},
		{"expired", context.DeadlineExceeded, 0, ""},
		{"expired while reading", errors.Join(io.ErrUnexpectedEOF, context.DeadlineExceeded), 0, ""},
		{"unknown", errors.New("disk on fire"), 0, ""},
		{"file", &os.PathError{Op: "open", Path: "/secret", Err: os.ErrNotExist}, 0, ""},
		{"address", &url.Error{Op: "Get", URL: "http://db.internal", Err: errors.New("refused")}, 0, ""},
		{"query of the server's own", &xml.TagPathError{}, 0, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if test.err == nil {
				t.Fatal("no error to begin with")
			}
			got := stdhttp.BodyError(test.err)
			if test.status == 0 {
				if got != test.err {
					t.Errorf("got %#v, want the error itself", got)
				}
				return
			}
			checkBodyError(t, got, test.err, test.status, nil)
			if detail := problem.From(got).Detail; test.detail != "" && detail != test.detail {
				t.Errorf("detail: got %q, want %q", detail, test.detail)
			}
		})
	}
	if err := stdhttp.BodyError(nil); err != nil {
		t.Errorf("BodyError(nil): got %v, want nil", err)
	}
}

func parsed2(_ string, _ map[string]string, err error) error { return err }

// The errors of encoding/json/v2 and encoding/json/jsontext, which not every
// release of Go that this module supports has.
type (
	jsonPointer    string
	jsonKind       byte
	SyntacticError struct {
		ByteOffset  int64
		JSONPointer jsonPointer
	}
	SemanticError struct {
		JSONPointer jsonPointer
		JSONKind    jsonKind
		GoType      reflect.Type
		Err         error
	}
	SyntaxError        struct{ Offset int64 }
	UnmarshalTypeError struct{}
)

func (*SyntacticError) Error() string    { return "v2: syntax" }
func (*SemanticError) Error() string     { return "v2: semantics" }
func (UnmarshalTypeError) Error() string { return "one that tells nothing" }
func (SyntaxError) Error() string        { return "of something that is not JSON" }

func TestBodyErrorJSONv2(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		err    error
		status int // 0: the error itself
		want   problem.Violation
	}{
		{
			name: "syntax", err: &SyntacticError{7, "/items/1"}, status: 400,
			want: problem.Violation{Pointer: "#/items/1", Detail: "The content of the request is not valid JSON: the mistake is at byte 7."},
		},
		{
			name: "type", err: &SemanticError{JSONPointer: "/a~1b/~01/0", JSONKind: '"', GoType: reflect.TypeFor[int8]()}, status: 422,
			want: problem.Violation{Pointer: "#/a~1b/~01/0", Detail: "must be a whole number"},
		},
		{
			name: "pointer", err: &SemanticError{JSONPointer: "/x", JSONKind: 't', GoType: reflect.TypeFor[**uint64]()}, status: 422,
			want: problem.Violation{Pointer: "#/x", Detail: "must be a whole number"},
		},
		{
			name: "array of bytes", err: &SemanticError{JSONPointer: "/x", JSONKind: 't', GoType: reflect.TypeFor[[4]byte]()}, status: 422,
			want: problem.Violation{Pointer: "#/x", Detail: "must be an array"},
		},
		{
			name: "root", err: &SemanticError{JSONKind: '['}, status: 422,
			want: problem.Violation{Pointer: "#", Detail: "has the wrong type"},
		},
		{
			name: "unknown member", err: &SemanticError{JSONPointer: "/x", JSONKind: '"', Err: errors.New("unknown object member name")}, status: 422,
			want: problem.Violation{Pointer: "#/x", Detail: "is not known here"},
		},
		{
			name: "text that its type refuses", status: 422,
			err:  &json.UnmarshalTypeError{Value: "string", Type: reflect.TypeFor[net.IP](), Field: "ip"},
			want: problem.Violation{Pointer: "#/ip", Detail: "is not written as expected"},
		},
		{
			name: "fields that are missing", err: UnmarshalTypeError{}, status: 422,
			want: problem.Violation{Pointer: "#", Detail: "has the wrong type"},
		},
		{name: "read error", err: errors.New("jsontext: read error: disk on fire")},
		{name: "program's mistake", err: &SemanticError{GoType: reflect.TypeFor[int]()}},
		{name: "another language", err: SyntaxError{3}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := stdhttp.BodyError(test.err)
			if test.status == 0 {
				if got != test.err {
					t.Errorf("got %#v, want the error itself", got)
				}
				return
			}
			checkBodyError(t, got, test.err, test.status, &test.want)
		})
	}
}

// Whatever a client sends, a decoder of the standard library makes nothing of
// it that is the server's fault.
func FuzzBodyErrorJSON(f *testing.F) {
	for _, seed := range []string{
		`{"count":1,"small":2,"price":1.5,"paid":true,"name":"n","items":[{"Weight":1}],"tags":{"a":true}}`,
		`{"at":"2026-01-02T03:04:05Z","data":"AQ==","ip":"::1","big":1,"quoted":"1","number":"1","address":{"id":""}}`,
		`{"quoted":1}`, `{"number":"x"}`, `{"any":1}`, `{"at":1}`, `{"ip":1}`, `{"big":"x"}`, `[`, ``, `{"x`, "{\"a\":\"\\u00\"}",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, content string) {
		err := decode(content)
		if err == nil || errors.Is(err, errChecked) || err.Error() == "disk on fire" {
			return
		}
		p := problem.From(stdhttp.BodyError(err))
		if p.Status != 400 && p.Status != 422 {
			t.Fatalf("%q: %T %v: got status %d, want 400 or 422", content, err, err, p.Status)
		}
		doc, err := p.AppendJSON(nil)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(doc, []byte("Secret")) && !strings.Contains(content, "Secret") {
			t.Fatalf("%q: the client sees %s", content, doc)
		}
	})
}

func TestBodyErrorOnTheWire(t *testing.T) {
	t.Parallel()
	rs := &stdhttp.Responder{Logger: quiet}
	server := httptest.NewServer(rs.Handler(func(w http.ResponseWriter, r *http.Request) error {
		if r.URL.Path == "/slow" {
			if err := http.NewResponseController(w).SetReadDeadline(time.Now().Add(20 * time.Millisecond)); err != nil {
				return err
			}
		}
		return stdhttp.BodyError(json.NewDecoder(http.MaxBytesReader(w, r.Body, 64)).Decode(new(order)))
	}))
	t.Cleanup(server.Close)

	tests := []struct {
		name   string
		path   string
		length int // as announced
		sent   string
		want   int
	}{
		{"too large", "/", 1000, `{"name":"` + strings.Repeat("a", 989) + `"}`, 413},
		{"too slow", "/slow", 1000, `{"name":`, 408},
		{"malformed", "/", 3, `{]}`, 400},
		{"of the wrong type", "/", 10, `{"name":5}`, 422},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			conn, err := net.Dial("tcp", server.Listener.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			conn.SetDeadline(time.Now().Add(10 * time.Second))
			fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%s", test.path, test.length, test.sent)
			resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
			if err != nil {
				t.Fatal(err)
			}
			var p problem.Problem
			if err := p.UnmarshalJSON([]byte(body(t, resp))); err != nil {
				t.Fatal(err)
			}
			if resp.StatusCode != test.want || p.Status != test.want {
				t.Errorf("status: got %d and %d, want %d", resp.StatusCode, p.Status, test.want)
			}
		})
	}
}
