package stdhttp

import "fmt"

// These bound what is looked at of one error. maxErrorDepth is that of
// problem.From.
const (
	maxErrorDepth = 1000    // levels
	maxErrors     = 100_000 // errors at all levels together
)

// isEndless reports whether err contains more errors than can be meant. It
// probably contains itself then: errors.Is and errors.As would not come back
// from it, and perhaps neither would its Error method.
func isEndless(err error) bool {
	left := maxErrors
	return !isFinite(err, 0, &left)
}

// finite returns err, or an error about it if it is endless.
func finite(err error) error {
	if isEndless(err) {
		return fmt.Errorf("stdhttp: a %T that contains itself, or else too many errors", err)
	}
	return err
}

func isFinite(err error, depth int, left *int) bool {
	for ; err != nil; depth++ {
		if *left--; *left < 0 || depth > maxErrorDepth {
			return false
		}
		many, one := unwrap(err)
		for _, inner := range many {
			if !isFinite(inner, depth+1, left) {
				return false
			}
		}
		err = one
	}
	return true
}
