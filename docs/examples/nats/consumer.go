package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/goproblem/problemdetails/docs/examples/internal/shop"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
	"github.com/goproblem/problemdetails/typelinks"
)

const (
	streamName    = "ORDERS"
	problemHeader = "Problem" // of a dead letter: an application/problem+json document
)

// A consumer places the orders of a queue.
type consumer struct {
	queue    jetstream.JetStream
	place    func(data []byte) error
	delay    time.Duration // before the next attempt
	attempts uint64        // how many there are
}

// start creates the queue if need be and begins to consume.
func (c *consumer) start(ctx context.Context) (jetstream.ConsumeContext, error) {
	stream, err := c.queue.CreateOrUpdateStream(ctx, jetstream.StreamConfig{
		Name: streamName, Subjects: []string{newOrders, deadOrders},
	})
	if err != nil {
		return nil, err
	}
	orders, err := stream.CreateOrUpdateConsumer(ctx, jetstream.ConsumerConfig{
		Durable: "place", FilterSubject: newOrders, AckPolicy: jetstream.AckExplicitPolicy,
	})
	if err != nil {
		return nil, err
	}
	return orders.Consume(func(msg jetstream.Msg) {
		if err := c.handle(ctx, msg); err != nil {
			slog.ErrorContext(ctx, "order not settled: it will come again", "err", err)
		}
	})
}

// handle settles one message: done, once more later, or dead.
func (c *consumer) handle(ctx context.Context, msg jetstream.Msg) error {
	err := c.place(msg.Data())
	if err == nil {
		return msg.Ack()
	}
	p := explain(err) // problem.From, with the title of the status from typelinks
	meta, err := msg.Metadata()
	if err != nil {
		return err
	}
	// Only what is our own fault can be better next time.
	if p.Status >= 500 && meta.NumDelivered < c.attempts {
		return msg.NakWithDelay(c.delay)
	}
	return c.bury(ctx, msg, p)
}

// bury puts a message into the dead letter queue.
func (c *consumer) bury(ctx context.Context, msg jetstream.Msg, p *problem.Problem) error {
	slog.ErrorContext(ctx, "order is dead", "problem", p) // with its cause
	document, err := p.AppendJSON(nil)
	if err != nil {
		return err
	}
	dead := &nats.Msg{Subject: deadOrders, Data: msg.Data(), Header: nats.Header{problemHeader: {string(document)}}}
	if _, err := c.queue.PublishMsg(ctx, dead); err != nil {
		return err
	}
	return msg.TermWithReason(p.Title)
}

// explain returns the problem of an error, with a title in any case.
func explain(err error) *problem.Problem {
	p := problem.From(err)
	p.Status = p.StatusCode()
	link, _ := typelinks.Default().Lookup(p.Status)
	p.Title = cmp.Or(p.Title, link.Title)
	return p
}

// place places an order in JSON.
func place(data []byte) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("panic: %v\n%s", v, debug.Stack())
		}
	}()
	var order shop.Order
	if err := json.Unmarshal(data, &order); err != nil {
		return stdhttp.BodyError(err)
	}
	if err := order.Validate(); err != nil {
		return err
	}
	_, err = shop.Place(order)
	return err
}
