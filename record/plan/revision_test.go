package plan_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/record/plan"
	"alun/record/plan/check"
	"alun/record/plan/e81"
)

// corrected is one office's report with three cells changed, a row removed and
// a row added.
func corrected() table {
	f := reports().office("2024", disporapar)
	i := f.find("2024", disporapar, "5.2.1.1")
	f.set(i, "real_k", "130")
	f.set(i, "q2_k", "")
	f.set(f.find("2024", disporapar, "5.2.1.3"), "budget_rp", "400000001")
	gone := f.find("2024", disporapar, "5.2.1.2")
	f.rows = slices.Delete(f.rows, gone, gone+1)
	added := slices.Clone(f.rows[f.find("2024", disporapar, "5.2.1.3")])
	added[f.column("code")], added[f.column("name")] = "5.2.1.10", "Pelatihan Pemandu Wisata"
	f.rows = append(f.rows, added)
	return f
}

func TestACorrectedFileMakesAReadableRevision(t *testing.T) {
	full(t, func(w *world) {
		old, oldSums, oldNotes := w.figures(w.view(2024, 1)), w.sums(w.view(2024, 1)), w.notesIn(w.view(2024, 1))
		other := w.seenIn(w.view(2023, 0))
		res := w.take(corrected().read())
		if res.Same || res.Changed != 2 || res.Accepted != 1 || res.Removed != 1 || res.Unchanged != len(corrected().rows)-3 || res.Refused != 0 {
			w.Errorf("result: %+v", brief(res))
		}
		if got := w.seenIn(w.view(2023, 0)); got != other || w.view(2023, 0).Revision != 1 {
			w.Error("the other report is no longer the same")
		}
		now := w.view(2024, 0)
		if now.Revision != 2 || !now.Current() || w.view(2024, 1).Current() {
			w.Errorf("revision %d", now.Revision)
		}
		w.difference(now, res)
		if !reflect.DeepEqual(w.figures(w.view(2024, 1)), old) || !reflect.DeepEqual(w.sums(w.view(2024, 1)), oldSums) {
			w.Error("the figures of revision 1 are no longer the same")
		}
		if got := w.notesIn(w.view(2024, 1)); !slices.Equal(got, oldNotes) {
			w.Errorf("revision 1 had %d notes and now has %d", len(oldNotes), len(got))
		}
		w.onlyOneOfficeMoved(old, w.figures(now))
	})
}

// difference holds the kept outcomes against what was changed.
func (w *world) difference(v plan.View, res plan.Result) {
	w.Helper()
	w.read(func(tx *db.Tx) error {
		made, err := plan.Revisions(tx, v.Report)
		if err != nil {
			return err
		}
		if len(made) != 2 || made[0].Number != 2 || made[0].Changed != 2 || made[0].Accepted != 1 || made[0].Removed != 1 || made[0].File != "rows.csv" {
			w.Errorf("revisions: %+v", made)
		}
		kept, err := plan.Outcomes(tx, made[0].Import, "", 99)
		if err != nil {
			return err
		}
		if !reflect.DeepEqual(kept, res.Outcomes) {
			w.Errorf("kept %+v, answered %+v", kept, res.Outcomes)
		}
		var told []string
		for _, o := range kept {
			text := o.Kind + " " + o.Place[strings.LastIndex(o.Place, " ")+1:]
			for _, d := range o.Details {
				text += fmt.Sprint(" ", d.Column, d.Args)
			}
			told = append(told, text)
		}
		want := []string{"changed 5.2.1.1 q2_k[120 ] real_k[120 130]", "changed 5.2.1.3 budget_rp[400000000 400000001]", "accepted 5.2.1.10", "removed 5.2.1.2"}
		if !slices.Equal(told, want) {
			w.Errorf("told %q", told)
		}
		one, err := plan.Outcomes(tx, made[0].Import, "removed", 99)
		if len(one) != 1 || one[0].Place != "2024 · "+disporapar+" · 5.2.1.2" {
			w.Errorf("removed: %+v", one)
		}
		return err
	})
}

// onlyOneOfficeMoved: outside of the office every line is the very same, and in
// it the added line stands where its code belongs.
func (w *world) onlyOneOfficeMoved(old, now []plan.Figure) {
	w.Helper()
	others := func(all []plan.Figure) []plan.Figure {
		return slices.DeleteFunc(slices.Clone(all), func(f plan.Figure) bool { return f.OPD == disporapar })
	}
	if !reflect.DeepEqual(others(old), others(now)) || len(others(old)) != 2433-85 {
		w.Error("a line of another office moved")
	}
	var codes []string
	for _, f := range now {
		if f.OPD == disporapar && strings.HasPrefix(f.Code, "5.2.1.") {
			codes = append(codes, f.Code)
		}
	}
	if !slices.Equal(codes, []string{"5.2.1.1", "5.2.1.3", "5.2.1.10"}) {
		w.Errorf("codes in order: %v", codes)
	}
}

func (w *world) sums(v plan.View) (all map[db.ID]plan.Sum) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) { all, err = plan.Sums(tx, v); return err })
	return all
}

