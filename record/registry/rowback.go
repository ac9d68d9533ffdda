package registry

import (
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
)

// PermitTakenBack is why a permit went out of the list that should not have been there:
// that it was written down was taken back.
const PermitTakenBack = "dibatalkan"

// takeBackRow restores how a permit or a person stood before a change: what was written
// down goes out, and what went out comes back with the proof that it had.
func (k *Book) takeBackRow(tx *db.Tx, session string, in TakingBack) (Saved, error) {
	c, err := k.rowChange(tx, in.Change)
	if err != nil {
		return Saved{}, err
	}
	at := c.Business
	if c.Row.Permit.ID != 0 {
		if at, err = ShownBy(tx, at); err != nil {
			return Saved{}, err
		}
	}
	who, b, err := k.mayOn(tx, session, MayTakeBack, at, 0)
	if err != nil {
		return Saved{}, err
	}
	if err := k.mayTakeRowBack(tx, who, b, c, in); err != nil {
		return Saved{}, err
	}
	id, why, sealed := tx.NewID(), "", ""
	if in.Why != "" {
		if why, err = reasoned("why", in.Why); err == nil {
			sealed, err = k.hush(tx, c.subject, rowChangePlace(id), why)
		}
		if err != nil {
			return Saved{}, err
		}
	}
	t := turning{id: id, business: c.Business, permit: c.Row.Permit.ID, person: c.Row.Person.ID, kind: "taken_back", by: who.Actor(), level: spoken(who.Grant.Role == account.Maker), sealed: sealed, ofChange: c.ID}
	t.after, err = c.Row.undo(tx, who.Actor())
	if err == nil {
		err = tx.Try(func(tx *db.Tx) error { return c.Row.restore(tx, t) })
	}
	if db.Unique(err) {
		return Saved{}, c.Row.thereAgain()
	}
	if err != nil {
		return Saved{}, err
	}
	return Saved{Version: b.Version}, tellRow(tx, who.Actor(), b.ID, c.Row, t)
}

// rowChange finds a change of a permit or a person.
func (k *Book) rowChange(tx *db.Tx, id db.ID) (Change, error) {
	all, err := k.rowChanges(tx, false, ` where c.id = $1`, id)
	if err == nil && len(all) == 0 {
		err = fault.New(fault.NotFound, "registry.no_change")
	}
	if err != nil {
		return Change{}, err
	}
	return all[0], nil
}

// mayTakeRowBack asks whether a change of a row can be taken back by somebody now.
func (k *Book) mayTakeRowBack(tx *db.Tx, who account.Who, b Business, c Change, in TakingBack) error {
	own := b.subject
	if c.Business != b.ID { // a permit of one that was merged
		merged, err := ByID(tx, c.Business)
		if err != nil {
			return err
		}
		own = merged.subject
	}
	latest, _, err := db.One(tx, (*db.Row).Int64, `select number from registry_row_change where permit = $1 or person = $2 order by number desc limit 1`,
		db.Null(c.Row.Permit.ID, c.Row.Permit.ID != 0), db.Null(c.Row.Person.ID, c.Row.Person.ID != 0))
	switch {
	case err != nil:
		return err
	case !b.State.changes():
		return fault.New(fault.Conflict, "registry.is_"+string(b.State))
	case c.subject != own:
		return fault.New(fault.Conflict, "registry.forgotten")
	case len(in.Only) > 0:
		return fault.New(fault.Invalid, "registry.not_in_change").At(string(in.Only[0]), "registry.not_in_change")
	case latest != c.Row.number && !leftOut("later row"):
		return fault.New(fault.Conflict, "registry.row_touched_later")
	case c.Row.withMerge:
		return fault.New(fault.Conflict, "registry.row_of_merge")
	case c.Row.Permit.ID != 0 && !officer(who) && c.Row.Permit.Level > Through && !leftOut("officer's permit"):
		return fault.New(fault.Denied, "registry.permit_of_officer")
	case c.Row.Permit.ID != 0:
		return nil
	case c.Row.Stands:
		return staysOwned(tx, b.ID, c.Row.Person)
	}
	return mayComeBack(tx, who, c.Row)
}

