package plan_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/jobs"
	"alun/ground/letter"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
	"alun/record/plan"
)

// locked brings the desk's submission to its end.
func (d *desk) locked() *desk {
	d.Helper()
	d.fill()
	d.must(d.send())
	d.must(d.verify())
	_, err := d.lock()
	d.must(err)
	return d
}

func issuing(d *desk) plan.FormIssue {
	return plan.FormIssue{Quarter: d.round.Quarter, Office: d.office.ID, Paper: "f4", Series: "e81/" + d.office.Slug, Format: "{n}/E.81/uji"}
}

func (d *desk) issue(who account.Who, in plan.FormIssue) (l plan.FormLetter, err error) {
	err = d.d.Write(d.Context(), func(tx *db.Tx) (err error) {
		l, err = plan.IssueForm(tx, who.Session, in)
		return err
	})
	return l, err
}

// act changes a letter as somebody.
func (d *desk) act(who account.Who, act func(tx *db.Tx, session string) error) error {
	return d.d.Write(d.Context(), func(tx *db.Tx) error { return act(tx, who.Session) })
}

// file is a PDF that ground/blob has received, by its hash.
func (s *season) file(mark string) string {
	s.Helper()
	hash := strings.Repeat(mark, 64)[:64]
	s.write(func(tx *db.Tx) error {
		_, err := tx.Exec(`insert into blob_file (hash, kind, bytes, width, height, uses, at, coming) values ($1, 'pdf', 9, 0, 0, 0, $2, 0) on conflict do nothing`, hash, tx.Now())
		return err
	})
	return hash
}

func (d *desk) fixed(id db.ID, hash string) error {
	return d.act(d.head, func(tx *db.Tx, session string) error { return plan.FixForm(tx, session, id, hash) })
}

func (d *desk) signForm(who account.Who, id db.ID, hash, how string) error {
	return d.act(who, func(tx *db.Tx, session string) error { return plan.SignForm(tx, session, id, hash, how) })
}

func (d *desk) release(who account.Who, id db.ID, public bool) error {
	return d.act(who, func(tx *db.Tx, session string) error { return plan.ReleaseForm(tx, session, id, public) })
}

const unreadable = "Halaman dua tidak terbaca."

func (d *desk) voidForm(who account.Who, id db.ID) error {
	return d.act(who, func(tx *db.Tx, session string) error { return plan.VoidForm(tx, session, id, unreadable) })
}

func (d *desk) unsign(who account.Who, id db.ID) error {
	return d.act(who, func(tx *db.Tx, session string) error { return plan.UnsignForm(tx, session, id, unreadable) })
}

// numbers are those that were taken from a series.
func (d *desk) numbers(series string, year int) (out []string) {
	d.Helper()
	d.read(func(tx *db.Tx) error {
		all, err := letter.Numbers(tx, series, year)
		for _, n := range all {
			out = append(out, n.Text)
		}
		return err
	})
	return out
}

// everybody is what is public of the office's form, and whether its file is.
func (d *desk) everybody(hash string) (f plan.PublicForm, open bool) {
	d.Helper()
	d.read(func(tx *db.Tx) error {
		v, _, err := plan.At(tx, d.round.Quarter, 0)
		if err == nil {
			f, _, err = plan.PublicFormOf(tx, v, d.office.ID)
		}
		if err == nil {
			open, err = plan.ShowsForm(tx, hash)
		}
		return err
	})
	return f, open
}

