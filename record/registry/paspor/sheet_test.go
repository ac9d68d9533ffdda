package paspor_test

import (
	"testing"

	"alun/record/registry"
	"alun/record/registry/paspor"
)

// A permit that somebody else than the owner saw was checked as a fact was; one that is only
// told was not.
func TestPermitsAreCheckedToo(t *testing.T) {
	s := paspor.Sheet{Past: registry.Past{Checked: 1}, Permits: []registry.Permit{{Level: registry.Document}, {Level: registry.Told}, {Level: registry.Seen}}}
	if got := s.Checked(); got != 3 {
		t.Errorf("%d were checked, want 3", got)
	}
}
