package diary

import (
	"testing"

	"alun/ground/db"
	"alun/ground/db/dbtest"
)

func TestAHiddenValueOpensInItsPlaceUntilItsPersonIsForgotten(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, _ *dbtest.Clock) {
		b := box(t)
		var name, again, other string
		err := d.Write(t.Context(), func(tx *db.Tx) (err error) {
			if name, err = b.Hide(tx, siti, "account_person.name 71", "Siti Aminah"); err == nil {
				again, err = b.Hide(tx, siti, "account_person.name 71", "Siti Aminah")
			}
			if err == nil {
				other, err = b.Hide(tx, budi, "account_person.name 72", "Budi")
			}
			return err
		})
		if err != nil || name == again {
			t.Errorf("one value twice is sealed alike: %v", err)
		}
		open := func(person db.ID, place, sealed string) (text string, gone bool, err error) {
			err = d.Read(t.Context(), func(tx *db.Tx) error {
				text, gone, err = b.Reveal(tx, person, place, sealed)
				return err
			})
			return text, gone, err
		}
		if text, gone, err := open(siti, "account_person.name 71", name); err != nil || gone || text != "Siti Aminah" {
			t.Errorf("%q %v %v", text, gone, err)
		}
		for _, c := range []struct {
			person db.ID
			place  string
		}{{siti, "account_person.name 72"}, {budi, "account_person.name 71"}, {73, "account_person.name 71"}} {
			if text, _, err := open(c.person, c.place, name); err == nil {
				t.Errorf("%v opens as %q", c, text)
			}
		}
		if err := d.Write(t.Context(), func(tx *db.Tx) error { return b.Forget(tx, siti) }); err != nil {
			t.Fatal(err)
		}
		if text, gone, err := open(siti, "account_person.name 71", name); err != nil || !gone || text != "" {
			t.Errorf("forgotten: %q %v %v", text, gone, err)
		}
		if text, gone, err := open(budi, "account_person.name 72", other); err != nil || gone || text != "Budi" {
			t.Errorf("somebody else: %q %v %v", text, gone, err)
		}
	})
}
