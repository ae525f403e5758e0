package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/goproblem/problemdetails/docs/examples/internal/fields"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

// A failure is an error on its way through huma.
type failure struct {
	error
	status int
}

// newError is for huma.NewError, by which huma makes all of its errors.
func newError(status int, text string, errs ...error) huma.StatusError {
	return &failure{translate(status, text, errs), status}
}

// GetStatus makes a failure a huma.StatusError.
func (f *failure) GetStatus() int { return f.status }

// ContentType tells the OpenAPI document what Schema describes.
func (f *failure) ContentType(string) string { return "application/problem+json" }

// Schema tells the OpenAPI document what clients get.
func (f *failure) Schema(r huma.Registry) *huma.Schema {
	type Problem struct {
		Type     string              `json:"type,omitempty" format:"uri-reference"`
		Title    string              `json:"title,omitempty"`
		Status   int                 `json:"status,omitempty"`
		Detail   string              `json:"detail,omitempty"`
		Instance string              `json:"instance,omitempty" format:"uri-reference"`
		Errors   []problem.Violation `json:"errors,omitempty"`
		_        struct{}            `additionalProperties:"true"`
	}
	return r.Schema(reflect.TypeFor[Problem](), true, "Problem")
}

// translate makes problems of huma's own errors. Those of handlers come as the
// only cause of a 500.
func translate(status int, text string, errs []error) error {
	if status == http.StatusInternalServerError && len(errs) == 1 {
		return errs[0]
	}
	p := &problem.Problem{Status: status, Err: errors.Join(append(errs, errors.New(text))...)}
	var v problem.Violations
	for _, err := range errs {
		if e, ok := err.(huma.ErrorDetailer); ok && status < 500 {
			v = append(v, violation(e.ErrorDetail()))
		}
	}
	switch {
	case v != nil:
		p.Extensions = problem.Extensions{"errors": v}
	case status < 500:
		p.Detail = text
	}
	return p
}

// violation turns a location such as "body.items[1].quantity" or "query.page"
// into what the client has sent.
func violation(e *huma.ErrorDetail) problem.Violation {
	v := problem.Violation{Detail: e.Message}
	switch part, name, _ := strings.Cut(e.Location, "."); part {
	case "query", "path":
		v.Parameter = name
	case "header":
		v.Header = name
	default:
		v.Pointer = fields.Pointer(e.Location)
	}
	return v
}

// An answer is a failure and the request that it is the answer to.
type answer struct {
	err     error
	request *http.Request
}

// address is a huma.Transformer that makes answers of failures.
func address(ctx huma.Context, _ string, v any) (any, error) {
	if f, ok := v.(*failure); ok {
		r, _ := humago.Unwrap(ctx)
		return answer{f.error, r}, nil
	}
	return v, nil
}

// unmarshal reads JSON. Its errors are in words for clients, to whom huma tells
// them.
func unmarshal(data []byte, v any) error {
	err := stdhttp.BodyError(json.Unmarshal(data, v))
	if err == nil {
		return nil
	}
	return errors.New(cmp.Or(problem.From(err).Detail, "The content cannot be read."))
}

// marshal writes answers by way of stdhttp and all else as huma does. What it
// writes to is the http.ResponseWriter, with humago.
func marshal(w io.Writer, v any) error {
	if a, ok := v.(answer); ok {
		stdhttp.Error(w.(http.ResponseWriter), a.request, a.err)
		return nil
	}
	return huma.DefaultJSONFormat.Marshal(w, v)
}
