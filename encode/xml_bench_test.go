package encode_test

import (
	"encoding/xml"
	"testing"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

// xmlStruct is what one would give to encoding/xml.
type xmlStruct struct {
	XMLName  xml.Name `xml:"urn:ietf:rfc:7807 problem"`
	Type     string   `xml:"type,omitempty"`
	Title    string   `xml:"title,omitempty"`
	Status   int      `xml:"status,omitempty"`
	Detail   string   `xml:"detail,omitempty"`
	Instance string   `xml:"instance,omitempty"`
}

func outOfCredit() *problem.Problem {
	return &problem.Problem{
		Type:     "https://example.com/probs/out-of-credit",
		Title:    "You do not have enough credit.",
		Status:   403,
		Detail:   "Your current balance is 30, but that costs 50.",
		Instance: "/account/12345/msgs/abc",
	}
}

func BenchmarkXML(b *testing.B) {
	p := outOfCredit()
	b.Run("Append", func(b *testing.B) {
		buf := make([]byte, 0, 4096)
		b.ReportAllocs()
		for b.Loop() {
			if _, err := (encode.XML{}).Append(buf, p); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Append with extensions", func(b *testing.B) {
		p := p.With(problem.Problem{Extensions: problem.Extensions{
			"balance":  30,
			"accounts": []string{"/account/12345", "/account/67890"},
			"errors":   problem.Violations{{Detail: "must be a positive integer", Pointer: "#/age"}},
		}})
		buf := make([]byte, 0, 4096)
		b.ReportAllocs()
		for b.Loop() {
			if _, err := (encode.XML{}).Append(buf, p); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("encoding/xml of a struct", func(b *testing.B) {
		s := xmlStruct{Type: p.Type, Title: p.Title, Status: p.Status, Detail: p.Detail, Instance: p.Instance}
		b.ReportAllocs()
		for b.Loop() {
			if _, err := xml.Marshal(s); err != nil {
				b.Fatal(err)
			}
		}
	})
}
