package account_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
)

const sitiCard, otherCard = "6471024505900001", "6471020505900002"

// lists keeps the archive's lists of names, as a room above would.
func (a *archive) lists() {
	a.desk.Keepers = []account.Keeper{{Table: "diary_entry",
		Read: func(tx *db.Tx, nik string) ([]account.Held, error) {
			all, err := diary.About(tx, "account_person", 1, 99)
			if err != nil || nik != sitiCard || slices.ContainsFunc(all, func(e diary.Entry) bool { return e.Fact == "account.lang_set" }) {
				return nil, err
			}
			return []account.Held{{What: "list.name", Value: sitiName, From: tx.Now()}}, nil
		},
		Forget: func(tx *db.Tx, actor, nik string) (int, error) { // a mark stands for what is gone
			if nik != sitiCard {
				return 0, nil
			}
			return 1, diary.Write(tx, diary.Entry{Actor: actor, Fact: "account.lang_set", Kind: "account_person", Subject: 1})
		}}}
}

func (a *archive) byCard(who account.Who, kind, nik string) (c account.CardRequest) {
	a.t.Helper()
	a.must(func(tx *db.Tx) (err error) { c, err = a.desk.AskByCard(tx, who.Session, kind, nik, true); return err })
	return c
}

func (a *archive) copyByCard(who account.Who, id db.ID, nik string) (said string, err error) {
	err = a.db.Read(a.t.Context(), func(tx *db.Tx) error {
		c, err := a.desk.CardCopy(tx, who.Session, id, nik)
		raw, _ := json.Marshal(c)
		said = string(raw)
		return err
	})
	return said, err
}

func eraseByCard(a *archive, who account.Who, id db.ID, nik string) func(tx *db.Tx) error {
	return func(tx *db.Tx) error { return a.desk.EraseByCard(tx, who.Session, id, nik, true) }
}

func TestACardGivesACopyAndTwoOfficersErase(t *testing.T) {
	eachArchive(t, func(t *testing.T, a *archive) {
		a.lists()
		ask := func(who account.Who, kind string, seen bool) func(tx *db.Tx) error {
			return func(tx *db.Tx) error {
				_, err := a.desk.AskByCard(tx, who.Session, kind, sitiCard, seen)
				return err
			}
		}
		a.refused(fault.Denied, "account.not_yours", ask(a.planner, account.AskCopy, true))
		a.refused(fault.Invalid, "account.request_seen", ask(a.privacy, account.AskCopy, false))
		a.refused(fault.Invalid, "account.request_kind", ask(a.privacy, account.AskRestrict, true))

		c := a.byCard(a.privacy, account.AskCopy, sitiCard)
		if said, err := a.copyByCard(a.privacy, c.ID, sitiCard); err != nil || !strings.Contains(said, sitiName) || !strings.Contains(said, "account_card") || c.Found != 1 {
			t.Errorf("%v: %s", err, said)
		}
		for who, nik := range map[account.Who]string{a.admin: sitiCard, a.privacy: otherCard, a.planner: sitiCard} {
			if said, err := a.copyByCard(who, c.ID, nik); fault.Of(err) == nil || strings.Contains(said, sitiName) {
				t.Errorf("drawn for somebody else, or another number: %v %s", err, said)
			}
		}
		if none := a.byCard(a.privacy, account.AskCopy, otherCard); none.Found != 0 {
			t.Errorf("%+v", none)
		}
		a.refused(fault.Invalid, "account.card_nothing", func(tx *db.Tx) error {
			_, err := a.desk.AskByCard(tx, a.privacy.Session, account.AskErase, otherCard, true)
			return err
		})

		e := a.byCard(a.privacy, account.AskErase, sitiCard)
		a.refused(fault.Conflict, "account.request_waits", ask(a.admin, account.AskErase, true))
		a.refused(fault.Denied, "account.card_takes_two", eraseByCard(a, a.privacy, e.ID, sitiCard))
		a.refused(fault.Invalid, "account.card_other", eraseByCard(a, a.admin, e.ID, otherCard))
		a.refused(fault.Invalid, "account.request_seen", func(tx *db.Tx) error { return a.desk.EraseByCard(tx, a.admin.Session, e.ID, sitiCard, false) })
		a.refused(fault.Denied, "account.not_yours", eraseByCard(a, a.planner, e.ID, sitiCard))
		a.must(eraseByCard(a, a.admin, e.ID, sitiCard))
		a.refused(fault.Conflict, "account.request_answered", eraseByCard(a, a.admin, e.ID, sitiCard))
		if said, err := a.copyByCard(a.privacy, c.ID, sitiCard); fault.Of(err) == nil {
			t.Errorf("drawn after the erasure: %s", said)
		}
		if n := a.count(`select count(*) from account_card where blind <> ''`); n != 1 { // of the number that nobody has
			t.Errorf("%d stand-ins are kept", n)
		}
		if again := a.byCard(a.privacy, account.AskCopy, sitiCard); again.Found != 0 {
			t.Errorf("after the erasure: %+v", again)
		}
	})
}

