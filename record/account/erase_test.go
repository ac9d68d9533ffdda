package account_test

import (
	"sync"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/jobs"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
)

// vanishing lets two administrators vanish at the same moment: both by erasure, or
// one by erasure and the other because the first closes their account. No reason
// of the law to keep stands in the way. It tells how many vanished.
func vanishing(t *testing.T, at, leaveOut string, closes bool) (gone int) {
	t.Helper()
	ring := accounttest.Ring(t)
	d := dbtest.Open(t, at, db.Options{}, account.Files, diary.Files, jobs.Files)
	desk := account.NewPrivate(account.NewPeople(ring))
	desk.Keep = nil
	desk.LeaveOut(leaveOut)
	sign := func(r account.Role) account.Who {
		who, _ := accounttest.Sign(t, d, ring, accounttest.Role{Role: r})
		return who
	}
	two, officers := [2]account.Who{sign(account.Administrator), sign(account.Administrator)}, [2]account.Who{sign(account.Privacy), sign(account.Privacy)}
	var acts [2]func(tx *db.Tx) error
	for i, who := range two {
		var id db.ID
		err := d.Write(t.Context(), func(tx *db.Tx) (err error) {
			id, err = desk.Ask(tx, who.Session, account.Wish{Kind: account.AskErase})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		acts[i] = func(tx *db.Tx) error { _, err := desk.CarryOut(tx, officers[i].Session, id, true); return err }
	}
	if closes {
		acts[1] = func(tx *db.Tx) error { return desk.EndPerson(tx, two[0].Session, two[1].Person, 1) }
	}
	var all sync.WaitGroup
	var errs [2]error
	for i, act := range acts {
		all.Go(func() { errs[i] = d.Write(t.Context(), act) })
	}
	all.Wait()
	for _, err := range errs {
		switch f := fault.Of(err); {
		case err == nil:
			gone++
		case f == nil || f.Key != "account.last_administrator" && !(closes && f.Kind == fault.Stranger): // who was erased closes nothing
			t.Errorf("answered with %v", err)
		}
	}
	return gone
}

// TestTheLastAdministratorIsNotForgotten, whoever comes first.
func TestTheLastAdministratorIsNotForgotten(t *testing.T) {
	for engine, at := range dbtest.URLs() {
		t.Run(engine, func(t *testing.T) {
			for _, closes := range []bool{false, true} {
				for range 3 {
					if gone := vanishing(t, at(t), "", closes); gone != 1 {
						t.Errorf("closing %v: %d of two administrators vanished", closes, gone)
					}
				}
			}
			// Planted: without the guard both vanish.
			if gone := vanishing(t, at(t), "no administrator", false); gone != 2 {
				t.Errorf("the proof is broken: %d vanished without the guard", gone)
			}
		})
	}
}

// TestWhoWillBeTheLastAdministratorStays: the account of an heir is not closed
// before their first day either.
func TestWhoWillBeTheLastAdministratorStays(t *testing.T) {
	eachArchive(t, func(t *testing.T, a *archive) {
		last := a.clock.Now().Add(48 * time.Hour)
		a.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`update account_role set until_at = $2 where id = $1`, a.admin.Grant.ID, last)
			return err
		})
		a.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`insert into account_role (id, person, role, standing, decree, from_at, until_at, made_at, made_by, ended_by, after_role)
				select 9, $1, 'administrator', 'definitif', decree, $2, null, made_at, made_by, '', null from account_role where id = $3`, a.siti, last, a.admin.Grant.ID)
			return err
		})
		a.refused(fault.Conflict, "account.last_administrator", func(tx *db.Tx) error { return a.desk.EndPerson(tx, a.admin.Session, a.siti, 2) })
		a.refused(fault.Conflict, "account.last_administrator", a.carry(a.request(account.Wish{Kind: account.AskErase})))
	})
}
