package main

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// accepts are what the checking client asks for.
var accepts = []string{"application/problem+json", "application/xml", "text/html", "text/plain", "image/png", "application/problem+yaml"}

// check asks for what a route has, again and again, until ctx ends, and sends
// what is wrong with a response to wrong. It returns how many it has seen.
func check(ctx context.Context, client *http.Client, base string, list []route, wrong chan<- error) (seen int) {
	for ; ctx.Err() == nil; seen++ {
		x := list[seen%len(list)]
		accept := accepts[seen/len(list)%len(accepts)]
		if err := checkOne(ctx, client, base, x, accept); err != nil && ctx.Err() == nil {
			wrong <- fmt.Errorf("%s %s: %w", x.path, accept, err)
		}
	}
	return seen
}

func checkOne(ctx context.Context, client *http.Client, base string, x route, accept string) error {
	req, err := http.NewRequestWithContext(ctx, "GET", base+x.path, nil)
	if err != nil {
		return err
	}
	req.Header.Set("Accept", accept)
	resp, err := client.Do(req)
	var content []byte
	if err == nil {
		content, err = io.ReadAll(resp.Body)
		resp.Body.Close()
	}
	switch {
	case x.cut && err == nil:
		return fmt.Errorf("looks whole: %d %.100q", resp.StatusCode, content)
	case x.cut:
		return nil
	case err != nil:
		return err
	case resp.StatusCode != x.status:
		return fmt.Errorf("status %d, want %d", resp.StatusCode, x.status)
	case strings.Contains(fmt.Sprint(resp.Header, string(content)), secret):
		return errors.New("a secret is on the wire")
	}
	return valid(resp.Header.Get("Content-Type"), content, x.status)
}

// valid returns an error unless content is a whole problem with that status.
func valid(contentType string, content []byte, status int) error {
	var doc struct {
		XMLName xml.Name `json:"-"`
		Status  int      `json:"status" xml:"status"`
	}
	ok := false
	switch contentType {
	case "application/problem+json":
		ok = json.Unmarshal(content, &doc) == nil && doc.Status == status
	case "application/problem+xml":
		ok = xml.Unmarshal(content, &doc) == nil && doc.Status == status && doc.XMLName.Local == "problem"
	case "text/html; charset=utf-8":
		ok = bytes.HasPrefix(content, []byte("<!DOCTYPE html>")) && bytes.HasSuffix(content, []byte("</html>\n"))
	case "text/plain; charset=utf-8":
		ok = bytes.HasPrefix(content, []byte(strconv.Itoa(status))) && bytes.HasSuffix(content, []byte("\n"))
	}
	if !ok {
		return fmt.Errorf("not valid as %s: %.200q", contentType, content)
	}
	return nil
}

// leave sends requests and goes away before, during and after the response,
// until ctx ends.
func leave(ctx context.Context, addr string, list []route) {
	for i := 0; ctx.Err() == nil; i++ {
		conn, err := net.DialTimeout("tcp", addr, time.Second)
		if err != nil {
			continue
		}
		conn.SetDeadline(time.Now().Add(time.Second))
		fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: x\r\n\r\n", list[i%len(list)].path)
		if i%3 > 0 {
			io.ReadFull(conn, make([]byte, 1+i%3*500))
		}
		if i%2 == 0 {
			conn.(*net.TCPConn).SetLinger(0) // a reset instead of a farewell
		}
		conn.Close()
		select {
		case <-time.After(2 * time.Millisecond):
		case <-ctx.Done():
		}
	}
}
