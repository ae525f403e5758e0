package problem_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"

	"github.com/goproblem/problemdetails/problem"
)

// A package-level problem defines a problem type.
var ErrOutOfCredit = &problem.Problem{
	Type:   "https://example.com/probs/out-of-credit",
	Title:  "You do not have enough credit.",
	Status: 403,
}

// pay returns an occurrence of it.
func pay(balance, price int) error {
	if price > balance {
		return ErrOutOfCredit.With(problem.Problem{
			Detail:     fmt.Sprintf("Your balance is %d, but that costs %d.", balance, price),
			Extensions: problem.Extensions{"balance": balance},
		})
	}
	return nil
}

func ExampleProblem() {
	err := fmt.Errorf("order 7: %w", pay(30, 50))

	fmt.Println(errors.Is(err, ErrOutOfCredit))
	fmt.Println(err)
	// Output:
	// true
	// order 7: You do not have enough credit.: Your balance is 30, but that costs 50.
}

func ExampleProblem_AppendJSON() {
	p := problem.Problem{Title: "Low disk space", Extensions: problem.Extensions{"free": "3 GB", "disk": "/dev/sda1"}}

	line, err := p.AppendJSON(nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s\n", line)
	// Output:
	// {"title":"Low disk space","disk":"/dev/sda1","free":"3 GB"}
}

func ExampleProblem_UnmarshalJSON() {
	doc := `{"type":"https://example.com/probs/out-of-credit","status":"403","balance":30.00}`

	var p problem.Problem
	if err := json.Unmarshal([]byte(doc), &p); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("status:", p.Status) // a string is no status: RFC 9457, section 3.1
	fmt.Println("balance:", p.Extensions["balance"])
	// Output:
	// status: 0
	// balance: 30.00
}

func ExampleProblem_LogValue() {
	log := slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}))

	p := problem.Problem{Status: 503, Title: "Try again later", Err: errors.New("dial tcp: connection refused")}
	log.Error("no answer", "problem", &p)
	// Output:
	// level=ERROR msg="no answer" problem.title="Try again later" problem.status=503 problem.err="dial tcp: connection refused"
}

func ExampleProblem_Validate() {
	p := problem.Problem{Type: "out of credit", Status: 4030}
	fmt.Println(p.Validate())
	// Output:
	// problem: status: 4030 is not within 100 to 599
	// problem: type: not a URI reference: ' ' must be percent-encoded
}

func ExampleExtensions() {
	p := problem.Problem{Extensions: problem.Extensions{"retryable": true, "limit": 100}}
	for name, value := range p.Extensions.All() {
		fmt.Println(name, value)
	}
	// Output:
	// limit 100
	// retryable true
}

// A problem goes through a queue, or into a file, as its JSON form, and is the
// same problem on the other side.
func Example_message() {
	message, err := ErrOutOfCredit.With(problem.Problem{Detail: "Your balance is 30, but that costs 50."}).AppendJSON(nil)
	if err != nil {
		fmt.Println(err)
		return
	}

	var p problem.Problem
	if err := json.Unmarshal(message, &p); err != nil {
		fmt.Println(err)
		return
	}
	if errors.Is(&p, ErrOutOfCredit) {
		fmt.Println(p.Detail)
	}
	// Output: Your balance is 30, but that costs 50.
}

func ExampleExtensions_Decode() {
	var p problem.Problem
	_ = p.UnmarshalJSON([]byte(`{"status":403,"balance":30,"accounts":["/account/12345"]}`))

	var credit struct {
		Balance  int      `json:"balance"`
		Accounts []string `json:"accounts"`
	}
	if err := p.Extensions.Decode(&credit); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(credit.Balance, credit.Accounts)
	// Output:
	// 30 [/account/12345]
}

func ExampleMemberError() {
	p := problem.Problem{Status: 404, Extensions: problem.Extensions{"callback": func() {}, "order": 7}}

	_, err := p.AppendJSON(nil)
	if me := (*problem.MemberError)(nil); errors.As(err, &me) {
		delete(p.Extensions, me.Name) // better than nothing
	}
	doc, _ := p.AppendJSON(nil)
	fmt.Printf("%s\n", doc)
	// Output:
	// {"status":404,"order":7}
}

func ExampleSyntaxError() {
	var p problem.Problem
	err := p.UnmarshalJSON([]byte(`{"status":404,}`))
	if se := (*problem.SyntaxError)(nil); errors.As(err, &se) {
		fmt.Println(se.Offset, se.Err)
	}
	// Output:
	// 14 '}' instead of a member name
}

// soldOut is a domain error that knows its problem.
type soldOut struct{ Item string }

func (e soldOut) Error() string { return "sold out: " + e.Item }

func (e soldOut) ProblemDetails() *problem.Problem {
	return &problem.Problem{Status: 409, Title: "Sold out", Extensions: problem.Extensions{"item": e.Item}}
}

func ExampleProblemer() {
	var _ problem.Problemer = soldOut{}

	doc, _ := problem.From(fmt.Errorf("adding to cart: %w", soldOut{"shoes"})).AppendJSON(nil)
	fmt.Printf("%s\n", doc)
	// Output:
	// {"title":"Sold out","status":409,"item":"shoes"}
}

func ExampleFrom() {
	for _, err := range []error{
		fmt.Errorf("order 7: %w", pay(30, 50)),
		errors.New("dial tcp 10.0.0.7:5432: connection refused"),
	} {
		p := problem.From(err)
		doc, _ := p.AppendJSON(nil)
		fmt.Printf("%s\n", doc)
	}
	// Output:
	// {"type":"https://example.com/probs/out-of-credit","title":"You do not have enough credit.","status":403,"detail":"Your balance is 30, but that costs 50.","balance":30}
	// {"status":500}
}

func ExampleViolation() {
	v := problem.Violation{Parameter: "limit", Detail: "must be at most 100"}
	doc, _ := json.Marshal(v)
	fmt.Printf("%s\n", doc)
	// Output:
	// {"detail":"must be at most 100","parameter":"limit"}
}

func ExampleViolations() {
	age, color := -1, "mauve"

	var violations problem.Violations
	if age < 0 {
		violations = append(violations, problem.Violation{Detail: "must not be negative", Pointer: problem.Pointer("age")})
	}
	if color != "green" && color != "red" {
		violations = append(violations, problem.Violation{Detail: "must be green or red", Pointer: problem.Pointer("profile", "color")})
	}
	doc, _ := problem.From(violations.Err()).AppendJSON(nil)
	fmt.Printf("%s\n", doc)
	// Output:
	// {"status":422,"errors":[{"detail":"must not be negative","pointer":"#/age"},{"detail":"must be green or red","pointer":"#/profile/color"}]}
}

func ExamplePointer() {
	fmt.Println(problem.Pointer("items", 3, "size/color"))
	// Output:
	// #/items/3/size~1color
}

// An occurrence has what the type says, and more; the type stays as it is.
func ExampleProblem_With() {
	p := ErrOutOfCredit.With(problem.Problem{
		Detail:     "Your balance is 30, but that costs 50.",
		Extensions: problem.Extensions{"balance": 30},
	})

	fmt.Println(p.Title, p.Detail)
	fmt.Println(errors.Is(p, ErrOutOfCredit), ErrOutOfCredit.Detail == "")
	// Output:
	// You do not have enough credit. Your balance is 30, but that costs 50.
	// true true
}
