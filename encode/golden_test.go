package encode_test

import (
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// A golden is a problem whose documents in every format are kept in
// testdata/golden, named after it.
type golden struct {
	name string
	p    problem.Problem
	// The member that XML cannot hold: there is no XML document.
	notXML string
}

const goldenDir = "../testdata/golden"

// goldens covers what makes documents differ. None of the causes may show.
func goldens() []golden {
	secret := errors.New("pq: password of app@10.0.0.7 refused")
	list := []golden{
		{name: "empty"},
		{name: "type", p: problem.Problem{Type: "https://example.com/probs/maintenance"}},
		{name: "title", p: problem.Problem{Title: "Too many open orders"}},
		{name: "status", p: problem.Problem{Status: 404}},
		{name: "detail", p: problem.Problem{Detail: "Order 17 has been shipped already."}},
		{name: "instance", p: problem.Problem{Instance: "urn:uuid:0f2a7bd4-16de-4dd9-9ba0-4b2b1c5cf5a1"}},
		{name: "blank-type", p: problem.Problem{Type: problem.BlankType, Title: "Not Found", Status: 404}},
		{name: "status-out-of-range", p: problem.Problem{Title: "No such status", Status: 999}},
		{name: "out-of-credit", p: problem.Problem{ // RFC 9457, section 3
			Type:     "https://example.com/probs/out-of-credit",
			Title:    "You do not have enough credit.",
			Detail:   "Your current balance is 30, but that costs 50.",
			Instance: "/account/12345/msgs/abc",
			Extensions: problem.Extensions{
				"balance":  30,
				"accounts": []string{"/account/12345", "/account/67890"},
			},
		}},
		{name: "validation", p: problem.Problem{ // RFC 9457, section 3
			Type: "https://example.net/validation-error", Title: "Your request is not valid.", Status: 422,
			Extensions: problem.Extensions{"errors": problem.Violations{
				{Detail: "must be a positive integer", Pointer: "#/age"},
				{Detail: "must be 'green', 'red' or 'blue'", Pointer: "#/profile/color"},
			}},
		}},
		{name: "violations", p: problem.Problem{
			Title: "Bad request", Status: 400,
			Extensions: problem.Extensions{"errors": problem.Violations{
				{Detail: "is required", Pointer: problem.Pointer("items", 3, "na/me"), Code: "required"},
				{Detail: "is not a date", Parameter: "since", Code: "date"},
				{Detail: "is unknown", Header: "Prefer"},
				{},
			}},
		}},
		{name: "urn-type", p: problem.Problem{Type: "urn:ietf:params:acme:error:badCSR", Title: "Bad certificate request", Status: 400}},
		{name: "tag-type", p: problem.Problem{Type: "tag:example@example.org,2021-09-17:OutOfLuck", Status: 403}},
		{name: "relative-type", p: problem.Problem{Type: "/types/123?a=1&b=2#c", Status: 409, Instance: "../orders/17"}},
		{name: "script-type", p: problem.Problem{Type: "javascript:alert(1)", Instance: "data:text/html,%3Cscript%3Ealert(1)%3C/script%3E", Status: 400}},
		{name: "markup", p: problem.Problem{
			Title: `<b>"Tom" & 'Jerry'</b>`, Detail: "]]> --> </detail></problem><script>alert(1)</script> &lt; {{.}}", Status: 400,
			Extensions: problem.Extensions{"html": "<img src=x onerror=alert(1)>", "list": []string{"</i>", "&"}},
		}},
		{name: "lines", p: problem.Problem{Title: "Two reasons", Status: 400, Detail: "First:\n\ta tab\r\nSecond: a trailing space \n"}},
		{name: "long-detail", p: problem.Problem{Status: 500, Detail: strings.Repeat("All the king's horses and all the king's men. ", 60)}},
		{name: "unicode", p: problem.Problem{
			Title: "Größe überschritten", Detail: "名前は必須です。 Слишком большой. \U0001F600 e\u0301 \u2028 \u00A0", Status: 413,
			Extensions: problem.Extensions{"größe": "3 m²", "名前": "山田"}, Lang: "de",
		}},
		{name: "control-characters", p: problem.Problem{
			Title: "a\x00b\x1b[31mc\x7fd\u0085e", Detail: "\xff\xfe invalid \xed\xa0\x80 \ufffe \uffff \u202e", Status: 400,
			Extensions: problem.Extensions{"bell": "\a"},
		}},
		{name: "arabic", p: problem.Problem{
			Title: "الرصيد غير كافٍ", Detail: "رصيدك الحالي 30، والتكلفة 50.", Status: 403, Lang: "ar",
			Extensions: problem.Extensions{"balance": 30},
		}},
		{name: "scalars", p: problem.Problem{Status: 400, Extensions: problem.Extensions{
			"boolean": true, "empty": "", "float": 0.1, "float32": float32(2.5), "int": -7, "no": false,
			"large": 1e21, "small": 1e-7, "text": "text", "unsigned": uint8(255),
		}}},
		{name: "big-numbers", p: problem.Problem{Status: 400, Extensions: problem.Extensions{
			"beyond": int64(9007199254740993), "unsigned": uint64(18446744073709551615),
			"digits": json.Number("3.141592653589793238462643383279"), "exponent": json.Number("1E400"), "negative": json.Number("-0"),
		}}},
		{name: "time", p: problem.Problem{Status: 429, Extensions: problem.Extensions{
			"retry":  time.Date(2026, 11, 20, 9, 30, 0, 500000000, time.FixedZone("", -2*3600)),
			"window": []any{time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)},
		}}},
		{name: "null", p: problem.Problem{Status: 400, Extensions: problem.Extensions{
			"array": []any{1, nil, 3}, "null": nil, "object": map[string]any{"a": nil, "b": 1},
		}}},
		{name: "empty-containers", p: problem.Problem{Status: 400, Extensions: problem.Extensions{
			"array": []any{}, "arrays": []any{[]any{}, []any{[]any{}}}, "object": map[string]any{}, "objects": []any{map[string]any{}}, "text": "",
		}}},
		{name: "nested-extensions", p: problem.Problem{Title: "Order refused", Status: 409, Extensions: problem.Extensions{
			"order": map[string]any{
				"id": 17,
				"lines": []any{
					map[string]any{"sku": "A-1", "stock": map[string]any{"berlin": 0, "wien": 2}},
					map[string]any{"sku": "B-2", "tags": []string{"fragile", "heavy"}},
				},
				"type": "express",
			},
			"matrix": []any{[]any{1, 2}, []any{3, 4}},
			"limits": map[string]string{"weight": "30 kg", "size": "2 m"},
		}}},
		{name: "nested-problem", p: problem.Problem{Title: "Two of three failed", Status: 502, Extensions: problem.Extensions{
			"cause": &problem.Problem{Type: "https://example.com/probs/timeout", Status: 504, Err: secret},
			"problems": []any{
				problem.Problem{Title: "First", Status: 500, Err: secret},
				&problem.Problem{Detail: "Second", Extensions: problem.Extensions{"again": true}, Err: secret},
			},
		}}},
		{name: "only-i", p: problem.Problem{Status: 400, Extensions: problem.Extensions{"i": "a member", "v": map[string]any{"i": "an item, in XML"}}}},
		{name: "many-members", p: problem.Problem{Status: 400, Extensions: problem.Extensions{
			"t": 20, "s": 19, "r": 18, "q": 17, "p": 16, "o": 15, "n": 14, "m": 13, "l": 12, "k": 11,
			"j": 10, "h": 8, "g": 7, "f": 6, "e": 5, "d": 4, "c": 3, "b": 2, "a": 1, "Z": 0,
		}}},
		{name: "hyphenated-names", p: problem.Problem{Status: 400, Extensions: problem.Extensions{"violated-policies": []string{"hour"}, "_x": 1, "a.b": 2}}},
		{name: "names-not-in-xml", notXML: "$ref", p: problem.Problem{Status: 400, Extensions: problem.Extensions{
			"$ref": "#/a", "ok": true, "zwei Wörter": 2,
		}}},
		{name: "nested-names-not-in-xml", notXML: "paths", p: problem.Problem{Status: 400, Extensions: problem.Extensions{
			"paths": map[string]any{"/orders/{id}": []any{"get"}},
		}}},
	}
	for i := range list {
		list[i].p.Err = secret
	}
	return list
}

