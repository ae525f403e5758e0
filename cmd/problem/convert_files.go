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
	wd, err := os.Getwd()
	if err != nil {
		wd = "" // Relative paths are still comparable with each other.
	}
	list := make([]job, len(jobs))
	for i, j := range jobs {
		list[i] = j
		if absolute(wd, j.name) == absolute(wd, j.output) {
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

// absolute is filepath.Abs with a known working directory.
func absolute(wd, name string) string {
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	return filepath.Join(wd, name)
}

// toFile converts one file. Neither a full disk nor a file that was there before
// ends in half a file under the name of the output.
func (w *worker) toFile(j job) error {
	doc, err := w.convert(j)
	if err != nil {
		return err
	}
	if n := len(doc); n == 0 || doc[n-1] != '\n' {
		doc = append(doc, '\n')
	}
	err = writeNew(j.output, doc)
	if errors.Is(err, fs.ErrNotExist) {
		if err = os.MkdirAll(filepath.Dir(j.output), 0o777); err == nil {
			err = writeNew(j.output, doc)
		}
	}
	if errors.Is(err, fs.ErrExist) {
		return replace(j.output, doc)
	}
	return err
}

// writeNew writes a file that is not there yet, or leaves none.
func writeNew(name string, doc []byte) error {
	f, err := openFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(doc)
	err = errors.Join(err, f.Close()) // A full disk may show at the end only.
	if err != nil {
		os.Remove(name)
	}
	return err
}

// replace writes a file in place of another one, with its permissions. The old
// one is there until the new one is complete.
func replace(name string, doc []byte) error {
	old, err := os.Stat(name)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*.part")
	if err != nil {
		return err
	}
	_, err = f.Write(doc)
	err = errors.Join(err, f.Chmod(old.Mode().Perm()), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
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
