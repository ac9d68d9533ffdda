package directory

import (
	"context"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/find"
)

// Beginnings puts a star behind the words that stand nowhere.
func Beginnings(text string, nowhere ...string) string {
	var used []find.Used
	for _, w := range nowhere {
		used = append(used, find.Used{Typed: w, How: find.Nothing})
	}
	return beginnings(text, used)
}

// Omit leaves a guard out.
func Omit(guard string) { omitted = guard }

// Built is how often an index was built.
func (d *Directory) Built() int64 { return d.built.Load() }

// End saves, as Run does at its end.
func (d *Directory) End() { d.end() }

// Look does what Run does about every second.
func (d *Directory) Look(ctx context.Context) error { return d.look(ctx) }

// Count does what Run does about every minute.
func (d *Directory) Count(ctx context.Context) error { _, err := d.count(ctx); return err }

// Devices are what helps a directory understand everyday words.
type Devices = devices

// Lack takes devices away, to measure what they are worth: before the first index.
func (d *Directory) Lack(off Devices) { d.lacks = off }

// Hold holds the turn, as a long reading of the diary does, until the function is called.
func (d *Directory) Hold() func() { d.turn <- struct{}{}; return d.give }

// Groups tells with which others each of some businesses stands together in the index.
func (d *Directory) Groups(tx *db.Tx, ids []db.ID) (map[db.ID]string, error) {
	l, err := d.lore(tx)
	if err != nil {
		return nil, err
	}
	all, err := d.config.Book.ListedAll(tx, ids)
	if err != nil {
		return nil, err
	}
	docs, err := d.documents(tx, l, date.DayOf(tx.Now()), all)
	out := map[db.ID]string{}
	for _, doc := range docs {
		out[db.ID(doc.ID)] = doc.Group
	}
	return out, err
}
