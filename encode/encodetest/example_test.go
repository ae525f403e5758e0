package encodetest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/encode/encodetest"
	"github.com/goproblem/problemdetails/problem"
)

// A Line is a format with a fault: it shows the cause to clients.
type Line struct{}

func (Line) ContentType() string { return "text/plain" }

func (Line) Append(dst []byte, p *problem.Problem) ([]byte, error) {
	return append(dst, strings.ToUpper(p.Error())...), nil
}

func ExampleOptions() {
	// Within a test, call encodetest.Run(t, Line{}).
	if err := (encodetest.Options{}).Check(Line{}); err != nil {
		first, _, _ := strings.Cut(err.Error(), ":")
		fmt.Println(first, "has found faults")
	}
	// Output:
	// encodetest has found faults
}

func ExampleRun() {
	t := new(testing.T) // of a test
	encodetest.Run(t, encode.XML{Indent: "\t"})
	fmt.Println("failed:", t.Failed())
	// Output:
	// failed: false
}
