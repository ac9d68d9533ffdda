package plan

import (
	"encoding/json"
	"time"

	"alun/ground/db"
)

// Revision is one published state of a report and what made it.
type Revision struct {
	Number int
	Import Part
	File   string
	Actor  string
	At     time.Time
	// Rows of this report. None of them changed when only its notes follow
	// another report (rules that compare years).
	Accepted, Changed, Unchanged, Removed int
	Refused                               int // rows of the file, which belong to no report
}

// Part is what one import did to one report.
type Part struct{ Import, Report db.ID }

// Revisions lists a report's published revisions, the newest first.
func Revisions(tx *db.Tx, rep Report) ([]Revision, error) {
	return db.All(tx, func(r *db.Row) Revision {
		return Revision{r.Int(), Part{r.ID(), rep.ID}, r.Text(), r.Text(), r.Time(), r.Int(), r.Int(), r.Int(), r.Int(), r.Int()}
	}, `select v.number, i.id, i.file, i.actor, i.published_at, v.accepted, v.changed, v.unchanged, v.removed, i.refused
		from plan_revision v join plan_import i on i.id = v.import
		where v.report = $1 and v.number <= $2 order by v.number desc`, rep.ID, rep.Revision)
}

// Outcomes lists what an import did to a report's rows, and the rows that it
// refused, in the order of the file, removed rows last: all that is not simply
// as before. kind "" asks for all kinds.
func Outcomes(tx *db.Tx, of Part, kind string, limit int) ([]Outcome, error) {
	return db.All(tx, func(r *db.Row) Outcome {
		o := Outcome{Line: r.Int(), Place: r.Text(), Kind: r.Text()}
		_ = json.Unmarshal([]byte(r.Text()), &o.Details) // written by the import
		return o
	}, `select line, place, outcome, details from plan_import_row
		where import = $1 and (report = $2 or report is null) and ($3 = '' or outcome = $3) order by number limit $4`,
		of.Import, of.Report, kind, limit)
}
