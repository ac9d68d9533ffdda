package plan_test

import (
	"fmt"
	"testing"
	"time"

	"alun/ground/db"
	"alun/record/plan"
)

// widened gives a submission as many rows as it can have.
func (d *desk) widened() {
	d.Helper()
	have := len(d.sheet().Lines)
	for at := 0; have < 500; at++ {
		d.write(func(tx *db.Tx) error {
			for n := range 25 {
				code := fmt.Sprintf("1.1.1.%d", 1000+25*at+n)
				if _, err := plan.AddLine(tx, d.operator.Session, plan.NewLine{Submission: d.id, Code: code, Name: "Baris " + code, Indicator: "Jumlah", Unit: "unit"}); err != nil {
					return err
				}
				if have++; have == 500 {
					return nil
				}
			}
			return nil
		})
	}
}

// timed says how long something took: to be read with -v, never to be asserted.
func (w *world) timed(what string, do func()) {
	w.Helper()
	since := time.Now()
	do()
	w.Logf("%s: %v", what, time.Since(since).Round(100*time.Microsecond))
}

// TestAPasteOfTwoHundredRows: five thousand cells are kept in one saving, good
// and bad ones, and each is answered in its place; one more is refused whole.
//
// long: one large sheet, made once.
func TestAPasteOfTwoHundredRows(t *testing.T) {
	fullWith(t, db.Options{}, func(w *world) {
		var d *desk
		w.timed("start", func() { d = aRound(w).desk("dinkes").start() })
		w.timed("fill an office of 2024", d.fill)
		w.timed("check it", func() { d.checked() })
		w.timed("send it", func() { d.must(d.send()) })
		d.must(d.giveBack())
		d.widened()
		s := d.sheet()
		var cells []plan.CellChange
		for _, l := range s.Lines {
			for _, f := range plan.Fields {
				if s.Editable(l.DraftLine, f) && len(cells) < 5000 {
					cells = append(cells, plan.CellChange{Line: l.ID, Field: f, Saw: l.Cell(f), Text: fmt.Sprintf("%d", 1000+len(cells))})
				}
			}
		}
		cells[7].Text, cells[8].Saw, cells[9].Text = "dua belas", "yang lain", "a\x00"
		bad := cells[7]
		var out plan.Saved
		w.timed(fmt.Sprintf("save %d cells", len(cells)), func() { out = d.save(cells...) })
		if out.Kept != len(cells)-2 || out.Cells[7].Outcome != plan.CellSaved || out.Cells[8].Outcome != plan.CellConflict || out.Cells[9].Outcome != plan.CellRefused {
			t.Errorf("%d kept of %d; %+v", out.Kept, len(cells), out.Cells[7:10])
		}
		if !plan.TextField(bad.Field) && (out.Cells[7].Remark == nil || out.Cells[7].Remark.Key == "") {
			t.Errorf("nothing is said of %q in %s", bad.Text, bad.Field)
		}
		now := map[db.ID]plan.SheetLine{}
		w.timed("sheet", func() { s = d.sheet() })
		for _, l := range s.Lines {
			now[l.ID] = l
		}
		for i, c := range cells {
			want := c.Text
			if i == 8 || i == 9 {
				want = out.Cells[i].Text
			}
			if l := now[c.Line]; l.Cell(c.Field) != want {
				t.Fatalf("cell %d, %s of %s, is %q and not %q", i, c.Field, l.Code, l.Cell(c.Field), want)
			}
		}
		w.timed("again", func() { out = d.save(cells[:8]...) })
		if out.Kept != 0 || out.Cells[0].Outcome != plan.CellSaved {
			t.Errorf("what was answered once is kept again: %+v", out.Cells[0])
		}
		one := cells[0]
		w.timed("one cell", func() { out = d.save(plan.CellChange{Line: one.Line, Field: one.Field, Saw: one.Text, Text: "x"}) })
		w.timed("check", func() { w.Logf("%d findings", len(d.checked().Findings)) })
		for range 40 {
			d.checked()
		}
		w.timed("send, refused", func() { _ = d.send() })
		w.timed("state", func() {
			w.read(func(tx *db.Tx) error {
				_, err := plan.NewWeigher(rules()).RoundState(tx, d.planner.Session, d.round)
				return err
			})
		})
		if _, err := d.try(d.operator.Session, append(cells, one)...); err == nil {
			t.Errorf("5,001 cells are taken at once")
		}
		for i := range cells {
			cells[i].Saw, cells[i].Text = cells[i].Text, fmt.Sprintf("%d", 9000+i)
		}
		w.timed("save them all", func() { out = d.save(cells...) })
		if out.Kept != len(cells)-3 || len(out.Cells) != len(cells) || out.Cells[4999].Line != cells[4999].Line {
			t.Errorf("%d kept of %d answered", out.Kept, len(out.Cells))
		}
	})
}
