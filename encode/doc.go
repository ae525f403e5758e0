// Package encode turns problems into documents and back: JSON, XML, HTML and
// text, behind a registry that picks one of them by what a client accepts.
//
// A [Format] appends the document for a problem to a buffer:
//
//	doc, err := encode.JSON{}.Append(nil, p)
//
// [JSON] and [XML] are for programs and are read back by the Decode method
// that makes them a [Decoder]; [HTML] and [Text] are for people. All are plain
// values: their zero values are ready to use, and none writes Problem.Err.
//
// # Choosing a format
//
// A [Registry] holds formats in order of preference. [Default] has all four.
// Hand [Registry.Negotiate] every Accept field line of a request:
//
//	f, ok := encode.Default().Negotiate(r.Header.Values("Accept")...)
//
// There is always a format to answer with, for an error must not get lost
// because a client did not foresee it; ok says whether the client accepts it.
// The format that a client weighs highest wins, then the one that it names
// most exactly, then the one that comes first in the registry. So browsers,
// which send text/html along with */*, get a page, and clients that say
// nothing get JSON. Clients of application/json, or of a type such as
// application/vnd.api+json, get problem+json; [docs/negotiation.md] has
// every rule.
//
// # Reading problems
//
// [Registry.Decode] reads a document by its Content-Type:
//
//	var p problem.Problem
//	err := encode.Default().Decode(resp.Header.Get("Content-Type"), body, &p)
//
// An error that wraps [ErrNoDecoder] says that the document is no problem, but
// an image, say; a [problem.SyntaxError], that it is broken.
//
// # A registry of your own
//
// Registries do not change. [Registry.With] returns another one, in which a
// format takes the place of the one of the same type, or the last place:
//
//	formats := encode.Default().With(encode.HTML{Template: page}, YAML{})
//
// [NewRegistry] starts afresh. A type may be there twice under two labels, as
// for clients that take nothing for JSON but application/json:
//
//	formats := encode.NewRegistry(encode.JSON{}, encode.JSON{Type: "application/json"}, encode.Text{})
//
// # A format of your own
//
// A format is two methods, ContentType and Append. Keep to what [Format] asks,
// and let [github.com/goproblem/problemdetails/encode/encodetest] find out
// whether you did; [docs/custom-format.md] shows one.
//
// [docs/negotiation.md]: https://github.com/goproblem/problemdetails/blob/HEAD/docs/negotiation.md
// [docs/custom-format.md]: https://github.com/goproblem/problemdetails/blob/HEAD/docs/custom-format.md
package encode
