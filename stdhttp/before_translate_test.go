package stdhttp_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
)

type amount int

func (a amount) String() string { return fmt.Sprintf("%d.%02d €", a/100, a%100) }

func TestTranslate(t *testing.T) {
	t.Parallel()
	const quota = "https://example.com/probs/quota"
	german := stdhttp.Translation{
		Lang: "de",
		Texts: map[string]string{
			"Quota exceeded": "Kontingent erschöpft", "Try again.": "Noch einmal versuchen.", "Invalid": "Ungültig",
			"must not be empty": "darf nicht leer sein", "min": "ist zu klein",
		},
		Details: map[string]string{
			quota: "{used} von {limit}", "/open": "{used", "/none": "fest", "/other": "{what}",
		},
	}
	french := stdhttp.Translation{Lang: "fr", Texts: map[string]string{"Quota exceeded": "Quota dépassé"}}
	type p = problem.Problem
	type ext = problem.Extensions
	shared := problem.Violations{{Detail: "must not be empty", Pointer: "#/a"}, {Detail: "must be at least 3", Code: "min"}, {Pointer: "#/b"}}
	tests := []struct {
		name   string
		accept string
		p      p
		want   p
	}{
		{
			"in full", "de",
			p{Type: quota, Title: "Quota exceeded", Detail: "3 of 2", Extensions: ext{"used": 3, "limit": json.Number("2")}},
			p{Type: quota, Title: "Kontingent erschöpft", Detail: "3 von 2", Extensions: ext{"used": 3, "limit": json.Number("2")}, Lang: "de"},
		},
		{
			"the language of the program", "en, de;q=0.5",
			p{Title: "Quota exceeded"},
			p{Title: "Quota exceeded", Lang: "en"},
		},
		{"a language that there is not", "ja", p{Title: "Quota exceeded"}, p{Title: "Quota exceeded", Lang: "en"}},
		{"no preference", "", p{Title: "Quota exceeded"}, p{Title: "Quota exceeded", Lang: "en"}},
		{"the program's language refused", "en;q=0", p{Title: "Quota exceeded"}, p{Title: "Quota dépassé", Lang: "fr"}},
		{"a detail that does not vary", "de", p{Title: "Invalid", Detail: "Try again."}, p{Title: "Ungültig", Detail: "Noch einmal versuchen.", Lang: "de"}},
		{"no detail", "de", p{Type: quota, Title: "Quota exceeded"}, p{Type: quota, Title: "Kontingent erschöpft", Lang: "de"}},
		{"a pattern without names", "de", p{Type: "/none", Title: "Invalid", Detail: "x"}, p{Type: "/none", Title: "Ungültig", Detail: "fest", Lang: "de"}},
		{"no title", "de", p{Type: "/none", Detail: "x"}, p{Type: "/none", Detail: "fest", Lang: "de"}},
		{"no text at all", "de", p{}, p{Lang: "de"}},
		{"a title that is missing", "de", p{Title: "Other", Detail: "Try again."}, p{Title: "Other", Detail: "Try again.", Lang: "en"}},
		{"a detail that is missing", "de", p{Title: "Invalid", Detail: "Other."}, p{Title: "Invalid", Detail: "Other.", Lang: "en"}},
		{
			"the next language has all", "fr, de;q=0.5, en;q=0.1",
			p{Title: "Quota exceeded", Detail: "Try again."},
			p{Title: "Kontingent erschöpft", Detail: "Noch einmal versuchen.", Lang: "de"},
		},
		{
			"a member that is missing", "de",
			p{Type: quota, Title: "Quota exceeded", Detail: "3 of 2", Extensions: ext{"used": 3}},
			p{Type: quota, Title: "Quota exceeded", Detail: "3 of 2", Extensions: ext{"used": 3}, Lang: "en"},
		},
		{
			"a member that is no word", "de",
			p{Type: "/other", Detail: "x", Extensions: ext{"what": []string{"a"}}},
			p{Type: "/other", Detail: "x", Extensions: ext{"what": []string{"a"}}, Lang: "en"},
		},
		{
			"a brace that does not close", "de",
			p{Type: "/open", Detail: "x", Extensions: ext{"used": 1}},
			p{Type: "/open", Detail: "x", Extensions: ext{"used": 1}, Lang: "en"},
		},
		{
			"violations", "de",
			p{Title: "Invalid", Extensions: ext{"errors": shared}},
			p{Title: "Ungültig", Lang: "de", Extensions: ext{"errors": problem.Violations{
				{Detail: "darf nicht leer sein", Pointer: "#/a"}, {Detail: "ist zu klein", Code: "min"}, {Pointer: "#/b"},
			}}},
		},
		{
			"a violation that is missing", "de",
			p{Title: "Invalid", Extensions: ext{"errors": problem.Violations{{Detail: "must not be empty"}, {Detail: "x", Code: "y"}}}},
			p{Title: "Invalid", Lang: "en", Extensions: ext{"errors": problem.Violations{{Detail: "must not be empty"}, {Detail: "x", Code: "y"}}}},
		},
		{"a language that somebody has chosen", "de", p{Title: "Invalid", Lang: "it"}, p{Title: "Invalid", Lang: "it"}},
	}
	before := stdhttp.Translate("en", french, german)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequest("GET", "/", nil)
			r.Header.Set("Accept-Language", tt.accept)
			got := tt.p
			before(r, &got)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	t.Cleanup(func() {
		if shared[0].Detail != "must not be empty" {
			t.Errorf("got %q in the violations of the handler, want them unchanged", shared[0].Detail)
		}
	})
}

