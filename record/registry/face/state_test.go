package face_test

import (
	"testing"

	"alun/ground/lang"
	"alun/ground/web/parts"
	"alun/record/registry"
	"alun/record/registry/face"
)

// A state has one look for whoever sees it.
func TestStatesLookAlike(t *testing.T) {
	words, err := lang.Load(registry.Files)
	if err != nil {
		t.Fatal(err)
	}
	for state, want := range map[registry.State]parts.Stamp{registry.Submitted: {Kind: parts.Running, Label: "Menunggu pemeriksaan"}, registry.Published: {Kind: parts.Done, Label: "Terbit"},
		registry.Returned: {Kind: parts.Refused, Label: "Dikembalikan"}, registry.Closed: {Kind: parts.Plain, Label: "Tutup"}} {
		if got := face.State(words.In(lang.ID), state); got != want {
			t.Errorf("%s: %+v, want %+v", state, got, want)
		}
	}
}
