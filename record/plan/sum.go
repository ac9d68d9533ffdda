package plan

import (
	"alun/ground/db"
	"alun/ground/money"
	"alun/ground/quantity"
	"alun/record/plan/check"
	"alun/record/plan/e81"
)

// Sum is what one office's plan adds up to in one revision, kept when it is
// published. Money is counted at the sub-activities, where it is spent, so that
// a wrong total above them does no harm.
type Sum struct {
	Office   db.ID
	Programs int
	Subs     int // sub-activities
	Funded   int // of them, with a budget
	// As printed: the sum of the program rows.
	PrintedBudget, PrintedSpent money.Rupiah
	// What can be read: sub-activities without implausible figures. Where an
	// office's spending is implausible, none of it is counted, and the budget
	// that its share is held against leaves the office out too.
	Budget, Spent money.Rupiah
	Base          money.Rupiah // the budget of what Spent counts
	LeftOut       int          // sub-activities left out of Budget or Spent
	Reached       int          // sub-activities that reached this year's target
	AtZero        int          // with output exactly 0
	Notes         int          // faults and questions
}

// Share is what can be read of the spending, of its budget.
func (s Sum) Share() quantity.Percent { return quantity.RatioOf(int64(s.Spent), int64(s.Base)) }

func (s Sum) plus(o Sum) Sum {
	return Sum{s.Office, s.Programs + o.Programs, s.Subs + o.Subs, s.Funded + o.Funded,
		s.PrintedBudget + o.PrintedBudget, s.PrintedSpent + o.PrintedSpent, s.Budget + o.Budget, s.Spent + o.Spent,
		s.Base + o.Base, s.LeftOut + o.LeftOut, s.Reached + o.Reached, s.AtZero + o.AtZero, s.Notes + o.Notes}
}

// Sums reads the sums of a view by office.
func Sums(tx *db.Tx, v View) (map[db.ID]Sum, error) {
	out := map[db.ID]Sum{}
	err := db.Each(tx, func(r *db.Row) error {
		s := Sum{Office: r.ID(), Programs: r.Int(), Subs: r.Int(), Funded: r.Int(),
			PrintedBudget: money.Rupiah(r.Int64()), PrintedSpent: money.Rupiah(r.Int64()),
			Budget: money.Rupiah(r.Int64()), Spent: money.Rupiah(r.Int64()), Base: money.Rupiah(r.Int64()),
			LeftOut: r.Int(), Reached: r.Int(), AtZero: r.Int(), Notes: r.Int()}
		out[s.Office] = s
		return nil
	}, `select opd, programs, subs, funded, printed_budget, printed_spent, budget, spent, base, left_out, reached, at_zero, notes
		from plan_sum where report = $1 and revision = $2`, v.ID, v.Revision)
	return out, err
}

// Total adds the sums of all offices.
func Total(all map[db.ID]Sum) Sum {
	var t Sum
	for _, s := range all {
		t = t.plus(s)
	}
	t.Office = 0
	return t
}

func putSum(tx *db.Tx, report db.ID, revision int, s Sum) error {
	_, err := tx.Exec(`insert into plan_sum (report, revision, opd, programs, subs, funded, printed_budget, printed_spent,
		budget, spent, base, left_out, reached, at_zero, notes)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`, sumArgs(report, revision, s)...)
	return err
}

// sumArgs are the values of a row of sums, in the order of digestedSum.
func sumArgs(report db.ID, revision int, s Sum) []any {
	return []any{report, revision, s.Office, s.Programs, s.Subs, s.Funded, s.PrintedBudget, s.PrintedSpent,
		s.Budget, s.Spent, s.Base, s.LeftOut, s.Reached, s.AtZero, s.Notes}
}

// sum adds up every office of the reports that get a new revision.
func (s *staging) sum(lines []judged, flags []check.Flag, odd map[int]check.Doubt) {
	type place struct {
		rep *target
		opd db.ID
	}
	sums := map[place]*Sum{}
	doubted := map[place]bool{}
	var order []place
	at := func(l judged) (place, *Sum) {
		p := place{s.targetOf(l.report), l.Office}
		if p.rep == nil || !p.rep.moved {
			return p, nil
		}
		if sums[p] == nil {
			sums[p] = &Sum{Office: l.Office}
			order = append(order, p)
		}
		return p, sums[p]
	}
	for i, l := range lines {
		if p, sum := at(l); sum != nil && l.Seq == 0 {
			sum.add(l.Row, odd[i])
			doubted[p] = doubted[p] || odd[i].Spending && l.Level == e81.Subkegiatan
		}
	}
	for _, f := range flags {
		if _, sum := at(lines[f.Row]); sum != nil && f.Kind != check.Watch {
			sum.Notes++
		}
	}
	for _, p := range order {
		if sums[p].Base = sums[p].Budget; doubted[p] {
			sums[p].Spent, sums[p].Base = 0, 0
		}
		s.flags.sums = append(s.flags.sums, newSum{p.rep, *sums[p]})
	}
}

// add counts one main line of an office.
func (s *Sum) add(r e81.Row, odd check.Doubt) {
	switch r.Level {
	case e81.Program:
		s.Programs++
		s.PrintedBudget += r.Target.Rp.Or0()
		s.PrintedSpent += r.Real.Rp.Or0()
	case e81.Subkegiatan:
		s.addSub(r, odd)
	}
}

func (s *Sum) addSub(r e81.Row, odd check.Doubt) {
	s.Subs++
	if r.Target.Rp.Or0() > 0 {
		s.Funded++
	}
	if odd.Budget || odd.Spending {
		s.LeftOut++
	}
	if !odd.Budget {
		s.Budget += r.Target.Rp.Or0()
		s.Spent += r.Real.Rp.Or0()
	}
	k, t := r.Real.K, r.Target.K
	switch {
	case k.Known && k.Micro == 0:
		s.AtZero++
	case k.Known && t.Known && t.Micro > 0 && k.Micro >= t.Micro:
		s.Reached++
	}
}
