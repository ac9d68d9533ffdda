package registry_test

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/registry"
)

func (w *town) invites(who account.Who, business db.ID, person db.ID) (id db.ID, err error) {
	err = w.write(func(tx *db.Tx) (err error) { id, err = w.book.Invite(tx, who.Session, business, person); return err })
	w.clock.MoveOn(time.Second)
	return id, err
}

func (w *town) answers(who account.Who, id db.ID, yes bool) error {
	defer w.clock.MoveOn(time.Second)
	return w.write(func(tx *db.Tx) error { _, err := w.book.AnswerInvitation(tx, who.Session, id, yes); return err })
}

func (w *town) owners(id db.ID) (n int) {
	w.read(func(tx *db.Tx) error {
		all, err := registry.OwnersOf(tx, id)
		n = len(all)
		return err
	})
	return n
}

// leaves ends somebody's own row as an owner.
func (w *town) leaves(who account.Who, id db.ID) error {
	return w.write(func(tx *db.Tx) error {
		row, _, err := db.One(tx, (*db.Row).ID, `select id from registry_business_person where business = $1 and person = $2 and role = 'owner' and until = ''`, id, who.Person)
		if err != nil {
			return err
		}
		return w.book.EndPerson(tx, who.Session, row, dayOf(tx.Now()))
	})
}

// A second owner is one by their own yes alone; then both may all, each may leave, and the
// last may not.
func TestASecondOwnerAgrees(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published(stall())
		for _, who := range []account.Who{w.helper, w.officer, w.other, w.planner} {
			if _, err := w.invites(who, id, w.other.Person); !fault.Is(err, fault.Denied) {
				t.Errorf("%s invites: %v", who.Actor(), err)
			}
		}
		_, err := w.invites(w.owner, id, w.owner.Person)
		w.refused("oneself", err, fault.Invalid, "registry.invite_there")
		_, err = w.invites(w.owner, id, w.planner.Person)
		w.refused("no maker", err, fault.Invalid, "registry.invite_no_maker")
		asked, err := w.invites(w.owner, id, w.other.Person)
		if err != nil {
			t.Fatal(err)
		}
		_, err = w.invites(w.owner, id, w.other.Person)
		w.refused("twice", err, fault.Invalid, "registry.invite_waits")
		if n := w.owners(id); n != 1 {
			t.Errorf("%d owners before anybody agreed", n)
		}
		if _, err := w.change(w.other, id, registry.Values{registry.Web: "b.example"}); !fault.Is(err, fault.Denied) {
			t.Errorf("who is asked changes it: %v", err)
		}
		for _, who := range []account.Who{w.owner, w.helper, w.officer, w.planner} {
			w.refused("another's yes", w.answers(who, asked, true), fault.NotFound, "registry.no_invitation")
		}
		if err := w.answers(w.other, asked, true); err != nil {
			t.Fatal(err)
		}
		w.refused("a second yes", w.answers(w.other, asked, true), fault.NotFound, "registry.no_invitation")
		if s, err := w.change(w.other, id, registry.Values{registry.Web: "b.example"}); err != nil || len(s.Clashes)+len(s.Proposed) > 0 {
			t.Errorf("the second owner changes nothing: %v", err)
		}
		if err := w.leaves(w.owner, id); err != nil || w.owners(id) != 1 {
			t.Errorf("the first leaves: %v", err)
		}
		w.refused("the last leaves", w.leaves(w.other, id), fault.Conflict, "registry.last_owner")
	})
}

// An invitation ends by a no, by who made it, by its time, and with who asked.
func TestAnInvitationEnds(t *testing.T) {
	eachTown(t, func(w *town) {
		for name, end := range map[string]func(id, asked db.ID) error{
			"refused": func(_, asked db.ID) error { return w.answers(w.other, asked, false) },
			"withdrawn": func(id, asked db.ID) error {
				return w.write(func(tx *db.Tx) error { return w.book.Uninvite(tx, w.owner.Session, id, asked) })
			},
			"over": func(_, asked db.ID) error { // fourteen days would end the browsers' time too
				return w.write(func(tx *db.Tx) error {
					_, err := tx.Exec(`update registry_invitation set until = made_at + 1 where id = $1`, asked)
					return err
				})
			},
			"closed": func(id, _ db.ID) error {
				return w.step(w.owner, w.book.Close, id)
			},
		} {
			id := w.published(stall())
			asked, err := w.invites(w.owner, id, w.other.Person)
			if err == nil {
				err = end(id, asked)
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			w.refused(name, w.answers(w.other, asked, true), fault.NotFound, "registry.no_invitation")
			if n := w.owners(id); n != 1 {
				t.Errorf("%s: %d owners", name, n)
			}
			if name == "over" {
				if _, err := w.invites(w.owner, id, w.other.Person); err != nil {
					t.Errorf("asked again: %v", err)
				}
			}
		}
	})
}

// What is forgotten with a person are the invitations too: of both sides.
func TestInvitationsAreForgotten(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published(stall())
		asked, err := w.invites(w.owner, id, w.other.Person)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range w.book.Holdings() {
			if h.Table != "registry_invitation" {
				continue
			}
			w.read(func(tx *db.Tx) error {
				all, err := h.Read(tx, w.other.Person)
				if len(all) != 1 || all[0].Value != "open" {
					t.Errorf("%+v", all)
				}
				return err
			})
			w.must(func(tx *db.Tx) error { return h.Erase(tx, w.other.Person) })
		}
		w.refused("forgotten", w.answers(w.other, asked, true), fault.NotFound, "registry.no_invitation")
	})
}

// brokenInvitations are the promises of the table, each with a statement that breaks it.
var brokenInvitations = map[string]string{
	"registry_invitation_is_for_another":      `update registry_invitation set person = by_person`,
	"registry_invitation_ends_after_it_began": `update registry_invitation set until = made_at`,
	"registry_invitation_state_is_known":      `update registry_invitation set state = 'lupa', decided_at = 1`,
	"registry_invitation_answer_has_its_time": `update registry_invitation set state = 'agreed'`,
	"registry_invitation_waits_once":          `insert into registry_invitation (id, business, person, by_person, made_at, until, state, decided_at) select 1, business, person, by_person, made_at, until, state, decided_at from registry_invitation`,
}

func TestTheTableOfInvitationsKeepsItsPromises(t *testing.T) {
	text, err := fs.ReadFile(registry.Files, "migrations/20261127-12-registry.sql")
	if err != nil {
		t.Fatal(err)
	}
	all := regexp.MustCompile(`(?:constraint|create unique index) (registry_\w+)\s+(?:check|on)`).FindAllStringSubmatch(string(text), -1)
	if len(all) != len(brokenInvitations) {
		t.Errorf("%d constraints, and %d are tried", len(all), len(brokenInvitations))
	}
	eachTown(t, func(w *town) {
		if _, err := w.invites(w.owner, w.published(stall()), w.other.Person); err != nil {
			t.Fatal(err)
		}
		for _, m := range all {
			err := w.write(func(tx *db.Tx) error {
				if _, err := tx.Exec(brokenInvitations[m[1]]); err != nil {
					return err
				}
				return errUndo
			})
			if check, is := db.Checked(err); errors.Is(err, errUndo) || is && check != m[1] || !is && !db.Unique(err) {
				t.Error(fmt.Errorf("%s: %w", m[1], err))
			}
		}
	})
}
