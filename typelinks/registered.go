package typelinks

import (
	"iter"
	"slices"
)

// A ProblemType is an entry of the IANA registry "HTTP Problem Types", RFC 9457
// section 4.2. The zero value describes nothing.
type ProblemType struct {
	// URI is what a problem of this type has as its "type" member.
	URI string

	// Title is the name of the type in the registry. Senders word the "title"
	// member differently, even in the RFCs' own examples, so it is no means to
	// recognise a type by.
	Title string

	// Status is the recommended HTTP status, or zero if the registry recommends
	// none, as for about:blank.
	Status int

	// Reference names the document and section that define the type.
	Reference string
}

// Registered returns the problem types that IANA has registered, in the order
// of the registry. Types that drafts ask for are not among them. It is safe for
// concurrent use, and the sequence can be ranged over any number of times.
func Registered() iter.Seq[ProblemType] {
	return slices.Values(ianaProblemTypes)
}
