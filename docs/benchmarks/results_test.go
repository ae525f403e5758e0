package main

import (
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/go-fuego/fuego"
	iris "github.com/kataras/iris/v12/context"
	kodeart "github.com/kodeart/go-problem"
	moogar "github.com/moogar0880/problems"

	"github.com/goproblem/problemdetails/docs/benchmarks/internal/bench"
	"github.com/goproblem/problemdetails/docs/benchmarks/internal/sample"
)

func TestResultsAgree(t *testing.T) {
	if _, err := bench.Run(workloads(), bench.Options{}); err != nil {
		t.Error(err)
	}
}

// TestCannot holds the tables to what they say that others cannot do.
func TestCannot(t *testing.T) {
	t.Parallel()
	for name, v := range map[string]any{peerMoogar: &moogar.Problem{}, peerHuma: &huma.ErrorModel{}, peerFuego: &fuego.HTTPError{}} {
		if err := json.Unmarshal(sample.Document(150), v); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if b := must(json.Marshal(v)); strings.Contains(string(b), "balance") {
			t.Errorf("%s keeps extensions: %s", name, b)
		}
	}
	if b, err := marshalXML(kodeart.New().WithExtension("a", 1)); err == nil {
		t.Errorf("%s writes XML: %s", peerKodeart, b)
	}
	if b := must(marshalXML(fuego.HTTPError{Title: "T"})); string(b) != "<HTTPError><title>T</title></HTTPError>" {
		t.Errorf("%s writes %s", peerFuego, b)
	}
	if b := must(marshalXML(iris.NewProblem().Title("T"))); string(b) != "<Problem><Title>T</Title></Problem>" {
		t.Errorf("%s writes %s", peerIris, b)
	}
}

// marshalXML hides from staticcheck what is given to xml.Marshal: some of it is
// known to fail.
func marshalXML(v any) ([]byte, error) { return xml.Marshal(v) }

func TestSameTellsDifferences(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name      string
		same      func(got, want []byte) error
		got, want string
		differ    bool
	}{
		{name: "order of members", same: sameJSON, got: `{"a":1,"b":[1.0]}`, want: `{"b":[1],"a":1}`},
		{name: "another value", same: sameJSON, got: `{"a":1}`, want: `{"a":2}`, differ: true},
		{name: "a member less", same: sameJSON, got: `{"a":1}`, want: `{"a":1,"b":null}`, differ: true},
		{name: "a text instead of a number", same: sameJSON, got: `{"a":"1"}`, want: `{"a":1}`, differ: true},
		{name: "order of an array", same: sameJSON, got: `[1,2]`, want: `[2,1]`, differ: true},
		{name: "more after the value", same: sameJSON, got: `{} {}`, want: `{}`, differ: true},
		{name: "half a document", same: sameJSON, got: `{"a":1`, want: `{"a":1}`, differ: true},
		{name: "order of elements", same: sameXML, got: `<p xmlns="u"><a>1</a><b/></p>`, want: `<p xmlns="u"><b></b><a>1</a></p>`},
		{name: "another text", same: sameXML, got: `<p><a>1</a></p>`, want: `<p><a>2</a></p>`, differ: true},
		{name: "no namespace", same: sameXML, got: `<p/>`, want: `<p xmlns="u"/>`, differ: true},
		{name: "an element less", same: sameXML, got: `<p/>`, want: `<p><a/></p>`, differ: true},
		{name: "half a document of XML", same: sameXML, got: `<p>`, want: `<p/>`, differ: true},
		{name: "the same bytes", same: sameBytes, got: "ab", want: "ab"},
		{name: "other bytes", same: sameBytes, got: "ab", want: "a", differ: true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if err := tt.same([]byte(tt.got), []byte(tt.want)); (err != nil) != tt.differ {
				t.Errorf("got %v, want a difference: %t", err, tt.differ)
			}
		})
	}
}

// TestBarsFindTheirFigures keeps bars from naming what is never measured.
func TestBarsFindTheirFigures(t *testing.T) {
	t.Parallel()
	r := &run{Results: &bench.Results{}, sizes: &sizes{}}
	for _, w := range workloads() {
		for _, c := range w.Contestants {
			if c.Cannot == "" {
				r.All = append(r.All, &bench.Result{Workload: w.Name, Contestant: c.Name, Bytes: w.Bytes, Rounds: []float64{1}})
			}
		}
	}
	for _, v := range judge(r) {
		if v.err != nil {
			t.Errorf("%s: %v", v.text, v.err)
		}
	}
	for _, v := range judge(&run{Results: &bench.Results{}}) {
		if v.err == nil {
			t.Errorf("%s: got %s from a run of nothing", v.text, v.gotText())
		}
	}
}

func TestBarsJudge(t *testing.T) {
	t.Parallel()
	result := func(workload, contestant string, ns, allocs float64, bytes int) *bench.Result {
		return &bench.Result{Workload: workload, Contestant: contestant, Rounds: []float64{ns + 5, ns}, Allocs: allocs, Bytes: bytes}
	}
	r := &run{sizes: &sizes{plain: 5e6, goccy: 7e6, problem: 7.5e6}, Results: &bench.Results{All: []*bench.Result{
		result("a", ours, 10, 1, 20), result("a", "x", 30, 3, 20), result("a", "y", 40, 0, 20),
		result("b", ours, 50, 0, 50),
		result(extensionsName(10), ours, 100, 0, 1), result(extensionsName(100), ours, 500, 0, 1),
		result(extensionsName(1000), ours, 20_000, 0, 1), result(extensionsName(10_000), ours, 100_000, 0, 1),
	}}}
	tests := []struct {
		name  string
		value func(*run) (float64, error)
		want  float64
	}{
		{"faster than the fastest", faster("a", "y", "x"), 3},
		{"longer", longer("a", "y"), 0.25},
		{"longer than another workload", longerThan("b", "a"), 5},
		{"allocations", allocs("a"), 1},
		{"fewer allocations", moreAllocs("a", "x"), -2},
		{"more allocations", moreAllocs("a", "y"), 1},
		{"throughput", gigabytes("a"), 2},
		{"time per byte", steady("a", "b"), 2},
		{"time per extension", steadyExtensions, 4},
		{"size", ownSize, 0.5},
	}
	for _, tt := range tests {
		got, err := tt.value(r)
		if err != nil || got != tt.want {
			t.Errorf("%s: got %v, %v; want %v", tt.name, got, err, tt.want)
			continue
		}
		for _, b := range []struct {
			bar
			want bool
		}{
			{bar{limit: got}, true},
			{bar{limit: got + 0.01}, false},
			{bar{limit: got, most: true}, true},
			{bar{limit: got - 0.01, most: true}, false},
		} {
			if b.holds(got) != b.want {
				t.Errorf("%s: %v holds with limit %v, most %t: want %t", tt.name, got, b.limit, b.most, b.want)
			}
		}
	}
}
