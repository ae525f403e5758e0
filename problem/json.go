package problem

import (
	"bytes"
	"encoding/json"
	"errors"
)

// AppendJSON appends the application/problem+json document for p to dst.
func (p *Problem) AppendJSON(dst []byte) ([]byte, error) { return p.AppendJSONFunc(dst, nil) }

// AppendJSONFunc is AppendJSON with a marshaler for values of types that this
// package does not know.
func (p *Problem) AppendJSONFunc(dst []byte, marshal func(any) ([]byte, error)) ([]byte, error) {
	if p == nil {
		p = &Problem{}
	}
	if marshal == nil {
		marshal = json.Marshal
	}
	std := []struct {
		name  string
		value any
		ok    bool
	}{
		{"type", p.Type, p.Type != ""},
		{"title", p.Title, p.Title != ""},
		{"status", p.Status, validStatus(p.Status)},
		{"detail", p.Detail, p.Detail != ""},
		{"instance", p.Instance, p.Instance != ""},
	}
	b := append([]byte(nil), '{')
	add := func(name string, value any) error {
		k, _ := json.Marshal(name)
		v, err := marshal(value)
		if err != nil {
			return &MemberError{name, err}
		}
		if len(b) > 1 {
			b = append(b, ',')
		}
		b = append(append(append(b, k...), ':'), v...)
		return nil
	}
	for _, m := range std {
		if m.ok {
			if err := add(m.name, m.value); err != nil {
				return dst, err
			}
		}
	}
	for name, value := range p.Extensions.All() {
		switch name {
		case "type", "title", "status", "detail", "instance":
			return dst, &MemberError{name, ErrReserved}
		}
		if err := add(name, value); err != nil {
			return dst, err
		}
	}
	return append(dst, append(b, '}')...), nil
}

// MarshalJSON returns the application/problem+json document for p.
func (p Problem) MarshalJSON() ([]byte, error) { return p.AppendJSON(nil) }

// UnmarshalJSON replaces *p by what data says.
func (p *Problem) UnmarshalJSON(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var m map[string]any
	if err := d.Decode(&m); err != nil {
		return &SyntaxError{d.InputOffset(), err}
	}
	if m == nil {
		return &SyntaxError{0, errors.New("not an object")}
	}
	var q Problem
	take := func(name string) string {
		s, _ := m[name].(string)
		delete(m, name)
		return s
	}
	q.Type, q.Title, q.Detail, q.Instance = take("type"), take("title"), take("detail"), take("instance")
	if n, ok := m["status"].(json.Number); ok {
		if i, err := n.Int64(); err == nil && validStatus(int(i)) {
			q.Status = int(i)
		}
	}
	delete(m, "status")
	if len(m) > 0 {
		q.Extensions = m
	}
	*p = q
	return nil
}
