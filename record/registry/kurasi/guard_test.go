package kurasi

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
)

// long: the guards, one by one.

// guards are what keeps a promise, each with a proof that it does.
var guards = map[string]func(w *town) error{
	"right": func(w *town) error {
		id := w.make(icon())
		return refused("a weak planner opens", fault.Denied, w.write(func(tx *db.Tx) error { return w.desk.Open(tx, w.weak.Session, Step{Call: id}) }))
	},
	"version": func(w *town) error {
		id := w.make(icon())
		w.must(func(tx *db.Tx) error { return w.desk.Change(tx, w.planner.Session, Step{Call: id}, icon()) })
		return refused("an older look is written over", fault.Conflict, w.write(func(tx *db.Tx) error {
			return w.desk.Change(tx, w.planner.Session, Step{Call: id, Version: 1}, icon())
		}))
	},
	"state": func(w *town) error {
		return refused("a draft is published", fault.Conflict, w.step(w.desk.Publish, w.make(icon())))
	},
	"early": func(w *town) error {
		id := w.opened()
		w.entry(id, "Sari")
		return refused("judged before it closes", fault.Conflict, w.step(w.desk.Judge, id))
	},
	"complete": func(w *town) error {
		id, e := w.judged("Sari")
		for _, who := range w.judges[:2] {
			w.sheet(who, e[0], "80", "80", "80")
		}
		return refused("decided with two sheets", fault.Conflict, w.step(w.desk.Decide, id))
	},
	"owner": func(w *town) error {
		id := w.opened()
		business, product := w.stall(w.owner, "Sari")
		_, err := w.enters(w.other, id, business, product)
		return refused("somebody else enters", fault.Denied, err)
	},
	"late": func(w *town) error {
		id := w.opened()
		business, product := w.stall(w.owner, "Sari")
		w.at("2026-03-01T09:20")
		_, err := w.enters(w.owner, id, business, product)
		return refused("entered late", fault.Conflict, err)
	},
	"withdrawn late": func(w *town) error {
		id := w.opened()
		e := w.entry(id, "Sari")
		w.at("2026-03-01T09:20")
		return refused("taken back late", fault.Conflict, w.write(func(tx *db.Tx) error { return w.desk.Withdraw(tx, w.owner.Session, e) }))
	},
	"shown": func(w *town) error {
		id := w.opened()
		business, product := w.stall(w.owner, "Sari")
		_, err := w.enters(w.owner, id, business, product+1)
		return refused("what nobody shows is entered", fault.Invalid, err)
	},
	"declared": func(w *town) error {
		_, e := w.judged("Sari")
		return refused("scored before declaring", fault.Conflict, w.scores(w.judges[0], e[0], 0, "1", "2", "3"))
	},
	"interest": func(w *town) error {
		_, e := w.judged("Sari")
		if err := w.declares(w.judges[0], e[0], Family); err != nil {
			return err
		}
		return refused("scored with an interest", fault.Denied, w.scores(w.judges[0], e[0], 0, "1", "2", "3"))
	},
	"insider": func(w *town) error {
		_, e := w.judged("Sari")
		if err := w.declares(w.judges[0], e[0], NoInterest); err != nil {
			return err
		}
		w.joins(e[0], 0)
		return refused("scored by a worker", fault.Denied, w.scores(w.judges[0], e[0], 0, "1", "2", "3"))
	},
	"judging": func(w *town) error {
		id, e := w.judged("Sari")
		if err := w.declares(w.judges[0], e[0], NoInterest); err != nil {
			return err
		}
		w.steps(id, w.desk.Cancel)
		return refused("scored after the judging", fault.Conflict, w.scores(w.judges[0], e[0], 0, "1", "2", "3"))
	},
	"all in": func(w *town) error {
		_, e := w.judged("Sari")
		for _, who := range w.judges[:3] {
			w.sheet(who, e[0], "80", "80", "80")
		}
		return refused("changed after all were open", fault.Conflict, w.scores(w.judges[0], e[0], 1, "1", "2", "3"))
	},
	"called off": func(w *town) error {
		id := w.opened()
		back := w.entry(id, "Mundur")
		w.entry(id, "Sari")
		w.entry(id, "Rotan")
		w.must(func(tx *db.Tx) error { return w.desk.Withdraw(tx, w.owner.Session, back) })
		w.steps(id, w.desk.Cancel)
		if n := w.facts("registry.kurasi_called_off"); n != 2 {
			return fmt.Errorf("%d of two who stand in a cancelled call are told", n)
		}
		return refused("cancelled twice", fault.Conflict, w.step(w.desk.Cancel, id))
	},
	"sheet version": func(w *town) error {
		_, e := w.judged("Sari")
		w.sheet(w.judges[0], e[0], "80", "80", "80")
		return refused("a sheet is written over unseen", fault.Conflict, w.scores(w.judges[0], e[0], 0, "1", "2", "3"))
	},
	"blind": func(w *town) error {
		id, e := w.judged("Sari")
		w.sheet(w.judges[0], e[0], "80", "80", "80")
		w.sheet(w.judges[1], e[0], "70", "80", "80")
		var j Judgement
		w.read(func(tx *db.Tx) (err error) { j, err = w.desk.Judgement(tx, w.judges[2].Session, e[0]); return err })
		if len(j.Others) > 0 {
			return errors.New("a curator reads the others before scoring")
		}
		w.sheet(w.judges[2], e[0], "70", "80", "80")
		w.read(func(tx *db.Tx) (err error) { j, err = w.desk.Judgement(tx, w.judges[2].Session, e[0]); return err })
		if len(j.Others) > 0 || !j.Complete {
			return fmt.Errorf("all are in, not decided, and it is %+v", j)
		}
		w.steps(id, w.desk.Decide)
		w.read(func(tx *db.Tx) (err error) { j, err = w.desk.Judgement(tx, w.judges[2].Session, e[0]); return err })
		if len(j.Others) != 2 || j.Own.Points[0] != 70 {
			return fmt.Errorf("it is decided, and it is %+v", j)
		}
		return nil
	},
	"rival": func(w *town) error {
		id := w.opened()
		e := w.entry(id, "Sari")
		theirs, thing := w.stall(w.judges[2], "Rotan")
		if _, err := w.enters(w.judges[2], id, theirs, thing); err != nil {
			return err
		}
		w.at("2026-03-01T09:20")
		w.steps(id, w.desk.Judge)
		if err := refused("declares nothing", fault.Invalid, w.declares(w.judges[2], e, NoInterest)); err != nil {
			return err
		}
		return refused("scored by who has an entry", fault.Denied, w.scores(w.judges[2], e, 0, "1", "2", "3"))
	},
	"helper": func(w *town) error {
		id, e := w.judged("Sari")
		w.helps(1)
		w.name(id, "kurator3")
		return refused("scored by who helps the owner", fault.Invalid, w.declares(w.judges[1], e[0], NoInterest))
	},
	"left out": func(w *town) error {
		id, e := w.judged("Sari", "Rotan")
		w.name(id, "kurator3")
		for _, one := range e {
			for _, who := range w.judges[:4] {
				w.sheet(who, one, "80", "80", "80")
			}
		}
		w.joins(e[0], 3)
		w.steps(id, w.desk.Decide)
		var b Board
		w.read(func(tx *db.Tx) (err error) { b, err = w.desk.See(tx, w.planner.Session, id, 0); return err })
		if b.Outcomes[0].Sheets != 3 || b.Outcomes[1].Sheets != 3 || b.Curators[3].Sheets != 0 || w.facts("registry.kurasi_left_out") != 2 {
			return fmt.Errorf("a sheet of somebody with an interest counts: %+v", b.Outcomes)
		}
		return nil
	},
	"opened": func(w *town) error {
		id := w.make(icon())
		w.steps(id, w.desk.Cancel)
		var all []Call
		w.read(func(tx *db.Tx) (err error) { all, err = Calls(tx, 9); return err })
		if len(all) > 0 {
			return errors.New("what was never opened is listed")
		}
		return refused("what was never opened is public", fault.NotFound, w.write(func(tx *db.Tx) error { _, err := Shown(tx, id); return err }))
	},
	"few": func(w *town) error {
		id := w.opened()
		business, product := w.stall(w.owner, "Sari")
		for i := range 4 {
			w.things[business] = append(w.things[business], Thing{product + db.ID(i) + 1, "Lagi"})
		}
		var last db.ID
		for i := range MostOfOne {
			var err error
			if last, err = w.enters(w.owner, id, business, product+db.ID(i)); err != nil {
				return err
			}
		}
		_, err := w.enters(w.owner, id, business, product+MostOfOne)
		if err := refused("one business enters more than may stand", fault.Conflict, err); err != nil {
			return err
		}
		w.must(func(tx *db.Tx) error { return w.desk.Withdraw(tx, w.owner.Session, last) })
		_, err = w.enters(w.owner, id, business, product+MostOfOne)
		return err
	},
	"consent": func(w *town) error {
		id, e := w.judged("Sari")
		for _, who := range w.judges[:3] {
			w.sheet(who, e[0], "80", "80", "80")
		}
		w.must(func(tx *db.Tx) error { return w.desk.Consent(tx, w.owner.Session, e[0], false) })
		w.steps(id, w.desk.Decide, w.desk.Publish)
		var told Public
		w.read(func(tx *db.Tx) (err error) { told, err = Chosen(tx, w.callIn(tx, id), 0); return err })
		if len(told.Chosen) > 0 {
			return errors.New("told without consent")
		}
		return nil
	},
	"open nominee": func(w *town) error {
		id, e := w.judged("Sari")
		for _, who := range w.judges[:3] {
			w.sheet(who, e[0], "80", "80", "80")
		}
		w.steps(id, w.desk.Decide, w.desk.Publish)
		for _, open := range []bool{true, false} {
			w.desk.Nominees = w.putForward("Paguyuban", open)
			var by map[db.ID][]Nominee
			w.read(func(tx *db.Tx) (err error) {
				told, err := Chosen(tx, w.callIn(tx, id), 0)
				if err == nil {
					by, err = w.desk.OpenNominees(tx, w.callIn(tx, id), told.Chosen)
				}
				return err
			})
			if got := by[e[0]]; (len(got) == 1) != open || open && (got[0].Name != "Paguyuban" || got[0].Sentence != "") {
				return fmt.Errorf("agreed that everybody sees it: %v, and it is %+v", open, got)
			}
		}
		return nil
	},
	"told early": func(w *town) error {
		id, e := w.judged("Sari")
		for _, who := range w.judges[:3] {
			w.sheet(who, e[0], "80", "80", "80")
		}
		w.steps(id, w.desk.Decide)
		found := false
		w.read(func(tx *db.Tx) error {
			all, err := MyOutcomes(tx, w.owner.Session, w.callIn(tx, id))
			_, found = all[e[0]]
			return err
		})
		if found {
			return errors.New("the owner reads it before it is published")
		}
		return nil
	},
	"forget": func(w *town) error {
		id := w.opened()
		w.entry(id, "Sari")
		for _, h := range append(w.book.Holdings(), Held()...) {
			if h.Erase != nil {
				w.must(func(tx *db.Tx) error { return h.Erase(tx, w.owner.Person) })
			}
		}
		var left string
		w.read(func(tx *db.Tx) (err error) {
			left, _, err = db.One(tx, (*db.Row).Text, `select name || holder || statement from registry_kurasi_entry`)
			return err
		})
		if left != "" {
			return fmt.Errorf("still readable: %q", left)
		}
		return nil
	},
}

