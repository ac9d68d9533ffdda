package plan

import (
	"encoding/json"
	"time"

	"alun/ground/db"
	"alun/ground/money"
	"alun/record/plan/e81"
)

// Submissions lists what was handed in, or is awaited, in a round.
func Submissions(tx *db.Tx, round db.ID) ([]Submission, error) {
	return db.All(tx, scanSubmission, `select `+submissionColumns+` from plan_submission s where s.round = $1 order by s.id`, round)
}

// LastChanges tells when a row of each office, or its state, changed last in a
// round; an office that has not begun is not in it.
func LastChanges(tx *db.Tx, round db.ID) (map[db.ID]time.Time, error) {
	out := map[db.ID]time.Time{}
	err := db.Each(tx, func(r *db.Row) error {
		out[r.ID()] = r.Time()
		return nil
	}, `select s.opd, max(c.at) from plan_submission s join (select submission, at from plan_line_change
		union all select submission, at from plan_submission_move) c on c.submission = s.id where s.round = $1 group by s.opd`, round)
	return out, err
}

// Edited is one change of a cell of a submission.
type Edited struct {
	Line     db.ID
	Field    string // a column of the form, or "code"
	Old, New string
	By       db.ID // a person
	At       time.Time
}

// EditedSince lists what was changed in a submission's rows after an instant, the
// oldest first; several changes of one cell are told as one.
func EditedSince(tx *db.Tx, submission db.ID, since time.Time) ([]Edited, error) {
	type place struct {
		line  db.ID
		field string
	}
	var out []Edited
	at := map[place]int{}
	err := db.Each(tx, func(r *db.Row) error {
		by, when, raw := r.ID(), r.Time(), r.Text()
		var all []cellChanged
		if err := json.Unmarshal([]byte(raw), &all); err != nil {
			return err
		}
		for _, c := range all {
			p := place{c.Line, c.Field}
			if i, has := at[p]; has {
				out[i].New, out[i].By, out[i].At = c.New, by, when
				continue
			}
			at[p] = len(out)
			out = append(out, Edited{c.Line, c.Field, c.Old, c.New, by, when})
		}
		return nil
	}, `select by_person, at, changes from plan_line_change where submission = $1 and at > $2 and kind <> 'started' order by id`, submission, since)
	var kept []Edited
	for _, e := range out {
		if e.Old != e.New {
			kept = append(kept, e)
		}
	}
	return kept, err
}

// Spending is what a submission's sub-activities add up to, as far as their
// amounts can be read.
func (s Sheet) Spending() (budget, spent money.Rupiah, rows int) {
	for _, l := range s.Lines {
		if l.Removed || l.Seq > 0 || l.Level != e81.Subkegiatan {
			continue
		}
		rows++
		if l.Row.Target.Rp.Known {
			budget += l.Row.Target.Rp.Rupiah
		}
		if l.Row.Real.Rp.Known {
			spent += l.Row.Real.Rp.Rupiah
		}
	}
	return budget, spent, rows
}
