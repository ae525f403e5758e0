package peers_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

// The columns of the table.
var peers = []peer{here, moogar0880, schneiderVip, kodeartGoProblem, humaV2, fuegoV1, irisV12}

const (
	yes  = "yes"
	no   = "no"
	none = "–" // the question makes no sense for what the package offers
)

// rows asks each question of a peer.
var rows = map[string]func(peer) (bool, error){
	"extensions stand beside the standard members": func(p peer) (bool, error) {
		return member(p, credit(map[string]any{"balance": 30}), "balance", json.Number("30"))
	},
	"an extension cannot replace a standard member": func(p peer) (bool, error) {
		if ok, err := member(p, credit(map[string]any{"balance": 30}), "balance", json.Number("30")); err != nil || !ok {
			return false, errNone // it has no extensions there
		}
		return member(p, credit(map[string]any{"status": "none"}), "status", json.Number("403"))
	},
	"an extension that cannot be encoded costs no more than itself": func(p peer) (bool, error) {
		if ok, err := member(p, credit(map[string]any{"balance": 30}), "balance", json.Number("30")); err != nil || !ok && p.name != moogar0880.name {
			return false, errNone
		}
		w := ask(p.serve(credit(map[string]any{"f": func() {}})), "POST", "/known")
		title, err := members(w)
		return w.Code == 403 && err == nil && title["title"] == creditTitle, nil
	},
	"a problem without a status is sent as an error": func(p peer) (ok bool, err error) {
		s := credit(nil)
		s.Status = 0
		defer func() {
			if recover() != nil {
				ok = false // net/http cuts the connection
			}
		}()
		return ask(p.serve(s), "POST", "/known").Code >= 400, nil
	},
	"reading keeps extensions": func(p peer) (bool, error) {
		doc, err := p.again([]byte(`{"title":"T","status":403,"balance":30}`))
		return err == nil && bytes.Contains(doc, []byte(`"balance":30`)), nil
	},
	"reading keeps every digit of a number": func(p peer) (bool, error) {
		doc, err := p.again([]byte(`{"title":"T","status":403,"n":9007199254740993}`))
		if err == nil && !bytes.Contains(doc, []byte(`"n"`)) {
			return false, errNone
		}
		return err == nil && bytes.Contains(doc, []byte(`9007199254740993`)), nil
	},
	"reading ignores members of the wrong type": func(p peer) (bool, error) {
		doc, err := p.again([]byte(`{"type":1,"title":{"a":1},"status":"403","detail":"D"}`))
		m := map[string]any{}
		if err != nil || json.Unmarshal(doc, &m) != nil {
			return false, nil
		}
		_, isText := m["title"].(map[string]any)
		_, isNumber := m["type"].(float64)
		_, isString := m["status"].(string)
		status, _ := m["status"].(float64) // to take "403" for 403 is not to ignore it
		return m["detail"] == "D" && !isText && !isNumber && !isString && status == 0, nil
	},
	"errors.Is finds the type of a problem that was read": func(p peer) (bool, error) {
		if p.is == nil {
			return false, errNone
		}
		return p.is([]byte(`{"type":"`+creditType+`","title":"T","detail":"D","status":403}`), credit(nil)), nil
	},
	"an error that nobody mapped shows nothing to the client": func(p peer) (bool, error) {
		if p.fail == nil {
			return false, errNone
		}
		w := ask(p.fail(errors.New("secret")), "POST", "/known")
		return w.Code == 500 && !strings.Contains(w.Body.String(), "secret"), nil
	},
	"a panic becomes a problem": func(p peer) (ok bool, err error) {
		if p.panics == nil {
			return false, errNone
		}
		defer func() {
			if recover() != nil {
				ok = false // left to net/http, which cuts the connection
			}
		}()
		w := ask(p.panics(), "POST", "/known")
		return w.Code == 500 && isProblem(w) && !strings.Contains(w.Body.String(), "secret"), nil
	},
	"unknown paths and wrong methods are problems, with Allow": func(p peer) (bool, error) {
		if p.router == nil {
			return false, errNone
		}
		unknown, wrong := ask(p.router(), "GET", "/nowhere"), ask(p.router(), "PUT", "/known")
		return unknown.Code == 404 && isProblem(unknown) && wrong.Code == 405 && isProblem(wrong) && wrong.Header().Get("Allow") != "", nil
	},
	"header fields travel with an error": func(p peer) (bool, error) {
		return p.header != nil && ask(p.header(), "POST", "/known").Header().Get("Retry-After") == "7", nil
	},
	"fields about the content that was meant are removed": func(p peer) (bool, error) {
		w := ask(p.serve(credit(nil)), "POST", "/known")
		if p.name == humaV2.name || p.name == fuegoV1.name {
			return false, errNone // handlers that return an error have set none
		}
		return w.Header().Get("Etag") == "", nil
	},
	"the weights of Accept count": func(p peer) (bool, error) {
		other := "application/problem+xml"
		switch p.name {
		case humaV2.name:
			other = "application/cbor" // what it has beside JSON
		case fuegoV1.name:
			other = "application/xml"
		}
		w := ask(p.serve(credit(nil)), "POST", "/known", "application/json;q=0.1, "+other)
		got := w.Header().Get("Content-Type")
		return strings.HasSuffix(got, other[len(other)-3:]), nil // "cbor" or "xml"
	},
	"Vary names Accept": func(p peer) (bool, error) {
		var w *httptest.ResponseRecorder
		types := map[string]bool{}
		for _, accept := range []string{"application/json", "application/problem+xml", "application/xml", "application/cbor"} {
			w = ask(p.serve(credit(nil)), "POST", "/known", accept)
			types[w.Header().Get("Content-Type")] = true
		}
		if len(types) == 1 {
			return false, errNone // everybody gets the same
		}
		return strings.Contains(w.Header().Get("Vary"), "Accept"), nil
	},
	"a page for browsers": func(p peer) (bool, error) {
		w := ask(p.serve(credit(nil)), "POST", "/known", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
		page := strings.ToLower(w.Body.String())
		return strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") && strings.Contains(page, "<!doctype html>"), nil
	},
	"XML in the namespace of RFC 9457": func(p peer) (bool, error) {
		if p.xml == nil {
			return false, nil
		}
		doc, err := p.xml(credit(nil))
		if err != nil {
			return false, nil
		}
		var root struct{ XMLName xml.Name }
		return xml.Unmarshal(doc, &root) == nil && root.XMLName == xml.Name{Space: "urn:ietf:rfc:7807", Local: "problem"}, nil
	},
	"XML with extensions, and lists as in RFC 9457": func(p peer) (bool, error) {
		if p.xml == nil {
			return false, nil
		}
		doc, err := p.xml(credit(map[string]any{"accounts": []string{"/a/1", "/a/2"}}))
		var got problem.Problem
		if err != nil || (encode.XML{}).Decode(doc, &got) != nil {
			return false, nil
		}
		return reflect.DeepEqual(got.Extensions["accounts"], []any{"/a/1", "/a/2"}), nil
	},
}

// errNone is the answer to a question that makes no sense for a peer.
var errNone = errors.New("makes no sense")

const (
	creditType  = "https://example.com/probs/out-of-credit"
	creditTitle = "You do not have enough credit."
)

func credit(extensions map[string]any) sample {
	return sample{Type: creditType, Title: creditTitle, Status: 403, Detail: "Your balance is 30.", Extensions: extensions}
}

func ask(h http.Handler, method, target string, accept ...string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	r := httptest.NewRequest(method, target, nil)
	r.Header["Accept"] = accept
	h.ServeHTTP(w, r)
	return w
}

func isProblem(w *httptest.ResponseRecorder) bool {
	return strings.HasPrefix(w.Header().Get("Content-Type"), "application/problem+json")
}

// members returns those of the JSON object that a response has, and nothing
// more.
func members(w *httptest.ResponseRecorder) (m map[string]any, err error) {
	d := json.NewDecoder(w.Body)
	d.UseNumber()
	if err := d.Decode(&m); err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("more after the problem: %v", err)
	}
	return m, nil
}

