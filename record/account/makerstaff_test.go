package account_test

import (
	"slices"
	"testing"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/account/accounttest"
)

// listed reports whether an administrator's list shows a person.
func (h *counterHouse) listed(person db.ID) (shown bool) {
	h.t.Helper()
	h.must(func(tx *db.Tx) error {
		all, err := account.List(tx, account.Filter{}, 0, 100)
		shown = slices.ContainsFunc(all, func(p account.Person) bool { return p.ID == person })
		return err
	})
	return shown
}

// TestAMakerGetsNoRoleByDecree: a PIN and a session of months are not for staff.
// Whoever has both all the same stands in the administrators' list.
func TestAMakerGetsNoRoleByDecree(t *testing.T) {
	eachCounter(t, func(h *counterHouse) {
		admin, _ := accounttest.Sign(t, h.db, h.ring, accounttest.Role{Role: account.Administrator})
		maker, _ := h.maker("081234567880")
		pin, _ := accounttest.Sign(t, h.db, h.ring, accounttest.Role{Role: account.Operator, Office: 8})
		h.must(func(tx *db.Tx) error {
			return account.SetSecret(tx, pin.Person, account.PIN, "$argon2id$x", "", "command")
		})
		g := decreed(account.Operator, 7)
		give := func(tx *db.Tx) error { _, err := h.people.Give(tx, admin.Session, g); return err }
		for _, who := range []db.ID{maker, pin.Person} {
			g.Person = who
			if f := fault.Of(h.db.Write(t.Context(), give)); f == nil || f.Key != "account.maker_no_staff" {
				t.Errorf("an office for a maker: %v", f)
			}
		}
		if h.listed(maker) {
			t.Error("a maker stands in the list of staff")
		}
		// Planted: the role is there all the same.
		h.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`insert into account_role (id, person, role, standing, office, area, helps, decree, from_at, until_at, made_at, made_by, ended_by, after_role)
				values ($1, $2, 'operator', 'definitif', 7, null, null, $3, $4, null, $4, 'command', '', null)`, tx.NewID(), maker, admin.Grant.Decree, tx.Now())
			return err
		})
		if !h.listed(maker) {
			t.Error("staff who are makers too are hidden from administrators")
		}
	})
}

