package plan_test

import (
	"maps"
	"testing"

	"alun/ground/db"
	"alun/ground/money"
	"alun/record/plan"
	"alun/record/plan/check"
	"alun/record/plan/e81"
)

// recount adds an office's lines up once more, from what readers see.
func recount(lines []plan.Figure, notes []plan.Note) map[db.ID]plan.Sum {
	rows := make([]e81.Row, len(lines))
	for i, f := range lines {
		rows[i] = f.Row
	}
	odd := check.Implausible(rows, check.Run(rules(), rows))
	out := map[db.ID]plan.Sum{}
	hidden := map[db.ID]bool{}
	for i, f := range lines {
		s := out[f.Office]
		s.Office = f.Office
		switch {
		case f.Extra:
		case f.Code == onlyDots(f.Code, 1):
			s.Programs++
			s.PrintedBudget += rupiah(f.Target.Rp)
			s.PrintedSpent += rupiah(f.Real.Rp)
		case f.Code == onlyDots(f.Code, 3):
			s = recountSub(s, f, odd[i])
			hidden[f.Office] = hidden[f.Office] || odd[i].Spending
		}
		out[f.Office] = s
	}
	for _, n := range notes {
		for _, f := range lines {
			if f.Node == n.Node && f.Seq == n.Seq && n.Kind != "watch" {
				s := out[f.Office]
				s.Notes++
				out[f.Office] = s
				break
			}
		}
	}
	for office, s := range out {
		if s.Base = s.Budget; hidden[office] {
			s.Base, s.Spent = 0, 0
		}
		out[office] = s
	}
	return out
}

func recountSub(s plan.Sum, f plan.Figure, odd check.Doubt) plan.Sum {
	s.Subs++
	if f.Target.Rp.Known && f.Target.Rp.Rupiah > 0 {
		s.Funded++
	}
	if odd != (check.Doubt{}) {
		s.LeftOut++
	}
	if !odd.Budget {
		s.Budget, s.Spent = s.Budget+rupiah(f.Target.Rp), s.Spent+rupiah(f.Real.Rp)
	}
	if f.Real.K.Known && f.Real.K.Micro == 0 {
		s.AtZero++
	}
	if f.Real.K.Known && f.Target.K.Known && f.Target.K.Micro > 0 && f.Real.K.Micro > 0 && f.Real.K.Micro >= f.Target.K.Micro {
		s.Reached++
	}
	return s
}

// onlyDots is the code if it has so many dots, else "".
func onlyDots(code string, dots int) string {
	n := 0
	for _, c := range code {
		if c == '.' {
			n++
		}
	}
	if n != dots {
		return ""
	}
	return code
}

func rupiah(p money.Printed) money.Rupiah {
	if !p.Known {
		return 0
	}
	return p.Rupiah
}

// TestSumsEqualARecount, to the rupiah, in every revision: the first ones, one
// after a correction, and one that only follows the other year.
func TestSumsEqualARecount(t *testing.T) {
	full(t, func(w *world) {
		same := func(year int) {
			w.Helper()
			v := w.view(year, 0)
			if got, want := w.sums(v), recount(w.figures(v), w.notesOfYear(year)); !maps.Equal(got, want) {
				for id := range want {
					if got[id] != want[id] {
						w.Errorf("%d, revision %d: %+v, recounted %+v", year, v.Revision, got[id], want[id])
					}
				}
				w.Errorf("%d: %d offices, recounted %d", year, len(got), len(want))
			}
		}
		same(2023)
		same(2024)
		w.take(corrected().read())
		same(2024)
		w.take(changedUnit().read())
		same(2023)
		same(2024)
		if w.view(2024, 0).Revision != 3 {
			w.Errorf("revision %d", w.view(2024, 0).Revision)
		}
	})
}

func (w *world) notesOfYear(year int) (out []plan.Note) {
	w.Helper()
	for _, n := range w.notes() {
		if n.Year == year {
			out = append(out, n)
		}
	}
	return out
}

// TestThePlainFactsOf2024 are the figures that the front page tells.
func TestThePlainFactsOf2024(t *testing.T) {
	full(t, func(w *world) {
		sums := w.sums(w.view(2024, 0))
		all := plan.Total(sums)
		if all.Subs != 1554 || all.Reached != 324 || len(sums) != 34 || all.Office != 0 {
			w.Errorf("%d sub-activities, %d reached, %d offices", all.Subs, all.Reached, len(sums))
		}
		if short := (money.Short{Rupiah: all.Budget, Decimals: 2}).In("id"); short != "Rp3,81 triliun" {
			w.Errorf("budget %s", short)
		}
		if all.PrintedBudget < 100*money.Triliun || all.PrintedSpent < 30*money.Triliun {
			w.Errorf("printed are %d and %d", all.PrintedBudget, all.PrintedSpent)
		}
		w.read(func(tx *db.Tx) error {
			o, _, err := plan.OPDBySlug(tx, 2024, "disdikbud")
			if s := sums[o.ID]; s.Spent != 0 || s.Base != 0 || s.Budget == 0 || s.PrintedSpent < 30*money.Triliun || s.LeftOut == 0 {
				w.Errorf("the office that lost its decimals: %+v", s)
			}
			return err
		})
		if all.Base >= all.Budget || all.Spent > all.Base {
			w.Errorf("spent %d of %d", all.Spent, all.Base)
		}
	})
}
