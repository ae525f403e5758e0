package encode_test

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

var errOutOfCredit = &problem.Problem{
	Type:       "https://example.com/probs/out-of-credit",
	Title:      "You do not have enough credit.",
	Status:     403,
	Detail:     "Your current balance is 30, but that costs 50.",
	Instance:   "/account/12345/msgs/abc",
	Extensions: problem.Extensions{"balance": 30, "accounts": []string{"/account/12345", "/account/67890"}},
}

func ExampleJSON() {
	doc, err := encode.JSON{Indent: "  "}.Append(nil, errOutOfCredit)
	if err != nil {
		fmt.Println(err)
	}
	fmt.Printf("%s\n", doc)
	// Output:
	// {
	//   "type": "https://example.com/probs/out-of-credit",
	//   "title": "You do not have enough credit.",
	//   "status": 403,
	//   "detail": "Your current balance is 30, but that costs 50.",
	//   "instance": "/account/12345/msgs/abc",
	//   "accounts": [
	//     "/account/12345",
	//     "/account/67890"
	//   ],
	//   "balance": 30
	// }
}

// An extension that has no representation is named, so that the rest of the
// problem can be sent without it.
func ExampleJSON_Append_member() {
	p := errOutOfCredit.With(problem.Problem{Extensions: problem.Extensions{"updates": make(chan int)}})
	doc, err := encode.JSON{}.Append(nil, p)
	var m *problem.MemberError
	if errors.As(err, &m) {
		fmt.Println("without", m.Name)
		delete(p.Extensions, m.Name) // With has made a map of our own
		doc, err = encode.JSON{}.Append(nil, p)
	}
	fmt.Println(len(doc) > 0, err)
	// Output:
	// without updates
	// true <nil>
}

func ExampleJSON_Decode() {
	var p problem.Problem
	err := encode.JSON{}.Decode([]byte(`{"title":"Out of credit","status":"403","balance":30}`), &p)
	if err != nil {
		fmt.Println(err)
	}
	fmt.Println(p.Title)
	fmt.Println(p.Status) // Members of the wrong type are ignored.
	fmt.Println(p.Extensions["balance"])
	// Output:
	// Out of credit
	// 0
	// 30
}

func ExampleText() {
	doc, _ := encode.Text{}.Append(nil, errOutOfCredit)
	fmt.Printf("%s", doc)
	// Output:
	// 403 You do not have enough credit.
	//
	// Your current balance is 30, but that costs 50.
	//
	// type: https://example.com/probs/out-of-credit
	// instance: /account/12345/msgs/abc
	// accounts: ["/account/12345","/account/67890"]
	// balance: 30
}

func ExampleText_violations() {
	var v problem.Violations
	v = append(v, problem.Violation{Detail: "must be a positive integer", Pointer: problem.Pointer("age")})
	v = append(v, problem.Violation{Detail: "must be 'green', 'red' or 'blue'", Pointer: problem.Pointer("profile", "color")})
	doc, _ := encode.Text{}.Append(nil, problem.From(v.Err()))
	fmt.Printf("%s", doc)
	// Output:
	// 422
	// errors:
	//   #/age: must be a positive integer
	//   #/profile/color: must be 'green', 'red' or 'blue'
}

// A registry without pages, for a service that no browser calls.
func ExampleRegistry() {
	formats := encode.NewRegistry(encode.JSON{}, encode.Text{})
	f, ok := formats.Negotiate("text/html, */*;q=0.8")
	fmt.Println(f.ContentType(), ok)
	// Output:
	// application/problem+json true
}

func ExampleDefault() {
	for f := range encode.Default().All() {
		fmt.Println(f.ContentType())
	}
	// Output:
	// application/problem+json
	// application/problem+xml
	// text/html; charset=utf-8
	// text/plain; charset=utf-8
}

func ExampleRegistry_Negotiate() {
	for _, accept := range []string{
		"",
		"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
		"application/json, text/plain, */*",
		"application/vnd.api+json",
		"text/*;q=0.5, text/html;q=0",
		"image/png",
	} {
		f, ok := encode.Default().Negotiate(accept)
		fmt.Println(f.ContentType(), ok)
	}
	// Output:
	// application/problem+json true
	// text/html; charset=utf-8 true
	// application/problem+json true
	// application/problem+json true
	// text/plain; charset=utf-8 true
	// application/problem+json false
}

func ExampleRegistry_Lookup() {
	f, ok := encode.Default().Lookup("Text/Plain")
	fmt.Println(f.ContentType(), ok)
	_, ok = encode.Default().Lookup("application/json") // an alias, not a name
	fmt.Println(ok)
	// Output:
	// text/plain; charset=utf-8 true
	// false
}

func ExampleRegistry_Decode() {
	var p problem.Problem
	err := encode.Default().Decode("application/json; charset=utf-8", []byte(`{"title":"Out of credit"}`), &p)
	fmt.Println(p.Title, err)
	err = encode.Default().Decode("image/png", []byte("\x89PNG"), &p)
	fmt.Println(errors.Is(err, encode.ErrNoDecoder), err)
	// Output:
	// Out of credit <nil>
	// true encode: no decoder for this media type: "image/png"
}

// Status is a format for monitors that want nothing but the number.
type Status struct{}

func (Status) ContentType() string { return "application/vnd.example.status" }

func (Status) Append(dst []byte, p *problem.Problem) ([]byte, error) {
	return strconv.AppendInt(dst, int64(p.StatusCode()), 10), nil
}

func ExampleFormat() {
	formats := encode.Default().With(Status{})
	f, _ := formats.Negotiate("application/vnd.example.status")
	doc, _ := f.Append(nil, errOutOfCredit)
	fmt.Printf("%s\n", doc)
	// Output:
	// 403
}

func ExampleDecoder() {
	for f := range encode.Default().All() {
		if _, ok := f.(encode.Decoder); ok {
			fmt.Println(f.ContentType())
		}
	}
	// Output:
	// application/problem+json
	// application/problem+xml
}

// Strict clients ask for application/json and refuse what is labelled
// otherwise. The others keep getting problem+json.
func ExampleNewRegistry() {
	formats := encode.NewRegistry(encode.JSON{}, encode.JSON{Type: "application/json"}, encode.Text{})
	for _, accept := range []string{"application/json", "application/problem+json", "*/*"} {
		f, _ := formats.Negotiate(accept)
		fmt.Println(f.ContentType())
	}
	// Output:
	// application/json
	// application/problem+json
	// application/problem+json
}

func ExampleRegistry_With() {
	formats := encode.Default().With(encode.JSON{Indent: "\t"}) // in the place of encode.JSON{}
	f, _ := formats.Negotiate("*/*")
	doc, _ := f.Append(nil, &problem.Problem{Title: "Indented"})
	fmt.Printf("%s\n", doc)
	// Output:
	// {
	// 	"title": "Indented"
	// }
}
