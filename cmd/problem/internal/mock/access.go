package mock

import (
	"context"
	"log/slog"
	"net/http"
	"time"
)

// AccessLog logs a line for each request that next has answered.
func AccessLog(logger *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		c := &counter{ResponseWriter: w, status: http.StatusOK}
		aborted := true
		defer func() {
			logger.LogAttrs(context.WithoutCancel(r.Context()), slog.LevelInfo, "request",
				slog.String("method", r.Method),
				slog.String("path", r.URL.RequestURI()),
				slog.String("accept", r.Header.Get("Accept")),
				slog.Int("status", c.status),
				slog.String("type", c.Header().Get("Content-Type")),
				slog.Int64("bytes", c.bytes),
				slog.Bool("aborted", aborted),
				slog.Duration("duration", time.Since(start).Round(time.Microsecond)),
				slog.String("remote", r.RemoteAddr),
			)
		}()
		next.ServeHTTP(c, r)
		aborted = false
	})
}

// A counter remembers what was sent.
type counter struct {
	http.ResponseWriter
	status  int
	bytes   int64
	written bool
}

func (c *counter) WriteHeader(status int) {
	if !c.written && status >= 200 {
		c.status, c.written = status, true
	}
	c.ResponseWriter.WriteHeader(status)
}

func (c *counter) Write(p []byte) (int, error) {
	c.written = true
	n, err := c.ResponseWriter.Write(p)
	c.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController find the writer beneath.
func (c *counter) Unwrap() http.ResponseWriter { return c.ResponseWriter }

// Delay answers each request after d, or at once when done is closed.
func Delay(d time.Duration, done <-chan struct{}, next http.Handler) http.Handler {
	if d <= 0 {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		timer := time.NewTimer(d)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-done:
		case <-r.Context().Done(): // The client is gone; nobody reads the answer.
		}
		next.ServeHTTP(w, r)
	})
}
