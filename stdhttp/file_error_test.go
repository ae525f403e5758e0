package stdhttp_test

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

func TestFileError(t *testing.T) {
	t.Parallel()

	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	open := func(name string) error {
		_, err := os.Open(filepath.Join(dir, name))
		return err
	}
	inRoot := func(name string) error {
		_, err := root.Open(name)
		return err
	}
	inFS := func(name string) error {
		_, err := fs.ReadFile(os.DirFS(dir), name)
		return err
	}

	tests := []struct {
		name   string
		reason string
		err    error
		want   int // 0: the error itself
	}{
		{name: "absent", err: open("absent"), want: 404},
		{name: "wrapped", err: fmt.Errorf("report: %w", open("absent")), want: 404},
		{name: "bare", err: fs.ErrNotExist, want: 404},
		{name: "forbidden", err: &fs.PathError{Op: "open", Path: "/secret", Err: fs.ErrPermission}, want: 403},
		{name: "NUL", err: open("a\x00b"), want: 404},
		{name: "too long", err: open(strings.Repeat("a", 10_000)), want: 404},
		{name: "through a file", err: open("file/x"), want: 404},
		{name: "out of a root", err: inRoot("../x"), want: 404},
		{name: "NUL in a root", err: inRoot("a\x00"), want: 404},
		{name: "not a valid path", err: inFS("../x"), want: 404},
		{name: "other path error", err: &fs.PathError{Op: "read", Path: "/secret", Err: io.ErrUnexpectedEOF}},
		{name: "path error without error", err: &fs.PathError{Op: "read", Path: "/secret"}},
		{name: "nil *os.File", reason: "a mistake of the server", err: fs.ErrInvalid},
		{name: "read of something odd", reason: "not about the name", err: &fs.PathError{Op: "read", Err: fs.ErrInvalid}},
		{name: "write of something odd", reason: "not about the name", err: &fs.PathError{Op: "write", Err: fs.ErrInvalid}},
		{name: "seek to somewhere odd", reason: "not about the name", err: &fs.PathError{Op: "seek", Err: fs.ErrInvalid}},
		{name: "problem", reason: "already decided", err: &problem.Problem{Status: 410, Err: fs.ErrNotExist}},
		{name: "unknown", err: errors.New("disk on fire")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if test.want == 404 && runtime.GOOS == "windows" {
				t.Skip("names follow other rules")
			}
			if test.err == nil {
				t.Fatal("no error to begin with")
			}
			got := stdhttp.FileError(test.err)
			if test.want == 0 {
				if got != test.err {
					t.Errorf("got %#v, want the error itself", got)
				}
				return
			}
			p := problem.From(got)
			if p.Status != test.want {
				t.Errorf("status: got %d, want %d", p.Status, test.want)
			}
			if !errors.Is(got, test.err) {
				t.Error("the cause is lost")
			}
			doc, err := p.AppendJSON(nil)
			if err != nil {
				t.Fatal(err)
			}
			if want := fmt.Sprintf(`{"status":%d}`, test.want); string(doc) != want {
				t.Errorf("the client sees %s, want %s", doc, want)
			}
		})
	}
	if err := stdhttp.FileError(nil); err != nil {
		t.Errorf("FileError(nil): got %v, want nil", err)
	}
}
