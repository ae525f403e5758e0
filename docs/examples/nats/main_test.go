package main

import (
	"log/slog"
	"sync/atomic"
	"testing"
	"time"
)

func TestDeadLetters(t *testing.T) {
	slog.SetDefault(slog.New(slog.DiscardHandler))
	js, stop, err := connect(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	var calls atomic.Int64
	c := &consumer{queue: js, delay: time.Millisecond, attempts: 3, place: func(data []byte) error {
		calls.Add(1)
		return place(data)
	}}
	consuming, err := c.start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(consuming.Stop)

	tests := []struct {
		name  string
		order string
		calls int64
		want  string
	}{
		{
			"domain problem", `{"items":[{"quantity":5,"sku":"pen"}]}`, 1,
			`{"type":"https://example.com/probs/out-of-credit","title":"You do not have enough credit.","status":403,"detail":"Your balance is 30, but that costs 50.","accounts":["/account/12345","/account/67890"],"balance":30,"cost":50}`,
		},
		{
			"validation", `{"items":[{"quantity":0,"sku":"pen"}]}`, 1,
			`{"title":"Unprocessable Content","status":422,"errors":[{"detail":"must be at least 1","pointer":"#/items/0/quantity"}]}`,
		},
		{"panic, three times", `{"items":[{"quantity":1,"sku":"ghost"}]}`, 3, `{"title":"Internal Server Error","status":500}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			before := calls.Load()
			if _, err := js.Publish(t.Context(), newOrders, []byte(tt.order)); err != nil {
				t.Fatal(err)
			}
			data, document, err := nextDead(t.Context(), js)
			if err != nil {
				t.Fatal(err)
			}
			if data != tt.order || document != tt.want {
				t.Errorf("got %s with\n%s, want %s with\n%s", data, document, tt.order, tt.want)
			}
			if got := calls.Load() - before; got != tt.calls {
				t.Errorf("got %d calls, want %d", got, tt.calls)
			}
		})
	}
}

func TestRun(t *testing.T) {
	slog.SetDefault(slog.New(slog.DiscardHandler))
	if err := run(t.Context()); err != nil {
		t.Error(err)
	}
}
