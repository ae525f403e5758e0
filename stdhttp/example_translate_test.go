package stdhttp_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

// A service that writes English, and has German and Arabic as well.
func ExampleTranslate() {
	german := stdhttp.Translation{
		Lang: "de",
		Texts: map[string]string{
			"Not Found":          "Nicht gefunden",
			errOutOfCredit.Title: "Ihr Guthaben reicht nicht aus.",
		},
		Details: map[string]string{
			errOutOfCredit.Type: "Ihr Guthaben beträgt {balance}, aber das kostet {price}.",
		},
	}
	arabic := stdhttp.Translation{
		Lang: "ar",
		Texts: map[string]string{
			"Not Found":          "غير موجود",
			errOutOfCredit.Title: "رصيدك غير كافٍ.",
		},
		Details: map[string]string{
			errOutOfCredit.Type: "رصيدك {balance}، لكن التكلفة {price}.",
		},
	}
	api := &stdhttp.Responder{Before: stdhttp.Translate("en", german, arabic)}

	mux := http.NewServeMux()
	mux.Handle("/pay", api.Handler(func(http.ResponseWriter, *http.Request) error {
		return errOutOfCredit.With(problem.Problem{
			Detail:     "Your balance is 30, but that costs 50.",
			Extensions: problem.Extensions{"balance": 30, "price": 50},
		})
	}))
	service := api.Wrap(mux) // translates what the router says, too

	for _, accept := range []string{"en-GB", "de-AT, de;q=0.9, en;q=0.5", "ar", "ja"} {
		r := httptest.NewRequest("POST", "/pay", nil)
		r.Header.Set("Accept-Language", accept)
		w := httptest.NewRecorder()
		service.ServeHTTP(w, r)
		var p problem.Problem
		if err := p.UnmarshalJSON(w.Body.Bytes()); err != nil {
			fmt.Println(err)
		}
		fmt.Printf("%s: %s %s\n", w.Header().Get("Content-Language"), p.Title, p.Detail)
	}

	// The page in Arabic is laid out from right to left.
	r := httptest.NewRequest("GET", "/nowhere", nil)
	r.Header.Set("Accept", "text/html")
	r.Header.Set("Accept-Language", "ar")
	w := httptest.NewRecorder()
	service.ServeHTTP(w, r)
	fmt.Println(w.Header().Get("Vary"))
	fmt.Println(strings.Contains(w.Body.String(), `<html lang="ar" dir="rtl">`), strings.Contains(w.Body.String(), "غير موجود"))
	// Output:
	// en: You do not have enough credit. Your balance is 30, but that costs 50.
	// de: Ihr Guthaben reicht nicht aus. Ihr Guthaben beträgt 30, aber das kostet 50.
	// ar: رصيدك غير كافٍ. رصيدك 30، لكن التكلفة 50.
	// en: You do not have enough credit. Your balance is 30, but that costs 50.
	// Accept, Accept-Language
	// true true
}

// Translations are data, so that they can come from files.
func ExampleTranslation() {
	file := `{
		"lang": "de",
		"texts": {"Not Found": "Nicht gefunden"},
		"details": {"https://example.com/probs/no-such-order": "Es gibt keine Bestellung {order}."}
	}`
	var german stdhttp.Translation
	if err := json.Unmarshal([]byte(file), &german); err != nil {
		fmt.Println(err)
	}
	api := &stdhttp.Responder{Before: stdhttp.Translate("en", german)}

	r := httptest.NewRequest("GET", "/", nil)
	r.Header.Set("Accept-Language", "de")
	w := httptest.NewRecorder()
	api.Error(w, r, &problem.Problem{Type: problem.BlankType, Status: http.StatusNotFound})
	fmt.Println(w.Body)
	// Output: {"type":"about:blank","title":"Nicht gefunden","status":404}
}

func ExamplePreferredLanguage() {
	r := httptest.NewRequest("GET", "/", nil)
	r.Header.Set("Accept-Language", "pt-BR, pt;q=0.9, *;q=0.1")
	fmt.Println(stdhttp.PreferredLanguage(r, "en", "pt"))
	// Output: pt
}
