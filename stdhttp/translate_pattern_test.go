package stdhttp_test

import (
	"math/rand/v2"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

// inGerman returns a function that translates problems by these texts.
func inGerman(texts map[string]string) func(*problem.Problem) {
	before := stdhttp.Translate("en", stdhttp.Translation{Lang: "de", Texts: texts, Details: map[string]string{"/fixed": "fest"}})
	r := &http.Request{Header: http.Header{"Accept-Language": {"de"}}}
	return func(p *problem.Problem) { before(r, p) }
}

func TestTranslatePattern(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, key, value, text, want string }{ // want is empty if nothing is translated
		{"a value", "No order {id}.", "Keine Bestellung {id}.", "No order 7.", "Keine Bestellung 7."},
		{"the end of the key in the value", "No order {id}.", "Keine Bestellung {id}.", "No order 7..", "Keine Bestellung 7.."},
		{"no value", "No order {id}.", "Keine Bestellung {id}.", "No order .", ""},
		{"literals that overlap", "aba{x}aba", "{x}", "ababa", ""},
		{"something before", "order {id}", "Bestellung {id}", "no order 7", ""},
		{"something after", "{n} orders", "{n} Bestellungen", "7 orders.", ""},
		{"another order", "from {a} to {b}", "nach {b} von {a}, {b}", "from x to y", "nach y von x, y"},
		{"not all of them", "from {a} to {b}", "von {a}", "from x to y", "von x"},
		{"as short as possible", "from {a} to {b}", "{a}|{b}", "from x to y to z", "x|y to z"},
		{"side by side", "{a}{b}", "{a}|{b}", "äöü", "ä|öü"},
		{"side by side, and too short", "{a}{b}", "{a}|{b}", "ä", ""},
		{"all of it", "{a}", "Fehler: {a}", "x", "Fehler: x"},
		{"the same twice", "{a} and {a}", "zweimal {a}", "x and x", "zweimal x"},
		{"not the same", "{a} and {a}", "zweimal {a}", "x and y", ""},
		{"a value that is a text", "must be {kind}", "muss {kind} sein", "must be a text", "muss ein Text sein"},
		{"a value that a key with names fits", "must be {kind}", "muss {kind} sein", "must be nr. 1", "muss nr. 1 sein"},
		{"an extension", "costs {price}", "kostet {price}, da sind {balance}", "costs 3", "kostet 3, da sind 30"},
		{"an extension that is missing", "costs {price}", "kostet {price}, da sind {left}", "costs 3", ""},
		{"the key before extensions", "costs {balance}", "kostet {balance}", "costs 3", "kostet 3"},
		{"names in a value", "No order {id}.", "Keine Bestellung {id}.", "No order {balance}.", "Keine Bestellung {balance}."},
		{"lines in a value", "No order {id}.", "Keine Bestellung {id}.", "No order 7\n8.", "Keine Bestellung 7\n8."},
		{"no name in the key", "Use it.", "{balance}", "Use it.", "{balance}"},
		{"the text has braces", "in /orders/{id}", "in /bestellungen/{id}", "in /orders/{id}", "in /bestellungen/{id}"},
		{"a brace that does not close", "open {name", "offen", "open {name", "offen"},
		{"one after a name", "{a} open {b", "{a} offen", "x open {b", "x offen"},
		{"one in the translation", "{a} open", "{a offen", "x open", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			german := inGerman(map[string]string{"a text": "ein Text", "nr. {n}": "Nr. {n}", tt.key: tt.value})
			of := func(text, lang string) *problem.Problem {
				return &problem.Problem{Title: text, Detail: text, Lang: lang, Extensions: problem.Extensions{
					"balance": 30, "errors": problem.Violations{{Detail: text}},
				}}
			}
			got, want := of(tt.text, ""), of(tt.want, "de")
			if tt.want == "" {
				want = of(tt.text, "en")
			}
			german(got)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestTranslatePrecedence(t *testing.T) {
	t.Parallel()
	german := inGerman(map[string]string{
		"No order {id}.":   "mit Namen",
		"No order 13.":     "ganz",
		"No {what} {id}.":  "weniger Zeichen",
		"{a} is {b}":       "das kleinere von zweien",
		"{b} is {a}":       "das größere von zweien",
		"ö{x}":             "ein Zeichen",
		"{x}ab":            "zwei Zeichen",
		"é{x}":             "ein Zeichen in zwei Bytes",
		"{x}c":             "ein Zeichen in einem",
		"lacks {x}":        "{nothing}",
		"lacks {x}{y}":     "nie",
		"code":             "Code",
		"code of {x}":      "nie",
		"No order {id} is": "nie",
	})
	tests := []struct {
		name string
		p    problem.Problem
		want string
	}{
		{"a text that is a key", problem.Problem{Detail: "No order 13."}, "ganz"},
		{"the most characters", problem.Problem{Detail: "No order 7."}, "mit Namen"},
		{"the only one that fits", problem.Problem{Detail: "No customer 7."}, "weniger Zeichen"},
		{"as many: the lesser string", problem.Problem{Detail: "x is y"}, "das kleinere von zweien"},
		{"characters, not bytes", problem.Problem{Detail: "öab"}, "zwei Zeichen"},
		{"as many characters in fewer bytes", problem.Problem{Detail: "éxc"}, "ein Zeichen in einem"},
		{"details by type", problem.Problem{Type: "/fixed", Detail: "No order 13."}, "fest"},
		{"no other for one that lacks a value", problem.Problem{Detail: "lacks xy"}, "lacks xy"},
	}
	for _, tt := range tests {
		if german(&tt.p); tt.p.Detail != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, tt.p.Detail, tt.want)
		}
	}

	p := problem.Problem{Extensions: problem.Extensions{"errors": problem.Violations{
		{Detail: "No order 7.", Code: "code"}, {Detail: "x", Code: "code"}, {Detail: "lacks x", Code: "code"},
	}}}
	german(&p)
	want := problem.Violations{{Detail: "mit Namen", Code: "code"}, {Detail: "Code", Code: "code"}, {Detail: "Code", Code: "code"}}
	if diff := cmp.Diff(want, p.Extensions["errors"]); diff != "" {
		t.Errorf("codes of errors (-want +got):\n%s", diff)
	}
	p = problem.Problem{Extensions: problem.Extensions{"errors": problem.Violations{{Detail: "x", Code: "code of y"}}}}
	if german(&p); p.Lang != "en" {
		t.Errorf("a code that a key with names fits: got %v, want it left alone", p.Extensions)
	}
}

var nameInBraces = regexp.MustCompile(`(?s)\{(.*?)\}`)

// translateSlowly is what a key with names means, by regular expressions.
func translateSlowly(texts map[string]string, s string) (string, bool) {
	if text, ok := texts[s]; ok {
		return text, true
	}
	best, bestWeight, bestText := "", -1, ""
	for key, value := range texts {
		names := nameInBraces.FindAllStringSubmatch(key, -1)
		literals := nameInBraces.Split(key, -1)
		weight := utf8.RuneCountInString(strings.Join(literals, ""))
		if len(names) == 0 || weight < bestWeight || weight == bestWeight && key > best {
			continue
		}
		for i := range literals {
			literals[i] = regexp.QuoteMeta(literals[i])
		}
		match := regexp.MustCompile("(?s)^" + strings.Join(literals, "(.+?)") + "$").FindStringSubmatch(s)
		values, same := map[string]string{}, match != nil
		for i := range names {
			if match != nil {
				old, twice := values[names[i][1]]
				same = same && (!twice || old == match[i+1])
				values[names[i][1]] = match[i+1]
			}
		}
		if same {
			best, bestWeight = key, weight
			bestText = nameInBraces.ReplaceAllStringFunc(value, func(name string) string {
				v := values[name[1:len(name)-1]]
				if text, ok := texts[v]; ok {
					return text
				}
				return v
			})
		}
	}
	return bestText, bestWeight >= 0
}

// checkPattern compares with the reference.
func checkPattern(t *testing.T, first, second, s string) {
	t.Helper()
	value := func(key string) string { // each name once more, the last first
		names := nameInBraces.FindAllString(key, -1)
		slices.Reverse(names)
		return "<" + strings.Join(names, "|") + ">"
	}
	texts := map[string]string{first: value(first), second: "2" + value(second)}
	p := problem.Problem{Title: s}
	inGerman(texts)(&p)
	want, lang := s, "en"
	if text, ok := translateSlowly(texts, s); ok {
		want, lang = text, "de"
	}
	if p.Title != want || p.Lang != lang {
		t.Errorf("keys %q and %q, text %q: got %q (%s), want %q (%s)", first, second, s, p.Title, p.Lang, want, lang)
	}
}

func FuzzTranslatePattern(f *testing.F) {
	f.Add("No order {id}.", "No {what} {id}.", "No order 7.")
	f.Add("{a} and {a}", "{a}{b}", "x and x")
	f.Add("{a}b{c}b", "b{a}b{", "bbbbäbb")
	f.Fuzz(func(t *testing.T, first, second, s string) {
		valid := utf8.ValidString(first) && utf8.ValidString(second) && utf8.ValidString(s)
		if s == "" || !valid || len(first+second+s) > 500 {
			return // nothing to translate, or nothing that regexp understands
		}
		checkPattern(t, first, second, s)
	})
}

func TestTranslatePatternRandom(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	text := func(parts ...string) string {
		var b strings.Builder
		for range 1 + random.IntN(7) {
			b.WriteString(parts[random.IntN(len(parts))])
		}
		return b.String()
	}
	for range 20_000 {
		checkPattern(t, text("a", "b", "ä", "{x}", "{y}", "{z}", "{"), text("a", "ab", "{x}", "{y}", "}"), text("a", "b", "ab", "ä", "x", "{", "}"))
	}
}

// Clients choose texts: one that is a million times almost what a key wants
// takes no longer than reading it.
func TestTranslatePatternHostile(t *testing.T) {
	t.Parallel()
	german := inGerman(map[string]string{strings.Repeat("{x}a", 50) + "b{y}c": "nie", strings.Repeat("{a}{b}", 50) + "!": "nie"})
	for _, part := range []string{"a", "aab", "ab", "ä"} {
		p := problem.Problem{Title: strings.Repeat(part, 1<<20)}
		if german(&p); p.Lang != "en" { // backtracking would not end
			t.Errorf("%s: got %.20s, want no translation", part, p.Title)
		}
	}
}

// Not parallel: other goroutines would be counted too.
func TestTranslatePatternAllocations(t *testing.T) {
	allocations := func(texts map[string]string) float64 {
		german := inGerman(texts)
		return testing.AllocsPerRun(100, func() { german(&problem.Problem{Title: "Not Found", Detail: "No order 13."}) })
	}
	plain := allocations(map[string]string{"Not Found": "Nicht gefunden", "No order 13.": "Keine"})
	got := allocations(map[string]string{"Not Found": "Nicht gefunden", "No order 13.": "Keine", "No {what} {id}.": "{what}", "Not {x}": "{x}"})
	if got != plain {
		t.Errorf("got %v allocations, want %v as without names in keys", got, plain)
	}
}
