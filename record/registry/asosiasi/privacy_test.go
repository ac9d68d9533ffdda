package asosiasi

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/record/account"
	"alun/record/registry"
)

// secrets are what the owner wrote down and nobody else reads; of what is shown to the
// public, the contact is left out too.
var secrets = []string{"6281234567890", "6281234567891", "siti@rahasia.example", "Melati", "omzet_300jt", "116.83", "1.270"}

// An association sees of a member what everybody sees, less the contacts: also where who
// speaks for it is an officer of the area.
func TestAnAssociationReadsNothingPrivate(t *testing.T) {
	eachTown(t, func(w *town) {
		if err := w.readsNothing(); err != nil {
			t.Error(err)
		}
	})
}

func (w *town) readsNothing() error {
	id := w.stall("Amplang Siti")
	m := w.member(id)
	for _, who := range []account.Who{w.chair, w.officer} {
		for name, see := range map[string]func(tx *db.Tx) ([]Member, error){
			"the list": func(tx *db.Tx) ([]Member, error) { return w.desk.Members(tx, who.Session, w.one, Valid, 0, 50) },
			"one": func(tx *db.Tx) ([]Member, error) {
				x, err := w.desk.Member(tx, who.Session, m)
				return []Member{x}, err
			},
		} {
			var all []Member
			var shown registry.Business
			w.read(func(tx *db.Tx) (err error) {
				if all, err = see(tx); err == nil {
					shown, _, err = w.book.Shown(tx, id)
				}
				return err
			})
			if len(all) != 1 || !all[0].Public {
				return fmt.Errorf("%s has %d members", name, len(all))
			}
			said := fmt.Sprintf("%+v", all[0].Business)
			for _, secret := range secrets {
				if strings.Contains(said, secret) {
					return fmt.Errorf("%s tells %q", name, secret)
				}
			}
			for _, contact := range []registry.Fact{registry.WA, registry.WAPublic} {
				delete(shown.Facts, contact)
				delete(shown.Proofs, contact)
				delete(all[0].Business.Proofs, contact)
			}
			if !reflect.DeepEqual(all[0].Business.Facts, shown.Facts) || !reflect.DeepEqual(all[0].Business.Proofs, shown.Proofs) {
				return fmt.Errorf("%s tells other than the public sees: %v, %v", name, all[0].Business.Facts, shown.Facts)
			}
		}
	}
	return nil
}

// Of a member that is not public any more an association sees nothing, its officers too.
func TestAHiddenMemberIsNotSeen(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.stall("Amplang Siti")
		m := w.member(id)
		w.must(func(tx *db.Tx) error { return w.desk.Show(tx, w.owner.Session, m, true) })
		w.must(func(tx *db.Tx) error {
			return w.book.Suspend(tx, w.counter.Session, registry.Step{Business: id, Reason: "aduan", Sentence: "Ada aduan yang diperiksa."})
		})
		w.read(func(tx *db.Tx) error {
			x, err := w.desk.Member(tx, w.officer.Session, m)
			if x.Public || x.Business.ID != 0 || len(x.Business.Facts) != 0 {
				t.Errorf("a suspended member is seen: %+v", x.Business)
			}
			if c, err := Count(tx, w.one); err != nil || c.All != 0 || len(w.badges(id)) != 0 {
				t.Errorf("it counts: %+v %v", c, err)
			}
			return err
		})
	})
}

// Everybody sees those whose owners show it, and how many there are from ten on, unless the
// hidden ones could be counted by it.
func TestHowManyThereAreIsToldFromTenOn(t *testing.T) {
	for c, want := range map[Counted]bool{{0, 0}: false, {9, 9}: false, {10, 10}: true, {10, 0}: true, {10, 1}: false, {12, 8}: false, {25, 15}: true, {25, 16}: false} {
		if c.Told() != want {
			t.Errorf("%+v is told: %v", c, c.Told())
		}
	}
	eachTown(t, func(w *town) {
		if err := w.showsOnly(); err != nil {
			t.Error(err)
		}
	})
}

func (w *town) showsOnly() error {
	shown, hidden := w.stall("Amplang Tampil"), w.stall("Amplang Sembunyi")
	m := w.member(shown)
	w.member(hidden)
	w.must(func(tx *db.Tx) error { return w.desk.Show(tx, w.owner.Session, m, true) })
	var all []registry.Business
	var c Counted
	w.read(func(tx *db.Tx) (err error) {
		if all, err = w.desk.ShownMembers(tx, w.one, 0, 50); err == nil {
			c, err = Count(tx, w.one)
		}
		return err
	})
	if len(all) != 1 || all[0].ID != shown || len(w.badges(hidden)) != 0 {
		return fmt.Errorf("everybody sees %d members", len(all))
	}
	if (c != Counted{2, 1}) {
		return fmt.Errorf("counted are %+v", c)
	}
	if c.Told() {
		return errors.New("two are told")
	}
	return nil
}
