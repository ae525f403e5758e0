package stdhttp

import "testing"

// A test is built without package main, and its module is this one.
func TestIsApplication(t *testing.T) {
	t.Parallel()
	module := mainModule()
	if module == "" {
		t.Fatal("the test knows no module")
	}
	for function, want := range map[string]bool{
		"main.main": true, "main.(*server).ServeHTTP": true, module + ".F": true, module + "/stdhttp.F": true,
		"mainly.F": false, module + "x.F": false, module + "x/y.F": false, "net/http.F": false, "runtime.main": false,
	} {
		if got := isApplication(function); got != want {
			t.Errorf("%s: got %v, want %v", function, got, want)
		}
	}
}
