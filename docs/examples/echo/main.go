// Echo serves the shop with github.com/labstack/echo.
package main

import (
	"errors"
	"fmt"
	"log"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/goproblem/problemdetails/docs/examples/internal/shop"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

var responder = &stdhttp.Responder{Map: translate}

func handler() http.Handler {
	e := echo.New()
	e.HTTPErrorHandler = func(err error, c echo.Context) {
		responder.Error(c.Response(), c.Request(), err)
	}
	e.POST("/orders", placeOrder)
	return responder.Wrap(http.MaxBytesHandler(e, 1<<20))
}

// translate makes problems of echo's own errors.
func translate(_ *http.Request, err error) error {
	var known problem.Problemer
	var own *echo.HTTPError
	if errors.As(err, &known) || !errors.As(err, &own) {
		return err // a problem may have one of echo's errors as its cause
	}
	p := &problem.Problem{Status: own.Code, Err: err}
	if text := fmt.Sprint(own.Message); own.Code < 500 && text != http.StatusText(own.Code) {
		p.Detail = text
	}
	return p
}

func placeOrder(c echo.Context) error {
	var order shop.Order
	if err := c.Bind(&order); err != nil {
		return stdhttp.BodyError(err)
	}
	if err := order.Validate(); err != nil {
		return err
	}
	receipt, err := shop.Place(order)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusCreated, receipt)
}

func main() {
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", handler()))
}
