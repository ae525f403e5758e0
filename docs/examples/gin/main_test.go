package main

import (
	"testing"

	"github.com/goproblem/problemdetails/docs/examples/internal/contract"
)

func TestContract(t *testing.T) {
	t.Parallel()
	contract.Run(t, handler())
}
