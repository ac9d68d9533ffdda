package registry

import (
	"slices"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
)

// What an officer says of the owners of a business that is merged away, where the one
// that is kept belongs to no account: they come along and own it too, or they stay with
// theirs alone, which they still see.
const (
	OwnersAlong = "along"
	OwnersStay  = "stay"
)

// MergeAsks reports whether it must be said what becomes of the owners of a business
// that is merged into another one: it has some with an account, and the other has none.
// Where the other has one, nobody gets it by a merger: its owner invites them.
func MergeAsks(tx *db.Tx, business, into db.ID) (bool, error) {
	theirs, err := OwnersOf(tx, business)
	if err != nil || len(theirs) == 0 {
		return false, err
	}
	there, err := OwnersOf(tx, into)
	return len(there) == 0, err
}

// Merge says that a business is the same as another one. Nothing of it is lost: it
// stands still as it is, what it showed is shown by the other one, and Unmerge brings it
// back. An officer needs the right over both. What is public is merged only into what
// is public.
func (k *Book) Merge(tx *db.Tx, session string, in Step, into db.ID) error {
	who, b, err := k.checking(tx, session, in)
	if err != nil {
		return err
	}
	_, other, err := k.checking(tx, session, Step{Business: into})
	if err != nil {
		return err
	}
	_, carries, err := db.One(tx, (*db.Row).ID, `select id from registry_business where merged_into = $1 limit 1`, b.ID)
	if err != nil {
		return err
	}
	if other.ID == b.ID || !other.State.changes() || carries {
		return fault.New(fault.Conflict, "registry.merge_one_that_stands").At("into", "registry.merge_one_that_stands")
	}
	if b.State == Published && other.State != Published && !leftOut("public") {
		return fault.New(fault.Conflict, "registry.merge_into_public").At("into", "registry.merge_into_public")
	}
	asks, err := MergeAsks(tx, b.ID, other.ID)
	switch {
	case err != nil:
		return err
	case asks && in.Owners != OwnersAlong && in.Owners != OwnersStay:
		return fault.New(fault.Invalid, "registry.merge_owners").At("owners", "registry.merge_owners")
	}
	if err := k.move(tx, who.Actor(), b, step{move: Merging, into: into}); err != nil {
		return err
	}
	if asks && in.Owners == OwnersAlong {
		if err := k.comeAlong(tx, session, b.ID, other.ID); err != nil {
			return err
		}
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.merged", Kind: "registry_business", Subject: b.ID, Data: map[string]any{"into": into}})
}

// comeAlong makes the owners of a merged business owners of the other one. Whose a
// business is, an officer says in person: the right is lent to no program.
func (k *Book) comeAlong(tx *db.Tx, session string, from, into db.ID) error {
	who, _, err := k.For(tx, session, MayPeople, into)
	if err != nil {
		return err
	}
	theirs, err := OwnersOf(tx, from)
	for _, person := range theirs {
		if err != nil {
			return err
		}
		row := tx.NewID()
		if _, err = tx.Exec(`insert into registry_business_person (id, business, person, role, sealed, since, until, agreed_at, made_at, made_by, ended_by, of_merge)
			values ($1, $2, $3, 'owner', '', $4, '', null, $5, $6, '', $7)`, row, into, person, date.DayOf(tx.Now()).String(), tx.Now(), who.Actor(), from); err == nil {
			err = turnRow(tx, turning{business: into, person: row, kind: "added", by: who.Actor(), level: Through, beginsWithTheRow: true})
		}
		if err == nil {
			err = diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.person_added", Kind: "registry_business", Subject: into, Data: map[string]any{"row": row, "role": Owner}})
		}
	}
	return err
}

// Unmerge brings a merged business back, as it was. Owners who came along with it leave
// the other one, and what a list says of it reaches it again.
func (k *Book) Unmerge(tx *db.Tx, session string, in Step) error {
	who, b, err := k.checking(tx, session, in)
	if err != nil {
		return err
	}
	if !b.Forgotten.IsZero() {
		return fault.New(fault.Conflict, "registry.forgotten")
	}
	if err := k.move(tx, who.Actor(), b, step{move: Unmerging}); err != nil {
		return err
	}
	if err := leaveAgain(tx, who, b); err != nil {
		return err
	}
	if err := hearAgain(tx, b.ID); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.unmerged", Kind: "registry_business", Subject: b.ID, Data: map[string]any{"from": b.MergedInto}})
}

// leaveAgain ends what owners got with a merger.
func leaveAgain(tx *db.Tx, who account.Who, b Business) error {
	rows, err := db.All(tx, (*db.Row).ID, `select id from registry_business_person where of_merge = $1 and until = '' order by id`, b.ID)
	for _, row := range rows {
		if err != nil || leftOut("leave") {
			return err
		}
		if _, err = tx.Exec(`update registry_business_person set until = $2, ended_by = $3 where id = $1`, row, date.DayOf(tx.Now()).String(), who.Actor()); err == nil {
			err = leaves(tx, b.MergedInto, row, date.DayOf(tx.Now()), who.Actor(), Through)
		}
		if err == nil {
			err = diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.person_ended", Kind: "registry_business", Subject: b.MergedInto, Data: map[string]any{"row": row, "role": Owner}})
		}
	}
	return err
}

// hearAgain forgets what rows of lists said since the merger: it was said of the other
// one, so the same words are news to this one.
func hearAgain(tx *db.Tx, business db.ID) error {
	_, err := tx.Exec(`update registry_source_row set digest = '' where business = $1
		and at >= (select max(m.at) from registry_move m where m.business = $1 and m.move = 'merge')`, business)
	return err
}

// stands follows a business that was merged to the one that stands for it.
func (k *Book) stands(tx *db.Tx, b Business) (Business, error) {
	var err error
	for err == nil && b.State == Merged && !leftOut("follow") {
		b, err = k.whole(tx, b.MergedInto)
	}
	return b, err
}

// ShownBy names the business that shows the things of another one now: itself, or the one
// that it was merged into while it was public. Whom that one belongs to changes them.
// What nobody had checked stays hidden with its own record.
func ShownBy(tx *db.Tx, business db.ID) (db.ID, error) {
	into, merged, err := db.One(tx, (*db.Row).ID, `select merged_into from registry_business where id = $1 and merged_state = 'published' and forgotten_at is null`, business)
	if err == nil && merged {
		return into, nil
	}
	return business, err
}

// ShowsOf lists those whose things each of many businesses shows, as ShownBy says; all
// has each business before those that were merged.
func ShowsOf(tx *db.Tx, businesses []db.ID) (shownBy map[db.ID]db.ID, all []db.ID, err error) {
	shownBy = map[db.ID]db.ID{}
	for _, id := range businesses {
		shownBy[id] = id
	}
	type pair struct{ id, into db.ID }
	merged, err := db.Among(tx, func(r *db.Row) pair { return pair{r.ID(), r.ID()} },
		`select id, merged_into from registry_business where merged_state = 'published' and forgotten_at is null and merged_into in `, ` order by id`, businesses)
	all = append(all, businesses...)
	for _, m := range merged {
		if _, asked := shownBy[m.id]; !asked {
			all = append(all, m.id)
		}
		shownBy[m.id] = m.into
	}
	return shownBy, all, err
}

// WithSurvivors adds to businesses those that others of them were merged into, each once:
// what changes about a merged one changes what the other one shows.
func WithSurvivors(tx *db.Tx, businesses []db.ID) ([]db.ID, error) {
	into, err := db.Among(tx, (*db.Row).ID, `select merged_into from registry_business where merged_into is not null and id in `, ` order by id`, businesses)
	out := slices.Clone(businesses)
	for _, id := range into {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out, err
}
