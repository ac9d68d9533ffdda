package account_test

import (
	"strings"
	"testing"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/record/account"
	"alun/record/account/accounttest"
)

// administrator signs one more in.
func (w *town) administrator(s account.Standing) account.Who {
	w.Helper()
	who, _ := accounttest.Sign(w.T, w.db, w.ring, accounttest.Role{Role: account.Administrator, Standing: s})
	return who
}

// TestTheLastAdministratorStays: nobody ends their own role, and nobody the role
// or the account of the last one who works for as long.
func TestTheLastAdministratorStays(t *testing.T) {
	today := date.DayOf(began)
	eachTown(t, func(w *town) {
		acting := w.administrator(account.Plt) // for a year
		end := func(who account.Who, grant db.ID) func(tx *db.Tx) error {
			return func(tx *db.Tx) error { return w.people.EndGrant(tx, who.Session, grant, today) }
		}
		over := func(to db.ID, until date.Day) func(tx *db.Tx) error {
			g := decreed(account.Administrator, 0)
			standing := account.Definitif
			if !until.IsZero() {
				standing = account.Plt
			}
			return func(tx *db.Tx) error {
				_, err := w.people.HandOver(tx, acting.Session, w.admin.Grant.ID, today, to, standing, until, g.Decree)
				return err
			}
		}
		heir, _ := w.invite()
		var invited db.ID
		w.must(func(tx *db.Tx) (err error) {
			invited, err = w.people.Invite(tx, w.admin.Session, account.New{Name: "Belum Datang", Login: account.Login{Way: "mail", Text: "belum@contoh.id"}, Lang: "id"}, account.NewToken())
			return err
		})
		w.refused("account.not_yourself", end(w.admin, w.admin.Grant.ID))
		w.refused("account.not_yourself", func(tx *db.Tx) error {
			_, err := w.people.HandOver(tx, w.admin.Session, w.admin.Grant.ID, today, heir, account.Definitif, date.Day{}, decreed(account.Planner, 0).Decree)
			return err
		})
		w.refused("account.last_administrator", end(acting, w.admin.Grant.ID)) // acting ends in a year
		w.refused("account.last_administrator", func(tx *db.Tx) error { return w.people.EndPerson(tx, acting.Session, w.admin.Person, 1) })
		w.refused("account.last_administrator", over(heir, day(12, 31)))
		w.refused("account.last_administrator", over(invited, date.Day{})) // who may never come
		w.must(end(w.admin, acting.Grant.ID))                              // one of two
		w.refused("account.last_administrator", end(acting, w.admin.Grant.ID))
		w.must(over(heir, date.Day{}))
		w.clock.MoveOn(24 * time.Hour)
		w.must(func(tx *db.Tx) error {
			all, err := account.Holders(tx, account.Administrator, 0)
			if len(all) != 1 || all[0].Person != heir {
				t.Errorf("who administers: %+v", all)
			}
			return err
		})
	})
}

// TestTwoAdministratorsDoNotEndEachOther: the second finds nobody left.
func TestTwoAdministratorsDoNotEndEachOther(t *testing.T) {
	eachTown(t, func(w *town) {
		other := w.administrator("")
		w.must(func(tx *db.Tx) error {
			return w.people.EndGrant(tx, w.admin.Session, other.Grant.ID, date.DayOf(began))
		})
		w.refused("account.last_administrator", func(tx *db.Tx) error {
			return w.people.EndGrant(tx, other.Session, w.admin.Grant.ID, date.DayOf(began))
		})
	})
}

// TestAHouseIsEmptyWithoutAnAdministratorInForce: one whose time is over
// administers nothing, nor does a made-up one.
func TestAHouseIsEmptyWithoutAnAdministratorInForce(t *testing.T) {
	eachTown(t, func(w *town) {
		empty := func(want bool, when string) {
			t.Helper()
			w.must(func(tx *db.Tx) error {
				got, err := account.Empty(tx)
				if got != want {
					t.Errorf("%s: empty is %v", when, got)
				}
				return err
			})
		}
		empty(false, "with an administrator")
		soon := w.clock.Now().Add(time.Hour)
		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`update account_role set from_at = $1, until_at = null`, soon)
			return err
		})
		empty(false, "with one from the next hour")
		w.must(func(tx *db.Tx) error { _, err := tx.Exec(`update account_person set demo = $1`, true); return err })
		empty(true, "with a made-up one")
		w.must(func(tx *db.Tx) error { _, err := tx.Exec(`update account_person set demo = $1`, false); return err })
		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`update account_role set until_at = $1`, soon.Add(time.Hour))
			return err
		})
		w.clock.MoveOn(2 * time.Hour)
		empty(true, "after the last one's time")
	})
}

// TestARoleIsNotEndedBackInTime: yesterday is the earliest last day, because what
// was done since was done in the role. The diary says which day.
func TestARoleIsNotEndedBackInTime(t *testing.T) {
	eachTown(t, func(w *town) {
		w.clock.MoveOn(14*time.Hour - time.Minute) // a minute before the 24th in WITA
		heir, _ := w.invite()
		var grants []db.ID
		for _, office := range []db.ID{7, 8} {
			person, _ := w.invite()
			g := decreed(account.Head, office)
			g.Person, g.From = person, day(1, 1)
			w.must(func(tx *db.Tx) error {
				id, err := w.people.Give(tx, w.admin.Session, g)
				if err == nil {
					grants = append(grants[:min(len(grants), int(office-7))], id)
				}
				return err
			})
		}
		end := func(last date.Day) func(tx *db.Tx) error {
			return func(tx *db.Tx) error { return w.people.EndGrant(tx, w.admin.Session, grants[0], last) }
		}
		over := func(last date.Day) func(tx *db.Tx) error {
			return func(tx *db.Tx) error {
				_, err := w.people.HandOver(tx, w.admin.Session, grants[1], last, heir, account.Definitif, date.Day{}, decreed(account.Head, 8).Decree)
				return err
			}
		}
		for _, act := range []func(date.Day) func(tx *db.Tx) error{end, over} {
			for _, last := range []date.Day{day(11, 21), day(1, 2), {Year: 2020, Month: 1, Date: 1}, {}} {
				w.refused("account.grant_invalid", act(last))
			}
			w.must(act(day(11, 22)))
		}
		w.must(func(tx *db.Tx) error {
			said, err := db.All(tx, (*db.Row).Text, `select data from diary_entry where fact in ('account.role_ended', 'account.handed_over')`)
			if len(said) != 3 {
				t.Errorf("%d entries", len(said))
			}
			for _, s := range said {
				if !strings.Contains(s, `"last":"2026-11-22"`) {
					t.Errorf("the diary does not say the day: %s", s)
				}
			}
			return err
		})
	})
}
