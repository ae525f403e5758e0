package encode_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

// A problem that goes from JSON to XML and back keeps the structure and the
// text of every member, but for what afterXML says.
func TestXMLRoundTripOfGolden(t *testing.T) {
	t.Parallel()
	for _, g := range goldens() {
		if g.notXML == "" {
			checkXMLRoundTrip(t, g.name, &g.p)
		}
	}
}

func TestXMLRoundTripOfRandomProblems(t *testing.T) {
	t.Parallel()
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 0))
		p := &problem.Problem{
			Type: "urn:x:" + randomName(r), Title: randomText(r), Status: 100 + r.IntN(500),
			Detail: randomText(r), Instance: "/" + randomName(r), Extensions: problem.Extensions{},
		}
		for range r.IntN(4) {
			p.Extensions[randomName(r)] = randomValue(r, 4)
		}
		checkXMLRoundTrip(t, fmt.Sprintf("seed %d", seed), p)
	}
}

func checkXMLRoundTrip(t *testing.T, name string, original *problem.Problem) {
	t.Helper()
	doc, err := encode.JSON{}.Append(nil, original)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var p, q problem.Problem
	if err := (encode.JSON{}).Decode(doc, &p); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for _, x := range []encode.XML{{}, {Indent: "\t"}} {
		doc, err := x.Append(nil, &p)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := x.Decode(doc, &q); err != nil {
			t.Fatalf("%s: %v\n%s", name, err, doc)
		}
		want := p
		want.Title, want.Detail = xmlText(p.Title), xmlText(p.Detail)
		want.Extensions = nil
		for name, v := range p.Extensions.All() {
			if v == nil {
				continue
			}
			if want.Extensions == nil {
				want.Extensions = problem.Extensions{}
			}
			want.Extensions[name] = afterXML(v)
		}
		if diff := cmp.Diff(want, q); diff != "" {
			t.Fatalf("%s: (-want +got)\n%s\n%s", name, diff, doc)
		}
	}
}

// afterXML returns what is read back from XML for a value of JSON.
func afterXML(v any) any {
	switch v := v.(type) {
	case string:
		return xmlText(v)
	case []any:
		if len(v) == 0 {
			return ""
		}
		list := make([]any, len(v))
		for i := range v {
			list[i] = afterXML(v[i])
		}
		return list
	case map[string]any:
		m := map[string]any{}
		for name, v := range v {
			if v != nil {
				m[name] = afterXML(v)
			}
		}
		if item, ok := m["i"]; ok && len(m) == 1 {
			return []any{item}
		}
		if len(m) == 0 {
			return ""
		}
		return m
	case nil:
		return "" // within an array
	default:
		return fmt.Sprint(v) // a number or a boolean
	}
}

func randomValue(r *rand.Rand, depth int) any {
	n := 7
	if depth == 0 {
		n = 5
	}
	switch r.IntN(n) {
	case 0:
		return nil
	case 1:
		return r.IntN(2) == 0
	case 2:
		return json.Number(fmt.Sprintf("%d.%de%d", r.Int64(), r.IntN(100), r.IntN(100)))
	case 3, 4:
		return randomText(r)
	case 5:
		list := make([]any, r.IntN(4))
		for i := range list {
			list[i] = randomValue(r, depth-1)
		}
		return list
	default:
		m := map[string]any{}
		for range r.IntN(4) {
			m[randomName(r)] = randomValue(r, depth-1)
		}
		return m
	}
}

func randomName(r *rand.Rand) string {
	return pick(r, 1, "i", "a", "errors", "Title", "_", "é", "名前") + pick(r, r.IntN(3), "-", ".", "1", "x", "é")
}

func randomText(r *rand.Rand) string {
	return pick(r, r.IntN(12), "a", " ", "\n", "\r", "\t", "<", ">", "&", "&lt;", "]]>", "é", "\U0001F600", "\x00", "\ufffe", "text", "--")
}

// pick joins n of the parts.
func pick(r *rand.Rand, n int, parts ...string) string {
	var b strings.Builder
	for range n {
		b.WriteString(parts[r.IntN(len(parts))])
	}
	return b.String()
}
