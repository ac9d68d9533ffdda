package registry_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/registry"
)

// look is a business as somebody sees it.
func (w *town) look(session string, id db.ID) (v registry.View, err error) {
	err = w.d.Read(w.Context(), func(tx *db.Tx) (err error) { v, err = w.book.See(tx, session, id); return err })
	return v, err
}

// public lists the facts that the public sees.
func (w *town) public(id db.ID) string {
	w.Helper()
	v, err := w.look("", id)
	if err != nil || v.As != registry.Public {
		w.Fatal(v.As, err)
	}
	var shown []string
	for f, text := range v.Facts {
		if slices.Contains([]registry.Fact{registry.Address, registry.Point, registry.RT, registry.Phone, registry.WA, registry.Mail, registry.Sales, registry.Capital, registry.NIB, registry.WorkersM, registry.StreetVendor, registry.AtHome}, f) {
			shown = append(shown, string(f)+"="+text)
		}
	}
	slices.Sort(shown)
	if v.Placed {
		shown = append(shown, "placed")
	}
	return strings.Join(shown, " ")
}

func TestSafeByDefault(t *testing.T) {
	eachTown(t, func(w *town) {
		set := stall()
		set[registry.WA], set[registry.Mail], set[registry.NIB], set[registry.WorkersM] = "0812 3456 7890", "siti@contoh.id", "9120001234567", "2"
		id := w.published(set)
		change := func(set registry.Values) { w.changed(w.owner, registry.Changing{Business: id, Set: set}) }
		if got := w.public(id); got != "" {
			w.Errorf("of a home the public sees %s", got)
		}
		change(registry.Values{registry.AtHome: "", registry.StreetVendor: "ya"}) // not known to be none
		if got := w.public(id); got != "" {
			w.Errorf("of what may be a home the public sees %s", got)
		}
		change(registry.Values{registry.StreetVendor: "tidak", registry.AtHome: "ya", registry.AddressPublic: "ya", registry.WAPublic: "ya"})
		if got := w.public(id); got != "address=Jl. Jenderal Sudirman No. 7 point=-1.230123 116.830456 gps rt=12 wa=6281234567890 placed" {
			w.Errorf("what the owner opened: %s", got)
		}
		change(registry.Values{registry.StreetVendor: "ya"})
		if got := w.public(id); got != "wa=6281234567890" {
			w.Errorf("of a street vendor the public sees %s", got)
		}
		change(registry.Values{registry.StreetVendor: "tidak", registry.AtHome: "tidak", registry.AddressPublic: "tidak", registry.WAPublic: "tidak"})
		if got := w.public(id); got != "address=Jl. Jenderal Sudirman No. 7 point=-1.230123 116.830456 gps rt=12 placed" {
			w.Errorf("of a shop the public sees %s", got)
		}
		var b registry.Business
		w.read(func(tx *db.Tx) (err error) { b, _, err = w.book.Shown(tx, id); return err })
		if v, _ := w.look("", id); fmt.Sprint(b.Facts) != fmt.Sprint(v.Facts) {
			w.Errorf("Shown and See differ: %v, %v", b.Facts, v.Facts)
		}
	})
}

func TestEachEyeSeesItsOwn(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published(stall())
		for who, want := range map[string]struct {
			account.Who
			as    registry.Eye
			facts string // phone, sales, address
		}{
			"owner": {w.owner, registry.Owning, "yyy"}, "helper": {w.helper, registry.Helping, "yny"}, "officer": {w.officer, registry.Officer, "nnn"},
			"another kecamatan": {w.stranger, registry.Public, "nnn"}, "another owner": {w.other, registry.Public, "nnn"}, "inspector": {w.inspector, registry.Officer, "nnn"},
		} {
			v, err := w.look(want.Session, id)
			got := ""
			for _, f := range []registry.Fact{registry.Phone, registry.Sales, registry.Address} {
				got += map[bool]string{true: "y", false: "n"}[v.Facts[f] != ""]
			}
			if err != nil || v.As != want.as || got != want.facts || v.Mine != (who == "owner") {
				w.Errorf("%s sees %s as %s: %v", who, got, v.As, err)
			}
			if v.As == registry.Officer && (!v.Placed || v.Near.Lat == -1_230_123) {
				w.Errorf("%s has %v", who, v.Near)
			}
		}
		draft := w.register(w.owner, stall())
		for _, who := range []account.Who{w.other, w.stranger, {}} {
			_, err := w.look(who.Session, draft)
			w.refused("a draft of somebody else", err, fault.NotFound, "registry.no_business")
		}
		// What an officer reads of the history is without what is private.
		var all []registry.Change
		w.read(func(tx *db.Tx) (err error) { all, err = w.book.History(tx, w.officer.Session, id, 0, 10); return err })
		for _, f := range []registry.Fact{registry.Phone, registry.Sales, registry.Address, registry.Point} {
			if _, there := all[0].Values[f]; there || !slices.Contains(all[0].Facts, f) {
				w.Errorf("an officer reads %s in the history: %v", f, all[0].Values[f])
			}
		}
	})
}

