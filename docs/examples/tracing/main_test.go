package main

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace/noop"

	"github.com/goproblem/problemdetails/docs/examples/internal/contract"
)

// Without a trace the answers are those of the other examples.
func TestContract(t *testing.T) {
	contract.Run(t, handler(noop.NewTracerProvider().Tracer("")))
}

func TestTracing(t *testing.T) {
	slog.SetDefault(slog.New(slog.DiscardHandler))
	const traceID = "0af7651916cd43dd8448eb211c80319c"
	tests := []struct {
		name, path, order string
		status            int
		problemType       string
		code              codes.Code
	}{
		{"unknown path", "/nowhere", "", 404, "", codes.Unset},
		{"domain problem", "/orders", `{"items":[{"quantity":5,"sku":"pen"}]}`, 403, "https://example.com/probs/out-of-credit", codes.Unset},
		{"panic", "/orders", `{"items":[{"quantity":1,"sku":"ghost"}]}`, 500, "", codes.Error},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			spans := tracetest.NewSpanRecorder()
			h := handler(sdk.NewTracerProvider(sdk.WithSpanProcessor(spans)).Tracer("test"))
			r := httptest.NewRequest(http.MethodPost, tt.path, strings.NewReader(tt.order))
			r.Header.Set("Traceparent", "00-"+traceID+"-b7ad6b7169203331-01")
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)

			var got struct {
				TraceID string `json:"trace_id"`
				Status  int
			}
			if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
				t.Fatal(err)
			}
			if got.TraceID != traceID || got.Status != tt.status || strings.Contains(w.Body.String(), "nil pointer") {
				t.Errorf("got %s, want status %d and trace id %s", w.Body, tt.status, traceID)
			}
			ended := spans.Ended()
			if len(ended) != 1 {
				t.Fatalf("got %d spans, want 1", len(ended))
			}
			span := ended[0]
			if span.Parent().TraceID().String() != traceID || span.Status().Code != tt.code {
				t.Errorf("got trace %s and status %v, want %s and %v", span.Parent().TraceID(), span.Status().Code, traceID, tt.code)
			}
			for _, want := range []attribute.KeyValue{
				attribute.Int("http.response.status_code", tt.status),
				attribute.String("problem.type", tt.problemType),
			} {
				if !slices.Contains(span.Attributes(), want) {
					t.Errorf("got %v, want %v among it", span.Attributes(), want)
				}
			}
			if len(span.Events()) != 1 || span.Events()[0].Name != "exception" {
				t.Errorf("got events %v, want one exception", span.Events())
			}
		})
	}
}

// A request without a trace begins one.
func TestNewTrace(t *testing.T) {
	t.Parallel()
	w := httptest.NewRecorder()
	handler(sdk.NewTracerProvider().Tracer("test")).ServeHTTP(w, httptest.NewRequest("GET", "/nowhere", nil))
	if !strings.Contains(w.Body.String(), `"trace_id":"`) {
		t.Errorf("got %s, want a trace id", w.Body)
	}
}
