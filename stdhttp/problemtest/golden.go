package problemtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Golden reports an error to t unless the response is the one that a file
// holds: status, header fields and body, whatever its format. JSON is indented
// in the file, so that a difference has a line of its own. Date, Content-Length
// and Connection are left out.
//
// Texts in varying, such as the URL of a test server or the instance of a
// problem that [Match] returned, are replaced by "…" wherever they stand; empty
// ones are ignored.
//
// The file is written instead of compared if the environment variable
// UPDATE_GOLDEN is not empty, or if the tests have a flag named update of their
// own, and it is set. This package defines no flag: two packages that define
// the same one cannot be in one program. The body of resp can be read again
// afterwards.
func Golden(t testing.TB, resp *http.Response, file string, varying ...string) {
	t.Helper()
	if resp == nil {
		t.Error("problemtest: there is no response")
		return
	}
	body, err := read(resp)
	if err != nil {
		t.Errorf("%sthe body broke off: %v", about(resp), err)
		return
	}
	got := transcript(resp, body, varying)
	if updating() {
		if err := write(file, got); err != nil {
			t.Fatalf("problemtest: %v", err)
		}
		t.Logf("problemtest: wrote %s", file)
		return
	}
	want, err := os.ReadFile(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		t.Errorf("problemtest: %s does not exist; UPDATE_GOLDEN=1 go test writes it, with:\n%s", file, got)
	case err != nil:
		t.Fatalf("problemtest: %v", err)
	case string(want) != got:
		t.Errorf("%snot the response in %s (-want +got); UPDATE_GOLDEN=1 go test rewrites it:\n%s",
			about(resp), file, compareLines(string(want), got))
	}
}

// updating reports whether golden files are to be written.
func updating() bool {
	f := flag.Lookup("update")
	return os.Getenv("UPDATE_GOLDEN") != "" || f != nil && f.Value.String() == "true"
}

func write(file, text string) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return err
	}
	return os.WriteFile(file, []byte(text), 0o666)
}

// transcript returns a response as text.
func transcript(resp *http.Response, body []byte, varying []string) string {
	var b strings.Builder
	fmt.Fprintln(&b, statusLine(resp.StatusCode))
	for _, name := range slices.Sorted(maps.Keys(resp.Header)) {
		switch name {
		case "Date", "Content-Length", "Connection":
			continue
		}
		for _, value := range resp.Header[name] {
			fmt.Fprintf(&b, "%s: %s\n", name, value)
		}
	}
	b.WriteByte('\n')
	var indented bytes.Buffer
	if json.Indent(&indented, body, "", "  ") == nil {
		body = indented.Bytes()
	}
	b.Write(body)
	text := b.String()
	if !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	for _, v := range varying {
		if v != "" {
			text = strings.ReplaceAll(text, v, "…")
		}
	}
	return text
}
