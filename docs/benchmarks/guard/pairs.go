package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"

	"github.com/goproblem/problemdetails/docs/benchmarks/internal/bench"
	"github.com/goproblem/problemdetails/docs/benchmarks/internal/floor"
	"github.com/goproblem/problemdetails/docs/benchmarks/internal/sample"
	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

// pairs are pieces of work of this module, each with a floor to compare it
// with. The floors are plain loops, so that a ratio to them says much the same
// on different machines.
func pairs() []bench.Workload {
	plain, extended := sample.Plain(), sample.Extended()
	table := func(b []byte) []byte { return floor.Table(b, plain) }
	errs := sample.Violations()
	list := []bench.Workload{
		appending("encode", encode.JSON{}, plain, table, true),
		appending("encode extensions", encode.JSON{}, extended, func(b []byte) []byte {
			return floor.TableExtensions(b, extended, sample.Account, sample.Balance, errs)
		}, true),
		appending("xml", encode.XML{}, plain, table, false),
		appending("html", encode.HTML{}, plain, table, false),
		appending("text", encode.Text{}, plain, table, false),
	}
	for _, script := range sample.Scripts {
		p := &problem.Problem{Title: "T", Status: 400, Detail: sample.Text(script.Sentence, 10_000)}
		list = append(list, appending("detail of 10 kB "+script.Name, encode.JSON{}, p, func(b []byte) []byte {
			return floor.TableShort(b, p)
		}, true))
	}
	return append(list,
		negotiating("negotiate browser", sample.Chrome),
		negotiating("negotiate hostile 64 KB", sample.Hostile(64<<10)),
		decoding("decode 150 B", 150),
		decoding("decode 1 KB", 1<<10),
		decoding("decode 64 KB", 64<<10),
		writing(),
	)
}

// appending compares a format with a floor, which writes the same bytes if
// same.
func appending(name string, f encode.Format, p *problem.Problem, bare func([]byte) []byte, same bool) bench.Workload {
	var own, other []byte
	work := func() {
		b, err := f.Append(own[:0], p)
		if err != nil {
			panic(err)
		}
		own = b
	}
	return pair(name, work, func() { other = bare(other[:0]) }, func() error {
		if len(own) == 0 || same && !bytes.Equal(own, other) {
			return fmt.Errorf("got %.200q, the floor %.200q", own, other)
		}
		return nil
	})
}

func negotiating(name, accept string) bench.Workload {
	var chosen encode.Format
	seen := 0
	return pair(name, func() { chosen, _ = encode.Default().Negotiate(accept) }, func() { seen = floor.Scan(accept) }, func() error {
		if got := chosen.ContentType(); !strings.HasPrefix(got, "text/html") || seen == 0 {
			return fmt.Errorf("chose %q", got)
		}
		return nil
	})
}

// decoding compares with a copy of what was decoded.
func decoding(name string, size int) bench.Workload {
	data := sample.Document(size)
	var p problem.Problem
	var decoded, cloned any
	work := func() {
		p = problem.Problem{}
		if err := p.UnmarshalJSON(data); err != nil {
			panic(err)
		}
	}
	work()
	decoded = map[string]any(p.Extensions)
	return pair(name, work, func() { cloned = floor.Clone(decoded) }, func() error {
		if p.Status != http.StatusUnprocessableEntity || !reflect.DeepEqual(cloned, map[string]any(p.Extensions)) {
			return fmt.Errorf("got %+v, the floor %+v", p, cloned)
		}
		return nil
	})
}

// writing compares a whole response with one that sets a header and appends.
func writing() bench.Workload {
	r := httptest.NewRequest(http.MethodGet, "/orders/4711", nil)
	r.Header.Set("Accept", "application/json")
	w := &discard{header: http.Header{}}
	p := &problem.Problem{Status: http.StatusNotFound, Detail: "There is no order 4711."}
	rs := &stdhttp.Responder{}
	sent := &discard{header: http.Header{}}
	var buf []byte
	whole := &problem.Problem{
		Type: "https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.5", Title: "Not Found", Status: p.Status, Detail: p.Detail,
	}
	bare := func() {
		clear(sent.header)
		sent.header.Set("Content-Type", "application/problem+json")
		sent.WriteHeader(whole.Status)
		buf = floor.Table(buf[:0], whole)
		_, _ = sent.Write(buf)
	}
	work := func() {
		clear(w.header)
		rs.Error(w, r, p)
	}
	return pair("write", work, bare, func() error {
		if w.status != p.Status || w.size == 0 || w.header.Get("Content-Type") != "application/problem+json" {
			return fmt.Errorf("sent %+v", w)
		}
		return nil
	})
}

// discard is a ResponseWriter that keeps no body.
type discard struct {
	header       http.Header
	status, size int
}

func (d *discard) Header() http.Header         { return d.header }
func (d *discard) Write(b []byte) (int, error) { d.size = len(b); return len(b), nil }
func (d *discard) WriteHeader(status int)      { d.status = status }

// pair makes a workload of this module's work and a floor. Check runs after
// both have been done once.
func pair(name string, work, bare func(), check func() error) bench.Workload {
	both := func() error {
		work()
		bare()
		return check()
	}
	return bench.Workload{Name: name, Contestants: []bench.Contestant{
		{Name: "this module", Batch: bench.Each(work), Check: both},
		{Name: "floor", Batch: bench.Each(bare), Check: both},
	}}
}
