package product

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/registry"
)

// person is a published creative worker.
func (w *town) person() (id db.ID) {
	w.Helper()
	w.must(func(tx *db.Tx) (err error) {
		if _, err = tx.Exec(`insert into registry_kbli_subsector (slug, position, name_id, name_en, name_ja, about_id, about_en, about_ja, valid_from) values ('musik', 1, 'Musik', 'Music', '音楽', '', '', '', $1)`, tx.Now()); err == nil {
			id, err = w.book.Register(tx, w.owner.Session, registry.Registering{Set: registry.Values{registry.Kind: registry.Perorangan, registry.Name: "Rina Sari", registry.Kelurahan: damai,
				registry.RT: "12", registry.Address: "Jl. Melati 7", registry.AtHome: "ya", registry.Phone: "0812-3456-7890", registry.AboutID: "Lagu anak.", registry.Subsectors: "musik"}})
		}
		return err
	})
	w.must(func(tx *db.Tx) error { return w.book.Submit(tx, w.owner.Session, registry.Step{Business: id}) })
	w.must(func(tx *db.Tx) error { return w.book.Publish(tx, w.officer.Session, registry.Step{Business: id}) })
	return id
}

// song is a work as it is typed.
func song() Typed {
	return Typed{Name: "Lagu Pesisir", About: "Lagu untuk anak.", Shown: true,
		Work: &TypedWork{Kind: "musik", Year: "2024", Link: "contoh.id/lagu", HKI: Registered, HKIKind: "hak_cipta", HKINumber: "000123456", HKIDay: "2024-05-02"}}
}

// A creative person shows works with their HKI: who said it and who saw the paper is kept
// apart, and what is said anew is only said again.
func TestAPersonShowsWorks(t *testing.T) {
	eachTown(t, func(w *town) {
		me := w.person()
		id := w.add(w.owner, me, song())
		want := Work{Kind: "musik", Year: 2024, Link: "https://contoh.id/lagu", HKI: Registered, HKIKind: "hak_cipta", HKINumber: "000123456", HKIDay: "2024-05-02", Level: registry.Told}
		if p := w.one(id); p.Work == nil || *p.Work != want {
			t.Errorf("it stands as %+v", p.Work)
		}
		confirm := func(who account.Who, version int64) error {
			return w.write(func(tx *db.Tx) error { return w.desk.ConfirmHKI(tx, who.Session, id, version) })
		}
		if err := confirm(w.owner, 1); !fault.Is(err, fault.Denied) {
			t.Errorf("an owner confirms: %v", err)
		}
		if err := confirm(w.far, 1); !fault.Is(err, fault.Denied) {
			t.Errorf("an officer of another area confirms: %v", err)
		}
		if err := confirm(w.officer, 7); !fault.Is(err, fault.Conflict) {
			t.Errorf("what was not looked at is confirmed: %v", err)
		}
		if err := confirm(w.officer, 1); err != nil {
			t.Fatal(err)
		}
		if p := w.one(id); p.Work.Level != registry.Document || p.Version != 2 {
			t.Errorf("after an officer saw it: %+v of version %d", p.Work, p.Version)
		}
		in := song()
		in.About = "Lagu untuk anak, dari pantai."
		w.must(func(tx *db.Tx) error {
			return w.desk.Change(tx, w.owner.Session, Changing{Product: id, Version: 2, Set: in})
		})
		if p := w.one(id); p.Work.Level != registry.Document {
			t.Errorf("another description takes the proof away: %+v", p.Work)
		}
		in.Work.HKINumber = "999"
		w.must(func(tx *db.Tx) error {
			return w.desk.Change(tx, w.helper.Session, Changing{Product: id, Version: 3, Set: in})
		})
		if p := w.one(id); p.Work.Level != registry.Through || p.Work.HKINumber != "999" {
			t.Errorf("another number keeps the proof: %+v", p.Work)
		}
		w.must(func(tx *db.Tx) error { return w.desk.TakeBack(tx, w.owner.Session, me, w.history(me)[0].ID) })
		if p := w.one(id); p.Work.Level != registry.Document || p.Work.HKINumber != "000123456" {
			t.Errorf("taken back: %+v", p.Work)
		}
		w.read(func(tx *db.Tx) error {
			all, err := PublicOf(tx, []db.ID{me})
			if len(all[me]) != 1 || all[me][0].Work == nil || all[me][0].Work.Year != 2024 {
				t.Errorf("the public sees %+v", all)
			}
			held, _ := held(tx, w.owner.Person)
			if text := fmt.Sprint(held); !strings.Contains(text, "https://contoh.id/lagu") {
				t.Errorf("a person gets of their data %s", text)
			}
			return err
		})
	})
}

// What is wrong with a work is told at its field; a business has products, and a person has
// as many works as there is room for.
func TestWorksHaveTheirBounds(t *testing.T) {
	for field, spoil := range map[string]func(*TypedWork){
		FieldWorkKind: func(x *TypedWork) { x.Kind = "tari" },
		FieldYear:     func(x *TypedWork) { x.Year = "1724" },
		FieldLink:     func(x *TypedWork) { x.Link = "javascript:alert(1)" },
		FieldHKI:      func(x *TypedWork) { x.HKI = "mungkin" },
		FieldHKIKind:  func(x *TypedWork) { x.HKIKind = "" },
		FieldHKINum:   func(x *TypedWork) { x.HKINumber = "" },
		FieldHKIDay:   func(x *TypedWork) { x.HKIDay = "kemarin" },
	} {
		in := song()
		spoil(in.Work)
		_, _, err := Read(in)
		f := fault.Of(err)
		if f == nil {
			t.Errorf("a wrong %s is taken", field)
		} else if _, told := f.Field(field); !told || len(f.Fields) != 1 {
			t.Errorf("a wrong %s is told as %+v", field, f.Fields)
		}
	}
	bare := song()
	bare.Work.HKI, bare.Work.HKIKind = NoHKI, "merek"
	if e, _, err := Read(bare); err != nil || e.Work.HKIKind != "" || e.Work.HKINumber != "" {
		t.Errorf("a work without HKI: %+v, %v", e.Work, err)
	}
	eachTown(t, func(w *town) {
		stall := w.published()
		if err := w.write(func(tx *db.Tx) error { _, err := w.desk.Add(tx, w.owner.Session, stall, song()); return err }); !fault.Is(err, fault.Conflict) {
			t.Error("a business has works")
		}
	})
}

// The table itself refuses what no work can be.
func TestTheTableOfWorksKeepsItsPromises(t *testing.T) {
	eachTown(t, func(w *town) {
		me := w.person()
		for i := range MostWorks {
			in := song()
			in.Name = fmt.Sprintf("Lagu nomor %d", i+1)
			w.add(w.owner, me, in)
		}
		if err := w.write(func(tx *db.Tx) error { _, err := w.desk.Add(tx, w.owner.Session, me, song()); return err }); !fault.Is(err, fault.Conflict) {
			t.Errorf("one more than there is room for: %v", err)
		}
		for _, set := range []string{"hki = 'mungkin'", "hki_kind = ''", "hki_number = ''", "year = 12", "kind = ''", "hki_level = 0", "hki_day = '2024'", "hki = 'none'"} {
			if err := w.d.Write(context.Background(), func(tx *db.Tx) error { _, err := tx.Exec(`update registry_product_work set ` + set); return err }); err == nil {
				t.Errorf("the table takes %s", set)
			}
		}
	})
}
