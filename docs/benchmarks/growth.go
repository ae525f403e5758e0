package main

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"sync"

	gojson "github.com/goccy/go-json"
	kodeart "github.com/kodeart/go-problem"
	schneider "schneider.vip/problem"

	"github.com/goproblem/problemdetails/docs/benchmarks/internal/bench"
	"github.com/goproblem/problemdetails/docs/benchmarks/internal/floor"
	"github.com/goproblem/problemdetails/docs/benchmarks/internal/sample"
	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

// The sizes that growth is measured at.
var (
	extensionCounts = []int{1, 10, 100, 1000, 10_000}
	detailSizes     = []int{100, 1000, 10_000, 100_000, 1_000_000}
	acceptSizes     = []int{1 << 10, 8 << 10, 64 << 10, 128 << 10, 1 << 20}
	documentSizes   = []int{150, 1 << 10, 8 << 10, 64 << 10, 1 << 20}
	goroutineCounts = []int{1, 2}
)

func growth() []bench.Workload {
	var list []bench.Workload
	for _, n := range extensionCounts {
		list = append(list, growExtensions(n))
	}
	for _, script := range sample.Scripts {
		for _, n := range detailSizes {
			list = append(list, growDetail(script.Name, script.Sentence, n))
		}
	}
	for _, n := range documentSizes {
		list = append(list, growDocument(n))
	}
	for _, n := range acceptSizes {
		list = append(list, growAccept(n))
	}
	for _, n := range goroutineCounts {
		list = append(list, growGoroutines(n))
	}
	return list
}

// extensionsName and its like name the workloads of a curve.
func extensionsName(n int) string            { return fmt.Sprintf("growth-extensions-%d", n) }
func detailName(script string, n int) string { return fmt.Sprintf("growth-detail-%s-%d", script, n) }
func documentName(n int) string              { return fmt.Sprintf("growth-decode-%d", n) }
func acceptName(n int) string                { return fmt.Sprintf("growth-accept-%d", n) }
func goroutinesName(n int) string            { return fmt.Sprintf("growth-goroutines-%d", n) }

// growExtensions encodes n numbers.
func growExtensions(n int) bench.Workload {
	p := sample.Plain()
	p.Extensions = problem.Extensions{}
	names, numbers := sample.Names(n), make([]int, n)
	schneiderProblem := schneider.New(schneider.Type(p.Type), schneider.Title(p.Title), schneider.Status(p.Status),
		schneider.Detail(p.Detail), schneider.Instance(p.Instance))
	kodeartProblem := kodeart.New().WithType(p.Type).WithTitle(p.Title).WithStatus(p.Status).WithDetail(p.Detail).WithInstance(p.Instance)
	for i, name := range names {
		numbers[i] = i * 7
		p.Extensions[name] = numbers[i]
		schneiderProblem.Append(schneider.Custom(name, numbers[i]))
		kodeartProblem.WithExtension(name, numbers[i])
	}
	m := merged(mapOf(p), p.Extensions)
	want := must(json.Marshal(m))
	same := func(b []byte) error { return sameJSON(b, want) }
	return bench.Workload{
		Name:  extensionsName(n),
		Text:  fmt.Sprintf("Five members and %d numbers as extensions, as JSON.", n),
		Bytes: len(want),
		Contestants: []bench.Contestant{
			appends(ours, same, p.AppendJSON),
			noted(appends(floorTable, same, func(b []byte) ([]byte, error) {
				b = floor.Table(b, p)
				return append(floor.AppendNumbers(b[:len(b)-1], names, numbers), '}'), nil
			}), "members in order already, no map"),
			produces(stdMap, same, func() ([]byte, error) { return json.Marshal(m) }),
			produces(goccyMap, same, func() ([]byte, error) { return gojson.Marshal(m) }),
			produces(peerSchneid, same, schneiderProblem.MarshalJSON),
			produces(peerKodeart, same, kodeartProblem.MarshalJSON),
		},
	}
}

// growDetail encodes a detail of n bytes in one script.
func growDetail(script, sentence string, n int) bench.Workload {
	p := &problem.Problem{Title: "T", Status: 400, Detail: sample.Text(sentence, n)}
	doc := documentOf(p)
	want := must(json.Marshal(doc))
	same := func(b []byte) error { return sameJSON(b, want) }
	return bench.Workload{
		Name:  detailName(script, n),
		Text:  fmt.Sprintf("A detail of %d bytes of %s text, as JSON.", n, script),
		Bytes: len(p.Detail),
		Contestants: []bench.Contestant{
			appends(ours, same, p.AppendJSON),
			appends(floorMemcpy, same, func(b []byte) ([]byte, error) { return append(b, want...), nil }),
			appends(floorTable, same, func(b []byte) ([]byte, error) { return floor.TableShort(b, p), nil }),
			reusedEncoder(stdEncoder, same, doc, stdlib),
			produces(goccyStruct, same, func() ([]byte, error) { return gojson.Marshal(doc) }),
		},
	}
}

// growDocument decodes a document of n bytes.
func growDocument(n int) bench.Workload {
	w := decodeDocument(n)
	w.Name = documentName(n)
	w.Contestants = only(w.Contestants, ours, stdMap, goccyMap, peerSchneid)
	return w
}

// growAccept negotiates over a hostile field of n bytes. This module stops at
// its limit, which the name that matches lies beyond.
func growAccept(n int) bench.Workload {
	w := negotiate("", sample.Hostile(n), formatOf["text/html"])
	w.Name = acceptName(n)
	if n > encode.MaxAccept {
		limited := negotiate("", sample.Hostile(n), formatOf["application/json"])
		w.Contestants[0] = noted(limited.Contestants[0], fmt.Sprintf("looks at the first %d KB", encode.MaxAccept>>10))
	}
	return w
}

// growGoroutines encodes the problem with extensions from n goroutines at
// once. Its time is that of the whole divided by the pieces of work.
func growGoroutines(n int) bench.Workload {
	p := sample.Extended()
	m := merged(mapOf(p), extensions())
	want := must(json.Marshal(m))
	same := func(b []byte) error { return sameJSON(b, want) }
	return bench.Workload{
		Name:  goroutinesName(n),
		Text:  fmt.Sprintf("The problem with three extensions as JSON, from %d goroutines.", n),
		Bytes: len(want),
		Contestants: []bench.Contestant{
			parallel(n, func() bench.Contestant { return appends(ours, same, p.AppendJSON) }),
			parallel(n, func() bench.Contestant {
				return produces(stdMap, same, func() ([]byte, error) { return json.Marshal(m) })
			}),
			parallel(n, func() bench.Contestant {
				return produces(goccyMap, same, func() ([]byte, error) { return gojson.Marshal(m) })
			}),
		},
	}
}

// parallel makes a contestant of n of the same kind that work at once.
func parallel(n int, contestant func() bench.Contestant) bench.Contestant {
	team := make([]bench.Contestant, n)
	for i := range team {
		team[i] = contestant()
	}
	c := team[0]
	c.Batch = func(count int) {
		var wg sync.WaitGroup
		for _, one := range team {
			wg.Go(func() { one.Batch(int(math.Ceil(float64(count) / float64(n)))) })
		}
		wg.Wait()
	}
	return c
}

// only keeps the contestants with these names.
func only(all []bench.Contestant, names ...string) []bench.Contestant {
	return slices.DeleteFunc(all, func(c bench.Contestant) bool { return !slices.Contains(names, c.Name) })
}
