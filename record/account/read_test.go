package account_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/record/account"
)

// forbiddenPurposes are what personal data of makers is never read for, in the
// words of the three languages.
var forbiddenPurposes = []string{"pajak", "retribusi", "penertiban", "penagihan", "razia", "satpol", "sanksi", "penindakan", "tax", "levy", "enforcement", "raid", "penalt",
	"sanction", "税", "徴収", "取締", "取り締まり", "制裁", "処罰"}

func TestTaxAndEnforcementAreNoPurposes(t *testing.T) {
	names := func(l account.Law) (bad []string) {
		for _, p := range l.Purposes {
			for _, no := range forbiddenPurposes {
				if strings.Contains(p.Code, no) {
					bad = append(bad, p.Code)
				}
			}
		}
		return bad
	}
	law := account.TheLaw()
	if bad := names(law); len(bad) > 0 {
		t.Errorf("purposes %v", bad)
	}
	planted := account.Law{Purposes: []account.Purpose{{Code: "pemeriksaan_pajak"}}}
	if len(names(planted)) != 1 {
		t.Error("a planted purpose is not seen")
	}
	eachArchive(t, func(t *testing.T, a *archive) {
		for _, purpose := range append(forbiddenPurposes, "", "lainnya", "other", "name", "bantuan_akun ", "Bantuan_akun", "untuk keperluan dinas") {
			for _, who := range []account.Who{a.admin, a.privacy, a.planner, a.inspector, a.head} {
				a.refused(fault.Denied, "account.not_yours", a.open(who, purpose, 0))
			}
			if purpose != "" {
				a.broken("account_read_purpose_is_known", `insert into account_read (id, subject, reader, held, fields, purpose, list, reference, at)
					values ($1, $2, $3, $4, 'name', $5, 1, null, $6)`, int64(7), a.siti, a.admin.Person, a.admin.Grant.ID, purpose, a.clock.Now())
			}
		}
	})
}

func TestEveryPurposeIsLockedToItsRolesAndFields(t *testing.T) {
	law := account.TheLaw()
	for _, p := range law.Purposes {
		if p.Article == "" || !slices.Contains([]string{"public_task", "legal_duty", "consent"}, p.Basis) || !slices.Contains([]string{account.ReachCity, account.ReachOffice, account.ReachArea}, p.Reach) {
			t.Errorf("%s lacks its basis", p.Code)
		}
		if (p.Basis == "consent") != (p.Needs == account.NeedsConsent) {
			t.Errorf("%s rests on consent and does not need one, or the other way", p.Code)
		}
		for role, fields := range p.Fields {
			if !slices.Contains(account.Roles, role) || len(fields) == 0 || role == account.Maker || role == account.Helper {
				t.Errorf("%s is for %q with %v", p.Code, role, fields)
			}
			if role == account.Counter && p.Reach != account.ReachArea || (role == account.Head || role == account.Operator) && p.Reach != account.ReachOffice && p.Needs != account.NeedsConsent {
				t.Errorf("%s reads for %s all over the city", role, p.Code)
			}
			if role == account.Inspector && p.Needs != account.NeedsDuty {
				t.Errorf("an inspector reads for %s without a letter of assignment", p.Code)
			}
		}
	}
	eachArchive(t, func(t *testing.T, a *archive) {
		a.must(a.open(a.admin, "bantuan_akun", 0))
		a.refused(fault.Denied, "account.not_yours", a.open(a.planner, "bantuan_akun", 0))
		a.refused(fault.Denied, "account.not_yours", a.open(a.admin, "koordinasi_laporan", 0))
		// A planner reads for people of offices, a head for people of their own.
		a.refused(fault.Denied, "account.not_yours", a.open(a.planner, "koordinasi_laporan", 0))
		a.refused(fault.Denied, "account.not_yours", a.open(a.head, "koordinasi_laporan", 0))
		a.operate()
		a.must(a.open(a.planner, "koordinasi_laporan", 0))
		a.must(a.open(a.head, "koordinasi_laporan", 0))
		a.refused(fault.Denied, "account.not_yours", a.open(a.strange, "koordinasi_laporan", 0))
		a.refused(fault.Denied, "account.not_yours", func(tx *db.Tx) error { // a field that the role lacks
			_, err := a.desk.Reveal(tx, a.admin.Session, account.Asked{Person: a.siti, Fields: []string{"name", "nik"}, Purpose: "bantuan_akun"})
			return err
		})
		a.refused(fault.Denied, "account.not_yours", func(tx *db.Tx) error {
			_, err := a.desk.Reveal(tx, a.admin.Session, account.Asked{Person: a.siti, Purpose: "bantuan_akun"})
			return err
		})
		a.refused(fault.Stranger, "account.stranger", a.open(account.Who{}, "bantuan_akun", 0))
		if n := a.count(`select count(*) from account_read`); n != 3 {
			t.Errorf("%d reads are kept, want 3: refusals keep nothing", n)
		}
	})
}

