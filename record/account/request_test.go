package account_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/seal"
	"alun/record/account"
	"alun/record/diary"
)

func TestARequestIsAnsweredOnceByAnother(t *testing.T) {
	eachArchive(t, func(t *testing.T, a *archive) {
		id := a.request(account.Wish{Kind: account.AskRestrict})
		a.refused(fault.Conflict, "account.request_waits", func(tx *db.Tx) error {
			_, err := a.desk.Ask(tx, a.sitiSession, account.Wish{Kind: account.AskRestrict})
			return err
		})
		a.refused(fault.Denied, "account.not_yours", func(tx *db.Tx) error { _, err := a.desk.CarryOut(tx, a.planner.Session, id, true); return err })
		a.refused(fault.Invalid, "account.request_why", func(tx *db.Tx) error { return a.desk.Refuse(tx, a.privacy.Session, id, "karena malas") })
		a.must(a.carry(id))
		a.refused(fault.Conflict, "account.request_answered", a.carry(id))
		a.refused(fault.Conflict, "account.request_answered", func(tx *db.Tx) error { return a.desk.Refuse(tx, a.privacy.Session, id, "legal_duty") })
		a.broken("account_request_is_answered_once", `update account_request set state = 'open', done_at = null`)
		a.broken("account_request_is_kept", `delete from account_request`)
		a.desk.LeaveOut("answers twice") // the database still says no
		err := a.db.Write(t.Context(), a.carry(id))
		if err == nil || !strings.Contains(err.Error(), "account_request_is_answered_once") {
			t.Errorf("the database took a second answer: %v", err)
		}
		a.must(func(tx *db.Tx) (err error) {
			id, err = a.desk.Ask(tx, a.privacy.Session, account.Wish{Kind: account.AskErase})
			return err
		})
		a.refused(fault.Denied, "account.not_yourself", a.carry(id))
	})
}

func TestWhatARequestNeeds(t *testing.T) {
	eachArchive(t, func(t *testing.T, a *archive) {
		for _, c := range []struct {
			wish account.Wish
			key  string
		}{
			{account.Wish{Kind: "compensate"}, "account.request_kind"},
			{account.Wish{Kind: account.AskCorrect}, "account.request_field"},
			{account.Wish{Kind: account.AskCorrect, Field: "role", Text: "head"}, "account.request_field"},
			{account.Wish{Kind: account.AskCorrect, Field: "name", Text: "S"}, "account.request_text"},
			{account.Wish{Kind: account.AskCopy, Field: "name"}, "account.request_field"},
			{account.Wish{Kind: account.AskObject}, "account.request_purpose"},
			{account.Wish{Kind: account.AskObject, Purpose: "pajak"}, "account.request_purpose"},
			{account.Wish{Kind: account.AskObject, Purpose: "hak_subjek"}, "account.request_purpose"},
			{account.Wish{Kind: account.AskWithdraw, Purpose: "pengawasan"}, "account.request_purpose"},
			{account.Wish{Kind: account.AskErase, Purpose: "kabar_program"}, "account.request_purpose"},
		} {
			a.refused(fault.Invalid, c.key, func(tx *db.Tx) error { _, err := a.desk.Ask(tx, a.sitiSession, c.wish); return err })
		}
		a.refused(fault.Invalid, "account.no_login", func(tx *db.Tx) error {
			_, err := a.desk.WriteDown(tx, a.privacy.Session, account.Login{Way: "mail", Text: "tiada@contoh.id"}, account.Wish{Kind: account.AskCopy})
			return err
		})
		var id db.ID
		a.must(func(tx *db.Tx) (err error) {
			id, err = a.desk.WriteDown(tx, a.privacy.Session, account.Login{Way: "mail", Text: sitiMail}, account.Wish{Kind: account.AskCopy})
			return err
		})
		a.refused(fault.Invalid, "account.request_seen", func(tx *db.Tx) error { _, err := a.desk.CarryOut(tx, a.privacy.Session, id, false); return err })
		a.must(func(tx *db.Tx) error {
			r, err := account.RequestByID(tx, id)
			if err == nil && (r.Due.Sub(r.At) != 72*time.Hour || r.Left(tx.Now()) != 72*time.Hour) {
				t.Errorf("due %v after %v", r.Due, r.At)
			}
			return err
		})
	})
}

