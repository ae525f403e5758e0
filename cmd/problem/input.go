package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

// stdinName stands for standard input on the command line.
const stdinName = "-"

// displayName returns the name of an input for messages.
func displayName(name string) string {
	if name == stdinName {
		return "<stdin>"
	}
	return name
}

// limits bound what is read, so that endless input ends in a message.
type limits struct{ size byteSize }

// defaultSize is far above any sensible problem and far below what hurts.
const defaultSize = 4 << 20

func (l *limits) declare(fs *flag.FlagSet) {
	l.size = defaultSize
	fs.Var(&l.size, "max-size", "read no more than `size` bytes of an input, such as 512k, 20M or 1G")
}

// A sizeError reports an input beyond the limit.
type sizeError struct{ limit byteSize }

func (e *sizeError) Error() string {
	return fmt.Sprintf("larger than %s bytes; -max-size raises the limit", e.limit)
}

// read returns the content of a file or of standard input.
func (l *limits) read(e *env, name string) ([]byte, error) {
	if name == stdinName {
		data, err := l.readAll(e.stdin, 0)
		return data, inputError(name, err)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, inputError(name, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, inputError(name, err)
	}
	if info.IsDir() {
		return nil, inputError(name, errors.New("is a directory"))
	}
	if info.Mode().IsRegular() && info.Size() > int64(l.size) {
		return nil, inputError(name, &sizeError{l.size})
	}
	data, err := l.readAll(f, info.Size())
	return data, inputError(name, err)
}

// readAll reads r up to the limit.
func (l *limits) readAll(r io.Reader, size int64) ([]byte, error) {
	// One byte more than announced, so that the end is seen without growing.
	buf := make([]byte, 0, max(min(size+1, int64(l.size)+1), 512))
	for {
		if len(buf) == cap(buf) {
			buf = append(buf, 0)[:len(buf)]
		}
		n, err := r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if len(buf) > int(l.size) {
			return nil, &sizeError{l.size}
		}
		if err == io.EOF {
			return buf, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// inputError names the input in err, once.
func inputError(name string, err error) error {
	if err == nil {
		return nil
	}
	var path *os.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return fmt.Errorf("%s: %w", displayName(name), err)
}

// byteSize is a flag for a number of bytes.
type byteSize int64

var units = []struct {
	suffix string
	bytes  byteSize
}{{"G", 1 << 30}, {"M", 1 << 20}, {"k", 1 << 10}}

func (b byteSize) String() string {
	for _, u := range units {
		if b >= u.bytes && b%u.bytes == 0 {
			return strconv.FormatInt(int64(b/u.bytes), 10) + u.suffix
		}
	}
	return strconv.FormatInt(int64(b), 10)
}

func (b *byteSize) Set(s string) error {
	unit := byteSize(1)
	for _, u := range units {
		if n := len(s) - 1; n > 0 && strings.EqualFold(s[n:], u.suffix) {
			s, unit = s[:n], u.bytes
			break
		}
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n <= 0 || n > (1<<62)/int64(unit) {
		return errors.New("want a number of bytes such as 500000, 512k, 20M or 1G")
	}
	*b = byteSize(n) * unit
	return nil
}
