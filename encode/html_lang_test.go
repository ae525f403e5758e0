package encode_test

import (
	"strings"
	"testing"

	"github.com/goproblem/problemdetails/problem"
)

func TestHTMLLanguage(t *testing.T) {
	t.Parallel()
	const english = `<html lang="en">`
	tests := []struct{ name, lang, want string }{
		{"none", "", english},
		{"language", "de", `<html lang="de">`},
		{"case is kept", "DE-at", `<html lang="DE-at">`},
		{"three letters", "fil", `<html lang="fil">`},
		{"registered long", "abcdefgh", `<html lang="abcdefgh">`},
		{"region of digits", "es-419", `<html lang="es-419">`},
		{"script and region", "zh-Hant-HK", `<html lang="zh-Hant-HK">`},
		{"extended language", "zh-yue-Hant", `<html lang="zh-yue-Hant">`},
		{"three extended languages", "aa-bbb-ccc-ddd", `<html lang="aa-bbb-ccc-ddd">`},
		{"variants", "sl-rozaj-biske-1994", `<html lang="sl-rozaj-biske-1994">`},
		{"extensions", "de-DE-u-co-phonebk-t-it-x-a", `<html lang="de-DE-u-co-phonebk-t-it-x-a">`},
		{"private use alone", "x-klingon-1", `<html lang="x-klingon-1">`},
		{"right to left", "ar", `<html lang="ar" dir="rtl">`},
		{"right to left in capitals", "HE-IL", `<html lang="HE-IL" dir="rtl">`},
		{"right to left by three letters", "ckb", `<html lang="ckb" dir="rtl">`},
		{"script makes it so", "az-Arab", `<html lang="az-Arab" dir="rtl">`},
		{"script makes it so in another case", "tr-ARAB-TR", `<html lang="tr-ARAB-TR" dir="rtl">`},
		{"script makes it not so", "ar-Latn", `<html lang="ar-Latn">`},
		{"Yiddish in Latin script", "yi-Latn-US", `<html lang="yi-Latn-US">`},
		{"region makes it so", "pa-PK", `<html lang="pa-PK" dir="rtl">`},
		{"region makes it not so", "sd-IN", `<html lang="sd-IN">`},
		{"region in lower case", "pa-pk", `<html lang="pa-pk" dir="rtl">`},
		{"region does not matter", "ur-IN", `<html lang="ur-IN" dir="rtl">`},
		{"script before region", "uz-Cyrl-AF", `<html lang="uz-Cyrl-AF">`},
		{"undetermined in a script", "und-Hebr", `<html lang="und-Hebr" dir="rtl">`},
		{"extension does not matter", "fa-u-nu-latn", `<html lang="fa-u-nu-latn" dir="rtl">`},

		{"underscore", "de_DE", english},
		{"one letter", "d", english},
		{"digits", "1a", english},
		{"too long", "abcdefghi", english},
		{"hyphen first", "-de", english},
		{"hyphen last", "de-", english},
		{"two hyphens", "de--DE", english},
		{"white space", "de DE", english},
		{"not ASCII", "дe", english},
		{"wildcard", "*", english},
		{"list", "de,en", english},
		{"four extended languages", "aa-bbb-ccc-ddd-eee", english},
		{"two scripts", "de-Latn-Cyrl", english},
		{"region before script", "de-DE-Latn", english},
		{"script after a long language", "abcde-fgh", english},
		{"extension without subtags", "de-u", english},
		{"extension with a short subtag", "de-u-a", english},
		{"extension with a short subtag later", "de-u-co-a", english},
		{"private use without subtags", "de-x", english},
		{"private use of nothing", "x-", english},
		{"private use with a long subtag", "x-abcdefghi", english},
		{"irregular", "i-klingon", english},
		{"attribute", `de" onload="x`, english},
	}
	for c := range 256 {
		letter := 'a' <= c|0x20 && c|0x20 <= 'z'
		digit := '0' <= c && c <= '9'
		for tag, want := range map[string]bool{"abc": letter, "es-41": digit, "x-a": letter || digit, "de-u-c": letter || digit} {
			tag += string([]byte{byte(c)})
			if got := strings.Contains(page(t, &problem.Problem{Lang: tag}), `<html lang="`+tag+`">`); got != want {
				t.Errorf("Lang %q is used: %t, want %t", tag, got, want)
			}
		}
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, got, _ := strings.Cut(page(t, &problem.Problem{Lang: tt.lang}), "\n")
			got, _, _ = strings.Cut(got, "\n")
			if got != tt.want {
				t.Errorf("Lang %q gives %s, want %s", tt.lang, got, tt.want)
			}
		})
	}
}
