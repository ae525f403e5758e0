package contract

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// Clients has clients that were not written here read what the server at url
// sends, by a script in testdata/interop. They come from npm: it skips unless
// INTEROP names the directory in which they are installed.
func Clients(t *testing.T, script, url string, input []byte) {
	t.Helper()
	if out, err := run(t, script, url, input); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func run(t *testing.T, script, url string, input []byte) (out []byte, err error) {
	t.Helper()
	dir := os.Getenv("INTEROP")
	if dir == "" {
		t.Skip("make interop runs this")
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute) // some never give up
	defer cancel()
	cmd := exec.CommandContext(ctx, "node", filepath.Join(dir, script), url)
	cmd.Stdin = bytes.NewReader(input)
	return cmd.CombinedOutput()
}

// table returns the failures as the scripts read them.
func table(t *testing.T) []byte {
	t.Helper()
	type row struct {
		Method  string          `json:"method"`
		Path    string          `json:"path"`
		Body    string          `json:"body,omitempty"`
		Problem json.RawMessage `json:"problem"`
	}
	var rows []row
	for _, f := range failures {
		rows = append(rows, row{f.method, f.path, f.body, json.RawMessage(f.want)})
	}
	data, err := json.Marshal(rows)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
