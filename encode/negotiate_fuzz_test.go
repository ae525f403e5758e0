package encode_test

import (
	"cmp"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/goproblem/problemdetails/encode"
)

// The reference below does what docs/negotiation.md says, one rule at a time
// and with no thought of speed.

const (
	tokenRE  = "[-!#$%&'*+.^_`|~0-9A-Za-z]+"
	quotedRE = `"(?:[\t !#-\[\]-~\x{80}-\x{ff}]|\\[\t -~\x{80}-\x{ff}])*"`
	paramRE  = tokenRE + "=(?:" + tokenRE + "|" + quotedRE + ")"
)

var (
	elementRE = regexp.MustCompile(`^(` + tokenRE + `/` + tokenRE + `)((?:[ \t]*;[ \t]*(?:` + paramRE + `)?)*)$`)
	partRE    = regexp.MustCompile(paramRE)
	weightRE  = regexp.MustCompile(`^(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)$`)
)

// A mediaRange is a parsed element or, without a weight, a content type.
type mediaRange struct {
	name   string
	params map[string][]string // in lower case, without q and charset
	count  int                 // of params
	weight float64
}

func (m mediaRange) typ() string     { return m.name[:strings.IndexByte(m.name, '/')] }
func (m mediaRange) subtype() string { return m.name[strings.IndexByte(m.name, '/')+1:] }

// parseRange reads an element that has been split off. Its bytes are taken as
// Latin-1, so that expressions can speak of them.
func parseRange(s string) (m mediaRange, ok bool) {
	latin := make([]rune, len(s))
	for i := range len(s) {
		latin[i] = rune(s[i])
	}
	parts := elementRE.FindStringSubmatch(strings.Trim(string(latin), " \t"))
	if parts == nil {
		return m, false
	}
	m = mediaRange{name: lowerASCII(parts[1]), params: map[string][]string{}, weight: 1}
	weights := 0
	for _, p := range partRE.FindAllString(parts[2], -1) {
		name, value, _ := strings.Cut(p, "=")
		switch name = lowerASCII(name); name {
		case "q":
			if weights++; weights > 1 || !weightRE.MatchString(value) {
				return m, false
			}
			m.weight, _ = strconv.ParseFloat(value, 64)
		case "charset":
		default:
			if strings.HasPrefix(value, `"`) {
				value = regexp.MustCompile(`(?s)\\(.)`).ReplaceAllString(value[1:len(value)-1], "$1")
			}
			m.params[name] = append(m.params[name], lowerASCII(value))
			m.count++
		}
	}
	return m, true
}

