package notice

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/lang"
	"alun/record/diary"
)

// flagged puts a note on the row, public at a moment or hidden.
func (w *town) flagged(id int, hidden bool, public time.Time) {
	w.Helper()
	w.act(func(tx *db.Tx) error {
		_, err := tx.Exec(`insert into plan_flag (id, report, since, node, seq, rule, kind, field, published, expected, factor, details, case_key, state, hidden, told_on, open_on, public_at)
			values ($1, 10, 1, 100, 0, $2, 'fault', 'budget_rp', '', '', 0, '{}', '', 'unclarified', $3, '2026-03-01', '2026-03-15', $4)`,
			id, string(rune('a'+id)), hidden, db.Null(public, !hidden))
		return err
	})
}

// says are the sentences that wait for each reader.
func (w *town) says() (out []string) {
	w.Helper()
	err := w.d.Read(w.Context(), func(tx *db.Tx) error {
		return db.Each(tx, func(r *db.Row) error {
			it := item{Fact: r.Text()}
			err := json.Unmarshal([]byte(r.Text()), &it)
			out = append(out, w.k.say(w.k.Words.In(lang.ID), it).text)
			return err
		}, `select i.fact, i.data from notice_item i join notice_follow f on f.reader = i.reader order by f.what, i.seq`)
	})
	if err != nil {
		w.Fatal(err)
	}
	return out
}

func (w *town) hush() {
	w.act(func(tx *db.Tx) error { _, err := tx.Exec(`delete from notice_item`); return err })
}

// TestFollowersHearOfNotes: who follows the office or the row, of what everybody
// can read, and nobody of what is hidden.
func TestFollowersHearOfNotes(t *testing.T) {
	inTown(t, func(w *town) {
		w.follows("office@contoh.id", "office:dpu")
		w.follows("row@contoh.id", "row:2025/dpu/1.03")
		w.follows("other@contoh.id", "office:disdag")
		w.follows("plan@contoh.id", "plan")
		w.later(time.Second)
		opened := w.at.Now()
		w.flagged(1, true, time.Time{})
		w.flagged(2, false, opened)

		w.told(1, "plan.note_answered", 1)
		if got := w.says(); len(got) != 0 {
			t.Errorf("of a hidden note: %q", got)
		}
		for i, want := range []struct{ fact, says string }{{"plan.note_answered", "DPU, baris 1.03: Perangkat Daerah menjelaskan"}, {"plan.note_accepted", "diterima Bappeda"}, {"plan.note_returned", "penjelasan yang lebih baik"}} {
			w.told(int64(2+i), want.fact, 2)
			if got := w.says(); len(got) != 2 || !strings.Contains(got[0], want.says) || got[0] != got[1] {
				t.Errorf("%s: %q", want.fact, got)
			}
			w.hush()
		}
		w.told(6, "plan.note_opened", 10)
		if got := w.says(); len(got) != 2 || !strings.Contains(got[0], "Triwulan II 2025 kini terbuka") || !strings.Contains(got[1], "DPU, baris 1.03: catatan data") {
			t.Errorf("opened: %q", got)
		}
		w.hush()
		w.later(time.Hour)
		w.told(7, "plan.note_opened", 10)
		if got := w.says(); len(got) != 0 {
			t.Errorf("of notes that opened before: %q", got)
		}
	})
}

