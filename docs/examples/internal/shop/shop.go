// Package shop is the business that these examples serve over HTTP, gRPC, a
// queue and the command line. It knows none of them: its errors are problems,
// and what becomes of a problem is up to the program.
package shop

import (
	"fmt"

	"github.com/goproblem/problemdetails/problem"
)

// An Order is what a customer wants. The names of its fields differ from those
// on the wire, which are the ones that clients should read about. The tags
// besides json are for validators that some of the examples use.
type Order struct {
	Lines []Line `json:"items" validate:"dive"`
}

// A Line is how many of an article a customer wants.
type Line struct {
	Count   int    `json:"quantity" validate:"min=1" minimum:"1"`
	Article string `json:"sku" validate:"min=1" minLength:"1"`
}

// A Receipt confirms an order.
type Receipt struct {
	Order string `json:"order"`
	Cost  int    `json:"cost"`
}

var (
	// ErrOutOfCredit is the problem of a customer who cannot pay.
	ErrOutOfCredit = &problem.Problem{
		Type:   "https://example.com/probs/out-of-credit",
		Title:  "You do not have enough credit.",
		Status: 403,
	}
	// ErrUnknownArticle is the problem of an order for what is not sold here.
	ErrUnknownArticle = &problem.Problem{
		Type:   "https://example.com/probs/unknown-article",
		Title:  "There is no such article.",
		Status: 422,
	}
)

// balance is what each customer has.
const balance = 30

type article struct{ price int }

// The ghost is a bug that waits for its order.
var articles = map[string]*article{"pen": {price: 10}, "ghost": nil}

// Validate returns what is wrong with an order as one problem, or nil. It is
// for the examples that have no validator.
func (o Order) Validate() error {
	var v problem.Violations
	for i, line := range o.Lines {
		if line.Count < 1 {
			v = append(v, problem.Violation{Pointer: problem.Pointer("items", i, "quantity"), Detail: "must be at least 1"})
		}
		if line.Article == "" {
			v = append(v, problem.Violation{Pointer: problem.Pointer("items", i, "sku"), Detail: "must have a length of at least 1"})
		}
	}
	return v.Err()
}

// Place takes an order that is valid.
func Place(o Order) (Receipt, error) {
	cost := 0
	for i, line := range o.Lines {
		a, ok := articles[line.Article]
		if !ok {
			return Receipt{}, ErrUnknownArticle.With(problem.Problem{
				Detail:     fmt.Sprintf("We do not sell %q.", line.Article),
				Extensions: problem.Extensions{"pointer": problem.Pointer("items", i, "sku")},
			})
		}
		cost += a.price * line.Count
	}
	if cost > balance {
		return Receipt{}, ErrOutOfCredit.With(problem.Problem{
			Detail: fmt.Sprintf("Your balance is %d, but that costs %d.", balance, cost),
			Extensions: problem.Extensions{
				"balance":  balance,
				"cost":     cost,
				"accounts": []string{"/account/12345", "/account/67890"},
			},
		})
	}
	return Receipt{Order: "A-1", Cost: cost}, nil
}