// lowerASCII leaves letters beyond ASCII alone.
func lowerASCII(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

// splitList splits a field line at the commas outside of quotes and leaves out
// empty members.
func splitList(line string) (list []string) {
	inside, start := false, 0
	for i := 0; i <= len(line); i++ {
		switch {
		case i == len(line), line[i] == ',' && !inside:
			if e := strings.Trim(line[start:min(i, len(line))], " \t"); e != "" {
				list = append(list, line[start:min(i, len(line))])
			}
			start = i + 1
		case line[i] == '"':
			inside = !inside
		case line[i] == '\\' && inside && i+1 < len(line):
			i++
		}
	}
	return list
}

// referenceNegotiate returns the index of one of the content types and whether
// it is acceptable.
func referenceNegotiate(contentTypes []string, accept []string) (int, bool) {
	var ranges []mediaRange
	present := false
	for _, line := range accept {
		list := splitList(line)
		present = present || len(list) > 0
		for _, e := range list {
			if m, ok := parseRange(e); ok {
				ranges = append(ranges, m)
			}
		}
	}
	if !present {
		return 0, true
	}

	offers := make([]mediaRange, len(contentTypes))
	registered := map[string]bool{}
	for i, s := range contentTypes {
		if m, ok := parseRange(s); ok && !strings.HasPrefix(m.name, "*/") && !strings.HasSuffix(m.name, "/*") {
			offers[i] = m
			registered[m.name] = true
		}
	}
	alias := map[string]string{
		"application/json": problemJSON, "text/json": problemJSON,
		"application/xml": problemXML, "text/xml": problemXML, "application/xhtml+xml": "text/html",
	}

	// A match is a range that matches an offer.
	type match struct {
		kind   int // 5 name, 4 alias, 3 suffix, 2 type, 1 any
		params int
		weight float64
	}
	better := func(a, b match) int {
		return cmp.Or(cmp.Compare(b.kind, a.kind), cmp.Compare(b.params, a.params), cmp.Compare(b.weight, a.weight))
	}
	counting := make([]match, len(offers))
	for i, o := range offers {
		var plain, suffixes []match
		for _, m := range ranges {
			has := true
			for name, values := range m.params {
				for _, v := range values {
					has = has && slices.Contains(o.params[name], v)
				}
			}
			_, isAlias := alias[m.name]
			switch {
			case m.name == "*/*":
				if has {
					plain = append(plain, match{1, m.count, m.weight})
				}
			case o.name == "":
			case m.subtype() == "*":
				if has && m.typ() == o.typ() {
					plain = append(plain, match{2, m.count, m.weight})
				}
			case registered[m.name]:
				if has && m.name == o.name {
					plain = append(plain, match{5, m.count, m.weight})
				}
			case isAlias:
				if alias[m.name] == o.name {
					plain = append(plain, match{4, 0, m.weight})
				}
			case m.typ() == "application":
				if strings.HasSuffix(m.name, "+json") && o.name == problemJSON || strings.HasSuffix(m.name, "+xml") && o.name == problemXML {
					suffixes = append(suffixes, match{3, 0, m.weight})
				}
			}
		}
		slices.SortFunc(plain, better)
		slices.SortFunc(suffixes, better)
		if len(plain) > 0 {
			counting[i] = plain[0]
		}
		if len(suffixes) > 0 && suffixes[0].weight > 0 && counting[i].kind < 3 && suffixes[0].weight >= counting[i].weight {
			counting[i] = suffixes[0]
		}
		if counting[i].kind == 4 {
			counting[i].kind = 5
		}
	}

	best := -1
	for i, m := range counting {
		if m.weight > 0 && (best < 0 || cmp.Or(cmp.Compare(m.weight, counting[best].weight), cmp.Compare(m.kind, counting[best].kind), cmp.Compare(m.params, counting[best].params)) > 0) {
			best = i
		}
	}
	if best >= 0 {
		return best, true
	}
	for i, m := range counting {
		if m.kind == 0 {
			return i, false
		}
	}
	return 0, false
}

// menus are what the fuzz test has on offer.
var menus = [][]string{
	{problemJSON, problemXML, htmlPage, plainText},
	{plainText, htmlPage, problemXML, problemJSON},
	{problemJSON, "application/json", "text/xml", problemXML},
	{problemJSON + ";v=1", "text/plain", problemJSON + ";v=2", "application/vnd.api+json", problemXML + ";v=1"},
	{"text/html", "text/html;level=1", "text/html;level=2", `text/html;level=1;x="a b"`, "image/png"},
	{"nonsense", "a/b", "", "*/*", "text/*", "A/C;Q=1;X=Y;charset=utf-8", "a/b;x=\"\xff\\\"\""},
	{"text/plain"},
}

func checkNegotiate(t *testing.T, menu []string, accept ...string) {
	t.Helper()
	var formats []encode.Format
	for _, s := range menu {
		formats = append(formats, label(s))
	}
	f, ok := encode.NewRegistry(formats...).Negotiate(accept...)
	i, wantOK := referenceNegotiate(menu, accept)
	if got, want := f.ContentType(), menu[i]; got != want || ok != wantOK {
		t.Errorf("Negotiate(%q) among %q = %s, %t; the reference says %s, %t", accept, menu, got, ok, want, wantOK)
	}
}

func FuzzNegotiate(f *testing.F) {
	n := 0
	for _, list := range facts {
		for _, x := range list {
			f.Add(n, x.accept, "")
			n++
		}
	}
	f.Add(0, `text/html;a="x`, `, text/plain;q=0.5`)
	f.Add(3, "application/problem+json;v=2;q=0.3, application/json", "application/*+json;q=0.3, application/*;q=0.2")
	f.Add(4, `text/*;level=1, text/html;x="a\ b";q=0.9`, "*/*;level=2")
	f.Add(5, "a/c;x=y;charset=x, a/b;x=\"\xff\\\"\"", "")
	f.Fuzz(func(t *testing.T, menu int, first, second string) {
		if len(first)+len(second) > encode.MaxAccept {
			return
		}
		checkNegotiate(t, menus[uint(menu)%uint(len(menus))], first, second)
	})
}

// TestNegotiateRandom compares with the reference on lists that are put
// together at random of parts that matter.
func TestNegotiateRandom(t *testing.T) {
	t.Parallel()
	names := []string{
		"*/*", "text/*", "application/*", "a/*", "text/html", "TEXT/plain", problemJSON, "Application/Problem+XML", "application/json", "text/json",
		"application/xml", "text/xml", "application/xhtml+xml", "application/vnd.api+json", "application/atom+xml", "application/*+json", "image/png",
		"a/b", "a/c", "image/svg+xml", "x", "/", "text/", "*", "*/html", "", `"a,b"`, "text/html text/plain",
	}
	tails := []string{
		"", "", "", ";q=0", ";q=0.5", ";q=1", "; Q=0.5", ";q=0.500", ";q=0.501", ";q=2", ";q=0.5;q=0.5", ";v=1", ";V=2;q=0.5", `;v="1"`, `;v="\1";q=0.9`,
		";level=1", ";level=1;q=0.3", `;level=1;x="a b"`, ";charset=utf-8", ";charset=x;q=0.7", ";", " ; ;q=0.5;", ";v", ";v=", `;v="`, `;v="a,b"`, `;v="\"`, ";x=y", " q=1", `"`,
		";charset=\"\x01\"", ";charset=\"\\\x7f\"", ";charset=\"\t\xff\"",
	}
	rng := rand.New(rand.NewPCG(1, 2))
	pick := func(list []string) string { return list[rng.IntN(len(list))] }
	for range 20_000 {
		lines := make([]string, rng.IntN(3))
		for i := range lines {
			parts := make([]string, rng.IntN(6))
			for j := range parts {
				parts[j] = pick(names) + pick(tails)
			}
			lines[i] = strings.Join(parts, pick([]string{",", ", ", " ,\t", ",,"}))
		}
		checkNegotiate(t, menus[rng.IntN(len(menus))], lines...)
	}
}
