package main

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/goproblem/problemdetails/docs/benchmarks/internal/bench"
)

const (
	// How much larger than the baseline a ratio may be. Ratios of least times
	// repeat within a few percent, on a busy machine too; the cost of
	// allocating also depends on how the heap lies.
	margin           = 1.2
	allocatingMargin = 1.4

	rounds   = 10 // in each attempt
	attempts = 6  // before what fails counts
)

// A figure is what is known of one pair.
type figure struct {
	Ratio  float64 `json:"ratio"` // least time of this module by that of the floor
	Allocs float64 `json:"allocs"`
}

// A verdict is what came of one pair.
type verdict struct {
	name      string
	got, want figure
	fault     string // empty: none
}

// limit returns how large a ratio may be whose baseline is f.
func (f figure) limit() float64 {
	if f.Allocs > 0 {
		return f.Ratio * allocatingMargin
	}
	return f.Ratio * margin
}

func (v verdict) String() string {
	s := fmt.Sprintf("%-28s ratio %7.3f, baseline %7.3f, limit %7.3f; allocations %.0f of %.0f",
		v.name, v.got.Ratio, v.want.Ratio, v.want.limit(), v.got.Allocs, v.want.Allocs)
	if v.fault != "" {
		s += "  FAILS: " + v.fault
	}
	return s
}

// judge compares one figure with its baseline.
func judge(name string, got figure, baseline map[string]figure) verdict {
	v := verdict{name: name, got: got}
	want, ok := baseline[name]
	v.want = want
	switch {
	case !ok:
		v.fault = "not in the baseline"
	case got.Allocs > want.Allocs:
		v.fault = "allocates more"
	case math.IsNaN(got.Ratio) || got.Ratio > want.limit():
		v.fault = fmt.Sprintf("%.0f %% slower", (got.Ratio/want.Ratio-1)*100)
	}
	return v
}

// guard measures pairs, those that fail again and again, and judges them. What
// the baseline has and pairs have not is a fault too.
func guard(pairs []bench.Workload, baseline map[string]figure) ([]verdict, error) {
	m := measurement{}
	todo := pairs
	for range attempts {
		if err := m.add(todo, rounds); err != nil {
			return nil, err
		}
		figures := m.figures()
		todo = slices.DeleteFunc(slices.Clone(todo), func(w bench.Workload) bool {
			return judge(w.Name, figures[w.Name], baseline).fault == ""
		})
		if len(todo) == 0 {
			break
		}
	}
	figures := m.figures()
	var list []verdict
	for _, w := range pairs {
		list = append(list, judge(w.Name, figures[w.Name], baseline))
	}
	for name, want := range baseline {
		if _, ok := figures[name]; !ok {
			list = append(list, verdict{name: name, want: want, fault: "not measured"})
		}
	}
	return list, nil
}

// measure measures pairs once.
func measure(pairs []bench.Workload, rounds int) (map[string]figure, error) {
	m := measurement{}
	err := m.add(pairs, rounds)
	return m.figures(), err
}

// A measurement has the least times so far, of this module and of the floor.
type measurement map[string]*[2]bench.Result

// add measures for some rounds more.
func (m measurement) add(pairs []bench.Workload, rounds int) error {
	res, err := bench.Run(pairs, bench.Options{Rounds: rounds, Batch: time.Millisecond, Repeat: 5})
	if err != nil {
		return err
	}
	for _, w := range pairs {
		sides := m[w.Name]
		if sides == nil {
			sides = new([2]bench.Result)
			m[w.Name] = sides
		}
		for i, x := range res.Of(w.Name) {
			sides[i].Rounds = append(sides[i].Rounds, x.Rounds...)
			sides[i].Allocs = x.Allocs
		}
	}
	return nil
}

func (m measurement) figures() map[string]figure {
	figures := map[string]figure{}
	for name, sides := range m {
		ratio := sides[0].NS() / sides[1].NS()
		figures[name] = figure{math.Round(ratio*1000) / 1000, sides[0].Allocs}
	}
	return figures
}
