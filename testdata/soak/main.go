// Command soak puts load on the command's server and on a service that
// misbehaves in every way that we know of, and looks for what grows: memory,
// goroutines, responses that are not valid. It needs wrk, and Linux.
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

func main() {
	length := flag.Duration("for", time.Minute, "how `long`")
	flag.Parse()
	if err := soak(*length); err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
		os.Exit(1)
	}
}

func soak(length time.Duration) error {
	server, base, err := startServe()
	if err != nil {
		return err
	}
	defer server.Process.Kill()
	goroutines := runtime.NumGoroutine()
	handler, list := service()
	own := httptest.NewUnstartedServer(handler)
	own.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, 0)
	own.Start()

	good := []route{ // what the command serves
		{path: "/status/404", status: 404},
		{path: "/status/503", status: 503},
		{path: "/example/out-of-credit", status: 403},
		{path: "/example/validation", status: 422},
		{path: "/example/nested", status: 400},
		{path: "/example/arabic", status: 403},
		{path: "/example/hostile", status: 400},
		{path: "/example/secret", status: 500},
		{path: "/example/panic", status: 500},
		{path: "/nothing", status: 404},
	}
	ctx, cancel := context.WithTimeout(context.Background(), length)
	defer cancel()
	wrong := make(chan error)
	var all sync.WaitGroup
	var seen atomic.Int64
	transport := &http.Transport{MaxIdleConnsPerHost: 8}
	client := &http.Client{Transport: transport, Timeout: 20 * time.Second}
	for range 2 {
		all.Go(func() { seen.Add(int64(check(ctx, client, base, good, wrong))) })
		all.Go(func() { seen.Add(int64(check(ctx, client, own.URL, list, wrong))) })
	}
	for _, addr := range []string{strings.TrimPrefix(base, "http://"), own.Listener.Addr().String()} {
		all.Go(func() { leave(ctx, addr, append(slices.Clone(good), list...)) })
	}
	for name, target := range map[string]struct {
		url  string
		list []route
	}{"problem serve": {base, good}, "the service": {own.URL, list}} {
		all.Go(func() {
			if err := load(length, name, target.url, target.list); err != nil {
				wrong <- err
			}
		})
	}
	var heap, resident []float64 // in MB, by second
	all.Go(func() {
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				heap = append(heap, liveHeap())
				resident = append(resident, residentSize(server.Process.Pid))
			case <-ctx.Done():
				return
			}
		}
	})
	var faults []error
	done := make(chan bool)
	go func() {
		for err := range wrong {
			if faults = append(faults, err); len(faults) < 20 {
				fmt.Fprintln(os.Stderr, err)
			}
		}
		close(done)
	}()
	all.Wait()
	close(wrong)
	<-done

	fmt.Printf("%d responses checked, %d not valid\n", seen.Load(), len(faults))
	transport.CloseIdleConnections()
	own.Close()
	err = errors.Join(
		flat("live heap of the service", heap),
		flat("resident memory of problem serve", resident),
		fewer(goroutines),
		stop(server),
	)
	if len(faults) > 0 {
		err = errors.Join(err, fmt.Errorf("%d responses were not valid", len(faults)))
	}
	return err
}

// startServe builds the command and starts its server.
func startServe() (*exec.Cmd, string, error) {
	folder, err := os.MkdirTemp("", "soak")
	if err != nil {
		return nil, "", err
	}
	defer os.RemoveAll(folder)
	binary := filepath.Join(folder, "problem")
	build := exec.Command("go", "build", "-o", binary, "./cmd/problem")
	build.Dir, build.Stderr = "../..", os.Stderr
	if err := build.Run(); err != nil {
		return nil, "", err
	}
	cmd := exec.Command(binary, "serve", "-addr", "127.0.0.1:0", "-log=json")
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, "", err
	}
	if err := cmd.Start(); err != nil {
		return nil, "", err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	base, ok := strings.CutPrefix(strings.TrimSpace(line), "listening on ")
	if err != nil || !ok {
		return nil, "", fmt.Errorf("problem serve says %q, %v", line, err)
	}
	return cmd, base, nil
}

// load lets wrk ask for the routes, and prints what it says.
func load(length time.Duration, name, url string, list []route) error {
	args := []string{"-t1", "-c16", "-d" + strconv.Itoa(int(length.Seconds())) + "s", "-s", "load.lua", url, "--"}
	for _, x := range list {
		args = append(args, x.path)
	}
	out, err := exec.Command("wrk", args...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("wrk: %w: %s", err, out)
	}
	for line := range strings.Lines(string(out)) {
		if !slices.ContainsFunc(list, func(x route) bool { return x.cut }) && strings.Contains(line, "Socket errors") {
			return fmt.Errorf("%s: %s", name, strings.TrimSpace(line))
		}
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "Requests/sec") || strings.HasPrefix(line, "Socket errors") || strings.Contains(line, "requests in") {
			fmt.Printf("%s: %s\n", name, line)
		}
	}
	return nil
}

// liveHeap returns the megabytes that are still in use after a collection.
func liveHeap() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / (1 << 20)
}

// residentSize returns the megabytes of memory that a process has.
func residentSize(pid int) float64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if size, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kb, _ := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(size), " kB"))
			return float64(kb) / 1024
		}
	}
	return 0
}

// flat compares the second sixth of the time, when everything has warmed up,
// with the last.
func flat(what string, mb []float64) error {
	n := len(mb) / 6
	if n == 0 {
		return fmt.Errorf("%s: too few values, soak for longer", what)
	}
	early, late := median(mb[n:2*n]), median(mb[len(mb)-n:])
	fmt.Printf("%s: %.1f MB early, %.1f MB late, %.1f MB at most\n", what, early, late, slices.Max(mb))
	if early == 0 || late > early*1.25+4 {
		return fmt.Errorf("%s grows from %.1f to %.1f MB", what, early, late)
	}
	return nil
}

func median(values []float64) float64 {
	values = slices.Sorted(slices.Values(values))
	return values[len(values)/2]
}

// fewer waits until there are no more goroutines than before.
func fewer(before int) error {
	for range 100 {
		if runtime.NumGoroutine() <= before {
			fmt.Printf("goroutines: %d before, %d after\n", before, runtime.NumGoroutine())
			return nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	stacks := make([]byte, 8<<10)
	return fmt.Errorf("%d goroutines, %d before:\n%s", runtime.NumGoroutine(), before, stacks[:runtime.Stack(stacks, true)])
}

// stop ends the server, which must say that all went well.
func stop(server *exec.Cmd) error {
	if err := server.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	if err := server.Wait(); err != nil {
		return fmt.Errorf("problem serve after SIGTERM: %w", err)
	}
	fmt.Println("problem serve: stopped with exit status 0")
	return nil
}
