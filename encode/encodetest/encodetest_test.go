package encodetest_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/encode/encodetest"
	"github.com/goproblem/problemdetails/problem"
)

func TestRunOwnFormats(t *testing.T) { // not parallel: it counts allocations
	for f := range encode.Default().All() {
		t.Run(f.ContentType(), func(t *testing.T) {
			encodetest.Options{Allocs: -1}.Run(t, f)
		})
	}
	t.Run("indented JSON", func(t *testing.T) { encodetest.Options{Allocs: -1}.Run(t, encode.JSON{Indent: "\t"}) })
	t.Run("indented XML", func(t *testing.T) { encodetest.Options{Allocs: -1}.Run(t, encode.XML{Indent: "  "}) })
	t.Run("JSON of encoding/json", func(t *testing.T) { encodetest.Run(t, encode.JSON{Marshal: json.Marshal}) })
}

// A broken format is JSON with a fault: one of its methods is replaced.
type broken struct {
	typ    func() string
	append func(dst []byte, p *problem.Problem) ([]byte, error)
}

func (f broken) ContentType() string {
	if f.typ != nil {
		return f.typ()
	}
	return "application/x-broken"
}

func (f broken) Append(dst []byte, p *problem.Problem) ([]byte, error) {
	if f.append != nil {
		return f.append(dst, p)
	}
	return p.AppendJSON(dst)
}

// A brokenDecoder is a broken format that decodes, unless told how, like JSON.
type brokenDecoder struct {
	broken
	decode func(data []byte, p *problem.Problem) error
}

func (f brokenDecoder) Decode(data []byte, p *problem.Problem) error {
	if f.decode != nil {
		return f.decode(data, p)
	}
	return encode.JSON{}.Decode(data, p)
}

func typed(s string) encode.Format { return broken{typ: func() string { return s }} }

func appending(f func(dst []byte, p *problem.Problem) ([]byte, error)) encode.Format {
	return broken{append: f}
}

func decoding(f func(data []byte, p *problem.Problem) error) encode.Format {
	return brokenDecoder{decode: f}
}

func faultless(p *problem.Problem) *problem.Problem {
	if p == nil {
		return &problem.Problem{}
	}
	return p
}