func TestACorrectionIsMadeAndItsHistoryIsACommitment(t *testing.T) {
	eachArchive(t, func(t *testing.T, a *archive) {
		a.must(a.carry(a.request(account.Wish{Kind: account.AskCorrect, Field: "name", Text: "Siti Planted Aminah, S.E."})))
		a.must(a.carry(a.request(account.Wish{Kind: account.AskCorrect, Field: "login", Text: "SITI.baru@contoh.id"})))
		a.enter()
		a.must(a.carry(a.request(account.Wish{Kind: account.AskCorrect, Field: "login", Text: "0812-3450-9876"})))
		a.enter()
		a.must(func(tx *db.Tx) error {
			name, err := a.desk.Name(tx, a.siti)
			logins, errLogins := a.desk.Logins(tx, a.siti)
			if name != "Siti Planted Aminah, S.E." || len(logins) != 2 || logins[0].Text != "siti.baru@contoh.id" || logins[1].Text != sitiPhone || err != nil || errLogins != nil {
				t.Errorf("%q %v %v %v", name, logins, err, errLogins)
			}
			entries, err := diary.About(tx, "account_person", a.siti, 50)
			var was []string
			for _, e := range entries {
				if e.Fact != "account.corrected" {
					continue
				}
				values, err := a.desk.Box.Values(tx, e)
				if err != nil {
					return err
				}
				for _, v := range values {
					was = append(was, v.Name+" "+v.Text)
				}
			}
			for _, want := range []string{"before " + sitiName, "before " + sitiMail, "after " + sitiPhone} {
				if !slices.Contains(was, want) {
					t.Errorf("the history lacks %q: %q", want, was)
				}
			}
			return err
		})
		taken, _ := a.person("Budi", account.Login{Way: "mail", Text: "budi@contoh.id"})
		_ = taken
		id := a.request(account.Wish{Kind: account.AskCorrect, Field: "login", Text: "budi@contoh.id"})
		a.refused(fault.Conflict, "account.login_taken", a.carry(id))
	})
}

// found tells where planted values of Siti can be read: in any text of any
// table, or by the program through any key.
func (a *archive) found() (places []string) {
	a.t.Helper()
	planted := []string{sitiName, sitiMail, sitiPhone, "0812-3450-9876", "siti.planted", "Planted"}
	look := func(where, text string) {
		for _, p := range planted {
			if strings.Contains(text, p) || where != "file" && strings.Contains(strings.ToLower(text), strings.ToLower(p)) {
				places = append(places, where+": "+p)
			}
		}
	}
	a.must(func(tx *db.Tx) error {
		tables, err := db.Tables(tx)
		if err != nil {
			return err
		}
		for _, t := range tables {
			if err := t.Each(tx, func(row []any) error { look(t.Name, fmt.Sprint(row...)); return nil }); err != nil {
				return err
			}
		}
		held, err := a.desk.CopyOf(tx, a.siti)
		raw, _ := json.Marshal(held)
		look("copy", string(raw))
		return err
	})
	for _, file := range []string{a.at, a.at + "-wal"} {
		if raw, err := os.ReadFile(file); err == nil {
			look("file", string(raw))
		}
	}
	return places
}

// lived lets all that can happen to Siti's values happen.
func (a *archive) lived() {
	a.t.Helper()
	a.must(func(tx *db.Tx) error {
		_, err := a.desk.Give(tx, a.admin.Session, account.Giving{Person: a.siti, Role: account.Operator, Standing: account.Definitif, Office: office,
			Decree: account.Decree{Number: "uji/8", About: "Pengangkatan " + strings.ToUpper(sitiName), Signed: date.DayOf(tx.Now())}, From: date.DayOf(tx.Now())})
		return err
	})
	a.must(a.carry(a.request(account.Wish{Kind: account.AskCorrect, Field: "name", Text: sitiName + " S.E."})))
	a.must(a.carry(a.request(account.Wish{Kind: account.AskCorrect, Field: "login", Text: "0812-3450-9876"})))
	a.enter()
	a.must(a.open(a.admin, "bantuan_akun", 0))
	a.must(func(tx *db.Tx) error {
		old, err := account.SecretOf(tx, a.siti)
		if err != nil {
			return err
		}
		return a.desk.BeginSecond(tx, a.sitiSession, old, "PLANTEDSECRET234")
	})
	a.must(func(tx *db.Tx) error { return a.desk.Agree(tx, a.sitiSession, "kabar_program", "id") })
}

func (a *archive) endRoles() {
	a.t.Helper()
	a.must(func(tx *db.Tx) error {
		_, err := tx.Exec(`update account_role set until_at = $2, ended_by = 'command' where person = $1 and until_at is null`, a.siti, tx.Now())
		return err
	})
}

