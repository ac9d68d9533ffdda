package notice

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"alun/ground/db"
	"alun/record/diary"
)

// widen gives the town's office a second row, 1.04, with figures in its report.
func (w *town) widen() {
	w.Helper()
	for _, q := range []string{
		`insert into plan_node (id, year, opd, code, level) values (101, 2025, 1, '1.04', 1)`,
		`insert into plan_indicator (node, seq, direction, aggregation) values (101, 0, 'unknown', 'unknown')`,
		`insert into plan_figure (id, report, since, node, seq, opd, code, code_order, level, line, form, name, indicator, unit,
			plan_target_k, plan_before_k, target_k, q1_k, q2_k, q3_k, q4_k, real_k, ach_k, ach_rp, plan_sofar_k, plan_ach_k, plan_ach_rp,
			note, source, page, unheld, search)
			values (1001, 10, 1, 101, 0, 1, '1.04', 0, 1, 2, 'e81', 'Drainase', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', 'x', 1, '', '')`,
	} {
		w.act(func(tx *db.Tx) error { _, err := tx.Exec(q); return err })
	}
}

// published hands over the first revision of the town's report.
func (w *town) published(seq int64) {
	w.Helper()
	e := diary.Sealed{Seq: seq, Entry: diary.Entry{At: w.at.Now(), Fact: "plan.published", Subject: 10, Data: map[string]any{"revision": json.Number("1")}}}
	w.act(func(tx *db.Tx) error { return w.k.Turn(tx, e) })
}

// waits tells about what items wait, as "seq/part".
func (w *town) waits() (out []string) {
	w.Helper()
	err := w.d.Read(w.Context(), func(tx *db.Tx) (err error) {
		out, err = db.All(tx, (*db.Row).Text, `select cast(seq as text) || '/' || cast(part as text) from notice_item order by seq, part`)
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	return out
}

// TestEachFollowedRowIsTold: one publication changes two rows that a reader
// follows, and the report besides; heard a second time, it is told no second time.
func TestEachFollowedRowIsTold(t *testing.T) {
	inTown(t, func(w *town) {
		w.widen()
		w.k.fault = "no limit" // this address asks five times
		for _, what := range []string{"row:2025/dpu/1.03", "row:2025/dpu/1.04"} {
			w.follows("both@contoh.id", what)
		}
		w.later(time.Second)
		for range 2 {
			w.published(1)
		}
		if got := w.waits(); !slices.Equal(got, []string{"1/100", "1/101"}) {
			w.Fatalf("waiting: %q", got)
		}
		all := w.says()
		for _, code := range []string{"baris 1.03", "baris 1.04"} {
			if !slices.ContainsFunc(all, func(s string) bool { return strings.Contains(s, code) }) {
				w.Errorf("%s is not told: %q", code, all)
			}
		}
		w.hush()
		for _, what := range []string{"office:dpu", "plan", "promise:7"} {
			w.follows("both@contoh.id", what)
		}
		w.later(time.Second)
		w.published(2)
		if got := w.waits(); !slices.Equal(got, []string{"2/0", "2/100", "2/101"}) {
			w.Errorf("with the office, the plan and a promise: %q", got)
		}
		w.told(3, "plan.note_answered", 0) // of no note
		w.told(3, "plan.erratum_told", 50)
		w.told(3, "plan.erratum_told", 50)
		if got := w.waits(); !slices.Equal(got[3:], []string{"3/100"}) {
			w.Errorf("who follows a row and its office, of a doubt: %q", got)
		}
	})
}

// TestEachRowsNotesAreTold: the notes of two followed rows open in one moment.
func TestEachRowsNotesAreTold(t *testing.T) {
	inTown(t, func(w *town) {
		w.widen()
		for _, what := range []string{"row:2025/dpu/1.03", "row:2025/dpu/1.04"} {
			w.follows("both@contoh.id", what)
		}
		w.later(time.Second)
		w.flagged(1, false, w.at.Now())
		w.flagged(2, false, w.at.Now())
		w.act(func(tx *db.Tx) error { _, err := tx.Exec(`update plan_flag set node = 101 where id = 2`); return err })
		w.told(1, "plan.note_opened", 10)
		if got := w.says(); !slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, "baris 1.03") }) ||
			!slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, "baris 1.04") }) {
			w.Errorf("%q", got)
		}
	})
}

// TestADigestSaysEachSentenceOnce: two revisions of two rows are two sentences,
// and all items end with the digest.
func TestADigestSaysEachSentenceOnce(t *testing.T) {
	inTown(t, func(w *town) {
		w.widen()
		for _, what := range []string{"row:2025/dpu/1.03", "row:2025/dpu/1.04"} {
			w.follows("0812-3456-7890", what)
		}
		w.later(time.Second)
		w.published(1)
		w.published(2)
		if got := w.waits(); len(got) != 4 {
			w.Fatalf("waiting: %q", got)
		}
		var items []item
		err := w.d.Read(w.Context(), func(tx *db.Tx) (err error) {
			items, err = db.All(tx, func(r *db.Row) item {
				it := item{Fact: r.Text()}
				_ = json.Unmarshal([]byte(r.Text()), &it)
				return it
			}, `select fact, data from notice_item order by seq, part`)
			return err
		})
		if err != nil {
			w.Fatal(err)
		}
		l := w.k.Words.In("id")
		if got := w.k.sayOnce(l, items); len(got) != 2 || !strings.Contains(got[0].text, "1.03") || !strings.Contains(got[1].text, "1.04") {
			w.Errorf("%+v", got)
		}
		w.later(settle)
		if n := w.deliver(); n != 1 || len(w.waits()) != 0 {
			w.Errorf("%d digests, %q still waits", n, w.waits())
		}
	})
}
