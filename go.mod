module github.com/goproblem/problemdetails

go 1.25.0

require (
	github.com/goccy/go-json v0.12.0
	github.com/google/go-cmp v0.7.0
)
