package typelinks_test

import (
	"encoding/csv"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/goproblem/problemdetails/typelinks"
)

const rfc = "https://www.rfc-editor.org/rfc/"

// The registry itself says what to expect: its file is read here by other means
// than the generator's, and the links that it cannot give are written out.
func TestDefaultHasEveryAssignedStatus(t *testing.T) {
	t.Parallel()
	beyondRegistry := map[string]string{
		"102": rfc + "rfc2518.html#section-10.1",
		"103": rfc + "rfc8297.html#section-2",
		"104": "https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-resumable-upload",
		"207": rfc + "rfc4918.html#section-11.1",
		"208": rfc + "rfc5842.html#section-7.1",
		"226": rfc + "rfc3229.html#section-10.4.1",
		"423": rfc + "rfc4918.html#section-11.3",
		"424": rfc + "rfc4918.html#section-11.4",
		"425": rfc + "rfc8470.html#section-5.2",
		"428": rfc + "rfc6585.html#section-3",
		"429": rfc + "rfc6585.html#section-4",
		"431": rfc + "rfc6585.html#section-5",
		"451": rfc + "rfc7725.html#section-3",
		"506": rfc + "rfc2295.html#section-8.1",
		"507": rfc + "rfc4918.html#section-11.5",
		"508": rfc + "rfc5842.html#section-7.2",
		"510": rfc + "rfc2774.html#section-7",
		"511": rfc + "rfc6585.html#section-6",
	}
	remarks := strings.NewReplacer(
		" (TEMPORARY - registered 2024-11-13, extension registered 2025-09-15, expires 2026-11-13)", "",
		" (OBSOLETED)", "",
	)

	f, err := os.Open("../testdata/iana/http-status-codes.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}

	var want []typelinks.Link
	for _, row := range rows[1:] {
		if row[1] == "Unassigned" {
			continue
		}
		url, ok := beyondRegistry[row[0]]
		if !ok {
			section, ok := strings.CutPrefix(row[2], "[RFC9110, Section ")
			if !ok {
				t.Fatalf("no link known for the row %q", row)
			}
			url = rfc + "rfc9110.html#section-" + strings.TrimSuffix(section, "]")
		}
		status := int(row[0][0]-'0')*100 + int(row[0][1]-'0')*10 + int(row[0][2]-'0')
		want = append(want, typelinks.Link{Status: status, Title: remarks.Replace(row[1]), Type: url})
	}
	if len(want) != 64 {
		t.Errorf("the snapshot has %d assigned statuses, want 64", len(want))
	}
	if diff := cmp.Diff(want, slices.Collect(typelinks.Default().All())); diff != "" {
		t.Errorf("All (-want +got):\n%s", diff)
	}
	assigned := map[int]typelinks.Link{}
	for _, link := range want {
		assigned[link.Status] = link
	}
	for status := -1; status <= 1000; status++ {
		want, wantOK := assigned[status]
		if got, ok := typelinks.Default().Lookup(status); got != want || ok != wantOK {
			t.Errorf("Lookup(%d): got %+v, %t, want %+v, %t", status, got, ok, want, wantOK)
		}
	}
}

func TestDefaultUsesRegisteredPhrases(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]string{
		104: "Upload Resumption Supported",
		306: "(Unused)",
		413: "Content Too Large",
		414: "URI Too Long",
		416: "Range Not Satisfiable",
		418: "(Unused)",
		422: "Unprocessable Content",
		510: "Not Extended",
	} {
		if got, ok := typelinks.Default().Lookup(status); got.Title != want || !ok {
			t.Errorf("Lookup(%d): got title %q, %t, want %q, true", status, got.Title, ok, want)
		}
	}
}

