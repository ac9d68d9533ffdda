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
	"alun/record/account/accounttest"
	"alun/record/registry"
)

func (w *town) yeses(id db.ID) (all []registry.Consent) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) { all, err = w.book.Consents(tx, w.owner.Session, id); return err })
	return all
}

// TestNothingPrivateIsShownWithoutAYes of the owner: an officer writes down how they said
// so, a helper does not open anything, and the table asks for the same.
func TestNothingPrivateIsShownWithoutAYes(t *testing.T) {
	eachTown(t, func(w *town) {
		set := stall()
		set[registry.WA] = "0812 3456 7890"
		id := w.published(set)
		for f := range map[registry.Fact]bool{registry.AddressPublic: true, registry.PhonePublic: true, registry.WAPublic: true, registry.MailPublic: true} {
			_, err := w.change(w.officer, id, registry.Values{f: "ya"})
			w.refused("an officer opens "+string(f), err, fault.Invalid, "registry.consent_needed")
			if x, told := fault.Of(err).Field(registry.FieldConsent); !told || x.Key != "registry.consent_needed" {
				w.Errorf("the form is not told: %v", err)
			}
			_, err = w.changing(w.officer, registry.Changing{Business: id, Set: registry.Values{f: "ya"}, Consent: "katanya"})
			w.refused("an unknown way", err, fault.Invalid, "registry.consent_needed")
			_, err = w.change(w.helper, id, registry.Values{f: "ya"})
			w.refused("a helper opens "+string(f), err, fault.Denied, "registry.owner_opens")
			_, err = w.changing(w.helper, registry.Changing{Business: id, Set: registry.Values{f: "ya"}, Consent: registry.AtCounter})
			w.refused("a helper with a paper", err, fault.Denied, "registry.owner_opens")
		}
		if got := w.public(id); got != "" || len(w.yeses(id)) != 0 {
			w.Fatalf("the public sees %s", got)
		}
		w.changed(w.officer, registry.Changing{Business: id, Set: registry.Values{registry.WAPublic: "ya"}, Consent: registry.AtCounter})
		w.changed(w.owner, registry.Changing{Business: id, Set: registry.Values{registry.AddressPublic: "ya", registry.RT: "13"}})
		w.changed(w.officer, registry.Changing{Business: id, Set: registry.Values{registry.WAPublic: "tidak"}}) // to close needs nobody's yes
		all := w.yeses(id)
		if len(all) != 2 || all[1].How != registry.AtCounter || all[1].By != w.officer.Actor() || fmt.Sprint(all[1].Facts) != "[wa_public]" ||
			all[0].How != registry.ByThemselves || all[0].By != w.owner.Actor() || fmt.Sprint(all[0].Facts) != "[address_public]" || all[0].Version != all[1].Version+1 {
			w.Errorf("%+v", all)
		}
		var told []string
		w.read(func(tx *db.Tx) (err error) {
			told, err = db.All(tx, (*db.Row).Text, `select actor from diary_entry where fact = 'registry.consent_noted' and subject = $1`, id)
			return err
		})
		if fmt.Sprint(told) != fmt.Sprint([]string{w.officer.Actor()}) {
			w.Errorf("the diary has %v: an officer's note and no owner's", told)
		}
		// What was opened and closed again is not opened by taking the closing back.
		shut := w.history(id)[0]
		_, err := w.takeBack(w.officer.Session, registry.TakingBack{Change: shut.ID})
		w.refused("an officer takes a closing back", err, fault.Invalid, "registry.consent_needed")
		if err := w.write(func(tx *db.Tx) error { _, err := w.book.Consents(tx, w.officer.Session, id); return err }); !fault.Is(err, fault.Denied) {
			w.Errorf("an officer reads the yeses: %v", err)
		}
	})
}

