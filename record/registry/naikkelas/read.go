package naikkelas

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/record/registry"
)

// Rules is all versions of the wheel and of the permits, read once: what is computed
// from them asks no database.
type Rules struct {
	wheels  []Wheel
	permits []PermitRule
}

// Read reads the rules that count now.
func Read(tx *db.Tx) (*Rules, error) { return read(tx, ` where replaced_at is null`) }

// ReadAt reads the rules as they were written down at an instant.
func ReadAt(tx *db.Tx, at time.Time) (*Rules, error) {
	return read(tx, ` where recorded_at <= $1 and (replaced_at is null or replaced_at > $1)`, at)
}

// Replaced lists the versions that no longer count, the newest replacement first.
func Replaced(tx *db.Tx) ([]Version, error) {
	r, err := read(tx, ` where replaced_at is not null`)
	if err != nil {
		return nil, err
	}
	all := r.all()
	slices.SortStableFunc(all, func(a, b Version) int { return b.Replaced.Compare(a.Replaced) })
	return all, nil
}

// Rules are those of a profile, before they are loaded: for examples and tests.
func (p Profile) Rules() *Rules {
	r := &Rules{wheels: slices.Clone(p.wheels), permits: slices.Clone(p.permits)}
	return r.arrange()
}

type keptVersion struct {
	Version
	proven registry.Level
}

func read(tx *db.Tx, where string, args ...any) (*Rules, error) {
	all, err := db.All(tx, func(r *db.Row) keptVersion {
		v := keptVersion{Version: Version{ID: r.ID(), Subject: r.Text(), From: readDay(r.Text())}}
		v.proven = registry.Level(r.Int())
		v.By, v.Recorded, v.Replaced = r.Text(), r.Time(), r.Time()
		return v
	}, `select id, subject, from_day, proven, decided_by, recorded_at, replaced_at from registry_naikkelas_version`+where, args...)
	if err != nil {
		return nil, err
	}
	out, wheels, permits := &Rules{}, map[db.ID]*Wheel{}, map[db.ID]*PermitRule{}
	for _, v := range all {
		if v.Subject == Roda {
			wheels[v.ID] = &Wheel{Version: v.Version, Proven: v.proven}
		} else {
			permits[v.ID] = &PermitRule{Version: v.Version}
		}
	}
	for _, fill := range []func() error{func() error { return fillWheels(tx, wheels) }, func() error { return fillPermits(tx, permits) }} {
		if err := fill(); err != nil {
			return nil, err
		}
	}
	for _, w := range wheels {
		out.wheels = append(out.wheels, *w)
	}
	for _, p := range permits {
		out.permits = append(out.permits, *p)
	}
	return out.arrange(), nil
}

func readDay(text string) date.Day {
	d, _ := date.ParseDay(text) // only days are written
	return d
}

func scanName(r *db.Row) Name { return Name{ID: r.Text(), EN: r.Text(), JA: r.Text()} }

func scanBasis(r *db.Row, dated bool) Basis {
	b := Basis{Law: r.Text(), Source: r.Text()}
	if dated {
		b.Day = readDay(r.Text())
	}
	b.Grade = r.Text()
	return b
}

func scanAmount(r *db.Row) (a Amount) {
	a.N, a.Known = r.Maybe()
	return a
}

func fillWheels(tx *db.Tx, at map[db.ID]*Wheel) error {
	err := db.Each(tx, func(r *db.Row) error {
		w := at[r.ID()]
		a := Axis{Code: r.Text(), Weight: r.Int64(), Name: scanName(r), About: scanName(r), Basis: scanBasis(r, false)}
		if w != nil {
			w.Axes = append(w.Axes, a)
		}
		return nil
	}, `select version, code, weight, name_id, name_en, name_ja, about_id, about_en, about_ja, basis, source, grade from registry_naikkelas_axis order by version, position`)
	if err != nil {
		return err
	}
	return db.Each(tx, func(r *db.Row) error {
		w := at[r.ID()]
		q := Question{Axis: r.Text(), Code: r.Text(), Weight: r.Int64(), Effort: r.Int64(), From: strings.Fields(r.Text()), Asked: r.Bool()}
		q.Choices, _ = readChoices(r.Text()) // only choices are written
		q.Trades, q.Kind, q.Permit, q.Ask, q.Step = Trades(r.Text()), r.Text(), r.Text(), scanName(r), scanName(r)
		if w == nil {
			return nil
		}
		if i := slices.IndexFunc(w.Axes, func(a Axis) bool { return a.Code == q.Axis }); i >= 0 {
			w.Axes[i].Questions = append(w.Axes[i].Questions, q)
		}
		return nil
	}, `select version, axis, code, weight, effort, derived, asked, choices, trades, kind, permit, ask_id, ask_en, ask_ja, step_id, step_en, step_ja
		from registry_naikkelas_question order by version, position`)
}

