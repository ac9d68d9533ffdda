package plan_test

import (
	"slices"
	"strconv"
	"testing"

	"alun/ground/db"
	"alun/record/plan"
)

// without is the city's profile with fewer promises, as a later version may be.
func without(gone ...int) plan.Profile {
	told := func(column string) func(cell func(string) string) bool {
		return func(cell func(string) string) bool {
			id, err := strconv.Atoi(cell(column))
			orPanic(err)
			return !slices.Contains(gone, id)
		}
	}
	p := must(profileAs(map[string]func(f *table){
		"promises.csv":      func(f *table) { *f = f.only(told("id")) },
		"promise_links.csv": func(f *table) { *f = f.only(told("promise_id")) },
	}))
	p.Digest = digester()
	return p
}

// again loads a profile as a start does.
func (w *world) again(p plan.Profile) {
	w.Helper()
	w.write(p.Load)
	w.write(p.Link)
}

// TestAPromiseThatTheProfileDropsIsNoForgery: its row stays and is told as long as
// it is as it was; whoever changes it, or makes one up, is found as before.
func TestAPromiseThatTheProfileDropsIsNoForgery(t *testing.T) {
	full(t, func(w *world) {
		all := make([]int, 27)
		for i := range all {
			all[i] = i + 1
		}
		for _, gone := range [][]int{{27}, {1, 27}, all, {}} {
			w.again(without(gone...))
			if found, v := w.verified(); found != nil || v.Promises != len(all) {
				t.Errorf("without %v: %q, %d promises", gone, found, v.Promises)
			}
		}
		p := without(27)
		w.again(p)
		w.write(func(tx *db.Tx) error {
			_, err := tx.Exec(`update plan_promise set quote_en = 'We promise nothing.' where id = 27`)
			return err
		})
		w.write(func(tx *db.Tx) error {
			_, err := tx.Exec(`insert into plan_promise (id, theme, theme_en, theme_ja, quote, quote_en, quote_ja, said_by, said_on, source)
				select 99, theme, theme_en, theme_ja, quote, quote_en, quote_ja, said_by, said_on, source from plan_promise where id = 1`)
			return err
		})
		w.again(p)
		if found, _ := w.verified(); !slices.Equal(found, []string{"janji 27 plan.found_changed [quote_en]", "janji 99 plan.found_no_digest []"}) {
			t.Errorf("after a change and a promise made up: %q", found)
		}
		w.again(without()) // the profile mends what it gives
		if found, _ := w.verified(); !slices.Equal(found, []string{"janji 99 plan.found_no_digest []"}) {
			t.Errorf("the profile as it was: %q", found)
		}
	})
}
