package typelinks_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/goproblem/problemdetails/typelinks"
)

func TestRegistered(t *testing.T) {
	t.Parallel()
	const (
		prefix = "https://iana.org/assignments/http-problem-types#"
		digest = "RFC-ietf-httpapi-digest-fields-problem-types-06 section "
	)
	want := []typelinks.ProblemType{
		{"about:blank", "See HTTP Status Code", 0, "RFC 9457 section 4.2.1"},
		{prefix + "date", "Date Not Acceptable", 400, "RFC 9458 section 6.5.2"},
		{prefix + "ohttp-key", "Oblivious HTTP key configuration not acceptable", 400, "RFC 9458 section 5.3"},
		{prefix + "digest-unsupported-algorithms", "Unsupported Hashing Algorithms", 400, digest + "3.1"},
		{prefix + "digest-invalid-values", "Invalid Digest Values", 400, digest + "3.2"},
		{prefix + "digest-mismatched-values", "Mismatched Digest Values", 400, digest + "3.3"},
	}
	got := slices.Collect(typelinks.Registered())
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	clear(got)
	if diff := cmp.Diff(want, slices.Collect(typelinks.Registered())); diff != "" {
		t.Errorf("after a caller changed what it collected (-want +got):\n%s", diff)
	}
}
