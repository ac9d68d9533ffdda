package diary

import (
	"encoding/json"
	"fmt"

	"alun/ground/db"
)

// WriteAll is Write for many entries of one act.
func WriteAll(tx *db.Tx, entries []Entry) error {
	rows := make([][]any, len(entries))
	for i, e := range entries {
		if err := e.check(); err != nil {
			return err
		}
		data, err := json.Marshal(e.Data)
		if err != nil {
			return fmt.Errorf("diary: %s: %w", e.Fact, err)
		}
		rows[i] = []any{tx.NewID(), tx.Now(), e.Actor, e.Fact, e.Kind, e.Subject, string(data)}
	}
	return db.Many(tx, `insert into diary_entry (id, at, actor, fact, kind, subject, data) values `, ``, rows)
}
