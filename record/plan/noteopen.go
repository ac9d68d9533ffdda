package plan

import (
	"context"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/jobs"
	"alun/record/diary"
)

// OpenNotes makes the notes public whose offices have had their working days: a
// turn of jobs.Lead. Pages that are kept then change because a table does, and
// none of them asks the clock.
func OpenNotes(ctx context.Context, d *db.DB) (err error) {
	defer fault.Op(&err, "plan: open notes")
	lease := jobs.Held(ctx)
	var due []db.ID
	err = d.Read(ctx, func(tx *db.Tx) (err error) {
		due, err = db.All(tx, (*db.Row).ID, `select distinct g.report from plan_flag g join plan_report p on p.id = g.report
			where g.hidden and g.open_on <= $1 and g.since <= p.revision and (g.until is null or g.until > p.revision)`, date.DayOf(tx.Now()).String())
		return err
	})
	for _, report := range due {
		if err == nil {
			err = d.Write(ctx, func(tx *db.Tx) error {
				if err := lease.Hold(tx); err != nil {
					return err
				}
				return openReport(tx, report)
			})
		}
	}
	return err
}

// openReport opens the notes of one report whose day has come. Notes that ended
// without an answer stay as they are: nobody reads of them any more.
func openReport(tx *db.Tx, report db.ID) error {
	n, err := tx.Exec(`update plan_flag set hidden = false, public_at = $3 where report = $1 and hidden and open_on <= $2
		and since <= (select revision from plan_report where id = $1)
		and (until is null or until > (select revision from plan_report where id = $1))`, report, date.DayOf(tx.Now()).String(), tx.Now())
	if err != nil || n == 0 {
		return err
	}
	if err := closeNow(tx, report); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: "system", Fact: "plan.note_opened", Kind: "plan_report", Subject: report, Data: map[string]any{"count": int(n)}})
}
