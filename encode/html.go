package encode

import "github.com/goproblem/problemdetails/problem"

// HTML writes problems as pages for people: the built-in page, or pages of
// your own.
//
// The built-in page stands alone: no script, nothing to load, one small style
// sheet that follows the reader's light or dark preference. It shows the
// status, the title, the detail with its line breaks, the extensions in name
// order with maps and lists as nested lists (see [HTMLMaxDepth]), a list in the
// extension "errors" as validation errors, then type and instance. All text is
// escaped; what HTML cannot hold, control characters and invalid UTF-8, becomes
// U+FFFD. Send it with [HTMLPolicy].
//
// A type that is an absolute http or https URL is a link, any other text: an
// identifier may be any URI, javascript: among them. The language of the page
// is Problem.Lang, from which follows its direction; without a well-formed one
// it is English, the language of the status phrases that serve as titles.
// Each text finds its own direction all the same.
//
// The zero value writes the built-in page. Neither field may change while an
// HTML is in use; with templates that are safe for concurrent use, as those of
// html/template are, so is an HTML.
type HTML struct {
	// Template writes the pages for which Pages has none. Nil means the
	// built-in page.
	Template Template
	// Pages are templates by Problem.Status; zero stands for problems without
	// one. A status that is missing, or nil, is left to Template.
	Pages map[int]Template
}

// The built-in page shows this much of the values of extensions. Where it
// leaves something out, it says how much.
const (
	// HTMLMaxDepth is the number of levels of maps and lists within an
	// extension that are shown.
	HTMLMaxDepth = 8
	// HTMLMaxItems is the number of entries of one map or list, the extensions
	// themselves among them, that are shown.
	HTMLMaxItems = 100
	// HTMLMaxTotal is the number of entries that are shown of all maps and
	// lists together.
	HTMLMaxTotal = 2000
)

// ContentType returns "text/html; charset=utf-8".
func (HTML) ContentType() string { return "text/html; charset=utf-8" }

// Append appends the page for p to dst. It implements [Format].
//
// The built-in page fails on an extension whose value has no JSON form, with a
// [*problem.MemberError]; values that it does not show are not looked at. When
// dst has room it allocates nothing, unless an extension holds a value of a
// type that only JSON knows how to write or a map of many members. A template
// that fails is a [*TemplateError].
func (h HTML) Append(dst []byte, p *problem.Problem) ([]byte, error) {
	if p == nil {
		p = &problem.Problem{}
	}
	t := h.Pages[p.Status]
	if t == nil {
		t = h.Template
	}
	if t == nil {
		return appendPage(dst, p)
	}
	return appendTemplate(dst, t, p)
}