func TestAnInspectorReadsWithinTheDatesOfALetterAlone(t *testing.T) {
	eachArchive(t, func(t *testing.T, a *archive) {
		day := func(n int) date.Day { return date.DayOf(a.clock.Now().AddDate(0, 0, n)) }
		write := func(number string, first, last date.Day) func(tx *db.Tx) error {
			return func(tx *db.Tx) error {
				_, err := account.WriteDuty(tx, a.inspector.Session, number, first, last)
				return err
			}
		}
		for _, c := range []struct {
			number      string
			first, last date.Day
			key         string
		}{
			{"Siti Aminah 1", day(0), day(1), "account.duty_number"},
			{"tanpaangka", day(0), day(1), "account.duty_number"},
			{"800/1/ST", day(0), day(92), "account.duty_long"},
			{"800/1/ST", day(1), day(0), "account.until_before"},
			{"800/1/ST", day(-5), day(-1), "account.duty_over"},
			{"800/1/ST", date.Day{}, day(1), "account.day_needed"},
		} {
			a.refused(fault.Invalid, c.key, write(c.number, c.first, c.last))
		}
		a.refused(fault.Denied, "account.not_yours", func(tx *db.Tx) error {
			_, err := account.WriteDuty(tx, a.planner.Session, "800/1/ST", day(0), day(1))
			return err
		})
		a.must(write("800/1/ST/Itda/2026", day(1), day(2)))
		a.refused(fault.Conflict, "account.duty_known", write("800/1/ST/Itda/2026", day(1), day(2)))
		a.broken("account_duty_is_92_days_at_most", `update account_duty set until_at = from_at + 7948800000001`)
		var duty db.ID
		a.must(func(tx *db.Tx) error {
			all, err := account.Duties(tx, a.inspector.Person)
			duty = all[0].ID
			return err
		})
		second, _ := a.person("Budi", account.Login{Way: "mail", Text: "budi@contoh.id"})
		a.refused(fault.Denied, "account.needs_duty", a.open(a.inspector, "pengawasan", duty)) // tomorrow's
		a.refused(fault.Denied, "account.needs_duty", a.open(a.inspector, "pengawasan", 0))
		a.refused(fault.Denied, "account.needs_duty", a.open(a.inspector, "pengawasan", second))
		a.later(24 * time.Hour)
		a.must(a.open(a.inspector, "pengawasan", duty))
		a.must(func(tx *db.Tx) error {
			reads, err := a.desk.ReadsOf(tx, a.siti, 0, 10)
			if err == nil && (len(reads) != 1 || reads[0].Number != "800/1/ST/Itda/2026" || reads[0].Role != account.Inspector || reads[0].ReaderWas == "") {
				t.Errorf("the person sees %+v", reads)
			}
			return err
		})
		a.later(48 * time.Hour)
		a.refused(fault.Denied, "account.needs_duty", a.open(a.inspector, "pengawasan", duty))
		a.desk.LeaveOut("no paper")
		if err := a.db.Write(t.Context(), a.open(a.inspector, "pengawasan", duty)); err != nil {
			t.Errorf("without the guard the letter still matters, so something else refused: %v", err)
		}
	})
}

func TestSixtyReadsAnHour(t *testing.T) {
	eachArchive(t, func(t *testing.T, a *archive) {
		for range 60 {
			a.must(a.open(a.admin, "bantuan_akun", 0))
		}
		a.refused(fault.TooMany, "account.read_too_many", a.open(a.admin, "bantuan_akun", 0))
		a.refused(fault.TooMany, "account.read_too_many", a.open(a.admin, "penetapan_peran", 0))
		a.operate()
		a.must(a.open(a.planner, "koordinasi_laporan", 0)) // another account has its own
		a.clock.MoveOn(time.Hour)
		a.must(a.open(a.admin, "bantuan_akun", 0))
		a.desk.LeaveOut("no limit")
		for range 61 {
			a.must(a.open(a.admin, "bantuan_akun", 0))
		}
	})
}

