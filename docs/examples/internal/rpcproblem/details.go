package rpcproblem

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"path"
	"strings"

	"google.golang.org/genproto/googleapis/rpc/code"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/structpb"

	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/typelinks"
)

// From returns the problem of an error of a server, with the title of its
// status if it has none. An error that is no problem gives nothing away.
func From(err error) *problem.Problem {
	p := problem.From(err)
	p.Status = p.StatusCode()
	var known problem.Problemer
	if !errors.As(err, &known) {
		switch {
		case errors.Is(err, context.DeadlineExceeded):
			p.Status = 504
		case errors.Is(err, context.Canceled):
			p.Status = 499
		}
	}
	if link, _ := typelinks.Default().Lookup(p.Status); p.Title == "" {
		p.Title = link.Title
	}
	return p
}

// Message returns the message that goes with a code, for developers.
func Message(p *problem.Problem) string {
	if p.Detail == "" {
		return p.Title
	}
	return strings.TrimSuffix(p.Title, ".") + ": " + p.Detail
}

// Details returns what says more than a code: the whole problem as a
// google.protobuf.Struct, and what of it the standard details can tell, for
// clients that know nothing of problems. Integers beyond 2^53 lose digits in a
// Struct, as they do in JavaScript.
func Details(p *problem.Problem) []proto.Message {
	var details []proto.Message
	document, err := p.AppendJSON(nil)
	whole := new(structpb.Struct)
	if err == nil && protojson.Unmarshal(document, whole) == nil {
		details = append(details, whole)
	}
	if u, err := url.Parse(p.Type); err == nil && u.Host != "" {
		reason := strings.ReplaceAll(strings.ToUpper(path.Base(u.Path)), "-", "_")
		details = append(details, &errdetails.ErrorInfo{Reason: reason, Domain: u.Host})
	}
	if p.Lang != "" {
		details = append(details, &errdetails.LocalizedMessage{Locale: p.Lang, Message: cmp.Or(p.Detail, p.Title)})
	}
	if v := violations(p); len(v) > 0 {
		details = append(details, &errdetails.BadRequest{FieldViolations: v})
	}
	return details
}

func violations(p *problem.Problem) []*errdetails.BadRequest_FieldViolation {
	var members struct {
		Errors problem.Violations `json:"errors"`
	}
	if p.Extensions.Decode(&members) != nil {
		return nil
	}
	var v []*errdetails.BadRequest_FieldViolation
	for _, e := range members.Errors {
		if e.Pointer != "" {
			v = append(v, &errdetails.BadRequest_FieldViolation{Field: field(e.Pointer), Description: e.Detail})
		}
	}
	return v
}

// field returns the pointer "#/items/1/quantity" as "items[1].quantity".
func field(pointer string) string {
	var b strings.Builder
	for token := range strings.SplitSeq(strings.TrimPrefix(pointer, "#/"), "/") {
		switch {
		case strings.Trim(token, "0123456789") == "":
			b.WriteString("[" + token + "]")
		case b.Len() > 0:
			b.WriteString("." + token)
		default:
			b.WriteString(token)
		}
	}
	return b.String()
}

// Problem returns what a code, its message and details say as a problem, with
// err as its cause. It is the one that Details was called with if that made
// them, and the best that can be said otherwise.
func Problem(c code.Code, message string, details []proto.Message, err error) *problem.Problem {
	p := &problem.Problem{Status: Status(c), Detail: message}
	var invalid problem.Violations
	for _, d := range details {
		switch d := d.(type) {
		case *structpb.Struct:
			var whole problem.Problem
			if document, e := protojson.Marshal(d); e == nil && whole.UnmarshalJSON(document) == nil {
				whole.Err = err
				return &whole
			}
		case *errdetails.LocalizedMessage:
			p.Detail, p.Lang = d.Message, d.Locale
		case *errdetails.BadRequest:
			for _, v := range d.FieldViolations {
				invalid = append(invalid, problem.Violation{Detail: v.Description, Pointer: pointer(v.Field)})
			}
		}
	}
	if invalid != nil {
		p.Status = 422
		p.Extensions = problem.Extensions{"errors": invalid}
	}
	p.Err = err
	return p
}

// pointer is the reverse of field.
func pointer(field string) string {
	var tokens []any
	for _, token := range strings.FieldsFunc(field, func(r rune) bool { return strings.ContainsRune(".[]", r) }) {
		tokens = append(tokens, token)
	}
	return problem.Pointer(tokens...)
}