// long: one journey.
func TestAFormGoesOutAndComesBackSigned(t *testing.T) {
	full(t, func(w *world) {
		d := aRound(w).desk("disdag").start()
		_, err := d.issue(d.head, issuing(d))
		d.answered(err, fault.Conflict, "plan.form_not_locked")
		d.locked()
		bad := issuing(d)
		bad.Paper = "a4"
		_, err = d.issue(d.head, bad)
		d.answered(err, fault.Invalid, "plan.form_letter_invalid")
		l, err := d.issue(d.head, issuing(d))
		d.must(err)
		if l.Number.Text != "1/E.81/uji" || l.State != letter.Issued || l.Revision == 0 {
			t.Fatalf("issued as %+v", l)
		}
		_, err = d.issue(d.head, issuing(d))
		d.answered(err, fault.Conflict, "plan.form_issued_already")

		scan, again := d.file("a"), d.file("b")
		d.answered(d.signForm(d.head, l.ID, scan, letter.Scanned), fault.Conflict, "plan.form_no_file")
		out := d.file("c")
		for range 2 { // an issue that died after the act is carried on
			d.must(d.fixed(l.ID, out))
		}
		d.answered(d.signForm(d.head, l.ID, out, letter.Scanned), fault.Invalid, "plan.form_letter_invalid") // the file that went out
		d.answered(d.signForm(d.head, l.ID, scan, "segel"), fault.Invalid, "letter.bad_way")
		d.answered(d.release(d.planner, l.ID, true), fault.Conflict, "letter.not_signed")
		d.must(d.signForm(d.head, l.ID, scan, letter.Scanned))
		d.answered(d.signForm(d.head, l.ID, again, letter.Certified), fault.Conflict, "letter.signed_already")
		if f, open := d.everybody(scan); f.File != "" || open {
			t.Errorf("a scan is public before anybody said so: %+v", f)
		}
		d.must(d.release(d.planner, l.ID, true))
		d.answered(d.release(d.planner, l.ID, true), fault.Conflict, "plan.form_released_already")
		if f, open := d.everybody(scan); f.File != scan || f.How != letter.Scanned || f.Number != "1/E.81/uji" || !open {
			t.Errorf("everybody reads %+v, %v", f, open)
		}

		// Only what was made void can be replaced, and it is private again at once.
		d.must(d.unsign(d.head, l.ID))
		if f, open := d.everybody(scan); f.File != "" || open {
			t.Errorf("a void scan is public: %+v", f)
		}
		d.must(d.signForm(d.head, l.ID, again, letter.Certified))
		d.must(d.release(d.planner, l.ID, true))
		d.must(d.release(d.planner, l.ID, false))
		d.must(d.release(d.planner, l.ID, true))
		d.must(d.voidForm(d.head, l.ID))
		if f, open := d.everybody(again); f.File != "" || open {
			t.Errorf("a void letter is public: %+v", f)
		}
		if next, err := d.issue(d.head, issuing(d)); err != nil || next.Number.Text != "2/E.81/uji" {
			t.Errorf("after the void letter comes %+v, %v", next.Number, err)
		}
		if got := strings.Join(d.numbers("e81/disdag", l.Number.Year), " "); got != "1/E.81/uji 2/E.81/uji" {
			t.Errorf("the series is %s", got) // whatever was refused took none
		}
		for fact, want := range map[string]int{"plan.form_issued": 2, "plan.form_signed": 2, "plan.form_voided": 2, "plan.form_released": 4} {
			if got := d.count(`select count(*) from diary_entry where fact = $1`, fact); got != want {
				t.Errorf("%s stands %d times in the diary, not %d", fact, got, want)
			}
		}
	})
}

func (s *season) count(query string, args ...any) (n int) {
	s.Helper()
	s.read(func(tx *db.Tx) (err error) { n, _, err = db.One(tx, (*db.Row).Int, query, args...); return err })
	return n
}

// TestWhoSendsAFormOut: the head its own, the planner the city's; what is signed
// becomes public by the planner.
func TestWhoSendsAFormOut(t *testing.T) {
	full(t, func(w *world) {
		d := aRound(w).desk("disdag").start().locked()
		weak, _ := accounttest.Sign(w.T, w.d, d.ring, accounttest.Role{Role: account.Head, Standing: account.Plh, Office: d.office.ID, Weak: true})
		l, err := d.issue(d.head, issuing(d))
		d.must(err)
		d.must(d.fixed(l.ID, d.file("c")))
		d.must(d.signForm(d.head, l.ID, d.file("a"), letter.Scanned))
		city := plan.FormIssue{Quarter: quarter(2024), Paper: "a3", Series: "e81", Format: "{n}/kota"}
		for name, who := range map[string]account.Who{"operator": d.operator, "planner": d.planner, "inspector": d.inspector, "administrator": d.admin,
			"other head": d.season.desk("dpu").head, "maker": d.sign(account.Maker, 0), "weak head": weak} {
			_, err := d.issue(who, issuing(d))
			for what, err := range map[string]error{"issue": err, "sign": d.signForm(who, l.ID, d.file("b"), letter.Scanned), "void": d.voidForm(who, l.ID), "unsign": d.unsign(who, l.ID)} {
				if !fault.Is(err, fault.Denied) {
					t.Errorf("%s as %s: %v", what, name, err)
				}
			}
			if _, err := d.issue(who, city); name != "planner" && !fault.Is(err, fault.Denied) {
				t.Errorf("the city's form as %s: %v", name, err)
			}
			if name != "planner" && !fault.Is(d.release(who, l.ID, true), fault.Denied) {
				t.Errorf("%s made a form public", name)
			}
		}
		_, err = d.issue(account.Who{}, issuing(d))
		d.answered(err, fault.Stranger, "account.stranger")
		d.answered(d.release(d.head, l.ID, true), fault.Denied, "account.not_yours")
		d.answered(d.release(d.signWeak(account.Planner, 0), l.ID, true), fault.Denied, "account.second_needed")
		if got := len(d.numbers("e81", l.Number.Year)); got != 1 {
			t.Errorf("the city's form went out %d times", got)
		}
		d.answered(d.voidForm(d.head, 12345), fault.NotFound, "letter.no_letter")
	})
}

