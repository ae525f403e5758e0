module github.com/goproblem/problemdetails/testdata/api

go 1.25.0
