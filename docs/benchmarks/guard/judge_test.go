package main

import (
	"math"
	"strings"
	"testing"

	"github.com/goproblem/problemdetails/docs/benchmarks/internal/bench"
)

func TestJudge(t *testing.T) {
	t.Parallel()
	baseline := map[string]figure{"encode": {Ratio: 0.4, Allocs: 0}, "write": {Ratio: 2, Allocs: 1}}
	tests := []struct {
		name  string
		pair  string
		got   figure
		fault string // empty: none
	}{
		{name: "the same", pair: "encode", got: figure{0.4, 0}},
		{name: "better", pair: "encode", got: figure{0.1, 0}},
		{name: "slower within the margin", pair: "encode", got: figure{0.4*1.2 - 0.001, 0}},
		{name: "slower beyond the margin", pair: "encode", got: figure{0.4*1.2 + 0.001, 0}, fault: "20 % slower"},
		{name: "twice as slow", pair: "encode", got: figure{0.8, 0}, fault: "100 % slower"},
		{name: "allocating, within its margin", pair: "write", got: figure{2*1.4 - 0.001, 1}},
		{name: "allocating, beyond its margin", pair: "write", got: figure{2*1.4 + 0.001, 1}, fault: "40 % slower"},
		{name: "allocating less", pair: "write", got: figure{2, 0}},
		{name: "an allocation where there was none", pair: "encode", got: figure{0.4, 1}, fault: "allocates more"},
		{name: "an allocation more", pair: "write", got: figure{2, 2}, fault: "allocates more"},
		{name: "no figure", pair: "encode", got: figure{math.NaN(), 0}, fault: "slower"},
		{name: "unknown", pair: "decode", got: figure{0.1, 0}, fault: "not in the baseline"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := judge(tt.pair, tt.got, baseline).fault
			if (got == "") != (tt.fault == "") || !strings.Contains(got, tt.fault) {
				t.Errorf("judge(%v) = %q, want %q", tt.got, got, tt.fault)
			}
		})
	}
}

// TestPlantedSlowdown measures: it is not parallel to others.
func TestPlantedSlowdown(t *testing.T) {
	honest := pairNamed(t, "encode")
	baseline, err := measure(honest, 2*rounds)
	if err != nil {
		t.Fatal(err)
	}
	if v := verdictOf(t, honest, baseline); v.fault != "" {
		t.Errorf("without a slowdown: %v", v)
	}

	slow := pairNamed(t, "encode")
	work := slow[0].Contestants[0].Batch
	slow[0].Contestants[0].Batch = func(n int) { work(n + n/2) }
	if v := verdictOf(t, slow, baseline); !strings.Contains(v.fault, "slower") {
		t.Errorf("with half of the work again: got %v, want a fault", v)
	}

	wasteful := pairNamed(t, "encode")
	var waste []byte
	plain := wasteful[0].Contestants[0].Batch
	wasteful[0].Contestants[0].Batch = func(n int) {
		plain(n)
		for range n {
			waste = make([]byte, 1)
		}
	}
	if v := verdictOf(t, wasteful, baseline); v.fault != "allocates more" {
		t.Errorf("with an allocation: got %v, want a fault", v)
	}
	_ = waste
}

func TestMissingPair(t *testing.T) {
	list, err := guard(nil, map[string]figure{"gone": {1, 0}})
	if err != nil || len(list) != 1 || list[0].fault != "not measured" {
		t.Errorf("got %v, %v; want one fault", list, err)
	}
}

func pairNamed(t *testing.T, name string) []bench.Workload {
	t.Helper()
	for _, w := range pairs() {
		if w.Name == name {
			return []bench.Workload{w}
		}
	}
	t.Fatalf("no pair %q", name)
	return nil
}

func verdictOf(t *testing.T, pairs []bench.Workload, baseline map[string]figure) verdict {
	t.Helper()
	list, err := guard(pairs, baseline)
	if err != nil {
		t.Fatal(err)
	}
	return list[0]
}