// notesIn are the notes of any revision, node by node, as page readers get them.
func (w *world) notesIn(v plan.View) (all []string) {
	w.Helper()
	nodes := map[db.ID]bool{}
	w.read(func(tx *db.Tx) error {
		lines, err := plan.Figures(tx, v)
		if err != nil {
			return err
		}
		for _, f := range lines {
			if nodes[f.Node] {
				continue
			}
			nodes[f.Node] = true
			notes, err := plan.NotesOf(tx, v, f.Node)
			if err != nil {
				return err
			}
			for _, n := range notes {
				all = append(all, fmt.Sprintln(n.ID, n.OPD, n.Code, n.Seq, n.Rule, n.Published, n.Expected, n.Case))
			}
		}
		return nil
	})
	return all
}

// seenIn is everything that a reader of one view sees.
func (w *world) seenIn(v plan.View) string {
	w.Helper()
	var out strings.Builder
	w.read(func(tx *db.Tx) error { return seeReport(tx, &out, v) })
	return out.String() + strings.Join(w.notesIn(v), "\n")
}

const bpbd = "Badan Penanggulangan Bencana Daerah"

// changedUnit gives a row of 2023 the unit that it has in 2024.
func changedUnit() table {
	f := reports().office("2023", bpbd)
	f.set(f.find("2023", bpbd, "3.1.5.1"), "unit", "Unit")
	return f
}

// TestNotesFollowTheOtherYear: a unit corrected in 2023 ends the note on 2024's
// row that it differs, in a revision of 2024 of its own.
func TestNotesFollowTheOtherYear(t *testing.T) {
	f := changedUnit()
	full(t, func(w *world) {
		const rule = "unit_changed_between_years"
		noted := func(v plan.View) bool {
			return slices.ContainsFunc(w.notesIn(v), func(n string) bool { return strings.Contains(n, bpbd+" 3.1.5.3 0 "+rule) })
		}
		if !noted(w.view(2024, 0)) {
			w.Fatal("2024 has no such note before")
		}
		figures := w.figures(w.view(2024, 1))
		res := w.take(f.read())
		if res.Changed != 1 || !slices.Equal(res.Quarters, quarters(2023)) {
			w.Errorf("result: %+v", brief(res))
		}
		now := w.view(2024, 0)
		if now.Revision != 2 || noted(now) || !noted(w.view(2024, 1)) {
			w.Errorf("revision %d, noted %v, in revision 1 %v", now.Revision, noted(now), noted(w.view(2024, 1)))
		}
		if !reflect.DeepEqual(w.figures(now), figures) || len(w.sums(now)) != 34 {
			w.Error("figures or sums of 2024 moved along")
		}
		w.read(func(tx *db.Tx) error {
			made, err := plan.Revisions(tx, now.Report)
			if err != nil {
				return err
			}
			rows, err := plan.Outcomes(tx, made[0].Import, "", 9)
			if made[0].Changed != 0 || made[0].Unchanged != 0 || len(rows) != 0 {
				w.Errorf("2024's revision claims 2023's rows: %+v %+v", made[0], rows)
			}
			return err
		})
		// The first file again: it takes the correction back, and the note returns.
		if res := w.take(realFile()); res.Changed != 1 || !noted(w.view(2024, 0)) || w.view(2024, 0).Revision != 3 {
			w.Errorf("back: %+v", brief(res))
		}
	})
}

// TestNotesEqualAFreshJudgement: after any import, the notes and cases are those
// that the rules find in the published lines, also when the file spells its
// office otherwise.
func TestNotesEqualAFreshJudgement(t *testing.T) {
	full(t, func(w *world) {
		careless := corrected()
		for i := range careless.rows {
			careless.set(i, "department", strings.ToUpper(disporapar))
		}
		for _, in := range []plan.Incoming{careless.read(), changedUnit().read(), realFile()} {
			w.take(in)
			lines := slices.Concat(w.figures(w.view(2023, 0)), w.figures(w.view(2024, 0)))
			rows := make([]e81.Row, len(lines))
			for i, f := range lines {
				rows[i] = f.Row
			}
			flags := check.Run(rules(), rows)
			var want, got []string
			for _, f := range flags {
				want = append(want, fmt.Sprint(rows[f.Row].Year, lines[f.Row].Node, lines[f.Row].Seq, f.Rule, f.Field, f.Published, f.Expected))
			}
			for _, n := range w.notes() {
				got = append(got, fmt.Sprint(n.Year, n.Node, n.Seq, n.Rule, n.Field, n.Published, n.Expected))
			}
			slices.Sort(want)
			slices.Sort(got)
			if !slices.Equal(want, got) {
				w.Errorf("%d notes, judged anew %d", len(got), len(want))
			}
			if n := len(check.Cases(rows, flags)); n != w.cases() {
				w.Errorf("%d cases, judged anew %d", w.cases(), n)
			}
		}
	})
}

func (w *world) cases() (n int) {
	w.Helper()
	w.read(func(tx *db.Tx) error {
		all, err := plan.Cases(tx, plan.CaseFilter{})
		n = len(all)
		return err
	})
	return n
}
