package directory_test

import (
	"testing"

	"alun/ground/db"
	"alun/record/registry"
)

// Businesses stand in the index by what they mainly do: by the division of the
// classification in force, into which a number of the other one counts only where it means
// the same. That is what keeps what is asked for together close together.
func TestBusinessesStandByTheirDivision(t *testing.T) {
	eachTown(t, func(w *town) {
		codes := []struct{ kbli, division string }{
			{"2020:56102", "56"},
			{"2020:96200", "96"},
			{"2020:96200* 2020:56102", "96"}, // the main one
			{"2020:56102* 2020:96200", "56"},
			{"2025:56111", "56"}, // the same by another name of letters
			{"2025:96210", ""},   // there 96 is something else
			{"", ""},
		}
		var ids []db.ID
		for _, c := range codes {
			set := registry.Values{registry.Name: "Toko " + c.kbli, registry.KBLI: c.kbli}
			if c.kbli == "" { // a creative worker
				set[registry.Kind], set[registry.LegalForm], set[registry.Subsectors] = registry.Perorangan, "", "kriya"
			}
			ids = append(ids, w.listed(set)...)
		}
		var got map[db.ID]string
		if err := w.d.Read(w.Context(), func(tx *db.Tx) (err error) { got, err = w.dir.Groups(tx, ids); return err }); err != nil {
			t.Fatal(err)
		}
		for i, c := range codes {
			if group, there := got[ids[i]]; !there || group != c.division {
				t.Errorf("%q stands with %q (%v), not with %q", c.kbli, group, there, c.division)
			}
		}
	})
}
