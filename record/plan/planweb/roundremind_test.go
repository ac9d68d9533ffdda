package planweb

import (
	"context"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"testing"
	"time"

	"alun/ground/blob"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/jobs"
	letters "alun/ground/letter"
	"alun/ground/mail"
	"alun/ground/wa"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/plan"
)

// clockedTown runs a test in a town whose clock the test moves on.
func clockedTown(t *testing.T, run func(w *town, clock *dbtest.Clock)) {
	t.Helper()
	begin := time.Date(2026, 11, 10, 2, 0, 0, 0, time.UTC) // 10:00 in the city
	clock := dbtest.NewClock(begin)
	dbtest.EachWith(t, db.Options{Now: clock.Now}, func(t *testing.T, d *db.DB) {
		clock.MoveOn(begin.Sub(clock.Now())) // the engines come one after the other
		furnish(t, d)
		run(openTown(t, d), clock)
	}, jobs.Files, diary.Files, blob.Files, letters.Files, account.Files, plan.Files, mail.Files, wa.Files, web.Files)
}

// login gives a person an address, as the room of people keeps it.
func (v visitor) login(way, text string) visitor {
	v.Helper()
	must(v.T, v.d.Write(v.Context(), func(tx *db.Tx) error {
		id := tx.NewID()
		sealed, err := v.desk.People.Box.Hide(tx, v.person.Person, "account_login.address "+strconv.FormatInt(int64(id), 10), text)
		if err != nil {
			return err
		}
		_, err = tx.Exec(`insert into account_login (id, person, way, sealed, blind, made_at) values ($1, $2, $3, $4, $5, $6)`,
			id, v.person.Person, way, sealed, v.ring.Blind("account login "+way, text), tx.Now())
		return err
	}))
	return v
}

func (w *town) count(query string, args ...any) (n int) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) { n, _, err = db.One(tx, (*db.Row).Int, query, args...); return err })
	return n
}

// TestAPlannerRemindsOnceADay presses the button twice, and again the next day.
func TestAPlannerRemindsOnceADay(t *testing.T) {
	eachTown(t, func(w *town) {
		planner := w.openedRound()
		w.signIn(account.Operator, "inspektorat").login("phone", "6281234567890")
		w.signIn(account.Head, "inspektorat").login("mail", "kepala@contoh.id")
		planner.follow(planner.post(tw2, "langkah", "ingat", "siapa", "pilihan", "opd", "inspektorat", "opd", "disnaker")).is(200).
			has("2 Perangkat Daerah diingatkan", "0 surel dan 1 pesan WA", "1 Perangkat Daerah belum mempunyai alamat", "Sudah diingatkan hari ini").hasNot("kepala@contoh.id", "81234567890")
		planner.follow(planner.post(tw2, "langkah", "ingat", "siapa", "pilihan", "opd", "inspektorat")).is(200).has("Tidak ada yang diingatkan")
		planner.post(tw2, "langkah", "ingat", "siapa", "pilihan").is(422).has("Pilih dulu Perangkat Daerah")
		planner.post(tw2, "langkah", "ingat", "siapa", "pilihan", "opd", "tiada").is(422)
		if n := w.count(`select count(*) from wa_message`); n != 1 {
			w.Errorf("%d messages", n)
		}
		w.message("Triwulan II 2024", "http://alun.example"+tw2+"/inspektorat", "5 hari lagi", "belum dimulai")
		if n := w.count(`select count(*) from diary_entry where fact = 'plan.reminded'`); n != 2 {
			w.Errorf("%d entries in the diary", n)
		}
		err := w.d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(`insert into plan_reminder (round, opd, day, by_person, mails, messages, at) select round, opd, day, null, 0, 0, at from plan_reminder`)
			return err
		})
		if !db.Unique(err) {
			w.Errorf("a second reminder of the day was answered with %v", err)
		}
	})
}

// message opens the one message of the outbox and looks for texts in it.
func (w *town) message(texts ...string) {
	w.Helper()
	var text string
	must(w.T, w.d.Write(w.Context(), func(tx *db.Tx) error {
		id, _, err := db.One(tx, (*db.Row).ID, `select id from wa_message where state = 'waiting'`)
		if err != nil {
			return err
		}
		o, err := w.desk.Bell.Box.Open(tx, id, "test")
		text = o.Text
		return err
	}))
	for _, want := range texts {
		if !strings.Contains(text, want) {
			w.Errorf("no %q in %q", want, text)
		}
	}
}