func TestTranslateValues(t *testing.T) {
	t.Parallel()
	tests := []struct {
		value any
		want  string // empty: not translated
	}{
		{"a <b> {c}", "a <b> {c}"},
		{"", "-"},
		{true, "true"},
		{-1, "-1"},
		{int8(-3), "-3"},
		{int16(-16), "-16"},
		{int32(-32), "-32"},
		{int64(-64), "-64"},
		{uint(1), "1"},
		{uint8(8), "8"},
		{uint16(16), "16"},
		{uint32(32), "32"},
		{uint64(1<<64 - 1), "18446744073709551615"},
		{0.5, "0.5"},
		{float32(0.25), "0.25"},
		{json.Number("1e400"), "1e400"},
		{amount(1250), "12.50 €"},
		{1500 * time.Millisecond, "1.5s"},
		{time.Date(2025, 8, 1, 12, 0, 0, 0, time.UTC), "2025-08-01T12:00:00Z"},
		{nil, ""},
		{map[string]any{}, ""},
		{[]int{1}, ""},
		{struct{}{}, ""},
		{fmt.Errorf("secret"), ""},
	}
	before := stdhttp.Translate("en", stdhttp.Translation{Lang: "de", Details: map[string]string{"/t": "{v}-{v}"}})
	for _, tt := range tests {
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set("Accept-Language", "de")
		p := problem.Problem{Type: "/t", Detail: "x", Extensions: problem.Extensions{"v": tt.value}}
		before(r, &p)
		want := tt.want + "-" + tt.want
		if tt.want == "-" {
			want = "-"
		} else if tt.want == "" {
			want = "x"
		}
		if p.Detail != want {
			t.Errorf("%v: got %q, want %q", tt.value, p.Detail, want)
		}
	}
}

// Both the translated response and the one that was not depend on the field.
func TestTranslateFields(t *testing.T) {
	t.Parallel()
	rs := &stdhttp.Responder{Logger: quiet, Before: stdhttp.Translate("en", stdhttp.Translation{Lang: "ar", Texts: map[string]string{"Not Found": "غير موجود"}})}
	var all sync.WaitGroup
	for accept, want := range map[string]string{"ar-EG, en;q=0.5": "ar", "en": "en", "": "en"} {
		all.Go(func() {
			r := httptest.NewRequest("GET", "/", nil)
			r.Header.Set("Accept-Language", accept)
			w := httptest.NewRecorder()
			rs.Error(w, r, &problem.Problem{Status: http.StatusNotFound})
			if got := w.Header().Get("Content-Language"); got != want {
				t.Errorf("%s: got Content-Language %q, want %q", accept, got, want)
			}
			if got := w.Header()["Vary"]; !slices.Equal(got, []string{"Accept, Accept-Language"}) {
				t.Errorf("%s: got Vary %q, want Accept, Accept-Language", accept, got)
			}
		})
	}
	all.Wait()
}
