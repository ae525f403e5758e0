package stdhttp

import (
	"errors"
	"io/fs"
	"net/http"
	"syscall"

	"github.com/goproblem/problemdetails/problem"
)

// FileError turns the failure to open a file that the client named into its
// problem: 404 for [fs.ErrNotExist], 403 for [fs.ErrPermission]. The problem
// has err as its cause, for the log; the client sees no path. A nil err gives
// nil. What already is a problem is returned unchanged, and so is every other
// error, which becomes a 500, also one with a method that panics.
//
// A name that no file can have is a 404 as well: one that [fs.ValidPath] or
// the operating system refuses, or that leads out of an [os.Root], or through
// a file as if it were a directory.
//
// Call it only where the client chose the name: that the server lacks a file
// of its own is no fault of the client.
func FileError(err error) (result error) {
	defer func() {
		if recover() != nil { // in a method of err, which tells nothing then
			result = err
		}
	}()
	switch {
	case err == nil || isEndless(err) || hasProblem(err):
		return err
	case errors.Is(err, fs.ErrNotExist) || impossibleName(err):
		return &problem.Problem{Status: http.StatusNotFound, Err: err}
	case errors.Is(err, fs.ErrPermission):
		return &problem.Problem{Status: http.StatusForbidden, Err: err}
	default:
		return err
	}
}

// impossibleName reports whether err is about a name that no file can have.
func impossibleName(err error) bool {
	var at *fs.PathError
	if !errors.As(err, &at) || at.Err == nil {
		return false
	}
	switch {
	case errors.Is(at.Err, fs.ErrInvalid),
		errors.Is(at.Err, syscall.EINVAL), // a name with a NUL
		errors.Is(at.Err, syscall.ENAMETOOLONG),
		errors.Is(at.Err, syscall.ENOTDIR):
		// On an open file the same errors are about something else.
		return at.Op != "read" && at.Op != "write" && at.Op != "seek"
	default:
		// Package os does not export this error of os.Root.
		return at.Err.Error() == "path escapes from parent"
	}
}