func TestCheckFaults(t *testing.T) {
	t.Parallel()
	var calls atomic.Int64
	var last atomic.Pointer[[]byte]
	buffer := make([]byte, 0, 1<<20)
	tests := []struct {
		name string
		f    encode.Format
		o    encodetest.Options
		want string // a part of the error
	}{
		{"no format", nil, encodetest.Options{}, "the format is nil"},
		{"no content type", typed(""), encodetest.Options{}, "content type"},
		{"content type without a subtype", typed("json"), encodetest.Options{}, "content type"},
		{"content type that is a range", typed("text/*"), encodetest.Options{}, "is a range"},
		{"content type with a line break", typed("text/plain\r\n"), encodetest.Options{}, "content type"},
		{"content type with a broken parameter", typed("text/plain; charset"), encodetest.Options{}, "content type"},
		{"content type that changes", broken{typ: func() string { return fmt.Sprintf("a/b%d", calls.Add(1)) }}, encodetest.Options{}, "after Append"},
		{"panic on nil", appending(func(dst []byte, p *problem.Problem) ([]byte, error) {
			return append(dst, p.Title+"{}"...), nil
		}), encodetest.Options{}, "panic"},
		{"another document for nil", appending(func(dst []byte, p *problem.Problem) ([]byte, error) {
			if p == nil {
				return append(dst, "null"...), nil
			}
			return p.AppendJSON(dst)
		}), encodetest.Options{}, "a nil problem gives"},
		{"panic on an odd value", appending(func(dst []byte, p *problem.Problem) ([]byte, error) {
			for _, v := range faultless(p).Extensions {
				if m, ok := v.(json.Marshaler); ok {
					_, _ = m.MarshalJSON()
				}
			}
			return p.AppendJSON(dst)
		}), encodetest.Options{}, "panic: encodetest: MarshalJSON"},
		{"error for an ordinary problem", appending(func(dst []byte, p *problem.Problem) ([]byte, error) {
			if len(faultless(p).Detail) > 1000 {
				return dst, errors.New("too long")
			}
			return p.AppendJSON(dst)
		}), encodetest.Options{}, "too long"},
		{"no document", appending(func(dst []byte, _ *problem.Problem) ([]byte, error) { return dst, nil }), encodetest.Options{}, "wrote nothing"},
		{"error that names no member", appending(func(dst []byte, p *problem.Problem) ([]byte, error) {
			b, err := p.AppendJSON(dst)
			if err != nil {
				return dst, errors.New("cannot encode")
			}
			return b, nil
		}), encodetest.Options{}, "does not wrap a *problem.MemberError"},
		{"error that names another member", appending(func(dst []byte, p *problem.Problem) ([]byte, error) {
			b, err := p.AppendJSON(dst)
			if err != nil {
				return dst, &problem.MemberError{Name: "before", Err: err}
			}
			return b, nil
		}), encodetest.Options{}, `is blamed on "before"`},
		{"error for what is not to blame", appending(func(dst []byte, p *problem.Problem) ([]byte, error) {
			if p := faultless(p); p.Extensions["zafter"] != nil {
				for name := range p.Extensions {
					if name != "before" && name != "zafter" {
						return dst, &problem.MemberError{Name: name, Err: errors.New("odd")}
					}
				}
				return dst, &problem.MemberError{Name: "before", Err: errors.New("odd")}
			}
			return p.AppendJSON(dst)
		}), encodetest.Options{}, "without the member that it blamed"},
		{"half a document", appending(func(dst []byte, p *problem.Problem) ([]byte, error) {
			b, err := p.AppendJSON(dst)
			if err != nil {
				return append(dst, `{"title":`...), err
			}
			return b, nil
		}), encodetest.Options{}, "left"},
		{"document in front", appending(func(dst []byte, p *problem.Problem) ([]byte, error) {
			b, err := p.AppendJSON(nil)
			return append(b, dst...), err
		}), encodetest.Options{}, "returned"},
		{"nil for an error", appending(func(dst []byte, p *problem.Problem) ([]byte, error) {
			b, err := p.AppendJSON(dst)
			if err != nil {
				return nil, err
			}
			return b, nil
		}), encodetest.Options{}, "returned"},
		{"buffer overwritten", appending(func(dst []byte, p *problem.Problem) ([]byte, error) {
			clear(dst)
			return p.AppendJSON(dst)
		}), encodetest.Options{}, "changed what was in the buffer"},
		{"cause as a member", appending(func(dst []byte, p *problem.Problem) ([]byte, error) {
			if p := faultless(p); p.Err != nil {
				return append(dst, p.Error()...), nil
			}
			return p.AppendJSON(dst)
		}), encodetest.Options{}, "shows the Err of the problem"},
		{"cause of an inner problem", appending(func(dst []byte, p *problem.Problem) ([]byte, error) {
			for _, v := range faultless(p).Extensions {
				if inner, ok := v.(*problem.Problem); ok && inner != nil {
					return append(dst, inner.Error()...), nil
				}
			}
			return p.AppendJSON(dst)
		}), encodetest.Options{}, "shows the Err of a problem in an extension"},
		{"order of the map", appending(func(dst []byte, p *problem.Problem) ([]byte, error) {
			dst = append(dst, "{"...)
			for name := range faultless(p).Extensions {
				dst = append(dst, name...)
			}
			return append(dst, "}"...), nil
		}), encodetest.Options{}, "there are two documents"},
		{"counter in the document", appending(func(dst []byte, p *problem.Problem) ([]byte, error) {
			return fmt.Appendf(dst, "%d", calls.Add(1)), nil
		}), encodetest.Options{}, "same bytes"},
		{"problem changed", appending(func(dst []byte, p *problem.Problem) ([]byte, error) {
			if p != nil && p.Type == "" {
				p.Type = problem.BlankType
			}
			return p.AppendJSON(dst)
		}), encodetest.Options{}, "Append changes the problem"},
		{"extension added", appending(func(dst []byte, p *problem.Problem) ([]byte, error) {
			if p := faultless(p); p.Extensions["zafter"] != nil {
				p.Extensions["added"] = 1
			}
			return p.AppendJSON(dst)
		}), encodetest.Options{}, "the problem is changed"},
		{"one buffer for all", appending(func(dst []byte, p *problem.Problem) ([]byte, error) {
			if dst == nil {
				dst = buffer
			}
			return p.AppendJSON(dst)
		}), encodetest.Options{}, "shares its buffer"},
		{"buffer remembered", appending(func(dst []byte, p *problem.Problem) ([]byte, error) {
			if p := faultless(p); p.Status == 403 && p.Extensions == nil {
				if b := last.Load(); b != nil && dst == nil {
					return *b, nil
				}
				b, err := p.AppendJSON(dst)
				if dst == nil {
					last.Store(&b)
				}
				return b, err
			}
			return p.AppendJSON(dst)
		}), encodetest.Options{}, "it is kept"},
		{"less in a small buffer", appending(func(dst []byte, p *problem.Problem) ([]byte, error) {
			b, err := p.AppendJSON(dst)
			if cap(dst) == 1 {
				return b[:1], err
			}
			return b, err
		}), encodetest.Options{}, "in a buffer for 1 bytes"},
		{"decoder that loses extensions", decoding(func(data []byte, p *problem.Problem) error {
			err := encode.JSON{}.Decode(data, p)
			p.Extensions = nil
			return err
		}), encodetest.Options{}, "round trip"},
		{"decoder that loses a member", decoding(func(data []byte, p *problem.Problem) error {
			err := encode.JSON{}.Decode(data, p)
			p.Instance = ""
			return err
		}), encodetest.Options{Lossy: true}, `the member "instance"`},
		{"decoder that loses digits", decoding(func(data []byte, p *problem.Problem) error {
			if err := (encode.JSON{}).Decode(data, p); err != nil {
				return err
			}
			for name, v := range p.Extensions {
				if n, ok := v.(json.Number); ok {
					p.Extensions[name], _ = n.Float64()
				}
			}
			return nil
		}), encodetest.Options{}, "round trip"},
		{"decoder that loses what is nested", decoding(func(data []byte, p *problem.Problem) error {
			if err := (encode.JSON{}).Decode(data, p); err != nil {
				return err
			}
			for name, v := range p.Extensions {
				if _, ok := v.(map[string]any); ok {
					p.Extensions[name] = "object"
				}
			}
			return nil
		}), encodetest.Options{}, "round trip"},
		{"decoder that loses an element", decoding(func(data []byte, p *problem.Problem) error {
			if err := (encode.JSON{}).Decode(data, p); err != nil {
				return err
			}
			for name, v := range p.Extensions {
				if l, ok := v.([]any); ok {
					p.Extensions[name] = l[1:]
				}
			}
			return nil
		}), encodetest.Options{}, "round trip"},
		{"decoder that changes a name within", decoding(func(data []byte, p *problem.Problem) error {
			return encode.JSON{}.Decode(bytes.ReplaceAll(data, []byte(`"per_day"`), []byte(`"per-day"`)), p)
		}), encodetest.Options{}, `the members of "/limits"`},
		{"decoder that refuses its own documents", decoding(func([]byte, *problem.Problem) error {
			return &problem.SyntaxError{Err: errors.New("no")}
		}), encodetest.Options{}, "does not decode"},
		{"decoder of what cannot be written", decoding(func(data []byte, p *problem.Problem) error {
			err := encode.JSON{}.Decode(data, p)
			if p.Extensions != nil {
				p.Extensions["type"] = "x"
			}
			return err
		}), encodetest.Options{Lossy: true}, "cannot be written"},
		{"decoder that adds to it each time", decoding(func(data []byte, p *problem.Problem) error {
			err := encode.JSON{}.Decode(data, p)
			p.Extensions = problem.Extensions{"size": len(data)}
			return err
		}), encodetest.Options{Lossy: true}, "was decoded and written"},
		{"decoder that keeps what was there", decoding(func(data []byte, p *problem.Problem) error {
			lang := p.Lang
			err := encode.JSON{}.Decode(data, p)
			p.Lang = lang
			return err
		}), encodetest.Options{}, "what was there"},
		{"decoder that changes the document", decoding(func(data []byte, p *problem.Problem) error {
			defer clear(data)
			return encode.JSON{}.Decode(data, p)
		}), encodetest.Options{}, "the document has become"},
		{"decoder that keeps the document", decoding(func(data []byte, p *problem.Problem) error {
			if err := (encode.JSON{}).Decode(data, p); err != nil {
				return err
			}
			if len(p.Extensions) > 0 {
				p.Extensions["raw"] = data
			}
			return nil
		}), encodetest.Options{Lossy: true}, "the buffer that it was decoded from"},
		{"decoder that panics", decoding(func(data []byte, p *problem.Problem) error {
			if len(data) > 0 && data[len(data)-1] != '}' {
				panic("short")
			}
			return encode.JSON{}.Decode(data, p)
		}), encodetest.Options{}, "panic: short"},
		{"decoder with another error", decoding(func(data []byte, p *problem.Problem) error {
			if err := (encode.JSON{}).Decode(data, p); err != nil {
				return errors.New(err.Error())
			}
			return nil
		}), encodetest.Options{}, "does not wrap a *problem.SyntaxError"},
		{"decoder with an impossible offset", decoding(func(data []byte, p *problem.Problem) error {
			if err := (encode.JSON{}).Decode(data, p); err != nil {
				return &problem.SyntaxError{Offset: int64(len(data)) + 1, Err: err}
			}
			return nil
		}), encodetest.Options{}, "is not within"},
		{"decoder with a negative offset", decoding(func(data []byte, p *problem.Problem) error {
			if err := (encode.JSON{}).Decode(data, p); err != nil {
				return &problem.SyntaxError{Offset: -1, Err: err}
			}
			return nil
		}), encodetest.Options{}, "is not within"},
		{"decoder that gives half a problem", decoding(func(data []byte, p *problem.Problem) error {
			var q problem.Problem
			err := encode.JSON{}.Decode(data, &q)
			*p = q
			return err
		}), encodetest.Options{}, "although Decode failed"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if err := tt.o.Check(tt.f); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Check: %v; want an error with %q", err, tt.want)
			}
		})
	}
}

