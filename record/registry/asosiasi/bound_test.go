package asosiasi

import (
	"strings"
	"testing"
	"time"

	"alun/ground/db"
	"alun/record/account"
	"alun/record/registry"
)

// speaks lets somebody speak for the association.
func (w *town) speaks(who account.Who) {
	w.Helper()
	w.must(func(tx *db.Tx) error {
		_, err := w.desk.Name(tx, w.planner.Session, Naming{Asosiasi: w.one, Person: who.Person})
		return err
	})
}

// Whose invitation was taken back is left alone for ninety days, and may ask all the same;
// another association may invite them.
func TestATakenBackInvitationIsNotSentAgain(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.stall("Amplang Siti")
		m := w.invite(id)
		w.must(func(tx *db.Tx) error { return w.desk.Dismiss(tx, w.chair.Session, m) })
		again := func(tx *db.Tx) error { _, err := w.desk.Invite(tx, w.chair.Session, w.one, id); return err }
		w.refused("at once", "asosiasi.taken_back_lately", again)
		w.refused("by another who speaks for it", "asosiasi.taken_back_lately", func(tx *db.Tx) error { _, err := w.desk.Invite(tx, w.officer.Session, w.one, id); return err })
		two := w.association("Paguyuban Kedua", w.chair)
		w.must(func(tx *db.Tx) error { _, err := w.desk.Invite(tx, w.chair.Session, two, id); return err })
		var asked db.ID
		w.must(func(tx *db.Tx) (err error) {
			asked, err = w.desk.Ask(tx, w.owner.Session, id, w.one, yes)
			return err
		})
		w.must(func(tx *db.Tx) error { return w.desk.Dismiss(tx, w.chair.Session, asked) })
		w.refused("who asked in between", "asosiasi.taken_back_lately", again)
		for over, ago := range map[bool]time.Duration{false: Quiet - time.Hour, true: Quiet} {
			old := w.stall("Amplang Ani")
			w.tookBack(old, ago, 1)
			err := w.write(func(tx *db.Tx) error { _, err := w.desk.Invite(tx, w.chair.Session, w.one, old); return err })
			if (err == nil) != over {
				t.Errorf("%s later: %v", ago, err)
			}
		}
	})
}

// tookBack writes invitations of a business that were taken back so long ago.
func (w *town) tookBack(business db.ID, ago time.Duration, n int) {
	w.Helper()
	w.must(func(tx *db.Tx) error {
		var err error
		for range n {
			if err == nil {
				_, err = tx.Exec(`insert into registry_asosiasi_membership (id, asosiasi, business, version, state, shown, made_at, asosiasi_yes_at, asosiasi_yes_by, owner_yes_by, consent, consent_lang, ended_at, ended_by, ended_side)
					values ($1, $2, $3, 2, 'ended', $4, $5, $5, 'x', '', 0, '', $5, 'x', 'asosiasi')`, tx.NewID(), w.one, business, false, tx.Now().Add(-ago))
			}
		}
		return err
	})
}

// What an association and an owner begin is bounded within a day, also where it was taken
// back at once: each beginning is a letter.
func TestWhatIsBegunInADayIsBounded(t *testing.T) {
	eachTown(t, func(w *town) {
		first, second, third, fourth := w.stall("Amplang Siti"), w.stall("Amplang Ani"), w.stall("Amplang Budi"), w.stall("Amplang Dewi")
		w.tookBack(first, day+time.Hour, MostInvitedDay) // yesterday
		w.tookBack(first, time.Hour, MostInvitedDay-2)
		m := w.member(third)
		w.invite(second)
		w.refused("one invitation more", "asosiasi.too_many_begun", func(tx *db.Tx) error { _, err := w.desk.Invite(tx, w.chair.Session, w.one, fourth); return err })
		for range MostAskedDay {
			var asked db.ID
			w.must(func(tx *db.Tx) (err error) {
				asked, err = w.desk.Ask(tx, w.owner.Session, first, w.one, yes)
				return err
			})
			w.must(func(tx *db.Tx) error { return w.desk.Leave(tx, w.owner.Session, asked) })
		}
		w.refused("one wish more", "asosiasi.too_many_begun", func(tx *db.Tx) error { _, err := w.desk.Ask(tx, w.owner.Session, first, w.one, yes); return err })
		w.must(func(tx *db.Tx) error { return w.desk.Agree(tx, w.owner.Session, On{w.open(tx, second), 1}, yes) })
		w.must(func(tx *db.Tx) error { return w.forward(tx, first, MostNominatedDay) })
		w.refused("one nomination more", "asosiasi.too_many_begun", func(tx *db.Tx) error {
			_, err := w.desk.Nominate(tx, w.chair.Session, Nominating{Membership: m, For: "ikon", Sentence: "Resep keluarga lama."})
			return err
		})
	})
}

