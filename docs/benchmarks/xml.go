package main

import (
	"bytes"
	"encoding/xml"
	"fmt"

	moogar "github.com/moogar0880/problems"
	schneider "schneider.vip/problem"

	"github.com/goproblem/problemdetails/docs/benchmarks/internal/bench"
	"github.com/goproblem/problemdetails/docs/benchmarks/internal/sample"
	"github.com/goproblem/problemdetails/encode"
)

const (
	stdXML        = "encoding/xml, struct"
	stdXMLEncoder = "encoding/xml, struct, reused Encoder"
)

// xmlDocument is what one would give to encoding/xml.
type xmlDocument struct {
	XMLName  xml.Name `xml:"urn:ietf:rfc:7807 problem"`
	Type     string   `xml:"type,omitempty"`
	Title    string   `xml:"title,omitempty"`
	Status   int      `xml:"status,omitempty"`
	Detail   string   `xml:"detail,omitempty"`
	Instance string   `xml:"instance,omitempty"`
}

func encodeXML() bench.Workload {
	p := sample.Plain()
	doc := &xmlDocument{Type: p.Type, Title: p.Title, Status: p.Status, Detail: p.Detail, Instance: p.Instance}
	want := []byte(xml.Header + string(must(xml.Marshal(doc))))
	same := func(b []byte) error { return sameXML(b, want) }

	// The struct that moogar0880's handler makes.
	moogarProblem := &struct {
		XMLName xml.Name `xml:"urn:ietf:rfc:7807 problem"`
		moogar.Problem
	}{Problem: moogar.Problem{Type: p.Type, Title: p.Title, Status: p.Status, Detail: p.Detail, Instance: p.Instance}}
	schneiderProblem := schneider.New(schneider.Type(p.Type), schneider.Title(p.Title), schneider.Status(p.Status),
		schneider.Detail(p.Detail), schneider.Instance(p.Instance))

	return bench.Workload{
		Name:  "xml",
		Text:  fmt.Sprintf("The five standard members as XML (RFC 9457, appendix B), %d bytes.", len(want)),
		Bytes: len(want),
		Contestants: []bench.Contestant{
			appends(ours, same, func(b []byte) ([]byte, error) { return encode.XML{}.Append(b, p) }),
			appends(floorMemcpy, same, func(b []byte) ([]byte, error) { return append(b, want...), nil }),
			noted(produces(stdXML, same, func() ([]byte, error) { return xml.Marshal(doc) }), "without the XML declaration"),
			noted(reusedEncoder(stdXMLEncoder, same, doc, func(b *bytes.Buffer) *xml.Encoder { return xml.NewEncoder(b) }), "without the XML declaration"),
			noted(reusedEncoder(peerMoogar, same, moogarProblem, func(b *bytes.Buffer) *xml.Encoder { return xml.NewEncoder(b) }), "a struct; with a reused Encoder"),
			noted(produces(peerSchneid, same, func() ([]byte, error) { return schneiderProblem.XML(), nil }), "members in random order"),
			cannot(peerKodeart, "has no XML"),
			cannot(peerHuma, "has no XML"),
			cannot(peerFuego, "writes the element HTTPError without the namespace"),
			cannot(peerIris, "writes names in capitals (Type, Title) without the namespace"),
		},
	}
}
