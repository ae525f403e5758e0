package probe

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/goproblem/problemdetails/cmd/problem/internal/check"
)

// bodyGrace is how long a body may take to arrive behind a header that should
// be the end of the answer.
const bodyGrace = 300 * time.Millisecond

// errProxy says that a request was not sent.
var errProxy = errors.New("probe: there is a proxy")

// bare sends a request to which the answer has no body, on a connection of its
// own: net/http hides a body that a server sends by mistake. It follows no
// redirects.
func (c *Client) bare(ctx context.Context, method, address, accept string) (*check.Response, error) {
	ctx, cancel := context.WithTimeout(ctx, c.Timeout)
	defer cancel()
	req, err := c.request(ctx, method, address, accept, nil)
	if err != nil {
		return nil, err
	}
	if proxy, err := http.ProxyFromEnvironment(req); proxy != nil || err != nil {
		return nil, errProxy
	}
	req.Close = true
	conn, err := dial(ctx, req.URL)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	deadline, _ := ctx.Deadline()
	if err := conn.SetDeadline(deadline); err != nil {
		return nil, err
	}
	if err := req.Write(conn); err != nil {
		return nil, err
	}
	r := bufio.NewReader(io.LimitReader(conn, c.maxHeader()))
	resp, err := http.ReadResponse(r, req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if err := conn.SetDeadline(time.Now().Add(bodyGrace)); err != nil {
		return nil, err
	}
	var body [64]byte
	n, _ := io.ReadFull(r, body[:])
	return &check.Response{
		Proto: resp.Proto, Status: resp.StatusCode, Header: resp.Header, Body: body[:n], Method: method, Accept: accept,
	}, nil
}

// dial connects to the server of a URL.
func dial(ctx context.Context, u *url.URL) (net.Conn, error) {
	port := u.Port()
	if u.Scheme == "https" {
		if port == "" {
			port = "443"
		}
		d := tls.Dialer{Config: &tls.Config{NextProtos: []string{"http/1.1"}}}
		return d.DialContext(ctx, "tcp", net.JoinHostPort(u.Hostname(), port))
	}
	if port == "" {
		port = "80"
	}
	var d net.Dialer
	return d.DialContext(ctx, "tcp", net.JoinHostPort(u.Hostname(), port))
}
