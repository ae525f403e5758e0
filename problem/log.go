package problem

import "log/slog"

// LogValue returns the members of p as a group, for operators: the standard
// members and Lang that are not zero, the extensions as a group of their own
// in name order, and the cause as "err". A nil p is an empty group. It
// implements slog.LogValuer.
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
			extensions = append(extensions, slog.Any(name, value))
		}
		attrs = append(attrs, slog.Attr{Key: "extensions", Value: slog.GroupValue(extensions...)})
	}
	if p.Err != nil {
		attrs = append(attrs, slog.Any("err", p.Err))
	}
	return slog.GroupValue(attrs...)
}
