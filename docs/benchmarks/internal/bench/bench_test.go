package bench_test

import (
	"errors"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/goproblem/problemdetails/docs/benchmarks/internal/bench"
)

func right() error { return nil }

// TestRun is not parallel: it counts allocations.
func TestRun(t *testing.T) {
	var kept []byte
	turns := ""
	work := func(name string, allocate bool) func() {
		return func() {
			if turns == "" || turns[len(turns)-1:] != name {
				turns += name
			}
			if allocate {
				kept = make([]byte, 100)
			}
		}
	}
	workloads := []bench.Workload{
		{Name: "w", Text: "text", Bytes: 7, Contestants: []bench.Contestant{
			{Name: "a", Batch: bench.Each(work("a", true)), Check: right},
			{Name: "b", Batch: bench.Each(work("b", false)), Check: right},
			{Name: "c", Cannot: "for a reason"},
		}},
		{Name: "left out", Contestants: []bench.Contestant{{Name: "a", Check: func() error { return errors.New("checked") }}}},
	}
	res, err := bench.Run(workloads, bench.Options{Rounds: 3, Batch: 10 * time.Microsecond, Repeat: 2, Filter: regexp.MustCompile("^w$")})
	if err != nil {
		t.Fatal(err)
	}
	_ = kept
	// Calibration, three rounds of which the second goes backwards, and the
	// count of allocations, backwards too; who follows itself shows once.
	if want := "abababa"; turns != want {
		t.Errorf("turns: got %s, want %s", turns, want)
	}
	a, err := res.Get("w", "a")
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Rounds) != 3 || a.NS() <= 0 || a.NS() != slices.Min(a.Rounds) || a.Allocs != 1 || a.Bytes != 7 {
		t.Errorf("a: got %+v, want three rounds and one allocation", a)
	}
	if b, err := res.Get("w", "b"); err != nil || b.Allocs != 0 {
		t.Errorf("b: got %+v, %v; want no allocation", b, err)
	}
	if _, err := res.Get("w", "c"); err == nil {
		t.Error("c was measured")
	}
	if got := res.Workloads(); !slices.Equal(got, []string{"w"}) || res.Text("w") != "text" {
		t.Errorf("workloads: got %q", got)
	}
}

func TestRunChecksFirst(t *testing.T) {
	t.Parallel()
	wrong := errors.New("wrong")
	measured := false
	workloads := []bench.Workload{{Name: "w", Contestants: []bench.Contestant{
		{Name: "a", Batch: func(int) { measured = true }, Check: right},
		{Name: "b", Batch: func(int) { measured = true }, Check: func() error { return wrong }},
	}}}
	if _, err := bench.Run(workloads, bench.Options{Rounds: 1}); !errors.Is(err, wrong) || measured {
		t.Errorf("got %v, measured %t; want %v and nothing measured", err, measured, wrong)
	}
	workloads[0].Contestants[1].Check = nil
	if _, err := bench.Run(workloads, bench.Options{Rounds: 1}); err == nil || measured {
		t.Errorf("no check: got %v, measured %t; want an error", err, measured)
	}
}

func TestSpread(t *testing.T) {
	t.Parallel()
	r := bench.Result{Rounds: []float64{10, 30, 40, 11}}
	if got := r.Spread(); got < 0.0999 || got > 0.1001 {
		t.Errorf("got %v, want 0.1", got)
	}
}
