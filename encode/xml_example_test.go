package encode_test

import (
	"fmt"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

func ExampleXML() {
	doc, err := encode.XML{Indent: "  "}.Append(nil, &problem.Problem{
		Type:   "https://example.com/probs/out-of-credit",
		Title:  "You do not have enough credit.",
		Status: 403,
		Extensions: problem.Extensions{
			"balance":  30,
			"accounts": []string{"/account/12345", "/account/67890"},
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s\n", doc)

	// Output:
	// <?xml version="1.0" encoding="UTF-8"?>
	// <problem xmlns="urn:ietf:rfc:7807">
	//   <type>https://example.com/probs/out-of-credit</type>
	//   <title>You do not have enough credit.</title>
	//   <status>403</status>
	//   <accounts>
	//     <i>/account/12345</i>
	//     <i>/account/67890</i>
	//   </accounts>
	//   <balance>30</balance>
	// </problem>
}
