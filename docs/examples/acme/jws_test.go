package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"golang.org/x/crypto/acme"
)

// tamper changes signed requests on their way.
type tamper func(r *http.Request, jws map[string]string)

func (f tamper) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method == http.MethodPost {
		var jws map[string]string
		if err := json.NewDecoder(r.Body).Decode(&jws); err != nil {
			return nil, err
		}
		f(r, jws)
		body, err := json.Marshal(jws)
		if err != nil {
			return nil, err
		}
		r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	}
	return http.DefaultTransport.RoundTrip(r)
}

func TestSignature(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(handler())
	t.Cleanup(server.Close)
	tests := []struct {
		name   string
		tamper tamper
		status int
		typ    string
		detail string
	}{
		{
			name:   "media type",
			tamper: func(r *http.Request, _ map[string]string) { r.Header.Set("Content-Type", "application/json") },
			status: 415, typ: "https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.16",
		},
		{
			name:   "protected header",
			tamper: func(_ *http.Request, jws map[string]string) { jws["protected"] = "?" },
			status: 400, typ: urn + "malformed", detail: "The protected header cannot be read.",
		},
		{
			name:   "another URL",
			tamper: func(r *http.Request, _ map[string]string) { r.URL.Path = "/new-order" },
			status: 403, typ: urn + "unauthorized", detail: "The request was signed for another URL.",
		},
		{
			name:   "payload",
			tamper: func(_ *http.Request, jws map[string]string) { jws["payload"] = "e30" },
			status: 400, typ: urn + "malformed", detail: "The signature does not fit the request.",
		},
		{
			name:   "short signature",
			tamper: func(_ *http.Request, jws map[string]string) { jws["signature"] = "e30" },
			status: 400, typ: urn + "malformed", detail: "The signature does not fit the request.",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			client := newClient(server, newKey(t))
			client.HTTPClient = &http.Client{Transport: tt.tamper}
			_, err := client.Register(t.Context(), &acme.Account{}, acme.AcceptTOS)
			var got *acme.Error
			if !errors.As(err, &got) || got.StatusCode != tt.status || got.ProblemType != tt.typ || got.Detail != tt.detail {
				t.Errorf("got %v, want %d %s: %s", err, tt.status, tt.typ, tt.detail)
			}
		})
	}
}
