package docs_test

import (
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/goproblem/problemdetails/encode"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
	"github.com/goproblem/problemdetails/typelinks"
)

// The examples of docs/migration: what a service of another system becomes.

// ask sends a request, such as "GET /" with lines of fields below, and prints
// the response: the status, the fields that are named, and the content.
func ask(h http.Handler, request string, fields ...string) {
	line, header, _ := strings.Cut(request, "\n")
	method, target, _ := strings.Cut(line, " ")
	r := httptest.NewRequest(method, target, nil)
	for field := range strings.Lines(header) {
		name, value, _ := strings.Cut(strings.TrimSpace(field), ": ")
		r.Header.Add(name, value)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	fmt.Println(w.Code)
	for _, name := range fields {
		fmt.Printf("%s: %s\n", name, w.Header().Get(name))
	}
	fmt.Println(strings.TrimSpace(w.Body.String()))
}

// quiet keeps the log out of the output of examples.
var quiet = slog.New(slog.DiscardHandler)

// errNoRow stands for the error of a database.
var errNoRow = errors.New("orders: no such row in shard 7")

// find looks for an order.
func find(id string) (name string, err error) {
	if id != "1" {
		return "", fmt.Errorf("find %q: %w", id, errNoRow)
	}
	return "two cups", nil
}

func Example_tornado() {
	mux := http.NewServeMux()
	mux.Handle("GET /orders/{id}", stdhttp.Handler(func(w http.ResponseWriter, r *http.Request) error {
		name, err := find(r.PathValue("id"))
		if err != nil {
			return &problem.Problem{Status: http.StatusNotFound, Err: err} // Err is for the log
		}
		_, err = fmt.Fprint(w, name)
		return err
	}))
	cors := func(next http.Handler) http.Handler { // in place of set_default_headers
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Access-Control-Allow-Origin", "*")
			next.ServeHTTP(w, r)
		})
	}
	api := stdhttp.Wrap(cors(mux))

	ask(api, "GET /orders/1")
	ask(api, "GET /orders/2", "Access-Control-Allow-Origin")
	ask(api, "PUT /orders/1\nAccept: text/plain", "Allow")
	// Output:
	// 200
	// two cups
	// 404
	// Access-Control-Allow-Origin: *
	// {"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.5","title":"Not Found","status":404}
	// 405
	// Allow: GET, HEAD
	// 405 Method Not Allowed
	// type: https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.6
}

func Example_tornadoProblemDetails() {
	links := typelinks.Default().With(typelinks.Link{Status: 404, Type: "https://example.com/probs/404", Title: "Not here"})
	api := &stdhttp.Responder{Links: links} // in place of type_link_map
	h := api.Handler(func(http.ResponseWriter, *http.Request) error {
		return &problem.Problem{
			Status:     http.StatusNotFound,
			Detail:     "There is no order 2.",
			Extensions: problem.Extensions{"order": 2},
			Err:        errNoRow, // in place of log_message
		}
	})

	ask(h, "GET /", "Content-Type")
	// Output:
	// 404
	// Content-Type: application/problem+json
	// {"type":"https://example.com/probs/404","title":"Not here","status":404,"detail":"There is no order 2.","order":2}
}

func Example_cherryPy() {
	api := &stdhttp.Responder{
		Formats: encode.Default().With(encode.HTML{ // in place of error_page
			Template: template.Must(template.New("any").Parse(`<h1>{{.Status}}</h1><p>{{.Detail}}</p>`)),
			Pages: map[int]encode.Template{
				404: template.Must(template.New("404").Parse(`<h1>Not here</h1><p>{{.Detail}}</p>`)),
			},
		}),
		Map: func(_ *http.Request, err error) error { // in place of HTTPError.handle
			if errors.Is(err, errNoRow) {
				return &problem.Problem{Status: http.StatusNotFound, Detail: "There is no such order.", Err: err}
			}
			return err
		},
	}
	mux := http.NewServeMux()
	mux.Handle("/orders/{id}", api.Handler(func(_ http.ResponseWriter, r *http.Request) error {
		_, err := find(r.PathValue("id"))
		return err
	}))
	mux.Handle("/latest", api.Handler(func(http.ResponseWriter, *http.Request) error {
		return stdhttp.InternalRedirect("/orders/2")
	}))
	mux.Handle("/old/", api.Handler(func(http.ResponseWriter, *http.Request) error {
		return stdhttp.Redirect(http.StatusMovedPermanently, "../orders/1")
	}))
	h := api.Wrap(mux)

	ask(h, "GET /orders/2\nAccept: text/html")
	ask(h, "GET /latest")
	ask(h, "GET /old/\nAccept: text/plain", "Location")
	// Output:
	// 404
	// <h1>Not here</h1><p>There is no such order.</p>
	// 404
	// {"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.5","title":"Not Found","status":404,"detail":"There is no such order."}
	// 301
	// Location: /orders/1
	// 301 Moved Permanently
	// type: https://www.rfc-editor.org/rfc/rfc9110.html#section-15.4.2
	// location: /orders/1
}

