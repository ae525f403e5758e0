package docs_test

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/goproblem/problemdetails/problem"
	"github.com/goproblem/problemdetails/stdhttp"
	"github.com/goproblem/problemdetails/stdhttp/problemtest"
	"github.com/goproblem/problemdetails/typelinks"
)

// The table in docs/languages.md is right.
func TestPreferredLanguage(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("languages.md")
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile("(?m)^\\| (.*`.*) \\| `([a-zA-Z-]+)` \\| .* \\|$")
	value := regexp.MustCompile("`([^`]+)`")
	rows := row.FindAllStringSubmatch(string(page), -1)
	if len(rows) < 7 {
		t.Errorf("found %d rows: has the table changed?", len(rows))
	}
	for _, match := range rows {
		for _, accept := range value.FindAllStringSubmatch(match[1], -1) {
			r := &http.Request{Header: http.Header{"Accept-Language": {accept[1]}}}
			if got := stdhttp.PreferredLanguage(r, "en", "de", "pt-BR"); got != match[2] {
				t.Errorf("%s: got %s, the page says %s", accept[1], got, match[2])
			}
		}
		if strings.Contains(match[1], "nothing") && stdhttp.PreferredLanguage(&http.Request{}, "en", "de", "pt-BR") != match[2] {
			t.Errorf("nothing: the page says %s", match[2])
		}
	}
}

var (
	textRow  = regexp.MustCompile("(?m)^\\| .* \\| `([^`]+)` \\|$")
	textName = regexp.MustCompile(`\{[^}]*\}`)
)

// listedTexts returns the keys in the table of what stdhttp writes.
func listedTexts(t *testing.T) (keys []string) {
	t.Helper()
	_, section, _ := strings.Cut(pages(t)["docs/languages.md"], "\n## What stdhttp writes\n")
	section, _, _ = strings.Cut(section, "\n## ")
	for _, row := range textRow.FindAllStringSubmatch(section, -1) {
		keys = append(keys, row[1])
	}
	return keys
}

// untranslated returns those texts that are not translated, every word of
// them, if these are the keys.
func untranslated(keys, texts []string) []string {
	loud := stdhttp.Translation{Lang: "de", Texts: map[string]string{}}
	for _, key := range keys {
		value := strings.ToUpper(key)
		for _, name := range textName.FindAllString(key, -1) {
			value = strings.ReplaceAll(value, strings.ToUpper(name), name)
		}
		loud.Texts[key] = value
	}
	translate := stdhttp.Translate("en", loud)
	r := &http.Request{Header: http.Header{"Accept-Language": {"de"}}}
	return slices.DeleteFunc(slices.Clone(texts), func(text string) bool {
		p := problem.Problem{Detail: text}
		translate(r, &p)
		return p.Detail == strings.ToUpper(text)
	})
}

// The page lists what stdhttp writes, all of it and nothing else.
func TestListedTexts(t *testing.T) {
	t.Parallel()
	keys, texts := listedTexts(t), writtenTexts(t)
	if len(texts) < 30 {
		t.Errorf("found %d texts in the source: is this test still able to read it?", len(texts))
	}
	for _, text := range untranslated(keys, texts) {
		t.Errorf("the page lacks a key for %q", text)
	}
	for i, key := range keys {
		if len(untranslated(slices.Delete(slices.Clone(keys), i, i+1), texts)) == 0 {
			t.Errorf("the page has %q, which nothing writes or another key is for", key)
		}
	}
}

// readGerman returns the translation in docs/de.json.
func readGerman(t *testing.T) (german stdhttp.Translation) {
	t.Helper()
	file, err := os.ReadFile("de.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(file, &german); err != nil {
		t.Fatal(err)
	}
	return german
}

// docs/de.json has the texts that the page lists, and the titles of errors.
func TestGermanIsComplete(t *testing.T) {
	t.Parallel()
	want := listedTexts(t)
	for link := range typelinks.Default().All() {
		if link.Status >= 400 && link.Title != "(Unused)" {
			want = append(want, link.Title)
		}
	}
	slices.Sort(want)
	texts := readGerman(t).Texts
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(texts))); diff != "" {
		t.Errorf("keys of de.json (-want +got):\n%s", diff)
	}
	for key, text := range texts {
		want, got := textName.FindAllString(key, -1), textName.FindAllString(text, -1)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: names in the translation (-want +got):\n%s", key, diff)
		}
	}
}

