package main

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

// convertCommand writes problems in another format.
func convertCommand() *command {
	return &command{
		name:  "convert",
		args:  "[flags] -to FORMAT [FILE | DIRECTORY ...]",
		short: "write problems in another format",
		long: `
Convert reads problems in JSON or XML and writes them as JSON, XML, HTML or
text. Without files it reads standard input. The output goes to standard output,
or with -o to files of the same names in a directory. A directory stands for the
.json and .xml files in it, at any depth. A file that cannot be read or
converted is reported, and the others are converted all the same.

Responses with their header, as curl -i prints them, are read too: Content-Type
tells the format. Language and, if the problem has none, status are those of the
response.`,
		examples: []example{
			{"problem convert -to xml problem.json", "prints a problem as XML"},
			{"problem convert -to json -indent < problem.xml", "prints it as indented JSON"},
			{"problem convert -to html -o public problems/", "makes a page of each problem"},
			{"curl -si https://api.example.com/orders/7 | problem convert -to html", "makes a page of a response, in its language"},
		},
		setup: func(fs *flag.FlagSet) func(*env, []string) error {
			c := &converting{}
			fs.StringVar(&c.from, "from", "", "`format` of the input, json or xml; usually told by its content")
			fs.StringVar(&c.dir, "o", "", "write to files in the `directory`, which is made if it is not there; existing files are replaced")
			fs.StringVar(&c.lang, "lang", "", langUsage+"; usually that of a saved response")
			c.format.declare(fs, "")
			c.limits.declare(fs)
			return c.run
		},
	}
}

// converting is one run of the convert command.
type converting struct {
	from   string
	lang   string
	dir    string
	format formatFlags
	limits limits
	to     encode.Format
}

// A job is a file to convert.
type job struct {
	name   string
	output string // empty: standard output
}

func (c *converting) run(e *env, args []string) error {
	if c.format.to == "" {
		return usagef("-to is missing: %s", formatNames)
	}
	format, err := c.format.format()
	if err != nil {
		return err
	}
	c.to = format
	if c.from != "" && decoderFor(c.from) == nil {
		return usagef("-from %q is not json or xml", c.from)
	}
	if len(args) == 0 {
		args = []string{stdinName}
	}
	jobs, errs := c.jobs(args)
	for _, err := range errs {
		e.complain("%v", err)
	}
	if c.dir == "" {
		err = c.toStdout(e, jobs)
	} else {
		err = c.toFiles(e, jobs)
	}
	if err == nil && len(errs) > 0 {
		return errReported
	}
	return err
}

// jobs returns the files that args stand for, and where each goes to.
func (c *converting) jobs(args []string) ([]job, []error) {
	var list []job
	var errs []error
	for _, arg := range args {
		if arg == stdinName {
			list = append(list, job{arg, c.output("stdin")})
			continue
		}
		if isDocument(arg) || !isDir(arg) {
			list = append(list, job{arg, c.output(filepath.Base(arg))})
			continue
		}
		names, walkErrs := documentsIn(arg)
		for _, name := range names {
			list = append(list, job{filepath.Join(arg, name), c.output(name)})
		}
		errs = append(errs, walkErrs...)
	}
	return list, errs
}

// documentsIn returns the names of the documents in a directory, at any depth,
// relative to it, and an error for each place at which it cannot look.
func documentsIn(dir string) (names []string, errs []error) {
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			errs = append(errs, inputError(path, err))
			return nil
		}
		if d.Type().IsRegular() && isDocument(path) {
			name, err := filepath.Rel(dir, path)
			if err != nil {
				return err
			}
			names = append(names, name)
		}
		return nil
	})
	if err == nil && len(names) == 0 && len(errs) == 0 {
		err = fmt.Errorf("%s: no .json or .xml files in the directory", dir)
	}
	if err != nil {
		errs = append(errs, err)
	}
	return names, errs
}

// isDocument tells by the name whether a file is a document.
func isDocument(name string) bool {
	ext := filepath.Ext(name)
	return ext == ".json" || ext == ".xml"
}

func isDir(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// output returns the path of the output for a name relative to the input.
func (c *converting) output(name string) string {
	if c.dir == "" {
		return ""
	}
	if isDocument(name) {
		name = strings.TrimSuffix(name, filepath.Ext(name))
	}
	ext := strings.ToLower(c.format.to)
	if ext == "text" {
		ext = "txt"
	}
	return filepath.Join(c.dir, name+"."+ext)
}

// toStdout converts one file after the other.
func (c *converting) toStdout(e *env, jobs []job) error {
	failed := false
	w := &worker{converting: c, env: e}
	for _, j := range jobs {
		doc, err := w.convert(j)
		if err != nil {
			if err := e.out.Flush(); err != nil {
				return err
			}
			e.complain("%v", err)
			failed = true
			continue
		}
		if err := e.writeDocument(c.to, doc); err != nil {
			return err
		}
	}
	if failed {
		return errReported
	}
	return nil
}

// A worker converts file by file with the same buffers.
type worker struct {
	*converting
	env *env
	in  []byte
	out []byte
}

// convert returns the converted document, valid until the next call.
func (w *worker) convert(j job) ([]byte, error) {
	data, err := w.limits.readInto(w.in[:0], w.env, j.name)
	if err != nil {
		return nil, err
	}
	w.in = data
	var p problem.Problem
	if err := decode(&p, j.name, data, decoderFor(w.from)); err != nil {
		return nil, err
	}
	if w.lang != "" {
		p.Lang = w.lang
	}
	doc, err := w.to.Append(w.out[:0], &p)
	if err != nil {
		return nil, fmt.Errorf("%s: %s", displayName(j.name), strings.TrimPrefix(err.Error(), "problem: "))
	}
	w.out = doc
	return doc, nil
}
