module github.com/goproblem/problemdetails/docs/examples/routers

go 1.25.0

replace github.com/goproblem/problemdetails => ../../..

require (
	github.com/go-chi/chi/v5 v5.5.0
	github.com/goproblem/problemdetails v0.0.0-00010101000000-000000000000
	github.com/gorilla/mux v1.8.1
)

require github.com/goccy/go-json v0.12.0 // indirect
