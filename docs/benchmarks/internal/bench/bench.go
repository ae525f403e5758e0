// Package bench times contestants side by side.
//
// Noise on a shared machine only ever adds time, so that the least of many
// short batches is close to the truth while a mean is not. All contestants of
// all workloads take turns, round after round, so that a busy minute of the
// machine hits everybody, and only figures of the same run are compared.
package bench

import (
	"fmt"
	"regexp"
	"runtime"
	"runtime/debug"
	"slices"
	"time"
)

// A Workload is one piece of work that several contestants do.
type Workload struct {
	Name        string
	Text        string // one sentence on what is done, for the report
	Bytes       int    // how much goes in or comes out, for throughput; 0: not stated
	Contestants []Contestant
}

// A Contestant is one way to do a workload.
type Contestant struct {
	Name   string
	Note   string       // what the reader should know: what it leaves out, or does besides
	Cannot string       // why it cannot do the work at all; then the rest is unused
	Batch  func(n int)  // does the work n times
	Check  func() error // does it once and says whether the result is right
}

// Each makes a batch of a function that does the work once.
func Each(f func()) func(n int) {
	return func(n int) {
		for range n {
			f()
		}
	}
}

// A Result is what was measured of one contestant.
type Result struct {
	Workload, Contestant string
	Bytes                int
	Note, Cannot         string
	Rounds               []float64 // least nanoseconds for one piece of work, by round
	Allocs               float64
}

// NS returns the least time for one piece of work.
func (r *Result) NS() float64 { return slices.Min(r.Rounds) }

// Spread returns by how much the minima of the even and of the odd rounds
// differ, as a part of the smaller: an estimate of how well a run repeats.
func (r *Result) Spread() float64 {
	if len(r.Rounds) < 2 {
		return 0
	}
	var half [2][]float64
	for i, ns := range r.Rounds {
		half[i%2] = append(half[i%2], ns)
	}
	a, b := slices.Min(half[0]), slices.Min(half[1])
	return max(a, b)/min(a, b) - 1
}

// Options say how to measure.
type Options struct {
	Rounds int
	Filter *regexp.Regexp // of workload names; nil: all
	Batch  time.Duration  // length of a batch
	Repeat int            // batches in each turn
	Log    func(format string, args ...any)
}

// Run checks all contestants and then measures them. It measures nothing if
// the work of one of them is wrong, or if there are no rounds.
func Run(workloads []Workload, o Options) (*Results, error) {
	var todo []entry
	res := &Results{texts: map[string]string{}}
	for _, w := range workloads {
		if o.Filter != nil && !o.Filter.MatchString(w.Name) {
			continue
		}
		res.texts[w.Name] = w.Text
		for _, c := range w.Contestants {
			r := &Result{Workload: w.Name, Contestant: c.Name, Bytes: w.Bytes, Note: c.Note, Cannot: c.Cannot}
			res.All = append(res.All, r)
			if c.Cannot != "" {
				continue
			}
			if c.Check == nil {
				return nil, fmt.Errorf("%s, %s: no check", w.Name, c.Name)
			}
			if err := c.Check(); err != nil {
				return nil, fmt.Errorf("%s, %s: %w", w.Name, c.Name, err)
			}
			todo = append(todo, entry{c: c, r: r})
		}
	}
	if o.Rounds == 0 {
		return res, nil
	}
	for i := range todo {
		todo[i].n = calibrate(todo[i].c.Batch, o.Batch)
	}
	for round := range o.Rounds {
		if o.Log != nil {
			o.Log("round %d of %d", round+1, o.Rounds)
		}
		for _, e := range todo {
			e.r.Rounds = append(e.r.Rounds, e.turn(o))
		}
		slices.Reverse(todo) // so that nobody always follows the same neighbour
	}
	for _, e := range todo {
		e.r.Allocs = Mallocs(e.c.Batch, min(e.n, 100))
	}
	return res, nil
}

// An entry is a contestant that takes part in a run.
type entry struct {
	c Contestant
	r *Result
	n int
}

// turn runs some batches and returns the least time for one piece of work. The
// garbage collector runs before, not meanwhile: when it does hangs on what
// others left, and on a busy machine its helpers wait for a processor.
func (e entry) turn(o Options) float64 {
	runtime.GC()
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	least := 0.0
	for i := range max(1, o.Repeat) {
		start := time.Now()
		e.c.Batch(e.n)
		ns := float64(time.Since(start).Nanoseconds()) / float64(e.n)
		if i == 0 || ns < least {
			least = ns
		}
	}
	return least
}

// calibrate returns how often a batch must do the work to last for about d.
func calibrate(batch func(int), d time.Duration) int {
	for n := 1; ; n *= 2 {
		start := time.Now()
		batch(n)
		if took := time.Since(start); took >= d/4 || n >= 1<<30 {
			return max(1, int(float64(n)*float64(d)/float64(took)))
		}
	}
}

// Mallocs returns how many heap objects batch allocates for each piece of work
// when done n times: the least of several tries, since the runtime allocates
// now and then for itself.
func Mallocs(batch func(int), n int) float64 {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	batch(1)
	least := ^uint64(0)
	var before, after runtime.MemStats
	for range 5 {
		runtime.ReadMemStats(&before)
		batch(n)
		runtime.ReadMemStats(&after)
		least = min(least, after.Mallocs-before.Mallocs)
	}
	return float64(least / uint64(n))
}
