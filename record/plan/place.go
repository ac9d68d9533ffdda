package plan

import (
	"fmt"
	"slices"

	"alun/ground/date"
	"alun/ground/db"
	"alun/record/plan/e81"
)

// line is a row of the file with its place in the house. Its Line is that of
// the file.
type line struct {
	Figure
	rep     *target
	newNode bool // its node is not in the plan yet, and this line brings it in
}

// key names a line within the house.
type key struct {
	report db.ID
	opd    db.ID
	code   string
	seq    int
}

func (l *line) key() key { return key{l.rep.ID, l.Office, l.Code, l.Seq} }

// main is the key of the line's main indicator.
func (l *line) main() key { return key{l.rep.ID, l.Office, l.Code, 0} }

// place finds report and office of every row; what has no place is refused.
func (s *staging) place(tx *db.Tx) error {
	reg, err := readRegistry(tx)
	if err != nil {
		return err
	}
	mains := map[key]bool{}
	var lines []*line
	for _, r := range s.in.Rows {
		office, ok := reg.find(r.Year, r.OPD)
		if !ok {
			s.refuseRow(r, "department", "plan.row_unknown_opd", r.OPD)
			continue
		}
		r.OPD = office.name // as the year prints it: another spelling is no other office
		rep, err := s.report(tx, date.Quarter{Year: r.Year, N: r.Quarter})
		if err != nil {
			return err
		}
		l := &line{Figure: Figure{Row: r, Office: office.id, Seq: s.in.seqs[r.Line]}, rep: rep}
		if !r.Extra && mains[l.main()] {
			s.refuseRow(r, "code", "plan.row_twice", r.Code)
			continue
		}
		if !r.Extra {
			mains[l.main()] = true
		}
		lines = append(lines, l)
	}
	s.withParents(lines, mains)
	return nil
}

// withParents refuses rows whose parent, or main indicator, is missing or
// refused itself, and keeps the others.
func (s *staging) withParents(lines []*line, mains map[key]bool) {
	orphan := func(l *line) bool {
		parent := l.main()
		parent.code = e81.Parent(l.Code)
		return parent.code != "" && !mains[parent]
	}
	for level := e81.Program; level <= e81.Subkegiatan; level++ { // from above: a refused row takes its branch along
		for _, l := range lines {
			if l.Level == level && !l.Extra && orphan(l) {
				s.refuseRow(l.Row, "code", "plan.row_no_parent", e81.Parent(l.Code))
				delete(mains, l.main())
			}
		}
	}
	for _, l := range lines {
		switch {
		case mains[l.main()]:
			l.rep.present[l.Office] = true
			s.lines = append(s.lines, l)
		case l.Extra:
			s.refuseRow(l.Row, "extra_indicator", "plan.row_no_main", l.Code)
		}
	}
}

func (s *staging) refuseRow(r e81.Row, column, sentence, value string) {
	s.refused = append(s.refused, Outcome{r.Line, placeOf(r), "refused", []Detail{{Column: column, Key: sentence, Args: []string{value}}}})
}

func placeOf(r e81.Row) string { return fmt.Sprintf("%d · %s · %s", r.Year, r.OPD, r.Code) }

// number gives further indicators their numbers. They have no name of their own
// in the form: one that is published already keeps its number wherever it stands
// in the file, the others take the lowest numbers that are left.
func (s *staging) number(now map[key]Figure) {
	groups, was := map[key][]*line{}, map[key][]Figure{}
	for _, l := range s.lines {
		if l.Extra && s.in.seqs == nil {
			groups[l.main()] = append(groups[l.main()], l)
		}
	}
	for k, f := range now {
		k.seq = 0
		was[k] = append(was[k], f)
	}
	for k, group := range groups {
		taken := map[int]bool{}
		for _, old := range was[k] {
			i := slices.IndexFunc(group, func(l *line) bool { return l.Seq == 0 && len(difference(old.Row, l.Row)) == 0 })
			if i >= 0 && old.Seq > 0 {
				group[i].Seq, taken[old.Seq] = old.Seq, true
			}
		}
		next := 1
		for _, l := range group {
			if l.Seq > 0 {
				continue
			}
			for taken[next] {
				next++
			}
			l.Seq, taken[next] = next, true
		}
	}
}

// settle gives every line the id of its node, and plans the nodes that the plan
// lacks.
func (s *staging) settle(tx *db.Tx) error {
	nodes, err := nodeIDs(tx)
	if err != nil {
		return err
	}
	for _, l := range s.lines {
		name := nodeName{l.Year, l.Office, l.Code}
		id, known := nodes[name]
		if !known {
			id, l.newNode = s.d.NewID(), true
			nodes[name] = id
		}
		l.ID, l.Node = s.d.NewID(), id
	}
	return nil
}

// nodeName is a node's identity.
type nodeName struct {
	year int
	opd  db.ID
	code string
}

func nodeIDs(tx *db.Tx) (map[nodeName]db.ID, error) {
	ids := map[nodeName]db.ID{}
	err := db.Each(tx, func(r *db.Row) error {
		id := r.ID()
		ids[nodeName{r.Int(), r.ID(), r.Text()}] = id
		return nil
	}, `select id, year, opd, code from plan_node`)
	return ids, err
}