func Example_falcon() {
	errBusy := &problem.Problem{
		Type:       "https://example.com/probs/busy",
		Title:      "Too busy",
		Status:     http.StatusTooManyRequests,
		Extensions: problem.Extensions{"code": 204},
	}
	h := stdhttp.Handler(func(_ http.ResponseWriter, r *http.Request) error {
		if r.FormValue("q") == "" {
			return stdhttp.MissingParameter("q")
		}
		err := stdhttp.WithHeader(errBusy, stdhttp.RetryAt(time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)))
		return stdhttp.WithHeader(err, stdhttp.HelpLink("https://example.com/help/busy"))
	})

	ask(h, "GET /?q=x", "Retry-After", "Link")
	ask(h, "GET /")
	// Output:
	// 429
	// Retry-After: Wed, 02 Jan 2030 03:04:05 GMT
	// Link: <https://example.com/help/busy>; rel="help"
	// {"type":"https://example.com/probs/busy","title":"Too busy","status":429,"code":204}
	// 400
	// {"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.1","title":"Bad Request","status":400,"detail":"The parameter \"q\" is required.","errors":[{"detail":"is required","parameter":"q"}]}
}

func Example_paste() {
	mux := http.NewServeMux()
	mux.Handle("/gone", stdhttp.Problem(&problem.Problem{Status: http.StatusGone})) // an exception was an application
	mux.Handle("/admin", stdhttp.Handler(func(http.ResponseWriter, *http.Request) error {
		return stdhttp.Unauthorized(`Basic realm="admin"`)
	}))
	mux.HandleFunc("/old", func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "no longer here", http.StatusNotFound)
	})
	app := stdhttp.Wrap(mux) // in place of HTTPExceptionHandler

	ask(app, "GET /gone\nAccept: text/plain")
	ask(app, "GET /admin", "Www-Authenticate")
	ask(app, "GET /old")
	// Output:
	// 410
	// 410 Gone
	// type: https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.11
	// 401
	// Www-Authenticate: Basic realm="admin"
	// {"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.2","title":"Unauthorized","status":401}
	// 404
	// {"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.5","title":"Not Found","status":404,"detail":"no longer here"}
}

func Example_moogar() {
	errCredit := &problem.Problem{
		Type:   "https://example.com/probs/out-of-credit",
		Title:  "You do not have enough credit.",
		Status: http.StatusForbidden,
	}
	h := stdhttp.Handler(func(http.ResponseWriter, *http.Request) error {
		return errCredit.With(problem.Problem{
			Detail:     "Your balance is 30, but that costs 50.",
			Extensions: problem.Extensions{"balance": 30},
		})
	})

	ask(h, "GET /")
	// Output:
	// 403
	// {"type":"https://example.com/probs/out-of-credit","title":"You do not have enough credit.","status":403,"detail":"Your balance is 30, but that costs 50.","balance":30}
}

func Example_schneider() {
	errMissing := &problem.Problem{Status: http.StatusNotFound}
	lookup := func(id string) error {
		if _, err := find(id); err != nil {
			return errMissing.With(problem.Problem{Detail: fmt.Sprintf("There is no order %s.", id), Err: err})
		}
		return nil
	}
	err := fmt.Errorf("cart: %w", lookup("2"))

	fmt.Println(errors.Is(err, errMissing), errors.Is(err, errNoRow))
	cart := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		stdhttp.Error(w, r, err) // in place of WriteTo and WriteXMLTo
	})
	ask(cart, "GET /\nAccept: application/xml")
	// Output:
	// true true
	// 404
	// <?xml version="1.0" encoding="UTF-8"?><problem xmlns="urn:ietf:rfc:7807"><type>https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.5</type><title>Not Found</title><status>404</status><detail>There is no order 2.</detail></problem>
}

