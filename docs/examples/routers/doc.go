// Package routers holds tests that show this module around routers other than
// http.ServeMux: one Wrap around the router is all it takes. It is a module of
// its own, so that nobody who uses problem details has to download routers.
package routers
