package size

import (
	"context"
	"reflect"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
)

// fromProfile is who decided what the city's files say.
const fromProfile = "profile"

// Counts is what loading did, in versions.
type Counts struct{ New, Changed, Same, Ended int }

// Load brings the rules to what the profile says, one short act for each version.
// Loading the same again changes nothing, and what the city published in the house
// stays. Only the program itself calls it.
func Load(ctx context.Context, d *db.DB, p Profile) (sum Counts, err error) {
	defer fault.Op(&err, "size: load")
	for _, v := range p.versions {
		var c Counts
		err := d.Write(ctx, func(tx *db.Tx) (err error) {
			c, err = loadVersion(tx, v)
			return err
		})
		if err != nil {
			return sum, err
		}
		sum = Counts{sum.New + c.New, sum.Changed + c.Changed, sum.Same + c.Same, sum.Ended}
	}
	err = d.Write(ctx, func(tx *db.Tx) (err error) {
		sum.Ended, err = endOthers(tx, p)
		return err
	})
	return sum, err
}

// decreed reports a version of the city's own that holds when a profile's would begin.
func (r *Rules) decreed(v Version) bool {
	now, there := r.On(v.Scheme, v.From)
	return there && now.By == ByCity
}

func loadVersion(tx *db.Tx, v Version) (Counts, error) {
	all, err := Read(tx)
	if err != nil {
		return Counts{}, err
	}
	old, found := all.from(v.Scheme, v.From)
	switch {
	case all.decreed(v) && !leftOut("decree"):
		return Counts{Same: 1}, nil
	case !found:
		_, err := put(tx, v)
		return Counts{New: 1}, err
	case same(old, v), old.By == ByCity && !leftOut("decree"):
		return Counts{Same: 1}, nil
	}
	if err := replace(tx, old.ID); err != nil {
		return Counts{}, err
	}
	_, err = put(tx, v)
	return Counts{Changed: 1}, err
}

// endOthers replaces, by nothing, what the profile no longer says.
func endOthers(tx *db.Tx, p Profile) (n int, err error) {
	all, err := Read(tx)
	if err != nil {
		return 0, err
	}
	said := Rules(p)
	for _, v := range all.versions {
		if _, still := said.from(v.Scheme, v.From); still || v.By == ByCity && !leftOut("decree") {
			continue
		}
		if err := replace(tx, v.ID); err != nil {
			return 0, err
		}
		n++
	}
	return n, nil
}

// same compares what two versions say.
func same(a, b Version) bool {
	return a.Scheme == b.Scheme && a.From == b.From && reflect.DeepEqual(bare(a.Rules), bare(b.Rules))
}

// bare leaves out where a rule stood in its file.
func bare(rules []Rule) []Rule {
	out := make([]Rule, len(rules))
	for i, r := range rules {
		r.line = 0
		out[i] = r
	}
	return out
}

// from finds the version that begins on a day.
func (r *Rules) from(s Scheme, day date.Day) (Version, bool) {
	for _, v := range r.versions {
		if v.Scheme == s && v.From == day {
			return v, true
		}
	}
	return Version{}, false
}

func replace(tx *db.Tx, id db.ID) error {
	return tx.ExecOr(fault.New(fault.Conflict, "size.version_gone"), `update registry_size_version
		set replaced_at = $2, replaced_by = $3 where id = $1 and replaced_at is null`, id, tx.Now(), fromProfile)
}

func put(tx *db.Tx, v Version) (db.ID, error) {
	id := tx.NewID()
	if _, err := tx.Exec(`insert into registry_size_version (id, scheme, from_day, decided_by, recorded_at)
		values ($1, $2, $3, $4, $5)`, id, v.Scheme, v.From.String(), v.By, tx.Now()); err != nil {
		return 0, err
	}
	for i, r := range v.Rules {
		n, note := r.Class.Name, r.Note
		if _, err := tx.Exec(`insert into registry_size_rule (version, position, code, class, name_id, name_en, name_ja, combine,
				basis, source, grade, note_id, note_en, note_ja)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
			id, i, r.Code, r.Class.Code, n.ID, n.EN, n.JA, r.Combine, r.Basis, r.Source, r.Grade, note.ID, note.EN, note.JA); err != nil {
			return 0, err
		}
		for _, b := range r.Bounds {
			if _, err := tx.Exec(`insert into registry_size_bound (version, position, fact, low, low_held, high, high_held)
				values ($1, $2, $3, $4, $5, $6, $7)`, id, i, b.Fact, db.Null(b.Low.At, b.Low.Set), b.Low.Held,
				db.Null(b.High.At, b.High.Set), b.High.Held); err != nil {
				return 0, err
			}
		}
	}
	return id, nil
}
