package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"

	"github.com/goproblem/problemdetails/docs/benchmarks/internal/bench"
)

// server answers requests through net/http and a loopback connection that is
// kept alive. Its client allocates nothing, so that what is counted is what the
// server allocates for a request. Times are mostly those of the kernel.
func server() bench.Workload {
	w := bench.Workload{
		Name: "server",
		Text: "A 404 from a net/http server over loopback: here the allocations tell, times are mostly those of the kernel.",
	}
	for _, rs := range responders() {
		c := &client{handler: rs.handler}
		w.Contestants = append(w.Contestants, bench.Contestant{
			Name:  rs.name,
			Note:  rs.note,
			Batch: c.requests,
			Check: func() error {
				if err := c.start(); err != nil {
					return err
				}
				return c.check(rs)
			},
		})
	}
	return w
}

// request is what a simple client sends.
const request = "GET /orders/4711 HTTP/1.1\r\nHost: localhost\r\nUser-Agent: benchmark\r\nAccept: application/json\r\n\r\n"

// A client sends the same request again and again.
type client struct {
	handler http.HandlerFunc
	conn    net.Conn
	request []byte
	answer  []byte // as long as every answer is
}

// start starts a server, which runs until the process ends, and connects to it.
func (c *client) start() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	go func() { _ = (&http.Server{Handler: c.handler}).Serve(l) }()
	c.conn, err = net.Dial("tcp", l.Addr().String())
	c.request = []byte(request)
	return err
}

// check sends one request, checks the answer and learns how long it is: the
// date changes but not its length.
func (c *client) check(rs responder) error {
	if _, err := c.conn.Write(c.request); err != nil {
		return err
	}
	var raw bytes.Buffer
	resp, err := http.ReadResponse(bufio.NewReaderSize(io.TeeReader(c.conn, &raw), 16), nil)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	c.answer = make([]byte, raw.Len())
	if !strings.HasSuffix(raw.String(), string(body)) {
		return fmt.Errorf("more than the body was read")
	}
	return rs.check(resp.StatusCode, resp.Header, body)
}

// requests sends n requests, one after the other.
func (c *client) requests(n int) {
	for range n {
		if _, err := c.conn.Write(c.request); err != nil {
			panic(err)
		}
		if _, err := io.ReadFull(c.conn, c.answer); err != nil {
			panic(err)
		}
	}
}
