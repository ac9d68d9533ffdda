package kurasi

import (
	"testing"

	"alun/ground/fault"
)

// Each refusal of a sheet says which criterion it is about.
func TestARefusedSheetNamesItsCriteria(t *testing.T) {
	_, _, err := readSheet(Scoring{Points: []string{"", "80", "101"}, Feedback: "Rapi dan jujur sekali."}, []Criterion{{Title: "Rasa"}, {Title: "Kemasan"}, {Title: "Cerita"}})
	bad := fault.Of(err)
	if bad == nil || len(bad.Fields) != 2 {
		t.Fatalf("refused with %v", err)
	}
	for i, want := range []string{"Rasa", "Cerita"} {
		if f := bad.Fields[i]; f.Key != "kurasi.points_between" || f.Args[0] != want {
			t.Errorf("field %s says %s %v, want %s", f.Name, f.Key, f.Args, want)
		}
	}
}
