package plan

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"slices"

	"alun/ground/date"
	"alun/ground/db"
	"alun/record/plan/check"
)

// staging is an import under way.
type staging struct {
	in    Incoming
	opt   ImportOptions
	d     *db.DB
	id    db.ID
	rules string // rulesSum

	before  []Report  // the published reports that the file is compared with
	reports []*target // those that the file names, and those whose notes follow
	lines   []*line   // the file's rows that have a place
	refused []Outcome
	same    bool

	fresh   []*line  // lines to write: accepted or changed
	ended   []ended  // lines that stop being true: changed or removed
	others  []judged // lines that stay as they are, of all reports
	changes []answer // of lines that are accepted, changed or removed
	slugs   map[db.ID]string
	flags   flagChange
}

// target is a report that the import may give a new revision.
type target struct {
	Report
	next  int  // the revision in the making
	named bool // the file speaks of it; else only its notes follow
	moved bool // something of it changes: without that it gets no revision

	accepted, changed, unchanged, removed int

	present map[db.ID]bool // offices that the file names
}

// answer is an outcome with the report that it is about; 0 for a refused row.
type answer struct {
	Outcome
	report db.ID
}

// prepare compares the file with what is published. It only reads.
func (s *staging) prepare(tx *db.Tx) (err error) {
	if s.before, err = Reports(tx); err != nil {
		return err
	}
	s.refused = slices.Clone(s.in.Refused)
	if err := s.place(tx); err != nil {
		return err
	}
	if s.same, err = s.alreadyIn(tx); err != nil || s.same {
		return err
	}
	if err := s.compare(tx); err != nil || s.refuses() {
		return err
	}
	if err := s.judge(tx); err != nil {
		return err
	}
	if err := s.readSlugs(tx); err != nil {
		return err
	}
	s.same = len(s.revised()) == 0
	return nil
}

// refuses tells whether the file is refused, with the answer for its rows.
func (s *staging) refuses() bool {
	return len(s.refused) > 0 && (!s.opt.Partial || len(s.lines) == 0)
}

// alreadyIn is the short way for a file that is brought in at every start: these
// very bytes, under these rules, made the published revision of every report
// that they speak of.
func (s *staging) alreadyIn(tx *db.Tx) (bool, error) {
	if len(s.refused) > 0 {
		return false, nil
	}
	for _, t := range s.reports {
		made, found, err := db.One(tx, func(r *db.Row) [2]string { return [2]string{r.Text(), r.Text()} },
			`select i.sum, i.rules from plan_revision r join plan_import i on i.id = r.import
			where r.report = $1 and r.number = $2 and i.refused = 0`, t.ID, t.Revision)
		if err != nil || !found || made != [2]string{s.in.Sum, s.rules} {
			return false, err
		}
	}
	for _, l := range s.lines {
		l.rep.unchanged++
	}
	return true, nil
}

// rulesSum tells one set of rules and thresholds from another, SHA-256 in hex. A
// rule that the code tests differently under its old name is not noticed.
func rulesSum(rules check.Rules) string {
	h := sha256.Sum256(fmt.Appendf(nil, "%v", rules.All()))
	return hex.EncodeToString(h[:])
}

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
		rep = Report{ID: s.d.NewID(), Quarter: q, BudgetVersion: cmp.Or(s.opt.budget, "tidak_disebut")}
	}
	t := s.add(rep)
	t.named = true
	return t, nil
}

func (s *staging) add(rep Report) *target {
	t := &target{Report: rep, next: rep.Revision + 1, present: map[db.ID]bool{}}
	s.reports = append(s.reports, t)
	return t
}

func (s *staging) targetOf(report db.ID) *target {
	for _, t := range s.reports {
		if t.ID == report {
			return t
		}
	}
	return nil
}

// revised are the reports that get a new revision.
func (s *staging) revised() []*target {
	return slices.DeleteFunc(slices.Clone(s.reports), func(t *target) bool { return !t.moved })
}

// answers are the outcomes of all rows: the file's in its order, then the
// removed ones in the order of the printed report.
func (s *staging) answers() []answer {
	var all []answer
	for _, o := range s.refused {
		all = append(all, answer{Outcome: o})
	}
	all = append(all, s.changes...)
	slices.SortStableFunc(all, func(a, b answer) int {
		return cmp.Compare(a.inFile(), b.inFile())
	})
	return all
}

// inFile sorts removed rows, which the file does not have, behind all others.
func (a answer) inFile() int {
	if a.Kind == "removed" {
		return math.MaxInt
	}
	return a.Line
}

func (s *staging) result(published bool) Result {
	res := Result{Import: s.id, Same: s.same, Published: published, Refused: len(s.refused), Flags: s.flags.total}
	if s.same {
		res.Import = 0
	}
	for _, t := range s.reports {
		if t.named {
			res.Quarters = append(res.Quarters, t.Quarter)
		}
		res.Accepted += t.accepted
		res.Changed += t.changed
		res.Unchanged += t.unchanged
		res.Removed += t.removed
	}
	for _, a := range s.answers() {
		res.Outcomes = append(res.Outcomes, a.Outcome)
	}
	return res
}
