package plan

import (
	"encoding/json"
	"time"

	"alun/ground/db"
)

// LineChange is one change set of a submission's lines.
type LineChange struct {
	ID    db.ID
	Kind  string // cells, started, added, removed, restored, recoded, budget
	By    db.ID  // a person
	At    time.Time
	Cells []CellHistory
}

// CellHistory is what became of one cell; Field is "code" where a whole row came,
// went or moved.
type CellHistory struct {
	Line          db.ID
	Field         string
	Before, After string
}

// LineChanges lists the change sets of a submission before one of them, the newest
// first, at most limit; 0 begins with the newest.
func LineChanges(tx *db.Tx, session string, submission, before db.ID, limit int) ([]LineChange, error) {
	_, s, _, err := mayOn(tx, session, MayWatch, submission)
	if err != nil {
		return nil, err
	}
	return db.All(tx, func(r *db.Row) LineChange {
		c := LineChange{ID: r.ID(), Kind: r.Text(), By: r.ID(), At: r.Time()}
		var cells []cellChanged
		_ = json.Unmarshal([]byte(r.Text()), &cells) // written by putChange
		for _, x := range cells {
			c.Cells = append(c.Cells, CellHistory{x.Line, x.Field, x.Old, x.New})
		}
		return c
	}, `select id, kind, by_person, at, changes from plan_line_change where submission = $1 and (cast($2 as bigint) = 0 or id < $2) order by id desc limit $3`,
		s.ID, before, limit)
}
