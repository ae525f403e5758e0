package problem

import (
	"cmp"
	"encoding/binary"
	"slices"
	"sync"
)

// smallObject is the number of members that are sorted on the stack.
const smallObject = 16

// A member is a name and its value.
type member struct {
	name  string
	value any
}

// sorted collects the members of m in name order: in room, if it is large
// enough for them, else in a sorter, which the caller releases when it is done
// with the members.
func sorted(m map[string]any, room []member) ([]member, *sorter) {
	if len(m) > cap(room) {
		s := sorters.Get().(*sorter)
		return s.sort(m), s
	}
	for name, value := range m {
		room = append(room, member{name, value})
	}
	for i := 1; i < len(room); i++ {
		for j := i; j > 0 && room[j].name < room[j-1].name; j-- {
			room[j], room[j-1] = room[j-1], room[j]
		}
	}
	return room, nil
}

// A sorter sorts many members by integers that stand for their names, since
// moving members and comparing strings takes most of the time otherwise.
type sorter struct {
	members, result []member
	keys, spare     []uint64
}

var sorters = sync.Pool{New: func() any { return new(sorter) }}

// maxSorted bounds the memory that waits in the pool.
const maxSorted = 1 << 14

// release gives s back. A nil s was not needed.
func (s *sorter) release() {
	if s == nil || len(s.members) > maxSorted {
		return
	}
	clear(s.members) // lets the values go
	clear(s.result)
	sorters.Put(s)
}

// Each key holds some bytes of a name, and below them the index of the member.
const (
	keyBytes  = 4
	indexBits = 64 - 8*keyBytes
)

// sort returns the members of m in name order.
func (s *sorter) sort(m map[string]any) []member {
	s.members, s.result, s.keys = s.members[:0], s.result[:0], s.keys[:0]
	for name, value := range m {
		s.members = append(s.members, member{name, value})
	}
	byName := func(a, b member) int { return cmp.Compare(a.name, b.name) }
	common := commonPrefix(s.members)
	for i, e := range s.members {
		s.keys = append(s.keys, key(e.name[common:])|uint64(i))
	}
	if len(s.keys) < manyKeys {
		slices.Sort(s.keys)
	} else {
		s.sortKeys()
	}
	start := 0 // of the members with the same bytes in their keys
	for i, k := range s.keys {
		if k>>indexBits != s.keys[start]>>indexBits {
			if i-start > 1 {
				slices.SortFunc(s.result[start:], byName)
			}
			start = i
		}
		s.result = append(s.result, s.members[k&(1<<indexBits-1)])
	}
	slices.SortFunc(s.result[start:], byName)
	return s.result
}

// manyKeys is from where on counting is faster than comparing.
const manyKeys = 200

// sortKeys sorts the keys by counting how often each value of a byte occurs,
// from the last byte of the names to the first. Indexes need no sorting.
func (s *sorter) sortKeys() {
	s.spare = slices.Grow(s.spare[:0], len(s.keys))[:len(s.keys)]
	for shift := indexBits; shift < 64; shift += 8 {
		var at [257]int // where the next key with this byte goes
		for _, k := range s.keys {
			at[int(byte(k>>shift))+1]++
		}
		if at[int(byte(s.keys[0]>>shift))+1] == len(s.keys) {
			continue
		}
		for i := range 255 {
			at[i+1] += at[i]
		}
		for _, k := range s.keys {
			b := byte(k >> shift)
			s.spare[at[b]] = k
			at[b]++
		}
		s.keys, s.spare = s.spare, s.keys
	}
}

// commonPrefix returns how many bytes at the start all names share.
func commonPrefix(members []member) int {
	first := members[0].name
	n := len(first)
	for _, e := range members {
		i := 0
		for i < n && i < len(e.name) && e.name[i] == first[i] {
			i++
		}
		n = i
	}
	return n
}

// key returns the first bytes of s in the upper bits of a key.
func key(s string) uint64 {
	var b [8]byte
	copy(b[:keyBytes], s)
	return binary.BigEndian.Uint64(b[:])
}
