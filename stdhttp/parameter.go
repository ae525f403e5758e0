package stdhttp

import (
	"fmt"
	"net/http"

	"github.com/goproblem/problemdetails/problem"
)

// InvalidParameter returns a 400 about a query or path parameter, by its name
// on the wire: its "errors" member has one entry that names the parameter and
// says what is wrong with it in detail, which is for clients to read; an empty
// detail becomes "is not valid". To report several at once, collect
// [problem.Violations].
func InvalidParameter(name, detail string) error {
	return badRequest(fmt.Sprintf("The parameter %q is not valid.", name),
		problem.Violation{Detail: orDefault(detail, "is not valid"), Parameter: name})
}

// MissingParameter returns a 400 like that of [InvalidParameter] for a
// parameter that must be given and is not.
func MissingParameter(name string) error {
	return badRequest(fmt.Sprintf("The parameter %q is required.", name),
		problem.Violation{Detail: "is required", Parameter: name})
}

// InvalidHeader returns a 400 about a header field of the request, like that
// of [InvalidParameter].
func InvalidHeader(name, detail string) error {
	return badRequest(fmt.Sprintf("The header field %q is not valid.", name),
		problem.Violation{Detail: orDefault(detail, "is not valid"), Header: name})
}

// MissingHeader returns a 400 about a header field that the request must have
// and has not, like that of [InvalidParameter].
func MissingHeader(name string) error {
	return badRequest(fmt.Sprintf("The header field %q is required.", name),
		problem.Violation{Detail: "is required", Header: name})
}

// badRequest returns a 400 with one entry in its "errors" member, the shape
// that RFC 9457, section 3, shows.
func badRequest(detail string, v problem.Violation) *problem.Problem {
	return invalid(http.StatusBadRequest, detail, v)
}

// invalid returns a problem with one entry in its "errors" member.
func invalid(status int, detail string, v problem.Violation) *problem.Problem {
	return &problem.Problem{
		Status:     status,
		Detail:     detail,
		Extensions: problem.Extensions{"errors": problem.Violations{v}},
	}
}

// orDefault returns s, or instead if s is empty.
func orDefault(s, instead string) string {
	if s == "" {
		return instead
	}
	return s
}
