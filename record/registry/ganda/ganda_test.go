package ganda

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/registry"
)

func TestWhatIsFoundWaitsForAPerson(t *testing.T) {
	eachTown(t, func(w *town) {
		a, b := w.two()
		w.register(registry.Values{registry.Name: "Bengkel Las Kurnia", registry.Phone: "0813-1111-2222", registry.KBLI: "2020:25920", registry.Point: "-1.200000 116.870000 gps", registry.RT: "3"})
		if sum := w.find(); sum.Entries != 3 || sum.Pairs != 1 || sum.New != 1 || sum.Sure != 1 {
			t.Fatalf("%+v", sum)
		}
		all, err := w.list(w.officer, Filter{Area: barat})
		if err != nil || len(all) != 1 || all[0].A != a || all[0].B != b || !all[0].Sure || len(all[0].Parts) < 3 {
			t.Fatalf("%v %+v", err, all)
		}
		total := all[0].Odds
		for _, p := range all[0].Parts {
			total -= p.Milli
		}
		if total != 0 {
			t.Errorf("the reasons leave %d of %d", total, all[0].Odds)
		}
		if next, _ := w.list(w.officer, Filter{Area: barat, After: &all[0]}); len(next) != 0 {
			t.Errorf("behind the last pair stand %+v", next)
		}
		_, err = w.list(w.far, Filter{Area: barat})
		w.refused("another area", err, fault.Denied, "")
		if all, err := w.list(w.far, Filter{Area: timur}); err != nil || len(all) != 0 {
			t.Errorf("%v %v", err, all)
		}
		_, err = w.list(w.owner, Filter{})
		w.refused("a maker", err, fault.Denied, "")
	})
}

// Owners of a pair that is proposed to be merged are told, once; where none has an account
// nobody is.
func TestOwnersLearnOfAProposal(t *testing.T) {
	eachTown(t, func(w *town) {
		told := func() (all []db.ID) {
			w.read(func(tx *db.Tx) (err error) {
				all, err = db.All(tx, (*db.Row).ID, `select subject from diary_entry where fact = 'registry.twin_proposed' order by id`)
				return err
			})
			return all
		}
		a, b := w.two()
		if w.find(); len(told()) != 0 {
			t.Errorf("told of nobody's: %v", told())
		}
		w.must(func(tx *db.Tx) error { // as if it had not been sure
			_, err := tx.Exec(`update registry_ganda_pair set sure = $1, odds = 1`, false)
			if err == nil {
				_, err = w.book.AddPerson(tx, w.officer.Session, registry.Joining{Business: b, Person: w.owner.Person, Role: registry.Owner})
			}
			return err
		})
		w.find()
		if w.find(); !slices.Equal(told(), []db.ID{b}) {
			t.Errorf("%v were told, want %v of %v", told(), b, a)
		}
	})
}

