package account_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/account/accounttest"
)

// headFor gives somebody new the head's role of an office.
func (w *town) headFor(office db.ID, s account.Standing, from, until date.Day) error {
	w.Helper()
	person, _ := w.invite()
	g := decreed(account.Head, office)
	g.Person, g.Standing, g.From, g.Until = person, s, from, until
	return w.do(func(tx *db.Tx) error { _, err := w.people.Give(tx, w.admin.Session, g); return err })
}

// TestAnOfficeHasOneHeadOfEachStanding: a Plt stands for a vacant post, so beside
// nobody; a Plh beside a holder who is away, or beside the Plt.
func TestAnOfficeHasOneHeadOfEachStanding(t *testing.T) {
	type head struct {
		standing    account.Standing
		from, until date.Day
		let         bool
	}
	none := date.Day{}
	for i, heads := range [][]head{
		{{account.Definitif, day(1, 1), none, true}, {account.Definitif, day(6, 1), none, false}},
		{{account.Definitif, day(1, 1), day(5, 31), true}, {account.Definitif, day(6, 1), none, true}},
		{{account.Definitif, day(1, 1), day(6, 1), true}, {account.Definitif, day(6, 1), none, false}},
		{{account.Definitif, day(1, 1), none, true}, {account.Plt, day(6, 1), day(6, 30), false}},
		{{account.Plt, day(1, 1), day(6, 30), true}, {account.Definitif, day(6, 1), none, false}},
		{{account.Plt, day(1, 1), day(5, 31), true}, {account.Definitif, day(6, 1), none, true}},
		{{account.Definitif, day(1, 1), none, true}, {account.Plh, day(6, 1), day(6, 5), true}, {account.Plh, day(6, 5), day(6, 9), false}, {account.Plh, day(6, 6), day(6, 9), true}},
		{{account.Plt, day(1, 1), day(6, 30), true}, {account.Plh, day(6, 1), day(6, 5), true}},
		{{account.Definitif, day(1, 1), none, true}, {account.Delegasi, day(2, 1), day(3, 1), true}, {account.Delegasi, day(2, 1), day(3, 1), true}},
	} {
		eachTown(t, func(w *town) {
			for j, h := range heads {
				err := w.headFor(7, h.standing, h.from, h.until)
				if f := fault.Of(err); (err == nil) != h.let || err != nil && (f == nil || f.Key != "account.one_head") {
					t.Errorf("case %d, head %d (%s): %v", i, j, h.standing, err)
				}
			}
			if err := w.headFor(8, account.Definitif, day(1, 1), none); err != nil {
				t.Errorf("case %d: the head of another office: %v", i, err)
			}
		})
	}
}

// TestTwoAdministratorsAtOnce name one head between them. Without the rule in the
// database both do.
func TestTwoAdministratorsAtOnce(t *testing.T) {
	eachTown(t, func(w *town) {
		var people []db.ID
		for range 4 {
			p, _ := w.invite()
			people = append(people, p)
		}
		heads := func(office db.ID) int {
			turn := make(chan db.ID, len(people))
			for _, p := range people {
				turn <- p
			}
			return w.together(len(people), func(tx *db.Tx) error {
				p := <-turn
				turn <- p // an act may run again
				g := decreed(account.Head, office)
				g.Person = p
				_, err := w.people.Give(tx, w.admin.Session, g)
				return err
			})
		}
		if got := heads(7); got != 1 {
			t.Errorf("%d heads at once", got)
		}
		drop := `drop trigger account_role_one_head`
		if w.db.Engine() == db.Postgres {
			drop += ` on account_role`
		}
		w.must(func(tx *db.Tx) error { _, err := tx.Exec(drop); return err })
		if got := heads(9); got < 2 {
			t.Errorf("the proof is broken: without the rule there are %d heads", got)
		}
	})
}

func TestNobodyGivesThemselvesARole(t *testing.T) {
	eachTown(t, func(w *town) {
		g := decreed(account.Planner, 0)
		g.Person = w.admin.Person
		give := func(g account.Giving) func(tx *db.Tx) error {
			return func(tx *db.Tx) error { _, err := w.people.Give(tx, w.admin.Session, g); return err }
		}
		w.refused("account.not_yourself", give(g))
		person, l := w.invite()
		g.Person = person
		session, _ := w.signIn(l, "", "")
		w.refused("account.not_yours", func(tx *db.Tx) error { _, err := w.people.Give(tx, session, g); return err })
		w.must(give(g))
		w.refused("account.not_yours", func(tx *db.Tx) error { _, err := w.people.Give(tx, session, g); return err }) // a planner does not either
		w.refused("account.not_yourself", func(tx *db.Tx) error { return w.people.EndPerson(tx, w.admin.Session, w.admin.Person, 1) })
		var held []account.Grant
		w.must(func(tx *db.Tx) (err error) { held, err = account.Grants(tx, person); return err })
		w.refused("account.not_yourself", func(tx *db.Tx) error {
			_, err := w.people.HandOver(tx, w.admin.Session, held[0].ID, day(11, 30), w.admin.Person, account.Definitif, date.Day{}, g.Decree)
			return err
		})
	})
}

