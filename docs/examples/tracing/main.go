// Tracing tells clients the trace id of their request, and the trace what went
// wrong, with OpenTelemetry.
package main

import (
	"log"
	"net/http"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"

	"github.com/goproblem/problemdetails/docs/examples/internal/shophttp"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

func handler(tracer trace.Tracer) http.Handler {
	responder := &stdhttp.Responder{Before: addTraceID, After: record}
	mux := http.NewServeMux()
	mux.Handle("POST /orders", responder.Handler(shophttp.PlaceOrder))
	return traced(tracer, responder.Wrap(mux)) // so that unknown paths have a span, too
}

// addTraceID is a Responder.Before.
func addTraceID(r *http.Request, p *problem.Problem) {
	if span := trace.SpanContextFromContext(r.Context()); span.HasTraceID() {
		p.Extensions["trace_id"] = span.TraceID().String()
	}
}

// record is a Responder.After: the cause of an error goes to the trace, which
// only operators see.
func record(r *http.Request, o stdhttp.Outcome) {
	span := trace.SpanFromContext(r.Context())
	span.RecordError(o.Err)
	span.SetAttributes(
		attribute.Int("http.response.status_code", o.Status),
		attribute.String("problem.type", problem.From(o.Err).Type),
	)
	if o.Status >= 500 { // what clients get wrong is no error of the server
		span.SetStatus(codes.Error, "") // http.response.status_code says why
	}
}

// traced begins a span for each request, within the trace of the client if
// there is one. otelhttp does that, too, and more.
func traced(tracer trace.Tracer, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx := propagation.TraceContext{}.Extract(r.Context(), propagation.HeaderCarrier(r.Header))
		ctx, span := tracer.Start(ctx, r.Method, trace.WithSpanKind(trace.SpanKindServer))
		defer span.End()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

func main() {
	provider := sdk.NewTracerProvider() // sends spans nowhere: add an exporter
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", handler(provider.Tracer("shop"))))
}
