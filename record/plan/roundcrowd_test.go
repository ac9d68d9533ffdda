package plan_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"alun/ground/db"
	"alun/record/plan"
)

// editors is how many write in one sheet at once, and edits how often each does.
const (
	editors = 50
	edits   = 12
)

// TestNoCellIsLostInACrowd: fifty editors write in one sheet, in few cells so
// that they meet, while every other office sends. What was answered as saved was
// there until somebody who saw it wrote over it; everybody else was told.
func TestNoCellIsLostInACrowd(t *testing.T) {
	fullWith(t, db.Options{}, func(w *world) {
		s := aRound(w)
		d := s.desk("disdikbud").start()
		others := s.others("disdikbud")
		var wait sync.WaitGroup
		var mu sync.Mutex
		kept, conflicts := map[string]bool{}, 0
		fail := func(err error) {
			if err != nil {
				w.Errorf("%v", err)
			}
		}
		for _, o := range others {
			wait.Go(func() { fail(o.send()) })
		}
		for e := range editors {
			wait.Go(func() {
				got, met, err := d.edit(e)
				fail(err)
				mu.Lock()
				defer mu.Unlock()
				conflicts += met
				for _, text := range got {
					kept[text] = true
				}
			})
		}
		wait.Wait()
		w.Logf("%d cells kept, %d conflicts, %+v", len(kept), conflicts, w.d.Stats())
		w.chained(d, kept)
		if conflicts == 0 || len(kept) == 0 {
			t.Errorf("%d conflicts, %d cells kept: nobody met", conflicts, len(kept))
		}
		for _, o := range others {
			if o.state() != plan.Terkirim {
				t.Errorf("%s is %s", o.office.Slug, o.state())
			}
		}
		var all []plan.OfficeState
		w.timed("state of 34 offices", func() {
			w.read(func(tx *db.Tx) (err error) {
				all, err = plan.NewWeigher(rules()).RoundState(tx, s.planner.Session, s.round)
				return err
			})
		})
		for _, o := range all {
			if o.Sent() == (o.Office.Slug == "disdikbud") || o.Lines == 0 {
				t.Errorf("%+v", o)
			}
		}
	})
}

// others makes every office but one ready to send.
func (s *season) others(but string) (out []*desk) {
	s.Helper()
	var all []plan.OPD
	s.read(func(tx *db.Tx) (err error) { all, err = plan.OPDs(tx, s.round.Quarter.Year); return err })
	for _, o := range all {
		if o.Slug != but {
			d := s.desk(o.Slug).start()
			d.fill()
			out = append(out, d)
		}
	}
	return out
}

// edit is one editor: it writes in cells that others write in, from what it saw
// last, and looks again when it is told that somebody was first.
func (d *desk) edit(e int) (kept []string, conflicts int, err error) {
	dice := rand.New(rand.NewPCG(1, uint64(e)))
	seen := map[string]plan.CellChange{}
	var lines []plan.SheetLine
	err = d.d.Read(d.Context(), func(tx *db.Tx) error {
		s, err := plan.SheetOf(tx, d.operator.Session, d.round.Quarter, d.office)
		lines = s.Lines
		return err
	})
	for n := 0; n < edits && err == nil; n++ {
		var cells []plan.CellChange
		for range 1 + dice.IntN(3) {
			l := lines[dice.IntN(40)]
			field := []string{"note", "q3_k", "real_k"}[dice.IntN(3)]
			c := plan.CellChange{Line: l.ID, Field: field, Saw: l.Cell(field), Text: fmt.Sprintf("%d-%d-%d", e, n, len(cells))}
			if last, ok := seen[fmt.Sprint(l.ID, field)]; ok {
				c.Saw = last.Text
			}
			if !slices.ContainsFunc(cells, func(o plan.CellChange) bool { return o.Line == c.Line && o.Field == c.Field }) {
				cells = append(cells, c)
			}
		}
		var out plan.Saved
		if out, err = d.try(d.operator.Session, cells...); err != nil {
			return kept, conflicts, err
		}
		for i, got := range out.Cells {
			if got.Outcome == plan.CellSaved {
				kept = append(kept, cells[i].Text)
			} else {
				conflicts++
			}
			seen[fmt.Sprint(got.Line, got.Field)] = plan.CellChange{Text: got.Text}
		}
	}
	return kept, conflicts, err
}

// chained reads the history of a sheet: in each cell, every text follows the one
// that was seen, the last one stands there now, and those that were answered as
// saved are those that are in it.
func (w *world) chained(d *desk, kept map[string]bool) {
	w.Helper()
	type change struct {
		Line  int64  `json:"l"`
		Field string `json:"f"`
		Old   string `json:"o"`
		New   string `json:"n"`
	}
	last, in := map[string]string{}, map[string]bool{}
	w.read(func(tx *db.Tx) error {
		return db.Each(tx, func(r *db.Row) error {
			var all []change
			if err := json.Unmarshal([]byte(r.Text()), &all); err != nil {
				return err
			}
			for _, c := range all {
				at := fmt.Sprint(c.Line, c.Field)
				if before, ok := last[at]; ok && before != c.Old {
					w.Errorf("%s held %q when it was written over as if it were %q", at, before, c.Old)
				}
				last[at], in[c.New] = c.New, true
			}
			return nil
		}, `select changes from plan_line_change where submission = $1 and kind = 'cells' order by id`, d.id)
	})
	for text := range kept {
		if !in[text] {
			w.Errorf("%s was answered as saved, and was not", text)
		}
	}
	for _, l := range d.sheet().Lines {
		for _, f := range plan.Fields {
			if text, ok := last[fmt.Sprint(int64(l.ID), f)]; ok && text != l.Cell(f) {
				w.Errorf("%s of %s holds %q, not %q", f, l.Code, l.Cell(f), text)
			}
		}
	}
}
