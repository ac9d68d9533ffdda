package asosiasi

import (
	"slices"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
)

// A nomination is the owner's to agree to: before that nobody but the two sides sees it,
// and it ends with the membership.
func TestANominationIsAgreedToFirst(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.stall("Amplang Siti")
		m, p, hidden := w.member(id), w.sells(id, true), w.sells(id, false)
		for key, in := range map[string]Nominating{"asosiasi.for_unknown": {Membership: m, For: "pajak", Sentence: "Resep keluarga lama."}, "asosiasi.sentence_needed": {Membership: m, For: "ikon", Sentence: "Bagus"},
			"asosiasi.product_unknown": {Membership: m, For: "ikon", Sentence: "Resep keluarga lama.", Product: hidden}, "saring.say_contact": {Membership: m, For: "ikon", Sentence: "Hubungi 0812 3456 7890 saja."},
			"asosiasi.no_member": {Membership: 5, For: "ikon", Sentence: "Resep keluarga lama."}} {
			w.refused(key, key, func(tx *db.Tx) error { _, err := w.desk.Nominate(tx, w.chair.Session, in); return err })
		}
		n := w.nominate(m, p)
		if again := w.nominate(m, p); again != n || w.facts("registry.asosiasi_nominated") != 1 {
			t.Error("the same nomination is another one")
		}
		other := w.nominate(m, 0)
		if got := w.nominated("ikon", id); got != 0 {
			t.Errorf("%d are seen before the owner agreed", got)
		}
		if all := w.asked(w.owner, id); len(all) != 2 || all[1].Sentence != "Resepnya turun tiga generasi." || all[1].Product != p {
			t.Errorf("the owner reads %+v", all)
		}
		w.refused("without having read", "asosiasi.consent_needed", func(tx *db.Tx) error { return w.desk.Reply(tx, w.owner.Session, n, true, Consent{}) })
		w.must(func(tx *db.Tx) error { return w.desk.Reply(tx, w.owner.Session, n, true, put) })
		w.must(func(tx *db.Tx) error { return w.desk.Reply(tx, w.owner.Session, n, true, put) }) // again
		w.must(func(tx *db.Tx) error { return w.desk.Reply(tx, w.owner.Session, other, false, Consent{}) })
		w.refused("a no becomes a yes", "asosiasi.answered", func(tx *db.Tx) error { return w.desk.Reply(tx, w.owner.Session, other, true, put) })
		if got := w.nominated("ikon", 0); got != 1 || w.nominated("pameran", 0) != 0 {
			t.Errorf("%d are seen", got)
		}
		w.read(func(tx *db.Tx) error {
			x, err := w.desk.NominationIn(tx, n, id)
			if err == nil && x.Sentence == "" {
				t.Error("the sentence is not there")
			}
			if _, no := w.desk.NominationIn(tx, other, id); !fault.Is(no, fault.NotFound) {
				t.Errorf("what was refused is found: %v", no)
			}
			if _, no := w.desk.NominationIn(tx, n, m); !fault.Is(no, fault.NotFound) {
				t.Errorf("it is found of another business: %v", no)
			}
			return err
		})
		w.must(func(tx *db.Tx) error { return w.desk.Retract(tx, w.owner.Session, n) })
		w.must(func(tx *db.Tx) error { return w.desk.Retract(tx, w.owner.Session, n) }) // again
		if w.nominated("ikon", id) != 0 {
			t.Error("what was taken back is seen")
		}
		n = w.nominate(m, p)
		w.must(func(tx *db.Tx) error { return w.desk.Reply(tx, w.owner.Session, n, true, put) })
		w.must(func(tx *db.Tx) error { return w.desk.Leave(tx, w.owner.Session, m) })
		if w.nominated("ikon", id) != 0 {
			t.Error("who left is put forward")
		}
		w.refused("who left is put forward anew", "asosiasi.not_valid", func(tx *db.Tx) error {
			_, err := w.desk.Nominate(tx, w.chair.Session, Nominating{Membership: m, For: "ikon", Sentence: "Resep keluarga lama."})
			return err
		})
		w.refused("what ended is withdrawn", "asosiasi.answered", func(tx *db.Tx) error { return w.desk.Withdraw(tx, w.chair.Session, other) })
	})
}

