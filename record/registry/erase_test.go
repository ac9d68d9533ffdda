package registry_test

import (
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/registry"
)

// secrets are what must be unreadable when a person was forgotten.
var secrets = []string{"Siti", "Sudirman", "6281234567890", "omzet_300jt", "1.230123", "9120001234567", "Nasi kuning", "Mbak Rini", "Rahasia alasan"}

// TestForgettingErasesEverywhere: in the columns, in the history, in proposals and in
// reasons, for whoever holds all keys.
func TestForgettingErasesEverywhere(t *testing.T) {
	eachTown(t, func(w *town) {
		if left := forgotten(w); len(left) > 0 {
			w.Errorf("still there: %v", left)
		}
	})
}

// forgotten forgets an owner and tells which of the secrets can still be read, in
// rows or with the house's keys.
func forgotten(w *town) (left []string) {
	set := stall()
	set[registry.NIB] = "9120001234567"
	id := w.published(set)
	w.changed(w.officer, registry.Changing{Business: id, Set: registry.Values{registry.Name: "Depot Siti", registry.Phone: "0811 2222 3333"}, Level: registry.Document})
	w.changed(w.helper, registry.Changing{Business: id, Set: registry.Values{registry.Name: "Siti Jaya", registry.Phone: "0812 3456 7890"}})
	if _, err := w.takeBack(w.officer.Session, registry.TakingBack{Change: w.history(id)[0].ID, Why: "Rahasia alasan itu."}); err != nil {
		w.Fatal(err)
	}
	w.must(func(tx *db.Tx) error {
		_, err := w.book.AddPerson(tx, w.owner.Session, registry.Joining{Business: id, Name: "Mbak Rini", Role: registry.Worker})
		return err
	})
	before := everything(w, id)
	for _, s := range secrets {
		if !strings.Contains(before, s) && s != "Mbak Rini" {
			w.Errorf("the proof is broken: %q was nowhere", s)
		}
	}
	for _, h := range w.book.Holdings() {
		if h.Erase != nil {
			w.must(func(tx *db.Tx) error { return h.Erase(tx, w.owner.Person) })
		}
	}
	after := everything(w, id)
	for _, s := range secrets {
		if strings.Contains(after, s) {
			left = append(left, s)
		}
	}
	b := w.whole(id)
	if b.State != registry.Closed || b.Forgotten.IsZero() || b.Placed || len(w.ownersOf(id)) != 0 {
		w.Errorf("%+v", b)
	}
	return left
}

func (w *town) ownersOf(id db.ID) (all []db.ID) {
	w.read(func(tx *db.Tx) (err error) { all, err = registry.OwnersOf(tx, id); return err })
	return all
}

// everything is all that the tables hold of a business, and all that the keys open.
func everything(w *town, id db.ID) string {
	var out strings.Builder
	w.read(func(tx *db.Tx) error {
		tables, err := db.Tables(tx)
		if err != nil {
			return err
		}
		for _, t := range tables {
			if !strings.HasPrefix(t.Name, "registry_business") && !strings.HasPrefix(t.Name, "registry_change") && !strings.HasPrefix(t.Name, "registry_move") && !strings.HasPrefix(t.Name, "registry_proposal") && !strings.HasPrefix(t.Name, "diary") {
				continue
			}
			for _, c := range t.Columns {
				if err := db.Each(tx, func(r *db.Row) error { out.WriteString(r.Text() + "\n"); return nil }, `select cast("`+c.Name+`" as text) from `+t.Name); err != nil {
					return err
				}
			}
		}
		b, err := w.book.Whole(tx, id)
		for f, text := range b.Facts {
			out.WriteString(string(f) + " " + text + "\n")
		}
		return err
	})
	var all []registry.Change
	w.read(func(tx *db.Tx) (err error) {
		all, err = w.book.History(tx, w.officer.Session, id, 0, 100)
		return err
	})
	for _, c := range all {
		for _, pair := range c.Values {
			out.WriteString(pair[0] + "\n" + pair[1] + "\n")
		}
		out.WriteString(c.Why + "\n")
	}
	w.read(func(tx *db.Tx) error {
		then, _, err := w.book.Replay(tx, id, w.clock.Now())
		for _, text := range then.Facts {
			out.WriteString(text + "\n")
		}
		return err
	})
	return out.String()
}

