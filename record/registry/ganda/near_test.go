package ganda

import (
	"testing"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/registry"
)

// Whoever is written down in the street is laid beside what may be the same: by a number
// wherever it is, by a name only near by, and only before who may check both.
func TestWhatMayBeTheSameIsToldAtOnce(t *testing.T) {
	eachTown(t, func(w *town) {
		a, _ := w.two()
		var at registry.Business
		w.read(func(tx *db.Tx) (err error) { at, err = registry.ByID(tx, a); return err })
		near := func(set registry.Values) (all []Likely, err error) {
			w.read(func(tx *db.Tx) error { all, err = w.desk.Near(tx, w.officer.Session, set); return nil })
			return all, err
		}
		base := func(more registry.Values) registry.Values {
			set := registry.Values{registry.Kind: registry.Usaha, registry.Name: "Zzkxq Vbnmw", registry.Kelurahan: at.Facts[registry.Kelurahan]}
			for f, text := range more {
				set[f] = text
			}
			return set
		}
		if all, err := near(base(nil)); err != nil || len(all) != 0 {
			t.Errorf("a stranger is like %v, %v", all, err)
		}
		all, err := near(base(registry.Values{registry.Name: at.Facts[registry.Name], registry.RT: at.Facts[registry.RT]}))
		if err != nil || len(all) == 0 || all[0].Name < 90 {
			t.Errorf("by its name: %+v, %v", all, err)
		}
		if all, err := near(base(registry.Values{registry.RT: "seribu"})); err != nil || len(all) != 0 {
			t.Errorf("what is not in form: %v, %v", all, err)
		}
		_, err = func() (all []Likely, err error) {
			w.read(func(tx *db.Tx) error { all, err = w.desk.Near(tx, w.owner.Session, base(nil)); return nil })
			return all, err
		}()
		if !fault.Is(err, fault.Denied) {
			t.Errorf("a maker is told: %v", err)
		}
	})
}
