package main

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/danielgtaylor/huma/v2"
	"github.com/go-fuego/fuego"
	gojson "github.com/goccy/go-json"
	iris "github.com/kataras/iris/v12/context"
	kodeart "github.com/kodeart/go-problem"
	moogar "github.com/moogar0880/problems"
	schneider "schneider.vip/problem"

	"github.com/goproblem/problemdetails/docs/benchmarks/internal/bench"
	"github.com/goproblem/problemdetails/docs/benchmarks/internal/floor"
	"github.com/goproblem/problemdetails/docs/benchmarks/internal/sample"
	"github.com/goproblem/problemdetails/problem"
)

// Names of contestants that occur in several workloads. Bars refer to them.
const (
	ours         = "this module"
	floorMemcpy  = "floor: copy of the result"
	floorBare    = "floor: append, no escaping"
	floorTable   = "floor: append, byte table"
	stdStruct    = "encoding/json, struct"
	stdEncoder   = "encoding/json, struct, reused Encoder"
	stdMap       = "encoding/json, map"
	goccyStruct  = "goccy/go-json, struct"
	goccyMap     = "goccy/go-json, map"
	peerMoogar   = "moogar0880/problems"
	peerSchneid  = "schneider.vip/problem"
	peerKodeart  = "kodeart/go-problem"
	peerHuma     = "danielgtaylor/huma"
	peerFuego    = "go-fuego/fuego"
	peerIris     = "kataras/iris"
	noExtensions = "its error type has fixed members"
)

// document is what one would give to a JSON library without a package for
// problems.
type document struct {
	Type     string      `json:"type,omitempty"`
	Title    string      `json:"title,omitempty"`
	Status   int         `json:"status,omitempty"`
	Detail   string      `json:"detail,omitempty"`
	Instance string      `json:"instance,omitempty"`
	Account  string      `json:"account,omitempty"`
	Balance  int         `json:"balance,omitempty"`
	Errors   []violation `json:"errors,omitempty"`
}

type violation struct {
	Detail  string `json:"detail,omitempty"`
	Pointer string `json:"pointer,omitempty"`
}

func violations() []violation {
	var list []violation
	for _, v := range sample.Violations() {
		list = append(list, violation{v.Detail, v.Pointer})
	}
	return list
}

func documentOf(p *problem.Problem) *document {
	return &document{Type: p.Type, Title: p.Title, Status: p.Status, Detail: p.Detail, Instance: p.Instance}
}

func mapOf(p *problem.Problem) map[string]any {
	return map[string]any{"type": p.Type, "title": p.Title, "status": p.Status, "detail": p.Detail, "instance": p.Instance}
}

// extensions are the three members for packages with dynamic extensions.
func extensions() map[string]any {
	return map[string]any{"account": sample.Account, "balance": sample.Balance, "errors": violations()}
}

// produces makes a contestant of a function that returns a document; each
// document must pass same.
func produces(name string, same func([]byte) error, f func() ([]byte, error)) bench.Contestant {
	return bench.Contestant{
		Name: name,
		Batch: func(n int) {
			for range n {
				if _, err := f(); err != nil {
					panic(err)
				}
			}
		},
		Check: func() error {
			b, err := f()
			if err != nil {
				return err
			}
			return same(b)
		},
	}
}

// appends makes a contestant of a function that appends to a reused buffer.
func appends(name string, same func([]byte) error, f func(dst []byte) ([]byte, error)) bench.Contestant {
	var buf []byte
	return produces(name, same, func() (_ []byte, err error) {
		buf, err = f(buf[:0])
		return buf, err
	})
}

// reusedEncoder makes a contestant of an encoder that writes v to a buffer
// which keeps its memory.
func reusedEncoder[E interface{ Encode(any) error }](name string, same func([]byte) error, v any, encoder func(*bytes.Buffer) E) bench.Contestant {
	var buf bytes.Buffer
	enc := encoder(&buf)
	return produces(name, same, func() ([]byte, error) {
		buf.Reset()
		err := enc.Encode(v)
		return buf.Bytes(), err
	})
}

func stdlib(b *bytes.Buffer) *json.Encoder { return json.NewEncoder(b) }

// noted adds a note.
func noted(c bench.Contestant, note string) bench.Contestant {
	c.Note = note
	return c
}

// cannot is a contestant that cannot do the work.
func cannot(name, why string) bench.Contestant { return bench.Contestant{Name: name, Cannot: why} }

