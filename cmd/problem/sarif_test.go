package main

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/goproblem/problemdetails/cmd/problem/internal/check"
)

func TestSARIF(t *testing.T) {
	t.Parallel()
	var stdout, stderr bytes.Buffer
	args := []string{"check", "-format", "sarif", "-"}
	if exit := run(args, strings.NewReader("{\"type\":\"\",\n \"status\":\"\u009b\"}"), &stdout, &stderr); exit != 1 || stderr.Len() > 0 {
		t.Fatalf("exit status %d, stderr %q", exit, &stderr)
	}
	if strings.Contains(stdout.String(), "\u009b") {
		t.Error("a control character reaches the terminal")
	}
	var log sarifLog
	dec := json.NewDecoder(&stdout)
	dec.DisallowUnknownFields()
	if err := dec.Decode(&log); err != nil {
		t.Fatal(err)
	}
	if log.Version != "2.1.0" || len(log.Runs) != 1 {
		t.Fatalf("version %q, %d runs", log.Version, len(log.Runs))
	}
	run := log.Runs[0]
	if got, want := len(run.Tool.Driver.Rules), len(check.Rules()); got != want {
		t.Errorf("%d rules, want %d", got, want)
	}
	for i, rule := range run.Tool.Driver.Rules {
		if want := check.Rules()[i]; rule.ID != want.ID || rule.DefaultConfiguration.Level != want.Severity.String() || !strings.HasPrefix(want.Meaning, rule.ShortDescription.Text) {
			t.Errorf("rule %d is %+v, want %s", i, rule, want.ID)
		}
	}
	for _, r := range run.Results {
		if id := run.Tool.Driver.Rules[r.RuleIndex].ID; id != r.RuleID {
			t.Errorf("the index of %s leads to %s", r.RuleID, id)
		}
	}
	want := sarifLocation{
		PhysicalLocation: sarifPhysical{sarifArtifact{"stdin"}, &sarifRegion{2, 11}},
		LogicalLocations: []sarifLogical{{"/status", "member"}},
	}
	var got sarifLocation
	for _, r := range run.Results {
		if r.RuleID == "member-type" {
			got = r.Locations[0]
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("location (-want +got)\n%s", diff)
	}
}

func TestSARIFAddresses(t *testing.T) {
	t.Parallel()
	absolute, err := filepath.Abs("a b.json")
	if err != nil {
		t.Fatal(err)
	}
	for input, want := range map[string]string{
		"a b.json":             "a%20b.json",
		"dir/ü.json":           "dir/%C3%BC.json",
		"a:b.json":             "./a:b.json",
		"https://example.com/": "https://example.com/",
		"http://[::1":          "./http://%5B::1",
		"<stdin>":              "stdin",
	} {
		if got := sarifURI(input); got != want {
			t.Errorf("sarifURI(%q) = %q, want %q", input, got, want)
		}
	}
	if got := sarifURI(absolute); !strings.HasPrefix(got, "file:///") || !strings.HasSuffix(got, "a%20b.json") {
		t.Errorf("sarifURI(%q) = %q", absolute, got)
	}
}
