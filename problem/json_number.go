package problem

import "encoding/json"

// number reads a number.
func (s *scanner) number() (json.Number, error) {
	rest := s.text[s.i:]
	n := numberLen(rest)
	if n == 0 {
		if s.peek() == '-' {
			s.i++
			return "", s.want("a digit")
		}
		return "", s.want("a value")
	}
	s.i += n
	return json.Number(rest[:n]), nil
}

// numberLen returns the length of the JSON number at the start of s (RFC 8259,
// section 6), or zero if there is none. An incomplete fraction or exponent is
// not part of it.
func numberLen(s string) int {
	start := 0
	if s != "" && s[0] == '-' {
		start = 1
	}
	i := digits(s, start)
	if i == start {
		return 0
	}
	if s[start] == '0' {
		i = start + 1 // no digit follows a leading zero
	}
	if i < len(s) && s[i] == '.' {
		end := digits(s, i+1)
		if end == i+1 {
			return i
		}
		i = end
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		exp := i + 1
		if exp < len(s) && (s[exp] == '+' || s[exp] == '-') {
			exp++
		}
		if end := digits(s, exp); end > exp {
			return end
		}
	}
	return i
}

// digits returns the index behind the digits at s[i:].
func digits(s string, i int) int {
	for i < len(s) && '0' <= s[i] && s[i] <= '9' {
		i++
	}
	return i
}
