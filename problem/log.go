package problem

import (
	"log/slog"
	"reflect"
)

// LogValue returns the members of p as a group, for operators: the standard
// members and Lang that are not zero, the extensions as a group of their own
// in name order, and the cause as "err". A nil p is an empty group. It
// implements slog.LogValuer.
//
// What contains itself would end the program when a handler prints it. So a
// note replaces an extension that is nested deeper than [MaxDepth], and an error
// that wraps more than 100,000 others or more than 1000 levels of them. An
// extension with a String, Format or LogValue method is shown in its JSON form if
// its type is one whose values could contain themselves, for nobody knows how
// far such a method goes. Errors are shown as they are.
func (p *Problem) LogValue() slog.Value {
	if p == nil {
		return slog.GroupValue()
	}
	attrs := make([]slog.Attr, 0, 8)
	text := func(name, value string) {
		if value != "" {
			attrs = append(attrs, slog.String(name, value))
		}
	}
	text("type", p.Type)
	text("title", p.Title)
	if p.Status != 0 {
		attrs = append(attrs, slog.Int("status", p.Status))
	}
	text("detail", p.Detail)
	text("instance", p.Instance)
	text("lang", p.Lang)
	if len(p.Extensions) > 0 {
		extensions := make([]slog.Attr, 0, len(p.Extensions))
		for name, value := range p.Extensions.All() {
			extensions = append(extensions, slog.Attr{Key: name, Value: loggable(value)})
		}
		attrs = append(attrs, slog.Attr{Key: "extensions", Value: slog.GroupValue(extensions...)})
	}
	if p.Err != nil {
		err := slog.AnyValue(p.Err)
		if !isFinite(p.Err) {
			err = note(errEndless)
		}
		attrs = append(attrs, slog.Attr{Key: "err", Value: err})
	}
	return slog.GroupValue(attrs...)
}

// loggable returns v as a handler can print it: as it is, in its JSON form, or as
// a note that says what is wrong with it.
func loggable(v any) slog.Value {
	value := slog.AnyValue(v)
	switch value.Kind() {
	case slog.KindAny, slog.KindLogValuer, slog.KindGroup:
	default:
		return value // a scalar
	}
	err := printable(reflect.ValueOf(v), 2, true) // the problem is the first level
	if err == errOpaque {
		var b []byte
		if b, err = appendValue(nil, v, 1, marshalJSON); err == nil {
			return slog.AnyValue(jsonText(b))
		}
	}
	if err != nil {
		return note(err)
	}
	return value
}

func note(err error) slog.Value { return slog.StringValue("(" + err.Error() + ")") }

// jsonText is the JSON form of a value: a part of the line for handlers that
// write JSON, a string for the others.
type jsonText string

func (t jsonText) MarshalJSON() ([]byte, error) { return []byte(t), nil }
