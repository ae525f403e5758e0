package peers_test

import (
	"errors"
	"fmt"

	"github.com/danielgtaylor/huma/v2"
)

// What docs/migration/huma.md comes from.
func Example_fromHuma() {
	check := func() error {
		return huma.Error422UnprocessableEntity("validation failed",
			&huma.ErrorDetail{Message: "must be at least 1", Location: "body.items[0].quantity", Value: 0},
			&huma.ErrorDetail{Message: "is required", Location: "body.items[0].sku"})
	}
	secret := errors.New("no such row in shard 7")
	for _, err := range []error{check(), huma.Error500InternalServerError("try again", secret), secret} {
		w := ask(withHuma(err), "POST", "/known")
		fmt.Print(w.Code, " ", w.Body)
	}
	// Output:
	// 422 {"title":"Unprocessable Entity","status":422,"detail":"validation failed","errors":[{"message":"must be at least 1","location":"body.items[0].quantity","value":0},{"message":"is required","location":"body.items[0].sku"}]}
	// 500 {"title":"Internal Server Error","status":500,"detail":"try again","errors":[{"message":"no such row in shard 7"}]}
	// 500 {"title":"Internal Server Error","status":500,"detail":"unexpected error occurred","errors":[{"message":"no such row in shard 7"}]}
}
