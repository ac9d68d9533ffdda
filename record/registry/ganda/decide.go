package ganda

import (
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/registry"
)

// Deciding is what an officer says of a pair. Versions are of the two as they were
// looked at: of a change since then the officer must learn first.
type Deciding struct {
	A, B               db.ID
	VersionA, VersionB int64
	Keep               db.ID  // which of the two stays, where they are merged
	Owners             string // where registry.MergeAsks: registry.OwnersAlong or registry.OwnersStay
}

// Survivor is which of two is to be kept: what is public before what is not, and never the
// other way round; then what is better proven, then the older one.
func Survivor(a, b registry.Business) db.ID {
	rank := func(x registry.Business) int {
		n := len(x.Proofs)
		for _, p := range x.Proofs {
			if p.Level > registry.Through {
				n += 100
			}
		}
		switch x.State {
		case registry.Published:
			n += 100_000
		case registry.Suspended, registry.Submitted:
			n += 50_000
		}
		return n
	}
	if ra, rb := rank(a), rank(b); rb > ra || rb == ra && b.ID < a.ID {
		return b.ID
	}
	return a.ID
}

// checks answers who decides about both, and refuses where one of them is not as it
// was looked at.
func (k *Desk) checks(tx *db.Tx, session string, in Deciding) (account.Who, error) {
	var who account.Who
	for _, side := range []struct {
		id      db.ID
		version int64
	}{{in.A, in.VersionA}, {in.B, in.VersionB}} {
		var err error
		if who, err = k.Book.MayCheckOn(tx, session, side.id); err != nil {
			return who, err
		}
		b, err := registry.ByID(tx, side.id)
		if err != nil {
			return who, err
		}
		if side.version != 0 && side.version != b.Version && k.fault != "version" {
			return who, fault.New(fault.Conflict, "ganda.moved")
		}
	}
	return who, nil
}

// end brings a pair from a state to another; a pair that nobody has kept yet is kept.
func (k *Desk) end(tx *db.Tx, in Deciding, from, to State, actor string) error {
	a, b := Ordered(in.A, in.B)
	if a == b {
		return fault.New(fault.NotFound, "registry.no_business")
	}
	if from == Waiting {
		if _, err := tx.Exec(`insert into registry_ganda_pair (a, b, odds, sure, parts, state, found_at, decided_by, decided_at)
			values ($1, $2, 0, $3, '', 'waiting', $4, '', null) on conflict (a, b) do nothing`, a, b, false, tx.Now()); err != nil {
			return err
		}
	}
	if to == Waiting {
		actor = ""
	}
	return tx.ExecOr(fault.New(fault.Conflict, "ganda.decided"),
		`update registry_ganda_pair set state = $4, decided_by = $5, decided_at = $6 where a = $1 and b = $2 and state = $3`, a, b, string(from), string(to), actor, db.Null(tx.Now(), to != Waiting))
}

// Merge says that two are one business: the other one is merged into the one that is
// kept, and stays as it is.
func (k *Desk) Merge(tx *db.Tx, session string, in Deciding) error {
	who, err := k.checks(tx, session, in)
	if err != nil {
		return err
	}
	if in.Keep != in.A && in.Keep != in.B {
		return fault.New(fault.Invalid, "ganda.keep_needed").At("simpan", "ganda.keep_needed")
	}
	if err := k.end(tx, in, Waiting, Merged, who.Actor()); err != nil {
		return err
	}
	return k.Book.Merge(tx, session, registry.Step{Business: in.other(), Owners: in.Owners}, in.Keep)
}

func (in Deciding) other() db.ID {
	if in.Keep == in.A {
		return in.B
	}
	return in.A
}

// Refuse says that two are two.
func (k *Desk) Refuse(tx *db.Tx, session string, in Deciding) error {
	who, err := k.checks(tx, session, in)
	if err != nil {
		return err
	}
	if err := k.end(tx, in, Waiting, Different, who.Actor()); err != nil {
		return err
	}
	return tell(tx, in, func(one, other db.ID) diary.Entry {
		return diary.Entry{Actor: who.Actor(), Fact: "registry.twin_refused", Kind: "registry_business", Subject: one, Data: map[string]any{"other": other}}
	})
}

// Reopen takes back that two are two: the pair waits again.
func (k *Desk) Reopen(tx *db.Tx, session string, in Deciding) error {
	who, err := k.checks(tx, session, in)
	if err != nil {
		return err
	}
	if err := k.end(tx, in, Different, Waiting, who.Actor()); err != nil {
		return err
	}
	return tell(tx, in, func(one, other db.ID) diary.Entry {
		return diary.Entry{Actor: who.Actor(), Fact: "registry.twin_reopened", Kind: "registry_business", Subject: one, Data: map[string]any{"other": other}}
	})
}

// Unmerge takes a merger back: the merged one is as it was, and the pair is known as
// two, by who took it back.
func (k *Desk) Unmerge(tx *db.Tx, session string, in Deciding) error {
	who, err := k.checks(tx, session, in)
	if err != nil {
		return err
	}
	if err := k.end(tx, in, Merged, Different, who.Actor()); err != nil {
		return err
	}
	for _, id := range []db.ID{in.A, in.B} {
		b, err := registry.ByID(tx, id)
		if err != nil {
			return err
		}
		if b.State == registry.Merged && (b.MergedInto == in.A || b.MergedInto == in.B) {
			return k.Book.Unmerge(tx, session, registry.Step{Business: id})
		}
	}
	return nil // somebody took it back elsewhere: now it is known
}

// tell writes of both, so that who follows one of them learns of it.
func tell(tx *db.Tx, in Deciding, entry func(one, other db.ID) diary.Entry) error {
	err := diary.Write(tx, entry(in.A, in.B))
	if err == nil {
		err = diary.Write(tx, entry(in.B, in.A))
	}
	return err
}
