package check

import (
	"cmp"
	"fmt"
	"mime"
	"net/http"
	"slices"
	"strings"
)

// Exchange checks the responses to requests that differ in Accept alone. The
// first is that to a client of problem details. Findings call them name.
func (r *Report) Exchange(name string, responses []*Response) {
	seen := make(map[string]bool)
	for i, resp := range responses {
		part := Report{Least: r.Least, Ignore: r.Ignore}
		part.Response(name, resp)
		if i == 0 {
			r.Checked = append(r.Checked, name)
		}
		for _, f := range part.Findings {
			key := f.Rule.ID + " " + f.Member + " " + f.Message
			// That the status depends on Accept has a rule of its own.
			if seen[key] || i > 0 && f.Rule == ruleNoError {
				continue
			}
			seen[key] = true
			if i > 0 && !strings.HasSuffix(f.Message, " HEAD") {
				f.Message += " (" + resp.Request() + ")"
			}
			r.Findings = append(r.Findings, f)
		}
		for _, t := range part.Types {
			if !slices.ContainsFunc(r.Types, func(u Type) bool { return u.URI == t.URI && u.Input == t.Input }) {
				r.Types = append(r.Types, t)
			}
		}
	}
	responses = slices.DeleteFunc(slices.Clone(responses), func(resp *Response) bool { return resp.Method == http.MethodHead })
	in := &input{report: r, name: name, repeats: make(map[*Rule]int), first: len(r.Findings)}
	in.checkStatuses(responses)
	in.checkFormats(responses)
	in.checkVary(responses)
}

// Request says in words which of several requests the response answers.
func (resp *Response) Request() string {
	switch {
	case resp.Method == http.MethodHead:
		return "HEAD"
	case resp.Accept == "":
		return "without Accept"
	default:
		return "with Accept: " + resp.Accept
	}
}

// media returns the media type of the response, empty if there is none.
func (resp *Response) media() string {
	media, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	return media
}

// IsProblem reports whether the response is labelled as a problem.
func (resp *Response) IsProblem() bool {
	return strings.HasPrefix(resp.media(), "application/problem+")
}

// checkStatuses looks for a status that depends on Accept.
func (in *input) checkStatuses(responses []*Response) {
	for _, resp := range responses[1:] {
		if first := responses[0].Status; resp.Status != first {
			in.field(ruleAcceptStatus, resp, "", "the status is %d %s and %d otherwise", resp.Status, resp.Request(), first)
		}
	}
}

// checkFormats looks for clients of JSON that get something else, although
// there is a problem for others.
func (in *input) checkFormats(responses []*Response) {
	found := false
	for _, resp := range responses {
		found = found || resp.IsProblem()
	}
	if !found {
		return
	}
	for _, resp := range responses {
		if resp.Accept != "application/problem+json" && resp.Accept != "application/json" || len(resp.Body) == 0 {
			continue
		}
		if media := resp.media(); !strings.HasSuffix(media, "json") {
			in.field(ruleAcceptIgnored, resp, "", "there is %s %s", cmp.Or(media, "no media type"), resp.Request())
		}
	}
}

// checkVary looks for variants that caches cannot tell apart.
func (in *input) checkVary(responses []*Response) {
	variants := make(map[string]string)
	for _, resp := range responses {
		if len(resp.Body) > 0 {
			if _, ok := variants[resp.media()]; !ok {
				variants[resp.media()] = resp.Request()
			}
		}
	}
	if len(variants) < 2 {
		return
	}
	var without []string
	for _, resp := range responses {
		vary := resp.Header.Values("Vary")
		if len(resp.Body) > 0 && !listHas(vary, "accept") && !listHas(vary, "*") {
			without = append(without, resp.media()+" ("+resp.Request()+")")
		}
	}
	if len(without) > 0 {
		in.field(ruleVary, responses[0], "", "the media type depends on Accept, but Vary does not name Accept in: %s", strings.Join(without, ", "))
	}
}

// Unresolved reports that there is no documentation at the end of a type.
func (r *Report) Unresolved(t Type, format string, args ...any) {
	in := &input{report: r, name: t.Input, repeats: make(map[*Rule]int)}
	if in.wants(ruleTypeUnresolved) {
		r.Findings = append(r.Findings, Finding{
			Rule: ruleTypeUnresolved, Input: t.Input, Line: t.Line, Column: t.Column, Member: "/type",
			Message: fmt.Sprintf("the type %s %s", quote(t.URI), fmt.Sprintf(format, args...)),
		})
	}
}
