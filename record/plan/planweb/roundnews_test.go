package planweb

import (
	"encoding/json"
	"testing"
	"time"

	"alun/ground/db"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/plan"
)

// happened tells the bell of a fact of an office's submission, as the diary hands
// it over.
func (w *town) happened(seq int64, fact string, s plan.Submission, actor string, data map[string]any, ago time.Duration) {
	w.Helper()
	must(w.T, w.d.Write(w.Context(), func(tx *db.Tx) error {
		return w.desk.Bell.Hear(tx, diary.Sealed{Seq: seq, Entry: diary.Entry{At: tx.Now().Add(-ago), Actor: actor, Fact: fact, Subject: s.ID, Data: data}})
	}))
}

func (w *town) inState(s plan.Submission, set string) {
	w.Helper()
	must(w.T, w.d.Write(w.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(`update plan_submission set `+set+` where id = $1`, s.ID)
		return err
	}))
}

// TestPeopleOfARoundHearWhatWaitsForThem: an office that rows came back, the
// planner that an office has sent; each address once, and nobody of old news.
func TestPeopleOfARoundHearWhatWaitsForThem(t *testing.T) {
	eachTown(t, func(w *town) {
		planner := w.openedRound().login("phone", "6281100000001")
		head := w.signIn(account.Head, "dpu").login("phone", "6281100000002")
		w.signIn(account.Head, "disnaker").login("phone", "6281100000003")
		var s plan.Submission
		w.read(func(tx *db.Tx) error {
			id, _, err := db.One(tx, (*db.Row).ID, `select s.id from plan_submission s join plan_opd o on o.id = s.opd where o.slug = 'dpu'`)
			if err == nil {
				s, _, err = plan.SubmissionByID(tx, id)
			}
			return err
		})
		waiting := func(want int) {
			t.Helper()
			if n := w.count(`select count(*) from wa_message where state = 'waiting'`); n != want {
				t.Errorf("%d messages wait, want %d", n, want)
			}
		}
		sent := map[string]any{"lines": json.Number("12")}
		w.inState(s, `state = 'terkirim', sent_at = 1, sent_by = 1`)
		w.happened(1, "plan.submission_sent", s, head.person.Actor(), sent, 25*time.Hour) // old news
		waiting(0)
		for range 2 {
			w.happened(2, "plan.submission_sent", s, head.person.Actor(), sent, 0)
			waiting(1)
		}
		w.message("mengirim isian evaluasi Triwulan II 2024", "12 baris", tw2+"/dpu")
		must(t, w.d.Write(t.Context(), func(tx *db.Tx) error { _, err := tx.Exec(`delete from wa_message`); return err }))

		returned := map[string]any{"rows": json.Number("3")}
		w.happened(3, "plan.submission_returned", s, planner.person.Actor(), returned, 0) // it was sent again meanwhile
		waiting(0)
		w.inState(s, `state = 'dikembalikan'`)
		w.happened(4, "plan.submission_returned", s, planner.person.Actor(), returned, 0)
		waiting(1)
		w.message("mengembalikan 3 baris", tw2+"/dpu")
		w.happened(5, "plan.submission_returned", s, head.person.Actor(), returned, 0) // who did it knows
		waiting(1)
	})
}
