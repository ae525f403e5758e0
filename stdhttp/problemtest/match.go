package problemtest

import (
	"net/http"
	"testing"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

// Match reports an error to t unless resp is the problem want, as far as want
// goes:
//
//   - Content-Type names a format that can be read back, and the body is a
//     valid document of it;
//   - the problem breaks no rule of RFC 9457, and its status is that of the
//     response;
//   - every field of want that is not zero, and every extension, is the same in
//     the response. Extensions are compared as the format writes them, so that
//     30 is json.Number("30") and 30.0, and problem.Violations a list of
//     objects. Lang is compared with Content-Language, and Err with nothing.
//
// A nil want is any problem at all. Match returns the problem that was found,
// for further checks: it is never nil, and is the zero Problem if there was
// none. The body of resp can be read again afterwards.
func Match(t testing.TB, resp *http.Response, want *problem.Problem) *problem.Problem {
	t.Helper()
	return Options{}.Match(t, resp, want)
}

// Equal is like [Match], but members that want does not have are errors too.
// A want without a type is "about:blank"; a Lang that is empty is not compared.
func Equal(t testing.TB, resp *http.Response, want *problem.Problem) *problem.Problem {
	t.Helper()
	return Options{}.Equal(t, resp, want)
}

// Options says what responses may look like. The zero value is what the
// functions of this package use.
type Options struct {
	// Formats are the formats that problems may come in. Nil means
	// [encode.Default], of which JSON and XML can be read back. A service that
	// labels its problems application/json, or has a format of its own, gives
	// the registry that its Responder has.
	Formats *encode.Registry
}

// Match is like the function [Match].
func (o Options) Match(t testing.TB, resp *http.Response, want *problem.Problem) *problem.Problem {
	t.Helper()
	return o.check(t, resp, want, false)
}

// Equal is like the function [Equal].
func (o Options) Equal(t testing.TB, resp *http.Response, want *problem.Problem) *problem.Problem {
	t.Helper()
	return o.check(t, resp, want, true)
}

func (o Options) check(t testing.TB, resp *http.Response, want *problem.Problem, exact bool) *problem.Problem {
	t.Helper()
	if want == nil {
		want = new(problem.Problem)
	}
	if resp == nil {
		t.Error("problemtest: there is no response")
		return new(problem.Problem)
	}
	var d differences
	body, err := read(resp)
	if err != nil {
		d.note("the body broke off: %v", err)
	}
	if want.Status != 0 && resp.StatusCode != want.Status {
		d.differ("status of the response", want.Status, resp.StatusCode)
	}
	if lang := resp.Header.Get("Content-Language"); want.Lang != "" && lang != want.Lang {
		d.differ("Content-Language", want.Lang, lang)
	}
	got := new(problem.Problem)
	if format := o.decoder(resp, &d); format != nil && err == nil {
		if err := format.Decode(body, got); err != nil {
			d.note("the body cannot be read: %v", err)
		} else {
			d.problems(resp.StatusCode, format, want, got, exact)
		}
	}
	if d.any() {
		t.Errorf("%snot the problem that was wanted%s", about(resp), d.report(resp, body))
	}
	return got
}

// decoder returns what can read the content of resp; it adds a difference if
// nothing can. Unlike [encode.Registry.Decode] it takes no format for another
// that it resembles: a problem that calls itself application/json is a mistake
// unless the registry says otherwise.
func (o Options) decoder(resp *http.Response, d *differences) encode.Decoder {
	formats := o.Formats
	if formats == nil {
		formats = encode.Default()
	}
	got := resp.Header.Get("Content-Type")
	if f, ok := formats.Lookup(got); ok {
		if decoder, ok := f.(encode.Decoder); ok {
			return decoder
		}
	}
	var want []string
	for f := range formats.All() {
		if _, ok := f.(encode.Decoder); ok {
			want = append(want, f.ContentType())
		}
	}
	d.contentType(want, got)
	return nil
}