// TestAHomeIsNoShopBecauseSomebodySaysSo: the same by the other door, after which the
// address of a home would be a shop's.
func TestAHomeIsNoShopBecauseSomebodySaysSo(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published(stall())
		_, err := w.change(w.officer, id, registry.Values{registry.AtHome: "tidak"})
		w.refused("an officer who has not seen it", err, fault.Invalid, "registry.consent_needed")
		_, err = w.change(w.helper, id, registry.Values{registry.AtHome: "tidak"})
		w.refused("a helper", err, fault.Denied, "registry.owner_opens")
		if got := w.public(id); got != "" {
			w.Fatalf("the public sees %s", got)
		}
		w.changed(w.officer, registry.Changing{Business: id, Set: registry.Values{registry.AtHome: "tidak"}, Level: registry.Seen})
		if got := w.public(id); !strings.Contains(got, "address=") {
			w.Errorf("of a shop that an officer saw the public sees %q", got)
		}
	})
}

// TestABusinessBeginsShut: also what is written down with a yes is opened after it has an
// owner, with a row that says so.
func TestABusinessBeginsShut(t *testing.T) {
	eachTown(t, func(w *town) {
		set := stall()
		set[registry.PhonePublic] = "ya"
		id := w.register(w.owner, set)
		if b := w.whole(id); b.Facts[registry.PhonePublic] != registry.Yes || b.Proofs[registry.PhonePublic].Level != registry.Told || len(w.yeses(id)) != 1 {
			w.Errorf("%v %v", b.Facts[registry.PhonePublic], w.yeses(id))
		}
		at := func(who account.Who, in registry.Registering) error {
			return w.write(func(tx *db.Tx) error { return second(w.book.Register(tx, who.Session, in)) })
		}
		w.refused("at the counter without a yes", at(w.officer, registry.Registering{Set: set}), fault.Invalid, "registry.consent_needed")
		w.refused("a helper", at(w.helper, registry.Registering{Owner: w.owner.Person, Set: set}), fault.Denied, "registry.owner_opens")
		if err := at(w.officer, registry.Registering{Set: set, Consent: registry.OnPaper}); err != nil {
			w.Error(err)
		}
	})
}

// TestTheTablesAskForAYes, whatever an act forgets.
func TestTheTablesAskForAYes(t *testing.T) {
	eachTownWith(t, db.Options{}, func(w *town) {
		id := w.published(stall())
		w.changed(w.owner, registry.Changing{Business: id, Set: registry.Values{registry.WAPublic: "ya"}})
		consent := func(how, by string) string {
			return fmt.Sprintf(`insert into registry_consent (id, business, version, facts, how, by_actor, at) values (1, %d, 99, 'phone_public', '%s', '%s', 1)`, id, how, by)
		}
		for statement, name := range map[string]string{
			`update registry_business set phone_public = true, version = version + 1`:   "registry_business_opens_by_a_yes",
			`update registry_business set address_public = true, version = version + 1`: "registry_business_opens_by_a_yes",
			`update registry_business set mail_public = true, version = version + 1`:    "registry_business_opens_by_a_yes",
			copyOf("name", "'Baru'"):                     "registry_business_begins_shut",
			`update registry_consent set how = 'kertas'`: "registry_consent_stays",
			`delete from registry_consent`:               "registry_consent_is_kept",
			consent("katanya", w.officer.Actor()):        "registry_consent_way_is_known",
			consent("sendiri", w.officer.Actor()):        "registry_consent_is_an_owners",
			consent("loket", ""):                         "registry_consent_is_written_by_somebody",
			strings.Replace(consent("loket", "x"), "99", "3", 1) + `, (2, ` + fmt.Sprint(int64(id)) + `, 3, 'x', 'loket', 'x', 1)`:         "registry_consent_is_one",
			strings.Replace(consent("loket", "x"), "'phone_public'", "''", 1):                                                              "registry_consent_names_facts",
			fmt.Sprintf(`insert into registry_mark (business, fact, rules, at) values (%d, 'phone', 'x', 1)`, id):                          "registry_mark_is_of_a_text",
			fmt.Sprintf(`insert into registry_mark (business, fact, rules, at) values (%d, 'name', '', 1)`, id):                            "registry_mark_says_why",
			fmt.Sprintf(`insert into registry_mark (business, fact, rules, at) values (%d, 'name', 'x', 1), (%d, 'name', 'y', 1)`, id, id): "registry_mark_is_one",
		} {
			var args []any
			if strings.Contains(statement, "$1") {
				args = []any{id}
			}
			err := w.write(func(tx *db.Tx) error {
				if _, err := tx.Exec(statement, args...); err != nil {
					return err
				}
				return errUndo
			})
			if check, is := db.Checked(err); is && check != name || !is && !db.Unique(err) && !strings.Contains(fmt.Sprint(err), name) || err == errUndo {
				w.Errorf("%s: %s gives %v", name, statement, err)
			}
		}
		// With its row it opens: the fixture is not refused for another reason.
		err := w.write(func(tx *db.Tx) error {
			if _, err := tx.Exec(`insert into registry_consent (id, business, version, facts, how, by_actor, at) select 1, id, version + 1, 'phone_public mail_public', 'loket', 'x', 1 from registry_business where id = $1`, id); err != nil {
				return err
			}
			if _, err := tx.Exec(`update registry_business set phone_public = true, mail_public = true, version = version + 1 where id = $1`, id); err != nil {
				return err
			}
			return errUndo
		})
		if err != errUndo {
			w.Errorf("with a yes it does not open: %v", err)
		}
	})
}

