package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"github.com/goproblem/problemdetails/docs/examples/internal/contract"
	"github.com/goproblem/problemdetails/problem"
)

func TestContract(t *testing.T) {
	contract.Run(t, handler()) // not parallel: it sets variables of huma's
}

// The OpenAPI document that huma serves describes the problems.
func TestDocument(t *testing.T) {
	w := httptest.NewRecorder()
	handler().ServeHTTP(w, httptest.NewRequest("GET", "/openapi.json", nil))
	var document struct {
		Paths map[string]struct {
			Post struct {
				Responses map[string]struct {
					Content map[string]struct {
						Schema struct {
							Ref string `json:"$ref"`
						}
					}
				}
			}
		}
		Components struct {
			Schemas map[string]struct{ Properties map[string]any }
		}
	}
	if err := json.Unmarshal(w.Body.Bytes(), &document); err != nil {
		t.Fatal(err)
	}
	content := document.Paths["/orders"].Post.Responses["default"].Content["application/problem+json"]
	if got, want := content.Schema.Ref, "#/components/schemas/Problem"; got != want {
		t.Fatalf("got reference %q, want %q in\n%s", got, want, w.Body)
	}
	for _, name := range []string{"type", "title", "status", "detail", "instance", "errors"} {
		if document.Components.Schemas["Problem"].Properties[name] == nil {
			t.Errorf("the schema lacks %q:\n%s", name, w.Body)
		}
	}
}

// What huma says of content has a place, and no words of the decoder.
func TestContent(t *testing.T) {
	tests := []struct {
		name, contentType, content string
		status                     int
		want                       string
	}{
		{"malformed", "application/json", `{"items":[]} {}`, 400, `[{"detail":"The content of the request is not valid JSON: the mistake is at byte 14.","pointer":"#"}]`},
		{"wrong type", "application/json", `{"items":7}`, 422, `[{"detail":"expected array","pointer":"#/items"}]`},
		{"out of range", "application/json", `{"items":[{"quantity":1e30,"sku":"pen"}]}`, 422, `[{"detail":"The content of the request has a value that cannot be used.","pointer":"#"}]`},
		{"another type", "text/csv", "pen,1", 415, `[{"detail":"unknown content type: text/csv","pointer":"#"}]`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := httptest.NewRequest("POST", "/orders", strings.NewReader(tt.content))
			r.Header.Set("Content-Type", tt.contentType)
			w := httptest.NewRecorder()
			handler().ServeHTTP(w, r)
			if got := w.Body.String(); w.Code != tt.status || !strings.Contains(got, `"errors":`+tt.want+"}") {
				t.Errorf("got %d %s, want %d with %s", w.Code, got, tt.status, tt.want)
			}
		})
	}
}

func TestTranslate(t *testing.T) {
	at := func(location string) error { return &huma.ErrorDetail{Message: "m", Location: location} }
	got := problem.From(translate(422, "validation failed", []error{at("body"), at("body.a[0].b"), at("query.page"), at("path.id"), at("header.If-Match")}))
	want := problem.Violations{
		{Detail: "m", Pointer: "#"},
		{Detail: "m", Pointer: "#/a/0/b"},
		{Detail: "m", Parameter: "page"},
		{Detail: "m", Parameter: "id"},
		{Detail: "m", Header: "If-Match"},
	}
	if entries, _ := got.Extensions["errors"].(problem.Violations); got.Status != 422 || !slices.Equal(entries, want) {
		t.Errorf("got %d %q, want 422 %q", got.Status, entries, want)
	}
	for _, tt := range []struct {
		status int
		text   string
		detail string
	}{
		{http.StatusConflict, "the order is on its way", "the order is on its way"},
		{http.StatusBadGateway, "dial tcp 10.0.0.1", ""},
	} {
		if p := problem.From(translate(tt.status, tt.text, nil)); p.Status != tt.status || p.Detail != tt.detail || p.Err == nil {
			t.Errorf("got %+v, want status %d, detail %q and a cause", p, tt.status, tt.detail)
		}
	}
}
