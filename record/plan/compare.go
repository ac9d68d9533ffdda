package plan

import (
	"slices"

	"alun/ground/db"
)

// ended is a line that stops being true in a report's next revision.
type ended struct {
	figure db.ID
	rep    *target
}

// compare sorts the file's lines and the published ones into new, changed,
// unchanged and removed.
func (s *staging) compare(tx *db.Tx) error {
	now, err := s.published(tx)
	if err != nil {
		return err
	}
	s.number(now)
	if err := s.settle(tx); err != nil {
		return err
	}
	for _, l := range s.lines {
		old, known := now[l.key()]
		delete(now, l.key())
		if !known {
			l.rep.accepted++
			s.write(l, "accepted", nil)
			continue
		}
		diff := difference(old.Row, l.Row)
		if len(diff) == 0 {
			l.rep.unchanged++
			s.others = append(s.others, judged{old, l.rep.ID})
			continue
		}
		l.rep.changed++
		s.ended = append(s.ended, ended{old.ID, l.rep})
		s.write(l, "changed", diff)
	}
	s.leave(now)
	return nil
}

// published reads the lines that are true now, of all reports.
func (s *staging) published(tx *db.Tx) (map[key]Figure, error) {
	now := map[key]Figure{}
	for _, rep := range s.before {
		lines, err := Figures(tx, View{rep, rep.Revision})
		if err != nil {
			return nil, err
		}
		for _, f := range lines {
			now[key{rep.ID, f.Office, f.Code, f.Seq}] = f
		}
	}
	return now, nil
}

func (s *staging) write(l *line, kind string, details []Detail) {
	l.rep.moved = true
	s.fresh = append(s.fresh, l)
	details = append(details, s.in.Remarks[l.Line]...)
	s.changes = append(s.changes, answer{Outcome{l.Line, placeOf(l.Row), kind, details}, l.rep.ID})
}

// leave ends the lines that the file no longer has, of offices that it does
// name; all others stay.
func (s *staging) leave(rest map[key]Figure) {
	var left []judged
	for k, f := range rest {
		left = append(left, judged{f, k.report})
	}
	slices.SortFunc(left, asPrinted)
	for _, f := range left {
		rep := s.targetOf(f.report)
		if rep == nil || !rep.present[f.Office] || len(s.refused) > 0 {
			s.others = append(s.others, f)
			continue
		}
		rep.moved = true
		rep.removed++
		s.ended = append(s.ended, ended{f.ID, rep})
		s.changes = append(s.changes, answer{Outcome{f.Line, placeOf(f.Row), "removed", nil}, f.report})
	}
}
