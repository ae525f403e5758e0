package main

import (
	"fmt"
	"net/http"
	"runtime"

	"github.com/elnormous/contenttype"
	"github.com/golang/gddo/httputil"
	"github.com/munnerz/goautoneg"

	"github.com/goproblem/problemdetails/docs/benchmarks/internal/bench"
	"github.com/goproblem/problemdetails/docs/benchmarks/internal/sample"
	"github.com/goproblem/problemdetails/encode"
)

const (
	peerGddo        = "golang/gddo httputil"
	peerAutoneg     = "munnerz/goautoneg"
	peerContenttype = "elnormous/contenttype"
)

// offered are the names by which the others choose among the same four formats.
// They know no aliases, so that JSON and XML go by the names that clients send.
var offered = []string{"application/json", "application/xml", "text/html", "text/plain"}

// formatOf maps what the others offer to what this module sends.
var formatOf = map[string]string{
	"application/json": "application/problem+json",
	"application/xml":  "application/problem+xml",
	"text/html":        "text/html; charset=utf-8",
	"text/plain":       "text/plain; charset=utf-8",
}

// negotiate picks one of four formats for an Accept field.
func negotiate(name, accept, want string) bench.Workload {
	r := &http.Request{Header: http.Header{"Accept": {accept}}}
	formats := encode.Default()
	var available []contenttype.MediaType
	for _, name := range offered {
		available = append(available, contenttype.NewMediaType(name))
	}
	text := "the field `" + accept + "`"
	if len(accept) > 200 {
		text = fmt.Sprintf("a hostile field of %d bytes: ranges with weights that match nothing, before one that does", len(accept))
	}
	return bench.Workload{
		Name:  "negotiate-" + name,
		Text:  "One of four formats for " + text + ".",
		Bytes: len(accept),
		Contestants: []bench.Contestant{
			chooses(ours, want, func() string {
				f, _ := formats.Negotiate(r.Header["Accept"]...)
				return f.ContentType()
			}),
			chooses(peerGddo, want, func() string {
				return formatOf[httputil.NegotiateContentType(r, offered, offered[0])]
			}),
			chooses(peerAutoneg, want, func() string {
				return formatOf[goautoneg.Negotiate(r.Header.Get("Accept"), offered)]
			}),
			chooses(peerContenttype, want, func() string {
				t, _, err := contenttype.GetAcceptableMediaType(r, available)
				if err != nil {
					return err.Error()
				}
				return formatOf[t.MIME()]
			}),
		},
	}
}

// chooses makes a contestant of a function that returns a content type.
func chooses(name, want string, f func() string) bench.Contestant {
	return bench.Contestant{
		Name: name,
		Batch: func(n int) {
			var chosen string
			for range n {
				chosen = f()
			}
			runtime.KeepAlive(chosen)
		},
		Check: func() error {
			if got := f(); got != want {
				return fmt.Errorf("chose %q instead of %q", got, want)
			}
			return nil
		},
	}
}

func negotiations() []bench.Workload {
	return []bench.Workload{
		negotiate("browser", sample.Chrome, formatOf["text/html"]),
		negotiate("curl", sample.Curl, formatOf["application/json"]),
		negotiate("axios", sample.Axios, formatOf["application/json"]),
		negotiate("hostile", sample.Hostile(64<<10), formatOf["text/html"]),
	}
}
