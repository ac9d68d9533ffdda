package plan_test

import (
	"slices"
	"strings"
	"testing"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/money"
	"alun/record/account"
	"alun/record/plan"
	"alun/record/plan/check"
)

// open finds the open findings of a rule on a code.
func (d *desk) open(code, rule string) (out []plan.Finding) {
	d.Helper()
	for _, f := range d.checked().Findings {
		if f.Code == code && f.Rule == rule && f.Explained == nil {
			out = append(out, f)
		}
	}
	return out
}

// TestThreeZerosTooManyAreAskedAboutAtOnce: the budget that nobody saw in 2024.
func TestThreeZerosTooManyAreAskedAboutAtOnce(t *testing.T) {
	full(t, func(w *world) {
		d := aRound(w).desk("dlh").start()
		var code string
		for _, l := range d.sheet().Lines {
			if l.Level == 3 && l.Seq == 0 && l.Row.Target.Rp.Or0() > 6_000_000_000 {
				code = l.Code
				break
			}
		}
		was := d.line(code).Cell("budget_rp")
		if len(d.open(code, "budget_larger_than_whole_city_budget")) != 0 {
			t.Fatalf("%s is doubted as it stands", was)
		}
		d.put(code, "budget_rp", "Rp "+was+".000")
		found := d.open(code, "budget_larger_than_whole_city_budget")
		if len(found) != 1 || found[0].Suspect == nil || found[0].Suspect.Factor != 1000 {
			t.Fatalf("%s: %+v", code, found)
		}
		if key, args, ok := found[0].WouldBe(); !ok || key != "check.suspect.factor" || len(args) != 3 || args[2] != 1000 {
			t.Errorf("%s %v", key, args)
		}
		d.put(code, "budget_rp", was)
		if len(d.open(code, "budget_larger_than_whole_city_budget")) != 0 {
			t.Errorf("it is asked about although it was mended")
		}
	})
}

// TestAnExplanationIsAboutItsFigures: another figure asks anew, and the old one
// again has its answer again.
func TestAnExplanationIsAboutItsFigures(t *testing.T) {
	full(t, func(w *world) {
		d := aRound(w).desk("disporapar").start()
		d.fill()
		const code, rule = "5.2.1.1", "spending_not_sum_of_quarters"
		d.put(code, "real_rp", "1.000")
		f := d.open(code, rule)
		if len(f) != 1 || f[0].Kind != check.Fault {
			t.Fatalf("%+v", f)
		}
		d.answered(d.send(), fault.Conflict, "plan.not_ready")
		d.explain()
		d.must(d.send())
		d.must(d.giveBack())
		d.put(code, "real_rp", "2.000")
		if len(d.open(code, rule)) != 1 {
			t.Errorf("another figure has the answer of the first")
		}
		d.answered(d.send(), fault.Conflict, "plan.not_ready")
		err := w.d.Write(w.Context(), func(tx *db.Tx) error {
			return plan.Explain(tx, d.operator.Session, rules(), plan.Explaining{Submission: d.id, Finding: f[0].Key, Sentence: "Sesuai dokumen lama."})
		})
		d.answered(err, fault.Conflict, "plan.finding_gone")
		d.put(code, "real_rp", "Rp1.000,00")
		if len(d.open(code, rule)) != 0 {
			t.Errorf("the figure that was explained is asked about again")
		}
	})
}

// TestWhatAnOfficeExplainedAnswersTheNotes: the explanations of a draft stand
// beside the notes of what was published from it.
func TestWhatAnOfficeExplainedAnswersTheNotes(t *testing.T) {
	full(t, func(w *world) {
		d := aRound(w).desk("disporapar").start()
		d.fill()
		d.put("5.2.1.1", "real_rp", "1.000")
		d.explain()
		said := len(d.sheet().Explanations)
		d.must(d.send())
		d.must(d.verify())
		_, err := d.lock()
		d.must(err)
		v := w.viewOf(d.round.Quarter)
		answered := 0
		w.read(func(tx *db.Tx) error {
			n, _, err := db.One(tx, (*db.Row).Int, `select count(*) from plan_note_answer a join plan_flag g on g.id = a.flag where g.report = $1`, v.ID)
			answered = n
			return err
		})
		if said == 0 || answered != said {
			t.Errorf("%d notes have an answer, and %d findings had one", answered, said)
		}
	})
}

