package plan

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/plan/e81"
)

// staging is an import under way.
type staging struct {
	in  Incoming
	opt ImportOptions
	d   *db.DB
	id  db.ID

	reports []*target
	same    bool
	refused []Outcome

	fresh   []*line // lines to write: accepted or changed
	ended   []ended // lines that stop being true: changed or removed
	kept    int     // lines that stay as they are
	changes []Outcome
	others  []Figure // current lines that the file leaves alone, for the checks
	flags   flagChange

	reportIDs map[quarterKey]db.ID
}

type quarterKey struct{ year, n int }

// target is one report that the file speaks of.
type target struct {
	Report
	next    int // the revision in the making
	present map[db.ID]bool
}

// line is a figure to write.
type line struct {
	Figure
	rep     *target
	newNode bool
}

// ended is a line that stops being true in a report's next revision.
type ended struct {
	figure db.ID
	rep    *target
}

// key names a line within the house.
type key struct {
	report db.ID
	opd    db.ID
	code   string
	seq    int
}

// prepare compares the file with what is published. It only reads.
func (s *staging) prepare(tx *db.Tx) error {
	s.reports, s.fresh, s.ended, s.kept, s.changes, s.others = nil, nil, nil, 0, nil, nil
	s.reportIDs = map[quarterKey]db.ID{}
	s.refused = slices.Clone(s.in.Refused)
	reg, err := readRegistry(tx)
	if err != nil {
		return err
	}
	lines, err := s.place(tx, reg)
	if err != nil {
		return err
	}
	if s.same, err = s.alreadyIn(tx); err != nil || s.same {
		return err
	}
	now, err := s.published(tx)
	if err != nil {
		return err
	}
	s.compare(lines, now)
	s.flags = flagChange{}
	return s.judge(tx)
}

// place finds report, office and node of every row; what has no place is refused.
func (s *staging) place(tx *db.Tx, reg registry) ([]*line, error) {
	nodes, err := nodeIDs(tx)
	if err != nil {
		return nil, err
	}
	seen := map[key]bool{}
	seq := map[key]int{}
	var out []*line
	for _, r := range s.in.Rows {
		opd, ok := reg.find(r.Year, r.OPD)
		if !ok {
			s.refuseRow(r, "opd", "plan.row_unknown_opd", r.OPD)
			continue
		}
		rep, err := s.report(tx, date.Quarter{Year: r.Year, N: r.Quarter})
		if err != nil {
			return nil, err
		}
		k := key{rep.ID, opd, r.Code, 0}
		if r.Extra {
			seq[k]++
			k.seq = seq[k]
		}
		if seen[k] {
			s.refuseRow(r, "code", "plan.row_twice", r.Code)
			continue
		}
		seen[k] = true
		rep.present[opd] = true
		l := &line{Figure: Figure{Row: r, ID: s.d.NewID(), Seq: k.seq, Office: opd}, rep: rep}
		l.Node, l.newNode = s.node(nodes, r.Year, opd, r.Code)
		out = append(out, l)
	}
	return s.withParents(out, seen), nil
}

// withParents refuses rows whose parent, or main indicator, is missing.
func (s *staging) withParents(lines []*line, seen map[key]bool) []*line {
	var out []*line
	for _, l := range lines {
		main := key{l.rep.ID, l.Office, l.Code, 0}
		parent := main
		parent.code = e81.Parent(l.Code)
		switch {
		case l.Seq > 0 && !seen[main]:
			s.refuseRow(l.Row, "extra_indicator", "plan.row_no_main", l.Code)
		case parent.code != "" && !seen[parent]:
			s.refuseRow(l.Row, "code", "plan.row_no_parent", parent.code)
		default:
			out = append(out, l)
		}
	}
	return out
}

func (s *staging) refuseRow(r e81.Row, column, sentence, value string) {
	s.refused = append(s.refused, Outcome{r.Line, placeOf(r), "refused", []Detail{{Column: column, Key: sentence, Args: []string{value}}}})
}

func placeOf(r e81.Row) string { return fmt.Sprintf("%d · %s · %s", r.Year, r.OPD, r.Code) }

