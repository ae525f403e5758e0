package problemtest

import (
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
)

// null stands for a value that is null, as nil stands for one that is absent.
type null struct{}

func valueOf(v any) any {
	if v == nil {
		return null{}
	}
	return v
}

// show returns a value as JSON, on one line.
func show(v any) string {
	if _, ok := v.(null); ok {
		return "null"
	}
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return "(" + err.Error() + ")"
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// same reports whether two values that were decoded mean the same.
func same(want, got any) bool {
	w, isNumber := want.(json.Number)
	g, both := got.(json.Number)
	if isNumber && both {
		return canonical(string(w)) == canonical(string(g))
	}
	return reflect.DeepEqual(want, got)
}

// canonical returns a number of JSON in a form that all numbers of the same
// value share. Floats would take different numbers of many digits for equal.
func canonical(number string) string {
	rest, negative := strings.CutPrefix(number, "-")
	mantissa, exponent := rest, "0"
	if i := strings.IndexAny(rest, "eE"); i >= 0 {
		mantissa, exponent = rest[:i], rest[i+1:]
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	digits := strings.TrimLeft(whole+fraction, "0")
	significant := strings.TrimRight(digits, "0")
	if significant == "" {
		return "0"
	}
	e, err := strconv.ParseInt(exponent, 10, 32)
	if err != nil {
		return number // far beyond what anyone counts: equal only if written alike
	}
	e += int64(len(digits) - len(significant) - len(fraction))
	sign := ""
	if negative {
		sign = "-"
	}
	return sign + significant + "e" + strconv.FormatInt(e, 10)
}
