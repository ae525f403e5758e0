package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"

	"google.golang.org/genproto/googleapis/rpc/code"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/protoadapt"

	"github.com/goproblem/problemdetails/docs/examples/internal/rpcproblem"
	"github.com/goproblem/problemdetails/problem"
)

// answer is the interceptor of servers: it recovers panics, and makes a status
// of every error that is none yet.
func answer(ctx context.Context, in any, info *grpc.UnaryServerInfo, next grpc.UnaryHandler) (out any, err error) {
	defer func() {
		if v := recover(); v != nil {
			out, err = nil, toStatus(ctx, info.FullMethod, fmt.Errorf("panic: %v\n%s", v, debug.Stack()))
		}
	}()
	out, err = next(ctx, in)
	return out, toStatus(ctx, info.FullMethod, err)
}

func toStatus(ctx context.Context, method string, err error) error {
	if err == nil {
		return nil
	}
	var known problem.Problemer
	var chosen interface{ GRPCStatus() *status.Status }
	if !errors.As(err, &known) && errors.As(err, &chosen) {
		return chosen.GRPCStatus().Err() // without what is wrapped around it
	}
	p := rpcproblem.From(err)
	if p.Status >= 500 {
		slog.ErrorContext(ctx, "request failed", "method", method, "problem", p)
	}
	s := status.New(codes.Code(rpcproblem.Code(p.Status)), rpcproblem.Message(p))
	var details []protoadapt.MessageV1
	for _, d := range rpcproblem.Details(p) {
		details = append(details, protoadapt.MessageV1Of(d))
	}
	if detailed, err := s.WithDetails(details...); err == nil {
		s = detailed
	}
	return s.Err()
}

// understand is the interceptor of clients: it makes problems of statuses.
func understand(ctx context.Context, method string, in, out any, conn *grpc.ClientConn, invoke grpc.UnaryInvoker, opts ...grpc.CallOption) error {
	err := invoke(ctx, method, in, out, conn, opts...)
	s, ok := status.FromError(err)
	if err == nil || !ok {
		return err
	}
	var details []proto.Message
	for _, d := range s.Details() {
		if m, ok := d.(proto.Message); ok {
			details = append(details, m)
		}
	}
	return rpcproblem.Problem(code.Code(s.Code()), s.Message(), details, err)
}
