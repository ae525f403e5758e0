package term_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/goproblem/problemdetails/cmd/problem/internal/term"
)

func TestClean(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, in, want string }{
		{"empty", "", ""},
		{"plain", "Not Found é 見", "Not Found é 見"},
		{"escape sequence", "\x1b[31mred", `\x1b[31mred`},
		{"line breaks and tab", "a\r\nb\tc", `a\r\nb\tc`},
		{"bell, delete", "\a\x7f", `\x07\x7f`},
		{"C1", "\u009b31m", `\u009b31m`},
		{"right-to-left override", "a\u202eb", `a\u202eb`},
		{"not UTF-8", "a\xffb\x9b", `a\xffb\x9b`},
		{"replacement character", "a\uFFFDb", "a\uFFFDb"},
		{"line separator", "a\u2028b", `a\u2028b`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := term.Clean(tt.in); got != tt.want {
				t.Errorf("Clean(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestIs(t *testing.T) {
	t.Parallel()
	f, err := os.Create(filepath.Join(t.TempDir(), "f"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if term.Is(f) || term.Is(&bytes.Buffer{}) {
		t.Error("a file or a buffer passes for a terminal")
	}
}
