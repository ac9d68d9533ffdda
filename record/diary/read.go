package diary

import (
	"encoding/json"
	"strings"

	"alun/ground/db"
)

// After lists the sealed entries behind a place in the chain, in its order, at
// most limit.
func After(tx *db.Tx, seq int64, limit int) ([]Sealed, error) {
	return db.All(tx, func(r *db.Row) Sealed { return Sealed{Seq: r.Int64(), Entry: scanRaw(r).entry()} },
		`select s.seq, `+rawColumns+` from diary_seal s join diary_entry e on e.id = s.entry
		where s.seq > $1 order by s.seq limit $2`, seq, limit)
}

// entry is an entry as rooms read it.
func (r raw) entry() Entry {
	e := Entry{ID: r.id, At: r.at, Actor: r.actor, Fact: r.fact, Kind: r.kind, Subject: r.subject}
	d := json.NewDecoder(strings.NewReader(r.data))
	d.UseNumber()         // an id has more digits than a float keeps
	_ = d.Decode(&e.Data) // Write wrote it, so it is JSON; a hand-made row shows no data
	return e
}
