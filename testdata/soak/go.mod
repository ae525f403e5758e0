module github.com/goproblem/problemdetails/testdata/soak

go 1.25.0

require github.com/goproblem/problemdetails v0.0.0

require github.com/goccy/go-json v0.12.0 // indirect

replace github.com/goproblem/problemdetails => ../..
