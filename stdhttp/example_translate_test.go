package stdhttp_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
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

// A key with names in braces is for all texts that differ from it in these
// alone.
func ExampleTranslate_values() {
	german := stdhttp.Translation{
		Lang: "de",
		Texts: map[string]string{
			"Not Found":                         "Nicht gefunden",
			"There is no {article} in {store}.": "In {store} gibt es {article} nicht.",
		},
	}
	api := &stdhttp.Responder{Before: stdhttp.Translate("en", german)}

	r := httptest.NewRequest("GET", "/", nil)
	r.Header.Set("Accept-Language", "de")
	w := httptest.NewRecorder()
	api.Error(w, r, &problem.Problem{
		Type:   problem.BlankType,
		Status: http.StatusNotFound,
		Detail: fmt.Sprintf("There is no %s in %s.", "tea", "Ulm"),
	})
	fmt.Println(w.Body)
	// Output: {"type":"about:blank","title":"Nicht gefunden","status":404,"detail":"In Ulm gibt es tea nicht."}
}

// missing logs what is sent in another language than the client prefers.
func missing(r *http.Request, p *problem.Problem) {
	if p.Lang != stdhttp.PreferredLanguage(r, "en", "de") {
		logger.Debug("not translated", "title", p.Title, "detail", p.Detail, "errors", p.Extensions["errors"])
	}
}

// A function that runs after the translation finds what has none.
func ExampleTranslate_missing() {
	german := stdhttp.Translation{Lang: "de", Texts: map[string]string{"Not Found": "Nicht gefunden"}}
	api := &stdhttp.Responder{
		Before: stdhttp.Chain(stdhttp.Translate("en", german), missing),
	}

	r := httptest.NewRequest("GET", "/", nil)
	r.Header.Set("Accept-Language", "de")
	api.Error(httptest.NewRecorder(), r, &problem.Problem{Type: problem.BlankType, Status: http.StatusNotFound})
	api.Error(httptest.NewRecorder(), r, &problem.Problem{Type: problem.BlankType, Status: http.StatusConflict, Detail: "It is locked."})
	// Output:
	// level=DEBUG msg="not translated" title=Conflict detail="It is locked." errors=<nil>
}

// stdout is where the output of examples goes.
type stdout struct{}

func (stdout) Write(b []byte) (int, error) { return os.Stdout.Write(b) }

// logger tells no time.
var logger = slog.New(slog.NewTextHandler(stdout{}, &slog.HandlerOptions{
	Level: slog.LevelDebug,
	ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	},
}))

var translate = stdhttp.Translate("en", stdhttp.Translation{
	Lang:  "de",
	Texts: map[string]string{"Sold out": "Ausverkauft"},
})

// inLanguage translates a problem for a message, a file or a terminal.
func inLanguage(lang string, p *problem.Problem) *problem.Problem {
	q := p.With(problem.Problem{}) // p may be shared
	translate(&http.Request{Header: http.Header{"Accept-Language": {lang}}}, q)
	return q
}

// Where there is no request, one that has nothing but Accept-Language does.
func ExampleTranslate_message() {
	soldOut := &problem.Problem{Type: "https://example.com/probs/sold-out", Title: "Sold out"}
	fmt.Println(inLanguage("de-AT", soldOut))
	fmt.Println(soldOut)
	// Output:
	// Ausverkauft
	// Sold out
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
