package plan_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"alun/ground/db"
	"alun/record/plan"
)

// weighs reads a desk by what is remembered and from the beginning, and tells
// what differs.
func (d *desk) weighs(w *plan.Weigher) (s plan.Sheet, wrong string) {
	d.Helper()
	d.read(func(tx *db.Tx) error {
		var err error
		if s, err = w.Sheet(tx, d.operator.Session, d.round.Quarter, d.office); err != nil {
			return err
		}
		part, err := w.Check(tx, s)
		if err != nil {
			return err
		}
		anew, err := plan.SheetOf(tx, d.operator.Session, d.round.Quarter, d.office)
		if err != nil {
			return err
		}
		whole, err := anew.Check(tx, rules())
		switch {
		case !reflect.DeepEqual(s, anew):
			wrong = "another sheet is read"
		case !reflect.DeepEqual(part, whole):
			wrong = fmt.Sprintf("%d findings, and %d of the whole", len(part.Findings), len(whole.Findings))
		}
		return err
	})
	return s, wrong
}

// typed are the texts that an editor puts into cells: figures, slips, words.
var typed = []string{"", "-", "0", "12", "1.000", "113.792.470.000.000", "dua belas", "3,5", "75", "9.000.000", "1.234", "Persentase"}

// TestWhatIsRememberedIsWhatStands: after savings, explanations, rows that come,
// go and move, a sheet that is remembered is read and judged as one that is not.
//
// long: one office of the real report, act after act.
func TestWhatIsRememberedIsWhatStands(t *testing.T) {
	full(t, func(w *world) {
		memory, dice := plan.NewWeigher(rules()), rand.New(rand.NewPCG(7, 7))
		season := aRound(w)
		for _, slug := range []string{"disporapar", "dpu"} {
			d := season.desk(slug).start()
			for n := range 12 {
				s, wrong := d.weighs(memory)
				if wrong != "" {
					t.Fatalf("%s, step %d: %s", slug, n, wrong)
				}
				var cells []plan.CellChange
				for range 1 + dice.IntN(3)*dice.IntN(3) {
					l, f := s.Lines[dice.IntN(len(s.Lines))], plan.Fields[dice.IntN(len(plan.Fields))]
					if s.Editable(l.DraftLine, f) {
						cells = append(cells, plan.CellChange{Line: l.ID, Field: f, Saw: l.Cell(f), Text: typed[dice.IntN(len(typed))]})
					}
				}
				switch n {
				case 5:
					d.explain()
				case 6, 7, 8:
					d.rowComesOrGoes(n)
				case 9:
					d.write(func(tx *db.Tx) error {
						return plan.SetIndicator(tx, d.operator.Session, s.Lines[3].ID, "less", "latest")
					})
				case 10:
					d.mended()
					d.must(d.send())
					d.must(d.giveBack(plan.RowReturn{Line: s.Lines[2].ID, Sentence: "Mohon dicocokkan lagi."}))
				default:
					d.save(cells...)
				}
			}
		}
	})
}

// mended puts a dash into what cannot be read and fills in the rest.
func (d *desk) mended() {
	d.Helper()
	for _, u := range d.checked().Unread {
		l := d.line(u.Code)
		d.save(plan.CellChange{Line: l.ID, Field: u.CellGap.Field, Saw: l.Cell(u.CellGap.Field), Text: "-"})
	}
	d.fill()
}

// rowComesOrGoes adds a row, gives it another code, takes it out.
func (d *desk) rowComesOrGoes(n int) {
	d.Helper()
	d.write(func(tx *db.Tx) error {
		switch n {
		case 6:
			_, err := plan.AddLine(tx, d.operator.Session, plan.NewLine{Submission: d.id, Code: "1.1.1.77", Name: "Baris", Indicator: "Jumlah", Unit: "buah"})
			return err
		case 7:
			return plan.RecodeLine(tx, d.operator.Session, d.line("1.1.1.77").ID, "1.1.1.78")
		}
		return plan.RemoveLine(tx, d.operator.Session, d.line("1.1.1.78").ID, "Tidak jadi dilaksanakan.")
	})
}

// TestTheStateOfARoundIsThatOfItsSheets: read together, remembered or not, each
// office stands as its own sheet says; and all of them cost as many statements as
// one.
func TestTheStateOfARoundIsThatOfItsSheets(t *testing.T) {
	full(t, func(w *world) {
		s := aRound(w)
		d, e := s.desk("disporapar").start(), s.desk("dpu").start()
		memory := plan.NewWeigher(rules())
		state := func(m *plan.Weigher) (all []plan.OfficeState) {
			w.read(func(tx *db.Tx) (err error) { all, err = m.RoundState(tx, s.planner.Session, s.round); return err })
			return all
		}
		for n := range 3 {
			all := state(memory)
			if !reflect.DeepEqual(all, state(plan.NewWeigher(rules()))) || len(all) != 34 {
				t.Fatalf("%d: what is remembered of %d offices is not what stands", n, len(all))
			}
			for _, o := range all {
				for _, one := range []*desk{d, e} {
					if c := one.checked(); o.Office.ID == one.office.ID && (o.Lines != c.Lines || o.Missing != len(c.Missing) || o.Questions != len(c.Open("question"))) {
						t.Errorf("%s: %+v", o.Office.Slug, o)
					}
				}
			}
			d.put("5.2.1.1", "budget_rp", fmt.Sprint(n+5))
		}
	})
}
