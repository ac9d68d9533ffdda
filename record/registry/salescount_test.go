package registry_test

import (
	"maps"
	"strings"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/registry"
)

// tally has the planner, or somebody else, count the sales of about so many businesses.
func (w *town) tally(who account.Who, most int64) (id db.ID, err error) {
	err = w.write(func(tx *db.Tx) (err error) { id, err = w.book.CountSales(tx, who, most); return err })
	return id, err
}

// counted is what a tally comes to.
func (w *town) counted(who account.Who, id db.ID) (got registry.SalesCount, err error) {
	err = w.d.Read(w.Context(), func(tx *db.Tx) (err error) { got, err = w.book.SalesCounted(tx, who, id); return err })
	return got, err
}

// Bands are counted of published businesses alone, and of a sample where there are many.
func TestSalesAreCountedByBand(t *testing.T) {
	eachTown(t, func(w *town) {
		for _, band := range []string{"omzet_60jt", "omzet_60jt", "omzet_2m", ""} {
			set := stall()
			set[registry.Sales] = band
			w.published(set)
		}
		w.register(w.owner, stall()) // nobody has checked it
		count := func(most int64) registry.SalesCount {
			id, err := w.tally(w.planner, most)
			if err != nil {
				t.Fatal(err)
			}
			got, err := w.counted(w.planner, id)
			if err != nil {
				t.Fatal(err)
			}
			return got
		}
		if got := count(100); got.Every != 1 || got.Opened != 4 || !maps.Equal(got.ByBand, map[string]int64{"omzet_60jt": 2, "omzet_2m": 1, "": 1}) {
			t.Errorf("%+v", got)
		}
		if got := count(1); got.Every != 5 || got.Opened > 4 {
			t.Errorf("a sample: %+v", got)
		}
	})
}

// Nothing is counted without a trace, which says who, how many and why; it is drawn for
// who kept it and for a moment, and not without end.
func TestACountOfSalesLeavesATrace(t *testing.T) {
	eachTown(t, func(w *town) {
		w.published(stall())
		id, err := w.tally(w.planner, 100)
		if err != nil {
			t.Fatal(err)
		}
		w.read(func(tx *db.Tx) error {
			n, _, err := db.One(tx, (*db.Row).Int, `select count(*) from registry_tally where id = $1 and reader = $2 and purpose = 'uji_aturan' and facts = 'sales' and every = 1 and opened = 1`, id, w.planner.Person)
			if n != 1 {
				t.Error("no trace")
			}
			return err
		})
		_, err = w.counted(w.inspector, id)
		w.refused("somebody else's", err, fault.NotFound, "registry.tally_over")
		_, err = w.counted(w.planner, 7)
		w.refused("what was never kept", err, fault.NotFound, "registry.tally_over")
		w.clock.MoveOn(3 * time.Minute)
		_, err = w.counted(w.planner, id)
		w.refused("a while later", err, fault.NotFound, "registry.tally_over")
		for range 11 {
			if _, err = w.tally(w.planner, 100); err != nil {
				t.Fatal(err)
			}
		}
		_, err = w.tally(w.planner, 100)
		w.refused("the 13th of an hour", err, fault.TooMany, "registry.tallies_many")
	})
}

