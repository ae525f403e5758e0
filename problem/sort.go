package problem

import (
	"slices"
	"strings"
)

// smallObject is the number of members that are sorted without allocating.
const smallObject = 16

// A member is a name and its value.
type member struct {
	name  string
	value any
}

// sorted collects the members of m in name order, in room if it is large
// enough.
func sorted(m map[string]any, room []member) []member {
	if len(m) > cap(room) {
		room = make([]member, 0, len(m))
	}
	for name, value := range m {
		room = append(room, member{name, value})
	}
	if len(room) > smallObject {
		slices.SortFunc(room, func(a, b member) int { return strings.Compare(a.name, b.name) })
		return room
	}
	for i := 1; i < len(room); i++ {
		for j := i; j > 0 && room[j].name < room[j-1].name; j-- {
			room[j], room[j-1] = room[j-1], room[j]
		}
	}
	return room
}
