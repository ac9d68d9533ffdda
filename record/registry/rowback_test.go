package registry_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/registry"
)

func (w *town) past(who account.Who, id db.ID) (all []registry.Change) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) { all, err = w.book.Past(tx, who.Session, id, 0, 100); return err })
	return all
}

// undo takes the newest change of a row back.
func (w *town) undo(who account.Who, id db.ID) error {
	w.Helper()
	for _, c := range w.past(w.officer, id) {
		if c.Row != nil {
			return second(w.takeBack(who.Session, registry.TakingBack{Change: c.ID}))
		}
	}
	return errors.New("there is none")
}

func (w *town) proven(id db.ID, number string) (permit db.ID) {
	w.Helper()
	w.must(func(tx *db.Tx) (err error) {
		permit, err = w.book.AddPermit(tx, w.officer.Session, registry.Permit{Business: id, Kind: "halal", Number: number, Level: registry.Document, Issuer: "BPJPH"})
		return err
	})
	w.clock.MoveOn(time.Second)
	return permit
}

func (w *town) removed(permit db.ID, why string) {
	w.Helper()
	w.must(func(tx *db.Tx) error { return w.book.RemovePermit(tx, w.officer.Session, permit, why) })
	w.clock.MoveOn(time.Second)
}

// rowOf is all that a table says of a row.
func (w *town) rowOf(table string, id db.ID) (out string) {
	w.Helper()
	columns := map[string]string{"registry_permit": `kind || '|' || number || '|' || issuer || '|' || level || '|' || added_at || '|' || added_by || '|' || coalesce(removed_at, 0) || '|' || removed_by || '|' || why`,
		"registry_business_person": `coalesce(person, 0) || '|' || role || '|' || sealed || '|' || since || '|' || until || '|' || coalesce(agreed_at, 0) || '|' || made_at || '|' || made_by || '|' || ended_by`}
	w.read(func(tx *db.Tx) (err error) {
		out, _, err = db.One(tx, (*db.Row).Text, `select `+columns[table]+` from `+table+` where id = $1`, id)
		return err
	})
	return out
}

// That a permit was written down or taken out is taken back like a fact: the row is then as
// it was, with its proof, and each step can be taken back again.
func TestAPermitIsTakenBack(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published(stall())
		permit := w.proven(id, "ID-1")
		stood := w.rowOf("registry_permit", permit)
		w.removed(permit, "dicabut")
		out := w.rowOf("registry_permit", permit)
		for i, want := range []string{stood, out, stood} {
			if err := w.undo(w.officer, id); err != nil {
				t.Fatal(i, err)
			}
			if got := w.rowOf("registry_permit", permit); got != want {
				t.Errorf("step %d: %s, want %s", i, got, want)
			}
		}
		if all := w.permits(id); len(all) != 1 || all[0].Level != registry.Document || all[0].Issuer != "BPJPH" {
			t.Errorf("%+v", all)
		}
		var kinds []string
		all := w.past(w.officer, id)
		for _, c := range all {
			kinds = append(kinds, c.Kind)
		}
		if got := strings.Join(kinds, " "); got != "taken_back taken_back taken_back permit_removed permit_added person_added registered" {
			t.Error(got)
		}
		w.refused("an older one", second(w.takeBack(w.officer.Session, registry.TakingBack{Change: all[4].ID})), fault.Conflict, "registry.row_touched_later")
		w.refused("the owner of what an officer proved", w.undo(w.owner, id), fault.Denied, "registry.permit_of_officer")
		w.refused("another area", w.undo(w.stranger, id), fault.Denied, "")
		w.refused("a helper", w.undo(w.helper, id), fault.Denied, "")
		w.refused("a fact of it", second(w.takeBack(w.officer.Session, registry.TakingBack{Change: all[0].ID, Only: []registry.Fact{registry.Name}})), fault.Invalid, "registry.not_in_change")
		w.refused("no such change", second(w.takeBack(w.officer.Session, registry.TakingBack{Change: 7})), fault.NotFound, "registry.no_change")
		if n := w.count(`select count(*) from diary_entry where fact in ('registry.permit_returned', 'registry.permit_removed')`); n != 4 {
			t.Errorf("%d entries in the diary", n)
		}
	})
}