func TestWhatARoleNeeds(t *testing.T) {
	eachTown(t, func(w *town) {
		person, _ := w.invite()
		for name, c := range map[string]struct {
			field  string
			change func(g *account.Giving)
		}{
			"an office for an operator":    {"office", func(g *account.Giving) { g.Role = account.Operator }},
			"no office for a planner":      {"office", func(g *account.Giving) { g.Office = 7 }},
			"an area for a counter":        {"area", func(g *account.Giving) { g.Role = account.Counter }},
			"a role that a decree gives":   {"role", func(g *account.Giving) { g.Role = account.Maker }},
			"a known role":                 {"role", func(g *account.Giving) { g.Role = "king" }},
			"a known standing":             {"standing", func(g *account.Giving) { g.Standing = "kadang" }},
			"the decree's number":          {"decree", func(g *account.Giving) { g.Decree.Number = " " }},
			"a first day":                  {"from", func(g *account.Giving) { g.From = date.Day{} }},
			"an end for a Plh":             {"until", func(g *account.Giving) { g.Standing = account.Plh }},
			"an end that is not before it": {"until", func(g *account.Giving) { g.Until = day(11, 1) }},
			"the day of the decree":        {"signed", func(g *account.Giving) { g.Decree.Signed = date.Day{} }},
		} {
			g := decreed(account.Planner, 0)
			g.Person = person
			c.change(&g)
			f := fault.Of(w.do(func(tx *db.Tx) error { _, err := w.people.Give(tx, w.admin.Session, g); return err }))
			if _, told := f.Field(c.field); !told {
				t.Errorf("%s: %v", name, f)
			}
		}
	})
}

// TestAHandOverMovesTheRightsOnTheDay in the city's time, and keeps what was.
func TestAHandOverMovesTheRightsOnTheDay(t *testing.T) {
	eachTown(t, func(w *town) {
		old, oldLogin := w.invite()
		heir, heirLogin := w.invite()
		g := decreed(account.Head, 7)
		g.Person, g.From = old, day(1, 1)
		var grant db.ID
		w.must(func(tx *db.Tx) (err error) { grant, err = w.people.Give(tx, w.admin.Session, g); return err })
		w.must(func(tx *db.Tx) error {
			_, err := w.people.HandOver(tx, w.admin.Session, grant, day(11, 24), heir, account.Plt, day(12, 31), account.Decree{Number: "800/77", Signed: day(11, 20)})
			return err
		})
		w.refused("account.grant_over", func(tx *db.Tx) error { return w.people.EndGrant(tx, w.admin.Session, grant, day(12, 1)) })
		right := account.Right{Name: "test.send", Roles: []account.Role{account.Head}}
		holds := func(l account.Login) bool {
			session, _ := w.signIn(l, "", "")
			err := w.do(func(tx *db.Tx) error { _, err := account.May(tx, session, right, account.At{Office: 7}); return err })
			return err == nil
		}
		midnight := time.Date(2026, 11, 24, 16, 0, 0, 0, time.UTC) // in WITA the 25th begins
		for _, c := range []struct {
			at        time.Time
			old, heir bool
		}{{midnight.Add(-time.Second), true, false}, {midnight, false, true}, {time.Date(2026, 12, 31, 15, 59, 59, 0, time.UTC), false, true}, {time.Date(2026, 12, 31, 16, 0, 0, 0, time.UTC), false, false}} {
			w.clock.MoveOn(c.at.Sub(w.clock.Now()))
			if o, h := holds(oldLogin), holds(heirLogin); o != c.old || h != c.heir {
				t.Errorf("at %v the old head %v, the new one %v", c.at, o, h)
			}
		}
		var all []account.Grant
		w.must(func(tx *db.Tx) (err error) { all, err = account.Grants(tx, old); return err })
		if len(all) != 1 || all[0].ID != grant || !all[0].From.Equal(day(1, 1).Start()) || all[0].EndedBy == "" {
			t.Errorf("history: %+v", all)
		}
		w.must(func(tx *db.Tx) (err error) { all, err = account.Grants(tx, heir); return err })
		if len(all) != 1 || all[0].After != grant {
			t.Errorf("the new role does not say whose it was: %+v", all)
		}
	})
}