// TestMailGoesToOperatorsAndHeads needs a server to be set up.
func TestMailGoesToOperatorsAndHeads(t *testing.T) {
	eachTown(t, func(w *town) {
		server, err := mail.Parse("smtp://localhost:1", "Alun <alun@contoh.id>")
		must(t, err)
		w.desk.Bell.Post.Server = server
		planner := w.openedRound()
		w.signIn(account.Operator, "dpu").login("mail", "operator@contoh.id")
		w.signIn(account.Head, "dpu").login("mail", "kepala@contoh.id")
		w.signIn(account.Head, "disnaker").login("mail", "lain@contoh.id")
		planner.follow(planner.post(tw2, "langkah", "ingat", "siapa", "pilihan", "opd", "dpu")).is(200).has("2 surel dan 0 pesan WA")
		if n := w.count(`select count(*) from mail_message where kind = 'plan.reminder' and state = 'waiting'`); n != 2 {
			w.Errorf("%d mails", n)
		}
		if n := w.count(`select count(*) from diary_entry where data like '%contoh%'`); n != 0 {
			w.Error("the diary names an address")
		}
	})
}

// TestTheHouseRemindsBeforeADeadline turns the clock over the days around one.
func TestTheHouseRemindsBeforeADeadline(t *testing.T) {
	clockedTown(t, func(w *town, clock *dbtest.Clock) {
		planner := w.signIn(account.Planner, "")
		must(t, w.d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := plan.OpenRound(tx, planner.person.Session, plan.Opening{Quarter: date.Quarter{Year: 2024, N: 2}, Deadline: date.Day{Year: 2026, Month: 11, Date: 20}, BudgetVersion: "murni"})
			return err
		}))
		w.desk.Bell.Days, w.desk.Bell.From = []int{7, 3, 1, -1}, 7
		w.signIn(account.Head, "dpu").login("phone", "6281234567890")
		var on []int
		for day := 10; day <= 24; day++ {
			before := w.count(`select count(*) from plan_reminder`)
			for range 2 { // a second turn of the day finds nothing to do
				w.turn()
			}
			if n := w.count(`select count(*) from plan_reminder`) - before; n == 34 {
				on = append(on, day)
			} else if n != 0 {
				t.Errorf("%d reminders on the %dth", n, day)
			}
			clock.MoveOn(24 * time.Hour)
		}
		if fmt.Sprint(on) != "[13 17 19 21]" {
			t.Errorf("reminded on %v", on)
		}
		if n := w.count(`select count(*) from wa_message`); n != 4 {
			t.Errorf("%d messages", n)
		}
	})
}

// TestNobodyIsRemindedAtNightOrWhenSwitchedOff: no day is chosen, or it is early.
func TestNobodyIsRemindedAtNightOrWhenSwitchedOff(t *testing.T) {
	clockedTown(t, func(w *town, clock *dbtest.Clock) {
		planner := w.signIn(account.Planner, "")
		must(t, w.d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := plan.OpenRound(tx, planner.person.Session, plan.Opening{Quarter: date.Quarter{Year: 2024, N: 2}, Deadline: date.DayOf(tx.Now()).Next(3), BudgetVersion: "murni"})
			return err
		}))
		w.turn()
		w.desk.Bell.Days, w.desk.Bell.From = []int{3}, 11
		w.turn()
		if n := w.count(`select count(*) from plan_reminder`); n != 0 {
			t.Errorf("%d reminders", n)
		}
		w.desk.Bell.From = 10 // the fault that this test must see
		w.turn()
		if n := w.count(`select count(*) from plan_reminder`); n != 34 {
			t.Errorf("%d reminders at the right hour", n)
		}
	})
}

// turn lets the work have one turn under its lease.
func (w *town) turn() {
	w.Helper()
	ctx, stop := context.WithTimeout(w.Context(), time.Minute)
	defer stop()
	var err error
	jobs.Lead(ctx, w.d, slog.New(slog.DiscardHandler), "reminders", time.Hour, func(ctx context.Context) error {
		err = w.desk.Bell.Turn(ctx, w.d)
		stop()
		return err
	})
	must(w.T, err)
}
