package encode

// An element is a member of an Accept list: a range and its weight.
type element struct {
	name    string // type/subtype as written
	subtype string // its part behind the slash
	params  string // from behind the subtype to the end, if a parameter other than the weight is in it
	quality quality
}

// parse reads the element at s[i:], up to a comma or the end of s. It reports
// whether the element follows the grammar of RFC 9110, section 12.5.1, and has
// at most one weight.
func (e *element) parse(s string, i int) (end int, ok bool) {
	slash := token(s, i)
	if slash == i || slash == len(s) || s[slash] != '/' {
		return i, false
	}
	first := token(s, slash+1)
	if first == slash+1 {
		return i, false
	}
	e.name, e.subtype, e.params, e.quality = s[i:first], s[slash+1:first], "", 0
	params := false
	for end = first; end < len(s) && s[end] != ','; {
		name, value, next, ok := parameter(s, end)
		if !ok {
			return i, false
		}
		end = next
		switch {
		case name == "":
		case name == "q" || name == "Q":
			// Wherever it stands, a parameter of this name is the weight.
			if e.quality != 0 {
				return i, false
			}
			if e.quality = parseWeight(value); e.quality == 0 {
				return i, false
			}
		default:
			params = true
		}
	}
	if e.quality == 0 {
		e.quality = refused + 1000
	}
	if params {
		e.params = s[first:end]
	}
	return end, true
}

// parseWeight returns the quality that a qvalue stands for, or zero if v is
// none (RFC 9110, section 12.4.2).
func parseWeight(v string) quality {
	if len(v) > len("0.000") || v[0] != '0' && v[0] != '1' || len(v) > 1 && v[1] != '.' {
		return 0
	}
	q := quality(v[0]-'0') * 1000
	for i, unit := 2, quality(100); i < len(v); i, unit = i+1, unit/10 {
		d := v[i] - '0'
		if d > 9 {
			return 0
		}
		q += quality(d) * unit
	}
	if q > 1000 {
		return 0
	}
	return refused + q
}

// skipElement returns the index of the first comma of s[i:] that is outside
// quotes, or the length of s.
func skipElement(s string, i int) int {
	inside := false
	for ; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"':
			inside = !inside
		case c == '\\' && inside:
			i++
		case c == ',' && !inside:
			return i
		}
	}
	return len(s)
}

// matchParams returns the number of parameters in a range and whether the
// offer has them all. The weight is not one of them, and charset is ignored:
// all there is is UTF-8.
func matchParams(params string, offered []param) (n int, ok bool) {
	for i := 0; i < len(params); {
		name, value, next, _ := parameter(params, i)
		i = next
		if name == "" || foldEqual(name, "q") || foldEqual(name, "charset") {
			continue
		}
		if !hasParam(offered, name, value) {
			return 0, false
		}
		n++
	}
	return n, true
}

// hasParam reports whether a parameter is among those of an offer.
func hasParam(offered []param, name, value string) bool {
	for _, o := range offered {
		if foldEqual(name, o.name) && valueEqual(value, o.value) {
			return true
		}
	}
	return false
}

// hasSuffix reports whether s ends with suffix, in upper or lower case.
func hasSuffix(s, suffix string) bool {
	return len(s) >= len(suffix) && foldEqual(s[len(s)-len(suffix):], suffix)
}