// TestMayIsTheMatrix holds every role against every place, by a table that is
// written by hand: what the letters say, not what the code computes.
func TestMayIsTheMatrix(t *testing.T) {
	places := []struct {
		name string
		at   func(own db.ID) account.At
	}{
		{"city", func(db.ID) account.At { return account.At{} }},
		{"own office", func(db.ID) account.At { return account.At{Office: 7} }},
		{"other office", func(db.ID) account.At { return account.At{Office: 8} }},
		{"own area", func(db.ID) account.At { return account.At{Area: "64.71.02"} }},
		{"within it", func(db.ID) account.At { return account.At{Area: "64.71.02.1001"} }},
		{"a neighbour", func(db.ID) account.At { return account.At{Area: "64.71.021"} }},
		{"other area", func(db.ID) account.At { return account.At{Area: "64.71.05"} }},
		{"own person", func(p db.ID) account.At { return account.At{Person: p} }},
		{"other person", func(db.ID) account.At { return account.At{Person: 99} }},
		{"anywhere", func(db.ID) account.At { return account.At{Any: true} }},
	}
	whole := "yyyyyyyyyy"
	want := map[account.Role]string{account.Administrator: whole, account.Privacy: whole, account.Planner: whole, account.Inspector: whole,
		account.Operator: "-y-------y", account.Head: "-y-------y", account.Counter: "---yy----y", account.Maker: "-------y-y", account.Helper: "-------y-y"}
	eachTown(t, func(w *town) {
		maker, _ := accounttest.Sign(t, w.db, w.ring, accounttest.Role{Role: account.Maker})
		for _, role := range account.Roles {
			r := accounttest.Role{Role: role}
			switch role {
			case account.Operator, account.Head:
				r.Office = 7
			case account.Counter:
				r.Area = "64.71.02"
			case account.Helper:
				r.Helps = maker.Person
			}
			who, _ := accounttest.Sign(t, w.db, w.ring, r)
			own := who.Person
			if role == account.Helper {
				own = maker.Person
			}
			if got := w.line(who.Session, role, func(i int) account.At { return places[i].at(own) }, len(places)); got != want[role] {
				t.Errorf("%s: %s, want %s", role, got, want[role])
			}
			var others []account.Role
			for _, o := range account.Roles {
				if o != role {
					others = append(others, o)
				}
			}
			w.refused("account.not_yours", func(tx *db.Tx) error {
				_, err := account.May(tx, who.Session, account.Right{Name: "test.others", Roles: others}, account.At{Any: true})
				return err
			})
		}
	})
}

// line tells where a role is let.
func (w *town) line(session string, role account.Role, at func(int) account.At, n int) string {
	w.Helper()
	var out strings.Builder
	w.must(func(tx *db.Tx) error {
		out.Reset()
		for i := range n {
			who, err := account.May(tx, session, account.Right{Name: "test.right", Roles: []account.Role{role}}, at(i))
			switch {
			case err == nil && who.Grant.Role == role:
				out.WriteByte('y')
			case fault.Is(err, fault.Denied):
				out.WriteByte('-')
			default:
				return fmt.Errorf("%s at %d: %w", role, i, err)
			}
		}
		return nil
	})
	return out.String()
}

// A right that wants a second factor is refused without one, and what cannot be
// undone wants a fresh one.
func TestARightMayWantASecondFactor(t *testing.T) {
	eachTown(t, func(w *town) {
		weak, _ := accounttest.Sign(t, w.db, w.ring, accounttest.Role{Role: account.Planner, Weak: true})
		strong, _ := accounttest.Sign(t, w.db, w.ring, accounttest.Role{Role: account.Planner})
		may := func(session string, second bool) func(tx *db.Tx) error {
			return func(tx *db.Tx) error {
				_, err := account.May(tx, session, account.Right{Name: "test.lock", Roles: []account.Role{account.Planner}, Second: second}, account.At{})
				return err
			}
		}
		w.must(may(weak.Session, false))
		w.refused("account.second_needed", may(weak.Session, true))
		w.must(may(strong.Session, true))
		w.must(func(tx *db.Tx) error { return strong.Freshly(tx, account.FreshSecond) })
		w.clock.MoveOn(account.FreshSecond + time.Second)
		w.refused("account.second_again", func(tx *db.Tx) error { return strong.Freshly(tx, account.FreshSecond) })
	})
}
