package naikkelas

import (
	"context"
	"reflect"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
)

// Counts is what loading did, in versions.
type Counts struct{ New, Changed, Same, Ended int }

// Load brings the rules to what the profile says, one short act for each version.
// Loading the same again changes nothing. Only the program itself calls it.
func Load(ctx context.Context, d *db.DB, p Profile) (sum Counts, err error) {
	defer fault.Op(&err, "naikkelas: load")
	said := p.Rules()
	for _, v := range said.all() {
		var c Counts
		err := d.Write(ctx, func(tx *db.Tx) (err error) {
			c, err = loadVersion(tx, v, said)
			return err
		})
		if err != nil {
			return sum, err
		}
		sum = Counts{sum.New + c.New, sum.Changed + c.Changed, sum.Same + c.Same, sum.Ended}
	}
	err = d.Write(ctx, func(tx *db.Tx) (err error) {
		sum.Ended, err = endOthers(tx, said)
		return err
	})
	return sum, err
}

func loadVersion(tx *db.Tx, v Version, said *Rules) (Counts, error) {
	have, err := Read(tx)
	if err != nil {
		return Counts{}, err
	}
	old, found := have.version(v.Subject, v.From)
	switch {
	case !found:
		return Counts{New: 1}, said.put(tx, v)
	case reflect.DeepEqual(have.says(old), said.says(v)):
		return Counts{Same: 1}, nil
	}
	if err := replace(tx, old.ID); err != nil {
		return Counts{}, err
	}
	return Counts{Changed: 1}, said.put(tx, v)
}

// endOthers replaces, by nothing, what the profile no longer says.
func endOthers(tx *db.Tx, said *Rules) (n int, err error) {
	have, err := Read(tx)
	if err != nil {
		return 0, err
	}
	for _, v := range have.all() {
		if _, still := said.version(v.Subject, v.From); still {
			continue
		}
		if err := replace(tx, v.ID); err != nil {
			return 0, err
		}
		n++
	}
	return n, nil
}

// says is what a version says, without when and by whom it was written down.
func (r *Rules) says(v Version) any {
	if v.Subject == Roda {
		w := *r.wheel(v.From)
		w.Version = Version{From: v.From}
		return w
	}
	p := *r.permit(v.Subject, v.From)
	p.Version = Version{From: v.From}
	return p
}

func replace(tx *db.Tx, id db.ID) error {
	return tx.ExecOr(fault.New(fault.Conflict, "naikkelas.version_gone"), `update registry_naikkelas_version
		set replaced_at = $2, replaced_by = $3 where id = $1 and replaced_at is null`, id, tx.Now(), fromProfile)
}

func (r *Rules) put(tx *db.Tx, v Version) error {
	id, proven := tx.NewID(), 0
	if v.Subject == Roda {
		proven = int(r.wheel(v.From).Proven)
	}
	if _, err := tx.Exec(`insert into registry_naikkelas_version (id, subject, from_day, proven, decided_by, recorded_at) values ($1, $2, $3, $4, $5, $6)`,
		id, v.Subject, v.From.String(), proven, v.By, tx.Now()); err != nil {
		return err
	}
	if v.Subject == Roda {
		return putWheel(tx, id, *r.wheel(v.From))
	}
	return putPermit(tx, id, *r.permit(v.Subject, v.From))
}

func putWheel(tx *db.Tx, id db.ID, w Wheel) error {
	at := 0
	for i, a := range w.Axes {
		if _, err := tx.Exec(`insert into registry_naikkelas_axis (version, position, code, weight, name_id, name_en, name_ja, about_id, about_en, about_ja, basis, source, grade)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`, id, i, a.Code, a.Weight, a.Name.ID, a.Name.EN, a.Name.JA, a.About.ID, a.About.EN, a.About.JA,
			a.Basis.Law, a.Basis.Source, a.Basis.Grade); err != nil {
			return err
		}
		for _, q := range a.Questions {
			if _, err := tx.Exec(`insert into registry_naikkelas_question (version, position, axis, code, weight, effort, derived, asked, choices, trades, kind, permit,
					ask_id, ask_en, ask_ja, step_id, step_en, step_ja)
				values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`, id, at, q.Axis, q.Code, q.Weight, q.Effort, words(q.From), q.Asked,
				choicesText(q.Choices), string(q.Trades), q.Kind, q.Permit, q.Ask.ID, q.Ask.EN, q.Ask.JA, q.Step.ID, q.Step.EN, q.Step.JA); err != nil {
				return err
			}
			at++
		}
	}
	return nil
}

func putPermit(tx *db.Tx, id db.ID, p PermitRule) error {
	b := p.Basis
	if _, err := tx.Exec(`insert into registry_naikkelas_permit (version, name_id, name_en, name_ja, what_id, what_en, what_ja, office, site, lasts_id, lasts_en, lasts_ja, basis, source, source_day, grade)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`, id, p.Name.ID, p.Name.EN, p.Name.JA, p.What.ID, p.What.EN, p.What.JA, p.Office, p.Site,
		p.Lasts.ID, p.Lasts.EN, p.Lasts.JA, b.Law, b.Source, dayText(b.Day), b.Grade); err != nil {
		return err
	}
	for i, t := range p.Trades {
		b := t.Basis
		if _, err := tx.Exec(`insert into registry_naikkelas_trade (version, position, trades, duty, note_id, note_en, note_ja, basis, source, source_day, grade)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`, id, i, string(t.Trades), t.Duty, t.Note.ID, t.Note.EN, t.Note.JA, b.Law, b.Source, dayText(b.Day), b.Grade); err != nil {
			return err
		}
	}
	for i, s := range p.Steps {
		b := s.Basis
		if _, err := tx.Exec(`insert into registry_naikkelas_step (version, position, title_id, title_en, title_ja, place, need_id, need_en, need_ja, cost, days, basis, source, source_day, grade)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`, id, i, s.Title.ID, s.Title.EN, s.Title.JA, s.Place, s.Need.ID, s.Need.EN, s.Need.JA,
			db.Null(s.Cost.N, s.Cost.Known), db.Null(s.Days.N, s.Days.Known), b.Law, b.Source, dayText(b.Day), b.Grade); err != nil {
			return err
		}
	}
	return nil
}

func dayText(d date.Day) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}
