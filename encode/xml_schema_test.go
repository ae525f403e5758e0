package encode_test

import (
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/goproblem/problemdetails/encode"
)

// xmllint returns a function that says what libxml2 has against a document.
func xmllint(t *testing.T) func(doc string, arguments ...string) string {
	t.Helper()
	path, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("xmllint is not installed")
	}
	return func(doc string, arguments ...string) string {
		cmd := exec.Command(path, append([]string{"--noout", "--nonet"}, append(arguments, "-")...)...)
		cmd.Stdin = strings.NewReader(doc)
		out, err := cmd.CombinedOutput()
		if err == nil && !strings.Contains(string(out), " error ") {
			return "" // "error" also stands in the messages about namespaces, which do not count as failures
		}
		return string(out)
	}
}

const xmlSchema = "../testdata/schema/problem.rng"

// Every problem is written as an XML document that is valid, indented too.
func TestXMLIsValid(t *testing.T) {
	t.Parallel()
	lint := xmllint(t)
	for _, g := range goldens() {
		if g.notXML != "" {
			continue
		}
		for _, indent := range []string{"", "  "} {
			doc, err := encode.XML{Indent: indent}.Append(nil, &g.p)
			if err != nil {
				t.Fatal(err)
			}
			if complaint := lint(string(doc), "--relaxng", xmlSchema); complaint != "" {
				t.Errorf("%s with indent %q: %s", g.name, indent, complaint)
			}
		}
	}
}

// The schema can fail.
func TestXMLSchemaRefuses(t *testing.T) {
	t.Parallel()
	lint := xmllint(t)
	const open = `<problem xmlns="urn:ietf:rfc:7807">`
	if complaint := lint(open+`<title>t</title><a/></problem>`, "--relaxng", xmlSchema); complaint != "" {
		t.Errorf("a valid document: %s", complaint)
	}
	for name, doc := range map[string]string{
		"another namespace":        `<problem xmlns="urn:ietf:rfc:9457"/>`,
		"another root":             `<error xmlns="urn:ietf:rfc:7807"/>`,
		"status without a number":  open + `<status>abc</status></problem>`,
		"status zero":              open + `<status>0</status></problem>`,
		"two titles":               open + `<title>a</title><title>b</title></problem>`,
		"extension before a title": open + `<a/><title>t</title></problem>`,
		"title with an element":    open + `<title><a/></title></problem>`,
		"text in the root":         open + `text</problem>`,
		"mixed content":            open + `<a>b<c/></a></problem>`,
		"foreign element":          open + `<a xmlns="urn:x"/></problem>`,
	} {
		if lint(doc, "--relaxng", xmlSchema) == "" {
			t.Errorf("%s is valid", name)
		}
	}
}

// Decode and libxml2 agree on which documents are well-formed.
func TestXMLWellFormed(t *testing.T) {
	t.Parallel()
	lint := xmllint(t)
	for _, tt := range xmlCases() {
		if complaint := lint(tt.doc); complaint != "" {
			t.Errorf("%s: Decode accepts, xmllint does not: %s", tt.name, complaint)
		}
	}
	// These are refused although they are well-formed.
	unwanted := regexp.MustCompile("not problem|document type|not supported")
	for _, tt := range xmlErrorCases() {
		before, after, _ := strings.Cut(tt.doc, "|")
		if complaint := lint(before + after); complaint == "" && !unwanted.MatchString(tt.says) {
			t.Errorf("%s: Decode refuses, xmllint does not", tt.name)
		}
	}
}