// TestTheCitysFormFixesItsTexts: they are public with the revision that goes out.
func TestTheCitysFormFixesItsTexts(t *testing.T) {
	full(t, func(w *world) {
		d := aRound(w).desk("disdag")
		q := quarter(2024)
		d.write(func(tx *db.Tx) error {
			return plan.WriteFormTexts(tx, d.planner.Session, q, 0, texts(0, "Seluruh kota."))
		})
		read := func() (f plan.FormTexts) {
			d.read(func(tx *db.Tx) (err error) { f, err = plan.FormTextsOf(tx, w.viewOf(q), 0); return err })
			return f
		}
		if read().Version != 0 {
			t.Error("a draft of the texts is public")
		}
		empty := d.round.Quarter // has no report yet
		_, err := d.issue(d.planner, plan.FormIssue{Quarter: empty, Paper: "a3", Series: "e81", Format: "{n}/kota"})
		d.answered(err, fault.Conflict, "plan.form_no_report")
		_, err = d.issue(d.planner, plan.FormIssue{Quarter: q, Paper: "a3", Series: "e81", Format: "{n}/kota"})
		d.must(err)
		if got := read(); got.Driving != "Seluruh kota." {
			t.Errorf("the public texts are %+v", got)
		}
	})
}

// TestConcurrentIssuesTakeOneNumber: of many who press at once one has the letter,
// and the others take no number.
func TestConcurrentIssuesTakeOneNumber(t *testing.T) {
	fullWith(t, db.Options{}, func(w *world) {
		d := aRound(w).desk("disdag").start().locked()
		var wait sync.WaitGroup
		errs := make([]error, 6)
		for i := range errs {
			wait.Go(func() { _, errs[i] = d.issue(d.head, issuing(d)) })
		}
		wait.Wait()
		good := 0
		for _, err := range errs {
			if err == nil {
				good++
			} else if !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.Busy) {
				t.Error(err)
			}
		}
		if n := d.count(`select count(*) from letter_number where series = 'e81/disdag'`); good != 1 || n != 1 {
			t.Errorf("%d issues, %d numbers", good, n)
		}
	})
}

// reopened proves that a form goes out only while its rows are locked, although a
// revision shows them.
func reopened(w *world) error {
	d := aRound(w).desk("disdag").start().locked()
	d.must(d.reopen())
	if _, err := d.issue(d.head, issuing(d)); !fault.Is(err, fault.Conflict) {
		return fmt.Errorf("a form that is being changed went out: %w", err)
	}
	return nil
}

func TestOnlyALockedFormGoesOut(t *testing.T) {
	full(t, func(w *world) {
		if err := reopened(w); err != nil {
			w.Error(err)
		}
	})
}

// TestTheLockOfAFormIsNeeded runs alone: the guard is left out for all.
func TestTheLockOfAFormIsNeeded(t *testing.T) {
	undo := plan.LeaveOut("locked form")
	defer undo()
	t.Run("left out", func(t *testing.T) {
		full(t, func(w *world) {
			if reopened(w) == nil {
				w.Error("nothing notices that the guard is left out")
			}
		})
	})
}