// With docs/de.json a service answers in German throughout.
func TestGermanService(t *testing.T) {
	t.Parallel()
	api := &stdhttp.Responder{Logger: slog.New(slog.DiscardHandler), Before: stdhttp.Translate("en", readGerman(t))}
	mux := http.NewServeMux()
	mux.Handle("POST /orders", api.Handler(func(w http.ResponseWriter, r *http.Request) error {
		var order struct {
			Article string `json:"article"`
			Count   int8   `json:"count"`
		}
		all, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 64))
		if err != nil {
			return stdhttp.BodyError(err)
		}
		content := json.NewDecoder(bytes.NewReader(all))
		content.DisallowUnknownFields()
		return stdhttp.BodyError(content.Decode(&order))
	}))
	mux.Handle("GET /orders", api.Handler(func(_ http.ResponseWriter, r *http.Request) error {
		if !r.URL.Query().Has("page") {
			return stdhttp.MissingParameter("page")
		}
		return stdhttp.InvalidHeader("If-Match", "")
	}))
	server := httptest.NewServer(api.Wrap(mux))
	defer server.Close()

	// Which byte depends on the version of encoding/json.
	malformed := strings.NewReplacer(
		"The content of the request is not valid JSON: the mistake is at byte", "Der Inhalt der Anfrage ist kein gültiges JSON: der Fehler ist bei Byte",
	).Replace(problem.From(stdhttp.BodyError(json.Unmarshal([]byte(`{"article":}`), new(any)))).Detail)
	type violations = problem.Violations
	tests := []struct {
		name, method, target, content string
		status                        int
		title, detail                 string
		errors                        violations
	}{
		{
			"malformed JSON", "POST", "/orders", `{"article":}`, 400, "Fehlerhafte Anfrage",
			malformed,
			violations{{Pointer: "#", Detail: malformed}},
		},
		{
			"an unknown member", "POST", "/orders", `{"artikel":"cup"}`, 422, "Inhalt nicht verarbeitbar",
			"Der Inhalt der Anfrage hat ein Element, das hier nicht bekannt ist.",
			violations{{Pointer: "#/artikel", Detail: "ist hier nicht bekannt"}},
		},
		{
			"a value of another type", "POST", "/orders", `{"article":7}`, 422, "Inhalt nicht verarbeitbar",
			"Der Inhalt der Anfrage hat einen Wert, der nicht verwendet werden kann.",
			violations{{Pointer: "#/article", Detail: "muss eine Zeichenkette sein, nicht eine Zahl"}},
		},
		{
			"a number that is too large", "POST", "/orders", `{"count":300}`, 422, "Inhalt nicht verarbeitbar",
			"Der Inhalt der Anfrage hat einen Wert, der nicht verwendet werden kann.",
			violations{{Pointer: "#/count", Detail: "muss eine ganze Zahl im erlaubten Bereich sein"}},
		},
		{
			"no content", "POST", "/orders", "", 400, "Fehlerhafte Anfrage",
			"Die Anfrage hat keinen Inhalt.",
			violations{{Pointer: "#", Detail: "Die Anfrage hat keinen Inhalt."}},
		},
		{
			"content that is too large", "POST", "/orders", `{"article":"` + strings.Repeat("x", 100) + `"}`, 413, "Inhalt zu groß",
			"Der Inhalt der Anfrage darf höchstens 64 Bytes haben.",
			nil,
		},
		{
			"a missing parameter", "GET", "/orders", "", 400, "Fehlerhafte Anfrage",
			`Der Parameter "page" ist erforderlich.`,
			violations{{Parameter: "page", Detail: "ist erforderlich"}},
		},
		{
			"a header field", "GET", "/orders?page=1", "", 400, "Fehlerhafte Anfrage",
			`Das Kopffeld "If-Match" ist nicht gültig.`,
			violations{{Header: "If-Match", Detail: "ist nicht gültig"}},
		},
		{"an unknown path", "GET", "/nowhere", "", 404, "Nicht gefunden", "", nil},
		{"a wrong method", "PUT", "/orders", "", 405, "Methode nicht erlaubt", "", nil},
	}
	for _, tt := range tests {
		r, err := http.NewRequestWithContext(t.Context(), tt.method, server.URL+tt.target, strings.NewReader(tt.content))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Accept-Language", "de")
		resp, err := server.Client().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		link, _ := typelinks.Default().Lookup(tt.status)
		want := &problem.Problem{Type: link.Type, Title: tt.title, Status: tt.status, Detail: tt.detail, Lang: "de"}
		if tt.errors != nil {
			want.Extensions = problem.Extensions{"errors": tt.errors}
		}
		problemtest.Equal(t, resp, want)
		_ = resp.Body.Close()
	}
}
