package plan

import (
	"context"
	"slices"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/jobs"
)

// Turn reminds all offices that open rounds still wait for, on the days that were
// chosen: a turn of jobs.Lead.
func (b Bell) Turn(ctx context.Context, d *db.DB) error {
	lease := jobs.Held(ctx)
	var due []awaited
	err := d.Read(ctx, func(tx *db.Tx) (err error) { due, err = b.due(tx); return err })
	if err != nil {
		return err
	}
	for _, a := range due {
		err := d.Write(ctx, func(tx *db.Tx) error {
			if err := lease.Hold(tx); err != nil {
				return err
			}
			return b.remind(tx, a.round, a.office, 0, "system", &Reminded{})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// awaited is an office of whom a round still waits.
type awaited struct {
	round  Round
	office db.ID
}

// due lists who is to be reminded now and has not been today.
func (b Bell) due(tx *db.Tx) ([]awaited, error) {
	if tx.Now().In(date.WITA).Hour() < b.From {
		return nil, nil
	}
	rounds, err := Rounds(tx)
	var out []awaited
	for _, r := range rounds {
		if err != nil || !r.Open() || !b.on(r, tx.Now()) {
			continue
		}
		var offices []db.ID
		offices, err = db.All(tx, (*db.Row).ID, `select s.opd from plan_submission s
			where s.round = $1 and s.state in ('belum', 'draf', 'dikembalikan') and not exists
				(select 1 from plan_reminder m where m.round = s.round and m.opd = s.opd and m.day = $2) order by s.opd`,
			r.ID, date.DayOf(tx.Now()).String())
		for _, o := range offices {
			out = append(out, awaited{r, o})
		}
	}
	return out, err
}

// on tells whether today is one of the days on which the house reminds.
func (b Bell) on(r Round, now time.Time) bool {
	return slices.Contains(b.Days, r.Left(date.DayOf(now)))
}