// An owner reads beside who opened what of theirs that it was counted among others: when
// it was, and never when it was not.
func TestAnOwnerSeesThatSalesWereCounted(t *testing.T) {
	eachTown(t, func(w *town) {
		id, draft := w.published(stall()), w.register(w.owner, stall())
		if _, err := w.tally(w.planner, 100); err != nil {
			t.Fatal(err)
		}
		reads := func(business db.ID) (all []registry.ReadOf) {
			w.read(func(tx *db.Tx) (err error) { all, err = w.book.Reads(tx, w.owner.Session, business, 0, 10); return err })
			return all
		}
		if all := reads(id); len(all) != 1 || all[0].Among != 1 || all[0].Reader != w.planner.Person || all[0].Purpose != registry.TrialOfRules || len(all[0].Facts) != 1 || all[0].Facts[0] != registry.Sales {
			t.Errorf("%+v", all)
		}
		if all := reads(draft); len(all) != 0 {
			t.Errorf("what is not public was counted: %+v", all)
		}
		w.clock.MoveOn(time.Second)
		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`insert into account_stop (id, person, purpose, request, since_at, ended_at) values ($1, $2, '', 1, $3, null)`, tx.NewID(), w.owner.Person, tx.Now())
			return err
		})
		w.clock.MoveOn(time.Second)
		again, err := w.tally(w.planner, 100)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := w.counted(w.planner, again); err != nil || got.Opened != 0 || len(got.ByBand) != 0 {
			t.Errorf("who had it stopped is counted: %+v %v", got, err)
		}
		theirs := w.register(w.other, stall())
		for _, err := range []error{w.step(w.other, w.book.Submit, theirs), w.step(w.officer, w.book.Publish, theirs), second(w.tally(w.planner, 100))} {
			if err != nil {
				t.Fatal(err)
			}
		}
		if all := reads(id); len(all) != 1 {
			t.Errorf("the owner is told of counts that passed over them: %+v", all)
		}
	})
}

// What the tables refuse, each with a statement that would break it.
func TestTalliesStand(t *testing.T) {
	eachTownWith(t, db.Options{}, func(w *town) {
		if _, err := w.tally(w.planner, 100); err != nil {
			t.Fatal(err)
		}
		anew := func(values string) string {
			return `insert into registry_tally (id, reader, held, facts, purpose, every, opened, at) select 1, reader, held, ` + values + `, at from registry_tally`
		}
		for name, statement := range map[string]string{
			"registry_tally_purpose_is_known":  anew(`facts, 'pajak', every, opened`),
			"registry_tally_names_facts":       anew(`'', purpose, every, opened`),
			"registry_tally_takes_one_of_some": anew(`facts, purpose, 0, opened`),
			"registry_tally_opened_is_counted": anew(`facts, purpose, every, -1`),
			"registry_tally_stays":             `update registry_tally set opened = 0`,
			"registry_tally_is_kept":           `delete from registry_tally`,
		} {
			err := w.write(func(tx *db.Tx) error { _, err := tx.Exec(statement); return err })
			if err == nil || !strings.Contains(err.Error(), name) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

// Who read any business of an owner stands in one list, the newest first, a count of several
// once, and what others own is not in it.
func TestReadsOfAnOwnerAreOneList(t *testing.T) {
	eachTown(t, func(w *town) {
		one, two := w.published(stall()), w.published(stall())
		w.must(func(tx *db.Tx) error {
			_, err := w.book.Open(tx, w.officer.Session, registry.Asked{Business: one, Facts: []registry.Fact{registry.Phone}, Purpose: "layanan"})
			return err
		})
		w.clock.MoveOn(time.Second)
		if _, err := w.tally(w.planner, 100); err != nil {
			t.Fatal(err)
		}
		list := func(owner, after db.ID, limit int) (all []registry.OwnRead) {
			w.read(func(tx *db.Tx) (err error) { all, err = registry.ReadsOfOwner(tx, owner, after, limit); return err })
			return all
		}
		all := list(w.owner.Person, 0, 10)
		if len(all) != 2 || len(all[0].Of) != 2 || all[0].Among == 0 || len(all[1].Of) != 1 || all[1].Of[0].ID != one || all[1].Purpose != "layanan" {
			t.Fatalf("%d: %+v of %d, %d", len(all), all, one, two)
		}
		if next := list(w.owner.Person, all[0].ID, 10); len(next) != 1 || next[0].ID != all[1].ID {
			t.Errorf("the next page has %+v", next)
		}
		if first := list(w.owner.Person, 0, 1); len(first) != 1 || first[0].ID != all[0].ID {
			t.Errorf("a page of one has %+v", first)
		}
		if none := list(w.other.Person, 0, 10); len(none) != 0 {
			t.Errorf("another owner reads %+v", none)
		}
	})
}
