package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"net/http"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goproblem/problemdetails/cmd/problem/internal/check"
	"github.com/goproblem/problemdetails/cmd/problem/internal/probe"
	"github.com/goproblem/problemdetails/cmd/problem/internal/term"
)

// checkCommand says what is wrong with documents and responses.
func checkCommand() *command {
	return &command{
		name:  "check",
		args:  "[flags] [FILE | DIRECTORY | URL ...]",
		short: "say what is wrong with documents, saved responses and URLs",
		long: `
Check looks for mistakes in problem details, and names the section of the RFC
that each is against. It takes documents in JSON and XML; responses with their
header, as curl -i prints them; and URLs, from which it gets a response for each
of several values of Accept. A request with another method than GET, such as
POST with -data, may change something: it is sent once, for
application/problem+json, unless -accept says more. A directory stands for the
.json and .xml files in it, at any depth. Without arguments it reads standard
input.

The exit status is 0 if all is well, 1 if there are warnings or errors, and 2 if
something could not be read. A response that is no error, such as 200, is a
warning: what was to be checked did not come. Notes, on what is allowed but not
recommended, are shown with -level note and leave the exit status alone.`,
		examples: []example{
			{"problem check problem.json", "checks a document"},
			{"curl -si https://api.example.com/nothing | problem check", "checks a response"},
			{"problem check -follow https://api.example.com/nothing", "checks what different clients get, and whether the type leads to documentation"},
			{"problem check -format sarif testdata/*.json > problems.sarif", "reports to a service for code scanning"},
			{"problem check -rules type-relative", "says what a rule is about and how to fix what breaks it"},
		},
		setup: func(fs *flag.FlagSet) func(*env, []string) error {
			c := &checking{ignore: make(map[string]bool), header: make(http.Header)}
			fs.StringVar(&c.format, "format", "text", "`form` of the report: text, json or sarif")
			fs.Var(&c.level, "level", "least `severity` to report: note, warning or error")
			fs.Func("ignore", "`rules` to leave out, separated by commas; repeatable", c.addIgnored)
			fs.BoolVar(&c.rules, "rules", false, "list all rules, or those that the arguments name, with their meaning and what to do")
			fs.BoolVar(&c.verbose, "v", false, "say on standard error what was checked, and what each value of Accept got")
			fs.BoolVar(&c.follow, "follow", false, "request the types that are links: is there documentation?")
			fs.BoolVar(&c.head, "head", false, "saved responses answer HEAD requests")
			fs.Func("accept", "`value` of Accept to request URLs with, in place of the usual ones; repeatable, may be empty", c.addAccept)
			fs.StringVar(&c.method, "method", "", "`method` to request URLs with; usually GET, or POST with -data")
			fs.Func("header", "header `field` of requests, 'Name: value'; repeatable", c.addHeader)
			fs.StringVar(&c.data, "data", "", "`content` of requests, application/json unless -header gives another Content-Type; @file takes it from a file")
			fs.DurationVar(&c.timeout, "timeout", 10*time.Second, "longest `duration` of a request")
			fs.IntVar(&c.redirects, "max-redirects", 5, "follow at most `n` redirects in a request")
			c.limits.declare(fs)
			return c.run
		},
	}
}

// checking is one run of the check command.
type checking struct {
	format      string
	level       check.Severity
	ignore      map[string]bool
	rules       bool
	verbose     bool
	follow      bool
	head        bool
	accept      []string
	method      string
	header      http.Header
	data        string
	timeout     time.Duration
	redirects   int
	limits      limits
	requestBody []byte
	failed      bool // something could not be read
}

func (c *checking) addIgnored(s string) error {
	for id := range strings.SplitSeq(s, ",") {
		if check.Find(id) == nil {
			return fmt.Errorf("there is no rule %q", id)
		}
		c.ignore[id] = true
	}
	return nil
}

func (c *checking) addAccept(s string) error {
	c.accept = append(c.accept, s)
	return nil
}

func (c *checking) addHeader(s string) error {
	name, value, ok := strings.Cut(s, ":")
	if !ok || strings.TrimSpace(name) == "" {
		return errors.New("want 'Name: value'")
	}
	c.header.Add(strings.TrimSpace(name), strings.TrimSpace(value))
	return nil
}

