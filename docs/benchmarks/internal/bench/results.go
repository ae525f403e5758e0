package bench

import (
	"fmt"
	"slices"
)

// Results are the results of one run, in the order of the workloads.
type Results struct {
	All   []*Result
	texts map[string]string
}

// Text returns the sentence that describes a workload.
func (r *Results) Text(workload string) string { return r.texts[workload] }

// Workloads returns the names of the workloads in order.
func (r *Results) Workloads() []string {
	var names []string
	for _, x := range r.All {
		if !slices.Contains(names, x.Workload) {
			names = append(names, x.Workload)
		}
	}
	return names
}

// Of returns the results for one workload.
func (r *Results) Of(workload string) []*Result {
	var of []*Result
	for _, x := range r.All {
		if x.Workload == workload {
			of = append(of, x)
		}
	}
	return of
}

// Get returns the result of one contestant, or an error if it was not measured.
func (r *Results) Get(workload, contestant string) (*Result, error) {
	for _, x := range r.All {
		if x.Workload == workload && x.Contestant == contestant {
			if x.Rounds == nil {
				return nil, fmt.Errorf("%s, %s: not measured", workload, contestant)
			}
			return x, nil
		}
	}
	return nil, fmt.Errorf("%s, %s: not in this run", workload, contestant)
}

// Speed returns how many times as fast contestant is as other.
func (r *Results) Speed(workload, contestant, other string) (float64, error) {
	a, err := r.Get(workload, contestant)
	if err != nil {
		return 0, err
	}
	b, err := r.Get(workload, other)
	if err != nil {
		return 0, err
	}
	return b.NS() / a.NS(), nil
}

// Spreads returns the median and the largest spread of all results.
func (r *Results) Spreads() (median, most float64) {
	var all []float64
	for _, x := range r.All {
		if x.Rounds != nil {
			all = append(all, x.Spread())
		}
	}
	if len(all) == 0 {
		return 0, 0
	}
	slices.Sort(all)
	return all[len(all)/2], all[len(all)-1]
}