func fillPermits(tx *db.Tx, at map[db.ID]*PermitRule) error {
	err := db.Each(tx, func(r *db.Row) error {
		id, p := r.ID(), PermitRule{Name: scanName(r), What: scanName(r), Office: r.Text(), Site: r.Text(), Lasts: scanName(r), Basis: scanBasis(r, true)}
		if v := at[id]; v != nil {
			p.Version = v.Version
			*v = p
		}
		return nil
	}, `select version, name_id, name_en, name_ja, what_id, what_en, what_ja, office, site, lasts_id, lasts_en, lasts_ja, basis, source, source_day, grade from registry_naikkelas_permit`)
	if err != nil {
		return err
	}
	err = db.Each(tx, func(r *db.Row) error {
		v, t := at[r.ID()], TradeRule{Trades: Trades(r.Text()), Duty: r.Text(), Note: scanName(r), Basis: scanBasis(r, true)}
		if v != nil {
			v.Trades = append(v.Trades, t)
		}
		return nil
	}, `select version, trades, duty, note_id, note_en, note_ja, basis, source, source_day, grade from registry_naikkelas_trade order by version, position`)
	if err != nil {
		return err
	}
	return db.Each(tx, func(r *db.Row) error {
		v, s := at[r.ID()], PermitStep{Title: scanName(r), Place: r.Text(), Need: scanName(r), Cost: scanAmount(r), Days: scanAmount(r), Basis: scanBasis(r, true)}
		if v != nil {
			v.Steps = append(v.Steps, s)
		}
		return nil
	}, `select version, title_id, title_en, title_ja, place, need_id, need_en, need_ja, cost, days, basis, source, source_day, grade from registry_naikkelas_step order by version, position`)
}

// arrange puts versions in order, the oldest first, and says until when each holds.
func (r *Rules) arrange() *Rules {
	order := func(a, b Version) int {
		return cmp.Or(cmp.Compare(slices.Index(PermitKinds, a.Subject), slices.Index(PermitKinds, b.Subject)), a.From.Start().Compare(b.From.Start()), cmp.Compare(a.ID, b.ID))
	}
	slices.SortFunc(r.wheels, func(a, b Wheel) int { return order(a.Version, b.Version) })
	slices.SortFunc(r.permits, func(a, b PermitRule) int { return order(a.Version, b.Version) })
	for i := range r.wheels[:max(0, len(r.wheels)-1)] {
		r.wheels[i].Until = r.wheels[i+1].From
	}
	for i := range r.permits[:max(0, len(r.permits)-1)] {
		if r.permits[i].Subject == r.permits[i+1].Subject {
			r.permits[i].Until = r.permits[i+1].From
		}
	}
	return r
}

// Wheel finds the wheel that holds on a day.
func (r *Rules) Wheel(on date.Day) (out Wheel, found bool) {
	for _, w := range r.wheels {
		if !on.Before(w.From) {
			out, found = w, true
		}
	}
	return out, found
}

// Permit finds the rules of a permit that hold on a day.
func (r *Rules) Permit(kind string, on date.Day) (out PermitRule, found bool) {
	for _, p := range r.permits {
		if p.Subject == kind && !on.Before(p.From) {
			out, found = p, true
		}
	}
	return out, found
}

// Permits lists the permits with rules on a day, in the order of pages.
func (r *Rules) Permits(on date.Day) (out []PermitRule) {
	for _, kind := range PermitKinds {
		if p, found := r.Permit(kind, on); found {
			out = append(out, p)
		}
	}
	return out
}

// Wheels lists the versions of the wheel, the newest first.
func (r *Rules) Wheels() []Wheel {
	out := slices.Clone(r.wheels)
	slices.Reverse(out)
	return out
}

// PermitVersions lists the versions of a permit's rules, the newest first; of "" all.
func (r *Rules) PermitVersions(kind string) (out []PermitRule) {
	for _, p := range slices.Backward(r.permits) {
		if kind == "" || p.Subject == kind {
			out = append(out, p)
		}
	}
	return out
}

func (r *Rules) all() (out []Version) {
	for _, w := range r.wheels {
		out = append(out, w.Version)
	}
	for _, p := range r.permits {
		out = append(out, p.Version)
	}
	return out
}

func (r *Rules) version(subject string, from date.Day) (Version, bool) {
	for _, v := range r.all() {
		if v.Subject == subject && v.From == from {
			return v, true
		}
	}
	return Version{}, false
}

func (r *Rules) wheel(from date.Day) *Wheel {
	return &r.wheels[slices.IndexFunc(r.wheels, func(w Wheel) bool { return w.From == from })]
}

func (r *Rules) permit(kind string, from date.Day) *PermitRule {
	return &r.permits[slices.IndexFunc(r.permits, func(p PermitRule) bool { return p.Subject == kind && p.From == from })]
}

// words joins a list that is kept as one text.
func words(all []string) string { return strings.Join(all, " ") }
