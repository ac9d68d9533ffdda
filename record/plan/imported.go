package plan

import (
	"encoding/json"
	"time"

	"alun/ground/db"
)

// Imported is a file that was brought in, whatever became of it.
type Imported struct {
	ID        db.ID
	File      string
	State     string // staged, published, refused, abandoned
	Rows      int
	Refused   int
	Started   time.Time
	Published time.Time // zero: not
}

// ImportByID finds an import.
func ImportByID(tx *db.Tx, id db.ID) (Imported, bool, error) {
	return db.One(tx, func(r *db.Row) Imported {
		return Imported{r.ID(), r.Text(), r.Text(), r.Int(), r.Int(), r.Time(), r.Time()}
	}, `select id, file, state, rows, refused, started_at, published_at from plan_import where id = $1`, id)
}

// RowAnswer is an outcome with its number in the import, from 1.
type RowAnswer struct {
	Number int
	Outcome
}

// RowAnswers lists an import's outcomes behind a number, in the order of the file,
// at most limit.
func RowAnswers(tx *db.Tx, id db.ID, after, limit int) ([]RowAnswer, error) {
	return db.All(tx, func(r *db.Row) RowAnswer {
		a := RowAnswer{r.Int(), Outcome{Line: r.Int(), Place: r.Text(), Kind: r.Text()}}
		_ = json.Unmarshal([]byte(r.Text()), &a.Details) // written by the import
		return a
	}, `select number, line, place, outcome, details from plan_import_row where import = $1 and number > $2 order by number limit $3`, id, after, limit)
}
