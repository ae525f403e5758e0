// Package probe sends the requests that "problem check" needs, within limits:
// nothing a server does keeps it for long or fills the memory.
package probe

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"github.com/goproblem/problemdetails/cmd/problem/internal/check"
)

// A Client sends requests. All fields must be set but Header and Body, and
// must not change while it is used.
type Client struct {
	Timeout      time.Duration // of one request, with its redirects
	MaxSize      int64         // of a body
	MaxRedirects int
	Method       string
	Header       http.Header // of all requests
	Body         []byte
	Accept       []string // values of Accept, one request each; empty means no field
}

// maxHeader returns the bound on the header of a response: far more than servers
// and clients take, and more still if bodies may be larger than usual.
func (c *Client) maxHeader() int64 { return max(256<<10, c.MaxSize/16) }

// userAgent says to the operators of servers who calls.
const userAgent = "problem-check (+https://github.com/goproblem/problemdetails)"

// Check sends the requests to url and adds what is wrong with the answers to
// the report. It returns the answers, in the order of c.Accept.
func (c *Client) Check(ctx context.Context, r *check.Report, url string) ([]*check.Response, error) {
	var responses []*check.Response
	for _, accept := range c.Accept {
		resp, err := c.do(ctx, c.Method, url, accept, c.Body)
		if err != nil {
			return nil, err
		}
		responses = append(responses, resp)
	}
	if c.Method == http.MethodGet {
		// What does not answer here is left alone: it was not asked about.
		if s := responses[0].Status; s == http.StatusNoContent || s == http.StatusNotModified {
			if resp, err := c.bare(ctx, http.MethodGet, url, c.Accept[0]); err == nil && resp.Status == s {
				responses[0] = resp
			}
		}
		if resp, err := c.bare(ctx, http.MethodHead, url, c.Accept[0]); err == nil {
			responses = append(responses, resp)
		}
	}
	r.Exchange(url, responses)
	return responses, nil
}

// Follow looks up whether there is something at the end of the types.
func (c *Client) Follow(ctx context.Context, r *check.Report, types []check.Type) {
	said := make(map[string]string)
	for _, t := range types {
		reason, ok := said[t.URI]
		if !ok {
			reason = c.resolve(ctx, t.URI)
			said[t.URI] = reason
		}
		if reason != "" {
			r.Unresolved(t, "%s", reason)
		}
	}
}

// resolve returns why a type does not resolve, or an empty string.
func (c *Client) resolve(ctx context.Context, uri string) string {
	resp, err := (&Client{Timeout: c.Timeout, MaxSize: c.MaxSize, MaxRedirects: c.MaxRedirects}).
		do(ctx, http.MethodGet, uri, "text/html,*/*;q=0.1", nil)
	var large *SizeError
	switch {
	case errors.As(err, &large):
		return "" // A page that long explains something.
	case err != nil:
		return fmt.Sprintf("does not resolve: %v", err)
	case resp.Status < 200 || resp.Status > 299:
		return fmt.Sprintf("answers with the status %d", resp.Status)
	case len(resp.Body) == 0:
		return "answers with an empty page"
	}
	return ""
}

// A SizeError reports a body beyond the limit.
type SizeError struct{ Limit int64 }

func (e *SizeError) Error() string {
	return fmt.Sprintf("the body is larger than %d bytes; -max-size raises the limit", e.Limit)
}

// do sends one request and reads the answer.
func (c *Client) do(ctx context.Context, method, url, accept string, body []byte) (*check.Response, error) {
	req, err := c.request(ctx, method, url, accept, body)
	if err != nil {
		return nil, err
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxResponseHeaderBytes = c.maxHeader()
	transport.DisableCompression = true // The rules look at what was sent.
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport, Timeout: c.Timeout, CheckRedirect: c.checkRedirect}
	resp, err := client.Do(req)
	if err != nil {
		return nil, c.explain(err)
	}
	defer resp.Body.Close()
	content, err := io.ReadAll(io.LimitReader(resp.Body, c.MaxSize+1))
	if int64(len(content)) > c.MaxSize {
		return nil, &SizeError{c.MaxSize}
	}
	// A body that ends before Content-Length is a finding.
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, c.explain(err)
	}
	return &check.Response{
		Proto: resp.Proto, Status: resp.StatusCode, Header: resp.Header, Body: content, Method: method, Accept: accept,
	}, nil
}

// request returns a request with the fields of the client.
func (c *Client) request(ctx context.Context, method, url, accept string, body []byte) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, method, url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", userAgent)
	for name, values := range c.Header {
		req.Header[name] = values
		if name == "Host" {
			req.Host = values[0]
		}
	}
	if accept != "" {
		req.Header.Set("Accept", accept)
	}
	return req, nil
}

func (c *Client) checkRedirect(_ *http.Request, via []*http.Request) error {
	if len(via) > c.MaxRedirects {
		return fmt.Errorf("more than %d redirects; -max-redirects raises the limit", c.MaxRedirects)
	}
	return nil
}

// explain turns an error of net/http into a message for people.
func (c *Client) explain(err error) error {
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() {
		return fmt.Errorf("no complete answer within %v; -timeout raises the limit", c.Timeout)
	}
	// net/url puts the method and the URL in front; the caller names the URL.
	if inner := errors.Unwrap(err); inner != nil {
		return inner
	}
	return err
}