func refused(what string, kind fault.Kind, err error) error {
	if fault.Is(err, kind) {
		return nil
	}
	return fmt.Errorf("%s: %v", what, err)
}

// helps lets a curator help the owner of the tests beside whatever else they are.
func (w *town) helps(judge int) {
	w.Helper()
	w.must(func(tx *db.Tx) error {
		_, err := tx.Exec(`insert into account_role (id, person, role, standing, helps, from_at, until_at, made_at, made_by, ended_by) values ($1, $2, 'helper', 'delegasi', $3, $4, $5, $4, 'command', '')`,
			tx.NewID(), w.judges[judge].Person, w.owner.Person, tx.Now(), tx.Now().AddDate(1, 0, 0))
		return err
	})
}

// joins writes a curator down as somebody who works in the business of an entry.
func (w *town) joins(entry db.ID, judge int) {
	w.Helper()
	var e Entry
	w.read(func(tx *db.Tx) (err error) { e, _, err = entryByID(tx, entry); return err })
	w.must(func(tx *db.Tx) error { _, err := w.book.Agree(tx, w.judges[judge].Session, e.Business); return err })
}

func TestGuards(t *testing.T) {
	for name, proof := range guards {
		t.Run(name, func(t *testing.T) {
			eachTown(t, func(w *town) {
				if err := proof(w); err != nil {
					t.Errorf("with the guard: %v", err)
				}
			})
			eachTown(t, func(w *town) {
				omitted = name
				defer func() { omitted = "" }()
				if proof(w) == nil {
					t.Error("without the guard nothing is seen")
				}
			})
		})
	}
}

