package problem_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/goproblem/problemdetails/problem"
)

type exploding struct{}

func (*exploding) UnmarshalJSON([]byte) error { panic("bang") }

func TestExtensionsDecode(t *testing.T) {
	t.Parallel()
	type target struct {
		Balance int64              `json:"balance"`
		Big     json.Number        `json:"big"`
		At      time.Time          `json:"at"`
		Errors  problem.Violations `json:"errors"`
		Inner   *problem.Problem   `json:"inner"`
		Type    string             `json:"type"`
	}
	var p problem.Problem
	if err := p.UnmarshalJSON([]byte(`{"type":"t","balance":9007199254740993,"big":1e400,"at":"2026-11-20T10:00:00Z",` +
		`"errors":[{"detail":"d","pointer":"#/p"}],"inner":{"status":404,"x":1},"unknown":[1]}`)); err != nil {
		t.Fatal(err)
	}
	var got target
	if err := p.Extensions.Decode(&got); err != nil {
		t.Fatal(err)
	}
	want := target{
		Balance: 9007199254740993, Big: "1e400", At: time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC),
		Errors: problem.Violations{{Detail: "d", Pointer: "#/p"}},
		Inner:  &problem.Problem{Status: 404, Extensions: problem.Extensions{"x": json.Number("1")}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	t.Run("as deep as it may be", func(t *testing.T) {
		t.Parallel()
		var got struct{ X any }
		if err := (problem.Extensions{"X": nested(problem.MaxDepth - 1)}).Decode(&got); err != nil || !reflect.DeepEqual(got.X, nested(problem.MaxDepth-1)) {
			t.Errorf("got something else, or %v", err)
		}
	})
	t.Run("nil", func(t *testing.T) {
		t.Parallel()
		got := target{Balance: 1}
		if err := problem.Extensions(nil).Decode(&got); err != nil || got.Balance != 1 {
			t.Errorf("got %+v, %v; want no change", got, err)
		}
		kept := map[string]int{"a": 1} // null would make it nil
		if err := problem.Extensions(nil).Decode(&kept); err != nil || kept["a"] != 1 {
			t.Errorf("got %v, %v; want no change", kept, err)
		}
	})
	for _, tt := range []struct {
		name string
		x    problem.Extensions
		v    any
		want string
	}{
		{"no pointer", problem.Extensions{}, target{}, "non-pointer"},
		{"nil target", problem.Extensions{}, nil, "nil"},
		{"wrong type", problem.Extensions{"balance": "x"}, &target{}, "balance"},
		{"no JSON form", problem.Extensions{"x": math.NaN()}, &target{}, `"x": NaN`},
		{"one level too deep", problem.Extensions{"x": nested(problem.MaxDepth)}, &target{}, "nested deeper than 256 levels"},
		{"target that panics", problem.Extensions{"x": 1}, &struct {
			X exploding `json:"x"`
		}{}, "bang"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			err := tt.x.Decode(tt.v)
			if err == nil || !strings.HasPrefix(err.Error(), "problem: extensions: ") || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want an error with %q", err, tt.want)
			}
		})
	}
}

func TestExtensionsAll(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, 2, 16, 17, 1000} {
		x := problem.Extensions{}
		var want []string
		for i := range n {
			name := fmt.Sprintf("%04d", (i*7919+13)%10007)
			x[name] = name + "!"
			want = append(want, name)
		}
		slices.Sort(want)
		var got []string
		for name, value := range x.All() {
			got = append(got, name)
			if value != name+"!" {
				t.Errorf("%s: got %v", name, value)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%d members: got %q, want %q", n, got, want)
		}
	}
	for name := range (problem.Extensions{"a": 1, "b": 2}).All() {
		if name != "a" {
			t.Errorf("got %q after the loop was left", name)
		}
		break
	}
}

// Many members are sorted in another way, by parts of their names.
func TestExtensionsAllMany(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for _, alphabet := range []string{"\x00\xff", "ab", "0123456789", "prefix-\x00é日"} {
		for _, n := range []int{17, 18, 100, 199, 200, 201, 3000} {
			for _, prefix := range []string{"", "the same start of every name "} {
				x := problem.Extensions{}
				for range n {
					name := []byte(prefix)
					for range random.IntN(20) {
						name = append(name, alphabet[random.IntN(len(alphabet))])
					}
					x[string(name)] = len(name)
				}
				want := slices.Sorted(maps.Keys(x))
				var got []string
				for name, value := range x.All() {
					got = append(got, name)
					if value != len(name) {
						t.Fatalf("%q: got the value %v of another", name, value)
					}
				}
				if !slices.Equal(got, want) {
					t.Fatalf("%d names of %q: got %q, want %q", n, alphabet, got, want)
				}
			}
		}
	}
}

func TestExtensionsAllAllocations(t *testing.T) {
	for _, size := range []int{16, 1000} {
		if size > 16 && raceEnabled {
			continue // then pools drop what they hold at random
		}
		x := problem.Extensions{}
		for i := range size {
			x[fmt.Sprint("name", i)] = i
		}
		total := 0
		if n := testing.AllocsPerRun(100, func() {
			for name := range x.All() {
				total += len(name)
			}
		}); n != 0 {
			t.Errorf("%d members: got %v allocations, want 0", size, n)
		}
	}
}
