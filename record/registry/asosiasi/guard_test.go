package asosiasi

import (
	"errors"
	"fmt"
	"testing"

	"alun/ground/db"
	"alun/ground/fault"
)

// guards are what keeps a promise of this part, each with a proof that it does.
var guards = map[string]func(w *town) error{
	"manager": func(w *town) error {
		id := w.stall("Amplang Siti")
		err := w.write(func(tx *db.Tx) error { _, err := w.desk.Invite(tx, w.other.Session, w.one, id); return err })
		return denied("somebody else invites", err, fault.Denied)
	},
	"last manager": func(w *town) error {
		for _, who := range []string{w.chair.Session, w.officer.Session} {
			row := w.managerRow(w.one, w.chair)
			if who == w.officer.Session {
				row = w.managerRow(w.one, w.officer)
			}
			if err := w.write(func(tx *db.Tx) error { return w.desk.EndManager(tx, who, row) }); err != nil {
				return denied("", err, fault.Conflict)
			}
		}
		return errors.New("nobody speaks for it")
	},
	"public": func(w *town) error {
		id := w.draft(w.owner, "Amplang Rahasia")
		err := w.write(func(tx *db.Tx) error { _, err := w.desk.Invite(tx, w.chair.Session, w.one, id); return err })
		return denied("a draft is invited", err, fault.NotFound)
	},
	"not own": func(w *town) error {
		id := w.publish(w.chair, w.draft(w.chair, "Amplang Ketua"))
		err := w.write(func(tx *db.Tx) error { _, err := w.desk.Invite(tx, w.chair.Session, w.one, id); return err })
		return denied("their own is invited", err, fault.Denied)
	},
	"helps": func(w *town) error {
		w.speaks(w.helper)
		id := w.stall("Amplang Siti")
		err := w.write(func(tx *db.Tx) error { _, err := w.desk.Invite(tx, w.helper.Session, w.one, id); return err })
		return denied("who helps the owner invites", err, fault.Denied)
	},
	"bound": func(w *town) error {
		m := w.member(w.stall("Amplang Siti"))
		for range MostOfMemberDay {
			n := w.nominate(m, 0)
			w.must(func(tx *db.Tx) error { return w.desk.Withdraw(tx, w.chair.Session, n) })
		}
		err := w.write(func(tx *db.Tx) error {
			_, err := w.desk.Nominate(tx, w.chair.Session, Nominating{Membership: m, For: "ikon", Sentence: "Resep keluarga lama."})
			return err
		})
		return denied("one is put forward again and again", err, fault.TooMany)
	},
	"owner": func(w *town) error {
		m := w.invite(w.stall("Amplang Siti"))
		err := w.write(func(tx *db.Tx) error { return w.desk.Agree(tx, w.helper.Session, On{m, 1}, yes) })
		return denied("a helper agrees", err, fault.Denied)
	},
	"consent": func(w *town) error {
		m := w.invite(w.stall("Amplang Siti"))
		err := w.write(func(tx *db.Tx) error {
			return w.desk.Agree(tx, w.owner.Session, On{m, 1}, Consent{Text: 7, Lang: "id"})
		})
		return denied("other words are agreed to", err, fault.Invalid)
	},
	"version": func(w *town) error {
		m := w.invite(w.stall("Amplang Siti"))
		err := w.write(func(tx *db.Tx) error { return w.desk.Agree(tx, w.owner.Session, On{m, 9}, yes) })
		return denied("what was not looked at is agreed to", err, fault.Conflict)
	},
	"quiet": func(w *town) error {
		id := w.stall("Amplang Siti")
		m := w.invite(id)
		w.must(func(tx *db.Tx) error { return w.desk.Leave(tx, w.owner.Session, m) })
		err := w.write(func(tx *db.Tx) error { _, err := w.desk.Invite(tx, w.chair.Session, w.one, id); return err })
		return denied("who declined is invited", err, fault.Conflict)
	},
	"member": func(w *town) error {
		m := w.invite(w.stall("Amplang Siti"))
		err := w.write(func(tx *db.Tx) error {
			_, err := w.desk.Nominate(tx, w.chair.Session, Nominating{Membership: m, For: "ikon", Sentence: "Resep keluarga lama."})
			return err
		})
		return denied("who is no member is put forward", err, fault.Conflict)
	},
	"agreed": func(w *town) error {
		id := w.stall("Amplang Siti")
		w.nominate(w.member(id), 0)
		if w.nominated("ikon", id) != 0 {
			return errors.New("a nomination is seen before the owner agreed")
		}
		return nil
	},
	// The table refuses it too, without a sentence.
	"two people": func(w *town) error {
		id := w.stall("Amplang Siti")
		m := w.invite(id)
		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`update registry_asosiasi_membership set asosiasi_yes_by = $2 where id = $1`, m, w.owner.Actor())
			return err
		})
		err := w.write(func(tx *db.Tx) error { return w.desk.Agree(tx, w.owner.Session, On{m, 1}, yes) })
		return denied("one says both yeses", err, fault.Conflict)
	},
	"eye":   (*town).readsNothing,
	"shown": (*town).showsOnly,
	"k":     (*town).showsOnly,
}

func denied(what string, err error, kind fault.Kind) error {
	if !fault.Is(err, kind) {
		return fmt.Errorf("%s: %w", what, errors.Join(err, errors.New("no such refusal")))
	}
	return nil
}

// Each guard keeps its promise, and each proof would notice were it left out.
func TestEachGuardIsNeeded(t *testing.T) {
	for name, proof := range guards {
		t.Run(name, func(t *testing.T) {
			eachTown(t, func(w *town) {
				if err := proof(w); err != nil {
					t.Errorf("it does not hold: %v", err)
				}
			})
			eachTown(t, func(w *town) {
				omitted = name
				defer func() { omitted = "" }()
				if err := proof(w); err == nil {
					t.Error("left out, nobody notices")
				}
			})
		})
	}
}