// TestADraftIsJudgedAsItIsPublished: what an office sees while it types is what
// the rules say of the whole plan later, but for the one question that compares
// offices: an office does not see the drafts of others.
func TestADraftIsJudgedAsItIsPublished(t *testing.T) {
	full(t, func(w *world) {
		s := aRound(w)
		s.open(quarter(2024))
		notes := w.notes()
		for _, slug := range []string{"disporapar", "dinkes", "bkad", "dpu"} {
			d := s.desk(slug).start()
			want := map[string]int{}
			for _, n := range notes {
				if n.Year == 2024 && n.Slug == slug && n.Rule != "far_from_siblings" {
					want[strings.Join([]string{n.Code, n.Rule, n.Field, n.Published, n.Expected}, " ")]++
				}
			}
			if len(want) == 0 {
				t.Fatalf("%s has no notes", slug)
			}
			for _, f := range d.checked().Findings {
				want[strings.Join([]string{f.Code, f.Rule, f.Field, f.Flag.Published, f.Expected}, " ")]--
			}
			for what, n := range want {
				if n != 0 {
					t.Errorf("%s: %s is said %d times too seldom of the draft", slug, what, n)
				}
			}
		}
	})
}

// TestTheNextYearBeginsWithItsRows: names, indicators and the plan's targets come
// along, and no figure of the year that is over.
func TestTheNextYearBeginsWithItsRows(t *testing.T) {
	full(t, func(w *world) {
		s := aRound(w)
		d := s.desk("disporapar").start()
		first := d.line("5.2.1.1")
		w.write(func(tx *db.Tx) error { return plan.SetIndicator(tx, d.operator.Session, first.ID, "more", "sum") })
		s.open(date.Quarter{Year: 2025, N: 1})
		next := &desk{season: s, office: d.office, head: d.head, operator: d.operator}
		next.start()
		sheet := next.sheet()
		if sheet.Submission.Carried != "2024-2" || len(sheet.Lines) == 0 {
			t.Fatalf("%+v", sheet.Submission)
		}
		for _, l := range sheet.Lines {
			for _, f := range plan.Fields {
				may := plan.TextField(f) && f != "note" || strings.HasPrefix(f, "renstra_target_")
				if l.Cell(f) != "" && !may {
					t.Errorf("%s of %s is %q", f, l.Code, l.Cell(f))
				}
			}
			if l.Seq == 0 && l.Cell("name") == "" {
				t.Errorf("%s has lost its name", l.Code)
			}
		}
		// What was said of the indicator stands in a draft alone, and is not public
		// before that is locked: the next year does not have it yet.
		if l := next.line("5.2.1.1"); l.Direction != "unknown" || l.Aggregation != "unknown" || l.Cell("name") != first.Cell("name") {
			t.Errorf("%+v", l.DraftLine)
		}
	})
}

