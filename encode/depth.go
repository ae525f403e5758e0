package encode

import (
	"fmt"
	"strconv"

	"github.com/goproblem/problemdetails/problem"
)

// errDepth also stops maps and lists that contain themselves.
var errDepth = fmt.Errorf("nested deeper than %d levels", problem.MaxDepth)

// withinItem says in which item of a list err was met.
func withinItem(i int, err error) error { return within("["+strconv.Itoa(i)+"]", err) }

// withinMember says in which member of a map err was met.
func withinMember(name string, err error) error { return within(strconv.Quote(name), err) }

// within says where in a value err was met. The place of what is nested too
// deeply would be a very long one.
func within(place string, err error) error {
	if err == errDepth {
		return err
	}
	return fmt.Errorf("%s: %w", place, err)
}
