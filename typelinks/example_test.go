package typelinks_test

import (
	"fmt"

	"github.com/goproblem/problemdetails/typelinks"
)

func ExampleLink() {
	link, _ := typelinks.Default().Lookup(404)
	fmt.Println(link.Status)
	fmt.Println(link.Title)
	fmt.Println(link.Type)
	// Output:
	// 404
	// Not Found
	// https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.5
}

// A service links to its own pages and keeps IANA's titles.
func ExampleTable() {
	links := typelinks.Default().With(
		typelinks.Link{Status: 404, Type: "https://api.example.com/errors/not-found"},
		typelinks.Link{Status: 429, Type: "https://api.example.com/errors/slow-down"},
	)
	for _, status := range []int{404, 410, 429} {
		link, _ := links.Lookup(status)
		fmt.Println(link.Title, link.Type)
	}
	// Output:
	// Not Found https://api.example.com/errors/not-found
	// Gone https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.11
	// Too Many Requests https://api.example.com/errors/slow-down
}

func ExampleDefault() {
	link, _ := typelinks.Default().Lookup(413)
	fmt.Println(link.Title) // http.StatusText(413) is "Request Entity Too Large"
	// Output: Content Too Large
}

// A service that links to nothing but its own pages.
func ExampleNew() {
	links := typelinks.New(
		typelinks.Link{Status: 404, Title: "Not Found", Type: "/errors/not-found"},
	)
	fmt.Println(links.Lookup(404))
	fmt.Println(links.Lookup(500))
	// Output:
	// {404 Not Found /errors/not-found} true
	// {0  } false
}

// To leave statuses out, pass on those that are wanted.
func ExampleNew_without() {
	var kept []typelinks.Link
	for link := range typelinks.Default().All() {
		if link.Status >= 400 && link.Title != "(Unused)" {
			kept = append(kept, link)
		}
	}
	links := typelinks.New(kept...)

	_, teapot := links.Lookup(418)
	_, notFound := links.Lookup(404)
	fmt.Println(teapot, notFound)
	// Output: false true
}

// The registry holds 418 back as "(Unused)"; a title given here replaces that,
// and the type stays.
func ExampleTable_With() {
	links := typelinks.Default().With(typelinks.Link{Status: 418, Title: "I'm a teapot"})

	teapot, _ := links.Lookup(418)
	fmt.Println(teapot.Title, teapot.Type)
	unchanged, _ := typelinks.Default().Lookup(418)
	fmt.Println(unchanged.Title)
	// Output:
	// I'm a teapot https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.19
	// (Unused)
}

func ExampleTable_Lookup() {
	link, ok := typelinks.Default().Lookup(451)
	fmt.Println(link.Title, ok)

	link, ok = typelinks.Default().Lookup(452)
	fmt.Printf("%q %t\n", link.Title, ok)
	// Output:
	// Unavailable For Legal Reasons true
	// "" false
}

func ExampleTable_All() {
	for link := range typelinks.Default().All() {
		if link.Status >= 500 && link.Status <= 504 {
			fmt.Println(link.Status, link.Title)
		}
	}
	// Output:
	// 500 Internal Server Error
	// 501 Not Implemented
	// 502 Bad Gateway
	// 503 Service Unavailable
	// 504 Gateway Timeout
}

// A server picks a registered type for a clock that is too far off.
func ExampleProblemType() {
	for t := range typelinks.Registered() {
		if t.Title == "Date Not Acceptable" {
			fmt.Println(t.URI)
			fmt.Println(t.Status)
			fmt.Println(t.Reference)
		}
	}
	// Output:
	// https://iana.org/assignments/http-problem-types#date
	// 400
	// RFC 9458 section 6.5.2
}

func ExampleRegistered() {
	for t := range typelinks.Registered() {
		fmt.Println(t.Status, t.Title)
	}
	// Output:
	// 0 See HTTP Status Code
	// 400 Date Not Acceptable
	// 400 Oblivious HTTP key configuration not acceptable
	// 400 Unsupported Hashing Algorithms
	// 400 Invalid Digest Values
	// 400 Mismatched Digest Values
}