// The public one is kept, whatever is proven of the other one; then the better proven one,
// then the older one.
func TestTheRightOneIsProposedToBeKept(t *testing.T) {
	proven := registry.Proofs{registry.Name: {Level: registry.Register}, registry.NIB: {Level: registry.Register}}
	for name, c := range map[string]struct {
		a, b registry.Business
		keep db.ID
	}{
		"the public one":        {registry.Business{ID: 1, State: registry.Suspended, Proofs: proven}, registry.Business{ID: 2, State: registry.Published}, 2},
		"the better proven one": {registry.Business{ID: 1, State: registry.Draft}, registry.Business{ID: 2, State: registry.Draft, Proofs: proven}, 2},
		"the older one":         {registry.Business{ID: 2, State: registry.Draft}, registry.Business{ID: 1, State: registry.Draft}, 1},
	} {
		if got := Survivor(c.a, c.b); got != c.keep {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestMergingIsAnOfficersAndCanBeTakenBack(t *testing.T) {
	eachTown(t, func(w *town) {
		a, b := w.two()
		w.find()
		in := Deciding{A: a, B: b, Keep: a}
		act := func(who account.Who, do func(*db.Tx, string, Deciding) error, in Deciding) error {
			defer w.clock.MoveOn(time.Second)
			return w.write(func(tx *db.Tx) error { return do(tx, who.Session, in) })
		}
		w.refused("another area", act(w.far, w.desk.Merge, in), fault.NotFound, "registry.no_business")
		w.refused("the planner", act(w.planner, w.desk.Merge, in), fault.Denied, "")
		w.refused("none chosen", act(w.officer, w.desk.Merge, Deciding{A: a, B: b}), fault.Invalid, "ganda.keep_needed")
		w.refused("one that is old", act(w.officer, w.desk.Merge, Deciding{A: a, B: b, Keep: a, VersionB: 7}), fault.Conflict, "ganda.moved")
		w.refused("not refused", act(w.officer, w.desk.Reopen, in), fault.Conflict, "ganda.decided")
		w.refused("not merged", act(w.officer, w.desk.Unmerge, in), fault.Conflict, "ganda.decided")
		w.refused("itself", act(w.officer, w.desk.Merge, Deciding{A: a, B: a, Keep: a}), fault.NotFound, "")
		if err := act(w.officer, w.desk.Merge, in); err != nil || w.state(b) != registry.Merged || w.state(a) != registry.Draft {
			t.Fatalf("%v %s %s", err, w.state(a), w.state(b))
		}
		w.refused("twice", act(w.second, w.desk.Merge, in), fault.Conflict, "ganda.decided")
		if sum := w.find(); sum.Pairs != 0 || sum.Gone != 0 {
			t.Errorf("after merging: %+v", sum)
		}
		if err := act(w.second, w.desk.Unmerge, in); err != nil || w.state(b) != registry.Draft {
			t.Fatalf("%v %s", err, w.state(b))
		}
		if sum := w.find(); sum.New != 0 || sum.Pairs != 1 {
			t.Errorf("what a person took apart is proposed again: %+v", sum)
		}
		if all, _ := w.list(w.officer, Filter{Area: barat}); len(all) != 0 {
			t.Errorf("waits again: %+v", all)
		}
		if err := act(w.officer, w.desk.Reopen, in); err != nil {
			t.Fatal(err)
		}
		if err := act(w.officer, w.desk.Refuse, in); err != nil {
			t.Fatal(err)
		}
		all, err := w.list(w.officer, Filter{Area: barat, State: Different})
		if err != nil || len(all) != 1 || all[0].By != w.officer.Actor() {
			t.Errorf("%v %+v", err, all)
		}
		w.read(func(tx *db.Tx) error {
			facts, err := db.All(tx, (*db.Row).Text, `select fact from diary_entry where fact like 'registry.twin%' and subject = $1 order by id`, b)
			if !slices.Equal(facts, []string{"registry.twin_reopened", "registry.twin_refused"}) {
				t.Errorf("%v", facts)
			}
			return err
		})
	})
}

func TestNobodyMergesAcrossAnAreaThatIsNotTheirs(t *testing.T) {
	eachTown(t, func(w *town) {
		a := w.register(nil)
		var b db.ID
		w.must(func(tx *db.Tx) (err error) {
			b, err = w.book.Register(tx, w.far.Session, registry.Registering{Set: registry.Values{registry.Kind: "usaha", registry.Name: "Warung Sarinten Embunpagi",
				registry.Kelurahan: timur + ".1002", registry.Phone: "0812-3456-7890", registry.KBLI: "2020:56102"}})
			return err
		})
		for _, who := range []account.Who{w.officer, w.far} {
			for name, do := range map[string]func(*db.Tx, string, Deciding) error{"merge": w.desk.Merge, "refuse": w.desk.Refuse} {
				err := w.write(func(tx *db.Tx) error { return do(tx, who.Session, Deciding{A: a, B: b, Keep: a}) })
				w.refused(name, err, fault.NotFound, "registry.no_business") // of a draft elsewhere nothing is told
			}
		}
		w.read(func(tx *db.Tx) error {
			_, _, err := w.desk.ByBusinesses(tx, w.officer.Session, b, a)
			if err != nil {
				t.Errorf("one of them is theirs: %v", err)
			}
			_, _, err = w.desk.ByBusinesses(tx, w.owner.Session, b, a)
			w.refused("a maker", err, fault.Denied, "")
			return nil
		})
		w.must(func(tx *db.Tx) error { return w.desk.Merge(tx, w.city.Session, Deciding{A: a, B: b, Keep: b}) })
	})
}

// Two officers decide at once: one wins, the other is told.
func TestTwoAtOnce(t *testing.T) {
	eachTown(t, func(w *town) {
		for range 4 {
			a, b := w.two()
			in := Deciding{A: a, B: b, VersionA: 1, VersionB: 1, Keep: a}
			var errs [2]error
			var all sync.WaitGroup
			for i, do := range []func(*db.Tx, string, Deciding) error{w.desk.Merge, w.desk.Refuse} {
				all.Go(func() {
					who := []account.Who{w.officer, w.second}[i]
					errs[i] = w.d.Write(context.Background(), func(tx *db.Tx) error { return do(tx, who.Session, in) })
				})
			}
			all.Wait()
			if (errs[0] == nil) == (errs[1] == nil) {
				t.Fatalf("both or none: %v, %v", errs[0], errs[1])
			}
			for _, err := range errs {
				if err != nil && !fault.Is(err, fault.Conflict) {
					t.Errorf("the slower one reads %v", err)
				}
			}
			if merged := w.state(b) == registry.Merged; merged != (errs[0] == nil) {
				t.Errorf("merged is %v, %v", merged, errs)
			}
		}
	})
}

// Planted: without the guard, who decides on an old sight is not told.
func TestTheGuardOfVersionsCanFail(t *testing.T) {
	eachTown(t, func(w *town) {
		a, b := w.two()
		in := Deciding{A: a, B: b, VersionA: 5, VersionB: 1, Keep: b}
		w.refused("old", w.write(func(tx *db.Tx) error { return w.desk.Refuse(tx, w.officer.Session, in) }), fault.Conflict, "ganda.moved")
		w.desk.fault = "version"
		w.must(func(tx *db.Tx) error { return w.desk.Refuse(tx, w.officer.Session, in) })
	})
}

func TestTheTurnComesWhenItIsTime(t *testing.T) {
	eachTown(t, func(w *town) {
		due := func() (yes bool) {
			w.read(func(tx *db.Tx) (err error) { yes, err = isDue(tx); return err })
			return yes
		}
		if due() {
			t.Error("an empty register is looked at")
		}
		w.two()
		if !due() {
			t.Error("what was never looked at waits")
		}
		w.find()
		w.register(nil)
		if due() {
			t.Error("looked at again at once")
		}
		if w.clock.MoveOn(leastRest); !due() {
			t.Error("a change waits for ever")
		}
		w.find()
		if w.clock.MoveOn(leastRest); due() {
			t.Error("looked at although nothing changed")
		}
		if w.clock.MoveOn(mostRest); !due() {
			t.Error("a day passed without a look")
		}
	})
}

// What this room's table promises.
func TestEveryConstraintHolds(t *testing.T) {
	eachTown(t, func(w *town) {
		a, b := w.two()
		w.find()
		row := func(sets string) string { return `update registry_ganda_pair set ` + sets }
		for name, statement := range map[string]string{
			"registry_ganda_pair_is_one":             `insert into registry_ganda_pair select * from registry_ganda_pair`,
			"registry_ganda_pair_is_ordered":         row(`a = b`),
			"registry_ganda_pair_state_is_known":     row(`state = 'lupa', decided_by = 'x', decided_at = 1`),
			"registry_ganda_pair_end_is_told":        row(`state = 'merged'`),
			"registry_ganda_run_is_one":              `update registry_ganda_run set id = 2`,
			"registry_ganda_run_ends_after_it_began": `update registry_ganda_run set ended_at = began_at - 1`,
		} {
			if err := w.write(func(tx *db.Tx) error { _, err := tx.Exec(statement); return err }); err == nil {
				t.Errorf("%s is not kept", name)
			}
		}
		_, _ = a, b
	})
}
