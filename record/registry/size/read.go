package size

import (
	"cmp"
	"slices"
	"time"

	"alun/ground/date"
	"alun/ground/db"
)

// Rules is all versions of all schemes, read once: what is computed from them
// asks no database. Safe for many goroutines.
type Rules struct{ versions []Version } // by scheme, then by day

const versionSelect = `select id, scheme, from_day, decided_by, recorded_at, replaced_at from registry_size_version`

func scanVersion(r *db.Row) Version {
	v := Version{ID: r.ID(), Scheme: Scheme(r.Text())}
	v.From, _ = date.ParseDay(r.Text()) // only days are written
	v.By, v.Recorded, v.Replaced = r.Text(), r.Time(), r.Time()
	return v
}

// Read reads the rules that count now.
func Read(tx *db.Tx) (*Rules, error) { return read(tx, versionSelect+` where replaced_at is null`) }

// ReadAt reads the rules as they were written down at an instant: with them a
// decision of that time comes out as it did.
func ReadAt(tx *db.Tx, at time.Time) (*Rules, error) {
	return read(tx, versionSelect+` where recorded_at <= $1 and (replaced_at is null or replaced_at > $1)`, at)
}

// Replaced lists the versions that no longer count, the newest replacement first.
func Replaced(tx *db.Tx) ([]Version, error) {
	r, err := read(tx, versionSelect+` where replaced_at is not null`)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(r.versions, func(a, b Version) int { return b.Replaced.Compare(a.Replaced) })
	return r.versions, nil
}

func read(tx *db.Tx, query string, args ...any) (*Rules, error) {
	all, err := db.All(tx, scanVersion, query, args...)
	if err != nil {
		return nil, err
	}
	at := map[db.ID]*Version{}
	for i := range all {
		at[all[i].ID] = &all[i]
	}
	err = db.Each(tx, func(r *db.Row) error {
		if v := at[r.ID()]; v != nil {
			v.add(scanRule(r))
		}
		return nil
	}, `select version, code, class, name_id, name_en, name_ja, combine, basis, source, grade, note_id, note_en, note_ja
		from registry_size_rule order by version, position`)
	if err != nil {
		return nil, err
	}
	err = db.Each(tx, func(r *db.Row) error {
		if v, n, b := at[r.ID()], r.Int(), scanBound(r); v != nil && n < len(v.Rules) {
			v.Rules[n].Bounds = append(v.Rules[n].Bounds, b)
		}
		return nil
	}, `select version, position, fact, low, low_held, high, high_held from registry_size_bound`)
	if err != nil {
		return nil, err
	}
	return arrange(all), nil
}

func scanRule(r *db.Row) Rule {
	return Rule{Code: r.Text(), Class: Class{Code: r.Text(), Name: scanName(r)}, Combine: Combine(r.Text()),
		Basis: r.Text(), Source: r.Text(), Grade: r.Text(), Note: scanName(r)}
}

func scanName(r *db.Row) Name { return Name{r.Text(), r.Text(), r.Text()} }

func scanBound(r *db.Row) Bound {
	b := Bound{Fact: Fact(r.Text())}
	b.Low.At, b.Low.Set = r.Maybe()
	b.Low.Held = r.Bool()
	b.High.At, b.High.Set = r.Maybe()
	b.High.Held = r.Bool()
	return b
}

// Gather makes rules of versions that stand in no database: for examples.
func Gather(all ...Version) *Rules { return arrange(slices.Clone(all)) }

// arrange puts versions in order and says until when each holds.
func arrange(all []Version) *Rules {
	slices.SortFunc(all, func(a, b Version) int {
		return cmp.Or(cmp.Compare(slices.Index(Schemes, a.Scheme), slices.Index(Schemes, b.Scheme)), a.From.Start().Compare(b.From.Start()), cmp.Compare(a.ID, b.ID))
	})
	for i := range all {
		if i+1 < len(all) && all[i+1].Scheme == all[i].Scheme {
			all[i].Until = all[i+1].From
		}
		for _, r := range all[i].Rules {
			slices.SortFunc(r.Bounds, func(a, b Bound) int { return cmp.Compare(a.Fact.order(), b.Fact.order()) })
		}
	}
	return &Rules{all}
}

// On finds the version of a scheme that holds on a day.
func (r *Rules) On(s Scheme, day date.Day) (out Version, found bool) {
	for _, v := range r.versions {
		if v.Scheme == s && !day.Start().Before(v.From.Start()) {
			out, found = v, true
		}
	}
	return out, found
}

// Versions lists the versions of a scheme, the newest first.
func (r *Rules) Versions(s Scheme) (out []Version) {
	for _, v := range slices.Backward(r.versions) {
		if v.Scheme == s {
			out = append(out, v)
		}
	}
	return out
}