func Example_huma() {
	check := func(quantity int, sku string) error {
		var v problem.Violations
		if quantity < 1 {
			v = append(v, problem.Violation{Detail: "must be at least 1", Pointer: problem.Pointer("items", 0, "quantity")})
		}
		if sku == "" {
			v = append(v, problem.Violation{Detail: "is required", Pointer: problem.Pointer("items", 0, "sku")})
		}
		return v.Err() // nil if there are none
	}
	h := stdhttp.Handler(func(http.ResponseWriter, *http.Request) error { return check(0, "") })

	ask(h, "POST /orders\nAccept: text/plain")
	// Output:
	// 422
	// 422 Unprocessable Content
	// type: https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.21
	// errors:
	//   #/items/0/quantity: must be at least 1
	//   #/items/0/sku: is required
}

// OutOfStock is an error of a shop, which knows nothing of HTTP.
type OutOfStock struct{ Article string }

func (e OutOfStock) Error() string { return "out of stock: " + e.Article }

func Example_spring() {
	german := stdhttp.Translation{Lang: "de", Texts: map[string]string{"Sold out": "Ausverkauft"}} // in place of a MessageSource
	advice := &stdhttp.Responder{
		Map: func(_ *http.Request, err error) error { // in place of @ExceptionHandler
			var stock OutOfStock
			if errors.As(err, &stock) {
				return &problem.Problem{
					Type:       "https://example.com/probs/out-of-stock",
					Title:      "Sold out",
					Status:     http.StatusConflict,
					Extensions: problem.Extensions{"article": stock.Article},
					Err:        err,
				}
			}
			return err
		},
		Before: stdhttp.Chain(stdhttp.InstancePath, stdhttp.Translate("en", german)),
	}
	h := advice.Handler(func(http.ResponseWriter, *http.Request) error { return OutOfStock{"cup"} })

	ask(h, "GET /orders/7", "Content-Language", "Vary")
	ask(h, "GET /orders/7\nAccept-Language: de", "Content-Language", "Vary")
	// Output:
	// 409
	// Content-Language: en
	// Vary: Accept, Accept-Language
	// {"type":"https://example.com/probs/out-of-stock","title":"Sold out","status":409,"instance":"/orders/7","article":"cup"}
	// 409
	// Content-Language: de
	// Vary: Accept, Accept-Language
	// {"type":"https://example.com/probs/out-of-stock","title":"Ausverkauft","status":409,"instance":"/orders/7","article":"cup"}
}

func Example_aspNet() {
	api := &stdhttp.Responder{
		Before: stdhttp.Chain(stdhttp.TraceID, func(_ *http.Request, p *problem.Problem) { // in place of CustomizeProblemDetails
			p.Extensions["node"] = "web-1"
		}),
	}
	mux := http.NewServeMux()
	mux.Handle("POST /orders", api.Handler(func(http.ResponseWriter, *http.Request) error {
		return problem.Violations{{Detail: "must be at least 1", Pointer: problem.Pointer("quantity")}}.Err()
	}))
	mux.HandleFunc("/crash", func(http.ResponseWriter, *http.Request) { panic("secret") })
	app := api.Wrap(mux) // in place of UseExceptionHandler and UseStatusCodePages

	api.Logger = quiet
	ask(app, "POST /orders")
	ask(app, "GET /crash")
	ask(app, "GET /nowhere\nTraceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
	// Output:
	// 422
	// {"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.21","title":"Unprocessable Content","status":422,"errors":[{"detail":"must be at least 1","pointer":"#/quantity"}],"node":"web-1"}
	// 500
	// {"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.6.1","title":"Internal Server Error","status":500,"node":"web-1"}
	// 404
	// {"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.5","title":"Not Found","status":404,"node":"web-1","trace_id":"0af7651916cd43dd8448eb211c80319c"}
}
