package encode_test

import (
	"fmt"
	"strings"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

func ExampleHTML() {
	page, err := encode.HTML{}.Append(nil, &problem.Problem{
		Status: 404, Title: "Not Found", Detail: "There is no order <4711>.",
	})
	if err != nil {
		panic(err)
	}
	_, body, _ := strings.Cut(string(page), "<main>\n")
	body, _, _ = strings.Cut(body, "</main>")
	fmt.Print(body)
	// Output:
	// <p class="status">404</p>
	// <h1>Not Found</h1>
	// <p class="detail">There is no order &lt;4711&gt;.</p>
}