// TestFollowersHearOfTheirOwnRows: a revision that changes another office is no
// news of this one; what was corrected is told as such.
func TestFollowersHearOfTheirOwnRows(t *testing.T) {
	inTown(t, func(w *town) {
		w.follows("office@contoh.id", "office:dpu")
		w.follows("plan@contoh.id", "plan")
		w.follows("promise@contoh.id", "promise:7")
		w.follows("row@contoh.id", "row:2025/dpu/1.03")
		w.later(time.Second)
		publish := func(seq, revision int64) []string {
			w.hush()
			e := diary.Sealed{Seq: seq, Entry: diary.Entry{At: w.at.Now(), Fact: "plan.published", Subject: 10, Data: map[string]any{"revision": json.Number(string(rune('0' + revision)))}}}
			w.act(func(tx *db.Tx) error { return w.k.Turn(tx, e) })
			return w.says()
		}
		if got := publish(1, 1); len(got) != 4 || !strings.Contains(got[3], "baris 1.03: angka Triwulan II 2025 terbit") || strings.Contains(got[0], "diperbaiki") {
			t.Errorf("the first: %q", got)
		}
		if got := publish(2, 2); len(got) != 1 { // the plan's
			t.Errorf("a revision of another office: %q", got)
		}
		w.flagged(3, false, w.at.Now())
		w.act(func(tx *db.Tx) error {
			_, err := tx.Exec(`update plan_flag set until = 3, state = 'corrected'`)
			return err
		})
		w.act(func(tx *db.Tx) error { _, err := tx.Exec(`update plan_figure set until = 3`); return err })
		if got := publish(3, 3); len(got) != 4 || !strings.Contains(got[0], "sudah diperbaiki") || !strings.Contains(got[3], "DPU, baris 1.03: angka Triwulan II 2025 yang dipertanyakan") {
			t.Errorf("a correction: %q", got)
		}
	})
}

func TestFollowersHearThatAQuarterIsClosed(t *testing.T) {
	inTown(t, func(w *town) {
		w.follows("office@contoh.id", "office:dpu")
		w.follows("plan@contoh.id", "plan")
		w.later(time.Second)
		w.act(func(tx *db.Tx) error {
			_, err := tx.Exec(`insert into plan_round (id, year, quarter, deadline, budget_version, state, opened_at, opened_by, closed_at, version) values (30, 2025, 2, '2025-07-10', 'murni', 'closed', 1, 1, 2, 2)`)
			return err
		})
		w.told(1, "plan.round_closed", 30)
		if got := w.says(); len(got) != 1 || got[0] != "Evaluasi Triwulan II 2025 sudah ditutup. Semua yang dikunci sudah terbit." {
			t.Errorf("%q", got)
		}
	})
}

// Every item has its sentence in every language, and nothing is told twice.
func TestEachItemIsSaidOnce(t *testing.T) {
	inTown(t, func(w *town) {
		var all []item
		for _, fact := range []string{"plan.published", "plan.round_closed", "plan.note_opened"} {
			all = append(all, item{Fact: fact, Year: 2025, Quarter: 2})
		}
		for _, fact := range []string{"plan.published", "plan.note_opened", "plan.note_answered", "plan.note_accepted", "plan.note_returned"} {
			all = append(all, item{Fact: fact, Year: 2025, Quarter: 2, Slug: "dpu", Short: "DPU", Code: "1.03"})
		}
		all = append(all, item{Fact: "plan.published", Year: 2025, Quarter: 2, Mended: true}, item{Fact: "plan.published", Year: 2025, Quarter: 2, Slug: "dpu", Short: "DPU", Code: "1.03", Mended: true})
		for _, tag := range lang.All {
			m, err := w.k.digestLetter(w.k.Words.In(tag), 77, slices.Concat(all, all))
			if err != nil || strings.Contains(m.text+m.html+m.subject, "⟦") {
				t.Errorf("%s: %v %s", tag, err, m.text)
			}
			if n := strings.Count(m.text, "/1.03"); n != 6 {
				t.Errorf("%s: %d rows are told, want 6: %s", tag, n, m.text)
			}
			for _, what := range []string{"row:2025/dpu/1.03", "row:2025/dpu/9.99", "row:x/dpu/1.03", "row:2025"} {
				topic, err := ParseTopic(what)
				if err != nil {
					t.Fatal(err)
				}
				w.act(func(tx *db.Tx) error {
					name, there, err := topic.Named(tx, w.k.Words.In(tag))
					if there != (what == "row:2025/dpu/1.03") || there && !strings.Contains(name, "DPU") || strings.Contains(name, "⟦") {
						t.Errorf("%s is %q, %v", what, name, there)
					}
					return err
				})
			}
		}
	})
}
