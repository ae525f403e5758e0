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

func ExampleXML_Decode() {
	doc := []byte(`<p:problem xmlns:p="urn:ietf:rfc:7807">
	  <p:status> 403 </p:status>
	  <p:balance>30</p:balance>
	  <p:accounts><p:i>/account/12345</p:i></p:accounts>
	</p:problem>`)
	var p problem.Problem
	if err := (encode.XML{}).Decode(doc, &p); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(p.Status)
	fmt.Printf("%q\n", p.Extensions["balance"])
	fmt.Printf("%q\n", p.Extensions["accounts"])

	err := (encode.XML{}).Decode([]byte(`<problem xmlns="urn:ietf:rfc:7807">&nbsp;</problem>`), &p)
	fmt.Println(err)

	// Output:
	// 403
	// "30"
	// ["/account/12345"]
	// problem: syntax error at offset 35: undefined reference "&nbsp;"
}