// What was written down by mistake goes out; what was written down anew since does not stand
// twice, and what is closed stands still.
func TestAnAddedPermitIsTakenBack(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published(stall())
		mine := w.holds(w.owner, id, "ID-1")
		if err := w.undo(w.owner, id); err != nil || len(w.permits(id)) != 0 {
			t.Fatal(err, w.permits(id))
		}
		if got := w.rowOf("registry_permit", mine); !strings.HasSuffix(got, "|dibatalkan") {
			t.Error(got)
		}
		back := w.past(w.owner, id)[0]
		w.holds(w.owner, id, "ID-1")
		w.refused("twice", second(w.takeBack(w.owner.Session, registry.TakingBack{Change: back.ID, Why: "Nomor ini ternyata benar."})), fault.Conflict, "registry.permit_there")
		if err := w.undo(w.owner, id); err != nil {
			t.Fatal(err)
		}
		if _, err := w.takeBack(w.owner.Session, registry.TakingBack{Change: back.ID, Why: "Nomor ini ternyata benar."}); err != nil {
			t.Fatal(err)
		}
		last := w.past(w.officer, id)[0]
		if last.Why != "Nomor ini ternyata benar." || last.Of != back.ID || !last.Row.Stands || last.Row.Permit.ID != mine || last.Level != registry.Told {
			t.Errorf("%+v %+v", last, last.Row)
		}
		if err := w.step(w.owner, w.book.Close, id); err != nil {
			t.Fatal(err)
		}
		w.refused("a closed one", w.undo(w.owner, id), fault.Conflict, "registry.is_closed")
	})
}

// What was held at an instant is told from the history, whatever came back since.
func TestPermitsAtKnowWhatCameBack(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published(stall())
		permit := w.proven(id, "ID-1")
		var at []time.Time
		var want []int
		keep := func() {
			at, want = append(at, w.clock.Now()), append(want, len(w.permits(id)))
			w.clock.MoveOn(time.Second)
		}
		keep()
		w.removed(permit, "salah_tulis")
		keep()
		if err := w.undo(w.officer, id); err != nil {
			t.Fatal(err)
		}
		keep()
		for i := range at {
			w.read(func(tx *db.Tx) error {
				got, err := registry.PermitsAt(tx, id, at[i])
				if len(got) != want[i] {
					t.Errorf("%d: %d permits, %d were listed then", i, len(got), want[i])
				}
				return err
			})
		}
		if !slices.Equal(want, []int{1, 0, 1}) {
			t.Error(want)
		}
	})
}

// A permit of a business that was merged is taken back on the one that shows it.
func TestAMergedPermitIsTakenBackWhereItIsShown(t *testing.T) {
	eachTown(t, func(w *town) {
		id, into := w.published(stall()), w.nobodys(stall(), true)
		permit := w.proven(id, "ID-1")
		if err := w.merge(id, into, registry.OwnersStay); err != nil {
			t.Fatal(err)
		}
		w.removed(permit, "dicabut")
		if err := w.undo(w.officer, into); err != nil || len(w.permits(into)) != 1 {
			t.Errorf("%v %v", err, w.permits(into))
		}
		w.must(func(tx *db.Tx) error { return w.book.Unmerge(tx, w.officer.Session, anyStep(id)) })
		if len(w.permits(id)) != 1 || len(w.permits(into)) != 0 {
			t.Error("the permit did not go back with its business")
		}
	})
}

func (w *town) named(id db.ID, name string) (row db.ID) {
	w.Helper()
	w.must(func(tx *db.Tx) (err error) {
		row, err = w.book.AddPerson(tx, w.owner.Session, registry.Joining{Business: id, Name: name, Role: registry.Worker})
		return err
	})
	w.clock.MoveOn(time.Second)
	return row
}

func (w *town) ends(who account.Who, row db.ID) error {
	defer w.clock.MoveOn(time.Second)
	return w.write(func(tx *db.Tx) error { return w.book.EndPerson(tx, who.Session, row, date.DayOf(tx.Now())) })
}

// Who was named or ended is taken back, and the name stays sealed all the way.
func TestAPersonIsTakenBack(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published(stall())
		row := w.named(id, "Mbak Rini")
		stood := w.rowOf("registry_business_person", row)
		if err := w.ends(w.owner, row); err != nil {
			t.Fatal(err)
		}
		out := w.rowOf("registry_business_person", row)
		for i, want := range []string{stood, out, stood} {
			if err := w.undo(w.owner, id); err != nil {
				t.Fatal(i, err)
			}
			if got := w.rowOf("registry_business_person", row); got != want {
				t.Errorf("step %d: %s, want %s", i, got, want)
			}
		}
		if c := w.past(w.owner, id)[0]; c.Row.Person.Name != "Mbak Rini" || c.Row.Person.Role != registry.Worker {
			t.Errorf("%+v", c.Row)
		}
		if c := w.past(w.officer, id)[0]; c.Row.Person.Name != "" {
			t.Errorf("an officer reads %q", c.Row.Person.Name)
		}
		if n := w.count(`select count(*) from registry_row_change where ended_after like '%Rini%' or sealed like '%Rini%'`); n != 0 {
			t.Error("a name stands open in the history")
		}
		w.refused("another area", w.undo(w.stranger, id), fault.Denied, "")
	})
}

