package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"log/slog"
	"net"
	"net/http"
	"os/signal"
	"syscall"
	"time"

	"github.com/goproblem/problemdetails/cmd/problem/internal/mock"
	"github.com/goproblem/problemdetails/stdhttp"
)

// serveCommand runs the server.
func serveCommand() *command {
	return &command{
		name:  "serve",
		args:  "[flags]",
		short: "serve problems over HTTP, for people who write clients",
		long: `
Serve answers requests with problems: /status/404 with that of a status,
/example/validation and others with real cases, / says what there is. Every
answer is in the format that the request's Accept field asks for. The server
stops on SIGINT and SIGTERM, after the requests that it is answering.`,
		examples: []example{
			{"problem serve", "serves on http://127.0.0.1:8080"},
			{"problem serve -addr 127.0.0.1:0", "serves on a free port, which the first line of output names"},
		},
		setup: func(fs *flag.FlagSet) func(*env, []string) error {
			s := &server{}
			fs.StringVar(&s.addr, "addr", "127.0.0.1:8080", "listen on `host:port`; port 0 picks a free one")
			return s.run
		},
	}
}

// server is one run of the serve command.
type server struct{ addr string }

// Bounds on what one client may hold.
const (
	headerTimeout   = 5 * time.Second
	readTimeout     = 30 * time.Second
	writeTimeout    = 30 * time.Second
	idleTimeout     = time.Minute
	headerBytes     = 64 << 10
	shutdownTimeout = 5 * time.Second
)

func (s *server) run(e *env, args []string) error {
	if len(args) > 0 {
		return usagef("unexpected argument %q", args[0])
	}
	ctx, stop := signal.NotifyContext(e.ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", s.addr)
	if err != nil {
		return err
	}
	logger := slog.New(slog.NewTextHandler(e.stderr, nil))
	m := &mock.Server{Responder: stdhttp.Responder{Logger: logger}}
	srv := &http.Server{
		Handler:           m.Handler(),
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    headerBytes,
		ErrorLog:          log.New(e.stderr, "problem serve: ", 0),
	}
	fmt.Fprintf(e.out, "listening on http://%s\n", listener.Addr())
	if err := e.out.Flush(); err != nil {
		listener.Close()
		return err
	}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	stop() // A second signal ends the process at once.
	return shutdown(srv)
}

// shutdown lets the running requests finish, but not for ever.
func shutdown(srv *http.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), shutdownTimeout)
	defer cancel()
	err := srv.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		srv.Close()
		return fmt.Errorf("requests were cut off after %v", shutdownTimeout)
	}
	return err
}
