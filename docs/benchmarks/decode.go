package main

import (
	"encoding/json"
	"fmt"

	gojson "github.com/goccy/go-json"
	iris "github.com/kataras/iris/v12/context"
	kodeart "github.com/kodeart/go-problem"
	schneider "schneider.vip/problem"

	"github.com/goproblem/problemdetails/docs/benchmarks/internal/bench"
	"github.com/goproblem/problemdetails/docs/benchmarks/internal/sample"
	"github.com/goproblem/problemdetails/problem"
)

const (
	losesDigits = "numbers become float64"
	dropsOthers = "drops members that it does not know"
)

// decodeDocument reads a document of about size bytes and keeps all members.
func decodeDocument(size int) bench.Workload {
	data := sample.Document(size)
	want := must(anyJSON(data)).(map[string]any)
	return bench.Workload{
		Name:  "decode-" + bytesText(size),
		Text:  fmt.Sprintf("A JSON document of %d bytes, keeping extensions of any kind.", len(data)),
		Bytes: len(data),
		Contestants: []bench.Contestant{
			decodes(ours, want, func(p *problem.Problem) (err error) { return p.UnmarshalJSON(data) }, membersOf),
			noted(decodes(stdMap, want, func(m *map[string]any) error { return json.Unmarshal(data, m) }, itself), losesDigits),
			noted(decodes(goccyMap, want, func(m *map[string]any) error { return gojson.Unmarshal(data, m) }, itself), losesDigits),
			noted(decodes(peerSchneid, want, func(p **schneider.Problem) error {
				*p = schneider.New()
				return (*p).UnmarshalJSON(data)
			}, func(p *schneider.Problem) map[string]any { return must(anyJSON(p.JSON())).(map[string]any) }), losesDigits),
			noted(decodes(peerKodeart, want, func(p *kodeart.Problem) error { return p.UnmarshalJSON(data) }, func(p kodeart.Problem) map[string]any {
				return merged(p.Extensions, map[string]any{
					"type": p.Type, "title": p.Title, "status": p.Status, "detail": p.Detail, "instance": p.Instance,
				})
			}), losesDigits),
			noted(decodes(peerIris, want, func(p *iris.Problem) error { return json.Unmarshal(data, p) }, func(p iris.Problem) map[string]any { return p }), losesDigits),
			cannot(peerMoogar, dropsOthers),
			cannot(peerHuma, dropsOthers),
			cannot(peerFuego, dropsOthers),
		},
	}
}

// decodes makes a contestant of a function that reads a document into a T.
// Its members must be as wanted.
func decodes[T any](name string, want map[string]any, f func(*T) error, members func(T) map[string]any) bench.Contestant {
	return bench.Contestant{
		Name: name,
		Batch: func(n int) {
			for range n {
				var t T
				if err := f(&t); err != nil {
					panic(err)
				}
			}
		},
		Check: func() error {
			var t T
			if err := f(&t); err != nil {
				return err
			}
			return sameValue(members(t), want)
		},
	}
}

func itself(m map[string]any) map[string]any { return m }

func membersOf(p problem.Problem) map[string]any {
	return merged(p.Extensions, mapOf(&p))
}

// bytesText writes a size for people.
func bytesText(n int) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%dMB", n>>20)
	case n >= 1<<10:
		return fmt.Sprintf("%dKB", n>>10)
	}
	return fmt.Sprintf("%dB", n)
}