func TestErasureWaitsForTheLawAndLeavesNothing(t *testing.T) {
	eachArchive(t, func(t *testing.T, a *archive) {
		a.lived()
		if before := a.found(); !slices.ContainsFunc(before, func(s string) bool { return strings.HasPrefix(s, "copy") }) {
			t.Fatalf("the search finds nothing before erasure, so it shows nothing: %v", before)
		}
		id := a.request(account.Wish{Kind: account.AskErase})
		a.refused(fault.Conflict, "account.keep_role", a.carry(id))
		a.endRoles()

		a.desk.Keep = append(a.desk.Keep, func(*db.Tx, db.ID) (string, error) { return "account.keep_duty", nil })
		a.refused(fault.Conflict, "account.keep_duty", a.carry(id))
		a.desk.Keep = a.desk.Keep[:len(a.desk.Keep)-1]

		a.clock.MoveOn(11 * time.Minute)
		a.refused(fault.Denied, "account.second_again", a.carry(id))
		a.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`update account_session set second_at = $1 where second_at is not null`, tx.Now())
			return err
		})
		a.must(a.carry(id))

		if left := a.found(); len(left) > 0 {
			t.Errorf("after erasure: %v", left)
		}
		for table, want := range map[string]int{"account_login": 0, "account_secret": 0, "account_totp": 0, "account_session": 0, "account_device": 0, "account_role": 1, "account_read": 1} {
			column := "person"
			if table == "account_read" {
				column = "subject"
			}
			if n := a.count(`select count(*) from `+table+` where `+column+` = $1`, a.siti); n != want {
				t.Errorf("%s: %d rows of the person, want %d", table, n, want)
			}
		}
		a.refused(fault.Stranger, "account.stranger", func(tx *db.Tx) error { _, err := account.See(tx, a.sitiSession); return err })
		a.must(func(tx *db.Tx) error { // who was read keeps its trace; its name is gone
			one, err := account.PersonByID(tx, a.siti)
			name, errName := a.desk.NameOf(tx, one)
			if one.State != account.Erased || name != "" || err != nil || errName != nil {
				t.Errorf("%+v %q %v %v", one, name, err, errName)
			}
			return nil
		})
		a.verifies()
		token := account.NewToken()
		a.must(func(tx *db.Tx) error { // the address is free for somebody else
			_, err := a.desk.Invite(tx, a.admin.Session, account.New{Name: "Orang Lain", Login: account.Login{Way: "mail", Text: sitiMail}, Lang: "id"}, token)
			return err
		})
	})
}

func TestASearchAfterErasureSeesAKeyThatWasKept(t *testing.T) {
	eachArchive(t, func(t *testing.T, a *archive) {
		a.lived()
		a.endRoles()
		a.desk.LeaveOut("keeps the key")
		a.must(a.carry(a.request(account.Wish{Kind: account.AskErase})))
		if len(a.found()) == 0 {
			t.Error("the key was kept, and the search finds nothing")
		}
	})
}

func (a *archive) verifies() {
	a.t.Helper()
	sign := seal.NewSigner(a.ring, diary.SealPurpose)
	if _, err := diary.Seal(a.t.Context(), a.db, sign); err != nil {
		a.t.Fatal(err)
	}
	v, err := diary.Verify(a.t.Context(), a.db, diary.Check{Sign: sign, Found: func(f seal.Finding) { a.t.Errorf("%+v", f) }})
	if err != nil || v.Found > 0 || v.Sealed == 0 {
		a.t.Errorf("the chain: %+v %v", v, err)
	}
}

func TestWhoCannotBeForgottenYet(t *testing.T) {
	eachArchive(t, func(t *testing.T, a *archive) {
		ask := func(who account.Who) (id db.ID) {
			a.must(func(tx *db.Tx) (err error) {
				id, err = a.desk.Ask(tx, who.Session, account.Wish{Kind: account.AskErase})
				return err
			})
			return id
		}
		a.refused(fault.Conflict, "account.last_administrator", a.carry(ask(a.admin)))
		id := ask(a.inspector)
		a.refused(fault.Conflict, "account.keep_role", a.carry(id))
		a.must(func(tx *db.Tx) error {
			_, err := account.WriteDuty(tx, a.inspector.Session, "800/2/ST", date.DayOf(tx.Now()), date.DayOf(tx.Now()))
			return err
		})
		a.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`update account_role set until_at = $1, ended_by = 'command' where role = 'inspector'`, tx.Now())
			return err
		})
		a.refused(fault.Conflict, "account.keep_duty", a.carry(id))
		a.desk.LeaveOut("no hold")
		a.must(a.carry(id))
	})
}

func TestTheDatabaseHoldsAForgottenPersonToIt(t *testing.T) {
	eachArchive(t, func(t *testing.T, a *archive) {
		a.broken("account_erased_has_nothing", `update account_person set state = 'erased' where id = $1`, a.siti)
		a.broken("account_erased_has_nothing", `update account_person set state = 'erased', name = '' where id = $1`, a.siti)
		a.must(a.carry(a.request(account.Wish{Kind: account.AskErase})))
		now := a.clock.Now()
		a.broken("account_erased_has_nothing", `insert into account_login (id, person, way, sealed, blind, made_at) values (1, $1, 'mail', 'x', 'y', $2)`, a.siti, now)
		a.broken("account_erased_has_nothing", `insert into account_secret (person, kind, hash, made_at) values ($1, 'pin', 'x', $2)`, a.siti, now)
		a.broken("account_erased_has_nothing", `insert into account_totp (person, sealed, made_at, proven_at, used_step) values ($1, 'x', $2, null, 0)`, a.siti, now)
		a.broken("account_erased_has_nothing", `insert into account_session (hash, person, kind, half, made_at, seen_at, idle, until, second_at, device, ended_at, ended_how)
			values ('h', $1, 'staff', $3, $2, $2, 1, $2, null, '', null, '')`, a.siti, now, false)
		a.broken("account_erased_stays", `update account_person set state = 'active' where id = $1`, a.siti)
	})
}
