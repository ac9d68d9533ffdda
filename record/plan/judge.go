package plan

import (
	"context"
	"encoding/json"
	"slices"

	"alun/ground/db"
	"alun/record/plan/check"
	"alun/record/plan/e81"
)

// flagChange is what an import does to the notes on the data.
type flagChange struct {
	total int // notes on the reports concerned, after the import
	fresh []newFlag
	ended []endedFlag
	gone  []endedFlag // cases
	cases []newCase
	sums  []newSum
}

type newFlag struct {
	rep  *target
	note Note
}

type endedFlag struct {
	rep *target
	id  db.ID
}

type newCase struct {
	rep  *target
	c    Case
	node db.ID
}

type newSum struct {
	rep *target
	sum Sum
}

// judge runs the checks over the plan as it will be: new and changed lines with
// all that stays. A report whose notes change because another report came in
// (rules that compare years) gets a revision of its own, so that a reader of
// the old one sees what was seen then.
func (s *staging) judge(tx *db.Tx) error {
	lines := s.after()
	rows := make([]e81.Row, len(lines))
	for i, l := range lines {
		rows[i] = l.Row
	}
	flags := check.Run(s.opt.Rules, rows)
	cases := check.Cases(rows, flags)
	if err := s.touchedReports(tx, lines, flags, cases); err != nil {
		return err
	}
	s.sum(lines, flags, check.Implausible(rows, flags))
	return nil
}

// judged is a line as it will be, with its report.
type judged struct {
	Figure
	report db.ID
}

// after lists all lines of all reports as they will be, in printed order.
func (s *staging) after() []judged {
	var out []judged
	for _, l := range s.fresh {
		out = append(out, judged{l.Figure, l.rep.ID})
	}
	for _, f := range s.others {
		out = append(out, judged{f, s.reportIDs[quarterKey{f.Year, f.Quarter}]})
	}
	slices.SortFunc(out, func(a, b judged) int {
		if a.report != b.report {
			return int(min(max(a.report-b.report, -1), 1))
		}
		return a.Line - b.Line
	})
	return out
}

// touchedReports compares the notes with those that are published, report by
// report, and keeps the difference.
func (s *staging) touchedReports(tx *db.Tx, lines []judged, flags []check.Flag, cases []check.Case) error {
	now, err := AllNotes(tx)
	if err != nil {
		return err
	}
	caseOf := make([]string, len(flags))
	for _, c := range cases {
		for _, n := range c.Flags {
			caseOf[n] = c.Key
		}
	}
	was := map[string]Note{}
	for _, n := range now {
		was[sameNote(n)] = n
	}
	next := map[db.ID][]Note{}
	differ := map[db.ID]bool{}
	for i, f := range flags {
		l := lines[f.Row]
		n := Note{ID: s.d.NewID(), Report: l.report, Node: l.Node, Seq: l.Seq, Rule: f.Rule, Kind: string(f.Kind), Field: f.Field,
			Published: f.Published, Expected: f.Expected, Case: caseOf[i], State: "unclarified", flagData: flagData{f.Values, f.Suspect}}
		next[l.report] = append(next[l.report], n)
		if _, same := was[sameNote(n)]; !same {
			differ[l.report] = true
		}
		delete(was, sameNote(n))
	}
	for _, gone := range was {
		differ[gone.Report] = true
	}
	if err := s.withReports(tx, differ); err != nil {
		return err
	}
	s.keepNotes(now, next)
	return s.keepCases(tx, lines, flags, cases)
}

// sameNote is what makes two notes the same note.
func sameNote(n Note) string {
	data, _ := json.Marshal(n.flagData) // plain data always encodes
	b, _ := json.Marshal([]any{n.Report, n.Node, n.Seq, n.Rule, n.Kind, n.Field, n.Published, n.Expected, n.Case, string(data)})
	return string(b)
}

// withReports makes the reports whose notes differ part of the import.
func (s *staging) withReports(tx *db.Tx, differ map[db.ID]bool) error {
	all, err := Reports(tx)
	if err != nil {
		return err
	}
	for _, rep := range all {
		if differ[rep.ID] && s.targetOf(rep.ID) == nil {
			s.reports = append(s.reports, &target{Report: rep, next: rep.Revision + 1, present: map[db.ID]bool{}})
		}
	}
	return nil
}

// keepNotes ends notes that are gone and adds new ones, of the reports concerned.
func (s *staging) keepNotes(now []Note, next map[db.ID][]Note) {
	for _, rep := range s.reports {
		was := map[string]db.ID{}
		for _, n := range now {
			if n.Report == rep.ID {
				was[sameNote(n)] = n.ID
			}
		}
		for _, n := range next[rep.ID] {
			s.flags.total++
			if _, same := was[sameNote(n)]; same {
				delete(was, sameNote(n))
				continue
			}
			s.flags.fresh = append(s.flags.fresh, newFlag{rep, n})
		}
		for _, id := range was {
			s.flags.ended = append(s.flags.ended, endedFlag{rep, id})
		}
	}
}

