package encode

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/goproblem/problemdetails/problem"
)

// A Template writes the pages of an [HTML], as *html/template.Template does. It
// is called with a *problem.Problem of its own that is never nil and whose Err
// is nil, as it is in the problems among the values of its extensions: nothing
// that a template prints can show a cause. Extensions whose type could hide an
// error some other way, such as a struct with a field of an interface type,
// come in their JSON form: maps, slices, strings, bools and json.Numbers. All
// others, and all other fields, are as they were given.
//
// Execute writes the page to w and must not keep w or change what data leads
// to. An error, a panic and a page without a byte are failures: see
// [TemplateError].
type Template interface {
	Execute(w io.Writer, data any) error
}

// A TemplateError reports that a template did not write a page. Its text can
// hold parts of the template's data, so it is for logs. The zero value is not
// useful.
type TemplateError struct {
	Status int   // of the problem; zero if it has none
	Err    error // what the template returned, or what describes its panic
}

// Error names the status and what went wrong.
func (e *TemplateError) Error() string {
	return fmt.Sprintf("encode: page for status %d: %v", e.Status, e.Err)
}

// Unwrap returns e.Err.
func (e *TemplateError) Unwrap() error { return e.Err }

// appendTemplate appends what t writes about p, or nothing.
func appendTemplate(dst []byte, t Template, p *problem.Problem) ([]byte, error) {
	for name := range p.Extensions {
		if isStandard(name) {
			return dst, &problem.MemberError{Name: name, Err: problem.ErrReserved}
		}
	}
	data, err := templateData(p)
	if err != nil {
		return dst, err
	}
	var page bytes.Buffer
	if err := execute(t, &page, data); err != nil {
		return dst, &TemplateError{Status: p.Status, Err: err}
	}
	return append(dst, page.Bytes()...), nil
}

// execute calls t and turns a panic of it into an error.
func execute(t Template, page *bytes.Buffer, data *problem.Problem) (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case error:
			err = fmt.Errorf("panic: %w", r)
		default:
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	if err := t.Execute(page, data); err != nil {
		return err
	}
	if page.Len() == 0 {
		return errors.New("the template wrote nothing")
	}
	return nil
}
