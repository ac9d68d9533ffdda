package plan

import (
	"encoding/json"
	"time"

	"alun/ground/db"
)

// Revision is one published state of a report and what made it.
type Revision struct {
	Number                                         int
	Import                                         db.ID
	File                                           string
	Actor                                          string
	At                                             time.Time
	Accepted, Changed, Unchanged, Removed, Refused int
}

// Revisions lists a report's published revisions, the newest first.
func Revisions(tx *db.Tx, rep Report) ([]Revision, error) {
	return db.All(tx, func(r *db.Row) Revision {
		return Revision{r.Int(), r.ID(), r.Text(), r.Text(), r.Time(), r.Int(), r.Int(), r.Int(), r.Int(), r.Int()}
	}, `select v.number, i.id, i.file, i.actor, i.published_at, i.accepted, i.changed, i.unchanged, i.removed, i.refused
		from plan_revision v join plan_import i on i.id = v.import
		where v.report = $1 and v.number <= $2 order by v.number desc`, rep.ID, rep.Revision)
}

// Outcomes lists what an import did to rows, in the order of the file: all that
// is not simply as before. kind "" asks for all kinds.
func Outcomes(tx *db.Tx, imp db.ID, kind string, limit int) ([]Outcome, error) {
	return db.All(tx, func(r *db.Row) Outcome {
		o := Outcome{Line: r.Int(), Place: r.Text(), Kind: r.Text()}
		_ = json.Unmarshal([]byte(r.Text()), &o.Details) // written by the import
		return o
	}, `select line, place, outcome, details from plan_import_row
		where import = $1 and ($2 = '' or outcome = $2) order by line limit $3`, imp, kind, limit)
}