// TestTheQuarterThatIsEnteredBeginsEmpty: what was reached before comes along.
func TestTheQuarterThatIsEnteredBeginsEmpty(t *testing.T) {
	full(t, func(w *world) {
		d := aRound(w).desk("disporapar").start()
		now := w.figures(w.view(2024, 0))
		l := d.line("5.2.1.1")
		for _, f := range now {
			if f.Node == 0 || f.OPD != d.office.Name || f.Code != l.Code || f.Seq != 0 {
				continue
			}
			if l.Row.Target != f.Target || l.Row.Quarters[0] != f.Quarters[0] || l.Row.Quarters[1] != f.Quarters[1] {
				t.Errorf("%+v came from %+v", l.Row, f.Row)
			}
		}
		for _, f := range []string{"q3_k", "q3_rp", "q4_k", "q4_rp", "real_k", "real_rp", "ach_k_pct", "note"} {
			if l.Cell(f) != "" {
				t.Errorf("%s begins with %q", f, l.Cell(f))
			}
		}
		if s := d.sheet(); s.Editable(l.DraftLine, "q4_k") || !s.Editable(l.DraftLine, "q3_k") {
			t.Errorf("the fourth quarter can be entered in the third")
		}
		if got := d.put("5.2.1.1", "q4_k", "5"); got.Outcome != plan.CellRefused || got.Key != "plan.cell_to_come" {
			t.Errorf("%+v", got)
		}
	})
}

// TestRowsAreAddedTakenOutAndMoved: in their printed place; what was taken out
// stays as a mark, with its reason.
//
// long: one sheet, act after act.
func TestRowsAreAddedTakenOutAndMoved(t *testing.T) {
	full(t, func(w *world) {
		d := aRound(w).desk("disporapar").start()
		act := func(do func(tx *db.Tx, session string) error) error {
			return w.d.Write(w.Context(), func(tx *db.Tx) error { return do(tx, d.operator.Session) })
		}
		add := func(code string, extra bool) error {
			return act(func(tx *db.Tx, session string) error {
				_, err := plan.AddLine(tx, session, plan.NewLine{Submission: d.id, Code: code, Extra: extra, Name: "Baris baru", Indicator: "Jumlah", Unit: "buah"})
				return err
			})
		}
		d.must(add("9", false))
		d.must(add("9.1", false))
		d.must(add("9.1", true))
		d.answered(add("9.1", false), fault.Conflict, "plan.line_stands")
		d.answered(add("9..1", false), fault.Invalid, "plan.line_invalid")
		d.must(add("8.1.1", false))
		if c := d.checked(); len(c.Misplaced) != 1 || c.Misplaced[0].Code != "8.1.1" {
			t.Errorf("%+v", c.Misplaced)
		}
		id := d.line("9.1").ID
		remove := func(id db.ID) error {
			return act(func(tx *db.Tx, session string) error {
				return plan.RemoveLine(tx, session, id, "Tidak jadi dilaksanakan.")
			})
		}
		recode := func(code, to string) error {
			id := d.line(code).ID
			return act(func(tx *db.Tx, session string) error { return plan.RecodeLine(tx, session, id, to) })
		}
		d.answered(remove(d.line("9").ID), fault.Conflict, "plan.line_has_branch")
		d.answered(remove(id), fault.Conflict, "plan.line_has_branch")
		d.must(recode("9", "10"))
		if d.line("10.1").ID != id {
			t.Errorf("the branch did not go along")
		}
		d.answered(recode("10", "1"), fault.Conflict, "plan.line_stands")
		d.answered(recode("10.1", "11"), fault.Invalid, "plan.line_invalid")
		codes := []string{}
		for _, l := range d.sheet().Lines {
			codes = append(codes, l.Code)
		}
		if n := len(codes); codes[n-1] != "10.1" || codes[n-2] != "10.1" || codes[n-3] != "10" || codes[n-4] != "8.1.1" {
			t.Errorf("%q", codes)
		}
		d.must(remove(d.line("8.1.1").ID))
		err := act(func(tx *db.Tx, session string) error { return plan.RemoveLine(tx, session, d.line("1").ID, "pendek") })
		d.answered(err, fault.Invalid, "plan.reason_invalid")
		if c := d.checked(); len(c.Misplaced) != 0 {
			t.Errorf("a row that was taken out is looked at: %+v", c.Misplaced)
		}
		before := len(d.sheet().Lines)
		d.fill()
		d.must(d.send())
		d.must(d.giveBack())
		d.must(remove(d.extra("10.1")))
		if after := d.sheet().Lines; len(after) != before || !after[before-1].Removed {
			t.Errorf("a row that was sent is gone without a mark")
		}
		d.must(act(func(tx *db.Tx, session string) error {
			return plan.RestoreLine(tx, session, d.sheet().Lines[before-1].ID)
		}))
		if d.sheet().Lines[before-1].Removed {
			t.Errorf("it was not put back")
		}
		var kinds []string
		w.read(func(tx *db.Tx) error {
			all, err := plan.LineChanges(tx, d.planner.Session, plan.ChangesAsked{Submission: d.id, Limit: 3})
			for _, c := range all {
				kinds = append(kinds, c.Kind)
			}
			if err != nil {
				return err
			}
			older, err := plan.LineChanges(tx, d.planner.Session, plan.ChangesAsked{Submission: d.id, Before: all[2].ID, Limit: 1})
			for _, c := range older {
				kinds = append(kinds, c.Kind+" "+c.Cells[0].Before+" "+c.Why)
			}
			if err != nil {
				return err
			}
			own, err := plan.LineChanges(tx, d.planner.Session, plan.ChangesAsked{Submission: d.id, Line: id, Limit: 9})
			for _, c := range own { // of a branch that moved, this row alone
				if slices.ContainsFunc(c.Cells, func(x plan.CellHistory) bool { return x.Line != id }) || len(c.Cells) == 0 {
					t.Errorf("%+v is not of this row", c)
				}
			}
			if len(own) < 2 || own[len(own)-1].Kind != "added" || own[len(own)-2].Kind != "recoded" {
				t.Errorf("%+v", own)
			}
			out, err2 := plan.LineChanges(tx, d.planner.Session, plan.ChangesAsked{Submission: d.id, Kind: "removed", Limit: 9})
			if len(out) != 2 || err2 != nil {
				t.Errorf("%d rows were taken out: %v", len(out), err2)
			}
			return err
		})
		if strings.Join(kinds, ", ") != "restored, removed, cells, removed 8.1.1 Tidak jadi dilaksanakan." {
			t.Errorf("%q", kinds)
		}
	})
}

