package registry

import (
	"slices"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/registry/saring"
)

// PermitKinds lists what a business may hold.
var PermitKinds = []string{"halal", "pirt", "bpom", "sni", "hki", "lingkungan", "lain"}

// Permit is a permit or certificate that a business holds.
type Permit struct {
	ID       db.ID
	Business db.ID
	Kind     string
	Number   string
	Issuer   string
	Issued   date.Day // zero: not known
	Until    date.Day // its last day; zero: no end is known
	Level    Level
	By       string
}

// HeldOn reports whether it is good on a day, as far as is known.
func (p Permit) HeldOn(d date.Day) bool { return p.Until.IsZero() || !p.Until.Before(d) }

const permitSelect = `select p.id, p.business, p.kind, p.number, p.issuer, p.issued, p.until, p.level, p.added_by from registry_permit p`

func scanPermit(r *db.Row) Permit {
	p := Permit{ID: r.ID(), Business: r.ID(), Kind: r.Text(), Number: r.Text(), Issuer: r.Text()}
	p.Issued, _ = date.ParseDay(r.Text())
	p.Until, _ = date.ParseDay(r.Text())
	p.Level, p.By = Level(r.Int()), r.Text()
	return p
}

// Permits lists what a business holds, with what came by a merger.
func Permits(tx *db.Tx, business db.ID) ([]Permit, error) {
	all, err := PermitsOf(tx, []db.ID{business})
	return all[business], err
}

func (p Permit) check(today date.Day) (Permit, error) {
	f := fault.New(fault.Invalid, "registry.permit_invalid")
	var w *wrong
	if !slices.Contains(PermitKinds, p.Kind) {
		f.At("kind", "registry.permit_kind")
	}
	if p.Number, w = oneLine(60)(p.Number); w != nil || p.Number == "" {
		f.At("number", "registry.permit_number")
	}
	if p.Issuer, w = oneLine(120)(p.Issuer); w != nil {
		f.At("issuer", w.key, w.args...)
	}
	if !p.Issued.IsZero() && today.Before(p.Issued) {
		f.At("issued", "registry.issued_later")
	}
	if !p.Issued.IsZero() && !p.Until.IsZero() && p.Until.Before(p.Issued) {
		f.At("until", "registry.permit_until")
	}
	p.seemly(f)
	if len(f.Fields) > 0 {
		return p, f
	}
	return p, nil
}

// seemly refuses in what everybody reads of a permit what no text may show. A number of
// one is long and may look like a person's.
func (p Permit) seemly(f *fault.Fault) {
	if leftOut("permit's words") {
		return
	}
	for _, x := range []struct{ field, text string }{{"number", p.Number}, {"issuer", p.Issuer}} {
		for _, never := range saring.Never(saring.Short, x.text) {
			if x.field == "issuer" || never.Rule != "nik" && never.Rule != "contact" {
				f.At(x.field, never.Word(), never.Most)
				break
			}
		}
	}
}

// AddPermit writes down what a business holds; p.Level is how an officer knows it.
func (k *Book) AddPermit(tx *db.Tx, session string, p Permit) (db.ID, error) {
	who, b, err := k.mayOn(tx, session, MayChange, p.Business, 0)
	if err != nil {
		return 0, err
	}
	if !b.State.changes() {
		return 0, fault.New(fault.Conflict, "registry.is_"+string(b.State))
	}
	if p, err = p.check(date.DayOf(tx.Now())); err != nil {
		return 0, err
	}
	if p.Level, err = speaks(who, p.Level); err != nil {
		return 0, err
	}
	id := tx.NewID()
	err = tx.Try(func(tx *db.Tx) error {
		_, err := tx.Exec(`insert into registry_permit (id, business, kind, number, issuer, issued, until, level, added_at, added_by, removed_at, removed_by, why)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, null, '', '')`, id, b.ID, p.Kind, p.Number, p.Issuer, dayText(p.Issued), dayText(p.Until), int(p.Level), tx.Now(), who.Actor())
		if err != nil {
			return err
		}
		return turnRow(tx, turning{business: b.ID, permit: id, kind: "added", by: who.Actor(), level: p.Level, beginsWithTheRow: true})
	})
	if db.Unique(err) {
		return 0, fault.New(fault.Conflict, "registry.permit_there").At("number", "registry.permit_there")
	}
	if err != nil {
		return 0, err
	}
	return id, diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.permit_added", Kind: "registry_business", Subject: b.ID,
		Data: map[string]any{"permit": id, "kind": p.Kind, "level": p.Level.Code()}})
}

// PermitReasons are why a permit is taken out of the list.
var PermitReasons = []string{"salah_tulis", "dicabut", "diganti"}

// RemovePermit takes a permit out, for a reason; it stays in the table. What a better
// proof stands behind, only an officer takes out.
func (k *Book) RemovePermit(tx *db.Tx, session string, id db.ID, why string) error {
	p, found, err := db.One(tx, scanPermit, permitSelect+` where p.id = $1 and p.removed_at is null`, id)
	var of db.ID
	if err == nil {
		of = p.Business
		p.Business, err = ShownBy(tx, p.Business)
	}
	if err != nil {
		return err
	}
	who, b, err := k.mayOn(tx, session, MayChange, p.Business, 0)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "registry.no_permit")
	}
	if err != nil {
		return err
	}
	switch {
	case !slices.Contains(PermitReasons, why):
		return fault.New(fault.Invalid, "registry.reason_needed").At("reason", "registry.reason_needed")
	case !officer(who) && p.Level > Through:
		return fault.New(fault.Denied, "registry.permit_of_officer")
	case !b.State.changes():
		return fault.New(fault.Conflict, "registry.is_"+string(b.State))
	}
	if err := tx.ExecOr(moved(), `update registry_permit set removed_at = $2, removed_by = $3, why = $4 where id = $1 and removed_at is null`, id, tx.Now(), who.Actor(), why); err != nil {
		return err
	}
	end := rowEnd{At: tx.Now().UnixMicro(), By: who.Actor(), Why: why}
	if err := turnRow(tx, turning{business: of, permit: id, kind: "ended", by: who.Actor(), level: spoken(who.Grant.Role == account.Maker), after: end.text()}); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.permit_removed", Kind: "registry_business", Subject: b.ID, Data: map[string]any{"permit": id, "why": why}})
}
