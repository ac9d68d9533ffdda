package field_test

import (
	"testing"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/geo"
	"alun/record/account"
	"alun/record/registry"
	"alun/record/registry/field"
)

func (w *town) meets(who account.Who, in field.Meeting) (m field.Met, err error) {
	err = w.write(func(tx *db.Tx) (err error) { m, err = w.desk.Meet(tx, who.Session, in); return err })
	return m, err
}

// met is a business as an officer writes it down on the way.
func met() registry.Values {
	return with(stall(), registry.Values{registry.NIB: "1234567890123", registry.WorkersM: "1", registry.WorkersF: "2", registry.Sales: registry.SalesBands[0].Code, registry.Capital: registry.CapitalBands[0].Code})
}

// What is met on the way is one draft and one check however often it is sent; what nobody
// sees from the street is not known as seen.
func TestABusinessThatIsMetIsWrittenDownOnce(t *testing.T) {
	eachTown(t, func(w *town) {
		in := field.Meeting{Key: aKey, Set: met(), Stood: &field.Stood{At: geo.Point{Lat: -1_230_123, Lng: 116_830_456}, Accuracy: 8}, Note: "di samping masjid"}
		first, err := w.meets(w.officer, in)
		if err != nil || first.Again || first.Check == 0 {
			t.Fatal(first, err)
		}
		in.Set = with(met(), registry.Values{registry.Name: "Nama lain"})
		if again, err := w.meets(w.officer, in); err != nil || !again.Again || again.Business != first.Business || again.Check != first.Check {
			t.Error("sent again:", again, err)
		}
		var b registry.Business
		w.read(func(tx *db.Tx) (err error) { b, err = registry.ByID(tx, first.Business); return err })
		if b.State != registry.Draft || b.Facts[registry.Name] != "Warung Bu Siti" || b.Facts[registry.WorkersF] != "2" {
			t.Errorf("%s %v", b.State, b.Facts)
		}
		for f, level := range map[registry.Fact]registry.Level{registry.Name: registry.Seen, registry.RT: registry.Seen, registry.NIB: registry.Through, registry.Phone: registry.Through, registry.Sales: registry.Through, registry.WorkersM: registry.Through} {
			if b.Proofs[f].Level != level {
				t.Errorf("%s is known as %s", f, b.Proofs[f].Level.Code())
			}
		}
		w.read(func(tx *db.Tx) error {
			all, err := w.desk.Checks(tx, w.officer.Session, first.Business, 5)
			if err != nil || len(all) != 1 || all[0].Note != "di samping masjid" || !all[0].Stood || all[0].ID != first.Check {
				t.Errorf("%+v %v", all, err)
			}
			owners, err := registry.OwnersOf(tx, first.Business)
			if len(owners) > 0 || err != nil {
				t.Error("it has an owner", owners, err)
			}
			return nil
		})
		w.follow()
		w.pass()
	})
}

// A creative worker has no legal form and no NIB; what is wrong is told of all fields at
// once, and nothing is kept.
func TestWhatIsMetIsCheckedAsAtTheDesk(t *testing.T) {
	eachTown(t, func(w *town) {
		person := registry.Values{registry.Kind: registry.Perorangan, registry.Name: "Ratna Melukis", registry.Kelurahan: klandasan, registry.AtHome: registry.Yes}
		m, err := w.meets(w.officer, field.Meeting{Key: aKey, Set: person})
		if err != nil {
			t.Fatal(err)
		}
		var b registry.Business
		w.read(func(tx *db.Tx) (err error) { b, err = registry.ByID(tx, m.Business); return err })
		if b.Facts[registry.LegalForm] != "" || b.Facts[registry.Kind] != registry.Perorangan {
			t.Errorf("%v", b.Facts)
		}
		_, err = w.meets(w.officer, field.Meeting{Key: aKey + "-2", Set: with(met(), registry.Values{registry.RT: "seribu", registry.NIB: "12"})})
		f := fault.Of(err)
		if f == nil || f.Kind != fault.Invalid {
			t.Fatal(err)
		}
		for _, name := range []string{"rt", "nib"} {
			if _, told := f.Field(name); !told {
				t.Errorf("nothing is said of %s: %v", name, f.Fields)
			}
		}
		for what, c := range map[string]struct {
			who account.Who
			in  field.Meeting
		}{
			"without a kelurahan": {w.officer, field.Meeting{Key: aKey + "-3", Set: with(met(), registry.Values{registry.Kelurahan: ""})}},
			"without a key":       {w.officer, field.Meeting{Set: met()}},
			"a flag":              {w.officer, field.Meeting{Key: aKey + "-4", Set: with(met(), registry.Values{registry.WAPublic: registry.Yes})}},
			"in another area":     {w.elsewhere, field.Meeting{Key: aKey + "-5", Set: met()}},
			"by a maker":          {w.owner, field.Meeting{Key: aKey + "-6", Set: met()}},
		} {
			if _, err := w.meets(c.who, c.in); fault.Of(err) == nil {
				t.Errorf("%s: %v", what, err)
			}
		}
		n := 0
		w.read(func(tx *db.Tx) (err error) {
			n, _, err = db.One(tx, (*db.Row).Int, `select count(*) from registry_business`)
			return err
		})
		if n != 1 {
			t.Errorf("%d businesses are there", n)
		}
	})
}

// What was taken for a new one becomes a check of the known one: its facts with it, and
// where others were faster with any of them, none.
func TestWhatWasTakenForNewBecomesACheck(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.opens(stall())
		var before registry.Business
		w.read(func(tx *db.Tx) (err error) { before, err = registry.ByID(tx, id); return err })
		w.must(func(tx *db.Tx) error {
			_, err := w.book.Change(tx, w.owner.Session, registry.Changing{Business: id, Set: registry.Values{registry.WorkersF: "5"}})
			return err
		})
		in := field.Checking{Business: id, Key: aKey, Version: before.Version, Found: field.Open, Set: registry.Values{registry.Name: "Warung Bu Siti Baru"}, More: registry.Values{registry.WorkersF: "2", registry.WorkersM: "1", registry.OtherNames: "Siti"}}
		out, err := w.check(w.officer, in)
		if err != nil || len(out.Clashes) != 1 || out.Clashes[0].Fact != registry.WorkersF {
			t.Fatalf("%+v %v", out, err)
		}
		var b registry.Business
		look := func() { w.read(func(tx *db.Tx) (err error) { b, err = registry.ByID(tx, id); return err }) }
		if look(); b.Facts[registry.Name] != "Warung Bu Siti" || b.Facts[registry.WorkersM] != "" {
			t.Errorf("some of it was kept: %v", b.Facts)
		}
		delete(in.More, registry.WorkersF)
		if out, err = w.check(w.officer, in); err != nil || len(out.Clashes) > 0 {
			t.Fatalf("%+v %v", out, err)
		}
		if look(); b.Facts[registry.Name] != "Warung Bu Siti Baru" || b.Facts[registry.WorkersM] != "1" || b.Facts[registry.OtherNames] != "Siti" || b.Facts[registry.WorkersF] != "5" {
			t.Errorf("%v", b.Facts)
		}
		in.Key, in.More = aKey+"-2", registry.Values{registry.WAPublic: registry.Yes}
		if _, err := w.check(w.officer, in); !fault.Is(err, fault.Invalid) {
			t.Error("a flag is taken:", err)
		}
	})
}