func TestARequestByCardIsRefusedWithAReason(t *testing.T) {
	eachArchive(t, func(t *testing.T, a *archive) {
		a.lists()
		e := a.byCard(a.privacy, account.AskErase, sitiCard)
		refuse := func(why string) func(tx *db.Tx) error {
			return func(tx *db.Tx) error { return a.desk.RefuseByCard(tx, a.privacy.Session, e.ID, why) }
		}
		a.refused(fault.Invalid, "account.request_why", refuse("malas"))
		a.must(refuse("legal_duty"))
		a.refused(fault.Conflict, "account.request_answered", eraseByCard(a, a.admin, e.ID, sitiCard))
		a.byCard(a.privacy, account.AskErase, sitiCard) // asked anew
	})
}

// TestEachGuardOfACardIsNeeded: left out, what it refuses goes through, but for
// what the database refuses by itself.
func TestEachGuardOfACardIsNeeded(t *testing.T) {
	eachArchive(t, func(t *testing.T, a *archive) {
		a.lists()
		e := a.byCard(a.privacy, account.AskErase, sitiCard)
		a.desk.LeaveOut("one officer")
		err := a.db.Write(t.Context(), eraseByCard(a, a.privacy, e.ID, sitiCard))
		if checked, _ := db.Checked(err); checked != "account_card_takes_two" {
			t.Errorf("the database let one officer erase: %v", err)
		}
		a.desk.LeaveOut("any card")
		a.must(eraseByCard(a, a.admin, e.ID, otherCard))
		c := a.byCard(a.privacy, account.AskCopy, sitiCard)
		a.later(3 * time.Minute)
		if _, err := a.copyByCard(a.privacy, c.ID, sitiCard); fault.Of(err) == nil {
			t.Error("a copy is drawn for ever")
		}
		a.desk.LeaveOut("draws for ever")
		if _, err := a.copyByCard(a.privacy, c.ID, sitiCard); err != nil {
			t.Errorf("the proof is broken: %v", err)
		}
		a.desk.LeaveOut("")
		for range 60 {
			a.must(func(tx *db.Tx) error {
				_, err := a.desk.AskByCard(tx, a.privacy.Session, account.AskCopy, otherCard, true)
				if fault.Is(err, fault.TooMany) {
					err = nil
				}
				return err
			})
		}
		a.refused(fault.TooMany, "account.read_too_many", func(tx *db.Tx) error {
			_, err := a.desk.AskByCard(tx, a.privacy.Session, account.AskCopy, otherCard, true)
			return err
		})
	})
}

// TestALookUpOfACardCounts: one number after the other is looked up 60 times an
// hour, and what is found has no say in it.
func TestALookUpOfACardCounts(t *testing.T) {
	eachArchive(t, func(t *testing.T, a *archive) {
		look := func(who account.Who) func(tx *db.Tx) error {
			return func(tx *db.Tx) error { return a.desk.CountCard(tx, who.Session) }
		}
		a.refused(fault.Denied, "account.not_yours", look(a.planner))
		for range 60 {
			a.must(look(a.privacy))
		}
		a.refused(fault.TooMany, "account.too_many_tries", look(a.privacy))
		a.must(look(a.admin)) // each officer has their own
		a.desk.LeaveOut("no limit")
		a.must(look(a.privacy)) // the proof: it was this that refused
		a.desk.LeaveOut("")
		a.later(time.Hour + time.Second)
		a.must(look(a.privacy))
	})
}

func TestTheTableOfCardsKeepsItsPromises(t *testing.T) {
	eachArchive(t, func(t *testing.T, a *archive) {
		a.lists()
		a.byCard(a.privacy, account.AskErase, sitiCard)
		a.byCard(a.privacy, account.AskCopy, otherCard)
		for rule, statement := range map[string]string{
			"account_card_kind_is_known":      `update account_card set kind = 'x' where state = 'open'`,
			"account_card_state_is_known":     `update account_card set state = 'x', done_at = 1, done_by = made_by where state = 'open'`,
			"account_card_copy_does_not_wait": `update account_card set kind = 'copy' where state = 'open'`,
			"account_card_answer_is_whole":    `update account_card set done_at = 1 where state = 'open'`,
			"account_card_refusal_says_why":   `update account_card set answer = 'legal_duty' where state = 'open'`,
			"account_card_takes_two":          `update account_card set state = 'done', blind = '', done_at = 1, done_by = made_by where state = 'open'`,
			"account_card_erased_is_nobody":   `update account_card set state = 'done', done_at = 1, done_by = (select min(id) from account_person p where p.id <> account_card.made_by) where state = 'open'`,
			"account_card_finds_something":    `update account_card set found = -1`,
			"account_card_is_answered_once":   `update account_card set state = 'refused', answer = 'legal_duty' where state = 'done'`,
			"account_card_is_kept":            `delete from account_card`,
		} {
			a.broken(rule, statement)
		}
		err := a.db.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(`insert into account_card (id, kind, state, blind, found, at, made_by, due, done_at, done_by, answer)
				select 9, 'erase', 'open', blind, 1, 1, made_by, 1, null, null, '' from account_card where state = 'open'`)
			return err
		})
		if !db.Unique(err) {
			t.Errorf("two wait for one card: %v", err)
		}
	})
}

func TestANumberOfACard(t *testing.T) {
	for typed, want := range map[string]string{sitiCard: sitiCard, "6471 0245-0590.0001": sitiCard, "": "", "647102450590000": "", "64710245059000012": "", "647102450590000x": "", "６471024505900001": ""} {
		if got, err := account.ReadCard(typed); got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v", typed, got, err)
		}
	}
}
