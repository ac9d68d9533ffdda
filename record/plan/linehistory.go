package plan

import (
	"encoding/json"
	"fmt"
	"time"

	"alun/ground/db"
)

// LineChange is one change set of a submission's lines.
type LineChange struct {
	ID    db.ID
	Kind  string // cells, started, added, removed, restored, recoded, budget
	By    db.ID  // a person
	At    time.Time
	Why   string // the reason of a row that was taken out; "" of those before reasons were asked for
	Cells []CellHistory
}

// CellHistory is what became of one cell; Field is "code" where a whole row came,
// went or moved.
type CellHistory struct {
	Line          db.ID
	Field         string
	Before, After string
}

// ChangesAsked says which change sets of a submission are read.
type ChangesAsked struct {
	Submission db.ID
	Line       db.ID  // of this row alone, and of it only its own cells; 0: of all rows
	Kind       string // "": of every kind
	Before     db.ID  // older than this one; 0: from the newest on
	Limit      int
}

// HasLine tells whether a row belongs to a submission.
func HasLine(tx *db.Tx, submission, line db.ID) (bool, error) {
	_, found, err := db.One(tx, (*db.Row).ID, `select id from plan_line where id = $1 and submission = $2`, line, submission)
	return found, err
}

// LineChanges lists change sets, the newest first.
func LineChanges(tx *db.Tx, session string, in ChangesAsked) ([]LineChange, error) {
	_, s, _, err := mayOn(tx, session, MayWatch, in.Submission)
	if err != nil {
		return nil, err
	}
	names := "%" // as putChange writes a line; only the submission's own sets are looked through
	if in.Line != 0 {
		names = fmt.Sprintf(`%%{"l":%d,%%`, int64(in.Line))
	}
	return db.All(tx, func(r *db.Row) LineChange { return scanLineChange(r, in.Line) },
		`select id, kind, by_person, at, why, changes from plan_line_change where submission = $1 and (cast($2 as bigint) = 0 or id < $2)
		and changes like $4 and ($5 = '' or kind = $5) order by id desc limit $3`, s.ID, in.Before, in.Limit, names, in.Kind)
}

func scanLineChange(r *db.Row, line db.ID) LineChange {
	c := LineChange{ID: r.ID(), Kind: r.Text(), By: r.ID(), At: r.Time(), Why: r.Text()}
	var cells []cellChanged
	_ = json.Unmarshal([]byte(r.Text()), &cells) // written by putChange
	for _, x := range cells {
		if line == 0 || x.Line == line {
			c.Cells = append(c.Cells, CellHistory{x.Line, x.Field, x.Old, x.New})
		}
	}
	return c
}
