// Echov5 serves the shop with github.com/labstack/echo/v5.
package main

import (
	"errors"
	"log"
	"net/http"

	"github.com/labstack/echo/v5"

	"github.com/goproblem/problemdetails/docs/examples/internal/shop"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

var responder = &stdhttp.Responder{Map: translate}

func handler() http.Handler {
	e := echo.New()
	e.HTTPErrorHandler = func(c *echo.Context, err error) {
		responder.Error(c.Response(), c.Request(), err)
	}
	e.POST("/orders", placeOrder)
	return responder.Wrap(http.MaxBytesHandler(e, 1<<20))
}

// translate makes problems of echo's own errors.
func translate(_ *http.Request, err error) error {
	var known problem.Problemer
	status := echo.StatusCode(err)
	if status == 0 || errors.As(err, &known) { // problems have a StatusCode, too
		return err
	}
	p := &problem.Problem{Status: status, Err: err}
	var own *echo.HTTPError
	if errors.As(err, &own) && status < 500 && own.Message != http.StatusText(status) {
		p.Detail = own.Message
	}
	return p
}

func placeOrder(c *echo.Context) error {
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
