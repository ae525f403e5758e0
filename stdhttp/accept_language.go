package stdhttp

import (
	"net/http"
	"slices"
	"strings"
)

// maxAcceptLanguage is how many bytes of Accept-Language are looked at. It is
// room for hundreds of languages.
const maxAcceptLanguage = 4 << 10

// PreferredLanguage returns the one of these language tags that the client of
// r prefers by its Accept-Language (RFC 9110, section 12.5.4), or the first if
// it wants none of them or does not say. Without tags it returns "".
//
// A range stands for the tags that it is equal to or begins (RFC 4647, section
// 3.3.1: "de" also for "de-CH"), and for the tag that begins it (section 3.4:
// "de-AT" for "de"), so name languages without region where one text serves
// all. The highest weight decides, then the order in the field. A weight of
// zero refuses, "*" is every tag that no other range is about, and what is
// malformed is skipped.
//
// A response that depends on it should say so: Vary: Accept-Language.
// [Translate] sees to that for problems.
func PreferredLanguage(r *http.Request, tags ...string) string {
	if len(tags) == 0 {
		return ""
	}
	return tags[byPreference(r.Header["Accept-Language"], tags)[0]]
}

// byPreference returns the indexes of tags in the order that field lines of
// Accept-Language prefer: those that are accepted, those that are not
// mentioned, those that are refused.
func byPreference(lines, tags []string) []int {
	claims := make([]claim, len(tags))
	place, room := 0, maxAcceptLanguage
	for _, line := range lines {
		if len(line) > room {
			line = line[:max(0, strings.LastIndexByte(line[:room], ','))] // whole elements only
			room = 0
		}
		room -= min(len(line), room)
		for element := range strings.SplitSeq(line, ",") {
			lang, weight, ok := languageRange(element)
			if !ok {
				continue
			}
			place++
			for i := range claims {
				claims[i].hear(lang, tags[i], acceptance{weight, place, strings.EqualFold(lang, tags[i])})
			}
		}
	}
	order := make([]int, len(tags))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return claims[i].result().compare(claims[j].result()) })
	return order
}

// An acceptance is what one range says about a tag. The zero value says
// nothing.
type acceptance struct {
	weight int // in thousandths
	place  int // of the range in the field, counted from one
	exact  bool
}

// compare orders by weight, then by place, then exact matches first: "en" is
// about "en" before it is about "en-GB". To be refused is worse than not to be
// mentioned.
func (a acceptance) compare(b acceptance) int {
	switch {
	case a.weight != b.weight:
		return b.weight - a.weight
	case a.weight == 0:
		return min(a.place, 1) - min(b.place, 1)
	case a.place != b.place:
		return a.place - b.place
	case a.exact == b.exact:
		return 0
	case a.exact:
		return -1
	default:
		return 1
	}
}

// A claim is what all ranges say about a tag.
type claim struct {
	filter acceptance // by the longest range that is the tag or begins it
	length int        // of that range
	lookup acceptance // by the best range that the tag begins
	any    acceptance // by "*"
}

func (c *claim) hear(lang, tag string, a acceptance) {
	switch {
	case lang == "*":
		if c.any.place == 0 || a.weight > c.any.weight {
			c.any = a
		}
	case begins(lang, tag):
		if len(lang) > c.length || len(lang) == c.length && a.weight > c.filter.weight {
			c.filter, c.length = a, len(lang)
		}
	case begins(tag, lang):
		if a.weight > c.lookup.weight { // a refusal of "de-AT" is none of "de"
			c.lookup = a
		}
	}
}

// result returns what counts.
func (c *claim) result() acceptance {
	switch {
	case c.filter.place > 0 && (c.filter.weight == 0 || c.filter.compare(c.lookup) < 0):
		return c.filter
	case c.lookup.place > 0:
		return c.lookup
	default:
		return c.any
	}
}

// begins reports whether tag is prefix, or goes on with a subtag after it.
// Case does not matter (RFC 5646, section 2.1.1).
func begins(prefix, tag string) bool {
	return len(tag) >= len(prefix) && strings.EqualFold(tag[:len(prefix)], prefix) &&
		(len(tag) == len(prefix) || tag[len(prefix)] == '-')
}

// languageRange returns the parts of an element of Accept-Language:
//
//	( 1*8ALPHA *( "-" 1*8alphanum ) / "*" ) [ OWS ";" OWS "q=" qvalue ]
func languageRange(element string) (lang string, weight int, ok bool) {
	lang, q, weighted := strings.Cut(element, ";")
	lang = strings.Trim(lang, " \t")
	if lang != "*" && !isLanguageRange(lang) {
		return "", 0, false
	}
	if !weighted {
		return lang, 1000, true
	}
	q = strings.Trim(q, " \t")
	if len(q) < 2 || q[0]|0x20 != 'q' || q[1] != '=' {
		return "", 0, false
	}
	weight, ok = thousandths(q[2:])
	return lang, weight, ok
}

// isLanguageRange reports whether s is a basic language range other than "*"
// (RFC 4647, section 2.1).
func isLanguageRange(s string) bool {
	if !isLanguageTag(s) {
		return false
	}
	first := true
	for subtag := range strings.SplitSeq(s, "-") {
		if subtag == "" || len(subtag) > 8 || first && strings.ContainsAny(subtag, "0123456789") {
			return false
		}
		first = false
	}
	return true
}

// thousandths returns the value of a weight (RFC 9110, section 12.4.2).
func thousandths(q string) (weight int, ok bool) {
	whole, digits, _ := strings.Cut(q, ".")
	if len(digits) > 3 || whole != "0" && whole != "1" {
		return 0, false
	}
	weight = int(whole[0] - '0')
	for i := range 3 {
		weight *= 10
		if i < len(digits) {
			if digits[i] < '0' || '9' < digits[i] {
				return 0, false
			}
			weight += int(digits[i] - '0')
		}
	}
	return weight, weight <= 1000
}
