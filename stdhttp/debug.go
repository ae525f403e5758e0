package stdhttp

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"

	"github.com/goproblem/problemdetails/problem"
)

// debugMember is the extension that shows what Debug reveals.
const debugMember = "debug"

// maxCauses bounds the list of causes, and with it an error that wraps itself.
const maxCauses = 50

// expose adds what a developer wants to know of an error to p: its causes, the
// stack of a panic and the request. An extension, since every format shows
// those.
func (rs *Responder) expose(r *http.Request, p *problem.Problem, err error) {
	rs.call(r, "Debug", func() { // methods of errors may panic
		details := map[string]any{
			"causes":  appendCauses(nil, err),
			"request": describeRequest(r),
		}
		var panicked *PanicError
		if errors.As(err, &panicked) {
			details["stack"] = describeStack(panicked.Frames)
		}
		p.Extensions = maps.Clone(p.Extensions)
		if p.Extensions == nil {
			p.Extensions = problem.Extensions{}
		}
		p.Extensions[debugMember] = details
	})
}

// appendCauses appends err and what it wraps, each with its type.
func appendCauses(list []any, err error) []any {
	for err != nil && len(list) < maxCauses {
		list = append(list, map[string]any{"type": fmt.Sprintf("%T", err), "error": err.Error()})
		many, one := unwrap(err)
		for _, e := range many {
			list = appendCauses(list, e)
		}
		err = one
	}
	return list
}

// describeStack returns the frames of the application first: those are where
// the mistake is.
func describeStack(frames []runtime.Frame) []any {
	var first, rest []any
	for _, f := range frames {
		line := fmt.Sprintf("%s (%s:%d)", f.Function, f.File, f.Line)
		if isApplication(f.Function) {
			first = append(first, line)
		} else {
			rest = append(rest, line)
		}
	}
	return slices.Concat(first, rest)
}

// isApplication reports whether a function belongs to the module that the
// program was built from.
func isApplication(function string) bool {
	module := mainModule()
	return strings.HasPrefix(function, "main.") ||
		module != "" && (strings.HasPrefix(function, module+"/") || strings.HasPrefix(function, module+"."))
}

var mainModule = sync.OnceValue(func() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		return info.Main.Path
	}
	return ""
})

// describeRequest returns the head of r without its secrets.
func describeRequest(r *http.Request) map[string]any {
	header := make(map[string]any, len(r.Header))
	for name, values := range r.Header {
		header[name] = redactField(name, strings.Join(values, ", "))
	}
	d := map[string]any{"method": r.Method, "proto": r.Proto, "host": r.Host, "header": header}
	if r.URL != nil {
		d["url"] = redactURL(*r.URL)
	}
	return d
}
