// Package encodetest checks formats against the contract of
// [encode.Format] and [encode.Decoder]: ours, and above all your own.
//
//	func TestYAML(t *testing.T) {
//		encodetest.Run(t, YAML{})
//	}
//
// A format fails if it
//
//   - is nil, or has a content type that is malformed, is a range or changes;
//   - panics on a nil problem or on an odd one;
//   - cannot write a problem without extensions, or with ordinary ones;
//   - blames another member than the one at fault, or none;
//   - writes half a document, or changes what is in the buffer already;
//   - writes the cause, Err, of the problem or of one within it;
//   - writes the same problem in two ways, or keeps hold of a buffer;
//   - changes the problem;
//   - gives other documents when goroutines share it (run the tests with
//     -race to find more of this kind);
//   - as a Decoder, loses a member, keeps some of what was in the problem
//     before, keeps hold of the document, panics on a document that is cut
//     short, or has an error without an offset.
//
// Recursion without end cannot be caught: a format that follows a cycle takes
// the test down with it.
package encodetest

import (
	"errors"
	"fmt"
	"testing"

	"github.com/goproblem/problemdetails/encode"
)

// Options says what a format promises beyond the contract. The zero value
// promises nothing more.
type Options struct {
	// Allocs is the most that one Append may allocate, into a buffer that has
	// room, for a problem whose extensions are text, numbers and booleans.
	// Zero means any number, a negative value none. With a limit, the test
	// must not run in parallel with others: see [testing.AllocsPerRun].
	Allocs int
	// Lossy says that a Decoder does not give back every extension: only the
	// standard members are compared. Without it, all members are: text and
	// the structure of extensions must be the same, numbers, booleans and
	// times may come back as any type whose fmt.Sprint is their JSON form.
	Lossy bool
}

// Run reports to t every fault of f that it finds, with zero [Options].
func Run(t testing.TB, f encode.Format) {
	t.Helper()
	Options{}.Run(t, f)
}

// Run reports to t every fault of f that it finds.
func (o Options) Run(t testing.TB, f encode.Format) {
	t.Helper()
	for _, err := range o.faults(f) {
		t.Error(err)
	}
}

// Check returns the faults of f that it finds, joined, or nil. It is for use
// outside of tests.
func (o Options) Check(f encode.Format) error { return errors.Join(o.faults(f)...) }

// faults runs all checks. Each stops at the first fault.
func (o Options) faults(f encode.Format) (list []error) {
	if f == nil {
		return []error{errors.New("encodetest: the format is nil")}
	}
	checks := []struct {
		name string
		run  func(encode.Format) error
	}{
		{"content type", checkContentType},
		{"ordinary problems", checkOrdinary},
		{"odd problems", checkOdd},
		{"cause", checkCause},
		{"same bytes", checkSame},
		{"buffer", checkBuffer},
		{"shared use", checkShared},
		{"allocations", o.checkAllocs},
	}
	for _, c := range checks {
		if err := guard(func() error { return c.run(f) }); err != nil {
			list = append(list, fmt.Errorf("encodetest: %s: %w", c.name, err))
		}
	}
	d, ok := f.(encode.Decoder)
	if !ok {
		return list
	}
	for _, c := range []struct {
		name string
		run  func(encode.Decoder) error
	}{
		{"round trip", o.checkRoundTrip},
		{"what was there", checkReplace},
		{"document kept", checkRelease},
		{"broken documents", checkBroken},
	} {
		if err := guard(func() error { return c.run(d) }); err != nil {
			list = append(list, fmt.Errorf("encodetest: decode: %s: %w", c.name, err))
		}
	}
	return list
}

// guard turns a panic of f into an error.
func guard(f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("panic: %v", v)
		}
	}()
	return f()
}
