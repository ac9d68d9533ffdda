package diary

import (
	"slices"
	"time"

	"alun/ground/db"
)

// idsAtOnce is how many ids are compared at a time.
const idsAtOnce = 2000

// pending lists entries after an id that are not sealed, the oldest first, at
// most limit and perhaps fewer; none when there are none. Ids are compared in
// ranges of two indexes: asked for what is not in the other table, PostgreSQL
// reads all of both (0.24 s in a diary of a million).
func pending(tx *db.Tx, after db.ID, limit int) ([]raw, error) {
	for {
		ids, err := db.All(tx, (*db.Row).ID, `select id from diary_entry where id > $1 order by id limit $2`, after, idsAtOnce)
		if err != nil || len(ids) == 0 {
			return nil, err
		}
		end := ids[len(ids)-1]
		missing, err := without(tx, ids, after, end)
		if err != nil {
			return nil, err
		}
		if len(missing) > 0 {
			return entries(tx, missing[:min(limit, len(missing))])
		}
		after = end
	}
}

// justNow is how long an entry may wait for its seal: with a sealer that works, a
// straggler of a long act is sealed within that time.
const justNow = time.Minute

// Waiting lists the latest entries that are written and not sealed yet, the oldest
// first. Who reads a table sees already what they tell of; who follows the diary does not.
func Waiting(tx *db.Tx) (out []Entry, err error) {
	for after := db.FirstID(tx.Now().Add(-justNow)) - 1; ; {
		some, err := pending(tx, after, idsAtOnce)
		if err != nil || len(some) == 0 {
			return out, err
		}
		for _, r := range some {
			out = append(out, r.entry())
		}
		after = some[len(some)-1].id
	}
}

// without leaves those of the ids in a range that have no seal.
func without(tx *db.Tx, ids []db.ID, after, end db.ID) ([]db.ID, error) {
	sealed := map[db.ID]bool{}
	err := db.Each(tx, func(r *db.Row) error { sealed[r.ID()] = true; return nil },
		`select entry from diary_seal where entry > $1 and entry <= $2`, after, end)
	return slices.DeleteFunc(ids, func(id db.ID) bool { return sealed[id] }), err
}

// entries reads entries by their ids, which rise.
func entries(tx *db.Tx, ids []db.ID) (out []raw, err error) {
	next := 0
	err = db.Each(tx, func(r *db.Row) error {
		if e := scanRaw(r); next < len(ids) && e.id == ids[next] {
			out, next = append(out, e), next+1
		}
		return nil
	}, `select `+rawColumns+` from diary_entry e where e.id >= $1 and e.id <= $2 order by e.id`, ids[0], ids[len(ids)-1])
	return out, err
}