func TestNothingIsRevealedWithoutATrace(t *testing.T) {
	traced := func(a *archive) bool {
		before := a.count(`select count(*) from account_read`)
		a.must(a.open(a.admin, "bantuan_akun", 0))
		return a.count(`select count(*) from account_read`) == before+1
	}
	eachArchive(t, func(t *testing.T, a *archive) {
		if !traced(a) {
			t.Error("a value was read and nothing tells of it")
		}
		a.broken("account_read_stays", `update account_read set purpose = 'hak_subjek'`)
		a.broken("account_read_is_kept", `delete from account_read`)
		a.desk.LeaveOut("no trace")
		if traced(a) {
			t.Error("without the guard there is still a trace: the test shows nothing")
		}
	})
}

func TestAReadIsDrawnForWhoKeptItAndForAMoment(t *testing.T) {
	eachArchive(t, func(t *testing.T, a *archive) {
		var read db.ID
		a.must(func(tx *db.Tx) (err error) {
			read, err = a.desk.Open(tx, a.admin.Session, account.Asked{Person: a.siti, Fields: []string{"login"}, Purpose: "bantuan_akun"})
			return err
		})
		a.must(func(tx *db.Tx) error {
			got, err := a.desk.Shown(tx, a.admin.Session, read)
			if err == nil && (len(got) != 1 || got[0].Text != sitiMail) {
				t.Errorf("shown %v", got)
			}
			return err
		})
		shown := func(session string) func(tx *db.Tx) error {
			return func(tx *db.Tx) error { _, err := a.desk.Shown(tx, session, read); return err }
		}
		a.refused(fault.NotFound, "account.read_over", shown(a.planner.Session))
		a.clock.MoveOn(2 * time.Minute)
		a.refused(fault.NotFound, "account.read_over", shown(a.admin.Session))
	})
}

// A room above reads its own fields through the same desk.
func TestARoomAboveAddsItsFields(t *testing.T) {
	eachArchive(t, func(t *testing.T, a *archive) {
		a.desk.Fields["nik"] = func(*db.Tx, db.ID) (string, error) { return "6471000000000001", nil }
		ask := account.Asked{Person: a.siti, Fields: []string{"nik"}, Purpose: "bantuan_akun"}
		reveal := func(tx *db.Tx) error { _, err := a.desk.Reveal(tx, a.admin.Session, ask); return err }
		a.refused(fault.Denied, "account.not_yours", reveal) // the list does not name it for anybody
		a.desk.Law.Purposes[0].Fields[account.Administrator] = []string{"name", "nik"}
		a.must(reveal)
		delete(a.desk.Fields, "nik")
		a.refused(fault.NotFound, "account.no_field", reveal)
	})
}

func TestConsentAndStopsHoldAtOnce(t *testing.T) {
	eachArchive(t, func(t *testing.T, a *archive) {
		a.operate()
		a.refused(fault.Denied, "account.needs_consent", a.open(a.planner, "kabar_program", 0))
		a.refused(fault.Invalid, "account.no_consent", func(tx *db.Tx) error { return a.desk.Agree(tx, a.sitiSession, "pengawasan", "id") })
		for range 2 {
			a.must(func(tx *db.Tx) error { return a.desk.Agree(tx, a.sitiSession, "kabar_program", string(lang.ID)) })
		}
		a.must(a.open(a.planner, "kabar_program", 0))
		for range 2 {
			a.must(func(tx *db.Tx) error { return a.desk.TakeBack(tx, a.sitiSession, "kabar_program") })
		}
		a.refused(fault.Denied, "account.needs_consent", a.open(a.planner, "kabar_program", 0))

		a.must(a.carry(a.request(account.Wish{Kind: account.AskObject, Purpose: "koordinasi_laporan"})))
		a.refused(fault.Denied, "account.stopped", a.open(a.planner, "koordinasi_laporan", 0))
		a.must(a.open(a.admin, "bantuan_akun", 0))
		a.must(a.carry(a.request(account.Wish{Kind: account.AskRestrict})))
		a.refused(fault.Denied, "account.stopped", a.open(a.admin, "bantuan_akun", 0))
		a.must(a.open(a.privacy, "hak_subjek", a.request(account.Wish{Kind: account.AskCopy}))) // the person's own rights go on
		a.must(func(tx *db.Tx) error {
			stops, err := account.Stops(tx, a.siti)
			if err == nil && len(stops) == 2 {
				err = account.GoOn(tx, a.sitiSession, stops[0].ID)
			}
			return err
		})
		a.must(a.open(a.admin, "bantuan_akun", 0))
		a.refused(fault.Denied, "account.stopped", a.open(a.planner, "koordinasi_laporan", 0))
		a.desk.LeaveOut("no stop")
		a.must(a.open(a.planner, "koordinasi_laporan", 0))
	})
}
