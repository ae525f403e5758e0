package encode

import (
	"errors"

	"github.com/goproblem/problemdetails/problem"
)

// A Format writes problems as documents of one media type.
//
// Implementations are values that do not change, safe for concurrent use, and
// deterministic. They never write Problem.Err. encodetest.Run checks all of
// this for formats of your own.
type Format interface {
	// ContentType returns the Content-Type field value of the documents,
	// verbatim, such as "application/problem+json".
	ContentType() string
	// Append appends the document for p to dst and returns the extended
	// buffer. It writes the whole document or nothing: with an error it
	// returns dst at its old length. When a single extension member is at
	// fault the error is, or wraps, a *problem.MemberError that names it, so
	// that a caller can leave that member out. A nil p is the zero Problem.
	Append(dst []byte, p *problem.Problem) ([]byte, error)
}

// A Decoder is a Format that also reads its documents.
type Decoder interface {
	Format
	// Decode replaces all of *p by what data says, without keeping a
	// reference to data. Members of the wrong type are ignored (RFC 9457,
	// section 3.1). A document that is not well-formed is a
	// *problem.SyntaxError, and *p is left as it was.
	Decode(data []byte, p *problem.Problem) error
}

// errNilProblem reports a call of Decode without a Problem to fill.
var errNilProblem = errors.New("encode: Decode into a nil *problem.Problem")
