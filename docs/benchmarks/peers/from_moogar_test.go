package peers_test

import (
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/moogar0880/problems"
)

// What docs/migration/moogar0880-problems.md comes from.
func Example_fromMoogar() {
	type credit struct {
		Balance int `json:"balance"`
	}
	h := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		p := problems.Extend(
			problems.NewDetailedProblem(403, "Your balance is 30, but that costs 50.").
				WithType("https://example.com/probs/out-of-credit").
				WithTitle("You do not have enough credit."),
			credit{Balance: 30})
		w.Header().Set("Content-Type", problems.ProblemMediaType)
		w.WriteHeader(p.Status)
		json.NewEncoder(w).Encode(p)
	})
	show := func(h http.Handler) {
		w := ask(h, "GET", "/")
		fmt.Println(w.Code, w.Body)
	}

	show(h)
	show(problems.ProblemHandler(&problems.Problem{Title: "no status, no type"}))
	show(problems.ProblemHandler(problems.NewStatusProblem(422)))
	_, err := new(problems.Problem).Validate()
	fmt.Println(err)
	// Output:
	// 403 {"type":"https://example.com/probs/out-of-credit","title":"You do not have enough credit.","status":403,"detail":"Your balance is 30, but that costs 50.","extensions":{"balance":30}}
	//
	// 200 {"type":"","title":"no status, no type"}
	//
	// 422 {"type":"about:blank","title":"Unprocessable Entity","status":422}
	//
	// problems: problem title must be set
}