// Many enter one thing at once: one is in. Many enter around the last instant: what is in
// came before it, and whoever came later was told so.
func TestManyEnterAtTheEdge(t *testing.T) {
	eachTownWith(t, db.Options{}, func(w *town) {
		call := w.opened()
		business, product := w.stall(w.owner, "Sari")
		in, told := w.crowd(16, func(int) error { _, err := w.enters(w.owner, call, business, product); return err })
		if in != 1 || told != 15 {
			t.Errorf("%d are in, %d were told", in, told)
		}
		stalls, things := make([]db.ID, 24), make([]db.ID, 24)
		for i := range stalls {
			stalls[i], things[i] = w.stall(w.owner, fmt.Sprint("Lagi ", i))
		}
		w.at("2026-03-01T09:19:59")
		c := w.call(call)
		in, told = w.crowd(24, func(i int) error {
			w.clock.MoveOn(100 * time.Millisecond)
			_, err := w.enters(w.owner, call, stalls[i], things[i])
			return err
		})
		late := 0
		w.read(func(tx *db.Tx) (err error) {
			late, _, err = db.One(tx, (*db.Row).Int, `select count(*) from registry_kurasi_entry where call = $1 and entered_at >= $2`, call, c.Closes)
			return err
		})
		if late != 0 || in+told != 24 || told == 0 || len(w.entriesIn(call)) != in+1 {
			t.Errorf("%d late, %d in, %d told", late, in, told)
		}
	})
}