// TestAtRestNothingPrivateIsReadable: whoever has the database alone.
func TestAtRestNothingPrivateIsReadable(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published(stall())
		w.changed(w.helper, registry.Changing{Business: id, Set: registry.Values{registry.Phone: "0812 9999 8888"}})
		w.read(func(tx *db.Tx) error {
			for table, columns := range map[string]string{"registry_business": "sealed || proof || address || coalesce(cast(lat as text), '')", "registry_change": "plain || sealed || proof_after", "registry_proposal": "plain || sealed"} {
				all, err := db.All(tx, (*db.Row).Text, `select `+columns+` from `+table)
				if err != nil {
					return err
				}
				for _, s := range []string{"6281234567890", "6281299998888", "omzet_300jt", "Sudirman", "230123"} {
					if strings.Contains(strings.Join(all, "\n"), s) {
						w.Errorf("%s holds %q", table, s)
					}
				}
			}
			return nil
		})
	})
}

func TestAsOf(t *testing.T) {
	eachTown(t, func(w *town) {
		before := w.clock.Now().Add(-time.Second)
		id := w.published(stall())
		first := w.clock.Now().Add(-time.Microsecond)
		w.changed(w.officer, registry.Changing{Business: id, Set: registry.Values{registry.Name: "Depot Siti"}, Level: registry.Seen})
		as := func(session string) (b registry.Business, found bool) {
			w.read(func(tx *db.Tx) (err error) {
				b, found, err = w.book.AsOf(tx, session, id, first)
				return err
			})
			return b, found
		}
		if b, found := as(w.owner.Session); !found || b.Facts[registry.Name] != "Warung Bu Siti" || b.State != registry.Published || b.Proofs[registry.Name].Level != registry.Told {
			w.Errorf("%+v", b)
		}
		if b, _ := as(w.officer.Session); b.Facts[registry.Phone] != "" {
			w.Error("an officer reads a phone in the past")
		}
		w.read(func(tx *db.Tx) error {
			_, found, err := w.book.AsOf(tx, w.owner.Session, id, before)
			if found {
				w.Error("it was there before it was")
			}
			return err
		})
	})
}

func TestPeopleAndPermits(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published(stall())
		var row db.ID
		add := func(session string, in registry.Joining) error {
			return w.write(func(tx *db.Tx) (err error) { row, err = w.book.AddPerson(tx, session, in); return err })
		}
		w.refused("a worker who was not asked", add(w.owner.Session, registry.Joining{Business: id, Person: w.other.Person, Role: registry.Worker}), fault.Denied, "registry.worker_agrees")
		w.must(func(tx *db.Tx) (err error) { row, err = w.book.Agree(tx, w.other.Session, id); return err })
		w.refused("twice", w.write(func(tx *db.Tx) error { return second(w.book.Agree(tx, w.other.Session, id)) }), fault.Conflict, "registry.person_there")
		today := dayOf(w.clock.Now())
		end := func(session string, row db.ID) error {
			return w.write(func(tx *db.Tx) error { return w.book.EndPerson(tx, session, row, today) })
		}
		w.refused("a stranger ends it", end(w.stranger.Session, row), fault.Denied, "")
		if err := end(w.other.Session, row); err != nil {
			w.Error(err)
		}
		var people []registry.Person
		w.read(func(tx *db.Tx) (err error) { people, err = w.book.People(tx, w.owner.Session, id); return err })
		if len(people) != 2 || people[0].Role != registry.Owner || people[1].Agreed.IsZero() || people[1].Until != today {
			t.Fatalf("%+v", people)
		}
		w.refused("the last owner", end(w.owner.Session, people[0].ID), fault.Conflict, "registry.last_owner")
		var permit db.ID
		p := registry.Permit{Business: id, Kind: "pirt", Number: "2.06.6471.01.0012-30", Issuer: "Dinas Kesehatan", Issued: today, Level: registry.Document}
		w.refused("a maker's document", w.write(func(tx *db.Tx) error { return second(w.book.AddPermit(tx, w.owner.Session, p)) }), fault.Denied, "registry.level_not_yours")
		w.must(func(tx *db.Tx) (err error) { permit, err = w.book.AddPermit(tx, w.officer.Session, p); return err })
		w.refused("twice", w.write(func(tx *db.Tx) error { return second(w.book.AddPermit(tx, w.officer.Session, p)) }), fault.Conflict, "registry.permit_there")
		w.refused("the owner takes out", w.write(func(tx *db.Tx) error { return w.book.RemovePermit(tx, w.owner.Session, permit, "dicabut") }), fault.Denied, "registry.permit_of_officer")
		w.must(func(tx *db.Tx) error { return w.book.RemovePermit(tx, w.officer.Session, permit, "dicabut") })
		w.refused("what is out", w.write(func(tx *db.Tx) error { return w.book.RemovePermit(tx, w.officer.Session, permit, "dicabut") }), fault.NotFound, "")
	})
}
