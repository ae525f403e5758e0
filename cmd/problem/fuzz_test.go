package main

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

// FuzzArgs checks that no command line and no input make the command panic,
// that its exit status says what happened, and that nothing it prints could
// steer a terminal. The arguments are separated by newlines.
func FuzzArgs(f *testing.F) {
	for _, args := range []string{
		"", "help", "help\nnew", "version\nx", "nope", "-h", "--version", "new\n-h",
		"new\n-status\n404\n-links", "new\n-status=404\n-to=xml\n-indent", "new\n-type\nhttps://example.com/\n-ext\na=1\n-ext\nb={}",
		"new\n-error\n/age=must be positive\n-lang\nar\n-to\nhtml", "new\n-title\n\x1b[31m\n-to\ntext", "new\n--\n-status",
		"new\n-ext\n=\n-status\n9", "new\n-ext-file\n-", "new\n-max-size\n1k\n-ext-file\n-", "new\n-indent=tab",
		"links\n404\n-format\ncsv", "links\n-format=markdown", "links\n-links-file\n-", "types\n-format\njson",
		"explain\n404", "explain\n-", "explain\nabout:blank", "explain\n\u009b", "convert\n-to\nxml", "convert\n-to\ntext\n-", "convert",
		"check\n-level\nerror", "check\n-format\nsarif\n-", "check\n-rules\nnope", "check\n-ignore\nx,y", "check\n-head",
	} {
		f.Add(args, `{"type":"https://example.com/a","status":404,"errors":[{"pointer":"#/a"}]}`)
		f.Add(args, `<problem xmlns="urn:ietf:rfc:7807"><status>404</status></problem>`)
		f.Add(args, "HTTP/1.1 404 Not Found\r\nContent-Type: application/problem+json\r\n\r\n{}")
	}
	f.Fuzz(func(t *testing.T, line, stdin string) {
		args := strings.Split(line, "\n")
		if !staysInside(args) {
			return
		}
		var stdout, stderr bytes.Buffer
		exit := run(args, strings.NewReader(stdin), &stdout, &stderr)
		switch exit {
		case exitGood:
		case exitFindings:
			if stdout.Len() == 0 {
				t.Errorf("%q: findings, and not a word", args)
			}
		case exitUsage:
			if stderr.Len() == 0 {
				t.Errorf("%q: failed, and not a word", args)
			}
		default:
			t.Errorf("%q: exit status %d", args, exit)
		}
		for _, out := range []*bytes.Buffer{&stdout, &stderr} {
			if i := bytes.IndexFunc(out.Bytes(), steers); i >= 0 {
				t.Errorf("%q: control character in %q", args, out.Bytes()[max(i-20, 0):])
			}
		}
		if !utf8.Valid(stdout.Bytes()) {
			t.Errorf("%q: not UTF-8: %q", args, &stdout)
		}
		if exit == exitGood && (args[0] == "new" || args[0] == "convert") && !slices.Contains(args, "-h") {
			wantDocument(t, args, stdout.String())
		}
	})
}

// staysInside reports whether the command line can be tried without harm: it
// names no file and no address but standard input.
func staysInside(args []string) bool {
	inside := []string{"new", "links", "types", "explain", "convert", "check", "help", "version", "-h", "--version", "nope", ""}
	if !slices.Contains(inside, args[0]) || len(args) > 20 {
		return false
	}
	for _, arg := range args[1:] {
		name := strings.TrimLeft(arg, "-")
		if strings.HasPrefix(name, "o") || strings.HasPrefix(name, "data") { // -o, -out: files
			return false
		}
	}
	switch args[0] {
	case "convert", "check", "explain", "links":
		// What is left behind the flags may be a file or an address.
		for i, arg := range args[1:] {
			if arg != "-" && arg != "" && !strings.HasPrefix(arg, "-") && !strings.HasPrefix(args[i], "-") {
				return args[0] == "explain" && !strings.ContainsAny(arg, "./:\\")
			}
			if strings.Contains(arg, "/") || strings.Contains(arg, ".") {
				return false
			}
		}
	case "new":
		for i, arg := range args {
			if file := strings.HasSuffix(arg, "-file"); file && i+1 < len(args) && args[i+1] != "-" || strings.Contains(arg, "-file=") {
				return false
			}
		}
	}
	return true
}

// steers reports whether a terminal could obey r.
func steers(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r' }

// wantDocument checks that what was written is a document if it looks like one.
func wantDocument(t *testing.T, args []string, doc string) {
	t.Helper()
	switch {
	case strings.HasPrefix(doc, "{"):
		if !json.Valid([]byte(doc)) {
			t.Errorf("%q: not JSON: %q", args, doc)
		}
	case strings.HasPrefix(doc, "<?xml"):
		// Not by encoding/xml, which knows the names of older editions only.
		if err := (encode.XML{}).Decode([]byte(doc), new(problem.Problem)); err != nil {
			t.Errorf("%q: not XML: %v in %q", args, err, doc)
		}
	}
}
