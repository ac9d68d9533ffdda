package account_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/record/account"
)

func TestWhatIsKeptHasItsTime(t *testing.T) {
	law := account.TheLaw()
	for what := range account.Overdue() {
		if !slices.ContainsFunc(law.Retention, func(r account.Rule) bool { return r.What == what }) {
			t.Errorf("%s is deleted and no rule of the list says so", what)
		}
	}
	for _, r := range law.Retention {
		if account.Overdue()[r.What] == nil || r.Basis == "" || !r.Before(time.Unix(0, 0)).Before(time.Unix(0, 0)) {
			t.Errorf("rule %+v", r)
		}
	}
	for engine, at := range dbtest.URLs() {
		t.Run(engine, func(t *testing.T) {
			a := openArchive(t, at(t), time.Date(2019, 1, 7, 1, 0, 0, 0, time.UTC))
			a.must(a.open(a.admin, "bantuan_akun", 0))
			a.must(a.carry(a.request(account.Wish{Kind: account.AskRestrict})))
			a.must(func(tx *db.Tx) error { return a.desk.Agree(tx, a.sitiSession, "kabar_program", "id") })
			a.must(func(tx *db.Tx) error { return a.desk.TakeBack(tx, a.sitiSession, "kabar_program") })
			waits := a.request(account.Wish{Kind: account.AskErase})
			kept := func() [4]int {
				return [4]int{a.count(`select count(*) from account_read`), a.count(`select count(*) from account_request`),
					a.count(`select count(*) from account_consent`), a.count(`select count(*) from account_stop`)}
			}
			a.later(5*365*24*time.Hour - time.Hour)
			a.must(account.Retain)
			if got := kept(); got != [4]int{1, 2, 1, 1} {
				t.Errorf("before its time: %v", got)
			}
			a.later(3 * 24 * time.Hour)
			a.must(account.Retain)
			if got := kept(); got != [4]int{0, 1, 0, 1} { // what waits, and a stop that stands, stays
				t.Errorf("after its time: %v", got)
			}
			if a.count(`select count(*) from account_request where id = $1`, waits) != 1 {
				t.Error("a request that waits is gone")
			}
		})
	}
}

// A program whose clock is astray deletes no young trace: the engine has its own.
func TestAWrongClockDeletesNoTrace(t *testing.T) {
	eachArchive(t, func(t *testing.T, a *archive) {
		a.must(a.open(a.admin, "bantuan_akun", 0))
		a.clock.MoveOn(6 * 365 * 24 * time.Hour)
		err := a.db.Write(t.Context(), account.Retain)
		if err == nil || !strings.Contains(err.Error(), "account_read_is_kept") {
			t.Errorf("a clock six years ahead: %v", err)
		}
	})
}

// Every table of the room that speaks of a person is in the copy and in erasure,
// or stands here with the reason.
func TestEveryTableWithAPersonIsAccountedFor(t *testing.T) {
	exempt := map[string]string{
		"account_read": "listed by ReadsOf, part of the copy",
	}
	missing := func(tables []db.Table, desk *account.Private) (out []string) {
		for _, table := range tables {
			personal := slices.ContainsFunc(table.Columns, func(c db.Column) bool { return slices.Contains([]string{"person", "subject", "sealed"}, c.Name) })
			known := slices.ContainsFunc(desk.Holdings, func(h account.Holding) bool { return h.Table == table.Name })
			if strings.HasPrefix(table.Name, "account_") && personal && !known && exempt[table.Name] == "" {
				out = append(out, table.Name)
			}
		}
		return out
	}
	a := openArchive(t, dbtest.SQLite(t), time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC))
	a.must(func(tx *db.Tx) error {
		tables, err := db.Tables(tx)
		if got := missing(tables, a.desk); len(got) > 0 {
			t.Errorf("no copy and no erasure knows %v", got)
		}
		if got := missing(tables, &account.Private{Holdings: a.desk.Holdings[2:]}); !slices.Equal(got, []string{"account_login"}) {
			t.Errorf("a table that is left out is told as %v", got)
		}
		return err
	})
}

func TestAnIncidentHasItsClock(t *testing.T) {
	eachArchive(t, func(t *testing.T, a *archive) {
		a.must(a.open(a.admin, "bantuan_akun", 0))
		found := a.clock.Now()
		i := account.Incident{Found: found, What: "nama dan nomor ponsel", How: "akun petugas dipakai orang lain", Done: "akun ditutup, sesi diakhiri", Contact: "Diskominfo, lantai 2"}
		s := account.Suspect{From: found.Add(-time.Hour), Until: found.Add(time.Hour)}
		var id db.ID
		write := func(i account.Incident, s account.Suspect) func(tx *db.Tx) error {
			return func(tx *db.Tx) (err error) { id, err = a.desk.WriteIncident(tx, a.privacy.Session, i, s); return err }
		}
		a.refused(fault.Denied, "account.not_yours", func(tx *db.Tx) error { _, err := a.desk.WriteIncident(tx, a.planner.Session, i, s); return err })
		wrong := i
		wrong.Found, wrong.How = found.Add(time.Minute), "?"
		a.refused(fault.Invalid, "account.incident_found", write(wrong, s))
		a.refused(fault.Invalid, "account.incident_text", write(wrong, s))
		s.Login = account.Login{Way: "mail", Text: "tiada@contoh.id"}
		a.refused(fault.Invalid, "account.no_login", write(i, s))

		reader, _ := a.person("Petugas", account.Login{Way: "mail", Text: "petugas@contoh.id"})
		a.must(func(tx *db.Tx) error { // who was read by this account
			_, err := tx.Exec(`insert into account_read (id, subject, reader, held, fields, purpose, list, reference, at) values (5, $1, $2, $3, 'name', 'bantuan_akun', 1, null, $4)`,
				a.siti, reader, a.admin.Grant.ID, tx.Now())
			return err
		})
		s.Login.Text = "petugas@contoh.id"
		a.must(write(i, s))
		a.refused(fault.Conflict, "account.keep_incident", a.carry(a.request(account.Wish{Kind: account.AskErase})))
		a.must(a.open(a.privacy, "pemberitahuan_insiden", id)) // to write to her
		a.refused(fault.Denied, "account.needs_incident", a.open(a.privacy, "pemberitahuan_insiden", id+1))
		told := func(agency bool) func(tx *db.Tx) error {
			return func(tx *db.Tx) error { return a.desk.Told(tx, a.privacy.Session, id, agency) }
		}
		check := func(left time.Duration, sent bool) {
			t.Helper()
			a.must(func(tx *db.Tx) error {
				got, err := account.IncidentByID(tx, id)
				if err == nil && (got.Left(tx.Now()) != left || got.Sent() != sent || got.People != 1) {
					t.Errorf("%+v: left %v sent %v", got, got.Left(tx.Now()), got.Sent())
				}
				return err
			})
		}
		check(72*time.Hour, false)
		a.must(told(false))
		a.later(73 * time.Hour)
		check(-time.Hour, false)
		for range 2 {
			a.must(told(true))
		}
		check(-time.Hour, true)
	})
}
