package kurasi

import (
	"fmt"
	"slices"
	"testing"

	"alun/ground/db"
)

// putForward is a door of the tests: an association puts all of a call forward.
func (w *town) putForward(name string, open bool) func(tx *db.Tx, call, business db.ID) ([]Nominee, error) {
	return func(tx *db.Tx, call, business db.ID) (out []Nominee, err error) {
		all, err := entriesOf(tx, call)
		for _, e := range all {
			if business == 0 || e.Business == business {
				out = append(out, Nominee{Business: e.Business, Subject: e.Subject, Asosiasi: 1, Name: name, Sentence: "Yang terbaik.", Open: open})
			}
		}
		return out, err
	}
}

// Who judges an entry reads who put it forward and what they say, and nobody else's; of a
// thing that is not the one that was put forward nothing is said.
func TestACuratorReadsWhoPutAnEntryForward(t *testing.T) {
	eachTown(t, func(w *town) {
		_, e := w.judged("Sari", "Rotan")
		whole := w.putForward("Paguyuban", false)
		w.desk.Nominees = func(tx *db.Tx, call, business db.ID) ([]Nominee, error) {
			all, err := whole(tx, call, business)
			if business == 0 {
				all[0].Subject++ // another thing of the same business
			}
			return all, err
		}
		var j Judgement
		w.read(func(tx *db.Tx) (err error) { j, err = w.desk.Judgement(tx, w.judges[0].Session, e[0]); return err })
		if len(j.Nominees) != 1 || j.Nominees[0].Sentence != "Yang terbaik." {
			t.Errorf("the curator reads %+v", j.Nominees)
		}
		w.read(func(tx *db.Tx) error {
			all, err := entriesOf(tx, j.Call.ID)
			by, wrong := w.desk.Nominated(tx, j.Call.ID, all)
			if len(by[e[0]]) != 0 || len(by[e[1]]) != 1 {
				t.Errorf("on the board stands %+v", by)
			}
			if err == nil {
				err = wrong
			}
			return err
		})
	})
}

// The board, the places and what is told stand on pages that miss nothing and say nothing
// twice; the minutes have all of it.
func TestLongListsStandOnPages(t *testing.T) {
	eachTown(t, func(w *town) {
		in := icon()
		in.Quota, in.Threshold = "", "1"
		call := w.make(in)
		w.name(call, "kurator0", "kurator1", "kurator2")
		w.steps(call, w.desk.Open)
		w.at("2026-03-01T09:10")
		const many = MostShown + 7 // three of each business
		all := w.crowded(call, many)
		board := func(want string) {
			seen := map[db.ID]bool{}
			for after, pages := db.ID(0), 0; pages == 0 || after != 0; pages++ {
				var b Board
				w.read(func(tx *db.Tx) (err error) { b, err = w.desk.See(tx, w.planner.Session, call, after); return err })
				if after = b.Next; len(b.Standings)+len(b.Outcomes) > MostShown || b.Entries != many || pages > 2 {
					t.Fatalf("%s: %d and %d on a page of %d", want, len(b.Standings), len(b.Outcomes), b.Entries)
				}
				for _, s := range b.Standings {
					seen[s.Entry.ID] = true
				}
				for _, o := range b.Outcomes {
					seen[o.Entry.ID] = true
				}
			}
			if len(seen) != many {
				t.Errorf("%s: %d of %d stand on pages", want, len(seen), many)
			}
		}
		board("open")
		w.at("2026-03-01T09:20")
		w.steps(call, w.desk.Judge)
		for _, e := range all {
			for _, who := range w.judges[:3] {
				w.sheet(who, e, "80", "80", "80")
			}
		}
		w.steps(call, w.desk.Decide, w.desk.Publish)
		board("decided")
		w.allTold(call, many)
	})
}

// allTold asks whether all of a call is in its minutes, and told on pages.
func (w *town) allTold(call db.ID, many int) {
	w.Helper()
	var b Board
	w.read(func(tx *db.Tx) (err error) { b, err = w.desk.Minutes(tx, w.planner.Session, call); return err })
	for i, o := range b.Outcomes {
		if o.Place != i+1 {
			w.Fatalf("place %d stands at %d", o.Place, i+1)
		}
	}
	told := 0
	for after, pages := db.ID(0), 0; pages == 0 || after != 0; pages++ {
		var p Public
		w.read(func(tx *db.Tx) (err error) { p, err = Chosen(tx, w.callIn(tx, call), after); return err })
		after = p.Next
		told += len(p.Chosen)
		if p.All != many || p.Hidden != 0 || slices.ContainsFunc(p.Chosen, func(o Outcome) bool { return len(o.Feedback) != 3 }) || pages > 2 {
			w.Fatalf("%+v", p)
		}
	}
	if len(b.Outcomes) != many || told != many || w.facts("registry.kurasi_told") != many {
		w.Errorf("%d in the minutes, %d told, want %d", len(b.Outcomes), told, many)
	}
}

// crowded enters many things, three of each business, and gives their entries.
func (w *town) crowded(call db.ID, many int) (out []db.ID) {
	w.Helper()
	for i := 0; len(out) < many; i++ {
		business, thing := w.stall(w.owner, fmt.Sprint("Sari ", i))
		things := []Thing{{thing, "Ulap"}, {thing + 1, "Tas"}, {thing + 2, "Topi"}}
		w.lock.Lock()
		w.things[business] = things
		w.lock.Unlock()
		for _, x := range things {
			id, err := w.enters(w.owner, call, business, x.ID)
			if err != nil {
				w.Fatal(err)
			}
			out = append(out, id)
		}
	}
	return out
}