// The last owner stays; who went of their own will, or was forgotten, nobody else brings back.
func TestWhoIsNotBroughtBack(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published(stall())
		w.refused("the last owner", w.undo(w.owner, id), fault.Conflict, "registry.last_owner")
		w.coOwned(id)
		if err := w.undo(w.owner, id); err != nil || len(w.ownedBy(id)) != 1 {
			t.Fatal(err)
		}
		if err := w.undo(w.officer, id); err != nil || len(w.ownedBy(id)) != 2 {
			t.Fatal(err)
		}
		var row db.ID
		w.read(func(tx *db.Tx) error {
			all, err := w.book.People(tx, w.owner.Session, id)
			for _, p := range all {
				if p.Person == w.other.Person {
					row = p.ID
				}
			}
			return err
		})
		if err := w.ends(w.other, row); err != nil {
			t.Fatal(err)
		}
		w.refused("who went", w.undo(w.owner, id), fault.Denied, "registry.person_left")
		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`update account_person set state = 'ended', version = version + 1 where id = $1`, w.other.Person)
			return err
		})
		w.refused("whose account is closed", w.undo(w.owner, id), fault.Conflict, "registry.person_forgotten")
		along := w.nobodys(stall(), true)
		if err := w.merge(id, along, registry.OwnersAlong); err != nil {
			t.Fatal(err)
		}
		w.refused("who came along", w.undo(w.officer, along), fault.Conflict, "registry.row_of_merge")
	})
}

// coOwned makes another maker an owner too, by their own yes.
func (w *town) coOwned(id db.ID) {
	w.Helper()
	w.must(func(tx *db.Tx) error {
		asked, err := w.book.Invite(tx, w.owner.Session, id, w.other.Person)
		if err == nil {
			_, err = w.book.AnswerInvitation(tx, w.other.Session, asked, true)
		}
		return err
	})
	w.clock.MoveOn(time.Second)
}

// An erased owner stays away, and what a forgotten business held is not taken back.
func TestForgottenPeopleStayAway(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published(stall())
		w.coOwned(id)
		for _, h := range w.book.Holdings() {
			if h.Erase != nil {
				w.must(func(tx *db.Tx) error { return h.Erase(tx, w.other.Person) })
			}
		}
		w.refused("an erased owner", w.undo(w.officer, id), fault.Conflict, "registry.person_forgotten")
		firm := stall()
		firm[registry.LegalForm], firm[registry.AtHome] = "pt", "tidak"
		legal := w.published(firm)
		w.proven(legal, "ID-7")
		for _, h := range w.book.Holdings() {
			if h.Erase != nil {
				w.must(func(tx *db.Tx) error { return h.Erase(tx, w.owner.Person) })
			}
		}
		c := w.past(w.officer, legal)[1]
		w.refused("of a business that was forgotten", second(w.takeBack(w.officer.Session, registry.TakingBack{Change: c.ID})), fault.Conflict, "registry.forgotten")
	})
}

// Two at once: one of them takes it back, the other is told.
func TestOneOfTwoTakesARowBack(t *testing.T) {
	eachTownWith(t, db.Options{}, func(w *town) {
		id := w.published(stall())
		w.proven(id, "ID-1")
		c := w.past(w.officer, id)[0]
		out := make(chan error)
		for _, who := range []account.Who{w.officer, w.second} {
			go func() { out <- second(w.takeBack(who.Session, registry.TakingBack{Change: c.ID})) }()
		}
		a, b := <-out, <-out
		if (a == nil) == (b == nil) || fault.Of(errors.Join(a, b)) == nil {
			t.Errorf("%v and %v", a, b)
		}
	})
}

// Past tells each change once, page after page.
func TestThePastByPages(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published(stall())
		for i := range 3 {
			w.proven(id, fmt.Sprint("ID-", i))
			w.changed(w.owner, registry.Changing{Business: id, Set: registry.Values{registry.RT: fmt.Sprint(i + 1)}})
		}
		var got []db.ID
		for before := db.ID(0); ; {
			var page []registry.Change
			w.read(func(tx *db.Tx) (err error) { page, err = w.book.Past(tx, w.owner.Session, id, before, 3); return err })
			if len(page) == 0 {
				break
			}
			for _, c := range page {
				got = append(got, c.ID)
			}
			before = page[len(page)-1].ID
		}
		if len(got) != 8 || !slices.IsSortedFunc(got, func(a, b db.ID) int { return int(b - a) }) {
			t.Errorf("%v", got)
		}
	})
}
