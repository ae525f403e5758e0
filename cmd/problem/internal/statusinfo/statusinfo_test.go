package statusinfo_test

import (
	"encoding/csv"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/goproblem/problemdetails/cmd/problem/internal/statusinfo"
	"github.com/goproblem/problemdetails/typelinks"
)

// TestFields compares the fields with the digest of the RFCs in testdata.
func TestFields(t *testing.T) {
	t.Parallel()
	f, err := os.Open("../../../../testdata/iana/status-headers.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	field := regexp.MustCompile(`^[A-Z][A-Za-z]*(-[A-Z][a-z]*)*`)
	levels := make(map[string]string) // by status and field
	for _, row := range rows[1:] {
		name := field.FindString(row[1])
		if name == "" {
			continue
		}
		key := row[0] + " " + name
		levels[key] = row[2] + "; " + row[3]
		if status, err := strconv.Atoi(row[0]); err == nil && row[2] == "MUST" && !strings.Contains(row[1], " (single part)") && !strings.Contains(row[1], " if ") && !has(status, name) {
			t.Errorf("no %s for %d, which %s demands", name, status, row[3])
		}
	}
	for status := 100; status <= 599; status++ {
		for _, f := range statusinfo.Fields(status) {
			level, ok := levels[strconv.Itoa(status)+" "+f.Name]
			switch {
			case !ok:
				t.Errorf("%d %s is not in the digest", status, f.Name)
			case !strings.HasPrefix(level, string(f.Level)) && !strings.HasPrefix(level, "expected"):
				t.Errorf("%d %s is %s here and %s in the digest", status, f.Name, f.Level, level)
			case !strings.Contains(level, strconv.Itoa(f.RFC)) || !strings.Contains(level, f.Section):
				t.Errorf("%d %s is from RFC %d, section %s here and %s in the digest", status, f.Name, f.RFC, f.Section, level)
			}
		}
	}
}

func has(status int, name string) bool {
	for _, f := range statusinfo.Fields(status) {
		if f.Name == name {
			return true
		}
	}
	return false
}

func TestExplain(t *testing.T) {
	t.Parallel()
	seen := make(map[statusinfo.Meaning]int)
	for link := range typelinks.Default().All() {
		m, ok := statusinfo.Explain(link.Status)
		if !ok || m.Says == "" || m.Client == "" {
			t.Errorf("%d has no meaning: %+v", link.Status, m)
		}
		class, _ := statusinfo.Explain(link.Status/100*100 + 99)
		if m == class {
			t.Errorf("%d has only the meaning of its class", link.Status)
		}
		if other, ok := seen[m]; ok {
			t.Errorf("%d means the same as %d", link.Status, other)
		}
		seen[m] = link.Status
	}
	if _, ok := statusinfo.Explain(600); ok {
		t.Error("600 has a meaning")
	}
	for status, want := range map[int]string{428: "3", 429: "4", 431: "5", 511: "6", 404: ""} {
		if got := statusinfo.NotStored(status); got != want {
			t.Errorf("NotStored(%d) = %q, want %q", status, got, want)
		}
	}
}
