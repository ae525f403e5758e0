package encode

// element reads the member of an Accept list at s[i:], up to a comma or the end
// of s. It returns the name of the range as written, which is a type, a slash at
// this index and a subtype; what stands behind the name, if a parameter other
// than the weight is in it; and the quality, which is zero if the member does
// not follow the grammar of RFC 9110, section 12.5.1, or has several weights.
func element(s string, i int) (name string, slash int, params string, q quality, end int) {
	slash = token(s, i)
	if slash == i || slash == len(s) || s[slash] != '/' {
		return "", 0, "", 0, i
	}
	nameEnd := token(s, slash+1)
	if nameEnd == slash+1 {
		return "", 0, "", 0, i
	}
	others := false
	for end = nameEnd; end < len(s) && s[end] != ','; {
		attribute, value, next, ok := parameter(s, end)
		if !ok {
			return "", 0, "", 0, i
		}
		end = next
		switch {
		case attribute == "":
		case attribute == "q" || attribute == "Q":
			// Wherever it stands, a parameter of this name is the weight.
			if q != 0 {
				return "", 0, "", 0, i
			}
			if q = parseWeight(value); q == 0 {
				return "", 0, "", 0, i
			}
		default:
			others = true
		}
	}
	if q == 0 {
		q = refused + 1000
	}
	if others {
		params = s[nameEnd:end]
	}
	return s[i:nameEnd], slash - i, params, q, end
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