// TestTheYesesAreTheirOwners: in the copy of their data.
func TestTheYesesAreTheirOwners(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published(stall())
		w.changed(w.officer, registry.Changing{Business: id, Set: registry.Values{registry.PhonePublic: "ya"}, Consent: registry.OnPaper})
		w.read(func(tx *db.Tx) error {
			for _, h := range w.book.Holdings() {
				if h.Table != "registry_consent" {
					continue
				}
				held, err := h.Read(tx, w.owner.Person)
				if len(held) != 1 || held[0].Value != registry.OnPaper || held[0].Note != "phone_public" {
					w.Errorf("%+v", held)
				}
				return err
			}
			w.Error("no holding reads the yeses")
			return nil
		})
	})
}

// TestAnOfficerWhoIsAMakerOwnsNothingByWriting: one account gets no two such roles, and
// where it has them all the same, what it writes down for others is not its own.
func TestAnOfficerWhoIsAMakerOwnsNothingByWriting(t *testing.T) {
	eachTown(t, func(w *town) {
		both, _ := accounttest.Sign(w.T, w.d, w.ring, accounttest.Role{Role: account.Counter, Area: selatan})
		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`insert into account_role (id, person, role, standing, office, area, helps, decree, from_at, until_at, made_at, made_by, ended_by, after_role)
				values ($1, $2, 'maker', 'definitif', null, null, null, null, $3, null, $3, 'command', '', null)`, tx.NewID(), both.Person, tx.Now().Add(-time.Hour))
			return err
		})
		owners := func(id db.ID) (all []db.ID) {
			w.read(func(tx *db.Tx) (err error) { all, err = registry.OwnersOf(tx, id); return err })
			return all
		}
		if id := w.register(both, stall()); len(owners(id)) != 0 {
			w.Error("an officer owns what they wrote down at the counter")
		}
		w.refused("for themselves by name", w.write(func(tx *db.Tx) error {
			return second(w.book.Register(tx, both.Session, registry.Registering{Owner: both.Person, Set: stall()}))
		}), fault.Denied, "registry.not_your_own")
		var id db.ID
		w.must(func(tx *db.Tx) (err error) {
			id, err = w.book.Register(tx, both.Session, registry.Registering{Nobody: true, Set: stall()})
			return err
		})
		if len(owners(id)) != 0 {
			w.Error("an officer owns what they met on the way")
		}
		if id := w.register(w.owner, stall()); !slices.Equal(owners(id), []db.ID{w.owner.Person}) {
			w.Error("a maker does not own what they wrote down")
		}
	})
}

// TestEveryPurposeHasABasis with its article, and each has its sentence.
func TestEveryPurposeHasABasis(t *testing.T) {
	purposes := []string{"paspor", registry.TrialOfRules}
	for code := range registry.Purposes {
		purposes = append(purposes, code)
	}
	for _, code := range purposes {
		if b := registry.Bases[code]; b.Code != "public_task" && b.Code != "consent" || b.Article == "" {
			t.Errorf("%s rests on %+v", code, b)
		}
	}
	if len(registry.Bases) != len(purposes) {
		t.Errorf("%d bases for %d purposes", len(registry.Bases), len(purposes))
	}
}
