package encode_test

import (
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

// hostile has documents of about size bytes that are made to take time or
// memory, by what they have too much of.
func hostile(size int) map[string]string {
	const ns = `<problem xmlns="urn:ietf:rfc:7807"`
	many := func(s string) string { return strings.Repeat(s, size/len(s)+1) }
	list := func(s string) string { return `{"x":[` + many(s+",") + s + `]}` }
	deep := func(open, inner, end string) string {
		levels := problem.MaxDepth - 6
		return strings.Repeat(open, levels) + inner + strings.Repeat(end, levels)
	}
	names := func(format string) string {
		var b strings.Builder
		for i := 0; b.Len() < size; i++ {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	const prefixes = 250
	var declared, repeated, distinct strings.Builder
	for i := range prefixes {
		fmt.Fprintf(&declared, ` xmlns:p%x="u%d"`, i, i)
		fmt.Fprintf(&repeated, ` p%x:b=""`, i)
		fmt.Fprintf(&distinct, ` b%x=""`, i)
	}
	return map[string]string{
		"JSON empty arrays":          list(`[]`),
		"JSON empty objects":         list(`{}`),
		"JSON small objects":         list(`{"":0}`),
		"JSON objects of nine":       list(`{"":0,"a":0,"b":0,"c":0,"d":0,"e":0,"f":0,"g":0,"h":0}`),
		"JSON numbers":               list(`1`),
		"JSON escapes":               list(`"\n"`),
		"JSON invalid UTF-8":         `{"x":"` + many("\xff") + `"}`,
		"JSON nested objects":        list(deep(`{"":`, `0`, `}`)),
		"JSON nested arrays":         list(deep(`[`, ``, `]`)),
		"JSON names":                 `{` + names(`"%d":0,`) + `"":0}`,
		"JSON one name":              `{` + many(`"":0,`) + `"":0}`,
		"JSON digits":                `{"status":` + many("4") + `}`,
		"JSON digits of an exponent": `{"status":4e` + many("0") + `2}`,
		"JSON open arrays":           many("["),
		"JSON space":                 many(" "),
		"XML elements":               ns + `>` + many(`<a/>`) + `</problem>`,
		"XML items":                  ns + `><x>` + many(`<i/>`) + `</x></problem>`,
		"XML names":                  ns + `>` + names(`<a%d/>`) + `</problem>`,
		"XML small objects":          ns + `><x>` + many(`<i><a/></i>`) + `</x></problem>`,
		"XML nested":                 ns + `>` + many(deep(`<a>`, ``, `</a>`)) + `</problem>`,
		"XML references":             ns + `><x>` + many(`&#1114109;`) + `</x></problem>`,
		"XML semicolon far away":     ns + `><x>&` + many(`a`) + `;</x></problem>`,
		"XML comments":               ns + `>` + many(`<!---->`) + `</problem>`,
		"XML CDATA":                  ns + `><x>` + many(`<![CDATA[]]>`) + `</x></problem>`,
		"XML attributes":             ns + `>` + many(`<a`+distinct.String()+`/>`) + `</problem>`,
		"XML attributes of one name": ns + declared.String() + `>` + many(`<a`+repeated.String()+`/>`) + `</problem>`,
		"XML declarations":           ns + `>` + many(`<a`+declared.String()+`/>`) + `</problem>`,
		"XML long namespaces":        ns + ` xmlns:a="` + many("u") + `">` + many(`<a:b a:c=""/>`) + `</problem>`,
		"XML in UTF-16":              string(utf16Doc(ns + `><x>` + many(`ab`) + `&</x></problem>`)),
		"XML in ISO-8859-1":          `<?xml version="1.0" encoding="iso-8859-1"?>` + ns + `><x>` + many("\xe9") + `&</x></problem>`,
		"XML declaration":            `<?xml version="` + many("1") + `"?>`,
		"XML quotes":                 ns + ` a=` + many(`"`) + `>`,
	}
}

func utf16Doc(s string) []byte {
	b := []byte{0xFE, 0xFF}
	for i := range len(s) {
		b = append(b, 0, s[i])
	}
	return b
}

// The time and the memory that a document takes are proportional to its size,
// whatever is in it: docs/limits.md has the factors.
//
// Not parallel: it measures time and memory.
func TestHostileDocuments(t *testing.T) {
	const (
		size      = 100 << 10
		maxMemory = 100 // bytes for each byte of the document
		maxTime   = 60  // times what harmless text takes
	)
	decode := func(doc string) (took time.Duration, memory uint64) {
		contentType := "application/problem+json"
		if strings.HasPrefix(doc, "<") || strings.HasPrefix(doc, "\xFE\xFF") {
			contentType = "application/problem+xml"
		}
		data := []byte(doc)
		var p problem.Problem
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		_ = encode.Default().Decode(contentType, data, &p)
		took = time.Since(start)
		runtime.ReadMemStats(&after)
		return took, after.TotalAlloc - before.TotalAlloc
	}
	best := func(doc string) (time.Duration, uint64) {
		var took []time.Duration
		var memory uint64
		for range 5 {
			d, m := decode(doc)
			took, memory = append(took, d), m
		}
		return slices.Min(took), memory
	}
	harmless, _ := best(`{"x":[` + strings.Repeat(`"some words",`, size/13) + `""]}`)
	docs := hostile(size)
	for _, name := range slices.Sorted(maps.Keys(docs)) {
		took, memory := best(docs[name])
		n := len(docs[name])
		slower := float64(took) / float64(harmless) * size / float64(n)
		t.Logf("%-28s %5.1f times the memory, %5.1f times the time", name, float64(memory)/float64(n), slower)
		if memory > maxMemory*uint64(n) {
			t.Errorf("%s: %d bytes for a document of %d, want at most %d for each", name, memory, n, maxMemory)
		}
		if slower > maxTime && !raceEnabled { // the race detector slows some code down more than other
			t.Errorf("%s: %.0f times as slow as harmless text, want at most %d", name, slower, maxTime)
		}
	}
}
