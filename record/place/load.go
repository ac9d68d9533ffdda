package place

import (
	"context"
	"encoding/json"
	"slices"

	"alun/ground/db"
	"alun/ground/fault"
)

// part is a piece of a profile that is small enough for one act.
type part struct {
	areas      []Area
	boundaries []Boundary
	figures    []Figure
	whole      *Profile // set in the last part: everything else has an end
}

// rowsInAct keeps an act far below 20 ms on a slow disk and a slow machine.
const rowsInAct = 12

// parts cuts the profile into acts, to be loaded in this order. Each leaves a
// consistent room: an area comes before what hangs on it, and a load that was
// broken off is completed by the next one.
func (p *Profile) parts() []part {
	var out []part
	for c := range slices.Chunk(p.areas, rowsInAct) {
		out = append(out, part{areas: c})
	}
	for c := range slices.Chunk(p.boundaries, rowsInAct) {
		out = append(out, part{boundaries: c})
	}
	for c := range slices.Chunk(p.figures, rowsInAct) {
		out = append(out, part{figures: c})
	}
	return append(out, part{whole: p})
}

// Counts is what loading did, in rows.
type Counts struct{ New, Changed, Same, Ended int }

func (c Counts) plus(o Counts) Counts {
	return Counts{c.New + o.New, c.Changed + o.Changed, c.Same + o.Same, c.Ended + o.Ended}
}

// Load brings the record to what the profile says, in several short acts.
// Loading the same again changes nothing. Only the program itself calls it, when
// it starts with a profile; no person may.
func Load(ctx context.Context, d *db.DB, p Profile) (sum Counts, err error) {
	defer fault.Op(&err, "place: load")
	for _, piece := range p.parts() {
		var c Counts
		err := d.Write(ctx, func(tx *db.Tx) (err error) {
			c, err = load(tx, piece)
			return err
		})
		if err != nil {
			return sum, err
		}
		sum = sum.plus(c)
	}
	return sum, nil
}

// load is one act of Load.
func load(tx *db.Tx, p part) (Counts, error) {
	l := loading{tx: tx}
	for _, a := range p.areas {
		l.area(a)
	}
	for _, b := range p.boundaries {
		l.boundary(b)
	}
	for _, f := range p.figures {
		l.figure(f)
	}
	if p.whole != nil {
		l.end(p.whole)
	}
	return l.counts, l.err
}

// loading is one run of Load; after the first error it does nothing more.
type loading struct {
	tx     *db.Tx
	counts Counts
	err    error
}

// compare counts what happens to a row and keeps what stood before. It reports
// whether the row must be written.
func (l *loading) compare(found, same bool, code, part string, before any) (write bool) {
	switch {
	case l.err != nil:
		return false
	case !found:
		l.counts.New++
	case same:
		l.counts.Same++
		return false
	default:
		l.counts.Changed++
		l.revise(code, part, before)
	}
	return l.err == nil
}

// revise keeps a row as it stood before the change.
func (l *loading) revise(code, part string, before any) {
	text, err := json.Marshal(before)
	if err == nil && l.err == nil {
		_, err = l.tx.Exec(`insert into place_revision (id, area_code, part, before, changed_at)
			values ($1, $2, $3, $4, $5)`, l.tx.NewID(), code, part, string(text), l.tx.Now())
	}
	if l.err == nil {
		l.err = err
	}
}

func (l *loading) exec(query string, args ...any) {
	if l.err == nil {
		_, l.err = l.tx.Exec(query, args...)
	}
}
