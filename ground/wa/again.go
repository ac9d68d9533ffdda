package wa

import (
	"encoding/json"
	"time"

	"alun/ground/db"
)

// seen is how long whoever has opened a message may look at it without opening
// it anew: long enough to send it.
const seen = time.Hour

// Again shows a waiting message to the one who has opened it within the hour;
// false to everybody else, and when it is gone.
func (b Box) Again(tx *db.Tx, id db.ID, by string) (o Opened, found bool, err error) {
	sealed, found, err := db.One(tx, (*db.Row).Text, `select m.sealed from wa_message m where m.id = $1 and m.state = 'waiting'
		and exists (select 1 from wa_opening o where o.message = m.id and o.by = $2 and o.at > $3)`, id, by, tx.Now().Add(-seen))
	if err != nil || !found {
		return o, false, err
	}
	if o.Record, _, err = db.One(tx, scan, columns+` where id = $1`, id); err != nil {
		return o, false, err
	}
	raw, err := b.Keys.Unseal("wa", place(id), sealed)
	if err != nil {
		return o, false, err
	}
	var l letter
	err = json.Unmarshal([]byte(raw), &l)
	o.Number, o.Text = l.Number, l.Text
	return o, err == nil, err
}

// Counts are how many messages there are, by state, and how long the oldest that
// waits has waited.
func Counts(tx *db.Tx) (by map[string]int64, oldest time.Duration, err error) {
	by = map[string]int64{}
	_, err = db.All(tx, func(r *db.Row) bool {
		state, n, since := r.Text(), r.Int64(), r.Time()
		if by[state] = n; state == "waiting" {
			oldest = max(tx.Now().Sub(since), 0)
		}
		return true
	}, `select state, count(*), min(put_at) from wa_message group by state`)
	return by, oldest, err
}
