package registry_test

import (
	"testing"

	"alun/ground/db"
	"alun/record/registry"
)

// streetCodes are codes of the tests of trade on the street, of two versions.
func streetCodes(tx *db.Tx) error {
	if _, err := tx.Exec(`insert into registry_kbli_version (version, regulation, state, official, source, source_date, grade, licence, note, valid_from)
		values ('2025', 'uji', 'baru', 3, 'uji', '', 'A', '', '', $1)`, tx.Now()); err != nil {
		return err
	}
	for _, c := range [][4]string{{"2020", "G", "1", ""}, {"2020", "47", "2", "G"}, {"2020", "478", "3", "47"}, {"2020", "4782", "4", "478"}, {"2020", "47826", "5", "4782"},
		{"2025", "G", "1", ""}, {"2025", "47", "2", "G"}, {"2025", "478", "3", "47"}, {"2025", "4781", "4", "478"}, {"2025", "47811", "5", "4781"}} {
		if _, err := tx.Exec(`insert into registry_kbli_code (version, code, level, parent, section, title, shown, description, valid_from) values ($1, $2, $3, $4, 'G', 'X', 'X', '', $5)`,
			c[0], c[1], int(c[2][0]-'0'), db.Null(c[3], c[3] != ""), tx.Now()); err != nil {
			return err
		}
	}
	return nil
}

// loaded is a public business that came of a register of the state.
func (w *town) loaded(key string, more registry.Values) (id db.ID) {
	w.Helper()
	set := registry.Values{registry.Kind: "usaha", registry.Name: "Minuman " + key, registry.Kelurahan: klandasan, registry.Address: "Jl. Minyak 5", registry.RT: "4",
		registry.AtHome: "tidak", registry.Point: "-1.230123 116.830456 import"}
	for f, text := range more {
		set[f] = text
	}
	w.must(func(tx *db.Tx) error {
		done, err := w.book.PutAs(tx, "command", registry.List{Source: "oss", Level: registry.Register, Publish: true}, []registry.Incoming{{Key: key, Set: set}})
		if err == nil && done[0].Why != nil {
			return done[0].Why
		}
		if err == nil {
			id = done[0].Business
		}
		return err
	})
	return id
}

// TestACodeOfTheStreetHidesThePlace: of a row of a list that says nothing of it, until
// somebody says that the place is fixed.
func TestACodeOfTheStreetHidesThePlace(t *testing.T) {
	eachTown(t, func(w *town) {
		w.must(streetCodes)
		const shop = "address=Jl. Minyak 5 point=-1.230123 116.830456 import rt=4 placed"
		for code, want := range map[string]string{"2020:47826*": "", "2020:56103* 2020:47826": "", "2020:56104*": "", "2025:47811*": shop, "2020:56103*": shop} {
			if got := w.public(w.loaded(code[:4]+code[len(code)-4:len(code)-1], registry.Values{registry.KBLI: code})); got != want {
				w.Errorf("of %s the public sees %q", code, got)
			}
		}
		id := w.loaded("satu", registry.Values{registry.KBLI: "2020:47826*"})
		var lives map[db.ID]registry.Life
		look := func() registry.Life {
			w.read(func(tx *db.Tx) (err error) { lives, err = registry.LivesOf(tx, []db.ID{id}); return err })
			return lives[id]
		}
		if look().Place || w.whole(id).Facts.Lends(registry.Address) {
			w.Error("its place is told elsewhere")
		}
		w.changed(w.officer, registry.Changing{Business: id, Set: registry.Values{registry.StreetVendor: "tidak"}, Level: registry.Seen})
		if got := w.public(id); got != shop || !look().Place {
			w.Errorf("an officer saw that it is fixed; the public sees %q", got)
		}
		w.changed(w.officer, registry.Changing{Business: id, Set: registry.Values{registry.StreetVendor: "ya"}, Level: registry.Seen})
		if got := w.public(id); got != "" {
			w.Errorf("of a vendor the public sees %q", got)
		}
	})
}
