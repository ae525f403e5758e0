// Package sample has the problems and documents that everybody works on.
package sample

import (
	"fmt"
	"strings"

	"github.com/goproblem/problemdetails/problem"
)

// The three members that Extended adds.
const (
	Account = "/account/12345"
	Balance = 30
)

// Violations returns the two entries of the member errors.
func Violations() problem.Violations {
	return problem.Violations{
		{Detail: "must be a positive integer", Pointer: "#/age"},
		{Detail: "must be 'green', 'red' or 'blue'", Pointer: "#/profile/color"},
	}
}

// Plain returns a problem with the five standard members.
func Plain() *problem.Problem {
	return &problem.Problem{
		Type:     "https://example.com/probs/out-of-credit",
		Title:    "You do not have enough credit.",
		Status:   403,
		Detail:   "Your current balance is 30, but that costs 50.",
		Instance: "/account/12345/transactions/abc",
	}
}

// Extended returns Plain with three extensions: a string, an int and two
// violations.
func Extended() *problem.Problem {
	p := Plain()
	p.Extensions = problem.Extensions{"account": Account, "balance": Balance, "errors": Violations()}
	return p
}

// Names returns n member names in order.
func Names(n int) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprintf("member%05d", i)
	}
	return names
}

// Scripts are what long text may be written in, with a sentence of each.
var Scripts = []struct{ Name, Sentence string }{
	{"ASCII", "The quick brown fox jumps over the lazy dog, again and again. "},
	{"Cyrillic", "Съешь же ещё этих мягких французских булок, да выпей чаю. "},
	{"CJK", "いろはにほへと散りぬるを我が世誰ぞ常ならむ有為の奥山今日越えて。"},
}

// Text returns sentence over and over, n bytes at most, in whole characters.
func Text(sentence string, n int) string {
	text := strings.Repeat(sentence, n/len(sentence)+1)[:n]
	return strings.ToValidUTF8(text, "")
}

// Document returns a problem+json document with extensions, about n bytes long
// but at least 150: the standard members, a number, then what validation would
// find in a large request, with strings, numbers, booleans and nested objects.
func Document(n int) []byte {
	const head = `{"type":"https://example.com/probs/invalid","title":"Invalid","status":422,` +
		`"detail":"The request is not valid.","instance":"/orders/7","balance":30`
	if n <= len(head)+10 {
		return []byte(head + "}")
	}
	var b strings.Builder
	b.WriteString(head + `,"errors":[`)
	for i := 0; b.Len() < n-80 || i == 0; i++ {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"detail":"must be a positive integer","pointer":"#/items/%d/count","given":{"value":%d,"exact":true,"near":[%d.5,null]}}`, i, -i, i)
	}
	b.WriteString("]}")
	return []byte(b.String())
}

// Accept fields of clients.
const (
	Chrome = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7"
	Curl   = "*/*"
	Axios  = "application/json, text/plain, */*"
)

// Hostile returns an Accept field of about n bytes: ranges that match nothing,
// each with a weight, and at the end one that does.
func Hostile(n int) string {
	var b strings.Builder
	for i := 0; b.Len() < n-20; i++ {
		fmt.Fprintf(&b, "a/b%d;q=0.%d, ", i, i%9+1)
	}
	b.WriteString("text/html")
	return b.String()
}