// member reports whether the response of a peer has a member with this value.
func member(p peer, s sample, name string, want any) (bool, error) {
	m, err := members(ask(p.serve(s), "POST", "/known"))
	if err != nil {
		return false, fmt.Errorf("%s: %w", p.name, err)
	}
	return m[name] == want, nil
}

var tableRow = regexp.MustCompile(`(?m)^\| (.+?) \|((?: (?:yes|no|–) \|)+)$`)

// Each cell of the table is what running the package says.
func TestComparison(t *testing.T) {
	text, err := os.ReadFile("../../comparison.md")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, match := range tableRow.FindAllStringSubmatch(string(text), -1) {
		name := match[1]
		cells := strings.Split(strings.Trim(match[2], " |"), " | ")
		question, ok := rows[name]
		if !ok || len(cells) != len(peers) {
			t.Errorf("%q: got %d cells and a question: %v, want %d and one", name, len(cells), ok, len(peers))
			continue
		}
		seen[name] = true
		for i, p := range peers {
			t.Run(name+"/"+p.name, func(t *testing.T) {
				want := no
				switch ok, err := question(p); {
				case errors.Is(err, errNone):
					want = none
				case err != nil:
					t.Fatal(err)
				case ok:
					want = yes
				}
				if cells[i] != want {
					t.Errorf("the table says %s, the package %s", cells[i], want)
				}
			})
		}
	}
	for name := range rows {
		if !seen[name] {
			t.Errorf("%q has no row in the table", name)
		}
	}
}