// TestACompanyOutlivesItsOwner: what is nobody's person stays, and what has another
// owner stays whole.
func TestACompanyOutlivesItsOwner(t *testing.T) {
	eachTown(t, func(w *town) {
		pt := stall()
		pt[registry.LegalForm], pt[registry.AtHome], pt[registry.Name] = "pt", "tidak", "PT Maju"
		alone, shared := w.published(pt), w.published(stall())
		w.must(func(tx *db.Tx) error {
			_, err := w.book.AddPerson(tx, w.officer.Session, registry.Joining{Business: shared, Person: w.other.Person, Role: registry.Owner})
			return err
		})
		for _, h := range w.book.Holdings() {
			if h.Erase != nil {
				w.must(func(tx *db.Tx) error { return h.Erase(tx, w.owner.Person) })
			}
		}
		if b := w.whole(alone); b.State != registry.Published || b.Facts[registry.Name] != "PT Maju" || b.Facts[registry.Address] == "" || b.Facts[registry.Phone] != "" {
			w.Errorf("%+v", b)
		}
		if b := w.whole(shared); b.State != registry.Published || b.Facts[registry.Phone] == "" {
			w.Errorf("%+v", b)
		}
		// Life goes on: a new number, under a new key.
		w.changed(w.officer, registry.Changing{Business: alone, Set: registry.Values{registry.Phone: "0811 2222 3333"}})
		if b := w.whole(alone); b.Facts[registry.Phone] != "6281122223333" {
			w.Errorf("%v", b.Facts)
		}
	})
}

func TestTheCopyHoldsWhatIsKept(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published(stall())
		w.must(func(tx *db.Tx) error {
			_, err := w.book.Open(tx, w.officer.Session, registry.Asked{Business: id, Facts: []registry.Fact{registry.Phone}, Purpose: "layanan"})
			return err
		})
		var all []account.Held
		w.read(func(tx *db.Tx) error {
			for _, h := range w.book.Holdings() {
				held, err := h.Read(tx, w.owner.Person)
				if err != nil {
					return err
				}
				all = append(all, held...)
			}
			return nil
		})
		has := map[string]string{}
		for _, h := range all {
			has[h.What] = h.Value
		}
		if has["registry_business.phone"] != "6281234567890" || has["registry_business.sales"] != "omzet_300jt" || has["registry_business_person.role"] != "owner" || has["registry_read.purpose"] != "layanan" {
			w.Errorf("%v", has)
		}
	})
}

func TestOfficersReadForAPurposeAndLeaveATrace(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published(stall())
		open := func(session, purpose string, facts ...registry.Fact) (read db.ID, err error) {
			err = w.write(func(tx *db.Tx) (err error) {
				read, err = w.book.Open(tx, session, registry.Asked{Business: id, Facts: facts, Purpose: purpose})
				return err
			})
			return read, err
		}
		for _, purpose := range []string{"pajak", "penertiban", ""} {
			w.refused(purpose, second(open(w.officer.Session, purpose, registry.Phone)), fault.Denied, "registry.no_purpose")
			if _, err := w.d, w.write(func(tx *db.Tx) error {
				_, err := tx.Exec(`insert into registry_read (id, business, reader, held, facts, purpose, at) values ($1, $2, $3, $4, 'phone', $5, $6)`, tx.NewID(), id, w.officer.Person, w.officer.Grant.ID, purpose, tx.Now())
				return err
			}); err == nil {
				w.Errorf("the table takes the purpose %q", purpose)
			}
		}
		w.refused("sales at the counter", second(open(w.officer.Session, "layanan", registry.Sales)), fault.Denied, "registry.no_purpose")
		read, err := open(w.officer.Session, "pemeriksaan", registry.Phone, registry.Address, registry.Point)
		if err != nil {
			t.Fatal(err)
		}
		var got registry.Values
		w.read(func(tx *db.Tx) (err error) { got, err = w.book.Opened(tx, w.officer.Session, read); return err })
		if got[registry.Phone] != "6281234567890" || !strings.HasPrefix(got[registry.Point], "-1.230123") {
			w.Errorf("%v", got)
		}
		w.refused("another's read", w.d.Read(t.Context(), func(tx *db.Tx) error { return second(w.book.Opened(tx, w.second.Session, read)) }), fault.NotFound, "registry.read_over")
		var reads []registry.ReadOf
		w.read(func(tx *db.Tx) (err error) { reads, err = w.book.Reads(tx, w.owner.Session, id, 0, 10); return err })
		if len(reads) != 1 || reads[0].Reader != w.officer.Person || reads[0].Purpose != "pemeriksaan" || len(reads[0].Facts) != 3 {
			w.Errorf("%+v", reads)
		}
		for range 59 {
			if _, err := open(w.officer.Session, "layanan", registry.Phone); err != nil {
				t.Fatal(err)
			}
		}
		w.refused("the 61st", second(open(w.officer.Session, "layanan", registry.Phone)), fault.TooMany, "registry.reads_many")
	})
}
