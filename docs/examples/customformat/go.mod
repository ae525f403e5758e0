module github.com/goproblem/problemdetails/docs/examples/customformat

go 1.25.0

replace github.com/goproblem/problemdetails => ../../..

require (
	github.com/goccy/go-yaml v1.19.2
	github.com/goproblem/problemdetails v0.0.0-00010101000000-000000000000
)

require github.com/goccy/go-json v0.12.0 // indirect
