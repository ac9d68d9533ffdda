package plan_test

import (
	"fmt"
	"slices"
	"strconv"
	"testing"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/plan"
)

// TestEveryLinkOfAPromiseHolds: what promise_links.csv says is what readers get.
func TestEveryLinkOfAPromiseHolds(t *testing.T) {
	links := tableOf("promise_links.csv")
	full(t, func(w *world) {
		w.read(func(tx *db.Tx) error {
			all, err := plan.Promises(tx)
			if err != nil {
				return err
			}
			if len(all) != 27 {
				w.Errorf("%d promises", len(all))
			}
			for _, p := range all {
				if err := oneOfPromises(w, tx, p, links); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

func oneOfPromises(w *world, tx *db.Tx, p plan.PromiseSum, links table) error {
	own := links.only(func(cell func(string) string) bool { return cell("promise_id") == strconv.Itoa(p.ID) })
	want, direct := []string{}, 0
	for i := range own.rows {
		want = append(want, fmt.Sprint(own.at(i, "year"), own.at(i, "opd"), own.at(i, "code"), own.at(i, "strength"), own.at(i, "why_ja"), own.at(i, "linked_on")))
		if own.at(i, "strength") == "langsung" {
			direct++
		}
	}
	rows, err := plan.Carriers(tx, p.ID)
	if err != nil {
		return err
	}
	got := []string{}
	for _, c := range rows {
		o, _, err := plan.OPDBySlug(tx, c.View.Quarter.Year, c.Slug)
		if err != nil {
			return err
		}
		got = append(got, fmt.Sprint(c.View.Quarter.Year, o.Name, c.Code, c.Linked.Strength, c.Linked.Why.JA, c.Linked.On))
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(want, got) || p.Rows != len(want) || p.Direct != direct {
		w.Errorf("promise %d: %d rows, %d direct: %q, not %q", p.ID, p.Rows, p.Direct, got, want)
	}
	return nil
}

// TestAPromiseWithoutRowsSaysSo: there is one, and it has neither rows nor sums.
func TestAPromiseWithoutRowsSaysSo(t *testing.T) {
	full(t, func(w *world) {
		w.read(func(tx *db.Tx) error {
			all, err := plan.Promises(tx)
			if err != nil {
				return err
			}
			empty := slices.IndexFunc(all, func(p plan.PromiseSum) bool { return p.Rows == 0 })
			if empty < 0 {
				w.Fatal("every promise has rows")
			}
			rows, err := plan.Carriers(tx, all[empty].ID)
			if len(rows) != 0 || plan.StandingOf(rows) != (plan.Standing{}) {
				w.Errorf("promise %d: %+v", all[empty].ID, rows)
			}
			return err
		})
	})
}

func TestStandingCountsRows(t *testing.T) {
	full(t, func(w *world) {
		f := reports()
		w.read(func(tx *db.Tx) error {
			rows, err := plan.Carriers(tx, 1)
			rows = slices.DeleteFunc(rows, func(c plan.Carrier) bool { return c.View.Quarter.Year != 2024 })
			want := plan.Standing{Rows: len(rows)}
			for _, c := range rows {
				o, _, err := plan.OPDBySlug(tx, 2024, c.Slug)
				if err != nil {
					return err
				}
				standingRow(&want, f, f.find("2024", o.Name, c.Code))
			}
			if got := plan.StandingOf(rows); got != want || want.Rows == 0 {
				w.Errorf("standing %+v, not %+v", got, want)
			}
			return err
		})
	})
}

// standingRow counts one line of the file, as a person would.
func standingRow(s *plan.Standing, f table, i int) {
	spent, _ := strconv.ParseInt(f.at(i, "real_rp"), 10, 64)
	budget, _ := strconv.ParseInt(f.at(i, "budget_rp"), 10, 64)
	s.Spent, s.Budget = s.Spent+spent, s.Budget+budget
	real, err := strconv.ParseFloat(f.at(i, "real_k"), 64)
	target, err2 := strconv.ParseFloat(f.at(i, "target_k"), 64)
	switch {
	case err != nil || err2 != nil || target == 0:
		return
	case real >= target:
		s.Reached++
	case real > 0:
		s.Started++
	default:
		s.NotBegun++
	}
	s.Known++
}

// TestMoneyIsNotCountedTwice: an activity's money is in its programme's.
func TestMoneyIsNotCountedTwice(t *testing.T) {
	links := func(codes ...string) plan.Profile {
		return must(profileWith("promise_links.csv", func(f *table) {
			row := f.rows[0]
			f.rows = nil
			for _, code := range codes {
				f.rows = append(f.rows, slices.Clone(row))
				f.set(len(f.rows)-1, "year", "2024")
				f.set(len(f.rows)-1, "code", code)
			}
		}))
	}
	full(t, func(w *world) {
		for _, codes := range [][]string{{"5.2"}, {"5.2", "5.2.1", "5.2.1.1"}, {"5.2.1.1", "5.2.1.2", "5.2.1.3"}} {
			w.write(links(codes...).Link)
			w.read(func(tx *db.Tx) error {
				rows, err := plan.Carriers(tx, 1)
				if s := plan.StandingOf(rows); s.Rows != len(codes) || s.Budget != 1_000_000_000 || s.Spent != 288_934_000 {
					w.Errorf("%v: %+v", codes, s)
				}
				return err
			})
		}
	})
}

// TestLinksFollowTheProfileAndThePlan: a link that the profile drops ends, and a
// row that the report drops is no longer counted.
func TestLinksFollowTheProfileAndThePlan(t *testing.T) {
	without := must(profileWith("promise_links.csv", func(f *table) { f.rows = f.rows[1:] }))
	wrong := must(profileWith("promise_links.csv", func(f *table) { f.set(0, "code", "9.9.9.9") }))
	gone := reports().office("2023", disporapar)
	i := gone.find("2023", disporapar, "5.2.1.3")
	gone.rows = slices.Delete(gone.rows, i, i+1)
	full(t, func(w *world) {
		all := w.rowsOfPromises()
		w.write(without.Link)
		if now := w.rowsOfPromises(); now != all-1 {
			w.Errorf("%d links became %d", all, now)
		}
		err := w.d.Write(w.Context(), wrong.Link)
		if f := fault.Of(err); f == nil || f.Key != "plan.link_no_node" {
			w.Errorf("a link to nothing was answered with %v", err)
		}
		w.write(profile().Link)
		carriers := w.carriers()
		w.take(gone.read())
		w.write(profile().Link) // the row was published once: the link is no fault
		if now := w.carriers(); now >= carriers || w.rowsOfPromises() != now {
			w.Errorf("%d rows became %d, counted are %d", carriers, now, w.rowsOfPromises())
		}
	})
}

func (w *world) rowsOfPromises() (n int) {
	w.Helper()
	w.read(func(tx *db.Tx) error {
		all, err := plan.Promises(tx)
		for _, p := range all {
			n += p.Rows
		}
		return err
	})
	return n
}

func (w *world) carriers() (n int) {
	w.Helper()
	w.read(func(tx *db.Tx) error {
		for id := range 30 {
			rows, err := plan.Carriers(tx, id)
			if err != nil {
				return err
			}
			n += len(rows)
		}
		return nil
	})
	return n
}

// TestLinksWaitForTheirReport: without the reports, no link and no fault.
func TestLinksWaitForTheirReport(t *testing.T) {
	bare(t, db.Options{Rehearse: true}, func(w *world) {
		w.write(profile().Link)
		if n := w.rowsOfPromises(); n != 0 {
			w.Errorf("%d links", n)
		}
	})
}
