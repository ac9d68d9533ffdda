package kbli

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
)

// rowsInAct keeps an act below 20 ms on a slow disk: new rows go in by one
// statement.
const rowsInAct = 200

// Counts is what loading did, in rows.
type Counts struct{ New, Changed, Same, Ended int }

func (c Counts) plus(o Counts) Counts {
	return Counts{c.New + o.New, c.Changed + o.Changed, c.Same + o.Same, c.Ended + o.Ended}
}

// Load brings the tables to what the profile says, in several short acts.
// Loading the same again changes nothing; a load that was broken off is
// completed by the next one. Only the program itself calls it, when it starts
// with a profile; no person may.
func Load(ctx context.Context, d *db.DB, p Profile) (sum Counts, err error) {
	defer fault.Op(&err, "kbli: load")
	for _, piece := range p.parts() {
		var c Counts
		err := d.Write(ctx, func(tx *db.Tx) error {
			l := loading{tx: tx}
			piece(&l)
			if l.err == nil && l.counts != (Counts{Same: l.counts.Same}) {
				l.exec(`update registry_kbli_edition set number = number + 1 where id = 1`)
			}
			c = l.counts
			return l.err
		})
		if err != nil {
			return sum, err
		}
		sum = sum.plus(c)
	}
	return sum, nil
}

// parts cuts the profile into acts: a version before its codes, a code before
// what hangs on it, and last what has left the list.
func (p *Profile) parts() []func(*loading) {
	out := []func(*loading){func(l *loading) { l.versions(p.versions) }}
	for _, level := range p.levels() {
		for c := range slices.Chunk(level, rowsInAct) {
			out = append(out, func(l *loading) { l.codes(c) })
		}
	}
	return append(out, func(l *loading) { l.words(p.codes) }, func(l *loading) { l.subsectors(p.subsectors) },
		func(l *loading) { l.mapping(p.mapping) }, func(l *loading) { l.end(p) })
}

// levels cuts the codes, which are in order, into those of one version and level.
func (p *Profile) levels() (out [][]Code) {
	from := 0
	for i, c := range p.codes {
		if first := p.codes[from]; first.Version != c.Version || first.Level != c.Level {
			out, from = append(out, p.codes[from:i]), i
		}
	}
	return append(out, p.codes[from:])
}

// loading is one act of Load; after the first error it does nothing more.
type loading struct {
	tx     *db.Tx
	counts Counts
	err    error
}

func (l *loading) exec(query string, args ...any) {
	if l.err == nil {
		_, l.err = l.tx.Exec(query, args...)
	}
}

// revise keeps a row as it stood before the change.
func (l *loading) revise(part string, k Key, before any) {
	text, err := json.Marshal(before)
	if l.err == nil {
		l.err = err
	}
	l.exec(`insert into registry_kbli_revision (id, part, version, code, before, changed_at) values ($1, $2, $3, $4, $5, $6)`,
		l.tx.NewID(), part, k.Version, k.Code, string(text), l.tx.Now())
}

// compare counts what happens to a row and keeps what stood before. It reports
// whether the row must be written.
func (l *loading) compare(found, same bool, part string, k Key, before any) (write bool) {
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
		l.revise(part, k, before)
	}
	return l.err == nil
}

func held[T any](l *loading, scan func(*db.Row) T, query string, args ...any) (all []T) {
	if l.err == nil {
		all, l.err = db.All(l.tx, scan, query, args...)
	}
	return all
}

func (l *loading) versions(all []Version) {
	for _, v := range all {
		old, found := Version{}, false
		for _, o := range held(l, scanVersion, `select `+versionColumns+` from registry_kbli_version where version = $1`, v.Version) {
			old, found = o, true
		}
		same := old
		same.Since, same.Held = time.Time{}, v.Held
		if l.compare(found, same == v, "version", Key{v.Version, ""}, old) {
			l.exec(`insert into registry_kbli_version (`+versionColumns+`) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
				on conflict (version) do update set regulation = excluded.regulation, state = excluded.state, official = excluded.official,
					source = excluded.source, source_date = excluded.source_date, grade = excluded.grade, licence = excluded.licence,
					note = excluded.note, valid_from = excluded.valid_from`,
				v.Version, v.Regulation, string(v.State), v.Official, v.Source, v.SourceDate, v.Grade, v.Licence, v.Note, l.tx.Now())
		}
	}
}

// keptCode is a code as the table has it.
type keptCode struct {
	Code
	ended bool
}

// codes loads codes of one version and level, which are in order.
func (l *loading) codes(all []Code) {
	first, last := all[0], all[len(all)-1]
	had := map[string]keptCode{}
	for _, k := range held(l, func(r *db.Row) keptCode {
		k := keptCode{Code: Code{Version: r.Text(), Code: r.Text(), Level: r.Int(), Parent: r.Text(), Section: r.Text(), Title: r.Text(), Shown: r.Text(), Description: r.Text()}}
		_, k.ended = r.Maybe()
		return k
	}, `select version, code, level, parent, section, title, shown, description, valid_to from registry_kbli_code
		where version = $1 and level = $2 and code >= $3 and code <= $4`, first.Version, first.Level, first.Code, last.Code) {
		had[k.Code.Code] = k
	}
	var fresh []Code
	for _, c := range all {
		c.Words = "" // these have their own table
		old, found := had[c.Code]
		if !l.compare(found, old.Code == c && !old.ended, "code", c.Key(), old.Code) {
			continue
		}
		if !found {
			fresh = append(fresh, c)
			continue
		}
		l.exec(`update registry_kbli_code set level = $3, parent = $4, section = $5, title = $6, shown = $7, description = $8, valid_from = $9, valid_to = null
			where version = $1 and code = $2`, c.Version, c.Code, c.Level, db.Null(c.Parent, c.Parent != ""), c.Section, c.Title, c.Shown, c.Description, l.tx.Now())
	}
	l.add(fresh)
}

// add writes new codes by one statement.
func (l *loading) add(all []Code) {
	var values []string
	var args []any
	for _, c := range all {
		args = append(args, c.Version, c.Code, c.Level, db.Null(c.Parent, c.Parent != ""), c.Section, c.Title, c.Shown, c.Description, l.tx.Now())
		values = append(values, places(len(args)-8, 9))
	}
	if len(all) > 0 {
		l.exec(`insert into registry_kbli_code (version, code, level, parent, section, title, shown, description, valid_from) values `+strings.Join(values, ", "), args...)
	}
}

// places are the placeholders of one row of n values.
func places(from, n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(", $" + strconv.Itoa(from+i))
	}
	return "(" + b.String()[2:] + ")"
}