func (d *desk) extra(code string) db.ID {
	d.Helper()
	for _, l := range d.sheet().Lines {
		if l.Code == code && l.Seq > 0 {
			return l.ID
		}
	}
	d.Fatalf("no further indicator of %s", code)
	return 0
}

// TestABudgetIsRevisedWithItsDocument: the new budgets are in the lines, the old
// ones and the document stay in sight, and one document is kept once.
func TestABudgetIsRevisedWithItsDocument(t *testing.T) {
	full(t, func(w *world) {
		d := aRound(w).desk("disporapar").start()
		old := d.line("5.2.1.1").Row.Target.Rp
		in := plan.BudgetRevision{Submission: d.id, Kind: "pergeseran", Document: "910/12/DPA/2024", Signed: date.Day{Year: 2024, Month: 8, Date: 5},
			Lines: []plan.BudgetLine{{Code: "5.2.1.1", New: old.Rupiah + 1_000_000}}}
		revise := func(in plan.BudgetRevision) error {
			return w.d.Write(w.Context(), func(tx *db.Tx) error { _, err := plan.ReviseBudget(tx, d.operator.Session, in); return err })
		}
		d.must(revise(in))
		if got := d.line("5.2.1.1").Row.Target.Rp; got != money.Given(old.Rupiah+1_000_000) {
			t.Errorf("the line has %+v", got)
		}
		d.answered(revise(in), fault.Conflict, "plan.budget_twice")
		in.Document, in.Lines = "910/13/DPA/2024", []plan.BudgetLine{{Code: "7.7.7", New: 1}}
		d.answered(revise(in), fault.Invalid, "plan.budget_invalid")
		in.Kind = "lain"
		d.answered(revise(in), fault.Invalid, "plan.budget_invalid")
		var all []plan.BudgetChange
		w.read(func(tx *db.Tx) (err error) { all, err = plan.BudgetChanges(tx, 2024, d.office.ID); return err })
		if len(all) != 1 || all[0].Document != "910/12/DPA/2024" || all[0].By != d.operator.Person || len(all[0].Lines) != 1 ||
			all[0].Lines[0].Old != old || all[0].Lines[0].New.Rupiah != old.Rupiah+1_000_000 {
			t.Errorf("%+v", all)
		}
	})
}

