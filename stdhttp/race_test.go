//go:build race

package stdhttp_test

func init() { instrumented = true }
