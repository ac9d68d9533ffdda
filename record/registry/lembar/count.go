package lembar

import (
	"context"
	"slices"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/registry"
)

// atOnce is how many rows count in one act.
const atOnce = 8

// Finish counts the ticks of a sheet: some rows in each short act, and the sheet in the
// last. Cut off between, it is carried on when it is asked again.
func (d Desk) Finish(ctx context.Context, store *db.DB, session string, sheet db.ID) error {
	for left := 1; left > 0; {
		err := store.Write(ctx, func(tx *db.Tx) (err error) {
			left, err = d.countSome(tx, session, sheet)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// countSome counts a few rows, and tells how many are left. With none left the sheet
// is entered.
func (d Desk) countSome(tx *db.Tx, session string, sheet db.ID) (int, error) {
	who, s, err := seen(tx, session, MayEnter, sheet)
	if err != nil {
		return 0, err
	}
	switch s.State {
	case Void:
		return 0, fault.New(fault.Conflict, "lembar.is_void", s.Number)
	case Entered:
		return 0, nil
	}
	rows, err := db.All(tx, scanRow, rowSelect+` where r.sheet = $1 and r.tick <> r.counted order by r.n`, sheet)
	if err != nil {
		return 0, err
	}
	for _, r := range rows[:min(atOnce, len(rows))] {
		if err := d.count(tx, who, session, s, r); err != nil {
			return 0, err
		}
	}
	if left := len(rows) - atOnce; left > 0 {
		return left, nil
	}
	return 0, d.enter(tx, who, s)
}

// enter ends the entering of a sheet.
func (d Desk) enter(tx *db.Tx, who account.Who, s Sheet) error {
	ticked, _, err := db.One(tx, (*db.Row).Int, `select count(*) from registry_lembar_row where sheet = $1 and tick > 0`, s.ID)
	if err != nil {
		return err
	}
	hands, err := HandsOf(tx, s.ID)
	if err != nil {
		return err
	}
	if ticked+len(hands) == 0 {
		return fault.New(fault.Invalid, "lembar.nothing_ticked")
	}
	if err := tx.ExecOr(fault.New(fault.Conflict, "lembar.moved"), `update registry_lembar set state = 'entered', entered_at = $2, entered_by = $3 where id = $1 and state = 'printed'`, s.ID, tx.Now(), who.Actor()); err != nil {
		return err
	}
	if err := forgetStreets(tx, s.ID); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.sheet_entered", Kind: "registry_lembar", Subject: s.ID,
		Data: map[string]any{"area": s.Kelurahan, "rt": s.RT, "ticked": ticked, "new": len(hands)}})
}

// count makes what stands in the diary and the register fit the tick of a row: what
// counted before is taken back first. Who stands in the business leaves it to another.
func (d Desk) count(tx *db.Tx, who account.Who, session string, s Sheet, r Row) error {
	if r.Tick == r.Counted && !leftOut("once") {
		return nil
	}
	if err := notOwn(tx, who, r.Business); err != nil {
		return err
	}
	if r.Counted != None {
		if err := d.uncount(tx, who, session, s, r); err != nil {
			return err
		}
		r.made = 0
	}
	if r.Tick != None {
		if err := diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.ticked", Kind: "registry_business", Subject: r.Business,
			Data: map[string]any{"tick": r.Tick.Code(), "sheet": s.ID}}); err != nil {
			return err
		}
	}
	if r.Tick == Still {
		var err error
		if r.made, err = d.confirm(tx, session, r); err != nil {
			return err
		}
	}
	return tx.ExecOr(fault.New(fault.Conflict, "lembar.moved"), `update registry_lembar_row set counted = $3, counted_at = $4, made_version = $5, decided = '', decided_at = null, decided_by = ''
		where sheet = $1 and n = $2`, s.ID, r.N, int(r.Tick), tx.Now(), db.Null(r.made, r.made != 0))
}

// confirm says on the word of the RT that a business bears its name and is where it
// is. What changed since the paper was printed is not what the RT saw. made is the
// version of the change; 0 where nothing better is known now than before.
func (d Desk) confirm(tx *db.Tx, session string, r Row) (made int64, err error) {
	facts := []registry.Fact{registry.Name, registry.Kelurahan, registry.RT}
	for range 2 {
		saved, err := d.Book.Change(tx, session, registry.Changing{Business: r.Business, Version: r.Version, Confirm: facts, Level: registry.Sheet})
		if fault.Is(err, fault.Conflict) || fault.Is(err, fault.Denied) {
			return 0, nil // it is closed, or another area's by now
		}
		if err != nil || len(saved.Clashes) == 0 {
			if len(saved.Changed) == 0 {
				return 0, err
			}
			return saved.Version, err
		}
		facts = slices.DeleteFunc(facts, func(f registry.Fact) bool {
			return slices.ContainsFunc(saved.Clashes, func(c registry.Clash) bool { return c.Fact == f })
		})
	}
	return 0, nil
}

// uncount takes back what a tick did: the diary says so, and a confirmation that
// nobody built on since is undone.
func (d Desk) uncount(tx *db.Tx, who account.Who, session string, s Sheet, r Row) error {
	if r.made != 0 {
		if err := d.takeBack(tx, session, r); err != nil {
			return err
		}
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.unticked", Kind: "registry_business", Subject: r.Business,
		Data: map[string]any{"tick": r.Counted.Code(), "sheet": s.ID}})
}

func (d Desk) takeBack(tx *db.Tx, session string, r Row) error {
	all, err := d.Book.History(tx, session, r.Business, r.made+1, 1)
	if err == nil && len(all) == 1 && all[0].Version == r.made {
		_, err = d.Book.TakeBack(tx, session, registry.TakingBack{Change: all[0].ID})
	}
	if fault.Is(err, fault.Conflict) || fault.Is(err, fault.Denied) {
		return nil // others went on from it: it stays
	}
	return err
}