// report finds or plans the report of a quarter.
func (s *staging) report(tx *db.Tx, q date.Quarter) (*target, error) {
	for _, t := range s.reports {
		if t.Quarter == q {
			return t, nil
		}
	}
	rep, found, err := db.One(tx, scanReport, `select `+reportColumns+` from plan_report where year = $1 and quarter = $2`, q.Year, q.N)
	if err != nil {
		return nil, err
	}
	if !found {
		rep = Report{ID: s.d.NewID(), Quarter: q, BudgetVersion: "tidak_disebut"}
	}
	t := &target{Report: rep, next: rep.Revision + 1, present: map[db.ID]bool{}}
	s.reports = append(s.reports, t)
	s.reportIDs[quarterKey{q.Year, q.N}] = rep.ID
	return t, nil
}

func (s *staging) quarters() []date.Quarter {
	var out []date.Quarter
	for _, t := range s.reports {
		out = append(out, t.Quarter)
	}
	return out
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

func (s *staging) node(ids map[nodeName]db.ID, year int, opd db.ID, code string) (id db.ID, fresh bool) {
	name := nodeName{year, opd, code}
	if id, ok := ids[name]; ok {
		return id, false
	}
	ids[name] = s.d.NewID()
	return ids[name], true
}

// alreadyIn tells whether this very file made the published revision of every
// report that it speaks of.
func (s *staging) alreadyIn(tx *db.Tx) (bool, error) {
	for _, t := range s.reports {
		sum, found, err := db.One(tx, (*db.Row).Text, `select i.sum from plan_revision r join plan_import i on i.id = r.import
			where r.report = $1 and r.number = $2 and i.state = 'published' and i.refused = 0`, t.ID, t.Revision)
		if err != nil || !found || sum != s.in.Sum {
			return false, err
		}
	}
	return len(s.reports) > 0, nil
}

// published reads the lines that are true now, of all reports.
func (s *staging) published(tx *db.Tx) (map[key]Figure, error) {
	now := map[key]Figure{}
	all, err := Reports(tx)
	if err != nil {
		return nil, err
	}
	for _, rep := range all {
		s.reportIDs[quarterKey{rep.Quarter.Year, rep.Quarter.N}] = rep.ID
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

// compare sorts lines into new, changed, unchanged and removed.
func (s *staging) compare(lines []*line, now map[key]Figure) {
	for _, l := range lines {
		k := key{l.rep.ID, l.Office, l.Code, l.Seq}
		old, known := now[k]
		delete(now, k)
		switch diff := difference(old.Row, l.Row); {
		case !known:
			s.fresh = append(s.fresh, l)
			s.changes = append(s.changes, Outcome{l.Line, placeOf(l.Row), "accepted", s.in.Remarks[l.Line]})
		case len(diff) > 0:
			s.fresh = append(s.fresh, l)
			s.ended = append(s.ended, ended{old.ID, l.rep})
			s.changes = append(s.changes, Outcome{l.Line, placeOf(l.Row), "changed", append(diff, s.in.Remarks[l.Line]...)})
		default:
			s.kept++
			s.others = append(s.others, old)
		}
	}
	s.leave(now)
}

// leave ends lines that the file no longer has, of offices that it does name;
// all others stay.
func (s *staging) leave(rest map[key]Figure) {
	for k, f := range rest {
		rep := s.targetOf(k.report)
		if rep == nil || !rep.present[k.opd] {
			s.others = append(s.others, f)
			continue
		}
		s.ended = append(s.ended, ended{f.ID, rep})
		s.changes = append(s.changes, Outcome{-f.Line, placeOf(f.Row), "removed", nil})
	}
}

func (s *staging) targetOf(report db.ID) *target {
	for _, t := range s.reports {
		if t.ID == report {
			return t
		}
	}
	return nil
}

// wouldBe is what would have become of the good rows of a refused file.
func (s *staging) wouldBe() []Outcome { return s.changes }

func (s *staging) allOutcomes() []Outcome {
	all := append(slices.Clone(s.refused), s.changes...)
	slices.SortStableFunc(all, func(a, b Outcome) int { return a.Line - b.Line })
	return all
}

func (s *staging) result() Result {
	res := Result{Import: s.id, Quarters: s.quarters(), Unchanged: s.kept, Refused: len(s.refused), Flags: s.flags.total}
	for _, o := range s.changes {
		switch o.Kind {
		case "accepted":
			res.Accepted++
		case "changed":
			res.Changed++
		case "removed":
			res.Removed++
		}
	}
	return res
}

// begin claims the next revision of every report: the primary key of
// plan_revision lets only one import do so.
func (s *staging) begin(tx *db.Tx) error {
	if err := s.putImport(tx, "staged", s.result()); err != nil {
		return err
	}
	for _, t := range s.reports {
		_, err := tx.Exec(`insert into plan_report (id, year, quarter, budget_version, revision)
			values ($1, $2, $3, $4, 0) on conflict (year, quarter) do nothing`, t.ID, t.Quarter.Year, t.Quarter.N, t.BudgetVersion)
		if err != nil {
			return err
		}
		if err := s.abandonStale(tx, t); err != nil {
			return err
		}
		n, err := tx.Exec(`insert into plan_revision (report, number, import) values ($1, $2, $3)
			on conflict (report, number) do nothing`, t.ID, t.next, s.id)
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.New(fault.Conflict, "plan.import_running")
		}
	}
	return nil
}

// abandonStale clears what an import that died left unpublished.
func (s *staging) abandonStale(tx *db.Tx, t *target) error {
	stale, found, err := db.One(tx, (*db.Row).ID, `select r.import from plan_revision r join plan_import i on i.id = r.import
		where r.report = $1 and r.number > $2 and i.touched_at < $3`, t.ID, t.Revision, tx.Now().Add(-staleAfter))
	if err != nil || !found {
		return err
	}
	for _, table := range []string{"plan_figure", "plan_flag", "plan_case"} {
		if _, err := tx.Exec(`delete from `+table+` where report = $1 and since > $2`, t.ID, t.Revision); err != nil {
			return err
		}
		if _, err := tx.Exec(`update `+table+` set until = null where report = $1 and until > $2`, t.ID, t.Revision); err != nil {
			return err
		}
	}
	for _, clear := range []string{`delete from plan_sum where report = $1 and revision > $2`,
		`delete from plan_revision where report = $1 and number > $2`} {
		if _, err := tx.Exec(clear, t.ID, t.Revision); err != nil {
			return err
		}
	}
	_, err = tx.Exec(`update plan_import set state = 'abandoned' where id = $1`, stale)
	return err
}

func (s *staging) putImport(tx *db.Tx, state string, r Result) error {
	_, err := tx.Exec(`insert into plan_import (id, file, sum, state, rows, accepted, changed, unchanged, removed, refused,
		actor, started_at, touched_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)`,
		s.id, s.in.File, s.in.Sum, state, len(s.in.Rows)+len(s.in.Refused), r.Accepted, r.Changed, r.Unchanged, r.Removed, r.Refused,
		s.opt.Actor, tx.Now())
	return err
}

// putLines writes new and changed lines, a chunk an act.
func (s *staging) putLines(ctx context.Context) error {
	done := 0
	for part := range slices.Chunk(s.fresh, chunk) {
		if err := inChunks(ctx, s, part, s.putLine); err != nil {
			return err
		}
		done += len(part)
		s.opt.Progress("rows", done, len(s.fresh))
	}
	return nil
}

func (s *staging) putLine(tx *db.Tx, l *line) error {
	if l.newNode && l.Seq == 0 {
		_, err := tx.Exec(`insert into plan_node (id, year, opd, code, level) values ($1, $2, $3, $4, $5)`,
			l.Node, l.Year, l.Office, l.Code, int(l.Level))
		if err != nil {
			return err
		}
	}
	_, err := tx.Exec(`insert into plan_indicator (node, seq, direction, aggregation)
		values ($1, $2, 'unknown', 'unknown') on conflict (node, seq) do nothing`, l.Node, l.Seq)
	if err != nil {
		return err
	}
	return putFigure(tx, l.rep.ID, l.rep.next, &l.Figure)
}

func (s *staging) touch(tx *db.Tx) error {
	_, err := tx.Exec(`update plan_import set touched_at = $1 where id = $2`, tx.Now(), s.id)
	return err
}

// endLines marks the lines that stop being true; readers of the published
// revision still see them.
func (s *staging) endLines(ctx context.Context) error {
	return inChunks(ctx, s, s.ended, func(tx *db.Tx, e ended) error {
		_, err := tx.Exec(`update plan_figure set until = $1 where id = $2`, e.rep.next, e.figure)
		return err
	})
}

// putOutcomes keeps the answer for every row of the file.
func (s *staging) putOutcomes(ctx context.Context, all []Outcome) error {
	return inChunks(ctx, s, all, func(tx *db.Tx, o Outcome) error {
		details, err := json.Marshal(o.Details)
		if err != nil {
			return err
		}
		_, err = tx.Exec(`insert into plan_import_row (import, line, place, outcome, details) values ($1, $2, $3, $4, $5)
			on conflict (import, line) do nothing`, s.id, o.Line, o.Place, o.Kind, string(details))
		return err
	})
}
