package mock

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

// A sample is one case under /example/.
type sample struct {
	name    string
	about   string
	problem func() *problem.Problem
}

// samples returns the cases in the order of the index.
func samples() []sample {
	return []sample{
		{"out-of-credit", "the problem with which RFC 9457 begins: a type of its own with two more members", outOfCredit},
		{"validation", "a request with two mistakes, each with a pointer to it", validation},
		{"unauthorized", "a request without credentials", func() *problem.Problem {
			return &problem.Problem{Status: 401, Detail: "Sign in as anybody, with any password; it will not help."}
		}},
		{"rate-limited", "too many requests, with Retry-After", func() *problem.Problem {
			return &problem.Problem{
				Status:     429,
				Detail:     "This client may send 100 requests an hour.",
				Extensions: problem.Extensions{"limit": 100, "window": "1h"},
			}
		}},
		{"nested", "lists, objects and a problem within a problem", nested},
		{"german", "a problem in German", func() *problem.Problem {
			return &problem.Problem{
				Type:   "https://example.com/probs/out-of-stock",
				Title:  "Nicht vorrätig",
				Status: 409,
				Detail: "Von den Größen 42 und 43 ist nichts mehr da.",
				Lang:   "de",
			}
		}},
		{"arabic", "a problem in Arabic, which is written from right to left", func() *problem.Problem {
			return &problem.Problem{
				Type:   "https://example.com/probs/out-of-credit",
				Title:  "رصيدك غير كاف.",
				Status: 403,
				Detail: "رصيدك الحالي 30، والتكلفة 50.",
				Lang:   "ar",
			}
		}},
		{"hostile", "members that try to break out of the page and to steer the terminal", func() *problem.Problem {
			return &problem.Problem{
				Title:      "</title><script>alert(1)</script>",
				Status:     400,
				Detail:     "\x1b[31mred\x1b[0m & \"quoted\"",
				Extensions: problem.Extensions{"script": "]]></script><img src=x onerror=alert(1)>"},
			}
		}},
		{"minimal", "a problem about which nothing is known", func() *problem.Problem { return &problem.Problem{} }},
	}
}

// A scene is a case under /example/ that is more than a problem.
type scene struct {
	name  string
	about string
	play  func(http.ResponseWriter, *http.Request) error
}

// scenes returns what the edge of the module does, in the order of the index.
func scenes() []scene {
	return []scene{
		{"panic", "a handler that panics: the client learns nothing of it, the log all", func(http.ResponseWriter, *http.Request) error {
			panic("this is in the log, and not in the response")
		}},
		{"secret", "an error that nobody mapped: its text stays in the log", func(http.ResponseWriter, *http.Request) error {
			return errors.New("connect to 10.0.0.5:5432 as admin: password authentication failed")
		}},
		{"redirect", "a redirect to another example, as an error", func(http.ResponseWriter, *http.Request) error {
			return stdhttp.Redirect(http.StatusSeeOther, "/example/out-of-credit")
		}},
		{"choice", "several places to go to", func(http.ResponseWriter, *http.Request) error {
			return stdhttp.Redirect(http.StatusMultipleChoices, "/example/german", "/example/arabic")
		}},
		{"replaced", "a page that failed on its way, replaced by the problem", func(w http.ResponseWriter, _ *http.Request) error {
			fmt.Fprintln(w, "This text was written before the error.")
			return &problem.Problem{Status: http.StatusInternalServerError, Detail: "The text that the handler had written is gone."}
		}},
		{"half", "an error that comes too late: the connection is cut, so that nobody takes half for whole", func(w http.ResponseWriter, _ *http.Request) error {
			fmt.Fprintln(w, "This text is on its way already.")
			if err := http.NewResponseController(w).Flush(); err != nil {
				return err
			}
			return &problem.Problem{Status: http.StatusInternalServerError}
		}},
		{"http-error", "what http.Error writes in old code, turned into a problem", func(w http.ResponseWriter, _ *http.Request) error {
			http.Error(w, "the old way", http.StatusConflict)
			return nil
		}},
	}
}

// example answers with the case in the path.
func (s *Server) example(w http.ResponseWriter, r *http.Request) error {
	name := r.PathValue("name")
	for _, c := range samples() {
		if c.name == name {
			return withCompanions(c.problem())
		}
	}
	for _, c := range scenes() {
		if c.name == name {
			return c.play(w, r)
		}
	}
	return &problem.Problem{
		Status: http.StatusNotFound,
		Detail: "There is no example of that name. The page at / lists the examples.",
	}
}

// outOfCredit is the example of RFC 9457, section 3.
func outOfCredit() *problem.Problem {
	return &problem.Problem{
		Type:     "https://example.com/probs/out-of-credit",
		Title:    "You do not have enough credit.",
		Status:   http.StatusForbidden,
		Detail:   "Your current balance is 30, but that costs 50.",
		Instance: "/account/12345/msgs/abc",
		Extensions: problem.Extensions{
			"balance":  30,
			"accounts": []string{"/account/12345", "/account/67890"},
		},
	}
}

// validation is the second example of RFC 9457, section 3.
func validation() *problem.Problem {
	return &problem.Problem{
		Type:   "https://example.net/validation-error",
		Title:  "Your request is not valid.",
		Status: http.StatusUnprocessableEntity,
		Extensions: problem.Extensions{"errors": problem.Violations{
			{Detail: "must be a positive integer", Pointer: problem.Pointer("age")},
			{Detail: "must be 'green', 'red' or 'blue'", Pointer: problem.Pointer("profile", "color")},
		}},
	}
}

func nested() *problem.Problem {
	return &problem.Problem{
		Type:   "https://example.com/probs/batch",
		Title:  "Some of the orders were not placed.",
		Status: http.StatusBadRequest,
		Extensions: problem.Extensions{
			"placed": []any{1, 2, 3},
			"failed": map[string]any{
				"order":  4,
				"reason": outOfCredit(),
			},
		},
	}
}
