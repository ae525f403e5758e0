package encode

import "strings"

// language reports whether tag is a well-formed language tag (RFC 5646, section
// 2.1) and whether that language is written from right to left. The few
// irregular tags that the RFC lists one by one, such as en-GB-oed, do not count.
func language(tag string) (wellFormed, rightToLeft bool) {
	if strings.HasSuffix(tag, "-") {
		return false, false
	}
	rest := tag
	lang, ok := nextSubtag(&rest, func(s string) bool { return len(s) >= 2 && isLetters(s) })
	if !ok {
		return isPrivate(tag), false
	}
	for i := 0; i < 3 && ok && len(lang) <= 3; i++ {
		_, ok = nextSubtag(&rest, func(s string) bool { return len(s) == 3 && isLetters(s) })
	}
	script, _ := nextSubtag(&rest, func(s string) bool { return len(s) == 4 && isLetters(s) })
	region, _ := nextSubtag(&rest, func(s string) bool {
		return len(s) == 2 && isLetters(s) || len(s) == 3 && isDigits(s)
	})
	for ok = true; ok; { // variants
		_, ok = nextSubtag(&rest, func(s string) bool { return len(s) >= 5 || len(s) == 4 && isDigits(s[:1]) })
	}
	for rest != "" && !isPrivate(rest) { // extensions
		if _, ok = nextSubtag(&rest, func(s string) bool { return len(s) == 1 }); !ok {
			return false, false
		}
		if _, ok = nextSubtag(&rest, func(s string) bool { return len(s) >= 2 }); !ok {
			return false, false
		}
		for ok {
			_, ok = nextSubtag(&rest, func(s string) bool { return len(s) >= 2 })
		}
	}
	return true, isRightToLeft(strings.ToLower(lang), strings.ToLower(script), strings.ToUpper(region))
}

// nextSubtag cuts the first subtag off rest if it is one to eight letters and
// digits, and matches.
func nextSubtag(rest *string, match func(string) bool) (string, bool) {
	sub, after, _ := strings.Cut(*rest, "-")
	if sub == "" || len(sub) > 8 || !isAlnum(sub) || !match(sub) {
		return "", false
	}
	*rest = after
	return sub, true
}

// isPrivate reports whether s is an x followed by at least one subtag.
func isPrivate(s string) bool {
	if len(s) < 3 || s[0]|0x20 != 'x' || s[1] != '-' {
		return false
	}
	for s, ok := s[2:], true; ; {
		if _, ok = nextSubtag(&s, func(string) bool { return true }); !ok || s == "" {
			return ok
		}
	}
}

func isLetters(s string) bool {
	for i := range len(s) {
		if c := s[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

func isAlnum(s string) bool {
	for i := range len(s) {
		if !isLetters(s[i:i+1]) && !isDigits(s[i:i+1]) {
			return false
		}
	}
	return true
}