// TestOffersAreArithmetic: sums, shares and the money of the rows above are
// offered where the cell holds something else, and put in by nobody.
func TestOffersAreArithmetic(t *testing.T) {
	full(t, func(w *world) {
		d := aRound(w).desk("disporapar").start()
		l := d.line("5.2.1.1")
		w.write(func(tx *db.Tx) error { return plan.SetIndicator(tx, d.operator.Session, l.ID, "more", "sum") })
		d.put("5.2.1.1", "target_k", "200")
		for field, text := range map[string]string{"q1_k": "10", "q2_k": "20,5", "q3_k": "-", "q1_rp": "1.000", "q2_rp": "2.000", "q3_rp": "3.000", "budget_rp": "12.000"} {
			d.put("5.2.1.1", field, text)
		}
		got := map[string]string{}
		for _, o := range d.sheet().Offers() {
			if o.Line == l.ID {
				got[o.Field] = o.Text
			}
		}
		want := map[string]string{"real_k": "30,5", "real_rp": "6.000", "ach_k_pct": "15,25", "ach_rp_pct": "50"}
		for f, text := range want {
			if got[f] != text {
				t.Errorf("%s is offered as %q, not %q", f, got[f], text)
			}
		}
		if d.line("5.2.1.1").Cell("real_k") != "" {
			t.Errorf("what was offered was put in")
		}
		if len(got) != len(want) {
			t.Errorf("%v", got)
		}
	})
}

// TestARoundIsOpenedOnce: it has a deadline after its quarter began; late offices
// are counted from it.
func TestARoundIsOpenedOnce(t *testing.T) {
	full(t, func(w *world) {
		s := aRound(w)
		o := plan.Opening{Quarter: s.round.Quarter, Deadline: s.round.Deadline, BudgetVersion: "murni"}
		open := func(who account.Who, o plan.Opening) error {
			return w.d.Write(w.Context(), func(tx *db.Tx) error { _, err := plan.OpenRound(tx, who.Session, o); return err })
		}
		s.answered(open(s.planner, o), fault.Conflict, "plan.round_exists")
		s.answered(open(s.inspector, o), fault.Denied, "account.not_yours")
		o.Deadline = date.DayOf(o.Quarter.Start())
		s.answered(open(s.planner, o), fault.Invalid, "plan.round_invalid")
		err := w.d.Write(w.Context(), func(tx *db.Tx) error {
			return plan.ChangeDeadline(tx, s.planner.Session, s.round.ID, s.round.Version+1, date.Day{Year: 2024, Month: 12, Date: 1})
		})
		s.answered(err, fault.Conflict, "plan.round_moved")
		w.write(func(tx *db.Tx) error {
			return plan.ChangeDeadline(tx, s.planner.Session, s.round.ID, s.round.Version, date.Day{Year: 2024, Month: 12, Date: 1})
		})
		var r plan.Round
		w.read(func(tx *db.Tx) (err error) { r, _, err = plan.RoundAt(tx, s.round.Quarter); return err })
		if left := r.Left(date.Day{Year: 2024, Month: 11, Date: 21}); left != 10 {
			t.Errorf("%d days are left", left)
		}
		if late := (plan.Submission{}).Late(r, date.Day{Year: 2024, Month: 12, Date: 4}); late != 3 {
			t.Errorf("%d days late", late)
		}
	})
}
