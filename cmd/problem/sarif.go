package main

import (
	"net/url"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/goproblem/problemdetails/cmd/problem/internal/check"
)

// The part of SARIF 2.1.0 that a report needs
// (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html).
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		Version        string      `json:"version"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID                   string      `json:"id"`
		ShortDescription     sarifText   `json:"shortDescription"`
		FullDescription      sarifText   `json:"fullDescription"`
		Help                 sarifText   `json:"help"`
		HelpURI              string      `json:"helpUri"`
		DefaultConfiguration sarifConfig `json:"defaultConfiguration"`
	}
	sarifConfig struct {
		Level string `json:"level"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations"`
	}
	sarifLocation struct {
		PhysicalLocation sarifPhysical  `json:"physicalLocation"`
		LogicalLocations []sarifLogical `json:"logicalLocations,omitempty"`
	}
	sarifPhysical struct {
		ArtifactLocation sarifArtifact `json:"artifactLocation"`
		Region           *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
	}
	sarifLogical struct {
		FullyQualifiedName string `json:"fullyQualifiedName"`
		Kind               string `json:"kind"`
	}
)

// writeSARIF writes a report for services that show findings beside code.
func writeSARIF(e *env, r *check.Report) error {
	info, ok := debug.ReadBuildInfo()
	run := sarifRun{
		Tool: sarifTool{sarifDriver{
			Name: "problem check", Version: buildVersion(info, ok),
			InformationURI: "https://github.com/goproblem/problemdetails",
		}},
		ColumnKind: "unicodeCodePoints",
		Results:    []sarifResult{},
	}
	rules := check.Rules()
	for _, rule := range rules {
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{
			ID:                   rule.ID,
			ShortDescription:     sarifText{firstSentence(rule.Meaning)},
			FullDescription:      sarifText{rule.Meaning},
			Help:                 sarifText{rule.Fix},
			HelpURI:              rule.Source.Link(),
			DefaultConfiguration: sarifConfig{rule.Severity.String()},
		})
	}
	for _, f := range r.Findings {
		location := sarifLocation{PhysicalLocation: sarifPhysical{ArtifactLocation: sarifArtifact{sarifURI(f.Input)}}}
		if f.Line > 0 {
			location.PhysicalLocation.Region = &sarifRegion{f.Line, f.Column}
		}
		if f.Member != "" {
			location.LogicalLocations = []sarifLogical{{f.Member, "member"}}
		}
		run.Results = append(run.Results, sarifResult{
			f.Rule.ID, slices.Index(rules, f.Rule), f.Rule.Severity.String(), sarifText{f.Message}, []sarifLocation{location},
		})
	}
	return e.writeIndented(sarifLog{
		Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run},
	})
}

// firstSentence returns the first sentence of a text.
func firstSentence(s string) string {
	if i := strings.Index(s, ". "); i >= 0 {
		return s[:i+1]
	}
	return s
}

// sarifURI returns the URI reference for an input: relative for a relative
// path, so that a service finds it in the repository.
func sarifURI(input string) string {
	switch {
	case strings.HasPrefix(input, "http://"), strings.HasPrefix(input, "https://"):
		if u, err := url.Parse(input); err == nil {
			return u.String()
		}
	case input == displayName(stdinName):
		return "stdin"
	}
	slashed := filepath.ToSlash(input)
	if filepath.IsAbs(input) {
		return (&url.URL{Scheme: "file", Path: slashed}).String()
	}
	return (&url.URL{Path: slashed}).String()
}
