package diary

import "alun/ground/db"

// OfKind walks all entries about subjects of a kind, the oldest of each subject
// first: for a check that holds a room's rows against what was told of them.
func OfKind(tx *db.Tx, kind string, each func(Entry) error) error {
	return db.Each(tx, func(r *db.Row) error { return each(scanRaw(r).entry()) },
		`select `+rawColumns+` from diary_entry e where e.kind = $1 order by e.subject, e.id`, kind)
}
