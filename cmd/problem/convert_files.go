package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// toFiles converts files into files, several at a time.
func (c *converting) toFiles(e *env, jobs []job) error {
	if err := os.MkdirAll(c.dir, 0o777); err != nil {
		return err
	}
	errs := make([]error, len(jobs))
	jobs = c.distinct(jobs, errs)
	var next, finished atomic.Int64
	stop := e.progress(&finished, len(jobs))
	var group sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), 8) {
		group.Go(func() {
			w := &worker{converting: c, env: e}
			for {
				i := int(next.Add(1)) - 1
				if i >= len(jobs) || e.ctx.Err() != nil {
					return
				}
				if jobs[i].output != "" {
					errs[i] = w.toFile(jobs[i])
				}
				finished.Add(1)
			}
		})
	}
	group.Wait()
	stop()
	failed := e.ctx.Err()
	for _, err := range errs {
		if err != nil {
			e.complain("%v", err)
			failed = errReported
		}
	}
	return failed
}

// distinct returns the jobs without those whose output another one has already,
// or is the input, for which it sets the errors.
func (c *converting) distinct(jobs []job, errs []error) []job {
	from := make(map[string]string, len(jobs))
	list := make([]job, len(jobs))
	for i, j := range jobs {
		list[i] = j
		if sameName(j.name, j.output) {
			errs[i] = fmt.Errorf("%s: would be replaced by its own output", displayName(j.name))
			list[i].output = ""
			continue
		}
		if other, ok := from[j.output]; ok {
			errs[i] = fmt.Errorf("%s: %s is the output for %s already", displayName(j.name), j.output, displayName(other))
			list[i].output = ""
			continue
		}
		from[j.output] = j.name
	}
	return list
}

// sameName reports whether two paths are the same, links aside.
func sameName(a, b string) bool {
	a, errA := filepath.Abs(a)
	b, errB := filepath.Abs(b)
	return a == b && errA == nil && errB == nil
}

// toFile converts one file. The output appears under its name when it is
// complete, so that neither a full disk nor an interruption leaves half of it.
func (w *worker) toFile(j job) error {
	doc, err := w.convert(j)
	if err != nil {
		return err
	}
	temporary := j.output + ".part"
	err = writeFile(temporary, doc)
	if errors.Is(err, fs.ErrNotExist) {
		if err = os.MkdirAll(filepath.Dir(j.output), 0o777); err == nil {
			err = writeFile(temporary, doc)
		}
	}
	if err == nil {
		err = os.Rename(temporary, j.output)
	}
	if err != nil {
		os.Remove(temporary)
	}
	return err
}

// writeFile writes a file with a line feed at its end.
func writeFile(name string, doc []byte) error {
	if n := len(doc); n == 0 || doc[n-1] != '\n' {
		doc = append(doc, '\n')
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(doc)
	return errors.Join(err, f.Close()) // A full disk may show at the end only.
}

// progress shows on a terminal how far a long work is, until stop is called.
func (e *env) progress(finished *atomic.Int64, total int) (stop func()) {
	if !e.isTerminal(e.stderr) {
		return func() {}
	}
	done := make(chan struct{})
	var group sync.WaitGroup
	group.Go(func() { e.showProgress(finished, total, done) })
	return func() {
		close(done)
		group.Wait()
	}
}

func (e *env) showProgress(finished *atomic.Int64, total int, done <-chan struct{}) {
	wait := time.NewTimer(e.patience)
	defer wait.Stop()
	shown := false
	for {
		select {
		case <-done:
			if shown {
				fmt.Fprint(e.stderr, "\r\x1b[K")
			}
			return
		case <-wait.C:
			fmt.Fprintf(e.stderr, "\r%d of %d files", finished.Load(), total)
			shown = true
			wait.Reset(200 * time.Millisecond)
		}
	}
}
