package problem

import (
	"errors"
	"fmt"
	"unicode/utf8"
)

// Validate returns what RFC 9457 and the syntax of its members forbid in p,
// joined with errors.Join, or nil if there is nothing:
//
//   - a type or an instance that is not a URI reference (sections 3.1.1 and
//     3.1.5; RFC 3986, section 4.1);
//   - a status that is not 100 to 599 (section 3.1.2; RFC 9110, section 15);
//   - an extension named like a standard member ([ErrReserved]), or one that
//     has no JSON form ([MemberError]);
//   - a standard member, a name, or the string of an extension that is not
//     UTF-8 (RFC 8259, section 8.1).
//
// What the RFC merely recommends it leaves alone. A nil p is valid.
func (p *Problem) Validate() error {
	if p == nil {
		return nil
	}
	var errs []error
	add := func(member string, err error) {
		errs = append(errs, fmt.Errorf("problem: %s: %w", member, err))
	}
	if p.Status != 0 && !validStatus(p.Status) {
		add("status", fmt.Errorf("%d is not within 100 to 599", p.Status))
	}
	for _, m := range []struct {
		name, value string
		reference   bool
	}{
		{"type", p.Type, true},
		{"title", p.Title, false},
		{"detail", p.Detail, false},
		{"instance", p.Instance, true},
	} {
		if !utf8.ValidString(m.value) {
			add(m.name, errUTF8)
		} else if m.reference {
			if err := checkReference(m.value); err != nil {
				add(m.name, fmt.Errorf("not a URI reference: %w", err))
			}
		}
	}
	for name, value := range p.Extensions.All() {
		if err := validExtension(name, value); err != nil {
			errs = append(errs, &MemberError{name, err})
		}
	}
	return errors.Join(errs...)
}

var errUTF8 = errors.New("not valid UTF-8")

// validExtension returns what is wrong with an extension member.
func validExtension(name string, value any) error {
	if reserved(name) {
		return ErrReserved
	}
	if !utf8.ValidString(name) {
		return errUTF8
	}
	if text, ok := value.(string); ok && !utf8.ValidString(text) {
		return errUTF8
	}
	_, err := appendValue(nil, value, 1, marshalJSON)
	return err
}