// forward writes nominations of today, which were withdrawn, as few of each membership of a
// business as the table takes.
func (w *town) forward(tx *db.Tx, business db.ID, n int) error {
	all, err := db.All(tx, (*db.Row).ID, `select id from registry_asosiasi_membership where business = $1 order by id`, business)
	for i := range n {
		if err == nil {
			_, err = tx.Exec(forwardOne, tx.NewID(), all[i/MostOfMemberDay], business, tx.Now())
		}
	}
	return err
}

const forwardOne = `insert into registry_asosiasi_nomination (id, membership, business, what_for, state, subject, sealed, made_at, made_by, answered_by, consent, consent_lang, ended_at)
	values ($1, $2, $3, 'ikon', 'withdrawn', 1, '', $4, 'x', '', 0, '', $4)`

// Whoever writes, the tables keep the bounds of a day: without them each of these passes.
func TestTheTablesBoundADay(t *testing.T) {
	eachTown(t, func(w *town) {
		const begun = `insert into registry_asosiasi_membership (id, asosiasi, business, version, state, shown, made_at, asosiasi_yes_at, asosiasi_yes_by, owner_yes_at, owner_yes_by, consent, consent_lang, ended_at, ended_by, ended_side)
			values ($1, $2, $3, 2, 'ended', $4, $5, $6, $7, $8, $9, $10, $11, $5, 'x', 'hapus')`
		first, second := w.stall("Amplang Siti"), w.stall("Amplang Ani")
		invite := func(tx *db.Tx) error {
			_, err := tx.Exec(begun, tx.NewID(), w.one, first, false, tx.Now(), tx.Now(), "x", nil, "", 0, "")
			return err
		}
		ask := func(tx *db.Tx) error {
			_, err := tx.Exec(begun, tx.NewID(), w.one, second, false, tx.Now(), nil, "", tx.Now(), "y", 1, "id")
			return err
		}
		member := db.ID(0)
		w.full("invites_few", MostInvitedDay, invite)
		w.full("asks_few", MostAskedDay, ask)
		w.must(func(tx *db.Tx) error { return w.forward(tx, first, MostNominatedDay-MostOfMemberDay) })
		w.must(func(tx *db.Tx) error { member = w.last(tx, first); return nil })
		one := func(tx *db.Tx) error { _, err := tx.Exec(forwardOne, tx.NewID(), member, first, tx.Now()); return err }
		w.full("spares_a_member", MostOfMemberDay, one)
		w.broken("is_of_few", func(tx *db.Tx) error {
			_, err := tx.Exec(forwardOne, tx.NewID(), w.last(tx, second), second, tx.Now())
			return err
		})
		w.clock.MoveOn(day + time.Second)
		for _, act := range []func(tx *db.Tx) error{invite, ask, one} {
			w.must(act) // on another day
		}
	})
}

// full does what may be done so often a day, and once more.
func (w *town) full(name string, most int, act func(tx *db.Tx) error) {
	w.Helper()
	for range most {
		w.must(act)
	}
	w.broken(name, act)
}