// keepCases ends cases that are gone or differ and adds new ones, of the
// reports concerned. A case that stays keeps its id, and so its address.
func (s *staging) keepCases(tx *db.Tx, lines []judged, flags []check.Flag, cases []check.Case) error {
	now, err := Cases(tx, CaseFilter{})
	if err != nil {
		return err
	}
	was := map[string]Case{}
	for _, c := range now {
		was[sameCase(c.View.ID, c)] = c
	}
	for _, c := range cases {
		root := lines[flags[c.Root].Row]
		rep := s.targetOf(root.report)
		if rep == nil {
			continue
		}
		n := Case{ID: s.d.NewID(), Key: c.Key, Cause: c.Cause, Kind: string(c.Kind), Office: root.Office, Code: root.Code,
			Flags: len(c.Flags), caseData: caseData{Values: c.Values}}
		if len(c.Flags) == 1 && c.Cause == "single" {
			n.caseData = caseData{flags[c.Root].Rule, flags[c.Root].Values}
		}
		if _, same := was[sameCase(rep.ID, n)]; same {
			delete(was, sameCase(rep.ID, n))
			continue
		}
		s.flags.cases = append(s.flags.cases, newCase{rep, n, root.Node})
	}
	for _, gone := range was {
		if rep := s.targetOf(gone.View.ID); rep != nil {
			s.flags.gone = append(s.flags.gone, endedFlag{rep, gone.ID})
		}
	}
	return nil
}

// sameCase is what makes two cases the same case.
func sameCase(report db.ID, c Case) string {
	b, _ := json.Marshal([]any{report, c.Key, c.Cause, c.Kind, c.Office, c.Code, c.Flags, c.caseData}) // plain data always encodes
	return string(b)
}

// sum adds up every office of the reports concerned.
func (s *staging) sum(lines []judged, flags []check.Flag, odd map[int]check.Doubt) {
	type place struct {
		rep *target
		opd db.ID
	}
	sums := map[place]*Sum{}
	var order []place
	doubted := map[place]bool{}
	at := func(l judged) (place, *Sum) {
		p := place{s.targetOf(l.report), l.Office}
		if p.rep == nil {
			return p, nil
		}
		if sums[p] == nil {
			sums[p] = &Sum{Office: l.Office}
			order = append(order, p)
		}
		return p, sums[p]
	}
	for i, l := range lines {
		if p, sum := at(l); sum != nil {
			doubted[p] = addLine(sum, l, odd[i]) || doubted[p]
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

// addLine adds one line to its office's sum; it reports whether the line's
// spending is implausible.
func addLine(sum *Sum, l judged, odd check.Doubt) (doubted bool) {
	if l.Seq > 0 {
		return false
	}
	switch l.Level {
	case e81.Program:
		sum.Programs++
		sum.PrintedBudget += l.Target.Rp.Or0()
		sum.PrintedSpent += l.Real.Rp.Or0()
	case e81.Subkegiatan:
		addSub(sum, l, odd)
		return odd.Spending
	}
	return false
}

func addSub(sum *Sum, l judged, odd check.Doubt) {
	sum.Subs++
	if l.Target.Rp.Or0() > 0 {
		sum.Funded++
	}
	if odd.Budget || odd.Spending {
		sum.LeftOut++
	}
	if !odd.Budget {
		sum.Budget += l.Target.Rp.Or0()
		sum.Spent += l.Real.Rp.Or0()
	}
	k, t := l.Real.K, l.Target.K
	switch {
	case k.Known && k.Micro == 0:
		sum.AtZero++
	case k.Known && t.Known && t.Micro > 0 && k.Micro >= t.Micro:
		sum.Reached++
	}
}

// putFlags writes notes, cases and sums of the new revisions, a chunk an act.
func (s *staging) putFlags(ctx context.Context) error {
	if err := inChunks(ctx, s, s.flags.ended, func(tx *db.Tx, e endedFlag) error {
		_, err := tx.Exec(`update plan_flag set until = $1 where id = $2`, e.rep.next, e.id)
		return err
	}); err != nil {
		return err
	}
	if err := inChunks(ctx, s, s.flags.fresh, putFlag); err != nil {
		return err
	}
	if err := inChunks(ctx, s, s.flags.gone, func(tx *db.Tx, e endedFlag) error {
		_, err := tx.Exec(`update plan_case set until = $1 where id = $2`, e.rep.next, e.id)
		return err
	}); err != nil {
		return err
	}
	if err := inChunks(ctx, s, s.flags.cases, putCase); err != nil {
		return err
	}
	return inChunks(ctx, s, s.flags.sums, func(tx *db.Tx, n newSum) error { return putSum(tx, n.rep.ID, n.rep.next, n.sum) })
}

func putFlag(tx *db.Tx, f newFlag) error {
	data, err := json.Marshal(f.note.flagData)
	if err != nil {
		return err
	}
	n := f.note
	_, err = tx.Exec(`insert into plan_flag (id, report, since, node, seq, rule, kind, field, published, expected, factor, details, case_key, state)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		n.ID, n.Report, f.rep.next, n.Node, n.Seq, n.Rule, n.Kind, n.Field, n.Published, n.Expected, n.factor(), string(data), n.Case, n.State)
	return err
}

func putCase(tx *db.Tx, n newCase) error {
	data, err := json.Marshal(n.c.caseData)
	if err != nil {
		return err
	}
	c := n.c
	_, err = tx.Exec(`insert into plan_case (id, report, since, case_key, cause, kind, node, opd, flags, details)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		c.ID, n.rep.ID, n.rep.next, c.Key, c.Cause, c.Kind, n.node, c.Office, c.Flags, string(data))
	return err
}

// inChunks writes a list, a chunk an act.
func inChunks[T any](ctx context.Context, s *staging, list []T, put func(*db.Tx, T) error) error {
	for part := range slices.Chunk(list, chunk) {
		err := s.d.Write(ctx, func(tx *db.Tx) error {
			for _, x := range part {
				if err := put(tx, x); err != nil {
					return err
				}
			}
			return s.touch(tx)
		})
		if err != nil {
			return err
		}
	}
	return nil
}
