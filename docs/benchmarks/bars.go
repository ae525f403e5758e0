package main

import (
	"errors"
	"fmt"
	"math"

	"github.com/goproblem/problemdetails/docs/benchmarks/internal/bench"
	"github.com/goproblem/problemdetails/encode"
)

// A bar is what this module must reach: a figure of one run, and its limit.
type bar struct {
	text  string
	value func(*run) (float64, error)
	limit float64
	most  bool   // the limit is the most, not the least, that will do
	unit  string // of the value and the limit
}

// A run is all that was measured.
type run struct {
	*bench.Results
	sizes *sizes // nil: not measured
}

// errNoSizes is a bar's error in a run that built no binaries.
var errNoSizes = errors.New("sizes were not measured")

// holds reports whether v reaches the bar.
func (b bar) holds(v float64) bool {
	if b.most {
		return v <= b.limit
	}
	return v >= b.limit
}

const times = "x"

var bars = []bar{
	{"Encode: as fast as encoding/json of a struct, by Marshal or by a reused Encoder", faster("encode", stdStruct, stdEncoder), 7, false, times},
	{"Encode: as fast as the fastest peer", faster("encode", peers...), 7, false, times},
	{"Encode: time of an append with a byte table", longer("encode", floorTable), 0.7, true, times},
	{"Encode: allocations", allocs("encode"), 0, true, ""},

	{"Encode with extensions: as fast as encoding/json of a struct, by Marshal", faster("encode-extensions", stdStruct), 2, false, times},
	{"Encode with extensions: as fast as encoding/json of a struct, by a reused Encoder", faster("encode-extensions", stdEncoder), 2, false, times},
	{"Encode with extensions: as fast as encoding/json of a map", faster("encode-extensions", stdMap), 5, false, times},
	{"Encode with extensions: as fast as the fastest peer with dynamic extensions", faster("encode-extensions", peerSchneid, peerKodeart, peerIris), 8, false, times},
	{"Encode with extensions: allocations", allocs("encode-extensions"), 0, true, ""},

	{"Write: time of http.Error", longer("write", httpError), 1.5, true, times},
	{"Write: allocations", allocs("write"), 1, true, ""},
	{"Write on a server: allocations beyond those of http.Error", moreAllocs("server", httpError), 0, true, ""},

	{"Decode 150 B: as fast as encoding/json into a map", faster("decode-150B", stdMap), 2.5, false, times},
	{"Decode 1 KB: as fast as encoding/json into a map", faster("decode-1KB", stdMap), 2.5, false, times},
	{"Decode 64 KB: as fast as encoding/json into a map", faster("decode-64KB", stdMap), 2.5, false, times},
	{"Decode 150 B: as fast as the fastest peer that keeps extensions", faster("decode-150B", keepers...), 2.5, false, times},
	{"Decode 1 KB: as fast as the fastest peer that keeps extensions", faster("decode-1KB", keepers...), 2.5, false, times},
	{"Decode 64 KB: as fast as the fastest peer that keeps extensions", faster("decode-64KB", keepers...), 2.5, false, times},
	{"Decode 150 B: as fast as goccy/go-json into a map", faster("decode-150B", goccyMap), 1, false, times},
	{"Decode 1 KB: as fast as goccy/go-json into a map", faster("decode-1KB", goccyMap), 1, false, times},
	{"Decode 64 KB: as fast as goccy/go-json into a map", faster("decode-64KB", goccyMap), 1, false, times},

	{"Negotiate for a browser: as fast as golang/gddo httputil", faster("negotiate-browser", peerGddo), 1.5, false, times},
	{"Negotiate for a browser: allocations", allocs("negotiate-browser"), 0, true, ""},
	{"Negotiate a hostile field of 64 KB: allocations", allocs("negotiate-hostile"), 0, true, ""},
	{"Negotiate: greatest by least time per byte, 1 KB to 128 KB", steady(accepts(func(n int) bool { return n <= encode.MaxAccept })...), 1.5, true, times},
	{"Negotiate 1 MB: time of as much as is looked at", longerThan(acceptName(1<<20), acceptName(encode.MaxAccept)), 1.2, true, times},

	{"XML: as fast as encoding/xml of a struct, by Marshal", faster("xml", stdXML), 25, false, times},
	{"XML: allocations", allocs("xml"), 0, true, ""},
	{"HTML: as fast as html/template", faster("html", stdHTML), 25, false, times},
	{"HTML: allocations", allocs("html"), 0, true, ""},

	{"Detail of 1 MB, ASCII: time of a copy", longer(detailName("ASCII", 1_000_000), floorMemcpy), 3, true, times},
	{"Detail of 1 MB, Cyrillic", gigabytes(detailName("Cyrillic", 1_000_000)), 5, false, " GB/s"},
	{"Detail of 1 MB, CJK", gigabytes(detailName("CJK", 1_000_000)), 5, false, " GB/s"},
	{"Detail, ASCII: greatest by least time per byte, 10 KB to 1 MB", steady(details("ASCII")...), 1.5, true, times},
	{"Detail, Cyrillic: greatest by least time per byte, 10 KB to 1 MB", steady(details("Cyrillic")...), 1.5, true, times},
	{"Detail, CJK: greatest by least time per byte, 10 KB to 1 MB", steady(details("CJK")...), 1.5, true, times},
	{"Extensions: greatest by least time of one, among 10 to 10,000", steadyExtensions, 3, true, times},

	{"Binary: growth of a small service beyond goccy/go-json's own", ownSize, 1, true, " MB"},
}

