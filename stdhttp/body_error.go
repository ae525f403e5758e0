package stdhttp

import (
	"compress/flate"
	"compress/gzip"
	"context"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/textproto"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/goproblem/problemdetails/problem"
)

// BodyError turns the failure to read or parse the content of a request into
// the problem that tells the client, with err as its cause:
//
//   - 400 for content that is empty, ends too early or is malformed: JSON
//     (the entry in "errors" has a pointer as far as the decoder knows it, and
//     the detail a position), XML, forms, multipart, compressed or chunked
//     data;
//   - 408 if the deadline for reading has passed (RFC 9110, section 15.5.9);
//   - 413 if it is larger than [http.MaxBytesReader] or a multipart form
//     allows;
//   - 415 if Content-Type is malformed, or not that of a form where one is
//     parsed;
//   - 422 for well-formed content with a value of the wrong type, a member that
//     the decoder does not know, a date, a number or a base64 text that cannot
//     be parsed: with a pointer in "errors" as far as the decoder tells it.
//
// What the client reads is written by this package; the text of err, which may
// name types and files of the program, is for the log. A nil err gives nil.
// What already is a problem, such as [problem.Violations] that UnmarshalJSON
// returned, a context that was canceled or has expired, and every error that
// is not known to be the client's fault, or has a method that panics, are
// returned unchanged: the last becomes a 500.
//
// It knows the errors of encoding/json, and of other JSON packages that name
// their errors likewise, of encoding/xml, mime, mime/multipart, net/http and
// net/url. Pointers are those of the decoder: encoding/json leaves out the
// indexes of arrays and the keys of maps, and of an unknown member it tells
// the name alone; with Go 1.27, or encoding/json/v2, they are complete but for
// that name.
func BodyError(err error) (result error) {
	defer func() {
		if recover() != nil { // in a method of err, which tells nothing then
			result = err
		}
	}()
	if err == nil || isEndless(err) || hasProblem(err) ||
		errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	p := bodyLimit(err)
	if p == nil {
		p = findFault(err)
	}
	if p == nil {
		return err
	}
	p.Err = err
	if errors.Is(err, http.ErrNotMultipart) {
		return WithHeader(p, Accept("multipart/form-data"))
	}
	return p
}

// bodyLimit returns the problem of content that is too large or too slow. The
// packages that parse forms wrap these errors in their own.
func bodyLimit(err error) *problem.Problem {
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return contentTooLarge(tooLarge.Limit)
	case errors.Is(err, multipart.ErrMessageTooLarge):
		return contentTooLarge(0)
	case errors.Is(err, os.ErrDeadlineExceeded):
		return tooSlow()
	default:
		return nil
	}
}

func tooSlow() *problem.Problem {
	return &problem.Problem{
		Status: http.StatusRequestTimeout,
		Detail: "The content of the request took too long to arrive.",
	}
}

// findFault returns the problem of the outermost error in err that is the
// client's fault, or nil.
func findFault(err error) *problem.Problem {
	if err == nil {
		return nil
	}
	if p := bodyFault(err); p != nil {
		return p
	}
	many, one := unwrap(err)
	if p := findFault(one); p != nil {
		return p
	}
	for _, inner := range many {
		if p := findFault(inner); p != nil {
			return p
		}
	}
	return nil
}

// bodyFault returns the problem of err itself, not of what it wraps, or nil.
func bodyFault(err error) *problem.Problem {
	switch err {
	case io.EOF:
		return malformed("The request has no content.")
	case io.ErrUnexpectedEOF:
		return malformed("The content of the request ends too early.")
	case http.ErrNotMultipart:
		return unsupported()
	case http.ErrMissingBoundary:
		return malformed("The Content-Type of the request has no boundary.")
	case http.ErrMissingFile:
		return malformed("A file is missing from the form.")
	case gzip.ErrHeader, gzip.ErrChecksum:
		return malformed("The content of the request is not compressed correctly.")
	}
	switch e := err.(type) {
	case *problem.SyntaxError:
		return malformed(fmt.Sprintf("The content of the request is malformed at byte %d.", e.Offset))
	case *xml.SyntaxError:
		return malformed(fmt.Sprintf("The content of the request is not valid XML, in line %d.", e.Line))
	case xml.UnmarshalError:
		return unprocessable("An element is not as expected.")
	case textproto.ProtocolError:
		return malformed("A part of the content of the request is malformed.")
	case url.EscapeError:
		return malformed("The form is not encoded correctly.")
	case flate.CorruptInputError:
		return malformed("The content of the request is not compressed correctly.")
	case *time.ParseError:
		return unprocessable(invalidTime)
	case *strconv.NumError:
		return unprocessable("A number is not written as expected, or out of range.")
	case base64.CorruptInputError:
		return unprocessable("A text is not valid base64.")
	case *net.ParseError:
		return unprocessable("A network address is not written as expected.")
	}
	text := err.Error()
	if cause, ok := strings.CutPrefix(text, "jsontext: read error: "); ok {
		return readFault(cause)
	}
	if p := jsonFault(err); p != nil {
		return p
	}
	return textFault(text)
}

const invalidTime = "A date or time is not written as expected."

// textFault recognises the errors of the standard library that have neither a
// type nor a variable of their own by what they say.
func textFault(text string) *problem.Problem {
	if name, ok := strings.CutPrefix(text, "json: unknown field "); ok {
		return unknownMember(name)
	}
	for _, known := range []struct {
		prefix string
		make   func() *problem.Problem
	}{
		{"json: invalid use of ,string struct tag, trying to unmarshal ", wrongType},
		{"json: invalid number literal, trying to unmarshal ", wrongType},
		{"math/big: cannot unmarshal ", wrongType},
		{"Time.UnmarshalJSON: ", func() *problem.Problem { return unprocessable(invalidTime) }},
		{"mime: ", unsupported},
		{"multipart: ", malformedForm},
		{"invalid semicolon separator in query", malformedForm},
		{"malformed chunked encoding", malformedChunk},
		{"invalid byte in chunk length", malformedChunk},
	} {
		if strings.HasPrefix(text, known.prefix) {
			return known.make()
		}
	}
	return nil
}

func malformedForm() *problem.Problem { return malformed("The form is malformed.") }

func malformedChunk() *problem.Problem {
	return malformed("The content of the request is not transferred correctly.")
}

// malformed returns a 400 about the content as a whole.
func malformed(detail string) *problem.Problem {
	return invalid(http.StatusBadRequest, detail, problem.Violation{Detail: detail, Pointer: problem.Pointer()})
}

// unsupported returns a 415 about Content-Type.
func unsupported() *problem.Problem {
	return &problem.Problem{
		Status: http.StatusUnsupportedMediaType,
		Detail: "The Content-Type of the request is not one that can be used here.",
	}
}

// unprocessable returns a 422 about a value whose place is not known.
func unprocessable(detail string) *problem.Problem {
	return invalid(http.StatusUnprocessableEntity, detail, problem.Violation{Detail: detail})
}

// wrongType returns a 422 about a value that is not of the type it should be.
func wrongType() *problem.Problem { return unprocessable("A value has the wrong type.") }
