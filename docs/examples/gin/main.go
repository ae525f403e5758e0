// Gin serves the shop with github.com/gin-gonic/gin.
package main

import (
	"errors"
	"log"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/gin-gonic/gin/binding"
	"github.com/go-playground/validator/v10"

	"github.com/goproblem/problemdetails/docs/examples/internal/fields"
	"github.com/goproblem/problemdetails/docs/examples/internal/shop"
	"github.com/goproblem/problemdetails/stdhttp"
)

func handler() http.Handler {
	if v, ok := binding.Validator.Engine().(*validator.Validate); ok {
		v.SetTagName("validate") // in place of "binding"
		v.RegisterTagNameFunc(fields.Name)
	}
	router := gin.New() // Wrap recovers panics
	router.HandleMethodNotAllowed = true
	router.Use(answer)
	router.POST("/orders", placeOrder)
	return stdhttp.Wrap(http.MaxBytesHandler(router, 1<<20))
}

// answer is the middleware that answers with the last error of a request.
func answer(c *gin.Context) {
	c.Next()
	if err := c.Errors.Last(); err != nil {
		stdhttp.Error(c.Writer, c.Request, err)
	}
}

// bindError makes a problem of what binding has found.
func bindError(err error) error {
	var errs validator.ValidationErrors
	if errors.As(err, &errs) {
		return fields.Violations(errs).Err()
	}
	return stdhttp.BodyError(err)
}

func placeOrder(c *gin.Context) {
	var order shop.Order
	if err := c.ShouldBindJSON(&order); err != nil {
		c.Error(bindError(err))
		return
	}
	receipt, err := shop.Place(order)
	if err != nil {
		c.Error(err)
		return
	}
	c.JSON(http.StatusCreated, receipt)
}

func main() {
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", handler()))
}
