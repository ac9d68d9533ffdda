package diary

import (
	"time"

	"alun/ground/db"
)

// Lag is how far the seals are behind the entries.
type Lag struct {
	Sealed   int64         // entries sealed, ever
	Unsealed int64         // entries newer than the last sealed one, without a seal
	Oldest   time.Duration // how long the oldest of these has waited
}

// Lagging measures the lag. It looks only behind the last seal, so that it costs
// the same in a diary of a million entries; a straggler before it is found by
// the sealer's own sweep within a minute.
func Lagging(tx *db.Tx) (Lag, error) {
	end, err := last(tx)
	if err != nil {
		return Lag{}, err
	}
	l, _, err := db.One(tx, func(r *db.Row) Lag {
		l := Lag{Sealed: end.seq, Unsealed: r.Int64()}
		if since := r.Time(); l.Unsealed > 0 {
			l.Oldest = max(tx.Now().Sub(since), 0)
		}
		return l
	}, `select count(*), min(e.at) from diary_entry e
		where e.id > coalesce((select entry from diary_seal order by seq desc limit 1), 0)
		and not exists (select 1 from diary_seal s where s.entry = e.id)`)
	return l, err
}
