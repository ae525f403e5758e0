package customformat_test

import (
	"fmt"
	"testing"

	"github.com/goproblem/problemdetails/docs/examples/customformat"
	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/encode/encodetest"
	"github.com/goproblem/problemdetails/problem"
)

func TestYAML(t *testing.T) {
	// The library reads long numbers as float64.
	encodetest.Options{Lossy: true}.Run(t, customformat.YAML{})
}

func ExampleYAML() {
	formats := encode.Default().With(customformat.YAML{})

	f, ok := formats.Negotiate("application/vnd.example.problem+yaml, application/problem+json;q=0.5")
	fmt.Println(f.ContentType(), ok)

	doc, _ := f.Append(nil, &problem.Problem{
		Title: "Out of stock", Status: 409, Extensions: problem.Extensions{"warehouses": []string{"Oslo", "Bergen"}},
	})
	fmt.Printf("%s", doc)

	var p problem.Problem
	err := formats.Decode(f.ContentType(), doc, &p)
	fmt.Println(p.Status, p.Extensions["warehouses"], err)
	// Output:
	// application/vnd.example.problem+yaml true
	// title: Out of stock
	// status: 409
	// warehouses:
	// - Oslo
	// - Bergen
	// 409 [Oslo Bergen] <nil>
}
