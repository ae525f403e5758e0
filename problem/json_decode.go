package problem

import (
	"encoding/json"
	"errors"
)

// UnmarshalJSON replaces all of *p by what an application/problem+json
// document says. As RFC 9457, section 3.1, demands, standard members of the
// wrong type are treated as absent: anything but a string, and for the status
// anything but a whole number from 100 to 599 (404.0 is one). Names are
// case-sensitive. All other members become extensions, with numbers as
// json.Number, objects as map[string]any and arrays as []any. Of members with
// the same name the last one counts. Invalid UTF-8 becomes U+FFFD.
//
// A document that is not well-formed, is not an object, or is nested deeper
// than [MaxDepth] gives a [*SyntaxError] and leaves *p as it was. So does the
// document null, without an error, by the convention of encoding/json.
//
// The time and memory it takes grow linearly with data; limit the size of
// documents from strangers before reading them.
func (p *Problem) UnmarshalJSON(data []byte) error {
	s := scanner{data: data}
	s.space()
	if s.peek() == 'n' {
		if err := s.literal("null"); err != nil {
			return err
		}
		s.space()
		return s.end()
	}
	if s.peek() != '{' {
		if s.i == len(data) {
			return s.fail(errEnd)
		}
		return s.fail(errors.New("not a JSON object"))
	}
	var q Problem
	err := s.object(1, func(name string) error { return s.member(&q, name) })
	if err != nil {
		return err
	}
	s.space()
	if err := s.end(); err != nil {
		return err
	}
	*p = q
	return nil
}

// member reads the value of the member called name into p.
func (s *scanner) member(p *Problem, name string) error {
	switch name {
	case "type":
		return s.text(&p.Type)
	case "title":
		return s.text(&p.Title)
	case "status":
		return s.status(&p.Status)
	case "detail":
		return s.text(&p.Detail)
	case "instance":
		return s.text(&p.Instance)
	}
	v, err := s.value(1)
	if err != nil {
		return err
	}
	if p.Extensions == nil {
		p.Extensions = Extensions{}
	}
	p.Extensions[name] = v
	return nil
}

// text reads a string into dst; another value leaves dst empty.
func (s *scanner) text(dst *string) error {
	v, err := s.value(1)
	*dst, _ = v.(string)
	return err
}

// status reads a status code into dst; another value leaves dst zero.
func (s *scanner) status(dst *int) error {
	v, err := s.value(1)
	n, _ := v.(json.Number)
	*dst = statusOf(string(n))
	return err
}

// statusOf returns the status that a JSON number stands for, or zero if it is
// not a whole number from 100 to 599. It reads the digits themselves, since a
// float64 takes 404.00000000000000001 for 404.
func statusOf(n string) int {
	var digits [3]byte
	count, point, exp := 0, 0, 0 // the value is 0.digits x 10^(point+exp)
	fraction, i := false, 0
	for ; i < len(n) && n[i] != 'e' && n[i] != 'E'; i++ {
		c := n[i]
		switch {
		case c == '-':
			return 0
		case c == '.':
			fraction = true
			continue
		case c == '0' && count == 0: // a leading zero
			if fraction {
				point--
			}
			continue
		case count < len(digits):
			digits[count] = c
		case c != '0':
			return 0 // a fourth digit that counts
		}
		count++
		if !fraction {
			point++
		}
	}
	if i < len(n) {
		i++
		negative := n[i] == '-'
		if n[i] == '-' || n[i] == '+' {
			i++
		}
		for ; i < len(n); i++ {
			if exp = exp*10 + int(n[i]-'0'); exp > len(n)+3 {
				return 0 // more than the digits could make up for
			}
		}
		if negative {
			exp = -exp
		}
	}
	if point+exp != len(digits) {
		return 0
	}
	status := 0
	for j := range digits {
		status *= 10
		if j < count {
			status += int(digits[j] - '0')
		}
	}
	if !validStatus(status) {
		return 0
	}
	return status
}
