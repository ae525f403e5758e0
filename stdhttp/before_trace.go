package stdhttp

import (
	"net/http"
	"strings"

	"github.com/goproblem/problemdetails/problem"
)

// traceMember is the name of the extension in which TraceID puts the id.
const traceMember = "trace_id"

// TraceID adds the trace id of the request, 32 lower-case hex digits, as the
// extension "trace_id", unless there is one of that name. It takes it from the
// traceparent field (W3C Trace Context, section 3.2), and adds nothing if that
// is absent, given twice or malformed. A program that begins traces of its own
// knows better: it should set the member from its tracer. It is for
// [Responder.Before].
func TraceID(r *http.Request, p *problem.Problem) {
	if _, taken := p.Extensions[traceMember]; taken {
		return
	}
	lines := r.Header["Traceparent"]
	if len(lines) != 1 {
		return
	}
	id, ok := traceID(lines[0])
	if !ok {
		return
	}
	if p.Extensions == nil {
		p.Extensions = make(problem.Extensions, 1)
	}
	p.Extensions[traceMember] = id
}

// traceID returns the trace id of a traceparent:
//
//	version "-" trace-id "-" parent-id "-" trace-flags
//
// Versions after 00 may have more, after another dash (section 3.2.2.1).
func traceID(parent string) (id string, ok bool) {
	const length = 2 + 1 + 32 + 1 + 16 + 1 + 2
	if len(parent) < length || parent[2] != '-' || parent[35] != '-' || parent[52] != '-' {
		return "", false
	}
	version, id, span, flags := parent[:2], parent[3:35], parent[36:52], parent[53:length]
	if !isHex(version) || !isHex(id) || !isHex(span) || !isHex(flags) ||
		version == "ff" || strings.Trim(id, "0") == "" || strings.Trim(span, "0") == "" {
		return "", false
	}
	if rest := parent[length:]; rest != "" && (version == "00" || rest[0] != '-') {
		return "", false
	}
	return id, true
}

// isHex reports whether s has nothing but lower-case hex digits.
func isHex(s string) bool { return strings.Trim(s, "0123456789abcdef") == "" }