func encodePlain() bench.Workload {
	p := sample.Plain()
	want := must(json.Marshal(documentOf(p)))
	same := func(b []byte) error { return sameJSON(b, want) }
	doc, m := documentOf(p), mapOf(p)

	moogarProblem := moogar.New().WithType(p.Type).WithTitle(p.Title).WithStatus(p.Status).WithDetail(p.Detail).WithInstance(p.Instance)
	schneiderProblem := schneider.New(schneider.Type(p.Type), schneider.Title(p.Title), schneider.Status(p.Status),
		schneider.Detail(p.Detail), schneider.Instance(p.Instance))
	kodeartProblem := kodeart.New().WithType(p.Type).WithTitle(p.Title).WithStatus(p.Status).WithDetail(p.Detail).WithInstance(p.Instance)
	irisProblem := iris.NewProblem().Type(p.Type).Title(p.Title).Status(p.Status).Detail(p.Detail).Instance(p.Instance)
	humaModel := &huma.ErrorModel{Type: p.Type, Title: p.Title, Status: p.Status, Detail: p.Detail, Instance: p.Instance}
	fuegoError := fuego.HTTPError{Type: p.Type, Title: p.Title, Status: p.Status, Detail: p.Detail, Instance: p.Instance}

	return bench.Workload{
		Name:  "encode",
		Text:  fmt.Sprintf("The five standard members as JSON, %d bytes.", len(want)),
		Bytes: len(want),
		Contestants: []bench.Contestant{
			appends(ours, same, p.AppendJSON),
			noted(produces(ours+", MarshalJSON", same, p.MarshalJSON), "a new slice each time"),
			appends(floorMemcpy, same, func(b []byte) ([]byte, error) { return append(b, want...), nil }),
			appends(floorBare, same, func(b []byte) ([]byte, error) { return floor.Bare(b, p), nil }),
			appends(floorTable, same, func(b []byte) ([]byte, error) { return floor.Table(b, p), nil }),
			produces(stdStruct, same, func() ([]byte, error) { return json.Marshal(doc) }),
			reusedEncoder(stdEncoder, same, doc, stdlib),
			produces(stdMap, same, func() ([]byte, error) { return json.Marshal(m) }),
			produces(goccyStruct, same, func() ([]byte, error) { return gojson.Marshal(doc) }),
			produces(goccyMap, same, func() ([]byte, error) { return gojson.Marshal(m) }),
			noted(reusedEncoder(peerMoogar, same, moogarProblem, stdlib), "a struct; with a reused Encoder"),
			produces(peerSchneid, same, schneiderProblem.MarshalJSON),
			produces(peerKodeart, same, kodeartProblem.MarshalJSON),
			humaEncodes(same, humaModel),
			noted(reusedEncoder(peerFuego, same, fuegoError, stdlib), "a struct; with a reused Encoder"),
			noted(reusedEncoder(peerIris, same, irisProblem, stdlib), "a map; with a reused Encoder"),
		},
	}
}

// humaEncodes encodes by huma's default JSON format.
func humaEncodes(same func([]byte) error, model *huma.ErrorModel) bench.Contestant {
	var buf bytes.Buffer
	return noted(produces(peerHuma, same, func() ([]byte, error) {
		buf.Reset()
		err := huma.DefaultJSONFormat.Marshal(&buf, model)
		return buf.Bytes(), err
	}), "a struct; into a reused buffer")
}

func encodeExtended() bench.Workload {
	p := sample.Extended()
	doc := documentOf(p)
	doc.Account, doc.Balance, doc.Errors = sample.Account, sample.Balance, violations()
	want := must(json.Marshal(doc))
	same := func(b []byte) error { return sameJSON(b, want) }
	m := merged(mapOf(p), extensions())
	errs := sample.Violations()

	// moogar0880 recommends to embed its struct.
	moogarProblem := struct {
		moogar.Problem
		Account string      `json:"account"`
		Balance int         `json:"balance"`
		Errors  []violation `json:"errors"`
	}{
		*moogar.New().WithType(p.Type).WithTitle(p.Title).WithStatus(p.Status).WithDetail(p.Detail).WithInstance(p.Instance),
		sample.Account, sample.Balance, violations(),
	}
	schneiderProblem := schneider.New(schneider.Type(p.Type), schneider.Title(p.Title), schneider.Status(p.Status),
		schneider.Detail(p.Detail), schneider.Instance(p.Instance))
	kodeartProblem := kodeart.New().WithType(p.Type).WithTitle(p.Title).WithStatus(p.Status).WithDetail(p.Detail).WithInstance(p.Instance)
	irisProblem := iris.NewProblem().Type(p.Type).Title(p.Title).Status(p.Status).Detail(p.Detail).Instance(p.Instance)
	for name, v := range extensions() {
		schneiderProblem.Append(schneider.Custom(name, v))
		kodeartProblem.WithExtension(name, v)
		irisProblem.Key(name, v)
	}

	return bench.Workload{
		Name:  "encode-extensions",
		Text:  fmt.Sprintf("The five members and a map of three extensions, a string, an int and two violations, as JSON, %d bytes.", len(want)),
		Bytes: len(want),
		Contestants: []bench.Contestant{
			appends(ours, same, p.AppendJSON),
			appends(floorMemcpy, same, func(b []byte) ([]byte, error) { return append(b, want...), nil }),
			noted(appends(floorTable, same, func(b []byte) ([]byte, error) {
				return floor.TableExtensions(b, p, sample.Account, sample.Balance, errs), nil
			}), "members known to the code, no map"),
			noted(produces(stdStruct, same, func() ([]byte, error) { return json.Marshal(doc) }), "members known to the code, no map"),
			noted(reusedEncoder(stdEncoder, same, doc, stdlib), "members known to the code, no map"),
			produces(stdMap, same, func() ([]byte, error) { return json.Marshal(m) }),
			noted(produces(goccyStruct, same, func() ([]byte, error) { return gojson.Marshal(doc) }), "members known to the code, no map"),
			produces(goccyMap, same, func() ([]byte, error) { return gojson.Marshal(m) }),
			noted(reusedEncoder(peerMoogar, same, moogarProblem, stdlib), "members known to the code: embedding; with a reused Encoder"),
			produces(peerSchneid, same, schneiderProblem.MarshalJSON),
			produces(peerKodeart, same, kodeartProblem.MarshalJSON),
			noted(reusedEncoder(peerIris, same, irisProblem, stdlib), "a map; with a reused Encoder"),
			cannot(peerHuma, noExtensions),
			cannot(peerFuego, noExtensions),
		},
	}
}

// must returns v, or panics: for samples, which are known to be right.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