// brokenLetter are the promises of the table of letters, and what breaks them.
var brokenLetter = map[string]string{
	"plan_form_letter_is_one":                `update plan_form_letter set letter = 1`,
	"plan_form_letter_quarter_is_1_to_4":     `update plan_form_letter set quarter = 5 where letter = 1`,
	"plan_form_letter_revision_is_published": `update plan_form_letter set revision = 0 where letter = 1`,
	"plan_form_letter_paper_is_known":        `update plan_form_letter set paper = 'a4'`,
	"plan_form_letter_how_is_known":          `update plan_form_letter set public_how = 'segel' where letter = 1`,
	"plan_form_letter_public_is_whole":       `update plan_form_letter set public_how = null where letter = 1`,
	"plan_form_letter_void_is_private":       `update plan_form_letter set void_at = 1 where letter = 1`,
	"plan_form_letter_stands_once":           `update plan_form_letter set void_at = null`,
}

// twoFormLetters are a public one, and one that is void.
func twoFormLetters(tx *db.Tx) error {
	for _, statement := range []string{
		`insert into blob_file (hash, kind, bytes, width, height, uses, at, coming) values ('` + strings.Repeat("e", 64) + `', 'pdf', 9, 0, 0, 0, 1, 0)`,
		`insert into letter_out (id, kind, subject_kind, subject, state, made_by, made_at) values (1, 'e81', 'plan_report', 1, 'draft', 'test', 1), (2, 'e81', 'plan_report', 1, 'draft', 'test', 1)`,
		`insert into plan_form_letter values (1, 2024, 2, null, 1, '1/x', 'f4', null, '` + strings.Repeat("e", 64) + `', 'pindai', 1, 'test')`,
		`insert into plan_form_letter values (2, 2024, 2, null, 1, '2/x', 'f4', 1, null, null, null, null)`,
	} {
		if _, err := tx.Exec(statement); err != nil {
			return err
		}
	}
	return nil
}

// TestLettersOutliveTheNewTable: a database with letters in it goes on with them,
// and from then on a letter of the form is one that went out.
func TestLettersOutliveTheNewTable(t *testing.T) {
	const anew = "20261124-10-plan.sql"
	for engine, at := range dbtest.URLs() {
		t.Run(engine, func(t *testing.T) {
			all, err := db.Migrations(db.Files, diary.Files, blob.Files, letter.Files, jobs.Files, account.Files, plan.Files)
			orPanic(err)
			n := slices.IndexFunc(all, func(m db.Migration) bool { return m.Name == anew })
			d, err := db.Open(t.Context(), at(t), db.Options{})
			orPanic(err)
			defer d.Close()
			_, err = d.Migrate(t.Context(), all[:n])
			orPanic(err)
			orPanic(d.Write(t.Context(), twoFormLetters))
			kept := func() (rows []string) {
				orPanic(d.Read(t.Context(), func(tx *db.Tx) (err error) {
					rows, err = db.All(tx, func(r *db.Row) string {
						return fmt.Sprint(r.ID(), r.Int(), r.Int(), r.Text(), r.Int(), r.Text(), r.Int64())
					},
						`select letter, year, quarter, number, coalesce(void_at, 0), coalesce(public_file, ''), coalesce(public_at, 0) from plan_form_letter order by letter`)
					return err
				}))
				return rows
			}
			stray := func(letter db.ID) error {
				return d.Write(t.Context(), func(tx *db.Tx) error {
					_, err := tx.Exec(`insert into plan_form_letter (letter, year, quarter, revision, number, paper) values ($1, 2023, 2, 1, 'x', 'f4')`, letter)
					return err
				})
			}
			before := kept()
			if err := stray(98); err != nil || len(before) != 2 {
				t.Fatalf("the proof is broken: %q, %v", before, err)
			}
			orPanic(d.Write(t.Context(), func(tx *db.Tx) error { _, err := tx.Exec(`delete from plan_form_letter where letter = 98`); return err }))
			_, err = d.Migrate(t.Context(), all)
			orPanic(err)
			if after := kept(); !slices.Equal(before, after) {
				t.Errorf("before %q, after %q", before, after)
			}
			if err := stray(99); err == nil || !strings.Contains(strings.ToLower(err.Error()), "foreign key") {
				t.Errorf("a letter that never went out: %v", err)
			}
		})
	}
}
