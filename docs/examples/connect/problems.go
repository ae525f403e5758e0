package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"

	"connectrpc.com/connect"
	"google.golang.org/genproto/googleapis/rpc/code"
	"google.golang.org/protobuf/proto"

	"github.com/goproblem/problemdetails/docs/examples/internal/rpcproblem"
	"github.com/goproblem/problemdetails/problem"
)

// Problems is an interceptor that turns problems into Connect's errors in
// servers and back in clients.
type problems struct{}

func (problems) WrapUnary(next connect.UnaryFunc) connect.UnaryFunc {
	return func(ctx context.Context, in connect.AnyRequest) (connect.AnyResponse, error) {
		out, err := next(ctx, in)
		switch {
		case err == nil:
			return out, nil
		case in.Spec().IsClient:
			return out, fromConnect(err)
		default:
			return out, toConnect(ctx, in.Spec().Procedure, err)
		}
	}
}

func (problems) WrapStreamingClient(next connect.StreamingClientFunc) connect.StreamingClientFunc {
	return next // errors come from the methods of the stream: pass them to fromConnect
}

func (problems) WrapStreamingHandler(next connect.StreamingHandlerFunc) connect.StreamingHandlerFunc {
	return func(ctx context.Context, conn connect.StreamingHandlerConn) error {
		return toConnect(ctx, conn.Spec().Procedure, next(ctx, conn))
	}
}

// recovered makes an error of a panic.
func recovered(ctx context.Context, spec connect.Spec, _ http.Header, v any) error {
	return toConnect(ctx, spec.Procedure, fmt.Errorf("panic: %v\n%s", v, debug.Stack()))
}

func toConnect(ctx context.Context, procedure string, err error) error {
	var known problem.Problemer
	var chosen *connect.Error
	if err == nil || !errors.As(err, &known) && errors.As(err, &chosen) {
		return err
	}
	p := rpcproblem.From(err)
	if p.Status >= 500 {
		slog.ErrorContext(ctx, "request failed", "procedure", procedure, "problem", p)
	}
	e := connect.NewError(connect.Code(rpcproblem.Code(p.Status)), errors.New(rpcproblem.Message(p)))
	for _, m := range rpcproblem.Details(p) {
		if d, err := connect.NewErrorDetail(m); err == nil {
			e.AddDetail(d)
		}
	}
	return e
}

func fromConnect(err error) error {
	var e *connect.Error
	if !errors.As(err, &e) {
		return err
	}
	var details []proto.Message
	for _, d := range e.Details() {
		if m, err := d.Value(); err == nil {
			details = append(details, m)
		}
	}
	return rpcproblem.Problem(code.Code(e.Code()), e.Message(), details, err)
}
