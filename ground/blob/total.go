package blob

import "alun/ground/db"

// Total is how much the store should hold, by the table of files.
type Total struct {
	Files int64
	Bytes int64
	Loose int64 // files that no row refers to: they go a day after the last one did
}

// Sums counts the files.
func Sums(tx *db.Tx) (Total, error) {
	t, _, err := db.One(tx, func(r *db.Row) Total { return Total{r.Int64(), r.Int64(), r.Int64()} },
		`select count(*), coalesce(sum(bytes), 0), coalesce(sum(case when uses = 0 then 1 else 0 end), 0) from blob_file`)
	return t, err
}
