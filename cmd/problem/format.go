package main

import (
	"flag"
	"strconv"
	"strings"

	"github.com/goproblem/problemdetails/encode"
)

// formatNames are the formats in the order of help texts.
const formatNames = "json, xml, html or text"

// langUsage describes -lang.
const langUsage = "language `tag` of title and detail, for HTML"

// formatFlags choose the format of the output.
type formatFlags struct {
	to     string
	indent indent
}

func (f *formatFlags) declare(fs *flag.FlagSet, to string) {
	fs.StringVar(&f.to, "to", to, "`format` to write: "+formatNames)
	fs.Var(&f.indent, "indent", "indent JSON and XML by two spaces; -indent=4 by four, -indent=tab by a tab")
}

// format returns the format that the flags name.
func (f *formatFlags) format() (encode.Format, error) {
	format := newFormat(f.to, string(f.indent))
	if format == nil {
		return nil, usagef("-to %q is not %s", f.to, formatNames)
	}
	return format, nil
}

// newFormat returns the format with the short name, or nil.
func newFormat(name, indent string) encode.Format {
	switch strings.ToLower(name) {
	case "json":
		return encode.JSON{Indent: indent}
	case "xml":
		return encode.XML{Indent: indent}
	case "html":
		return encode.HTML{}
	case "text", "txt":
		return encode.Text{}
	}
	return nil
}

// indent is a flag that may stand alone.
type indent string

func (i *indent) String() string { return "" }

func (i *indent) IsBoolFlag() bool { return true }

func (i *indent) Set(s string) error {
	switch s {
	case "true":
		*i = "  "
		return nil
	case "false":
		*i = ""
		return nil
	case "tab":
		*i = "\t"
		return nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 16 {
		return usagef("want a number of spaces up to 16, or tab")
	}
	*i = indent(strings.Repeat(" ", n))
	return nil
}
