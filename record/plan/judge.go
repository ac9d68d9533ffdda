package plan

import (
	"cmp"
	"context"
	"slices"

	"alun/ground/db"
	"alun/record/plan/check"
	"alun/record/plan/e81"
)

// flagChange is what an import does to the notes on the data, and to what is
// derived from them.
type flagChange struct {
	total      int // notes on the reports concerned, after the import
	notes      []newNote
	cases      []newCase
	sums       []newSum
	endedNotes []endedFlag
	endedCases []endedFlag
}

type newNote struct {
	rep *target
	Note
}

type newCase struct {
	rep  *target
	node db.ID
	Case
}

type newSum struct {
	rep *target
	Sum
}

type endedFlag struct {
	rep *target
	id  db.ID
}

// judge runs the checks over the plan as it will be: new and changed lines with
// all that stays, of all reports, because some rules compare years.
func (s *staging) judge(tx *db.Tx) error {
	lines := s.after()
	rows := make([]e81.Row, len(lines))
	for i, l := range lines {
		rows[i] = l.Row
	}
	flags := check.Run(s.opt.Rules, rows)
	cases := check.Cases(rows, flags)
	if err := s.judgeNotes(tx, lines, flags, cases); err != nil {
		return err
	}
	if err := s.judgeCases(tx, lines, flags, cases); err != nil {
		return err
	}
	for _, f := range flags {
		if s.targetOf(lines[f.Row].report) != nil {
			s.flags.total++
		}
	}
	s.sum(lines, flags, check.Implausible(rows, flags))
	return nil
}

// judged is a line as it will be, with its report.
type judged struct {
	Figure
	report db.ID
}

// after lists all lines of all reports as they will be, as printed.
func (s *staging) after() []judged {
	out := slices.Clone(s.others)
	for _, l := range s.fresh {
		out = append(out, judged{l.Figure, l.rep.ID})
	}
	slices.SortFunc(out, asPrinted)
	return out
}

// asPrinted is printedOrder for lines in memory, of several reports.
func asPrinted(a, b judged) int {
	return cmp.Or(cmp.Compare(a.report, b.report), cmp.Compare(a.Office, b.Office), cmp.Compare(codeOrder(a.Code), codeOrder(b.Code)),
		cmp.Compare(a.Code, b.Code), cmp.Compare(a.Seq, b.Seq))
}

// revise gives a report a new revision, also one that the file does not name.
func (s *staging) revise(report db.ID) *target {
	t := s.targetOf(report)
	if t == nil {
		t = s.add(s.before[slices.IndexFunc(s.before, func(r Report) bool { return r.ID == report })])
	}
	t.moved = true
	return t
}

// judgeNotes holds the notes against those that are published: the same ones
// stay, the others come or end.
func (s *staging) judgeNotes(tx *db.Tx, lines []judged, flags []check.Flag, cases []check.Case) error {
	now, err := notesNow(tx)
	if err != nil {
		return err
	}
	life, err := s.life(tx)
	if err != nil {
		return err
	}
	caseOf := make([]string, len(flags))
	for _, c := range cases {
		for _, n := range c.Flags {
			caseOf[n] = c.Key
		}
	}
	was, stays := map[string]db.ID{}, map[db.ID]bool{}
	for _, n := range now {
		was[n.same()] = n.ID
	}
	for i, f := range flags {
		l := lines[f.Row]
		n := Note{Report: l.report, Node: l.Node, Seq: l.Seq, Rule: f.Rule, Kind: string(f.Kind), Field: f.Field,
			Published: f.Published, Expected: f.Expected, Case: caseOf[i], State: Unclarified, Life: life, flagData: flagData{f.Values, f.Suspect}}
		n.Code, n.Office = l.Code, l.Office
		if id, same := was[n.same()]; same {
			stays[id] = true
			continue
		}
		n.ID = s.d.NewID()
		s.flags.notes = append(s.flags.notes, newNote{s.revise(l.report), n})
	}
	for _, n := range now {
		if !stays[n.ID] {
			s.flags.endedNotes = append(s.flags.endedNotes, endedFlag{s.revise(n.Report), n.ID})
		}
	}
	return nil
}

// judgeCases does the same for the cases.
func (s *staging) judgeCases(tx *db.Tx, lines []judged, flags []check.Flag, cases []check.Case) error {
	now, err := casesNow(tx)
	if err != nil {
		return err
	}
	was, stays := map[string]db.ID{}, map[db.ID]bool{}
	for _, c := range now {
		was[c.same(c.View.ID)] = c.ID
	}
	for _, found := range cases {
		root := lines[flags[found.Root].Row]
		c := Case{Key: found.Key, Cause: found.Cause, Kind: string(found.Kind), Office: root.Office, Code: root.Code,
			Flags: len(found.Flags), caseData: caseData{Values: found.Values}}
		if len(found.Flags) == 1 && found.Cause == "single" {
			c.caseData = caseData{flags[found.Root].Rule, flags[found.Root].Values}
		}
		if id, same := was[c.same(root.report)]; same {
			stays[id] = true
			continue
		}
		c.ID = s.d.NewID()
		s.flags.cases = append(s.flags.cases, newCase{s.revise(root.report), root.Node, c})
	}
	for _, c := range now {
		if !stays[c.ID] {
			s.flags.endedCases = append(s.flags.endedCases, endedFlag{s.revise(c.View.ID), c.ID})
		}
	}
	return nil
}

// putNotes writes notes, cases and sums of the new revisions, a chunk an act.
func (s *staging) putNotes(ctx context.Context) error {
	end := func(statement string) func(*db.Tx, endedFlag) error {
		return func(tx *db.Tx, e endedFlag) error {
			_, err := tx.Exec(statement, e.rep.next, e.id)
			return err
		}
	}
	if err := inChunks(ctx, s, s.flags.endedNotes, end(`update plan_flag set until = $1 where id = $2`)); err != nil {
		return err
	}
	if err := inChunks(ctx, s, s.flags.endedCases, end(`update plan_case set until = $1 where id = $2`)); err != nil {
		return err
	}
	if err := inChunks(ctx, s, s.flags.notes, func(tx *db.Tx, n newNote) error { return putNote(tx, n.rep.next, n.Note) }); err != nil {
		return err
	}
	if err := inChunks(ctx, s, s.flags.cases, func(tx *db.Tx, c newCase) error {
		return putCase(tx, c.rep.ID, c.rep.next, c.node, c.Case)
	}); err != nil {
		return err
	}
	return inChunks(ctx, s, s.flags.sums, func(tx *db.Tx, n newSum) error { return putSum(tx, n.rep.ID, n.rep.next, n.Sum) })
}
