package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/goproblem/problemdetails/cmd/problem/internal/mock"
	"github.com/goproblem/problemdetails/stdhttp"
)

// serveCommand runs the server.
func serveCommand() *command {
	return &command{
		name:  "serve",
		args:  "[flags] [FILE ...]",
		short: "serve problems over HTTP, for people who write clients",
		long: `
Serve answers requests with problems: /status/404 with that of a status,
/example/validation and others with real cases, /compose with the one that its
query describes. / is a page on which problems are composed, and in text says
what there is. Every answer is in the format that the request's Accept field
asks for.

Files given as arguments, or by -problem, are served too, as a mock of the API
that would send them: out-of-credit.json at /out-of-credit and, if its instance
is a path, at that path, for every method.

The server stops on SIGINT and SIGTERM, after the requests that it is
answering.`,
		examples: []example{
			{"problem serve", "serves on http://127.0.0.1:8080"},
			{"problem serve -addr 127.0.0.1:0", "serves on a free port, which the first line of output names"},
			{"problem serve -problem out-of-credit.json -delay 2s", "serves a problem of your own, slowly"},
		},
		setup: func(fs *flag.FlagSet) func(*env, []string) error {
			s := &server{log: "text"}
			fs.StringVar(&s.addr, "addr", "127.0.0.1:8080", "listen on `host:port`; port 0 picks a free one")
			fs.Func("problem", "`file` with a problem to serve, in JSON or XML, or a saved response; repeatable", s.addFile)
			fs.DurationVar(&s.delay, "delay", 0, "answer each request after this `duration`")
			fs.Var(&s.log, "log", "log requests on standard error, as text unless -log=json or -log=none says otherwise (default text)")
			s.limits.declare(fs)
			return s.run
		},
	}
}

// server is one run of the serve command.
type server struct {
	addr   string
	files  []string
	delay  time.Duration
	log    logForm
	limits limits
}

func (s *server) addFile(name string) error {
	s.files = append(s.files, name)
	return nil
}

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
	if s.delay < 0 {
		return usagef("-delay %v is negative", s.delay)
	}
	own, err := s.documents(e, append(s.files, args...))
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(e.ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", s.addr)
	if err != nil {
		return err
	}
	logger := slog.New(s.log.handler(&lockedWriter{w: e.stderr}))
	m := &mock.Server{Responder: stdhttp.Responder{Logger: logger}, Own: own}
	srv := &http.Server{
		Handler:           mock.AccessLog(logger, mock.Delay(s.delay, ctx.Done(), m.Handler())),
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout + s.delay,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    headerBytes,
		ErrorLog:          slog.NewLogLogger(logger.Handler(), slog.LevelWarn),
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
	return shutdown(srv, shutdownTimeout)
}

// shutdown lets the running requests finish, but not for ever.
func shutdown(srv *http.Server, timeout time.Duration) error {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	err := srv.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		srv.Close()
		return fmt.Errorf("requests were cut off after %v", timeout)
	}
	return err
}

// documents reads the problems in the files.
func (s *server) documents(e *env, names []string) ([]mock.Document, error) {
	var own []mock.Document
	for _, name := range names {
		p, err := readProblem(e, s.limits, name)
		if err != nil {
			return nil, err
		}
		path := "/stdin"
		if name != stdinName {
			base := filepath.Base(name)
			path = "/" + strings.TrimSuffix(base, filepath.Ext(base))
		}
		own = append(own, mock.Document{Path: path, Problem: p})
	}
	return own, mock.Check(own)
}

// logForm is a flag that may stand alone.
type logForm string

func (l *logForm) String() string { return "" }

func (l *logForm) IsBoolFlag() bool { return true }

func (l *logForm) Set(s string) error {
	switch s {
	case "true", "text":
		*l = "text"
	case "false", "none":
		*l = "none"
	case "json":
		*l = "json"
	default:
		return errors.New("want text, json or none")
	}
	return nil
}

func (l *logForm) handler(w io.Writer) slog.Handler {
	switch *l {
	case "json":
		return slog.NewJSONHandler(jsonWriter{w}, nil)
	case "none":
		return slog.DiscardHandler
	default:
		return slog.NewTextHandler(w, nil)
	}
}

// lockedWriter lets goroutines share a writer.
type lockedWriter struct {
	mu sync.Mutex
	w  io.Writer
}

func (l *lockedWriter) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(p)
}