// TestCheckShared has a format that cannot do two things at once.
func TestCheckShared(t *testing.T) {
	t.Parallel()
	var busy atomic.Int64
	f := appending(func(dst []byte, p *problem.Problem) ([]byte, error) {
		defer busy.Add(-1)
		meet := busy.Add(1)
		for range 20 {
			runtime.Gosched()
			meet = max(meet, busy.Load())
		}
		if meet > 1 {
			return append(dst, "busy"...), nil
		}
		return p.AppendJSON(dst)
	})
	err := encodetest.Options{}.Check(f)
	if want := "among goroutines"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("Check: %v; want an error with %q", err, want)
	}
}

func TestCheckAllocs(t *testing.T) { // not parallel: it counts allocations
	f := appending(func(dst []byte, p *problem.Problem) ([]byte, error) {
		b, err := p.AppendJSON(nil)
		if err != nil {
			return dst, err
		}
		return append(dst, b...), nil
	})
	for _, tt := range []struct {
		allocs int
		ok     bool
	}{{0, true}, {-1, false}, {1, false}, {100, true}} {
		err := encodetest.Options{Allocs: tt.allocs}.Check(f)
		if tt.ok && err != nil || !tt.ok && (err == nil || !strings.Contains(err.Error(), "allocates")) {
			t.Errorf("Check with Allocs %d: %v; want an error: %t", tt.allocs, err, !tt.ok)
		}
	}
}

// A recorder keeps what Run reports.
type recorder struct {
	testing.TB
	errs []string
}

func (*recorder) Helper()            {}
func (r *recorder) Error(a ...any)   { r.errs = append(r.errs, fmt.Sprint(a...)) }
func (r *recorder) Failures() string { return strings.Join(r.errs, "\n") }

func TestRunReports(t *testing.T) {
	t.Parallel()
	var r recorder
	encodetest.Run(&r, broken{})
	if len(r.errs) > 0 {
		t.Errorf("a format without a fault: %s", r.Failures())
	}
	encodetest.Run(&r, brokenDecoder{
		broken: broken{typ: func() string { return "text/*" }},
		decode: func([]byte, *problem.Problem) error { panic("decode") },
	})
	for _, want := range []string{"content type", "round trip", "panic: decode", "what was there", "document kept", "broken documents"} {
		if !strings.Contains(r.Failures(), want) {
			t.Errorf("nothing is reported of %q:\n%s", want, r.Failures())
		}
	}
	if len(r.errs) != 5 {
		t.Errorf("%d faults are reported, want 5:\n%s", len(r.errs), r.Failures())
	}
}
