package notice

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/jobs"
	"alun/ground/lang"
	"alun/ground/mail"
	"alun/ground/wa"
)

const (
	hour = time.Hour
	day  = 24 * time.Hour
	// settle is how long the first fact waits for its neighbours: an import
	// publishes several reports in a row.
	settle = 5 * time.Minute
	// shown is how many facts a digest tells one by one; it counts the rest.
	shown = 20
	// round is how many digests are written before others get a turn.
	round = 100
)

// Quiet tells the hours in which nobody is told: 21:00 to 06:00 in the city.
func Quiet(at time.Time) bool {
	h := at.In(date.WITA).Hour()
	return h >= 21 || h < 6
}

// Wake is when somebody may be told who is not told now; zero is at once.
func Wake(at time.Time) time.Time {
	if !Quiet(at) {
		return time.Time{}
	}
	local := at.In(date.WITA)
	morning := time.Date(local.Year(), local.Month(), local.Day(), 6, 0, 0, 0, date.WITA)
	if !morning.After(local) {
		morning = morning.AddDate(0, 0, 1)
	}
	return morning.UTC()
}

// due is a reader whose digest is to be written.
type due struct {
	id     db.ID
	way    string
	sealed string
	lang   lang.Tag
}

// Deliver writes the digests that are due into the outboxes: a turn of jobs.Lead.
func (k *Desk) Deliver(ctx context.Context, d *db.DB) error {
	lease := jobs.Held(ctx)
	for ctx.Err() == nil {
		var ids []db.ID
		err := d.Read(ctx, func(tx *db.Tx) (err error) { ids, err = k.due(tx); return err })
		if err != nil || len(ids) == 0 {
			return err
		}
		for _, id := range ids {
			err := d.Write(ctx, func(tx *db.Tx) error {
				if err := lease.Hold(tx); err != nil {
					return err
				}
				return k.digest(tx, id)
			})
			if err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}

// due lists the readers whose time has come.
func (k *Desk) due(tx *db.Tx) ([]db.ID, error) {
	if Quiet(tx.Now()) && k.fault != "no quiet hours" {
		return nil, nil
	}
	now := tx.Now()
	return db.All(tx, (*db.Row).ID, `select r.id from notice_reader r
		where exists (select 1 from notice_item i where i.reader = r.id and i.at <= $1)
		and (r.told_at is null or r.told_at <= case when r.pace = 'hour' then cast($2 as bigint) else cast($3 as bigint) end)
		order by r.id limit $4`, now.Add(-settle), now.Add(-hour), now.Add(-day), round)
}

// digest writes one reader's message and ends the items that it tells.
func (k *Desk) digest(tx *db.Tx, reader db.ID) error {
	r, found, err := db.One(tx, func(r *db.Row) due { return due{r.ID(), r.Text(), r.Text(), lang.Tag(r.Text())} },
		`select id, way, sealed, lang from notice_reader where id = $1`, reader)
	if err != nil || !found { // unsubscribed meanwhile
		return err
	}
	last := int64(0)
	items, err := db.All(tx, func(r *db.Row) item {
		var it item
		last, it.Fact = r.Int64(), r.Text()
		_ = json.Unmarshal([]byte(r.Text()), &it) // written by note
		return it
	}, `select seq, fact, data from notice_item where reader = $1 order by seq, part`, reader)
	if err != nil || len(items) == 0 {
		return err
	}
	address, err := k.Keys.Unseal("notice", place(reader), r.sealed)
	if err != nil {
		return err
	}
	w, err := k.digestLetter(k.Words.In(r.lang), reader, items)
	if err != nil {
		return err
	}
	key := fmt.Sprintf("digest/%s/%d", k.Keys.Codec().Encode(int64(reader)), last)
	if err := k.put(tx, reader, r.way, address, w, "notice.digest", key); err != nil {
		return err
	}
	if _, err := tx.Exec(`delete from notice_item where reader = $1 and seq <= $2`, reader, last); err != nil {
		return err
	}
	_, err = tx.Exec(`update notice_reader set told_at = $2 where id = $1`, reader, tx.Now())
	return err
}

// Sweep deletes what nobody confirmed, readers who follow nothing, and what the
// outboxes need not remember any more: a turn of jobs.Lead.
func (k *Desk) Sweep(ctx context.Context, d *db.DB) error {
	lease := jobs.Held(ctx)
	return d.Write(ctx, func(tx *db.Tx) error {
		if err := lease.Hold(tx); err != nil {
			return err
		}
		return sweep(tx)
	})
}

func sweep(tx *db.Tx) error {
	if _, err := tx.Exec(`delete from notice_follow where state = 'asked' and asked_at < $1`, tx.Now().Add(-askedKeep)); err != nil {
		return err
	}
	idle, err := db.All(tx, (*db.Row).ID, `select id from notice_reader r
		where not exists (select 1 from notice_follow f where f.reader = r.id) limit 500`)
	if err != nil {
		return err
	}
	for _, id := range idle {
		if err := forget(tx, id); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(`delete from notice_ask where at < $1`, tx.Now().Add(-day)); err != nil {
		return err
	}
	if err := mail.Prune(tx); err != nil {
		return err
	}
	return wa.Prune(tx)
}
