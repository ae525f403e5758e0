// Nats takes orders from a queue. An order that cannot be placed goes to a dead
// letter queue together with its problem. The server is part of the program, so
// that there is nothing to install.
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

const (
	newOrders  = "orders.new"
	deadOrders = "orders.dead"
)

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

// run places some orders and prints the dead letters.
func run(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "orders")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	js, stop, err := connect(dir)
	if err != nil {
		return err
	}
	defer stop()
	c := &consumer{queue: js, place: place, delay: 10 * time.Millisecond, attempts: 3}
	consuming, err := c.start(ctx)
	if err != nil {
		return err
	}
	defer func() {
		consuming.Drain()
		<-consuming.Closed() // all that was begun is settled
	}()
	orders := []string{
		`{"items":[{"quantity":2,"sku":"pen"}]}`,
		`{"items":[{"quantity":5,"sku":"pen"}]}`,
		`{"items":[{"quantity":0,"sku":"pen"}]}`,
		`{"items":[`,
		`{"items":[{"quantity":1,"sku":"ghost"}]}`,
	}
	for _, order := range orders {
		if _, err := js.Publish(ctx, newOrders, []byte(order)); err != nil {
			return err
		}
	}
	for range len(orders) - 1 {
		data, document, err := nextDead(ctx, js)
		if err != nil {
			return err
		}
		fmt.Printf("%s\n  %s\n", data, document)
	}
	return nil
}

// connect starts a server, and returns a queue on it and a function to end
// both.
func connect(dir string) (js jetstream.JetStream, stop func(), err error) {
	s, err := server.NewServer(&server.Options{DontListen: true, JetStream: true, StoreDir: dir})
	if err != nil {
		return nil, nil, err
	}
	s.Start()
	if !s.ReadyForConnections(10 * time.Second) {
		return nil, nil, fmt.Errorf("the server did not start")
	}
	conn, err := nats.Connect("", nats.InProcessServer(s))
	if err != nil {
		return nil, nil, err
	}
	js, err = jetstream.New(conn)
	return js, func() {
		conn.Close()
		s.Shutdown()
		s.WaitForShutdown()
	}, err
}

// nextDead takes one message from the dead letter queue: the order as it was
// and its problem.
func nextDead(ctx context.Context, js jetstream.JetStream) (data, document string, err error) {
	dead, err := js.CreateOrUpdateConsumer(ctx, streamName, jetstream.ConsumerConfig{
		Durable: "dead", FilterSubject: deadOrders, AckPolicy: jetstream.AckExplicitPolicy,
	})
	if err != nil {
		return "", "", err
	}
	msg, err := dead.Next(jetstream.FetchMaxWait(10 * time.Second))
	if err != nil {
		return "", "", err
	}
	return string(msg.Data()), msg.Headers().Get(problemHeader), msg.Ack()
}
