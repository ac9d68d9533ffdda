package plan_test

import (
	"maps"
	"slices"
	"testing"

	"alun/ground/db"
	"alun/record/plan"
	"alun/record/plan/e81"
)

// The statements that lead straight to a few rows are held against all rows.

// every is each which n-th figure is asked about: codes and levels of all kinds.
const every = 11

func TestANodeKnowsItsNeighbours(t *testing.T) {
	full(t, func(w *world) {
		v := w.view(2024, 0)
		all := w.figures(v)
		seen := map[e81.Level]int{}
		for i, f := range all {
			if i%every > 0 && f.Level > e81.Program || f.Seq > 0 {
				continue
			}
			w.read(func(tx *db.Tx) error {
				n, found, err := plan.NodeAt(tx, v, f.Office, f.Code)
				path, children, siblings := neighbours(all, f)
				if !found || n.ID != f.Node || !slices.Equal(codes(n.Path), path) || !slices.Equal(codes(n.Children), children) ||
					!slices.Equal(codes(n.Siblings), siblings) {
					w.Errorf("%s %s: %v, path %v, children %v, siblings %v", f.OPD, f.Code, found, codes(n.Path), codes(n.Children), codes(n.Siblings))
				}
				return err
			})
			seen[f.Level]++
		}
		if len(seen) != 4 {
			w.Errorf("levels: %v", seen)
		}
	})
}

// neighbours finds them in all lines by their codes alone.
func neighbours(all []plan.Figure, of plan.Figure) (path, children, siblings []string) {
	for _, f := range all {
		if f.Office != of.Office || f.Seq > 0 {
			continue
		}
		for up := e81.Parent(of.Code); up != ""; up = e81.Parent(up) {
			if f.Code == up {
				path = append(path, f.Code)
			}
		}
		switch e81.Parent(f.Code) {
		case of.Code:
			children = append(children, f.Code)
		case e81.Parent(of.Code):
			if e81.Parent(of.Code) != "" {
				siblings = append(siblings, f.Code)
			}
		}
	}
	return path, children, siblings
}

func codes(lines []plan.Brief) (out []string) {
	for _, l := range lines {
		out = append(out, l.Code)
	}
	return out
}

func TestACodeThatIsNoneIsNotThere(t *testing.T) {
	full(t, func(w *world) {
		v := w.view(2024, 0)
		f := w.figures(v)[0]
		for _, code := range []string{"", ".", "0" + f.Code, f.Code + ".", "x", "99999999999999999999", "1.1.1.1.1"} {
			w.read(func(tx *db.Tx) error {
				_, found, err := plan.NodeAt(tx, v, f.Office, code)
				if found {
					w.Errorf("%q is there", code)
				}
				return err
			})
		}
	})
}

// TestOtherYearsPreferTheName: the line of the same name, of these the one of the
// same code; else the line of the same code.
func TestOtherYearsPreferTheName(t *testing.T) {
	full(t, func(w *world) {
		v, there := w.view(2024, 0), w.figures(w.view(2023, 0))
		kinds := map[string]int{}
		for i, f := range w.figures(v) {
			if i%every > 0 {
				continue
			}
			want, kind := otherYear(f, there)
			w.read(func(tx *db.Tx) error {
				got, err := plan.OtherYears(tx, v, f)
				if len(got) > 1 || len(got) == 1 != (kind != "") || kind != "" && (got[0].Figure != want || got[0].SameName != (kind != "code")) {
					w.Errorf("%s %s: %+v, want %s %s", f.OPD, f.Code, got, kind, want.Code)
				}
				return err
			})
			kinds[kind]++
		}
		if len(kinds) != 4 {
			w.Errorf("kinds: %v", kinds)
		}
	})
}

// otherYear looks for it in all lines of the other report.
func otherYear(f plan.Figure, there []plan.Figure) (best plan.Figure, kind string) {
	for _, g := range there {
		if g.Office != f.Office || g.Level != f.Level || g.Seq != f.Seq {
			continue
		}
		name, code := plan.Fold(g.Name) == plan.Fold(f.Name), g.Code == f.Code
		switch {
		case name && code:
			return g, "both"
		case name && kind != "name":
			best, kind = g, "name"
		case code && kind == "":
			best, kind = g, "code"
		}
	}
	return best, kind
}

func TestDoubtfulMoneyIsWhatTheNotesSuspect(t *testing.T) {
	full(t, func(w *world) {
		v := w.view(2024, 0)
		want := map[db.ID]plan.Oddity{}
		for _, n := range w.notes() {
			if n.Report == v.ID && n.Seq == 0 && n.Suspect != nil && n.Suspect.Factor > 0 && (n.Field == "budget_rp" || n.Field == "real_rp") {
				o := want[n.Node]
				want[n.Node] = plan.Oddity{Budget: o.Budget || n.Field == "budget_rp", Spending: o.Spending || n.Field == "real_rp"}
			}
		}
		w.read(func(tx *db.Tx) error {
			all, err := plan.Oddities(tx, v)
			if err != nil || len(all) < 10 || !maps.Equal(all, want) {
				w.Errorf("%v, want %v, %v", all, want, err)
			}
			for _, f := range w.figures(v) {
				if one, err := plan.OddityOf(tx, v, f.Node); err != nil || one != want[f.Node] {
					w.Errorf("%s %s: %+v, want %+v, %v", f.OPD, f.Code, one, want[f.Node], err)
				}
			}
			return nil
		})
	})
}

func TestCasesAreFilteredByWhatIsChosen(t *testing.T) {
	type place struct {
		report db.ID
		key    string
	}
	full(t, func(w *world) {
		rules := map[place][]string{}
		for _, n := range w.notes() {
			rules[place{n.Report, n.Case}] = append(rules[place{n.Report, n.Case}], n.Rule)
		}
		w.read(func(tx *db.Tx) error {
			all, err := plan.Cases(tx, plan.CaseFilter{})
			if err != nil {
				return err
			}
			few := all[len(all)/2]
			for i := range 16 {
				f := chosen(i, plan.CaseFilter{Year: 2024, Kind: few.Kind, Slug: few.Slug, Rule: rules[place{few.View.ID, few.Key}][0]})
				want := slices.DeleteFunc(slices.Clone(all), func(c plan.Case) bool {
					return f.Year != 0 && c.View.Quarter.Year != f.Year || f.Kind != "" && c.Kind != f.Kind || f.Slug != "" && c.Slug != f.Slug ||
						f.Rule != "" && !slices.Contains(rules[place{c.View.ID, c.Key}], f.Rule)
				})
				got, err := plan.Cases(tx, f)
				if err != nil || !slices.EqualFunc(got, want, func(a, b plan.Case) bool { return a.ID == b.ID }) {
					w.Errorf("%+v: %d cases, want %d, %v", f, len(got), len(want), err)
				}
			}
			return nil
		})
	})
}

// chosen keeps the choices whose bit is set.
func chosen(bits int, f plan.CaseFilter) (out plan.CaseFilter) {
	if bits&1 != 0 {
		out.Year = f.Year
	}
	if bits&2 != 0 {
		out.Kind = f.Kind
	}
	if bits&4 != 0 {
		out.Slug = f.Slug
	}
	if bits&8 != 0 {
		out.Rule = f.Rule
	}
	return out
}
