package encode

import (
	"errors"
	"fmt"
	"iter"
	"slices"

	"github.com/goproblem/problemdetails/problem"
)

// ErrNoDecoder reports a document of a media type that no format of the
// registry reads. [Registry.Decode] wraps it with the name of the type.
var ErrNoDecoder = errors.New("encode: no decoder for this media type")

// A Registry is a list of formats in order of preference. It finds one of them
// by name or by what a client accepts.
//
// The zero Registry is empty, and a nil *Registry behaves like it. A Registry
// never changes, so that any number of goroutines may use it.
type Registry struct {
	offers []offer
	labels [64][]label // by slot
	json   int         // the first offer that application/*+json means, or none
	xml    int         // the first offer that application/*+xml means, or none
}

// An offer is a format and what its content type says.
type offer struct {
	format Format
	name   string // type/subtype in lower case; empty if the content type is malformed
	params []param
	next   int // the next offer of this name, whose parameters are others; or none
}

// A label is a name that means offers: their own or an alias.
type label struct {
	name  string
	offer int // the first of them; none for an alias whose format is not registered
	alias bool
}

// none is the index of no offer.
const none = -1

// Default returns the registry of all formats of this package, in this order:
// [JSON], [XML], [HTML], [Text].
func Default() *Registry { return defaultRegistry }

var defaultRegistry = NewRegistry(JSON{}, XML{}, HTML{}, Text{})

// NewRegistry returns a registry of these formats, the preferred one first.
// Nil formats are left out. Formats may have the same type/subtype if their
// parameters differ; [Registry.Lookup] and [Registry.Decode] use the first of
// them. A format whose content type is malformed has no name: no range but */*
// matches it.
func NewRegistry(formats ...Format) *Registry {
	r := &Registry{}
	for _, f := range formats {
		if f != nil {
			r.offers = append(r.offers, newOffer(f))
		}
	}
	r.index()
	return r
}

// With returns a registry that has these formats too. A format with the same
// type/subtype as others takes the place of the first of them and displaces
// the rest, whatever their parameters are; any other is added at the end. r
// does not change, and nil is the empty registry.
func (r *Registry) With(formats ...Format) *Registry {
	n := &Registry{}
	if r != nil {
		n.offers = slices.Clone(r.offers)
	}
	for _, f := range formats {
		if f != nil {
			n.offers = replace(n.offers, newOffer(f))
		}
	}
	n.index()
	return n
}

func newOffer(f Format) offer {
	name, params, _ := parseMediaType(f.ContentType())
	return offer{format: f, name: name, params: params}
}

// replace puts o in the place of the offers of its name, or at the end.
func replace(offers []offer, o offer) []offer {
	same := func(x offer) bool { return o.name != "" && x.name == o.name }
	i := slices.IndexFunc(offers, same)
	if i < 0 {
		return append(offers, o)
	}
	offers[i] = o
	return append(offers[:i+1], slices.DeleteFunc(offers[i+1:], same)...)
}

// aliases are names by which clients ask for another type: older ones, and
// that of the same page for stricter parsers.
var aliases = []struct{ name, means string }{
	{"application/json", jsonType},
	{"text/json", jsonType},
	{"application/xml", xmlType},
	{"text/xml", xmlType},
	{"application/xhtml+xml", htmlType},
}

const (
	jsonType = "application/problem+json"
	xmlType  = "application/problem+xml"
	htmlType = "text/html"
)

// index fills in all that follows from the offers.
func (r *Registry) index() {
	for i := range r.offers {
		o := &r.offers[i]
		o.next = none
		for j := len(r.offers) - 1; j > i; j-- {
			if r.offers[j].name == o.name {
				o.next = j
			}
		}
	}
	for i, o := range r.offers {
		if r.named(o.name) == i {
			r.add(label{name: o.name, offer: i})
		}
	}
	for _, a := range aliases {
		if r.named(a.name) == none {
			r.add(label{a.name, r.named(a.means), true})
		}
	}
	r.json, r.xml = r.named(jsonType), r.named(xmlType)
}

// named returns the index of the first offer with this name in lower case.
func (r *Registry) named(name string) int {
	for i, o := range r.offers {
		if o.name == name && name != "" {
			return i
		}
	}
	return none
}

// slot returns the labels among which one with this name is, if there is one.
// Names that differ in case alone share a slot; few others do.
func (r *Registry) slot(name string) *[]label {
	if name == "" {
		return &r.labels[0]
	}
	last := name[len(name)-1] | 0x20 // in lower case, if it is a letter
	return &r.labels[(uint(len(name))+uint(last))%uint(len(r.labels))]
}

// add adds a label.
func (r *Registry) add(l label) {
	slot := r.slot(l.name)
	*slot = append(*slot, l)
}

// label returns the label with this name, in upper or lower case, or nil.
func (r *Registry) label(name string) *label {
	slot := *r.slot(name)
	for i := range slot {
		if l := &slot[i]; foldEqual(l.name, name) {
			return l
		}
	}
	return nil
}

// Lookup returns the format of this media type, and whether there is one; the
// format is nil if not. It compares type/subtype, without regard to case, and
// ignores parameters. Aliases are not looked at.
func (r *Registry) Lookup(mediaType string) (Format, bool) {
	if r == nil {
		return nil, false
	}
	l := r.label(bareType(mediaType))
	if l == nil || l.alias {
		return nil, false
	}
	return r.offers[l.offer].format, true
}

// Decode replaces all of *p by what a document says, with the [Decoder] that
// the Content-Type field value names. It ignores the parameters and the case
// of the name. application/json and text/json also name the decoder of
// application/problem+json, and application/xml and text/xml that of
// application/problem+xml, unless a format bears that name itself. For any
// other type the error wraps [ErrNoDecoder]; a document that is malformed is a
// [problem.SyntaxError]. With an error, *p is as it was.
func (r *Registry) Decode(contentType string, data []byte, p *problem.Problem) error {
	if r != nil {
		if l := r.label(bareType(contentType)); l != nil && l.offer != none {
			if d, ok := r.offers[l.offer].format.(Decoder); ok {
				return d.Decode(data, p)
			}
		}
	}
	return fmt.Errorf("%w: %.100q", ErrNoDecoder, contentType)
}

// All returns the formats in order of preference.
func (r *Registry) All() iter.Seq[Format] {
	return func(yield func(Format) bool) {
		if r == nil {
			return
		}
		for i := range r.offers {
			if !yield(r.offers[i].format) {
				return
			}
		}
	}
}