// broken asks that a table refuses something by the end of the name of a promise.
func (w *town) broken(name string, act func(tx *db.Tx) error) {
	w.Helper()
	if err := w.write(act); err == nil || !strings.Contains(err.Error(), name) {
		w.Errorf("%s: %v", name, err)
	}
}

// last is the newest membership of a business.
func (w *town) last(tx *db.Tx, business db.ID) db.ID {
	w.Helper()
	id, _, err := db.One(tx, (*db.Row).ID, `select max(id) from registry_asosiasi_membership where business = $1`, business)
	if err != nil {
		w.Fatal(err)
	}
	return id
}

// open is the membership of a business that has not ended.
func (w *town) open(tx *db.Tx, business db.ID) db.ID {
	w.Helper()
	m, there, err := open(tx, w.one, business)
	if err != nil || !there {
		w.Fatal(there, err)
	}
	return m.ID
}

// Who helps an owner speaks for no association towards them: not in an invitation, a
// confirmation or a nomination.
func TestAHelperDoesNotStandOnBothSides(t *testing.T) {
	eachTown(t, func(w *town) {
		w.speaks(w.helper)
		id, asking := w.stall("Amplang Siti"), w.stall("Amplang Ani")
		m := w.member(id)
		var asked db.ID
		w.must(func(tx *db.Tx) (err error) {
			asked, err = w.desk.Ask(tx, w.owner.Session, asking, w.one, yes)
			return err
		})
		w.refused("it confirms", "asosiasi.helps_owner", func(tx *db.Tx) error { return w.desk.Confirm(tx, w.helper.Session, On{asked, 1}) })
		w.refused("it confirms by an invitation", "asosiasi.helps_owner", func(tx *db.Tx) error { _, err := w.desk.Invite(tx, w.helper.Session, w.one, asking); return err })
		w.refused("it puts forward", "asosiasi.helps_owner", func(tx *db.Tx) error {
			_, err := w.desk.Nominate(tx, w.helper.Session, Nominating{Membership: m, For: "ikon", Sentence: "Resep keluarga lama."})
			return err
		})
		other := w.publish(w.other, w.draft(w.other, "Amplang Lain"))
		w.must(func(tx *db.Tx) error { _, err := w.desk.Invite(tx, w.helper.Session, w.one, other); return err })
	})
}

// No yes is taken where it would not hold: of a suspended business, or to an association
// that has ended. A no is.
func TestAYesThatWouldNotHoldIsNotTaken(t *testing.T) {
	eachTown(t, func(w *town) {
		id, still := w.stall("Amplang Siti"), w.stall("Amplang Ani")
		n, invited := w.nominate(w.member(id), 0), w.invite(still)
		other := w.nominate(w.member(w.stall("Amplang Budi")), 0)
		for _, b := range []db.ID{id, still} {
			w.must(func(tx *db.Tx) error {
				return w.book.Suspend(tx, w.counter.Session, registry.Step{Business: b, Reason: "aduan", Sentence: "Ada aduan yang diperiksa."})
			})
		}
		reply := func(n db.ID, yes bool, c Consent) func(tx *db.Tx) error {
			return func(tx *db.Tx) error { return w.desk.Reply(tx, w.owner.Session, n, yes, c) }
		}
		w.refused("a suspended one is put forward", "registry.is_suspended", reply(n, true, put))
		w.refused("a suspended one joins", "registry.is_suspended", func(tx *db.Tx) error { return w.desk.Agree(tx, w.owner.Session, On{invited, 1}, yes) })
		w.must(func(tx *db.Tx) error { return w.desk.End(tx, w.planner.Session, w.one, 0) })
		w.refused("by one that has ended", "asosiasi.is_ended", reply(other, true, put))
		w.must(reply(other, false, Consent{}))
		if w.facts("registry.asosiasi_answered") != 1 {
			t.Error("a no is not taken")
		}
	})
}
