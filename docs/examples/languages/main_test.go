package main

import (
	"log/slog"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

const (
	poor  = `{"items":[{"quantity":5,"sku":"pen"}]}`
	wrong = `{"items":[{"quantity":0,"sku":""}]}`
	ghost = `{"items":[{"quantity":1,"sku":"ghost"}]}`
)

func TestLanguages(t *testing.T) {
	slog.SetDefault(slog.New(slog.DiscardHandler))
	tests := []struct {
		name, accept, order string
		lang                string
		want                []string
	}{
		{"none", "", poor, "en", []string{`"title":"You do not have enough credit."`, `"detail":"Your balance is 30, but that costs 50."`}},
		{"English", "en-GB,en;q=0.9", poor, "en", []string{`"title":"You do not have enough credit."`}},
		{"German in Austria", "de-AT,de;q=0.9,en;q=0.5", poor, "de", []string{`"title":"Ihr Guthaben reicht nicht aus."`, `"detail":"Ihr Guthaben beträgt 30, aber das kostet 50."`, `"balance":30`}},
		{"Arabic", "ar", poor, "ar", []string{`"title":"ليس لديك رصيد كافٍ."`, `"detail":"رصيدك 30، لكن التكلفة 50."`}},
		{"less of it", "de;q=0.2, ar;q=0.8", poor, "ar", []string{`"title":"ليس لديك رصيد كافٍ."`}},
		{"another", "ja", poor, "en", []string{`"title":"You do not have enough credit."`}},
		{"not a language", ";;;", poor, "en", []string{`"title":"You do not have enough credit."`}},
		{"violations", "de", wrong, "de", []string{`"title":"Inhalt nicht verarbeitbar"`, `{"detail":"muss mindestens 1 sein","pointer":"#/items/0/quantity"}`, `{"detail":"darf nicht leer sein","pointer":"#/items/0/sku"}`}},
		{"violations in Arabic", "ar", wrong, "ar", []string{`{"detail":"يجب ألا يقل عن 1","pointer":"#/items/0/quantity"}`}},
		{"panic", "ar", ghost, "ar", []string{`"title":"خطأ داخلي في الخادم"`}},
		{"not translated", "de", "{", "en", []string{`"title":"Bad Request"`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := httptest.NewRequest("POST", "/orders", strings.NewReader(tt.order))
			if tt.accept != "" {
				r.Header.Set("Accept-Language", tt.accept)
			}
			w := httptest.NewRecorder()
			handler().ServeHTTP(w, r)
			if got := w.Header().Get("Content-Language"); got != tt.lang {
				t.Errorf("got Content-Language %q, want %q", got, tt.lang)
			}
			if got := w.Header().Values("Vary"); !slices.Equal(got, []string{"Accept, Accept-Language"}) {
				t.Errorf("got Vary %q, want Accept and Accept-Language", got)
			}
			for _, want := range tt.want {
				if !strings.Contains(w.Body.String(), want) {
					t.Errorf("got %s, want %s in it", w.Body, want)
				}
			}
		})
	}
}

// What the router says by itself is translated, too.
func TestRouter(t *testing.T) {
	t.Parallel()
	for target, want := range map[string]string{"GET /nowhere": "Nicht gefunden", "PUT /orders": "Methode nicht erlaubt"} {
		method, path, _ := strings.Cut(target, " ")
		r := httptest.NewRequest(method, path, nil)
		r.Header.Set("Accept-Language", "de")
		w := httptest.NewRecorder()
		handler().ServeHTTP(w, r)
		if !strings.Contains(w.Body.String(), `"title":"`+want+`"`) {
			t.Errorf("%s: got %s, want %s", target, w.Body, want)
		}
	}
}

func TestPage(t *testing.T) {
	t.Parallel()
	for accept, want := range map[string]string{
		"en": `<html lang="en">`,
		"de": `<html lang="de">`,
		"ar": `<html lang="ar" dir="rtl">`,
	} {
		r := httptest.NewRequest("GET", "/example", nil)
		r.Header.Set("Accept", "text/html")
		r.Header.Set("Accept-Language", accept)
		w := httptest.NewRecorder()
		handler().ServeHTTP(w, r)
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: got %.100s, want %s", accept, w.Body, want)
		}
	}
}
