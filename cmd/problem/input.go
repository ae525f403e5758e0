package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
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
	return l.readInto(nil, e, name)
}

// readInto is read with a buffer that it may use. It asks for no more than the
// content itself: of ten thousand small files, every call counts.
func (l *limits) readInto(buf []byte, e *env, name string) ([]byte, error) {
	if name == stdinName {
		buf, err := l.readAll(buf, e.stdin)
		return buf, inputError(name, err)
	}
	f, err := openFile(name, os.O_RDONLY, 0)
	if err != nil {
		return buf, inputError(name, err)
	}
	defer f.Close()
	buf, err = l.readAll(buf, f)
	return buf, inputError(name, err)
}

// readAll appends what r has to buf, up to the limit.
func (l *limits) readAll(buf []byte, r io.Reader) ([]byte, error) {
	for {
		if len(buf) == cap(buf) {
			buf = slices.Grow(buf, max(4096, len(buf)))
		}
		n, err := r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if len(buf) > int(l.size) {
			return buf, &sizeError{l.size}
		}
		if err == io.EOF {
			return buf, nil
		}
		if err != nil {
			return buf, err
		}
	}
}

// lineColumn returns the line and the column, in characters, of an offset.
func lineColumn(data []byte, offset int64) (line, column int) {
	before := data[:min(max(offset, 0), int64(len(data)))]
	line = 1 + bytes.Count(before, []byte("\n"))
	if i := bytes.LastIndexByte(before, '\n'); i >= 0 {
		before = before[i+1:]
	}
	return line, 1 + utf8.RuneCount(before)
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
