package stdhttp_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"

	"github.com/goproblem/problemdetails/stdhttp"
)

func ExampleBodyError() {
	type order struct {
		Item  string `json:"item"`
		Count int    `json:"count"`
	}
	handler := stdhttp.Handler(func(w http.ResponseWriter, r *http.Request) error {
		var o order
		d := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20))
		d.DisallowUnknownFields()
		if err := d.Decode(&o); err != nil {
			return stdhttp.BodyError(err)
		}
		w.WriteHeader(http.StatusNoContent)
		return nil
	})

	for _, content := range []string{`{"item":"tea","count":"two"}`, `{"item":`} {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest("POST", "/orders", strings.NewReader(content)))
		var answer struct {
			Status int
			Detail string
			Errors []struct{ Pointer, Detail string }
		}
		if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
			fmt.Println(err)
		}
		fmt.Println(answer.Status, answer.Detail)
		for _, e := range answer.Errors {
			fmt.Println(e.Pointer, e.Detail)
		}
	}
	// Output:
	// 422 The content of the request has a value that cannot be used.
	// #/count must be a whole number, not a string
	// 400 The content of the request ends too early.
	// # The content of the request ends too early.
}

func ExampleFileError() {
	reports, err := os.OpenRoot(os.TempDir())
	if err != nil {
		fmt.Println(err)
		return
	}
	defer reports.Close()
	handler := stdhttp.Handler(func(w http.ResponseWriter, r *http.Request) error {
		f, err := reports.Open(r.FormValue("name"))
		if err != nil {
			return stdhttp.FileError(err)
		}
		defer f.Close()
		_, err = f.WriteTo(w)
		return err
	})

	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest("GET", "/reports?name=../etc/passwd", nil))
	fmt.Println(w.Code, w.Body)
	// Output: 404 {"type":"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.5","title":"Not Found","status":404}
}