// TestACounterHasNoSayOverStaff, also over those whose role is still to come, and
// over whoever is no maker.
// long: one journey.
func TestACounterHasNoSayOverStaff(t *testing.T) {
	eachCounter(t, func(h *counterHouse) {
		admin, _ := accounttest.Sign(t, h.db, h.ring, accounttest.Role{Role: account.Administrator})
		day := date.DayOf(h.clock.Now())
		staff := func(phone string, from, until date.Day) (person db.ID) {
			token, hash := account.NewToken(), h.hash("tiga perahu biru di dermaga")
			h.must(func(tx *db.Tx) (err error) {
				person, err = h.people.Invite(tx, admin.Session, account.New{Name: "Pegawai", Login: h.login(phone), Lang: "id"}, token)
				return err
			})
			h.must(func(tx *db.Tx) error {
				_, err := h.people.Accept(tx, token, account.Invite, account.Password, hash)
				return err
			})
			if from.IsZero() {
				return person
			}
			g := decreed(account.Planner, 0)
			g.Person, g.From, g.Until = person, from, until
			h.must(func(tx *db.Tx) error { _, err := h.people.Give(tx, admin.Session, g); return err })
			return person
		}
		people := map[string]db.ID{
			"081298765001": staff("081298765001", day.Next(7), date.Day{}),      // from Monday next
			"081298765002": staff("081298765002", day.Next(-30), day.Next(-10)), // no more, and no maker
			"081298765003": staff("081298765003", date.Day{}, date.Day{}),       // no role at all
		}
		for phone, person := range people {
			h.refused(fault.NotFound, func(tx *db.Tx) error {
				_, err := h.people.StartRecovery(tx, h.first.Session, kelurahan, "ktp", h.login(phone))
				return err
			})
			h.must(func(tx *db.Tx) error {
				if l, known, err := h.people.Carried(tx, person); known || err != nil {
					t.Errorf("%s: a card tells %v, %v", phone, l.Hint(), err)
				}
				return nil
			})
		}
		maker, _ := h.maker("081234567881") // the proof: a maker comes back, and has a card
		var seen db.ID
		h.must(func(tx *db.Tx) (err error) {
			seen, err = h.people.StartRecovery(tx, h.first.Session, kelurahan, "ktp", h.login("081234567881"))
			return err
		})
		h.must(func(tx *db.Tx) error {
			_, known, err := h.people.Carried(tx, maker)
			if !known {
				t.Error("a maker's card tells nothing")
			}
			return err
		})
		// Planted: the maker will be staff all the same.
		soon := func(act string) func(tx *db.Tx) error {
			return func(tx *db.Tx) error {
				_, err := tx.Exec(act, maker, tx.Now().AddDate(0, 0, 7))
				return err
			}
		}
		h.must(soon(`insert into account_role (id, person, role, standing, office, area, helps, decree, from_at, until_at, made_at, made_by, ended_by, after_role)
			select 5, $1, 'planner', 'definitif', null, null, null, min(id), $2, null, $2, 'command', '', null from account_decree`))
		again := func(tx *db.Tx) error {
			_, err := h.people.StartRecovery(tx, h.first.Session, kelurahan, "ktp", h.login("081234567881"))
			return err
		}
		h.refused(fault.NotFound, again)
		h.must(soon(`delete from account_role where id = 5 and person = $1 and from_at <= $2`))
		// Between the two officers the maker stops being one.
		h.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`update account_role set until_at = $2 where person = $1`, maker, tx.Now())
			return err
		})
		h.refused(fault.Conflict, func(tx *db.Tx) error {
			_, err := h.people.Confirm(tx, h.second.Session, seen, account.NewToken())
			return err
		})
	})
}

// TestWhoComesBackShowsAFace: a family card (kk) has none.
func TestWhoComesBackShowsAFace(t *testing.T) {
	eachCounter(t, func(h *counterHouse) {
		h.maker("081234567882")
		for _, document := range account.Documents {
			err := h.db.Write(t.Context(), func(tx *db.Tx) error {
				_, err := h.people.StartRecovery(tx, h.first.Session, kelurahan, document, h.login("081234567882"))
				return err
			})
			if f := fault.Of(err); (document == "kk") != (f != nil) {
				t.Errorf("%s: %v", document, err)
			} else if f != nil {
				if said, told := f.Field("document"); !told || said.Key != "account.document_face" {
					t.Errorf("%s: %v", document, f.Fields)
				}
			}
		}
	})
}

// TestWhoNeverChoseAPINIsInvitedAgain at a counter: there is nothing to reset.
func TestWhoNeverChoseAPINIsInvitedAgain(t *testing.T) {
	eachCounter(t, func(h *counterHouse) {
		old, token, login := account.NewToken(), account.NewToken(), h.login("081234567883")
		h.must(func(tx *db.Tx) error {
			_, err := h.people.Enrol(tx, h.first.Session, kelurahan, "ktp", account.New{Name: "Siti", Login: login, Lang: "id"}, old)
			return err
		})
		var seen db.ID
		h.must(func(tx *db.Tx) (err error) {
			seen, err = h.people.StartRecovery(tx, h.first.Session, kelurahan, "ktp", login)
			return err
		})
		purpose := ""
		h.must(func(tx *db.Tx) (err error) {
			purpose, err = h.people.Confirm(tx, h.second.Session, seen, token)
			return err
		})
		hash := h.hash("582914")
		accept := func(token string) func(tx *db.Tx) error {
			return func(tx *db.Tx) error { _, err := h.people.Accept(tx, token, purpose, account.PIN, hash); return err }
		}
		h.refused(fault.NotFound, accept(old)) // the one before is spent
		h.must(accept(token))
		if purpose != account.Invite {
			t.Errorf("the link is for %s", purpose)
		}
	})
}
