// Package customformat adds YAML to the formats of problem details.
package customformat

import (
	"fmt"

	"github.com/goccy/go-yaml"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
)

// YAML is the JSON form of a problem as YAML.
type YAML struct{}

func (YAML) ContentType() string { return "application/vnd.example.problem+yaml" }

func (YAML) Append(dst []byte, p *problem.Problem) ([]byte, error) {
	doc, err := p.AppendJSON(nil) // names the member that cannot be encoded
	if err != nil {
		return dst, err
	}
	out, err := yaml.JSONToYAML(doc)
	if err != nil {
		return dst, err
	}
	return append(dst, out...), nil
}

func (YAML) Decode(data []byte, p *problem.Problem) error {
	doc, err := yaml.YAMLToJSON(data)
	if err != nil {
		return &problem.SyntaxError{Err: fmt.Errorf("yaml: %w", err)}
	}
	if err := (encode.JSON{}).Decode(doc, p); err != nil {
		return &problem.SyntaxError{Err: err} // offsets into the JSON mean nothing here
	}
	return nil
}