// goldenSuffix returns the ending of the files of a format.
func goldenSuffix(t *testing.T, f encode.Format) string {
	t.Helper()
	mediaType, _, _ := strings.Cut(f.ContentType(), ";")
	suffix, ok := map[string]string{
		"application/problem+json": ".json",
		"application/problem+xml":  ".xml",
		"text/html":                ".html",
		"text/plain":               ".txt",
	}[mediaType]
	if !ok {
		t.Fatalf("no golden files for %s", f.ContentType())
	}
	return suffix
}

func TestGolden(t *testing.T) {
	t.Parallel()
	if *update {
		if err := os.MkdirAll(goldenDir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, g := range goldens() {
		for f := range encode.Default().All() {
			suffix := goldenSuffix(t, f)
			t.Run(g.name+suffix, func(t *testing.T) {
				t.Parallel()
				file := filepath.Join(goldenDir, g.name+suffix)
				got, err := f.Append(nil, &g.p)
				if g.notXML != "" && suffix == ".xml" {
					m := new(problem.MemberError)
					if !errors.As(err, &m) || m.Name != g.notXML {
						t.Errorf("got error %v, want one about the member %q", err, g.notXML)
					}
					if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
						t.Errorf("%s should not exist", file)
					}
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				if strings.Contains(string(got), "password") {
					t.Errorf("the cause shows in %s", got)
				}
				if *update {
					if err := os.WriteFile(file, got, 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(file)
				if err != nil {
					t.Fatalf("%v; go test -run Golden -update writes it", err)
				}
				if diff := cmp.Diff(string(want), string(got)); diff != "" {
					t.Errorf("%s (-want +got)\n%s", file, diff)
				}
			})
		}
	}
}

// Every golden file belongs to a problem.
func TestGoldenFilesAreUsed(t *testing.T) {
	t.Parallel()
	files, err := os.ReadDir(goldenDir)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{"": true} // .gitattributes
	for _, g := range goldens() {
		names[g.name] = true
	}
	for _, file := range files {
		if !names[strings.TrimSuffix(file.Name(), filepath.Ext(file.Name()))] {
			t.Errorf("%s belongs to no problem", file.Name())
		}
	}
}
