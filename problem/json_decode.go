package problem

import "errors"

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
// documents from strangers before reading them. The strings of the result share
// one copy of data. A nil p has no place for them, which is another error.
func (p *Problem) UnmarshalJSON(data []byte) error {
	if p == nil {
		return errors.New("problem: UnmarshalJSON into a nil *Problem")
	}
	s := scanner{text: string(data)}
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
	var room [8]member
	extensions := room[:0]
	more, err := s.open(1, '}')
	for more {
		var m member
		if m.name, err = s.name(); err != nil {
			return err
		}
		if reserved(m.name) {
			err = s.standard(&q, m.name)
		} else {
			m.value, err = s.value(1)
			extensions = append(extensions, m)
		}
		if err != nil {
			return err
		}
		more, err = s.next('}')
	}
	if err != nil {
		return err
	}
	s.space()
	if err := s.end(); err != nil {
		return err
	}
	if len(extensions) > 0 {
		q.Extensions = make(Extensions, len(extensions))
		for _, m := range extensions {
			q.Extensions[m.name] = m.value
		}
	}
	*p = q
	return nil
}

// standard reads the value of a standard member into p.
func (s *scanner) standard(p *Problem, name string) error {
	switch name {
	case "type":
		return s.stringOrNone(&p.Type)
	case "title":
		return s.stringOrNone(&p.Title)
	case "status":
		return s.statusOrNone(&p.Status)
	case "detail":
		return s.stringOrNone(&p.Detail)
	default:
		return s.stringOrNone(&p.Instance)
	}
}

// stringOrNone reads a string into dst; another value leaves dst empty.
func (s *scanner) stringOrNone(dst *string) (err error) {
	if s.peek() == '"' {
		*dst, err = s.str()
		return err
	}
	*dst = ""
	_, err = s.value(1)
	return err
}

// statusOrNone reads a status code into dst; another value leaves dst zero.
func (s *scanner) statusOrNone(dst *int) error {
	start := s.i
	_, err := s.value(1)
	*dst = statusOf(s.text[start:s.i])
	return err
}