var (
	peers   = []string{peerMoogar, peerSchneid, peerKodeart, peerHuma, peerFuego, peerIris}
	keepers = []string{peerSchneid, peerKodeart, peerIris}
)

// faster returns how many times as fast this module is as the fastest of the
// others.
func faster(workload string, others ...string) func(*run) (float64, error) {
	return func(r *run) (float64, error) {
		least := math.Inf(1)
		for _, other := range others {
			v, err := r.Speed(workload, ours, other)
			if err != nil {
				return 0, err
			}
			least = min(least, v)
		}
		return least, nil
	}
}

// longer returns the time of this module as a part of another's.
func longer(workload, other string) func(*run) (float64, error) {
	return func(r *run) (float64, error) {
		v, err := r.Speed(workload, other, ours)
		return v, err
	}
}

// longerThan returns the time of this module for one workload as a part of
// that for another.
func longerThan(workload, base string) func(*run) (float64, error) {
	return func(r *run) (float64, error) {
		a, err := r.Get(workload, ours)
		if err != nil {
			return 0, err
		}
		b, err := r.Get(base, ours)
		if err != nil {
			return 0, err
		}
		return a.NS() / b.NS(), nil
	}
}

func allocs(workload string) func(*run) (float64, error) {
	return func(r *run) (float64, error) {
		x, err := r.Get(workload, ours)
		if err != nil {
			return 0, err
		}
		return x.Allocs, nil
	}
}

func moreAllocs(workload, other string) func(*run) (float64, error) {
	return func(r *run) (float64, error) {
		a, err := r.Get(workload, ours)
		if err != nil {
			return 0, err
		}
		b, err := r.Get(workload, other)
		if err != nil {
			return 0, err
		}
		return a.Allocs - b.Allocs, nil
	}
}

// gigabytes returns the throughput of this module in GB/s, which is bytes for
// each nanosecond.
func gigabytes(workload string) func(*run) (float64, error) {
	return func(r *run) (float64, error) {
		x, err := r.Get(workload, ours)
		if err != nil {
			return 0, err
		}
		return float64(x.Bytes) / x.NS(), nil
	}
}

// steady returns the greatest time per byte among workloads by the least.
func steady(workloads ...string) func(*run) (float64, error) {
	return func(r *run) (float64, error) {
		least, most := math.Inf(1), 0.0
		for _, w := range workloads {
			x, err := r.Get(w, ours)
			if err != nil {
				return 0, err
			}
			each := x.NS() / float64(x.Bytes)
			least, most = min(least, each), max(most, each)
		}
		return most / least, nil
	}
}

func details(script string) []string {
	var names []string
	for _, n := range detailSizes {
		if n >= 10_000 {
			names = append(names, detailName(script, n))
		}
	}
	return names
}

func accepts(size func(int) bool) []string {
	var names []string
	for _, n := range acceptSizes {
		if size(n) {
			names = append(names, acceptName(n))
		}
	}
	return names
}

// steadyExtensions returns the greatest time for one extension by the least.
func steadyExtensions(r *run) (float64, error) {
	least, most := math.Inf(1), 0.0
	for _, n := range extensionCounts {
		if n < 10 {
			continue
		}
		x, err := r.Get(extensionsName(n), ours)
		if err != nil {
			return 0, err
		}
		each := x.NS() / float64(n)
		least, most = min(least, each), max(most, each)
	}
	return most / least, nil
}

func ownSize(r *run) (float64, error) {
	if r.sizes == nil {
		return 0, errNoSizes
	}
	return float64(r.sizes.own()) / 1e6, nil
}

// A verdict is a bar and what came of it.
type verdict struct {
	bar
	got float64
	err error // the run did not have what the bar is about
}

func judge(r *run) []verdict {
	var list []verdict
	for _, b := range bars {
		v, err := b.value(r)
		list = append(list, verdict{b, v, err})
	}
	return list
}

// limitText and gotText write figures for people.
func (v verdict) limitText() string {
	word := "at least"
	if v.most {
		word = "at most"
	}
	return fmt.Sprintf("%s %s%s", word, figure(v.limit), v.unit)
}

func (v verdict) gotText() string {
	text := figure(v.got)
	if text == figure(v.limit) && !v.holds(v.got) { // a near miss
		text = fmt.Sprintf("%.4g", v.got)
	}
	return text + v.unit
}

// figure writes a number with three digits or so.
func figure(v float64) string {
	switch {
	case v == math.Trunc(v):
		return fmt.Sprintf("%.0f", v)
	case math.Abs(v) < 0.0995:
		return fmt.Sprintf("%.2g", v)
	case math.Abs(v) < 10:
		return fmt.Sprintf("%.2f", v)
	case math.Abs(v) < 100:
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprintf("%.0f", v)
}
