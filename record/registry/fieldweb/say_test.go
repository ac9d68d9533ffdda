package fieldweb

import (
	"testing"

	"alun/ground/lang"
	"alun/record/place"
	"alun/record/registry"
	"alun/record/registry/field"
)

// The count is called by what it counts, and explains only what stands there.
func TestTheCountIsCalledByItsArea(t *testing.T) {
	words, err := lang.Load(Files, field.Files, registry.Files)
	if err != nil {
		t.Fatal(err)
	}
	barat := field.Sum{Area: place.Area{Name: "Balikpapan Barat", Level: place.Kecamatan}, Count: []int{20, 30, 10, 12}}
	one, few := cityPage{Lang: words.In(lang.ID), sums: []field.Sum{barat}}, barat
	few.Count = []int{20, field.Hidden, field.Hidden, 12}
	city := cityPage{Lang: words.In(lang.ID), sums: []field.Sum{barat, few}}
	if got := one.title(); got != "Status keaktifan, "+barat.Area.Called() {
		t.Errorf("one kecamatan is called %q", got)
	}
	if got := city.title(); got != "Status keaktifan sekota" {
		t.Errorf("the city is called %q", got)
	}
	if one.hides() || !city.hides() {
		t.Errorf("hidden numbers: one %v, city %v", one.hides(), city.hides())
	}
}
