package main

import (
	"bytes"
	"strings"
	"testing"
)

// TestConvertLang checks the language of pages. A script would hold them whole.
func TestConvertLang(t *testing.T) {
	t.Parallel()
	response := func(language string) string {
		return "HTTP/1.1 404 Not Found\r\nContent-Type: application/problem+json\r\n" + language + "\r\n{\"status\":404}"
	}
	const (
		document = `{"status":404}`
		english  = `<html lang="en">`
	)
	tests := []struct{ name, lang, stdin, want string }{
		{"none", "", document, english},
		{"by the flag", "ar", document, `<html lang="ar" dir="rtl">`},
		{"by the flag, in Latin script", "ar-Latn", document, `<html lang="ar-Latn">`},
		{"no language tag", "a_b", document, english},
		{"a response without", "", response(""), english},
		{"of the response", "", response("Content-Language: he\r\n"), `<html lang="he" dir="rtl">`},
		{"several in the response", "", response("Content-Language: he, ar\r\n"), english},
		{"the flag wins", "de", response("Content-Language: he\r\n"), `<html lang="de">`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var stdout, stderr bytes.Buffer
			exit := run([]string{"convert", "-to", "html", "-lang", tt.lang}, strings.NewReader(tt.stdin), &stdout, &stderr)
			_, rest, _ := strings.Cut(stdout.String(), "\n")
			got, _, _ := strings.Cut(rest, "\n")
			if exit != exitGood || got != tt.want {
				t.Errorf("exit status %d, got %s, want %s; stderr: %s", exit, got, tt.want, &stderr)
			}
		})
	}
}
