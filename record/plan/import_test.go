package plan_test

import (
	"bytes"
	"fmt"
	"math/big"
	"slices"
	"testing"

	"alun/ground/db"
	"alun/ground/lang"
	"alun/record/diary"
	"alun/record/plan"
)

func TestTheRealReportsComeInWhole(t *testing.T) {
	bare(t, db.Options{}, func(w *world) {
		var told []int
		res := w.takeWith(realFile(), plan.ImportOptions{Actor: "tester", Rules: rules(), Progress: func(stage string, done, total int) {
			if stage != "rows" || total != 3056 {
				w.Errorf("progress: %s %d of %d", stage, done, total)
			}
			told = append(told, done)
		}})
		if !res.Published || res.Same || res.Accepted != 3056 || res.Changed+res.Removed+res.Unchanged+res.Refused != 0 || len(res.Outcomes) != 3056 {
			res.Outcomes = nil
			w.Errorf("result: %+v", res)
		}
		if !slices.IsSorted(told) || len(told) < 10 || told[len(told)-1] != 3056 {
			w.Errorf("progress was told at %v", told)
		}
		w.read(func(tx *db.Tx) error {
			all, err := plan.Reports(tx)
			if err != nil {
				return err
			}
			for i, want := range []struct{ year, offices, rows int }{{2024, 34, 2433}, {2023, 7, 623}} {
				v := plan.View{Report: all[i], Revision: 1}
				if all[i].Quarter != quarter(want.year) || all[i].Revision != 1 {
					w.Errorf("report %d: %+v", i, all[i])
				}
				if err := countReport(w, tx, v, want.offices, want.rows); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

func countReport(w *world, tx *db.Tx, v plan.View, offices, rows int) error {
	sums, err := plan.Sums(tx, v)
	if err != nil {
		return err
	}
	lines, err := plan.Figures(tx, v)
	if err != nil {
		return err
	}
	made, err := plan.Revisions(tx, v.Report)
	if err != nil {
		return err
	}
	told, err := diary.About(tx, "plan_report", v.ID, 9)
	if err != nil {
		return err
	}
	if len(sums) != offices || len(lines) != rows || len(made) != 1 || made[0].Accepted != rows || made[0].File != "programmes.csv" {
		w.Errorf("%d: %d offices, %d rows, revisions %+v", v.Quarter.Year, len(sums), len(lines), made)
	}
	if len(told) != 1 || told[0].Fact != "plan.published" || told[0].Actor != "tester" ||
		fmt.Sprint(told[0].Data["import"]) != fmt.Sprint(int64(made[0].Import.Import)) || fmt.Sprint(told[0].Data["accepted"]) != fmt.Sprint(rows) {
		w.Errorf("%d: the diary says %+v", v.Quarter.Year, told)
	}
	return nil
}

// TestTheRefereesNotesAreReadBack: the 262 cases of the referee, as a reader of
// the database gets them, and no other of their rules.
func TestTheRefereesNotesAreReadBack(t *testing.T) {
	full(t, func(w *world) {
		referee := tableOf("programme_anomalies.csv")
		want := map[string][2]string{}
		for i := range referee.rows {
			at := func(c string) string { return referee.at(i, c) }
			want[at("year")+" "+at("quarter")+" "+at("department")+" "+at("code")+" "+at("rule")] = [2]string{at("published"), at("expected")}
		}
		found := 0
		for _, n := range w.notes() {
			rule, _ := rules().Get(n.Rule)
			if !rule.Oracle {
				continue
			}
			found++
			key := fmt.Sprintf("%d %d %s %s %s", n.Year, n.Quarter, n.OPD, n.Code, n.Rule)
			if figures, ok := want[key]; !ok || !sameFigure(n.Published, figures[0]) || !sameFigure(n.Expected, figures[1]) {
				w.Errorf("%s: %s, %s; the referee says %v", key, n.Published, n.Expected, figures)
			}
			delete(want, key)
		}
		if found != 262 || len(want) != 0 {
			w.Errorf("%d notes, not found: %v", found, want)
		}
	})
}

// sameFigure compares cells: numbers by value, all else by text.
func sameFigure(a, b string) bool {
	x, ok := new(big.Rat).SetString(a)
	y, ok2 := new(big.Rat).SetString(b)
	if !ok || !ok2 {
		return a == b
	}
	return x.Cmp(y) == 0
}

func TestSameFigure(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{{"52.50", "52.5", true}, {"0031", "31", true}, {"", "0", false}, {"a", "a", true}, {"a", "b", false},
		{"22997604757350036930", "22997604757350036931", false}} {
		if sameFigure(c.a, c.b) != c.same {
			t.Errorf("%q and %q: same = %v", c.a, c.b, !c.same)
		}
	}
}

// TestEveryCellComesBack: what was imported is exported again, cell for cell.
func TestEveryCellComesBack(t *testing.T) {
	full(t, func(w *world) {
		got := w.export(2023, 2024)
		want := reports()
		if len(got.rows) != len(want.rows) || !slices.Equal(got.head, want.head) {
			w.Fatalf("%d rows with %q", len(got.rows), got.head)
		}
		for _, f := range []*table{&got, &want} { // the offices of 2023 are printed in another order than ours
			slices.SortStableFunc(f.rows, func(a, b []string) int { return slices.Compare(a[:3], b[:3]) })
		}
		wrong := 0
		for i := range want.rows {
			for j, column := range want.head {
				a, b := want.rows[i][j], got.rows[i][j]
				text := slices.Contains([]string{"department", "form", "code", "level", "name", "indicator", "unit", "note", "source_file"}, column)
				if text && a != b || !sameFigure(a, b) {
					if wrong++; wrong < 10 {
						w.Errorf("%v %s: %q became %q", want.rows[i][:5], column, a, b)
					}
				}
			}
		}
		const tooLarge = "22997604757350036930" // more than 64 bits hold: two figures glued together
		if !slices.ContainsFunc(got.rows, func(r []string) bool { return r[got.column("renstra_target_rp")] == tooLarge }) {
			w.Errorf("Rp%s is lost", tooLarge)
		}
	})
}

// TestLinesAreInPrintedOrder: offices as the city lists them, codes by number.
func TestLinesAreInPrintedOrder(t *testing.T) {
	full(t, func(w *world) {
		want := reports().year("2024")
		got := w.export(2024)
		for i := range want.rows {
			if !slices.Equal(want.rows[i][2:8], got.rows[i][2:8]) {
				w.Fatalf("line %d is %q, printed is %q", i, got.rows[i][2:8], want.rows[i][2:8])
			}
		}
	})
}

// export writes reports as CSV and reads the file as a stranger would.
func (w *world) export(years ...int) table {
	w.Helper()
	var rows []plan.Figure
	for _, y := range years {
		rows = append(rows, w.figures(w.view(y, 0))...)
	}
	return parse(w.written("csv", rows))
}

func (w *world) written(format string, rows []plan.Figure) []byte {
	w.Helper()
	words, err := lang.Load(plan.Files)
	if err != nil {
		w.Fatal(err)
	}
	var b bytes.Buffer
	if err := plan.WriteFigures(&b, format, words.In(lang.ID), rows); err != nil {
		w.Fatal(err)
	}
	return b.Bytes()
}

// TestTheOrderOfTheFileDoesNotMatter: further indicators before their main one,
// children before their parents.
func TestTheOrderOfTheFileDoesNotMatter(t *testing.T) {
	const bkpsdm = "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia"
	want := reports().office("2024", bkpsdm)
	if extra := want.only(func(cell func(string) string) bool { return cell("extra_indicator") == "1" }); len(extra.rows) == 0 {
		t.Fatal("the office has no further indicators")
	}
	bare(t, db.Options{Rehearse: true}, func(w *world) {
		backwards := reports().office("2024", bkpsdm)
		slices.Reverse(backwards.rows)
		if res := w.take(backwards.read()); res.Accepted != len(want.rows) {
			w.Errorf("result: %+v", brief(res))
		}
		got := w.export(2024)
		for i := range want.rows {
			if !slices.Equal(want.rows[i][2:7], got.rows[i][2:7]) {
				w.Fatalf("line %d is %q, printed is %q", i, got.rows[i][2:8], want.rows[i][2:8])
			}
		}
	})
}
