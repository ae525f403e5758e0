package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
)

// A row is a line of a CSV file that knows its place, for errors.
type row struct {
	file   string
	line   int
	fields []string
}

func (r row) errorf(format string, args ...any) error {
	return fmt.Errorf("%s:%d: %w", r.file, r.line, fmt.Errorf(format, args...))
}

// status reads the field at index i.
func (r row) status(i int) (int, error) {
	n, err := strconv.Atoi(r.fields[i])
	if err != nil || n < 100 || n > 599 {
		return 0, r.errorf("%q is not a status between 100 and 599", r.fields[i])
	}
	return n, nil
}

// readRows returns the rows of a file below its header, which must be as given.
func readRows(fsys fs.FS, file string, header ...string) ([]row, error) {
	f, err := fsys.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()

	var rows []row
	r := csv.NewReader(f)
	r.FieldsPerRecord = len(header)
	for {
		fields, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, placed(file, err)
		}
		line, _ := r.FieldPos(0)
		rows = append(rows, row{file, line, fields})
	}
	if len(rows) == 0 || !slices.Equal(rows[0].fields, header) {
		return nil, fmt.Errorf("%s:1: the header is not %q", file, header)
	}
	return rows[1:], nil
}

// placed gives an error of the CSV reader the shape of all others.
func placed(file string, err error) error {
	var e *csv.ParseError
	if errors.As(err, &e) {
		return fmt.Errorf("%s:%d: %w", file, e.Line, e.Err)
	}
	return fmt.Errorf("%s: %w", file, err)
}
