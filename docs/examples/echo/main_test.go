package main

import (
	"errors"
	"net/http"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/goproblem/problemdetails/docs/examples/internal/contract"
	"github.com/goproblem/problemdetails/docs/examples/internal/shop"
	"github.com/goproblem/problemdetails/problem"
)

func TestContract(t *testing.T) {
	t.Parallel()
	contract.Run(t, handler())
}

func TestTranslate(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		err    error
		status int
		detail string
	}{
		{echo.NewHTTPError(http.StatusConflict, "on its way"), 409, "on its way"},
		{echo.NewHTTPError(http.StatusBadGateway, "dial tcp 10.0.0.1"), 502, ""},
		{echo.ErrUnauthorized, 401, ""},
		{shop.ErrOutOfCredit, 403, ""},
		{shop.ErrOutOfCredit.With(problem.Problem{Err: echo.ErrUnauthorized}), 403, ""},
		{errors.New("secret"), 500, ""},
	} {
		if p := problem.From(translate(nil, tt.err)); p.Status != tt.status || p.Detail != tt.detail {
			t.Errorf("%v: got %d %q, want %d %q", tt.err, p.Status, p.Detail, tt.status, tt.detail)
		}
	}
}
