package encode

import "strings"

// A param is a parameter of a media type: the name in lower case, the value
// without quotes.
type param struct{ name, value string }

// parseMediaType splits a Content-Type field value (RFC 9110, section 8.3.1)
// into type/subtype in lower case and the parameters that negotiation looks
// at: charset is not among them. It reports whether s follows the grammar and
// is no range.
func parseMediaType(s string) (name string, params []param, ok bool) {
	end := typeAndSubtype(s, 0)
	if end == 0 || s[0] == '*' || s[end-1] == '*' {
		return "", nil, false
	}
	for i := end; ; {
		n, v, next, ok := parameter(s, i)
		switch {
		case !ok || n == "" && next != len(s):
			return "", nil, false
		case n == "":
			return strings.ToLower(s[:end]), params, true
		case !foldEqual(n, "charset"):
			params = append(params, param{strings.ToLower(n), unquote(v)})
		}
		i = next
	}
}

// bareType returns the type/subtype of a Content-Type field value as it is
// written there, and "" if there is none. What stands behind it is not looked
// at: a document is read whatever its parameters say.
func bareType(s string) string {
	s, _, _ = strings.Cut(s, ";")
	s = strings.Trim(s, " \t")
	if typeAndSubtype(s, 0) != len(s) {
		return ""
	}
	return s
}

// typeAndSubtype returns the index behind the type/subtype at s[i:], or i if
// there is none.
func typeAndSubtype(s string, i int) int {
	slash := token(s, i)
	if slash == i || slash == len(s) || s[slash] != '/' {
		return i
	}
	end := token(s, slash+1)
	if end == slash+1 {
		return i
	}
	return end
}

// parameter reads the next parameter of a media type or range from s[i:],
// where i is behind the subtype or an earlier parameter (RFC 9110, section
// 5.6.6). The value is as written, with its quotes if it has them. At the end,
// which is that of s or a comma, the name is empty. A mistake gives ok false.
func parameter(s string, i int) (name, value string, next int, ok bool) {
	for {
		i = skipSpace(s, i)
		if i == len(s) || s[i] == ',' {
			return "", "", i, true
		}
		if s[i] != ';' {
			return "", "", i, false
		}
		i = skipSpace(s, i+1)
		if i < len(s) && s[i] != ';' && s[i] != ',' {
			break // Parameters may be empty.
		}
	}
	eq := token(s, i)
	if eq == i || eq == len(s) || s[eq] != '=' {
		return "", "", i, false
	}
	v := eq + 1
	end := token(s, v)
	if v < len(s) && s[v] == '"' {
		end = quoted(s, v)
	}
	if end == v {
		return "", "", i, false
	}
	return s[i:eq], s[v:end], end, true
}

// token returns the index behind the token at s[i:], or i if there is none
// (RFC 9110, section 5.6.2). Steps of four save a third of its time.
func token(s string, i int) int {
	for ; i < len(s)-4; i += 4 {
		switch w := s[i : i+4]; {
		case !isToken[w[0]]:
			return i
		case !isToken[w[1]]:
			return i + 1
		case !isToken[w[2]]:
			return i + 2
		case !isToken[w[3]]:
			return i + 3
		}
	}
	for i < len(s) && isToken[s[i]] {
		i++
	}
	return i
}

// isToken has the characters of tokens: visible ASCII but for delimiters.
var isToken = func() (t [256]bool) {
	for c := byte('!'); c <= '~'; c++ {
		t[c] = strings.IndexByte(`"(),/:;<=>?@[\]{}`, c) < 0
	}
	return t
}()

// quoted returns the index behind the quoted-string that starts at s[i], or i
// if it does not end or holds a control character (RFC 9110, section 5.6.4).
func quoted(s string, i int) int {
	for j := i + 1; j < len(s); j++ {
		c := s[j]
		if c == '"' {
			return j + 1
		}
		if c == '\\' {
			if j++; j == len(s) {
				break
			}
			c = s[j]
		}
		if c < ' ' && c != '\t' || c == 0x7f {
			break
		}
	}
	return i
}

// unquote returns what a parameter value means: itself, or the content of a
// quoted-string.
func unquote(v string) string {
	if v[0] != '"' {
		return v
	}
	v = v[1 : len(v)-1]
	if strings.IndexByte(v, '\\') < 0 {
		return v
	}
	b := make([]byte, 0, len(v))
	for i := 0; i < len(v); i++ {
		if v[i] == '\\' {
			i++
		}
		b = append(b, v[i])
	}
	return string(b)
}

// valueEqual reports whether the parameter value v, as written, means want. It
// ignores the case of ASCII letters: the values of most parameters that are
// used with media types have none.
func valueEqual(v, want string) bool {
	if v[0] != '"' {
		return foldEqual(v, want)
	}
	v = v[1 : len(v)-1]
	for ; v != ""; v, want = v[1:], want[1:] {
		if v[0] == '\\' {
			v = v[1:]
		}
		if want == "" || lower(v[0]) != lower(want[0]) {
			return false
		}
	}
	return want == ""
}

// skipSpace returns the index of the first character of s[i:] that is neither
// space nor tab.
func skipSpace(s string, i int) int {
	for i < len(s) && (s[i] == ' ' || s[i] == '\t') {
		i++
	}
	return i
}

// foldEqual reports whether a and b differ at most in the case of ASCII
// letters.
func foldEqual(a, b string) bool {
	return len(a) == len(b) && (a == b || lowerEqual(a, b))
}

// lowerEqual is foldEqual for strings of the same length.
func lowerEqual(a, b string) bool {
	for i := range len(a) {
		if lower(a[i]) != lower(b[i]) {
			return false
		}
	}
	return true
}

// lower returns an ASCII capital letter in lower case and any other byte as it
// is.
func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}