func TestNew(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		links []typelinks.Link
		want  []typelinks.Link
	}{
		{name: "no links"},
		{
			name:  "sorted by status",
			links: []typelinks.Link{{500, "C", "c"}, {200, "A", "a"}, {404, "B", "b"}},
			want:  []typelinks.Link{{200, "A", "a"}, {404, "B", "b"}, {500, "C", "c"}},
		},
		{
			name:  "last of several wins",
			links: []typelinks.Link{{404, "A", "a"}, {500, "X", "x"}, {404, "B", "b"}, {404, "C", "c"}},
			want:  []typelinks.Link{{404, "C", "c"}, {500, "X", "x"}},
		},
		{
			name:  "empty fields keep the earlier ones",
			links: []typelinks.Link{{404, "A", ""}, {404, "", "b"}, {404, "", ""}},
			want:  []typelinks.Link{{404, "A", "b"}},
		},
		{
			name:  "bare status",
			links: []typelinks.Link{{404, "", ""}},
			want:  []typelinks.Link{{404, "", ""}},
		},
		{
			name:  "statuses outside of HTTP",
			links: []typelinks.Link{{math.MaxInt, "I", "i"}, {600, "H", "h"}, {599, "G", "g"}, {100, "F", "f"}, {99, "E", "e"}, {0, "D", "d"}, {-1, "C", "c"}, {math.MinInt, "B", "b"}},
			want:  []typelinks.Link{{math.MinInt, "B", "b"}, {-1, "C", "c"}, {0, "D", "d"}, {99, "E", "e"}, {100, "F", "f"}, {599, "G", "g"}, {600, "H", "h"}, {math.MaxInt, "I", "i"}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			given := slices.Clone(tt.links)
			table := typelinks.New(given...)
			if diff := cmp.Diff(tt.links, given); diff != "" {
				t.Errorf("New changed its argument (-want +got):\n%s", diff)
			}
			clear(given) // the table must not care

			if diff := cmp.Diff(tt.want, slices.Collect(table.All())); diff != "" {
				t.Errorf("All (-want +got):\n%s", diff)
			}
			for _, want := range tt.want {
				if got, ok := table.Lookup(want.Status); got != want || !ok {
					t.Errorf("Lookup(%d): got %+v, %t, want %+v, true", want.Status, got, ok, want)
				}
			}
			for _, status := range []int{-2, 1, 101, 598, 601} {
				if got, ok := table.Lookup(status); got != (typelinks.Link{}) || ok {
					t.Errorf("Lookup(%d): got %+v, %t, want nothing", status, got, ok)
				}
			}
		})
	}
}

// Many links, because a sort that is not stable still is for a few.
func TestNewKeepsTheOrderOfManyLinks(t *testing.T) {
	t.Parallel()
	const statuses, rounds = 50, 20
	var links, want []typelinks.Link
	for round := range rounds {
		for i := range statuses {
			links = append(links, typelinks.Link{Status: 449 - i, Title: strconv.Itoa(round), Type: "t"})
		}
	}
	for i := range statuses {
		want = append(want, typelinks.Link{Status: 400 + i, Title: strconv.Itoa(rounds - 1), Type: "t"})
	}
	if diff := cmp.Diff(want, slices.Collect(typelinks.New(links...).All())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWith(t *testing.T) {
	t.Parallel()
	base := []typelinks.Link{{404, "Not Found", "a"}, {500, "Internal Server Error", "b"}}
	tests := []struct {
		name  string
		links []typelinks.Link
		want  []typelinks.Link
	}{
		{
			name: "nothing",
			want: base,
		},
		{
			name:  "both replaced",
			links: []typelinks.Link{{404, "Gone Fishing", "c"}},
			want:  []typelinks.Link{{404, "Gone Fishing", "c"}, {500, "Internal Server Error", "b"}},
		},
		{
			name:  "empty title keeps the earlier",
			links: []typelinks.Link{{404, "", "c"}},
			want:  []typelinks.Link{{404, "Not Found", "c"}, {500, "Internal Server Error", "b"}},
		},
		{
			name:  "empty type keeps the earlier",
			links: []typelinks.Link{{500, "Oops", ""}},
			want:  []typelinks.Link{{404, "Not Found", "a"}, {500, "Oops", "b"}},
		},
		{
			name:  "added before, between and after",
			links: []typelinks.Link{{999, "F", "f"}, {499, "E", "e"}, {7, "D", "d"}},
			want:  []typelinks.Link{{7, "D", "d"}, {404, "Not Found", "a"}, {499, "E", "e"}, {500, "Internal Server Error", "b"}, {999, "F", "f"}},
		},
		{
			name:  "several for one status",
			links: []typelinks.Link{{404, "A", ""}, {404, "", "c"}, {404, "B", ""}},
			want:  []typelinks.Link{{404, "B", "c"}, {500, "Internal Server Error", "b"}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			table := typelinks.New(base...)
			got := table.With(tt.links...)
			if diff := cmp.Diff(tt.want, slices.Collect(got.All())); diff != "" {
				t.Errorf("derived (-want +got):\n%s", diff)
			}
			for _, want := range tt.want {
				if got, ok := got.Lookup(want.Status); got != want || !ok {
					t.Errorf("Lookup(%d): got %+v, %t, want %+v, true", want.Status, got, ok, want)
				}
			}
			if got == table {
				t.Error("With returned its receiver")
			}
			if diff := cmp.Diff(base, slices.Collect(table.All())); diff != "" {
				t.Errorf("With changed its receiver (-want +got):\n%s", diff)
			}
		})
	}
}

// The race detector sees a write to the shared table, the comparison its effect.
func TestWithFromManyGoroutines(t *testing.T) {
	t.Parallel()
	table := typelinks.Default().With(typelinks.Link{Status: 700, Title: "Own", Type: "own"})
	before := slices.Collect(table.All())
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for status := 90 + i; status < 710; status += 8 {
				want := typelinks.Link{Status: status, Title: "T", Type: "t"}
				derived := table.With(want)
				if got, ok := derived.Lookup(status); got != want || !ok {
					t.Errorf("derived.Lookup(%d): got %+v, %t, want %+v, true", status, got, ok, want)
				}
				if got, _ := table.Lookup(status); got == want {
					t.Errorf("table.Lookup(%d): got the derived table's link", status)
				}
				for range table.All() {
				}
			}
		})
	}
	wg.Wait()
	if diff := cmp.Diff(before, slices.Collect(table.All())); diff != "" {
		t.Errorf("the table changed (-want +got):\n%s", diff)
	}
}