func (w *town) nominated(call string, business db.ID) (n int) {
	w.Helper()
	w.read(func(tx *db.Tx) error {
		all, err := w.desk.Nominated(tx, call, business)
		n = len(all)
		return err
	})
	return n
}

func (w *town) asked(who account.Who, business db.ID) (all []Nomination) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) {
		all, err = w.desk.Nominations(tx, who.Session, business)
		return err
	})
	return all
}

// The calls of other parts stand before ours; what is no code or has no name is left out.
func TestCallsOfOthersAreOpen(t *testing.T) {
	eachTown(t, func(w *town) {
		var codes []string
		w.read(func(tx *db.Tx) error {
			all, err := w.desk.Open(tx)
			for _, c := range all {
				codes = append(codes, c.Code)
			}
			return err
		})
		if got := strings.Join(codes, " "); got != "kurasi.abc ikon pameran pelatihan" {
			t.Errorf("open are %s", got)
		}
		m := w.member(w.stall("Amplang Siti"))
		w.must(func(tx *db.Tx) error {
			_, err := w.desk.Nominate(tx, w.chair.Session, Nominating{Membership: m, For: "kurasi.abc", Sentence: "Resep keluarga lama."})
			return err
		})
	})
}

// Forgetting an owner ends what their business had, and nobody reads any more what was
// said of it; forgetting a manager, that they speak.
func TestForgetting(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.stall("Amplang Siti")
		m := w.member(id)
		w.must(func(tx *db.Tx) error { return w.desk.Show(tx, w.owner.Session, m, true) })
		w.nominate(m, 0)
		holdings := append(w.book.Holdings(), w.desk.Holdings()...)
		var told []string
		w.read(func(tx *db.Tx) error {
			for _, h := range w.desk.Holdings() {
				for _, who := range []account.Who{w.owner, w.chair} {
					all, err := h.Read(tx, who.Person)
					if err != nil {
						return err
					}
					for _, x := range all {
						told = append(told, x.What+"="+x.Value)
					}
				}
			}
			return nil
		})
		slices.Sort(told)
		if got := strings.Join(told, "\n"); got != "registry_asosiasi_manager.asosiasi=Paguyuban Perajin Amplang\nregistry_asosiasi_membership.state=valid\nregistry_asosiasi_nomination.sentence=Resepnya turun tiga generasi." {
			t.Errorf("of them is told %s", got)
		}
		for _, who := range []account.Who{w.owner, w.chair} {
			w.must(func(tx *db.Tx) error {
				for _, h := range holdings {
					if h.Erase == nil {
						continue
					}
					if err := h.Erase(tx, who.Person); err != nil {
						return err
					}
				}
				return nil
			})
		}
		if now := w.now(m); now.Standing != Over || now.EndedBy != Erased || len(w.badges(id)) != 0 {
			t.Errorf("it stands as %+v", now)
		}
		w.read(func(tx *db.Tx) error {
			all, err := w.desk.PutForward(tx, w.officer.Session, w.one)
			if len(all) != 1 || all[0].Sentence != "" || all[0].Answer != Withdrawn {
				t.Errorf("of the forgotten is read %+v", all)
			}
			return err
		})
		w.refused("who is forgotten speaks", "asosiasi.not_manager", func(tx *db.Tx) error { _, err := Managed(tx, w.chair.Session, w.one); return err })
	})
}

// A made-up business goes with all that hangs on it here.
func TestMadeUpBusinessesGo(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.stall("Amplang Siti")
		w.nominate(w.member(id), w.sells(id, true))
		real := w.member(w.stall("Amplang Nyata"))
		w.must(func(tx *db.Tx) error {
			if _, err := tx.Exec(`update registry_business set demo = $2, version = version + 1 where id = $1`, id, true); err != nil {
				return err
			}
			return RemoveDemo(tx, []db.ID{id})
		})
		w.read(func(tx *db.Tx) error {
			_, still, err := open(tx, w.one, id)
			if still || w.now(real).Standing != Valid {
				t.Error("the made-up one stays, or the real one goes")
			}
			return err
		})
	})
}
