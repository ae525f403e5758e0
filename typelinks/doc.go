// Package typelinks knows what the HTTP status codes are called and where they
// are explained, so that a problem that is nothing but a status can still carry
// a title and a type that says more than about:blank.
//
// [Default] holds every status that IANA has assigned:
//
//	link, ok := typelinks.Default().Lookup(422)
//	// link.Title is "Unprocessable Content"
//	// link.Type is "https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.21"
//
// # A table of your own
//
// Clients recognise a problem by its type, RFC 9457 section 3.1.1, so a type that
// has been sent is part of an API. A service that documents its errors itself lays its own links
// over the default ones; what is left empty stays as it was:
//
//	var links = typelinks.Default().With(
//		typelinks.Link{Status: 404, Type: "https://api.example.com/errors/not-found"},
//		typelinks.Link{Status: 418, Title: "I'm a teapot"},
//		typelinks.Link{Status: 499, Title: "Client Closed Request", Type: "about:blank"},
//	)
//
// [New] starts from nothing instead, and [New] without links gives a table with
// no links at all. Tables never change: [Table.With] returns a new one, and one
// table may serve all goroutines without a lock.
//
// # Registered problem types
//
// RFC 9457 section 4.2 sets up a registry of problem types that any service may
// use. [Registered] lists them.
//
// # Where the data comes from
//
// The data is generated from a copy of the IANA registries in testdata/iana.
// IANA's phrases are those of RFC 9110, where five differ from the ones that
// net/http.StatusText returns: those of 413, 414, 416, 418 and 422.
package typelinks

//go:generate go run ./internal/generate ../testdata/iana iana_generated.go