func TestEmptyTables(t *testing.T) {
	t.Parallel()
	for name, table := range map[string]*typelinks.Table{
		"nil":  nil,
		"zero": {},
		"new":  typelinks.New(),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, status := range []int{0, 404, 1000} {
				if got, ok := table.Lookup(status); got != (typelinks.Link{}) || ok {
					t.Errorf("Lookup(%d): got %+v, %t, want nothing", status, got, ok)
				}
			}
			for link := range table.All() {
				t.Errorf("All: got %+v, want nothing", link)
			}
			want := typelinks.Link{Status: 404, Title: "Not Found", Type: "a"}
			if got, ok := table.With(want).Lookup(404); got != want || !ok {
				t.Errorf("With, Lookup(404): got %+v, %t, want %+v, true", got, ok, want)
			}
			if table.With() == nil {
				t.Error("With: got nil")
			}
		})
	}
}

func TestAllStopsAndStartsAgain(t *testing.T) {
	t.Parallel()
	seq := typelinks.Default().All()
	for range 2 {
		var got []int
		for link := range seq {
			got = append(got, link.Status)
			if len(got) == 3 {
				break
			}
		}
		if want := []int{100, 101, 102}; !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	}
}

// Not parallel, since it counts allocations.
func TestLookupAllocatesNothing(t *testing.T) {
	table := typelinks.Default().With(typelinks.Link{Status: 700, Title: "Own", Type: "own"})
	for _, status := range []int{404, 499, 700, 701, -1} {
		if n := testing.AllocsPerRun(100, func() { table.Lookup(status) }); n != 0 {
			t.Errorf("Lookup(%d): got %v allocations, want 0", status, n)
		}
	}
	if n := testing.AllocsPerRun(100, func() { typelinks.Default().Lookup(404) }); n != 0 {
		t.Errorf("Default().Lookup: got %v allocations, want 0", n)
	}
}

func BenchmarkLookup(b *testing.B) {
	table := typelinks.Default().With(typelinks.Link{Status: 700, Title: "Own", Type: "own"})
	for _, bb := range []struct {
		name   string
		status int
	}{
		{"assigned", 404},
		{"unassigned", 499},
		{"outside of HTTP", 700},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				table.Lookup(bb.status)
			}
		})
	}
}
