package registry

import (
	"alun/ground/db"
	"alun/record/diary"
)

// into is a table that new rows go into.
type into int

const (
	businesses into = iota
	codes
	contacts
	changes
	moves
	sources
	marks
)

// inserts begin and end the statements, in an order in which a row finds those that it
// names.
var inserts = []struct{ head, tail string }{
	businesses: {`insert into registry_business (id, version, state, subject, sealed, proof, demo, made_at, made_by, submitted_by, published_by,
		merged_into, merged_state, forgotten_at, ` + factColumns + `) values `, ``},
	codes:    {`insert into registry_business_kbli (business, version, code, main) values `, ``},
	contacts: {`insert into registry_business_contact (business, way, blind) values `, ``},
	changes:  {`insert into registry_change (id, business, version, kind, at, by_actor, source, level, facts, plain, sealed, subject, proof_before, proof_after, of_change, of_proposal) values `, ``},
	moves:    {`insert into registry_move (business, number, move, from_state, to_state, code, sealed, subject, by_actor, at) values `, ``},
	sources:  {`insert into registry_source_row (source, key, business, digest, at, since) values `, ` on conflict (source, key) do update set digest = excluded.digest, at = excluded.at`},
	marks:    {`insert into registry_mark (business, fact, rules, at) values `, ``},
}

// bulk gathers what an act that loads a list will write, so that rows of a table go
// together. Nothing of it can be read before it was written: flush.
type bulk struct {
	rows    [marks + 1][][]any
	locks   diary.NewKeys
	entries []diary.Entry
	nibs    map[string]bool // of the rows that wait
	keys    map[string]bool
}

// put writes a row, or keeps it for flush.
func (k *Book) put(tx *db.Tx, t into, row ...any) error {
	if k.bulk != nil {
		k.bulk.rows[t] = append(k.bulk.rows[t], row)
		return nil
	}
	return db.Many(tx, inserts[t].head, inserts[t].tail, [][]any{row})
}

// hideNew seals for a subject that was just made.
func (k *Book) hideNew(tx *db.Tx, subject db.ID, values ...diary.Placed) ([]string, error) {
	if k.bulk != nil {
		return k.Box.HideWith(&k.bulk.locks, subject, values...), nil
	}
	return k.Box.HideNew(tx, subject, values...)
}

// tellNew tells the diary, or keeps the entry for flush.
func (k *Book) tellNew(tx *db.Tx, e diary.Entry) error {
	if k.bulk != nil {
		k.bulk.entries = append(k.bulk.entries, e)
		return nil
	}
	return diary.Write(tx, e)
}

// flush writes what was gathered; of a trial nothing is.
func (k *Book) flush(tx *db.Tx) error {
	b := k.bulk
	defer func() { *b = newBulk() }()
	if k.trial != nil {
		return nil
	}
	if err := b.locks.Write(tx); err != nil {
		return err
	}
	for t, rows := range b.rows {
		if err := db.Many(tx, inserts[t].head, inserts[t].tail, rows); err != nil {
			return err
		}
	}
	return diary.WriteAll(tx, b.entries)
}

func newBulk() bulk { return bulk{nibs: map[string]bool{}, keys: map[string]bool{}} }
