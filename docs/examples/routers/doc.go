// Package routers holds tests that show stdhttp around routers with middleware
// in between: one Wrap around the router is all it takes.
package routers