func (c *checking) run(e *env, args []string) error {
	write, err := reporter(c.format)
	if err != nil {
		return err
	}
	if c.rules {
		return writeRules(e, c.format, args)
	}
	if err := c.prepare(e); err != nil {
		return err
	}
	if len(args) == 0 {
		args = []string{stdinName}
	}
	r := &check.Report{Least: c.level, Ignore: c.ignore}
	for _, arg := range args {
		if err := c.input(e, r, arg); err != nil {
			e.complain("%v", err)
			c.failed = true
		}
		if err := e.ctx.Err(); err != nil {
			return err
		}
	}
	if c.follow {
		c.client().Follow(e.ctx, r, slices.Clone(r.Types))
	}
	if err := write(e, r); err != nil {
		return err
	}
	switch {
	case c.failed:
		return errReported
	case r.Count(check.Warning)+r.Count(check.Error) > 0:
		return errFindings
	}
	return nil
}

// prepare completes the settings for requests.
func (c *checking) prepare(e *env) error {
	switch {
	case c.timeout <= 0:
		return usagef("-timeout %v is no time at all", c.timeout)
	case c.redirects < 0:
		return usagef("-max-redirects %d is negative", c.redirects)
	}
	if file, ok := strings.CutPrefix(c.data, "@"); ok {
		data, err := c.limits.read(e, file)
		if err != nil {
			return err
		}
		c.requestBody = data
	} else {
		c.requestBody = []byte(c.data)
	}
	if c.method == "" {
		c.method = http.MethodGet
		if c.data != "" {
			c.method = http.MethodPost
		}
	}
	if c.data != "" && c.header["Content-Type"] == nil {
		c.header.Set("Content-Type", "application/json")
	}
	if c.accept == nil {
		c.accept = []string{"application/problem+json"}
		// A request that may change something is sent once.
		if c.method == http.MethodGet {
			c.accept = append(c.accept, "", "application/json", "application/problem+xml", "text/html", "image/png")
		}
	}
	return nil
}

func (c *checking) client() *probe.Client {
	return &probe.Client{
		Timeout: c.timeout, MaxSize: int64(c.limits.size), MaxRedirects: c.redirects,
		Method: c.method, Header: c.header, Body: c.requestBody, Accept: c.accept,
	}
}

// input checks one file or URL.
func (c *checking) input(e *env, r *check.Report, arg string) error {
	scheme, _, found := strings.Cut(arg, "://")
	switch {
	case !found && isDir(arg):
		c.directory(e, r, arg)
		return nil
	case !found:
		return c.file(e, r, arg)
	case !strings.EqualFold(scheme, "http") && !strings.EqualFold(scheme, "https"):
		return fmt.Errorf("%s: only http and https can be requested", arg)
	}
	responses, err := c.client().Check(e.ctx, r, arg)
	if err != nil {
		return fmt.Errorf("%s: %w", arg, err)
	}
	if c.verbose {
		e.complain("checking %s", arg)
		for _, resp := range responses {
			fmt.Fprintf(e.stderr, "  %-42s %d %s, %d bytes\n", resp.Request(), resp.Status, term.Clean(resp.Header.Get("Content-Type")), len(resp.Body))
		}
	}
	return nil
}

// directory checks the documents in a directory.
func (c *checking) directory(e *env, r *check.Report, dir string) {
	names, errs := documentsIn(dir)
	for _, name := range names {
		if err := c.file(e, r, filepath.Join(dir, name)); err != nil {
			errs = append(errs, err)
		}
	}
	for _, err := range errs {
		e.complain("%v", err)
		c.failed = true
	}
}

func (c *checking) file(e *env, r *check.Report, name string) error {
	data, err := c.limits.read(e, name)
	if errors.Is(err, fs.ErrNotExist) && !isDocument(name) && looksLikeURL(name) {
		return fmt.Errorf("%w; a URL begins with http:// or https://", err)
	}
	if err != nil {
		return err
	}
	if c.verbose {
		e.complain("checking %s", displayName(name))
	}
	if c.head {
		r.SavedHead(displayName(name), data)
	} else {
		r.Document(displayName(name), data)
	}
	return nil
}

// looksLikeURL reports whether s may be a URL without its scheme.
func looksLikeURL(s string) bool {
	host, _, _ := strings.Cut(s, "/")
	name, port, _ := strings.Cut(host, ":")
	_, err := strconv.ParseUint(port, 10, 16)
	return err == nil || name == "localhost" || strings.Contains(strings.Trim(name, "."), ".")
}