// crowd does something at once and counts who was let and who was told why not.
func (w *town) crowd(n int, do func(i int) error) (let, told int) {
	var lock sync.Mutex
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			err := do(i)
			lock.Lock()
			defer lock.Unlock()
			switch {
			case err == nil:
				let++
			case fault.Is(err, fault.Conflict):
				told++
			default:
				w.Error(err)
			}
		})
	}
	all.Wait()
	return let, told
}

func (w *town) entriesIn(call db.ID) (all []Entry) {
	w.read(func(tx *db.Tx) (err error) { all, err = entriesOf(tx, call); return err })
	return all
}

// A curator sends one sheet from two windows, and a planner decides while the last sheets
// come in: one sheet is kept, and the result is that of all that are.
func TestSheetsAndTheDecisionMeet(t *testing.T) {
	eachTownWith(t, db.Options{}, func(w *town) {
		call, e := w.judged("Sari", "Rotan")
		for _, who := range w.judges[:3] {
			for _, id := range e {
				if err := w.declares(who, id, NoInterest); err != nil {
					t.Fatal(err)
				}
			}
		}
		in, told := w.crowd(8, func(i int) error { return w.scores(w.judges[0], e[0], 0, fmt.Sprint(i+50), "50", "50") })
		if in != 1 || told != 7 {
			t.Errorf("%d sheets, %d told", in, told)
		}
		for i, who := range w.judges[:3] {
			for n, id := range e {
				if i+n == 0 || i+n == 3 {
					continue // the first is in; the last comes with the decision
				}
				if err := w.scores(who, id, 0, "70", "60", "50"); err != nil {
					t.Fatal(err)
				}
			}
		}
		w.crowd(9, func(i int) error {
			if i == 4 {
				return w.scores(w.judges[2], e[1], 0, "90", "90", "90")
			}
			return w.step(w.desk.Decide, call)
		})
		if w.call(call).State == Judging {
			w.steps(call, w.desk.Decide)
		}
		c := w.call(call)
		w.read(func(tx *db.Tx) error {
			same, err := Recount(tx, c)
			if !same || c.State != Decided {
				t.Errorf("%s, counted again the same: %v", c.State, same)
			}
			return err
		})
	})
}
