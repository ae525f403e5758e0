package stdhttp_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/goproblem/problemdetails/stdhttp"
)

func ExampleRedirect() {
	handler := stdhttp.Handler(func(w http.ResponseWriter, r *http.Request) error {
		if _, err := r.Cookie("session"); err != nil {
			return stdhttp.Redirect(0, "/login?next=orders")
		}
		fmt.Fprintln(w, "your orders")
		return nil
	})

	show(handler, "Location")
	// Output:
	// 303
	// Location: /login?next=orders
	// {"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.4.4","title":"See Other","status":303,"location":"/login?next=orders"}
}

func ExampleRedirect_page() {
	handler := stdhttp.Handler(func(http.ResponseWriter, *http.Request) error {
		return stdhttp.Redirect(http.StatusMultipleChoices, "/en/terms", "/de/terms")
	})

	w := httptest.NewRecorder()
	r := httptest.NewRequest("GET", "/terms", nil)
	r.Header.Set("Accept", "text/html")
	handler.ServeHTTP(w, r)
	fmt.Println(w.Body)
	// Output:
	// <!DOCTYPE html>
	// <html lang="en">
	// <head><meta charset="utf-8"><title>Multiple Choices</title></head>
	// <body><h1>Multiple Choices</h1>
	// <p><a href="/en/terms">/en/terms</a></p>
	// <p><a href="/de/terms">/de/terms</a></p>
	// </body></html>
}

func ExampleInternalRedirect() {
	mux := http.NewServeMux()
	mux.Handle("/orders/latest", stdhttp.Handler(func(http.ResponseWriter, *http.Request) error {
		return stdhttp.InternalRedirect("/orders/7")
	}))
	mux.HandleFunc("/orders/{id}", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, "order", r.PathValue("id"))
	})
	handler := stdhttp.Wrap(mux)

	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest("GET", "/orders/latest", nil))
	fmt.Print(w.Code, " ", w.Body)
	// Output: 200 order 7
}