// staysOwned refuses to end the last owner under an account.
func staysOwned(tx *db.Tx, business db.ID, p Person) error {
	if p.Role != Owner || p.Person == 0 {
		return nil
	}
	owners, err := OwnersOf(tx, business)
	if err == nil && len(owners) == 1 && !leftOut("last owner") {
		err = fault.New(fault.Conflict, "registry.last_owner")
	}
	return err
}

// mayComeBack refuses to bring back who was forgotten, and who went of their own will.
func mayComeBack(tx *db.Tx, who account.Who, x *RowChange) error {
	if x.Person.Person == 0 {
		return nil
	}
	p, err := account.PersonByID(tx, x.Person.Person)
	if err != nil {
		return err
	}
	end, err := readEnd(x.after)
	switch {
	case err != nil:
		return err
	case (p.State == account.Ended || p.State == account.Erased || end.By == "erased") && !leftOut("erased person"):
		return fault.New(fault.Conflict, "registry.person_forgotten")
	case end.By == account.Actor(x.Person.Person) && who.Person != x.Person.Person && !leftOut("own leave"):
		return fault.New(fault.Denied, "registry.person_left")
	}
	return nil
}

// undo is how the end of a row stands once its change is taken back, as it is kept.
func (x RowChange) undo(tx *db.Tx, actor string) (string, error) {
	switch {
	case x.number > 1:
		return x.before, nil
	case x.Permit.ID != 0:
		return rowEnd{At: tx.Now().UnixMicro(), By: actor, Why: PermitTakenBack}.text(), nil
	}
	last := date.DayOf(tx.Now())
	if last.Before(x.Person.Since) {
		last = x.Person.Since
	}
	return rowEnd{Until: last.String(), By: actor}.text(), nil
}

// restore writes a row and its history as they stand once a change is taken back.
func (x RowChange) restore(tx *db.Tx, t turning) error {
	end, err := readEnd(t.after)
	if err != nil {
		return err
	}
	if x.Permit.ID != 0 {
		_, err = tx.Exec(`update registry_permit set removed_at = $2, removed_by = $3, why = $4 where id = $1`, x.Permit.ID, db.Null(end.At, t.after != ""), end.By, end.Why)
	} else {
		_, err = tx.Exec(`update registry_business_person set until = $2, ended_by = $3 where id = $1`, x.Person.ID, end.Until, end.By)
	}
	if err != nil {
		return err
	}
	return turnRow(tx, t)
}

// thereAgain says that what would come back was written down anew since.
func (x RowChange) thereAgain() error {
	if x.Permit.ID != 0 {
		return fault.New(fault.Conflict, "registry.permit_there")
	}
	return fault.New(fault.Conflict, "registry.person_there")
}

// tellRow writes in the diary that a row went out or came back.
func tellRow(tx *db.Tx, actor string, business db.ID, x *RowChange, t turning) error {
	switch out := t.after != ""; {
	case x.Permit.ID != 0 && out:
		return diary.Write(tx, diary.Entry{Actor: actor, Fact: "registry.permit_removed", Kind: "registry_business", Subject: business, Data: map[string]any{"permit": x.Permit.ID, "why": PermitTakenBack}})
	case x.Permit.ID != 0:
		return diary.Write(tx, diary.Entry{Actor: actor, Fact: "registry.permit_returned", Kind: "registry_business", Subject: business, Data: map[string]any{"permit": x.Permit.ID}})
	case out:
		return diary.Write(tx, diary.Entry{Actor: actor, Fact: "registry.person_ended", Kind: "registry_business", Subject: business, Data: map[string]any{"row": x.Person.ID, "role": x.Person.Role}})
	}
	return diary.Write(tx, diary.Entry{Actor: actor, Fact: "registry.person_returned", Kind: "registry_business", Subject: business, Data: map[string]any{"row": x.Person.ID, "role": x.Person.Role}})
}
